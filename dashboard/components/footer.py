"""The foot of every page: the version of the data, and where to take them; on paper, where the page is from."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from components.downloads import base_address
from components.filters import read_query
from labour_migration.data.package import DataPackage
from labour_migration.html.foot import format_foot
from labour_migration.labels import format_date
from labour_migration.language import gettext as _

_PAPER = Markup('<p class="paper">%s</p>')


def show_address(path: str) -> None:
    """Where the page at a path is, as it is filtered, and the day (in universal time): seen on paper only."""
    address = "?".join(filter(None, (f"{base_address(path)}{path}", urlencode(read_query(), doseq=True))))
    day = format_date(datetime.now(tz=UTC).date())
    st.html(_PAPER % _("Printed from {address} on {day}.").format(address=address, day=day))


def show_footer(package: DataPackage, query: Mapping) -> None:
    """Which version of the data the page shows, and where to take them; the links keep the ``query`` of its address."""
    st.html(format_foot(package, query))
