"""One module a page: its blocks, from the title down."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module

from labour_migration.blocks import Beside, Block, Downloads, Html, Panel, Row, Section, Title
from labour_migration.corrections import tell_changed
from labour_migration.data.package import DataPackage
from labour_migration.html.versions import format_pin
from labour_migration.output.extract import Extract
from labour_migration.site import Page
from labour_migration.view import View, format_address

LayOut = Callable[[DataPackage, View], Iterator[Block]]


@cache
def layout_of(page: Page) -> LayOut:
    """What lays out a page: the function ``lay_out`` of the module that is named after its view.

    Below its title it says which version of the data it shows, where a reader asked for one.
    """
    lay_out: LayOut = import_module(f"views.{page.view}").lay_out

    def lay_out_version(package: DataPackage, view: View) -> Iterator[Block]:
        if not package.pin:
            yield from lay_out(package, view)
            return
        today = replace(view, selection=replace(view.selection, version=""))
        shown = list(lay_out(package, view))
        tables = [table for extract in _extracts(shown) for table in extract.tables.values()]
        for block in shown:
            yield block
            if isinstance(block, Title):
                address = f"{page.path or './'}{format_address(today)}"
                yield Html(format_pin(package, address, tell_changed(tables, package)))

    return lay_out_version


def _extracts(shown: Iterable[Block]) -> Iterator[Extract]:
    """The extracts of blocks, whatever they stand in; what unfolds at a reader's wish is not shown yet."""
    for block in shown:
        match block:
            case Panel(extract=extract) | Downloads(extract=extract):
                yield extract
            case Beside(main=main):
                yield from _extracts([main])
            case Section(blocks=inner) | Row(blocks=inner):
                yield from _extracts(inner)
