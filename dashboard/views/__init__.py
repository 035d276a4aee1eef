"""One module a page: its blocks, from the title down."""

from collections.abc import Callable, Iterator
from importlib import import_module

from labour_migration.blocks import Block
from labour_migration.data.package import DataPackage
from labour_migration.site import Page
from labour_migration.view import View


def layout_of(page: Page) -> Callable[[DataPackage, View], Iterator[Block]]:
    """What lays out a page: the function ``lay_out`` of the module that is named after its view."""
    return import_module(f"views.{page.view}").lay_out
