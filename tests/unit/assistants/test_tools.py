"""The tools for assistants: what they find, in which order, in pages; and that their schemas are true."""

import json

import pytest

from labour_migration.assistants.tools import TOOLS, call_tool, describe_tools
from labour_migration.results.reconcile import find_results
from labour_migration.search import AT_MOST
from labour_migration.statements import originals

BASE = "https://a.example/"


def ask(package, name: str, **arguments: object) -> dict:
    answer, told = call_tool(TOOLS[name], arguments, package, BASE)
    assert told == []
    assert answer["data_version"] == package.descriptor.version
    return answer


def refuse(package, name: str, **arguments: object) -> str:
    answer, told = call_tool(TOOLS[name], arguments, package, BASE)
    assert answer == {}
    return " ".join(told)


def codes(answer: dict) -> list[str]:
    return [one["figure_id"] for one in answer["reported_figures"]]


def test_each_tool_tells_to_keep_the_qualifier_and_to_name_source_and_version(package):
    tools = describe_tools(package)
    assert [tool["name"] for tool in tools] == ["search_figures", "check_claim", "get_series", "get_sources"]
    for tool in tools:
        for words in ("keep its qualifier", "who published it", "data version"):
            assert words in tool["description"]
        assert tool["annotations"]["readOnlyHint"] is True
        assert tool["inputSchema"]["additionalProperties"] is False
    assert len(json.dumps(tools)) < 50_000


def test_pages_of_a_search_have_every_statement_once(package):
    found, offset = [], 0
    while offset is not None:
        answer = ask(package, "search_figures", limit=20, offset=offset)
        assert answer["total"] == len(originals(package))
        found += codes(answer)
        offset = answer["next_offset"]
    assert found == list(originals(package)["figure_id"])


def test_every_row_is_found_through_its_statement(package):
    answers = [ask(package, "search_figures", limit=20, offset=start) for start in range(0, 80, 20)]
    found = {
        one["figure_id"]: one["figure"]["text"]
        for answer in answers
        for statement in answer["reported_figures"]
        for one in (statement, *statement["repeated_by"])
    }
    assert found.keys() == set(package.reported["figure_id"])


def test_what_a_sentence_retells_best_comes_first(package):
    answer = ask(package, "search_figures", query="25,000 Pakistanis live in Japan")
    assert codes(answer)[0] == "ary-2019-12-residents"
    nothing = ask(package, "search_figures", query="zebra")
    assert (nothing["total"], nothing["reported_figures"], nothing["message"][:12]) == (0, [], "Not recorded")


def test_search_is_narrowed_by_result_subject_programme_and_year(package):
    rows, results = originals(package).set_index("figure_id"), find_results(package)
    above = ask(package, "search_figures", result="above", limit=20)
    assert set(codes(above)) == {code for code, result in results.items() if result == "above"}
    trade = ask(package, "search_figures", indicator="trade", limit=20)
    assert set(codes(trade)) == set(rows.index[rows["indicator_id"] == "trade"])
    titp = ask(package, "search_figures", programme="titp", limit=20)
    assert {rows.loc[code, "programme_id"] for code in codes(titp)} <= set(package.routes.covered(("titp",)))
    assert codes(titp)
    late = ask(package, "search_figures", **{"from": 2024, "to": 2024}, limit=20)
    assert codes(late)
    assert all(rows.loc[code, "period_end"].year >= 2024 for code in codes(late))


def test_check_tells_what_a_sentence_changed(package):
    answer = ask(package, "check_claim", text="5,000 Pakistanis registered in Japan in ten months")
    best = answer["matches"][0]
    assert best["reported_figure"]["figure_id"] == "the-news-2023-06-05-registrations"
    assert best["reported_figure"]["figure"]["text"] == "more than 5,000"
    assert best["changes"] == ["qualifier_lost"]
    assert best["change_sentences"] == ["Qualifier missing: the report has more than 5,000, the text 5,000."]
    nothing = ask(package, "check_claim", text="Three million runs")
    assert (nothing["matches"], nothing["answer"][:12]) == ([], "Not recorded")


def test_series_is_of_pakistanis_in_the_whole_country_the_latest_first(package, official_figure):
    answer = ask(package, "get_series", indicator="residents", limit=1)
    (latest,) = answer["official_figures"]
    assert latest["observation"]["text"] == official_figure(latest["period"]["end"])
    assert (latest["nationality"], latest["area"], latest["programme"]) == ("PAK", "JPN", "all")
    years = ask(package, "get_series", indicator="residents", **{"from": 2023, "to": 2023})
    assert [one["period"]["end"] for one in years["official_figures"]] == ["2023-12-31", "2023-06-30"]
    assert [one["observation"]["value"] for one in years["official_figures"]][1] == 23_417


def test_series_is_narrowed_by_what_it_says_is_available(package):
    answer = ask(package, "get_series", indicator="ssw-by-field")
    # There is no total of all statuses: each row says of which it is.
    assert {one["category"] for one in answer["official_figures"]} == {None}
    assert "all" not in {one["programme"] for one in answer["official_figures"]}
    category = answer["available"]["categories"][0]
    parts = ask(package, "get_series", indicator="ssw-by-field", category=category)
    assert {one["category"] for one in parts["official_figures"]} == {category}
    tokyo = ask(package, "get_series", indicator="residents", area="JP-13", nationality="NPL")
    assert {(one["area"], one["nationality"]) for one in tokyo["official_figures"]} <= {("JP-13", "NPL")}
    assert (len(tokyo["official_figures"]) == 0) == (tokyo["message"][:12] == "Not recorded")


def test_sources_are_found_by_words_code_and_kind(package):
    by_code = ask(package, "get_sources", source_ids=["isa-residents-by-status", "the-news-2023-06-05"])
    assert {one["source_id"] for one in by_code["sources"]} == {"isa-residents-by-status", "the-news-2023-06-05"}
    by_words = ask(package, "get_sources", query="urdupoint", limit=25)
    assert {one["publisher"] for one in by_words["sources"]} == {"UrduPoint"}
    quoted = ask(package, "get_sources", kind="quoted", limit=25)
    assert {one["kind"] for one in quoted["sources"]} == {"quoted"}


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("check_claim", {}, "The argument text is missing."),
        ("check_claim", {"text": "x" * (AT_MOST + 1)}, "a text of 1 to 2000 characters"),
        ("search_figures", {"limit": 21}, "a whole number from 1 to 20"),
        ("search_figures", {"from": 2024, "to": 2020}, "The first year has to be before the last"),
        ("get_series", {"indicator": "nope"}, "one of residents, "),
        ("get_sources", {"source_ids": ["nope"]}, "No source has the code nope."),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(name, arguments, said, package):
    assert said in refuse(package, name, **arguments)


def test_text_of_the_greatest_length_is_checked(package):
    assert ask(package, "check_claim", text="5 " * (AT_MOST // 2))["text"]
