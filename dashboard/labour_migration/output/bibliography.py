"""Bibliographies from items of CSL-JSON: entries in APA and Chicago style; BibTeX, RIS and CSL-JSON files."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TextIO

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

from labour_migration.caching import memo

# Style files of the Citation Style Language project, unchanged, under CC BY-SA 3.0: see the README beside them.
STYLES = Path(__file__).parents[2] / "assets" / "csl"
APA, CHICAGO = "apa", "chicago-author-date"
_RIS_TYPES = {"webpage": "ELEC", "dataset": "DATA"}


def format_entries(items: Sequence[dict], style: str) -> list[str]:
    """The bibliography entry of each item as text, in the same order; notes are not printed."""
    return [_format_entry(json.dumps(_without_notes(item), sort_keys=True), style) for item in items]


def _without_notes(item: dict) -> dict:
    return {name: value for name, value in item.items() if name != "note"}


# Of all sources in both styles, of some charts and figures: an entry takes a hundredth of a second, and no two have
# anything to do with each other, nor with the reader's language.
@memo(at_most=1024, has_words=False)
def _format_entry(item: str, style: str) -> str:
    """The entry of one item, which is given as JSON."""
    named = _named(json.loads(item))
    bibliography = CitationStylesBibliography(_style(style), CiteProcJSON([named]), formatter.plain)
    bibliography.register(Citation([CitationItem(named["id"])]))
    (entry,) = bibliography.bibliography()
    return str(entry)


@memo(at_most=2, has_words=False)
def _style(style: str) -> CitationStylesStyle:
    made = CitationStylesStyle(str(STYLES / f"{style}.csl"), validate=False)
    # citeproc looks for a macro of the style each time that one is called: that alone takes half of its time.
    made.root.xpath_search = cache(made.root.xpath_search)
    return made


def _named(item: dict) -> dict:
    """The item with the publisher as its author where it names none, which both styles want for unsigned pages.

    Without it citeproc-py would print the title twice.
    """
    if "author" in item:
        return item
    publisher = item.get("container-title") or item["publisher"]
    rest = {name: value for name, value in item.items() if name not in ("container-title", "publisher")}
    return rest | {"author": [{"literal": publisher}]}


def write_csl(items: Sequence[dict]) -> str:
    """The items as a CSL-JSON file."""
    return json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"


def write_bibtex(items: Sequence[dict]) -> str:
    """The items as a BibTeX file in Unicode, with entries of type ``@misc``, which BibTeX and biblatex both have."""
    return _BibTex().to_string(BibliographyData({item["id"]: _bibtex_entry(item) for item in items}))


class _BibTex(Writer):
    """pybtex's writer, but it does not escape addresses for LaTeX, which would break them."""

    def _write_field(self, stream: TextIO, type: str, value: str) -> None:
        if type == "url":
            stream.write(f",\n    url = {{{value}}}")
        else:
            super()._write_field(stream, type, value)


def _bibtex_entry(item: dict) -> Entry:
    fields = {
        # A second pair of braces keeps BibTeX from splitting names and from changing capitals.
        "author": " and ".join(f"{{{_unbraced(author['literal'])}}}" for author in item.get("author", ())),
        "title": f"{{{_unbraced(item['title'])}}}",
        "howpublished": _unbraced(item.get("container-title") or item.get("publisher", "")),
        "version": item.get("version", ""),
        "year": str(_parts(item, "issued")[0]) if "issued" in item else "",
        "date": _iso(item, "issued"),
        "urldate": _iso(item, "accessed"),
        "url": item["URL"].replace("{", "%7B").replace("}", "%7D"),
        "language": item.get("language", ""),
        "note": _unbraced(item.get("note", "")),
    }
    return Entry("misc", [(name, value) for name, value in fields.items() if value])


def _unbraced(text: str) -> str:
    """The text with parentheses for braces, which have a meaning in BibTeX."""
    return text.replace("{", "(").replace("}", ")")


def write_ris(items: Sequence[dict]) -> str:
    """The items as an RIS file."""
    entries = []
    for item in items:
        entry = {
            "type_of_reference": _RIS_TYPES[item["type"]],
            "id": item["id"],
            "title": item["title"],
            "authors": [author["literal"] for author in item.get("author", ())],
            "secondary_title": item.get("container-title", ""),
            "publisher": item.get("publisher", ""),
            "year": str(_parts(item, "issued")[0]) if "issued" in item else "",
            "date": "/".join(f"{part:02}" for part in _parts(item, "issued")) if "issued" in item else "",
            "edition": item.get("version", ""),
            "access_date": "/".join(f"{part:02}" for part in _parts(item, "accessed")) if "accessed" in item else "",
            "urls": [item["URL"]],
            "language": item.get("language", ""),
            "notes": [item["note"]] if "note" in item else [],
        }
        entries.append({name: value for name, value in entry.items() if value})
    return rispy.dumps(entries, implementation=_Ris)


class _Ris(rispy.RisWriter):
    """rispy's writer without the number before each entry, which reference managers would read as a field."""

    def set_header(self, count: int) -> str:  # noqa: ARG002 - the signature is rispy's
        return ""


def _parts(item: dict, name: str) -> list[int]:
    return item[name]["date-parts"][0]


def _iso(item: dict, name: str) -> str:
    return "-".join(f"{part:02}" for part in _parts(item, name)) if name in item else ""
