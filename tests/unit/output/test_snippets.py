"""Addresses of the API and the code that reads them: filters stand in them, quoted as each language has it."""

import ast
import shlex
from pathlib import Path

import pytest

from labour_migration.data.selection import Selection
from labour_migration.output.snippets import api_address, curl_snippet, embed_snippet, pandas_snippet, r_snippet
from labour_migration.site import API_TABLES

SELECTION = Selection(("titp", "ssw"), 2019, None)
ADDRESS = "http://localhost:8501/api/v1/events.csv?programme=titp&programme=ssw&from=2019"
# A host that its reader names could hold anything: it stays text.
HOSTILE = {"events": "http://h/'\"; rm -rf $HOME `x` \\"}


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("http://localhost:8501", "http://localhost:8501/api/v1/events.csv"),
        ("http://localhost:8501/data", "http://localhost:8501/api/v1/events.csv"),
        ("https://example.org/data?programme=titp#api", "https://example.org/api/v1/events.csv"),
        ("https://example.org/below/data", "https://example.org/below/api/v1/events.csv"),
    ],
)
def test_api_stands_beside_the_page(page, address):
    assert api_address(page, "events.csv", Selection()) == address


def test_address_has_the_filters_in_codes():
    assert api_address("http://localhost:8501/data", "events.csv", SELECTION) == ADDRESS


def test_every_table_of_the_api_is_one_of_the_package(package):
    assert set(API_TABLES.values()) <= set(package.tables)


def test_snippets_name_a_frame_or_file_after_each_table():
    addresses = {"events": ADDRESS}
    assert f'events = pd.read_csv("{ADDRESS}", ' in pandas_snippet(addresses)
    assert r_snippet(addresses) == f'events <- read.csv("{ADDRESS}", na.strings = "", encoding = "UTF-8")'
    assert curl_snippet(addresses) == f"curl --fail --output events.csv '{ADDRESS}'"


def test_address_stays_text_whatever_it_holds():
    assert shlex.split(curl_snippet(HOSTILE)) == ["curl", "--fail", "--output", "events.csv", HOSTILE["events"]]
    constants = [node.value for node in ast.walk(ast.parse(pandas_snippet(HOSTILE))) if isinstance(node, ast.Constant)]
    assert HOSTILE["events"] in constants
    assert '\\"; rm -rf $HOME `x` \\\\", na.strings' in r_snippet(HOSTILE)


def test_embed_has_the_frame_and_a_listener_for_what_frames_of_ours_tell():
    frame, script = embed_snippet("<iframe></iframe>").split("\n", 1)
    assert frame == "<iframe></iframe>"
    assert script.startswith("<script>")
    told = (Path(__file__).parents[3] / "dashboard" / "assets" / "embed.js").read_text(encoding="utf-8")
    assert 'type: "labour-migration:height"' in told
    assert '"labour-migration:height"' in script
