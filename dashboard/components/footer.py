"""The foot of every page: the version of the data, and where to take them."""

from collections.abc import Mapping

import streamlit as st

from labour_migration.data.package import DataPackage
from labour_migration.html.inline import joined, link_within
from labour_migration.labels import format_date
from labour_migration.language import gettext as _
from labour_migration.site import API


def show_footer(package: DataPackage, query: Mapping) -> None:
    """Which version of the data the page shows; links to all data, to the sources, with ``query``, to the glossary."""
    descriptor = package.descriptor
    version = _("Data version {version}, {day}").format(
        version=descriptor.version, day=format_date(descriptor.released)
    )
    links = [
        link_within(f"{API.lstrip('/')}datapackage.zip", package.pinned, _("All data (ZIP)")),
        link_within("data", query, _("Data and sources")),
        link_within("data", {"part": ["glossary"], **package.pinned}, _("Glossary")),
    ]
    st.html(f'<div class="foot">{joined(version, *links, by=" · ")}</div>')
