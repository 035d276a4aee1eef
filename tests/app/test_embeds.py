"""What the Share of a chart offers to other sites."""

from labour_migration.embeds import list_charts
from labour_migration.view import YEARS

from .conftest import open_all


def test_share_offers_both_snippets_of_each_chart_in_the_view_of_the_page(run_app, package):
    app = open_all(run_app("trade", from_="2015"), "share")
    assert not app.exception
    texts = [block.value for block in app.code if block.value.startswith("<iframe")]
    for chart in (chart for chart in list_charts() if chart.page == "trade"):
        query = "?from=2015" if YEARS in chart.filters else ""
        live = f'/embed/{chart.slug}{query}"'
        frozen = f'/embed/{chart.slug}{query}{"&amp;" if query else "?"}v={package.descriptor.version}"'
        counted = [sum(one in text for text in texts) for one in (live, frozen)]
        assert counted in ([1, 1], [0, 0]), chart.slug  # what unfolds, or has nothing since then, is not open
    assert len(texts) > 10


def test_share_of_a_statement_embeds_the_statement(run_app):
    figure = "urdupoint-2024-08-29-residents"
    app = open_all(run_app("claims", figure=figure), "share")
    texts = [block.value for block in app.code if block.value.startswith("<iframe")]
    assert len(texts) >= 2
    assert all(f"/embed/{figure}" in text for text in texts)
