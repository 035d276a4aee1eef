"""The language in which words reach a reader: every message passes through here."""

from gettext import NullTranslations

LANGUAGE, LOCALE = "en", "en_GB"

translations = NullTranslations()


def gettext(message: str) -> str:
    """The message in the reader's language; modules import it as ``_``."""
    return translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message in the reader's language and in the number that fits the count."""
    return translations.ngettext(singular, plural, count)


def marked(message: str) -> str:
    """The message itself, marked for the catalogues: it is translated where it is shown."""
    return message
