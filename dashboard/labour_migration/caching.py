"""Thread-safe memos of pure functions: bounded in size, and kept apart for each language of the reader."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial, wraps
from threading import Lock

from labour_migration import language

# Versions of the package whose results are kept: the current one, and the one before while pages still show it.
VERSIONS = 2
_apart: ContextVar[dict | None] = ContextVar("apart", default=None)


@contextmanager
def apart() -> Iterator[None]:
    """Results that are asked for inside are kept only until its end, and push out none that others have asked for.

    For a package that is read for one question, such as an old version.
    """
    token = _apart.set({})
    try:
        yield
    finally:
        _apart.reset(token)


def memo(at_most: int, has_words: bool = True) -> Callable[[Callable], Callable]:
    """Decorator: thread-safe memo of a pure function. The results are shared, so nobody may change them.

    Parameters
    ----------
    at_most
        How many results are kept, in each language; the one that was used least recently goes first.
    has_words
        True where the result depends on the reader's language (:func:`labour_migration.language.current`): words,
        numbers or dates as text. Each language then has its own result.

    Returns
    -------
    Callable
        Turns a function into its memo. Arguments are compared by hash and equality; a package is compared by
        identity. Callers that ask for a result while it is being computed wait for it: it is computed once. A call
        that raises is not kept. ``cache_info`` is that of :func:`functools.lru_cache`.
    """

    def decorate(compute: Callable) -> Callable:
        @lru_cache(maxsize=at_most * (len(language.LOCALES) if has_words else 1))
        def find_result(_language: language.Language | None, *arguments: object, **named: object) -> Lazy:
            return Lazy(partial(compute, *arguments, **named))

        looking_up = Lock()  # without it, two threads could each get a result of their own and compute it twice

        @wraps(compute)
        def remembered(*arguments: object, **named: object) -> object:
            if (own := _apart.get()) is not None:
                call = (compute, language.current() if has_words else None, arguments, tuple(named.items()))
                if call not in own:
                    own[call] = compute(*arguments, **named)
                return own[call]
            with looking_up:
                result = find_result(language.current() if has_words else None, *arguments, **named)
            return result.value if result.is_computed else result.compute()

        remembered.cache_info = find_result.cache_info
        return remembered

    return decorate


class Lazy:
    """The result of one call, computed once, when it is first asked for.

    After an exception the next caller tries again.
    """

    __slots__ = ("_call", "_computing", "is_computed", "value")

    def __init__(self, call: Callable[[], object]):
        self._call: Callable[[], object] | None = call
        self._computing = Lock()
        self.is_computed = False
        self.value: object = None

    def compute(self) -> object:
        """The value: computed here, or by the thread that was here first."""
        with self._computing:
            if not self.is_computed:
                self.value = self._call()
                self.is_computed = True
                self._call = None  # it may hold large arguments
        return self.value
