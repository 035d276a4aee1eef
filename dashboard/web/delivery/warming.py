"""Warming up: after the start the server visits each of its own pages, so that no reader waits for the first run."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import cache
from pathlib import Path

from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.session_manager import SessionClient

from labour_migration.failures import record
from labour_migration.problems import DataPackageError
from labour_migration.site import CHART_COMPONENT, PAGES

_PAUSE = 0.2  # seconds between two pages, in which waiting readers are served
_PAGE_WITHIN = 120  # seconds after which a visit is given up


def declare_chart(folder: Path) -> None:
    """Declare the component that draws charts, whose files lie in a folder, in place of Streamlit's own search.

    That would parse the metadata of every installed package for components, and answer nobody for a tenth of a second;
    ours is in no package.
    """
    package, name = CHART_COMPONENT
    component = manifest_scanner.ComponentConfig(name, folder.name)
    manifest = manifest_scanner.ComponentManifest(package, "", [component])
    manifest_scanner.scan_component_manifests = lambda: [(manifest, folder.parent)]


def keep_warm(
    load_package: Callable[[], object], watch: Callable[[], object] = lambda: None
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """ASGI lifespan that starts a background task, which visits every page in the order of the navigation.

    ``watch`` is called first: it starts what reads the data, and reads them again when they change.

    The server answers from the start. A reader who comes before the task is done shares its results (the memos
    compute each once). ``load_package`` returns the package as its files are now; raises DataPackageError where it
    has problems.
    """

    @asynccontextmanager
    async def warm_up(_app: object) -> AsyncIterator[None]:
        # At every run of a page Streamlit looks through all of its settings six times for the theme: a twentieth of
        # the time that a change of a filter takes. config.toml is read once, so the answer is always the same.
        config.get_options_for_section = cache(config.get_options_for_section)
        watch()
        warming = asyncio.create_task(_visit_pages(load_package))
        yield
        warming.cancel()
        with suppress(asyncio.CancelledError):
            await warming

    return warm_up


async def _visit_pages(load_package: Callable[[], object]) -> None:
    """Read the package, run every page once, then take all objects out of garbage collection."""
    try:
        await asyncio.to_thread(load_package)
        for page in PAGES:
            await _Visitor().visit(page.path)
            await asyncio.sleep(_PAUSE)
    except DataPackageError:
        pass  # every page shows the problems; the rest is computed once the data is mended
    except Exception as error:  # noqa: BLE001 - a reader who comes is told; the server is to stop without it
        record(error, "warming up")
    finally:
        # Modules, the package and the figures stay for good: garbage collection need not look at them again, which
        # takes a tenth of a second each time. Streamlit forces a collection after every run unless
        # runner.postScriptGC is off (dashboard/.streamlit/config.toml); at 50 sessions both measures were needed.
        gc.collect()
        gc.freeze()
        gc.enable()  # it was off since the start (app.py)


class _Visitor(SessionClient):
    """A session without a browser: it asks the runtime for a page and waits until its script has finished."""

    def __init__(self):
        self._loop = asyncio.get_running_loop()
        self._done = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Receive a message of the page; only the last one matters."""
        if msg.WhichOneof("type") == "script_finished":
            self._loop.call_soon_threadsafe(self._done.set)

    async def visit(self, path: str) -> None:
        """Run a page in a new session, which is closed afterwards."""
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
