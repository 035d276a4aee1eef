"""What nobody foresaw: an entry in the log with a code, and a sentence for the reader with the same code."""

import logging
from collections.abc import Callable
from functools import wraps
from uuid import uuid4

from labour_migration.language import gettext as _

_DIGITS = 8
_PLACE_AT_MOST = 300  # characters of an address that the log gets
_log = logging.getLogger(__name__)


class RecordedError(Exception):
    """Something that failed, of which the log has an entry under ``code``; as text it is the sentence for a reader."""

    def __init__(self, code: str):
        super().__init__(
            _(
                "Something went wrong on our side, and we have a record of it (code {code}). Please try again later."
            ).format(code=code)
        )
        self.code = code


def record(error: BaseException, place: str) -> RecordedError:
    """The failure that an error is, once the log has it with its traceback and a new code.

    ``place`` says where it happened, such as an address. It may be a stranger's: the log has it in one line of ASCII.
    """
    failure = RecordedError(uuid4().hex[:_DIGITS])
    _log.exception("Failure %s at %s", failure.code, ascii(place[:_PLACE_AT_MOST]), exc_info=error)
    return failure


def recorded(function: Callable, place: str) -> Callable:
    """A function that raises nothing but RecordedError: whatever else it raises is recorded."""

    @wraps(function)
    def call(*arguments: object, **named: object) -> object:
        try:
            return function(*arguments, **named)
        except Exception as error:
            raise record(error, place) from error

    return call
