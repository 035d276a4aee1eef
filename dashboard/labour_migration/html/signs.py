"""The shape of a result as HTML, and the key that says what the shapes of a chart or a list mean."""

from collections.abc import Collection

from markupsafe import Markup

from labour_migration.figures.shapes import SHAPES, find_key
from labour_migration.html.rendering import render
from labour_migration.language import gettext as _
from labour_migration.results.wording import format_verdict

# Drawn by the style sheet. Beside it stand the words that say the same.
_SIGN = Markup('<i class="sign %s"></i>')
_RESULT = Markup('<span class="result">%s%s</span>')


def format_sign(shape: str) -> Markup:
    """A shape of :mod:`labour_migration.figures.shapes`, for eyes alone."""
    return _SIGN % shape


def format_result(verdict: str) -> Markup:
    """A result: its shape and its name."""
    return _RESULT % (format_sign(SHAPES[verdict]), format_verdict(verdict))


def format_key(shapes: Collection[str], has_line: bool = False) -> Markup:
    """What these shapes mean, in a row; with ``has_line``, that the line is the official count."""
    entries = {"line": _("Official count")} if has_line else {}
    return render("key", entries=entries | find_key(shapes))
