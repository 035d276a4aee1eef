"""The reader's language: gettext for messages and for the words of the data, the locale for numbers and dates."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from babel import Locale

# Language as HTML names it -> the form of its numbers and dates (Babel). The first is that of the messages themselves.
LOCALES = {"en": "en_GB", "ur": "ur_PK", "ja": "ja_JP"}
USUAL = next(iter(LOCALES))
FOLDER = Path(__file__).parents[1] / "locale"

_chosen: ContextVar[str | None] = ContextVar("language", default=None)
_words: Mapping[str, Mapping[str, str]] = MappingProxyType({})


def _know_nobody() -> str | None:
    return None


# Asked where nobody has chosen: what runs the app knows whose words are written. None where it does not.
find_code: Callable[[], str | None] = _know_nobody


class Language(NamedTuple):
    """Everything that decides how a text is written: two equal languages write the same text.

    ``code`` is the language as HTML names it, ``locale`` the form of numbers and dates (Babel), ``translations`` the
    message catalogue (gettext).
    """

    code: str
    locale: str
    translations: NullTranslations

    @property
    def direction(self) -> str:
        """The direction of its lines, as HTML names it: ``ltr`` or ``rtl``."""
        return describe(self.locale).direction

    @property
    def name(self) -> str:
        """What its readers call it."""
        return describe(self.locale).name


class Description(NamedTuple):
    """What is known of a language without its catalogue: the direction of its lines, what its readers call it."""

    direction: str
    name: str


@cache
def describe(locale: str) -> Description:
    """The language of a locale (Babel), as its readers know it."""
    known = Locale.parse(locale)
    return Description(known.text_direction, known.get_language_name())


class _Words(NullTranslations):
    """The words of the data in a language, by the words that stand in its tables."""

    def __init__(self, words: Mapping[str, str]):
        super().__init__()
        self.words = words

    def gettext(self, message: str) -> str:
        return self.words.get(message, message)


def current() -> Language:
    """The language of the reader who is being answered; memos of texts have it in their key."""
    code = _chosen.get()
    if code is None and (code := find_code()):
        _chosen.set(code)
    return find(code or USUAL)


def find(code: str) -> Language:
    """The language with this code; KeyError where the site is not in it.

    Its catalogue is read when it is first asked for: a third of a second.
    """
    return _read(code)


@cache
def _read(code: str) -> Language:
    words = _Words(_words.get(code, {}))
    catalogue = FOLDER / code / "LC_MESSAGES" / "messages.po"
    if not catalogue.exists():  # of the language of the messages there is none
        return Language(code, LOCALES[code], words)
    translations = _read_catalogue(catalogue)
    translations.add_fallback(words)
    return Language(code, LOCALES[code], translations)


def _read_catalogue(file: Path) -> GNUTranslations:
    from babel.messages.mofile import write_mo  # late: readers of English need neither
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with file.open("rb") as opened:
        write_mo(compiled, read_po(opened))
    compiled.seek(0)
    return GNUTranslations(compiled)


def use_words(words: Mapping[str, Mapping[str, str]]) -> None:
    """From now on write these words of the data: for each language a text for each that stands in the tables."""
    global _words
    if words != _words:
        _words = words
        _read.cache_clear()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """All that is written inside is in this language."""
    token = _chosen.set(code)
    try:
        yield
    finally:
        _chosen.reset(token)


def bound(function: Callable) -> Callable:
    """A function that writes in the language of now, whenever and wherever it is called."""
    code = current().code

    @wraps(function)
    def call(*arguments: object, **named: object) -> object:
        with speaking(code):
            return function(*arguments, **named)

    return call


def gettext(message: str) -> str:
    """The message in the reader's language; modules import it as ``_``."""
    return current().translations.gettext(message) if message else ""  # of which gettext has the catalogue's head


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message in the reader's language, in the singular or plural form that fits the count."""
    return current().translations.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """The message in the reader's language, where English has one word for what other languages tell apart."""
    return current().translations.pgettext(context, message)


def marked(message: str) -> str:
    """The message itself, untranslated; marks it for the catalogues. ``gettext`` translates it where it is shown."""
    return message
