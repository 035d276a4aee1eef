"""Atom documents: what RFC 4287 asks of them, and what cannot break them."""

from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import pytest

from labour_migration.output.atom import Entry, Feed, make_id, write_feed

ATOM = {"a": "http://www.w3.org/2005/Atom"}
DAY = datetime(2026, 1, 2, tzinfo=UTC)
NASTY = "<b>&amp;\"'\x00\x0b\x1f\ud800\ufffe]]> پاکستان 𝕏"
SAFE = "<b>&amp;\"']]> پاکستان 𝕏"


def feed(*entries: Entry, text: str = "Words") -> ElementTree.Element:
    written = write_feed(
        Feed("urn:a", text, text, DAY, text, "https://a.example/f", "https://a.example/?a=1&b", entries)
    )
    return ElementTree.fromstring(written)


def test_feed_has_what_the_standard_asks_for():
    later = datetime(2026, 1, 2, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    root = feed(Entry("urn:b", "Title", later, "Summary", "https://a.example/b?c=1&d=2"))
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert [root.findtext(f"a:{name}", None, ATOM) for name in ("id", "title", "subtitle", "updated")] == [
        "urn:a", "Words", "Words", "2026-01-02T00:00:00Z",
    ]  # fmt: skip
    assert root.findtext("a:author/a:name", None, ATOM) == "Words"
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {"self": "https://a.example/f", "alternate": "https://a.example/?a=1&b"}
    (entry,) = root.findall("a:entry", ATOM)
    assert [entry.findtext(f"a:{name}", None, ATOM) for name in ("id", "title", "updated", "summary")] == [
        "urn:b", "Title", "2026-01-02T00:30:00Z", "Summary",
    ]  # fmt: skip
    assert entry.find("a:link[@rel='alternate']", ATOM).get("href") == "https://a.example/b?c=1&d=2"


def test_words_are_escaped_and_what_xml_cannot_hold_is_left_out():
    root = feed(Entry("urn:b", NASTY, DAY, NASTY, "https://a.example/"), text=NASTY)
    for path in ("a:title", "a:subtitle", "a:author/a:name", "a:entry/a:title", "a:entry/a:summary"):
        assert root.findtext(path, None, ATOM) == SAFE


@pytest.mark.parametrize("parts", [("b", "a"), ("a",), ("a/b",), ("a", "b", ""), ("a/", "b"), ("a", "/b")])
def test_identifier_is_that_of_its_parts_alone(parts):
    assert make_id("a", "b") == make_id("a", "b")
    assert make_id(*parts) != make_id("a", "b")
    assert make_id(*parts).startswith("urn:uuid:")


def test_identifiers_stay_as_they_were_published():
    assert make_id("a", "b") == "urn:uuid:52931700-d979-5d2e-8381-82b0c22a4472"
