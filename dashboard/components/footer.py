"""The foot of every page: the version of the data, and where to take them; on paper, where the page is from."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from components.downloads import base_address
from components.filters import read_query
from labour_migration.data.package import DataPackage
from labour_migration.html.inline import joined, link_within
from labour_migration.labels import format_date
from labour_migration.language import gettext as _
from labour_migration.site import API, PAGES

_FOOT, _VERSION = Markup('<div class="foot">%s</div>'), Markup("<span>%s</span>")
_PAPER = Markup('<p class="paper">%s</p>')


def show_address(path: str) -> None:
    """Where the page at a path is, as it is filtered, and the day (in universal time): seen on paper only."""
    address = "?".join(filter(None, (f"{base_address(path)}{path}", urlencode(read_query(), doseq=True))))
    day = format_date(datetime.now(tz=UTC).date())
    st.html(_PAPER % _("Printed from {address} on {day}.").format(address=address, day=day))


def show_footer(package: DataPackage, query: Mapping) -> None:
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
    st.html(_FOOT % joined(_VERSION % version, *links, by=" · "))
