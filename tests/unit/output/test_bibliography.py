"""Entries in two styles and files that reference managers read back."""

import json

import pytest
import rispy
from pybtex.database import parse_string

from labour_migration.citation import dataset_item, row_item, source_item
from labour_migration.output.bibliography import APA, CHICAGO, format_entries, write_bibtex, write_csl, write_ris

ADDRESS = "https://example.org/data"


@pytest.fixture(scope="module")
def items(package) -> list[dict]:
    """A figure with an author, one of an unsigned page, a publication, pages in Urdu and Japanese, the package."""
    rows = package.reported.set_index("figure_id", drop=False)
    figures = [rows.loc[name].to_dict() for name in ("urdupoint-2024-08-29-residents", "urdupoint-2024-08-29-trade")]
    sources = [
        package.sources[name] for name in ("isa-residents-by-status", "javed-chaudhry-2023-06-05", "tufs-2023-07-09")
    ]
    return [
        row_item(figures[0], package.sources[figures[0]["source_id"]], package.descriptor),
        *map(source_item, sources),
        dataset_item(package.descriptor, ADDRESS),
    ]  # fmt: skip


def test_apa_entries_are_those_of_the_style(items, package):
    article, publication, urdu, _japanese, dataset = format_entries(items, APA)
    assert article == (
        "Fahad Shabbir. (2024, August 29). Pakistan keen to expand cooperation with Japan. UrduPoint. "
        "https://www.urdupoint.com/en/pakistan/pakistan-keen-to-expand-cooperation-with-japa-1858115.html"
        "#:~:text=25%2C000%2Dstrong%20Pakistani%20diaspora%20in%20Japan"
    )
    assert publication == (
        "Immigration Services Agency of Japan. (n.d.). Statistics on Foreign Residents (在留外国人統計), table 01: "
        "nationality and region by status of residence [Dataset]. Retrieved November 25, 2026, from "
        "https://www.e-stat.go.jp/dbview?sid=0004019020"
    )
    assert urdu.startswith("Javed Chaudhry. (2023, June 5). جاپان آنے والے پاکستانیوں کی تعداد میں ریکارڈ اضافہ. https")
    version = package.descriptor.version
    assert dataset == (
        "The project's curators. (2026). Labour migration from Pakistan to Japan: reported and official figures "
        f"(Version {version}) [Dataset]. {ADDRESS}"
    )


def test_chicago_entries_are_those_of_the_style(items):
    article, publication, _urdu, japanese, _dataset = format_entries(items, CHICAGO)
    assert article.startswith(
        "Fahad Shabbir. 2024. “Pakistan Keen to Expand Cooperation with Japan”. UrduPoint, August 29. "
    )
    assert publication.startswith("Immigration Services Agency of Japan. n.d. “Statistics on Foreign Residents")
    assert japanese.startswith("Tokyo University of Foreign Studies. 2023. “来日パキスタン人の記録的な増加”. July 9. ")


@pytest.mark.parametrize("style", [APA, CHICAGO])
def test_every_source_has_an_entry_that_names_title_and_address_once(style, package):
    entries = format_entries([source_item(source) for source in package.sources.values()], style)
    for source, entry in zip(package.sources.values(), entries, strict=True):
        title = source.title.strip("[]")
        assert entry.replace(source.url, "").casefold().count(title.casefold()) == 1, entry
        assert source.url in entry
        assert "Edition" not in entry.replace(source.title, "")


def test_no_items_have_no_entries():
    assert format_entries([], APA) == []


def test_bibtex_is_read_back_with_words_address_and_scripts(items):
    read = parse_string(write_bibtex(items), "bibtex").entries
    assert list(read) == [item["id"] for item in items]
    figure = read["urdupoint-2024-08-29-residents"]
    assert figure.fields["url"] == items[0]["URL"]
    assert figure.fields["title"] == "{Pakistan keen to expand cooperation with Japan}"
    assert str(figure.persons["author"][0]) == "{Fahad Shabbir}"
    assert figure.fields["note"].startswith(
        "“25,000-strong Pakistani diaspora in Japan”, said by Syed Yousaf Raza Gilani"
    )
    assert read["tufs-2023-07-09"].fields["title"] == "{来日パキスタン人の記録的な増加}"


def test_bibtex_of_every_source_is_read_back(package):
    items = [source_item(source) for source in package.sources.values()]
    read = parse_string(write_bibtex(items), "bibtex").entries
    assert [entry.fields["url"] for entry in read.values()] == [source.url for source in package.sources.values()]


def test_braces_in_a_title_do_not_break_bibtex(items):
    (entry,) = parse_string(write_bibtex([items[1] | {"title": "a } b { c"}]), "bibtex").entries.values()
    assert entry.fields["title"] == "{a ) b ( c}"


def test_ris_is_read_back_with_words_address_and_scripts(items):
    text = write_ris(items)
    assert text.startswith("TY  - ELEC\n")
    figure, publication, urdu, *_others = rispy.loads(text)
    assert figure["urls"] == [items[0]["URL"]]
    assert figure["authors"] == ["Fahad Shabbir"]
    assert figure["secondary_title"] == "UrduPoint"
    assert (figure["year"], figure["date"], figure["access_date"]) == ("2024", "2024/08/29", "2026/11/22")
    assert figure["notes"][0].startswith("“25,000-strong Pakistani diaspora in Japan”")
    assert publication["type_of_reference"] == "DATA"
    assert urdu["title"] == "جاپان آنے والے پاکستانیوں کی تعداد میں ریکارڈ اضافہ"


def test_ris_of_every_source_is_read_back(package):
    items = [source_item(source) for source in package.sources.values()]
    assert [entry["id"] for entry in rispy.loads(write_ris(items))] == list(package.sources)


def test_csl_json_is_what_the_items_are(items):
    assert json.loads(write_csl(items)) == items
