"""The reader's language: gettext for messages, the locale for numbers and dates."""

from gettext import NullTranslations
from typing import NamedTuple

LANGUAGE, LOCALE = "en", "en_GB"

translations = NullTranslations()


class Language(NamedTuple):
    """Everything that decides how a text is written: two equal languages write the same text.

    ``code`` is the language as HTML names it, ``locale`` the form of numbers and dates (Babel), ``translations`` the
    message catalogue (gettext).
    """

    code: str
    locale: str
    translations: NullTranslations


def current() -> Language:
    """The language of the reader who is being answered; memos of texts have it in their key."""
    return Language(LANGUAGE, LOCALE, translations)


def gettext(message: str) -> str:
    """The message in the reader's language; modules import it as ``_``."""
    return translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message in the reader's language, in the singular or plural form that fits the count."""
    return translations.ngettext(singular, plural, count)


def marked(message: str) -> str:
    """The message itself, untranslated; marks it for the catalogues. ``gettext`` translates it where it is shown."""
    return message
