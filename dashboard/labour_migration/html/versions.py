"""What a page says of the version of the data that its address asks for."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from labour_migration.data.package import DataPackage
from labour_migration.data.selection import VERSION_KEY
from labour_migration.html.inline import joined, link_within, listed
from labour_migration.labels import format_date
from labour_migration.language import gettext as _

_NOTICE = Markup('<p class="pinned" role="note">%s</p>')
_VERSION = Markup('<a href="%s" target="_self">%s</a>')  # of the page that asks
_UNKNOWN = Markup('<div class="pinned" role="note"><h1>%s</h1><p>%s</p><p>%s</p></div>')


def format_pin(package: DataPackage, address: str, changes: str = "") -> Markup:
    """Which version a page shows, and which is the newest; ``address`` leads to the same view of the newest.

    ``changes`` says how many of the figures shown have changed since, and leads to what changed. Where no version was
    asked for, nothing is said.
    """
    if not package.pin:
        return Markup()
    day = format_date(package.descriptor.released)
    said = _("This page shows version {version} of the data, {day}, as it was then.")
    if package.pin == package.newest:
        newer = link_within(address, {}, _("It is the newest version. Show the page that follows new data"))
    else:
        newer = link_within(address, {}, _("Show the newest, version {version}").format(version=package.newest))
    changed = link_within("data", {"part": ["corrections"]}, changes) if changes else ""
    return _NOTICE % joined(said.format(version=package.pin, day=day), changed, newer)


def format_unknown_version(versions: Sequence[str]) -> Markup:
    """That there is no such version, and a link to each that there is; they lead to the page that asks."""
    links = [_VERSION % (f"?{VERSION_KEY}={version}", version) for version in reversed(versions)]
    return _UNKNOWN % (
        _("Version not found"),
        escape(_("We do not have that version of the data. Choose one of these: {versions}")).format(
            versions=listed(*links)
        ),
        link_within("./", {}, _("Show the data as they are now")),
    )
