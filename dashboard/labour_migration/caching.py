"""Thread-safe memos of pure functions, bounded in number, one for each language of the reader."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from threading import Lock

from labour_migration import language

# Versions of the package whose results are kept: that of now, and the one before while readers still see it.
VERSIONS = 2


def memo(at_most: int, has_words: bool = True) -> Callable[[Callable], Callable]:
    """Decorator: thread-safe memo of a pure function; results must not be mutated.

    The ``at_most`` results that were asked for last are kept, by hash and equality of the arguments; a package counts
    as the object that it is. Results with words are kept for each language. Who asks while a result is being computed
    waits for it. ``cache_info`` of the function is that of :func:`functools.lru_cache`.
    """

    def decorate(compute: Callable) -> Callable:
        @lru_cache(maxsize=at_most)
        def kept(_translations: object, *arguments: object, **named: object) -> _Result:
            return _Result(partial(compute, *arguments, **named))

        looking_up = Lock()  # without it, two who ask at once could both compute

        @wraps(compute)
        def ask(*arguments: object, **named: object) -> object:
            with looking_up:
                result = kept(language.translations if has_words else None, *arguments, **named)
            return result.get()

        ask.cache_info = kept.cache_info
        return ask

    return decorate


class _Result:
    """A result that is computed when it is first asked for; where that fails, the next who asks tries again."""

    def __init__(self, compute: Callable[[], object]):
        self._compute: Callable[[], object] | None = compute
        self._computing = Lock()

    def get(self) -> object:
        if self._compute is not None:
            with self._computing:
                if self._compute is not None:
                    self._value = self._compute()
                    self._compute = None
        return self._value
