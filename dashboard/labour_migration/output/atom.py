"""Atom feeds as bytes (RFC 4287)."""

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from labour_migration.language import current

MEDIA_TYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"
# What no XML document may have, even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """An entry: what it is told by for ever, its title, its time, its words, the address that it is about."""

    id: str
    title: str
    updated: datetime
    summary: str
    address: str


@dataclass(frozen=True)
class Feed:
    """A feed: what is told of it, its own address and that of the page with the same, its entries, the newest first."""

    id: str
    title: str
    subtitle: str
    updated: datetime
    author: str
    address: str
    page: str
    entries: Sequence[Entry]


def make_id(*parts: str) -> str:
    """An identifier for what these parts name: the same at every address of the site, and for ever."""
    return uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(parts)).urn


def write_feed(feed: Feed) -> bytes:
    """The feed as an Atom document in UTF-8; times in universal time."""
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": current().code})
    _head(root, feed.id, feed.title, feed.updated)
    _add(root, "subtitle", feed.subtitle)
    _add(ElementTree.SubElement(root, "author"), "name", feed.author)
    ElementTree.SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    ElementTree.SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    for one in feed.entries:
        entry = ElementTree.SubElement(root, "entry")
        _head(entry, one.id, one.title, one.updated)
        ElementTree.SubElement(entry, "link", rel="alternate", type="text/html", href=one.address)
        _add(entry, "summary", one.summary)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _head(parent: ElementTree.Element, code: str, title: str, updated: datetime) -> None:
    _add(parent, "id", code)
    _add(parent, "title", title)
    _add(parent, "updated", updated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _NO_XML.sub("", text)
