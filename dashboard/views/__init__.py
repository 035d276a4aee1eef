"""One module a page: its blocks, from the title down."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module

from labour_migration.blocks import Block, Html, Title
from labour_migration.data.package import DataPackage
from labour_migration.html.versions import format_pin
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
        today = replace(view, selection=replace(view.selection, version=""))
        for block in lay_out(package, view):
            yield block
            if isinstance(block, Title) and package.pin:
                yield Html(format_pin(package, f"{page.path or './'}{format_address(today)}"))

    return lay_out_version
