"""The version of the data stands at the foot of every page and every state of it."""

import pytest

from labour_migration.labels import format_date
from labour_migration.site import PAGES

STATES = [(page.view, {}) for page in PAGES]
STATES += [
    ("claims", {"figure": "urdupoint-2024-08-29-residents"}),
    ("claims", {"programme": "esd"}),
    ("data", {"programme": "student"}),
]


@pytest.mark.parametrize(("view", "query"), STATES)
def test_foot_of_the_page_says_the_version(view, query, run_app, package):
    app = run_app(view, **query)
    foot = app.get("html")[-1].proto.body
    descriptor = package.descriptor
    assert f"Data version {descriptor.version}, {format_date(descriptor.released)}" in foot
    assert 'href="data' in foot
