"""Readiness: whatever readers ask for is made once of each version of the data, before it is served."""

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from labour_migration.blocks import Block
from labour_migration.charts import filters_of, options_of
from labour_migration.data.keeper import Keeper
from labour_migration.data.package import DataPackage
from labour_migration.metadata import write_zip
from labour_migration.site import PAGES, Page
from labour_migration.view import View, parse_view
from web.base_url import base_path
from web.head import write_first_paint, write_markdown, write_tags

LayOut = Callable[[DataPackage, View], Iterator[Block]]


def make_ready(package: DataPackage, layout_of: Callable[[Page], LayOut]) -> None:
    """Make the head, the first paint and the words of every page, and the ZIP file: raises what any of them raises."""
    for page in PAGES:
        view, _problems = parse_view({}, options_of(page.view), package, filters_of(page.view))
        write_tags(page, base_path(), package)
        write_first_paint(page, layout_of(page), package, view)
        write_markdown(page, layout_of(page), package, view, base_path())
    write_zip(package.files)


def watch(keeper: Keeper, layout_of: Callable[[Page], LayOut]) -> None:
    """Start the thread that looks at the files of the data for as long as the process runs.

    Once the first are read, it has a lower priority than the threads that answer readers.
    """
    keeper.prepare = partial(make_ready, layout_of=layout_of)
    looks = keeper.watch()
    threading.Thread(target=_watch, args=[looks], daemon=True, name="watch the data").start()


def _watch(looks: Iterator[bool]) -> None:
    for is_another in looks:
        if sys.platform == "linux":  # where each thread has its own priority
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        if is_another and gc.get_freeze_count():
            forget()


def forget() -> None:
    """Free the packages that nobody uses any more; what is left stays out of garbage collection (warming.py)."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
