"""What is made for one reader is there for the next, and is nobody's to change."""

import pytest

from labour_migration.blocks import make_panel
from labour_migration.charts import is_charted
from labour_migration.site import PAGES

from .conftest import charts

pytestmark = pytest.mark.anew

WITH_CHARTS = [page.view for page in PAGES if is_charted(page.view)]


def made() -> int:
    return make_panel.cache_info().misses


@pytest.mark.parametrize("view", WITH_CHARTS)
def test_second_reader_has_the_same_charts_and_none_is_made_for_him(view, run_app):
    first = charts(run_app(view, from_="2018"))
    before = made()
    assert charts(run_app(view, from_="2018")) == first
    assert first
    assert made() == before


def test_another_selection_makes_another_chart(run_app):
    first = charts(run_app("residents", from_="2018"))
    before = made()
    assert charts(run_app("residents", from_="2017")) != first
    assert made() > before
