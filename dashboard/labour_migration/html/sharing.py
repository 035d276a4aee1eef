"""The address of a chart, with the buttons that copy, share and print it; assets/share.js is behind them."""

from markupsafe import Markup

from labour_migration.html.rendering import render
from labour_migration.language import gettext as _


def format_sharing(title: str, address: str) -> Markup:
    """An address to copy, or to hand on to what the device shares with; and a button that prints its page."""
    words = {
        "copy": _("Copy link"),
        "copied": _("Link copied"),
        "failed": _("Press Ctrl+C to copy"),
        "share": _("Share with an app"),
        "paper": _("Print or save as PDF"),
    }
    return render("sharing", title=title, address=address, **words)
