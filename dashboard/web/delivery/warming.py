"""The server as its own first visitor: what a reader would wait for is read, imported and drawn beforehand."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import cache

from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.session_manager import SessionClient

from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES

_PAUSE = 0.2  # seconds between two pages, in which readers who are there already are served
_PAGE_WITHIN = 120  # seconds


def search_no_components() -> None:
    """Have Streamlit not search all installed packages for components: no page has one of another package.

    It would parse the metadata of each, a tenth of a second in which nobody is answered.
    """
    manifest_scanner.scan_component_manifests = list


def keep_warm(load_package: Callable[[], object]) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """The lifespan of the server: it serves at once, and meanwhile visits every page, the first one first.

    A reader who comes before that waits for what is being made, not for a making of his own. ``load_package`` gives
    the package as its files are now, and raises DataPackageError where it has problems.
    """

    @asynccontextmanager
    async def warm_up(_app: object) -> AsyncIterator[None]:
        # Every run of a page begins with the theme, for which Streamlit walks through all of its settings six times: a
        # twentieth of what a change of a filter computes. They are those of the start: config.toml is read once.
        config.get_options_for_section = cache(config.get_options_for_section)
        warming = asyncio.create_task(_visit_pages(load_package))
        yield
        warming.cancel()
        with suppress(asyncio.CancelledError):
            await warming

    return warm_up


async def _visit_pages(load_package: Callable[[], object]) -> None:
    try:
        await asyncio.to_thread(load_package)
        for page in PAGES:
            await _Visitor().visit(page.path)
            await asyncio.sleep(_PAUSE)
    except DataPackageError:
        pass  # every page says so, and what was not made now is made when the data is mended
    finally:
        # What is there now stays: modules, the package, the figures. Collections of garbage need not walk it again,
        # a tenth of a second of each. Streamlit forces one after every run unless runner.postScriptGC is off
        # (.streamlit/config.toml): measured at 50 sessions, the one without the other still lets them wait.
        gc.collect()
        gc.freeze()
        gc.enable()  # it was off since the start (app.py)


class _Visitor(SessionClient):
    """A visitor without a browser and without a connection: it asks for a page and waits until it is done."""

    def __init__(self):
        self._loop = asyncio.get_running_loop()
        self._done = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take what the page sends: nothing but its end is of interest."""
        if msg.WhichOneof("type") == "script_finished":
            self._loop.call_soon_threadsafe(self._done.set)

    async def visit(self, path: str) -> None:
        """Run a page in a session of its own, which ends with it."""
        asked = BackMsg()
        asked.rerun_script.page_name = path
        runtime = get_instance()
        session_id = runtime.connect_session(self, user_info={})
        try:
            runtime.handle_backmsg(session_id, asked)
            async with asyncio.timeout(_PAGE_WITHIN):
                await self._done.wait()
        finally:
            runtime.close_session(session_id)
