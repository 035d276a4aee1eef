"""The process that serves: how many connections it may hold open, where it says that it is, how it ends."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from web.base_url import base_address
from web.frames import limit_frames
from web.sessions import spare_descriptors

if sys.platform != "win32":
    import resource

ENDS_WITHIN = 10  # seconds in which answers that are being sent may be finished
_TOLD_TO_END = (signal.SIGTERM, signal.SIGINT)
_Handler = Callable[[int, FrameType | None], object]


def prepare_process() -> None:
    """Make the process ready to serve, and say where: Streamlit's own banner would ask the internet for its address."""
    raise_descriptor_limit()
    spare_descriptors()
    limit_frames()
    end_in_time()
    print(f"The app is at {base_address({})}", flush=True)


def raise_descriptor_limit() -> None:
    """Have as many connections and files open at once as the system allows, where the usual limit is lower."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        with suppress(OSError, ValueError):  # some systems refuse what they name as the limit
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def end_in_time(seconds: float = ENDS_WITHIN) -> None:
    """Have the process end within so many seconds of being told to, however slowly a reader takes an answer.

    The server itself would wait without limit for every answer that is being sent; Streamlit does not let its limit be
    set. Files are written whole or not at all, so that an end in the middle harms none.
    """
    for number in _TOLD_TO_END:
        before = signal.getsignal(number)
        if callable(before):
            signal.signal(number, _then(before, seconds))


def _then(before: _Handler, seconds: float) -> _Handler:
    """What a signal does: what it did before, and at the latest after some seconds the end."""

    def end(number: int, frame: FrameType | None) -> None:
        timer = threading.Timer(seconds, os._exit, (128 + number,))
        timer.daemon = True  # whoever is done earlier need not wait
        timer.start()
        before(number, frame)

    return end
