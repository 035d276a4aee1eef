"""The link beside every figure by which a reader tells that it is wrong: whom it tells, and what it says."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

from labour_migration.charts import filters_of, find_chart, find_content, options_of
from labour_migration.data.series import KEY, full_series, pick
from labour_migration.html.claim_rows import make_rows, make_statement
from labour_migration.html.event_rows import event_cells
from labour_migration.html.missing_rows import missing_cells
from labour_migration.html.pages import write_blocks
from labour_migration.html.points import format_points
from labour_migration.html.prefecture_rows import prefecture_table
from labour_migration.html.reported_rows import figure_cells
from labour_migration.html.series_rows import series_cells
from labour_migration.html.source_rows import resting_cells
from labour_migration.html.tables import format_table
from labour_migration.html.wrong import (
    link_wrong,
    link_wrong_figure,
    link_wrong_in_source,
    link_wrong_official,
)
from labour_migration.results.reconcile import reconcile
from labour_migration.view import View, parse_view
from views.data import lay_out

WORKERS = "gazette-2020-01-15-workers"
MAIL = re.compile(r'href="(mailto:[^"]*)"')


def told(html: str) -> list[dict[str, str]]:
    """What each mail that HTML leads to says: whom it goes to, its subject, its body."""
    mails = [urlsplit(unescape(address)) for address in MAIL.findall(html)]
    return [
        {"to": mail.path} | {name: text for name, (text,) in parse_qs(mail.query, strict_parsing=True).items()}
        for mail in mails
    ]


def rows_of(html: str) -> list[list[str]]:
    return [re.findall("^Row: (.*)\r$", mail["body"], re.MULTILINE) for mail in told(html)]


def test_mail_has_the_row_the_version_and_the_page_and_nothing_of_the_reader(correctable):
    version = correctable.descriptor.version
    (mail,) = told(link_wrong_figure(WORKERS, correctable))
    assert mail == {
        "to": "curators@example.org",
        "subject": f"Correction to {WORKERS} (data version {version})",
        "body": f"Row: {WORKERS}\r\nData version: {version}\r\nPage: /claims?figure={WORKERS}\r\n\r\n"
        "What is wrong, and which source shows it?\r\n",
    }


def test_issue_is_filled_in_where_the_address_says_so(sound):
    address = "https://example.org/it/issues/new?labels=data&title={title}&body={body}"
    package = replace(sound, descriptor=replace(sound.descriptor, corrections=address))
    html = link_wrong(['a&b "c" <d>'], "", {}, package)
    assert 'target="_blank" rel="noopener">Wrong? Tell us</a>' in html
    issue = urlsplit(unescape(re.search('href="([^"]*)"', html)[1]))
    query = parse_qs(issue.query, strict_parsing=True)
    assert (issue.netloc, issue.path) == ("example.org", "/it/issues/new")
    assert query["labels"] == ["data"]
    assert query["title"] == [f'Correction to a&b "c" <d> (data version {package.descriptor.version})']
    assert query["body"][0].startswith('Row: a&b "c" <d>\r\nData version:')


def test_without_an_address_nothing_is_shown(package):
    assert package.descriptor.corrections == ""
    row = package.official.iloc[0].to_dict()
    links = (
        link_wrong(["x"], "data", {}, package),
        link_wrong_figure("x", package),
        link_wrong_in_source("x", "y", package),
        link_wrong_official([row], package),
    )
    assert links == ("",) * 4
    assert "Wrong?" not in make_rows(package, frozenset(package.reported["figure_id"]))


def test_official_figure_is_named_by_its_key_and_leads_to_its_series(correctable):
    row = correctable.official.iloc[2].to_dict()
    (mail,) = told(link_wrong_official([row], correctable))
    (named,) = re.findall("^Row: (.*)\r$", mail["body"], re.MULTILINE)
    cells = dict(part.split("=") for part in named.split(", "))
    assert list(cells) == [name for name in (*KEY, "source_id") if row[name]]
    assert cells["period_end"] == row["period_end"].date().isoformat()
    assert cells["source_id"] == row["source_id"]


def test_page_of_an_official_figure_is_a_view_of_the_explorer(package):
    """Of every indicator its last row; limits lie ahead of the years that can be chosen."""
    package = replace(package, descriptor=replace(package.descriptor, corrections="mailto:curators@example.org"))
    rows = package.official.sort_values("period_end").drop_duplicates("indicator_id", keep="last").to_dict("records")
    for row in rows:
        (mail,) = told(link_wrong_official([row], package))
        (page,) = re.findall("^Page: (.*)\r$", mail["body"], re.MULTILINE)
        view, problems = parse_view(parse_qs(urlsplit(page).query), options_of("data"), package, filters_of("data"))
        assert urlsplit(page).path == "/data"
        assert problems == []
        assert view.selection.codes("indicator") == (row["indicator_id"],)


def test_every_statement_tells_its_own_row(correctable):
    figures = frozenset(correctable.reported["figure_id"])
    own = [row for (row,) in rows_of(make_rows(correctable, figures)) if row in figures]
    assert sorted(own) == sorted(figures)


def test_statement_tells_its_row_and_those_of_the_official_figures_beside_it(correctable):
    *officials, own = rows_of(make_statement(correctable, WORKERS))
    assert own == [WORKERS]
    one = next(one for one in reconcile(correctable) if one.figure["figure_id"] == WORKERS)
    beside = [row for official in (one.official, one.earlier, one.beside) if official for row in official.observations]
    assert len(officials) == len(beside) > 0
    for (named,), row in zip(officials, beside, strict=True):
        assert named.startswith(f"indicator_id={row['indicator_id']}, ")
        assert named.endswith(f", source_id={row['source_id']}")


def test_every_point_of_a_chart_tells_its_own_row(correctable):
    reported = [f"reported {code}" for code in correctable.reported["figure_id"]]
    events = [f"event {code}" for code in correctable.events["event_id"]]
    html = format_points([*reported, *events], correctable)
    assert rows_of(html) == [[name.split()[1]] for name in (*reported, *events)]


def test_official_points_and_rows_of_series_tell_every_figure(correctable):
    content = find_content(find_chart("residents", "residents"), correctable, View())
    members = [member for facet in content.facets for member in facet.series]
    points = [
        f"official {place} {member} {row}"
        for place, facet in enumerate(content.facets)
        for member, series in enumerate(facet.series)
        for row in range(len(series.points))
    ]
    count = sum(len(member.points) for member in members)
    assert count > 0
    cells = [cell for row in series_cells(content.facets, correctable) for cell in row]
    in_table = [row for rows in rows_of(" ".join(cells)) for row in rows]
    assert len(in_table) == len(set(in_table)) == count
    opened = [row for rows in rows_of(format_points(points, correctable, content.facets)) for row in rows]
    assert sorted(opened) == sorted(in_table)


def test_tables_of_reported_figures_and_events_tell_each_row(correctable):
    cells = [cell for row in figure_cells(correctable.reported, correctable) for cell in row]
    assert rows_of(" ".join(cells)) == [[code] for code in correctable.reported["figure_id"]]
    cells = [cell for row in event_cells(correctable.events, correctable) for cell in row]
    assert sorted(rows_of(" ".join(cells))) == sorted([code] for code in correctable.events["event_id"])


def test_what_rests_on_a_source_tells_each_row(correctable):
    for source in correctable.sources.values():
        cells = [cell for row in resting_cells(source, correctable) for cell in row]
        own = set()
        for table in ("reported_figures", "events", "sectors", "missing_data"):
            rows = correctable.tables[table]
            (column,) = correctable.descriptor.resource(table).primary_key
            own |= set(rows.loc[rows["source_id"] == source.source_id, column])
        assert own <= {row for rows in rows_of(" ".join(cells)) for row in rows}, source.source_id


def test_tables_of_prefectures_and_of_missing_data_tell_each_row(correctable):
    cells = [cell for row in missing_cells(correctable.missing_data, correctable) for cell in row]
    assert rows_of(" ".join(cells)) == [[code] for code in correctable.missing_data["missing_id"]]
    series = full_series(correctable)
    of_day = pick(series, indicator_id="residents", nationality_id="PAK", programme_id="all", category="")
    rows = of_day[of_day["area_id"].str.startswith("JP-")]
    rows = rows[rows["period_end"] == rows["period_end"].max()]
    areas = re.findall(
        "area_id=([A-Z0-9-]+)",
        " ".join(map(" ".join, rows_of(format_table(prefecture_table(rows, series, correctable))))),
    )
    assert not rows.empty
    assert set(rows["area_id"]) <= set(areas)


def test_page_of_a_source_tells_the_source(correctable):
    source = next(iter(correctable.sources))
    view, _problems = parse_view({"source": [source]}, options_of("data"), correctable, filters_of("data"))
    html = write_blocks(lay_out(correctable, view))
    assert [source] in rows_of(html)
    assert f"Page: /data?source={source}\r\n" in told(html)[0]["body"]
