"""Results that are made once: for whom, how often, how many are kept."""

import gc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from gettext import NullTranslations
from threading import Barrier
from weakref import WeakSet

import pytest

from labour_migration import language
from labour_migration.caching import Owner, apart, memo
from labour_migration.language import Language
from labour_migration.language import gettext as _


def test_second_who_asks_gets_what_the_first_got():
    made = memo(at_most=2)(lambda name: [name])
    assert made("a") is made("a")
    assert made("b") == ["b"]
    assert made.cache_info().misses == 2


def test_who_ask_at_once_get_one_result():
    made, together = [], Barrier(8, timeout=30)

    @memo(at_most=2)
    def make(name: str) -> list[str]:
        made.append(name)
        return [name]

    def ask(_turn: int) -> list[str]:
        together.wait()
        return make("a")

    with ThreadPoolExecutor(8) as threads:
        first, *others = threads.map(ask, range(8))
    assert made == ["a"]
    assert all(other is first for other in others)


def test_number_of_results_is_bounded_and_the_last_asked_for_stay():
    made = memo(at_most=2, has_words=False)(lambda name: [name])
    kept = made("a")
    made("b")
    assert made("a") is kept
    made("c")
    assert made("a") is kept
    assert made.cache_info().currsize == 2


def test_another_language_is_another_result(monkeypatch):
    class Shouting(NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    made = memo(at_most=2)(lambda message: _(message))
    assert made("word") == "word"
    monkeypatch.setattr(language, "find", lambda code: Language(code, "en_GB", Shouting()))
    assert made("word") == "WORD"


def test_another_locale_is_another_result():
    made = memo(at_most=2)(lambda: language.current().locale)
    assert made() == "en_GB"
    with language.speaking("ja"):
        assert made() == "ja_JP"
    assert made() == "en_GB"


def test_what_has_no_words_is_one_result_in_all_languages():
    made = memo(at_most=2, has_words=False)(lambda name: [name])
    kept = made("a")
    with language.speaking("ur"):
        assert made("a") is kept


def test_what_failed_is_tried_again():
    turns = []

    @memo(at_most=2)
    def make() -> str:
        turns.append("turn")
        if len(turns) == 1:
            raise ValueError("not yet")
        return "made"

    with pytest.raises(ValueError, match="not yet"):
        make()
    assert make() == "made"


def test_what_is_asked_for_apart_is_made_once_there_and_pushes_nothing_out():
    made = memo(at_most=1)(lambda name: [name])
    kept = made("a")
    with apart():
        assert made("b") is made("b")
        assert made("c") == ["c"]
        own = made("a")
        with apart():
            assert made("b") == ["b"]
        assert made("a") is own
    assert own is not kept
    assert made("a") is kept
    assert made.cache_info().misses == 1
    with apart():
        assert made("a") is not own


def test_what_raises_apart_is_not_kept_and_others_are_not_apart():
    tries = []

    @memo(at_most=1)
    def fail(name: str) -> None:
        tries.append(name)
        raise ValueError(name)

    made = memo(at_most=1)(lambda name: [name])
    kept = made("a")
    with apart():
        for _turn in range(2):
            with pytest.raises(ValueError, match="a"):
                fail("a")
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(made, "a").result() is kept
    assert tries == ["a", "a"]


class Package(Owner):
    """What results are made of."""

    def __init__(self, name: str = ""):
        self.name = name


@dataclass(frozen=True)
class Asked:
    """What names a package among others."""

    package: Package
    form: str


@pytest.mark.parametrize("ask", [lambda made, one: made(one), lambda made, one: made(Asked(one, "csv"))])
def test_results_go_with_what_they_are_made_of(ask):
    made = memo(at_most=2)(lambda asked: {asked})  # a result that leads to the package as well
    package, results = Package(), WeakSet()
    ask(made, package)
    assert made.cache_info().currsize == 1
    results.add(package)
    del package
    gc.collect()
    assert not results
    assert made.cache_info().currsize == 0


def test_results_of_one_owner_push_out_none_of_another():
    made = memo(at_most=1, has_words=False)(lambda package, name: [package.name, name])
    one, other = Package("one"), Package("other")
    kept = made(one, "a")
    assert made(other, "a") == ["other", "a"]
    assert made(other, "b") == ["other", "b"]
    assert made(one, "a") is kept
    assert made(package=one, name="a") == kept
    assert made.cache_info() == (1, 4, 1, 2)


def test_functions_of_one_owner_keep_their_results_apart():
    length, name = memo(at_most=1)(lambda package: len(package.name)), memo(at_most=1)(lambda package: package.name)
    package = Package("one")
    assert (length(package), name(package)) == (length(package), name(package)) == (3, "one")


def test_who_come_first_to_an_owner_at_once_get_one_result():
    made, together = [], Barrier(8, timeout=30)

    @memo(at_most=2)
    def make(package: Package) -> list[str]:
        made.append(package)
        return [package.name]

    def ask(package: Package) -> list[str]:
        together.wait()
        return make(package)

    with ThreadPoolExecutor(8) as threads:
        for _turn in range(20):
            package = Package()
            first, *others = threads.map(ask, [package] * 8)
            assert all(other is first for other in others)
    assert len(made) == 20
