"""The address for assistants as its readers use it: asked with the client of the Model Context Protocol's own SDK."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import mcp
import pytest
from mcp import Client

from labour_migration.data.series import full_series, pick
from labour_migration.output.export import to_records
from labour_migration.results.reconcile import find_results
from labour_migration.statements import originals
from web.mcp import HANDSHAKE, STATELESS

CALLS = (
    ("search_figures", {"limit": 20}),
    ("search_figures", {"limit": 20, "offset": 20}),
    ("search_figures", {"limit": 20, "offset": 40}),
    ("search_figures", {"limit": 20, "offset": 60}),
    ("check_claim", {"text": "25,000 Pakistanis live in Japan"}),
    ("get_series", {"indicator": "residents", "limit": 100}),
    ("get_sources", {"source_ids": ["the-news-2023-06-05"]}),
    ("get_series", {"indicator": "nope"}),
)


async def converse(url: str, mode: str) -> tuple[str, list, list]:
    """The version that is spoken, the tools, and the answers to the calls; the client holds each to its schema."""
    async with Client(url, mode=mode) as client:
        tools = (await client.list_tools()).tools
        return client.protocol_version, tools, [await client.call_tool(*call) for call in CALLS]


@pytest.fixture(scope="module", params=["auto", "legacy"])
def conversation(request, app):
    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return request.param, *thread.submit(asyncio.run, converse(f"{app.url}/mcp", request.param)).result()


def test_newest_version_that_the_client_speaks_is_agreed_on(conversation):
    mode, version, tools, _answers = conversation
    newest = {"auto": mcp.types.LATEST_PROTOCOL_VERSION, "legacy": HANDSHAKE[0]}
    assert version == newest[mode]
    assert STATELESS[0] == mcp.types.LATEST_PROTOCOL_VERSION
    assert [tool.name for tool in tools] == ["search_figures", "check_claim", "get_series", "get_sources"]
    assert all(tool.output_schema and tool.annotations.read_only_hint for tool in tools)


def test_every_statement_is_that_of_the_package(conversation, package):
    *_, answers = conversation
    statements = [one for answer in answers[:4] for one in answer.structured_content["reported_figures"]]
    cells = {row["figure_id"]: row for row in to_records(originals(package), package)}
    results = find_results(package)
    assert [one["figure_id"] for one in statements] == list(cells)
    for one in statements:
        row, figure = cells[one["figure_id"]], one["figure"]
        assert (figure["value"], figure["text"], figure["as_printed"], figure["comparator"]) == (
            row["value"],
            row["quantity"],
            row["as_printed"],
            row["comparator"] or "",
        )
        assert one["result"]["code"] == results[one["figure_id"]]
        assert (one["source"]["url"], one["source"]["publisher"]) == (row["url"], row["publisher"])
        assert one["data_version"] == package.descriptor.version


def test_sentence_is_answered_with_the_recorded_figure(conversation):
    *_, answers = conversation
    best = answers[4].structured_content["matches"][0]
    assert (best["relation"], best["reported_figure"]["figure_id"]) == ("same", "ary-2019-12-residents")
    assert best["reported_figure"]["result"]["code"] == "above"


def test_series_is_that_of_the_package(conversation, package):
    *_, answers = conversation
    key = {"indicator_id": "residents", "programme_id": "all", "nationality_id": "PAK", "area_id": "JPN"}
    rows = pick(full_series(package), category="", **key).iloc[::-1]
    told = [
        (one["period"]["end"], one["observation"]["value"], one["observation"]["status"])
        for one in answers[5].structured_content["official_figures"]
    ]
    assert told == [(row.period_end.date().isoformat(), row.value, row.obs_status) for row in rows.itertuples()]


def test_source_is_that_of_the_package(conversation, package):
    *_, answers = conversation
    (source,) = answers[6].structured_content["sources"]
    assert source["archive_url"] == package.sources["the-news-2023-06-05"].archive_url
    assert len(source["reported_figures"]) == 4


def test_wrong_argument_is_told_in_a_sentence(conversation):
    *_, answers = conversation
    assert answers[7].is_error
    assert answers[7].content[0].text.startswith("The argument indicator has to be one of residents, ")
