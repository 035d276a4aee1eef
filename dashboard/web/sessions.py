"""What a session of a reader holds open: its connection, and nothing else."""

import asyncio
import selectors
from functools import wraps

from streamlit.runtime.app_session import AppSession


class PlainLoop(asyncio.SelectorEventLoop):
    """An event loop that opens no files. It runs what it is given, but no other thread may wake it while it waits."""

    def __init__(self):
        super().__init__(selectors.SelectSelector())

    def _make_self_pipe(self) -> None:
        self._ssock = self._csock = None

    def _close_self_pipe(self) -> None:
        pass


def spare_descriptors() -> None:
    """Have each session keep its own event loop without three open files.

    Streamlit makes one for every reader, in case that a page uses asyncio, and keeps it for those who have left, who
    may come back: 600 open files for 200 readers, of 1,024 that a system usually allows. No page of ours uses it.
    """
    begin = AppSession.__init__

    @wraps(begin)
    def begin_without_files(self: AppSession, *args: object, **named: object) -> None:
        begin(self, *args, **named)
        self._script_event_loop.close()
        self._script_event_loop = PlainLoop()

    AppSession.__init__ = begin_without_files
