"""Each figure is one object: no number without its qualifier, its source and the version of the data."""

from collections.abc import Iterator

import pytest

from labour_migration.assistants.records import (
    observation_record,
    official_record,
    reported_record,
    statement_record,
    whole_source_record,
)
from labour_migration.data.series import full_series, pick
from labour_migration.labels import format_figure, format_qualifier
from labour_migration.output.export import to_records
from labour_migration.results.reconcile import find_comparisons

BASE = "https://a.example/"
PARTS = {"value", "value_low", "value_high", "text"}


def row_of(figure_id: str, package) -> dict:
    return package.reported[package.reported["figure_id"] == figure_id].to_dict("records")[0]


def objects(node: object) -> Iterator[dict]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from objects(child)


def test_every_reported_figure_holds_its_qualifier_quote_source_and_version(package):
    exported = {row["figure_id"]: row for row in to_records(package.reported, package)}
    assert len(exported) == len(package.reported) == 92
    for row in package.reported.to_dict("records"):
        record, cells = reported_record(row, package, BASE), exported[row["figure_id"]]
        figure, source = record["figure"], record["source"]
        for name in ("as_printed", "value", "value_low", "value_high", "unit"):
            assert figure[name] == cells[name], (row["figure_id"], name)
        assert figure["comparator"] == row["comparator"]
        assert figure["text"] == cells["quantity"]
        assert figure["qualifier"] == (format_qualifier(row["comparator"]) or None)
        # A qualifier is a code, a word, and part of the text: whoever takes one of the three has it.
        assert bool(figure["qualifier"]) == bool(row["comparator"])
        assert (figure["qualifier"] or "") in figure["text"]
        for name in ("publisher", "title", "date_published", "url", "archive_url"):
            assert source[name] == cells[name], (row["figure_id"], name)
        assert (source["quote_url"], record["citation"]) == (cells["words_url"], cells["citation"])
        assert record["data_version"] == package.descriptor.version
        assert (record["result"] is None) == bool(row["repeats"]) == (record["repeats"] is not None)


def test_every_result_is_that_of_the_pages(package):
    for code, ones in find_comparisons(package).items():
        result = reported_record(row_of(code, package), package, BASE)["result"]
        assert result["code"] == ones[0].verdict
        assert result["sentence"].startswith("Reported: ")


def test_numbers_stand_only_beside_their_qualifier_or_their_status(package):
    records = [statement_record(row, package, BASE) for row in package.reported.to_dict("records")]
    records += [whole_source_record(source, package, BASE) for source in package.sources.values()]
    found = [one for one in objects(records) if PARTS & one.keys() - {"text"}]
    assert len(found) > 200
    for one in found:
        assert {"text", "comparator", "qualifier", "as_printed"} <= one.keys() or {"text", "status"} <= one.keys()


def test_more_than_five_thousand_by_value(package):
    record = statement_record(row_of("the-news-2023-06-05-registrations", package), package, BASE)
    assert record["figure"] == {
        "as_printed": "Over the past 10 months, more than 5,000 Pakistanis have registered",
        "text": "more than 5,000",
        "qualifier": "more than",
        "comparator": ">",
        "value": 5000,
        "value_low": None,
        "value_high": None,
        "unit": "persons",
        "unit_name": "people",
    }
    assert record["result"]["code"] == "not_comparable"
    assert [one["observation"]["value"] for one in record["official"]] == [20_927, 23_417]
    assert record["address"] == "https://a.example/claims?figure=the-news-2023-06-05-registrations"
    changes = {one["figure_id"]: one["repeats"]["change"] for one in record["repeated_by"]}
    assert changes["newsmakers-pk-employment-registrations"] == "qualifier_lost"
    assert {one["repeats"]["figure_id"] for one in record["repeated_by"]} == {record["figure_id"]}


def test_reported_and_official_figures_never_stand_in_one_list(package):
    records = [statement_record(row, package, BASE) for row in package.reported.to_dict("records")]
    lists = [one for node in objects(records) for one in node.values() if isinstance(one, list)]
    kinds = [{item["kind"] for item in one if isinstance(item, dict)} for one in lists]
    assert {"reported"} in kinds
    assert {"official"} in kinds
    assert all(len(found) <= 1 for found in kinds)


@pytest.mark.parametrize(("status", "said"), [("A", "normal"), ("U", "unverified"), ("P", "provisional")])
def test_status_of_an_observation_is_in_its_code_its_word_and_its_text(status, said, package):
    row = pick(full_series(package), obs_status=status).to_dict("records")[0]
    observation = official_record(row, package, BASE)["observation"]
    assert (observation["status"], observation["status_name"]) == (status, said)
    assert (said in observation["text"]) == (status != "A")


def test_our_total_says_so(package):
    series = full_series(package)
    observation = official_record(series[series["is_computed"]].to_dict("records")[0], package, BASE)["observation"]
    assert observation["is_our_total"] is True
    assert "our total" in observation["text"]


def test_people_of_other_nationalities_are_not_called_pakistanis(package):
    rows = pick(full_series(package), indicator_id="residents", programme_id="all", area_id="JPN", category="")
    for code, counts in (("PAK", "Pakistanis living in Japan"), ("NPL", "Foreign residents of Japan: Nepal")):
        row = rows[rows["nationality_id"] == code].to_dict("records")[-1]
        assert official_record(row, package, BASE)["counts"] == counts


def test_where_two_publications_differ_the_other_one_is_told(package):
    chosen = package.official[package.official["rank"] == "preferred"].to_dict("records")
    assert chosen
    for row in chosen:
        record = observation_record({**row, "is_computed": False}, package, BASE)
        assert record["rivals"]
        own = (record["source"]["source_id"], record["period"])
        assert all(one["period"] == own[1] for one in record["rivals"])
    alone = pick(full_series(package), indicator_id="asylum-applications").to_dict("records")[0]
    assert observation_record(alone, package, BASE)["rivals"] == []


def test_source_has_the_figures_that_it_reports(package):
    record = whole_source_record(package.sources["the-news-2023-06-05"], package, BASE)
    rows = package.reported[package.reported["source_id"] == "the-news-2023-06-05"]
    assert [one["figure_id"] for one in record["reported_figures"]] == list(rows["figure_id"])
    units = [package.indicators.loc[code, "unit"] for code in rows["indicator_id"]]
    told = [one["figure"]["text"] for one in record["reported_figures"]]
    assert told == [format_figure(row, unit) for row, unit in zip(rows.to_dict("records"), units, strict=True)]
    agency = whole_source_record(package.sources["isa-residents-by-status"], package, BASE)
    assert agency["reported_figures"] == []
    assert agency["official_figures_recorded"] == (package.official["source_id"] == "isa-residents-by-status").sum()
