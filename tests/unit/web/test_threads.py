"""Threads for one kind of work: none waits for another kind, and not more wait than are told to."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest
from anyio import to_thread

from web.delivery.threads import BusyError, Threads

MANY = 60  # more than the threads that all the server shares


def run(coroutine):
    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result(timeout=30)


def test_slow_work_keeps_no_other_waiting():
    """Sixty wait for slow work of one kind; work of another kind, and what all share, is done before any of it."""

    async def wait_and_ask() -> list[str]:
        slow, quick, ended = Threads(2), Threads(1), Event()
        waiting = [asyncio.ensure_future(slow.run(ended.wait)) for _ in range(MANY)]
        await asyncio.sleep(0)
        done = [await quick.run(lambda: "another kind"), await to_thread.run_sync(lambda: "shared")]
        assert not any(one.done() for one in waiting)
        ended.set()
        await asyncio.gather(*waiting)
        return done

    assert run(wait_and_ask()) == ["another kind", "shared"]


def test_no_more_work_is_done_at_once_than_there_are_threads():
    at_once, most, counting = 0, 0, Lock()

    def work() -> None:
        nonlocal at_once, most
        with counting:
            at_once += 1
            most = max(most, at_once)
        Event().wait(0.002)
        with counting:
            at_once -= 1

    async def ask() -> None:
        threads = Threads(3)
        await asyncio.gather(*(threads.run(work) for _ in range(MANY)))

    run(ask())
    assert most == 3


def test_whoever_would_wait_too_long_is_refused_and_the_others_are_served():
    async def ask() -> tuple[int, list[int]]:
        threads, ended = Threads(1, waiting=5), Event()

        def work(number: int) -> int:
            ended.wait()
            return number

        served = [asyncio.ensure_future(threads.run(work, number)) for number in range(6)]  # one at work, five in line
        await asyncio.sleep(0)
        refused = 0
        for number in range(3):
            with pytest.raises(BusyError):
                await threads.run(work, number)
            refused += 1
        ended.set()
        numbers = await asyncio.gather(*served)
        return refused, [*numbers, await threads.run(work, 6)]  # there is room again

    assert run(ask()) == (3, [0, 1, 2, 3, 4, 5, 6])
