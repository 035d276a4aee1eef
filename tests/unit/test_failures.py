"""What nobody foresaw: the reader's sentence and the log have one code."""

import logging
import re

import pytest

from labour_migration.failures import RecordedError, record, recorded
from labour_migration.language import speaking


@pytest.fixture(autouse=True)
def heard(monkeypatch):
    """The log is heard, though a tool that an earlier test has run may have silenced every logger that it found."""
    monkeypatch.setattr(logging.getLogger("labour_migration.failures"), "disabled", False)


def fail() -> None:
    raise ZeroDivisionError("a cause")


@pytest.fixture
def error() -> ZeroDivisionError:
    with pytest.raises(ZeroDivisionError) as caught:
        fail()
    return caught.value


def test_log_has_the_code_the_place_and_the_traceback(error, caplog):
    failure = record(error, "GET /residents?from=2020")
    (entry,) = caplog.records
    assert re.fullmatch("[0-9a-f]{8}", failure.code)
    assert entry.levelno == logging.ERROR
    assert entry.getMessage() == f"Failure {failure.code} at 'GET /residents?from=2020'"
    assert "in fail\n" in caplog.text
    assert "ZeroDivisionError: a cause" in caplog.text


def test_sentence_has_the_code_and_nothing_of_the_error(error):
    failure = record(error, "a place")
    assert str(failure) == (
        f"Something went wrong on our side, and we have a record of it (code {failure.code}). Please try again later."
    )
    assert record(error, "a place").code != failure.code


@pytest.mark.parametrize("place", ["a\nFailure 00000000 at 'forged'", "\x1b[2J", "\u202e\u2028\r", "x" * 10_000])
def test_place_is_one_short_line_of_ascii(place, error, caplog):
    record(error, place)
    (entry,) = caplog.records
    message = entry.getMessage()
    assert message.isascii()
    assert message.isprintable()
    assert len(message) < 400


def test_what_is_recorded_raises_its_sentence_and_keeps_its_cause(caplog):
    with pytest.raises(RecordedError, match=r"\(code [0-9a-f]{8}\)") as caught:
        recorded(fail, "a file")()
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert caught.value.code in caplog.text
    assert recorded(lambda: "made", "a file")() == "made"


@pytest.mark.parametrize("code", ["ur", "ja"])
def test_sentence_is_in_the_language_of_its_reader(code, error):
    with speaking(code):
        failure = record(error, "a place")
    assert "Something went wrong" not in str(failure)
    assert failure.code in str(failure)
