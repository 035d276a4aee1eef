"""Thread-safe memos of pure functions: bounded in size, kept apart for each language, gone with what they are of."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from threading import Lock
from typing import NamedTuple
from weakref import WeakSet

from labour_migration import language

# Versions of the package whose results are kept where they are not kept with the package itself.
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


class CacheInfo(NamedTuple):
    """What is known of a memo, in the names of :func:`functools.lru_cache`; ``maxsize`` is that of each owner."""

    hits: int
    misses: int
    maxsize: int
    currsize: int


class Owner:
    """What results are kept with, and go with: those of calls that have it, or a record with it, as an argument.

    A package is one: when the data change, nothing that was made of the former is left behind.
    """

    @property
    def results(self) -> dict[Callable, OrderedDict]:
        """The results of each function that were made of this."""
        return self.__dict__.setdefault("_results", {})  # two threads may ask for them first


def memo(at_most: int, has_words: bool = True) -> Callable[[Callable], Callable]:
    """Decorator: thread-safe memo of a pure function. The results are shared, so nobody may change them.

    Parameters
    ----------
    at_most
        How many results are kept, in each language, of each owner; the one that was used least recently goes first.
    has_words
        True where the result depends on the reader's language (:func:`labour_migration.language.current`): words,
        numbers or dates as text. Each language then has its own result.

    Returns
    -------
    Callable
        Turns a function into its memo. Arguments are compared by hash and equality; a package is compared by
        identity, and the results are kept with it (:class:`Owner`). Callers that ask for a result while it is being
        computed wait for it: it is computed once. A call that raises is not kept. ``cache_info`` counts the results of
        all owners that are left (:class:`CacheInfo`).
    """

    def decorate(compute: Callable) -> Callable:
        bound = at_most * (len(language.LOCALES) if has_words else 1)
        looking_up = Lock()  # without it, two threads could each get a result of their own and compute it twice
        nobody, owners = Owner(), WeakSet()
        hits = misses = 0

        def find_result(owner: Owner, arguments: tuple, named: dict[str, object]) -> Lazy:
            nonlocal hits, misses
            key = (language.current() if has_words else None, arguments, tuple(named.items()))
            with looking_up:
                kept = owner.results.get(compute)
                if kept is None:
                    kept = owner.results[compute] = OrderedDict()
                    owners.add(owner)
                result = kept.get(key)
                if result is not None:
                    hits += 1
                    kept.move_to_end(key)
                    return result
                misses += 1
                kept[key] = result = Lazy(partial(compute, *arguments, **named))
                if len(kept) > bound:
                    kept.popitem(last=False)
                return result

        @wraps(compute)
        def remembered(*arguments: object, **named: object) -> object:
            if (own := _apart.get()) is not None:
                call = (compute, language.current() if has_words else None, arguments, tuple(named.items()))
                if call not in own:
                    own[call] = compute(*arguments, **named)
                return own[call]
            result = find_result(_find_owner(arguments, named) or nobody, arguments, named)
            return result.value if result.is_computed else result.compute()

        def cache_info() -> CacheInfo:
            with looking_up:
                return CacheInfo(hits, misses, bound, sum(len(one.results.get(compute, ())) for one in owners))

        remembered.cache_info = cache_info
        return remembered

    return decorate


def _find_owner(arguments: tuple, named: dict[str, object]) -> Owner | None:
    """The first owner among arguments, or that of a record among them; None where there is none."""
    for one in (*arguments, *named.values()) if named else arguments:
        if isinstance(one, Owner):
            return one
        if isinstance(owner := getattr(one, "package", None), Owner):
            return owner
    return None


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
