"""The language of all that is written: chosen, asked for, bound; its catalogue and the words of the data."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from labour_migration import language
from labour_migration.language import bound, current, gettext, ngettext, speaking, use_words


@pytest.fixture
def words():
    """Words of the data for a test; those of before are back afterwards."""
    before = language._words
    yield use_words
    use_words(before)


def test_language_is_english_unless_another_is_chosen():
    assert (current().code, current().locale, current().direction) == ("en", "en_GB", "ltr")
    assert gettext("Residents") == "Residents"
    with speaking("ur"):
        assert (current().code, current().locale, current().direction) == ("ur", "ur_PK", "rtl")
        with speaking("ja"):
            assert (current().name, gettext("Residents")) == ("日本語", "在留者")
        assert current().name == "اردو"
    assert current().code == "en"


def test_what_runs_the_app_is_asked_where_nobody_has_chosen(monkeypatch):
    monkeypatch.setattr(language, "find_code", lambda: "ja")
    with ThreadPoolExecutor(1) as thread:  # as a page runs: in a thread of its own
        assert thread.submit(lambda: current().code).result() == "ja"
    with speaking("ur"):
        assert current().code == "ur"


def test_function_speaks_the_language_in_which_it_was_bound():
    with speaking("ja"):
        name = bound(lambda word: gettext(word))
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(name, "Residents").result() == "在留者"
    assert name("Residents") == "在留者"
    assert gettext("Residents") == "Residents"


def test_plural_has_the_forms_of_each_language():
    row, rows = "{label} ({count} row)", "{label} ({count} rows)"
    assert [ngettext(row, rows, count) for count in (1, 2)] == [row, rows]
    with speaking("ja"):
        assert ngettext(row, rows, 1) == ngettext(row, rows, 2) != row
    with speaking("ur"):
        assert len({ngettext(row, rows, 1), ngettext(row, rows, 2), row, rows}) == 4


def test_nothing_is_nothing_in_every_language():
    for code in language.LOCALES:
        with speaking(code):
            assert gettext("") == ""


def test_words_of_the_data_are_found_below_the_catalogue(words):
    words({"ja": {"Aomori": "青森県", "Residents": "never"}, "en": {"نیا": "new"}})
    assert (gettext("Aomori"), gettext("نیا")) == ("Aomori", "new")
    with speaking("ja"):
        assert (gettext("Aomori"), gettext("Residents"), gettext("Akita")) == ("青森県", "在留者", "Akita")
    words({})
    with speaking("ja"):
        assert gettext("Aomori") == "Aomori"


def test_language_that_there_is_none_of_is_an_error():
    with speaking("fr"), pytest.raises(KeyError):
        gettext("Residents")
