"""Threads for work that would keep the event loop: each kind of work has its own, so that none waits for another."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

Result = TypeVar("Result")


class BusyError(Exception):
    """More wait for a kind of work than can be served in a time that anybody would wait."""


class Threads:
    """A few threads for one kind of work.

    What a page, a download or a drawing takes is mostly work of the processor: more threads than processors finish it
    no sooner, and keep the event loop from its turn. Who asks for more waits in line; where more than ``waiting`` do,
    the next is refused with BusyError. Threads that Starlette and Streamlit share are left to them.
    """

    def __init__(self, count: int, waiting: int | None = None):
        self._limiter = CapacityLimiter(count)
        self._at_most = None if waiting is None else count + waiting
        self._asked = 0

    async def run(self, work: Callable[..., Result], *arguments: object) -> Result:
        """The result of some work, done in one of the threads."""
        if self._at_most is not None and self._asked >= self._at_most:
            raise BusyError
        self._asked += 1
        try:
            return await to_thread.run_sync(work, *arguments, limiter=self._limiter)
        finally:
            self._asked -= 1

    def answering(self, answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        """The same endpoint, which answers in one of the threads."""

        async def answer_in_thread(request: Request) -> Response:
            return await self.run(answer, request)

        return answer_in_thread
