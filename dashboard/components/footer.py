"""The foot of every page: the version of the data, and where to take them."""

from collections.abc import Mapping

import streamlit as st

from labour_migration.data.package import DataPackage
from labour_migration.html.inline import joined, link_within
from labour_migration.labels import format_date
from labour_migration.language import gettext as _


def show_footer(package: DataPackage, query: Mapping) -> None:
    """Which version of the data the page shows, with a link to the data and the sources that keeps ``query``."""
    descriptor = package.descriptor
    version = _("Data version {version}, {day}").format(
        version=descriptor.version, day=format_date(descriptor.released)
    )
    link = link_within("data", query, _("Data and sources"))
    st.html(f'<div class="foot">{joined(version, link, by=" · ")}</div>')
