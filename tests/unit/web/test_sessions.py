"""The event loop of a session: it opens no files, and works as another does. What sessions keep is tried as served."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from inspect import signature
from pathlib import Path

import pytest
import streamlit
from streamlit.runtime.app_session import AppSession

from web import sessions
from web.sessions import PlainLoop, spare_descriptors

DESCRIPTORS = Path("/proc/self/fd")


@pytest.mark.skipif(not DESCRIPTORS.exists(), reason="this system does not list open files")
def test_loop_opens_no_files():
    before = len(os.listdir(DESCRIPTORS))
    loops = [PlainLoop() for _session in range(20)]
    assert len(os.listdir(DESCRIPTORS)) == before
    for loop in loops:
        loop.close()
        assert loop.is_closed()


def test_loop_runs_and_ends_as_streamlit_ends_it():
    async def double(number: int) -> int:
        await asyncio.sleep(0.01)
        return 2 * number

    def run() -> int:
        loop = PlainLoop()
        asyncio.set_event_loop(loop)
        result = loop.run_until_complete(double(2))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        asyncio.set_event_loop(None)
        return result

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(run).result() == 4


def test_session_gets_a_loop_without_files_and_the_one_of_streamlit_is_closed(monkeypatch):
    made = []

    class Session:
        def __init__(self, place: int):
            self.place = place
            self._script_event_loop = asyncio.new_event_loop()
            made.append(self._script_event_loop)

    monkeypatch.setattr(sessions, "AppSession", Session)
    spare_descriptors()
    session = Session(place=3)
    assert session.place == 3
    assert isinstance(session._script_event_loop, PlainLoop)
    assert [loop.is_closed() for loop in made] == [True]
    session._script_event_loop.close()


def test_streamlit_still_gives_each_session_a_loop_of_that_name():
    names = AppSession.__init__.__code__.co_names
    assert {"_script_event_loop", "new_event_loop"} <= set(names), (streamlit.__version__, signature(AppSession))
