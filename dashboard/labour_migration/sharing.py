"""What is made once and shared by all who ask for it: results of pure functions, bounded in number."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from threading import Lock

from labour_migration import language

# A package is read once for a version of its files: the one of now, and the one before it while readers still see that.
VERSIONS = 2


def shared(at_most: int, has_words: bool = True) -> Callable[[Callable], Callable]:
    """A decorator of a pure function: its result is made once for its arguments, and is nobody's to change.

    The ``at_most`` results that were asked for last are kept. Arguments are compared as they are hashed, a package as
    the object that it is; another language is another result, if results have words in it. Who asks while a result is
    being made waits for it. ``cache_info`` of the function tells how many were made.
    """

    def decorate(make: Callable) -> Callable:
        @lru_cache(maxsize=at_most)
        def kept(_translations: object, *arguments: object, **named: object) -> _Result:
            return _Result(partial(make, *arguments, **named))

        asking = Lock()  # without it, two who ask at once could both make it

        @wraps(make)
        def ask(*arguments: object, **named: object) -> object:
            with asking:
                result = kept(language.translations if has_words else None, *arguments, **named)
            return result.get()

        ask.cache_info = kept.cache_info
        return ask

    return decorate


class _Result:
    """A result that is made when it is first asked for; where that fails, the next who asks tries again."""

    def __init__(self, make: Callable[[], object]):
        self._make: Callable[[], object] | None = make
        self._making = Lock()

    def get(self) -> object:
        if self._make is not None:
            with self._making:
                if self._make is not None:
                    self._result = self._make()
                    self._make = None
        return self._result
