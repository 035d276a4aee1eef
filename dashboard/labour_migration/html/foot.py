"""The foot of every page: the version of the data, and where to take them."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from labour_migration.data.package import DataPackage
from labour_migration.html.inline import joined, link_within
from labour_migration.labels import format_date
from labour_migration.language import gettext as _
from labour_migration.site import API, PAGES

_FOOT, _VERSION = Markup('<div class="foot">%s</div>'), Markup("<span>%s</span>")


def format_foot(package: DataPackage, query: Mapping[str, Sequence[str]]) -> Markup:
    """Which version of the data the page shows; links to all data, to the sources, with ``query``, to the glossary,
    to the pages that are linked nowhere else.
    """
    descriptor = package.descriptor
    version = _("Data version {version}, {day}").format(
        version=descriptor.version, day=format_date(descriptor.released)
    )
    links = [
        link_within(f"{API.lstrip('/')}datapackage.zip", package.pinned, _("All data (ZIP)")),
        link_within("data", query, _("Data and sources")),
        link_within("data", {"part": ["glossary"], **package.pinned}, _("Glossary")),
        *(link_within(page.path, query, _(page.title)) for page in PAGES if page.is_aside),
    ]
    return _FOOT % joined(_VERSION % version, *links, by=" · ")
