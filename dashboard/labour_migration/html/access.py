"""What pages say to keyboards and screen readers alone; assets/access.js is behind it, and has no word of its own."""

from markupsafe import Markup

from labour_migration.html.rendering import render
from labour_migration.language import gettext as _

# Where the link that skips the pages leads to before scripts run.
START = "start"


def format_skip() -> Markup:
    """The link over the links to all pages, to the title; with the names of what has none on the screen."""
    return render(
        "skip",
        start=START,
        skip=_("Skip to the content"),
        navigation=_("Pages"),
        filters=_("Filters"),
        options=_("Options"),
        copy=_("Copy"),
        named=_("{button}: {title}"),
    )


def format_spoken(page: str, view: str, said: str) -> Markup:
    """What is said once the filters have changed: of a ``page``, in a ``view`` as its address names it."""
    return render("spoken", page=page, view=view, said=said)
