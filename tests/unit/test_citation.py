"""Reference lines and the link from a figure to its words."""

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labour_migration.citation import (
    ChartReference,
    chart_item,
    format_chart_citation,
    format_citation,
    format_credit,
    format_dataset_citation,
    format_licence_line,
    format_office,
    format_row_citation,
    format_wikipedia,
    link_to_words,
    row_item,
    source_item,
)
from labour_migration.data.schema import Source
from labour_migration.labels import format_date

DAY = date(2026, 11, 25)


@pytest.fixture
def source(sound):
    return sound.sources["gazette-2020-01-15"]


def make_chart(*sources: Source) -> ChartReference:
    return ChartReference("residents", "Residents", "TITP; all years", sources, "https://a.example/r", DAY)


def test_reference_line_names_title_publisher_date_and_address(source):
    assert format_citation(source) == (
        "“Workers leave for Japan”, Example Gazette, 15 January 2020, https://example.org/gazette/1."
    )


def test_reference_line_says_that_a_date_was_inferred(source):
    inferred = replace(source, is_date_inferred=True, author="A. Reporter", date_published=date(2023, 6, 5))
    line = format_citation(inferred)
    assert line.startswith("A. Reporter, “Workers leave for Japan”, Example Gazette, 5 June 2023 (assumed date), ")


def test_reference_line_says_that_there_is_no_date(source):
    assert "Example Gazette, no date, https" in format_citation(replace(source, date_published=None))


def test_title_that_is_our_description_stays_in_brackets(source):
    assert format_citation(replace(source, title="[A report]")).startswith("[A report], Example Gazette")


def test_office_is_the_publisher_or_is_named_with_the_page_that_quotes_it(source):
    assert format_office(source) == "Example Gazette"
    quoted = replace(source, kind="quoted", author="Example Office")
    assert format_office(quoted) == "Example Office, in Example Gazette"


@pytest.mark.parametrize(
    ("url", "words", "link"),
    [
        ("https://a.example/p", "25,000-strong", "https://a.example/p#:~:text=25%2C000%2Dstrong"),
        ("https://a.example/p", "at $1.27 billion & more", "https://a.example/p#:~:text=at%20%241.27%20billion%20%26%20more"),
        ("https://a.example/p#page", "two words", "https://a.example/p#page:~:text=two%20words"),
        ("https://a.example/p", "人を上回る", "https://a.example/p#:~:text=%E4%BA%BA%E3%82%92%E4%B8%8A%E5%9B%9E%E3%82%8B"),
        ("https://a.example/p", "", "https://a.example/p"),
        ("https://a.example/", "on some page", "https://a.example/"),
    ],
)  # fmt: skip
def test_link_opens_the_page_at_its_words(url, words, link):
    assert link_to_words(url, words) == link


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=120))
def test_any_words_are_encoded_whole_and_cannot_end_the_directive(words):
    directive = link_to_words("https://a.example/p", words).partition("#:~:text=")[2]
    assert unquote(directive) == words
    assert not set(directive) & set("-,& #")


def test_reference_of_a_figure_names_all_that_a_reader_checks(package):
    row = package.reported.set_index("figure_id", drop=False).loc["the-news-2023-06-05-registrations"]
    page = (
        "https://www.thenews.com.pk/print/1077457-number-of-pakistanis-arriving-in-japan-hits-all-time-high-authorities"
    )
    assert format_row_citation(row, package.sources[row["source_id"]], package.descriptor) == (
        "“Number of Pakistanis arriving in Japan hits all-time high: authorities”, The News International, "
        f"5 June 2023 (assumed date), {page}#:~:text=Over%20the%20past%2010%20months%2C%20more%20than%205%2C000%20"
        "Pakistanis%20have%20registered. “Over the past 10 months, more than 5,000 Pakistanis have registered”, "
        "said by Japan's immigration authorities, paragraph 1, sentence 2. "
        f"Archived copy: https://web.archive.org/web/{page}. "
        "Recorded in: Labour migration from Pakistan to Japan: reported and official figures, "
        f"version {package.descriptor.version}."
    )


def test_every_figure_keeps_its_words_in_every_form(package):
    for row in package.reported.to_dict("records"):
        source = package.sources[row["source_id"]]
        for text in (
            format_row_citation(row, source, package.descriptor),
            row_item(row, source, package.descriptor)["note"],
        ):
            assert f"“{row['as_printed']}”" in text
            assert row["attributed_to"] in text
            assert source.archive_url in text
            assert f"version {package.descriptor.version}." in text


def test_observation_is_cited_without_words(package):
    row = package.official.iloc[0]
    text = format_row_citation(row, package.sources[row["source_id"]], package.descriptor)
    assert text.startswith("“Statistics on Foreign Residents (在留外国人統計), table 01")
    assert "said by" not in text


def test_office_of_japan_is_quoted_as_its_licence_asks(package):
    source = package.sources["isa-residents-by-status"]
    url = "https://www.e-stat.go.jp/dbview?sid=0004019020"
    line = f"「在留外国人統計」（出入国在留管理庁）（{url}）（2026年11月25日に利用）"
    assert format_licence_line(source, is_processed=False) == f"出典：{line}"
    assert format_licence_line(source, is_processed=True) == f"{line}を加工して作成"
    assert format_citation(source).endswith(
        f" (Immigration Services Agency of Japan) ({url}) (accessed on 25 November 2026)."
    )


def test_every_publication_of_a_japanese_office_has_its_line_and_no_other_source_has(package):
    lines = {name for name, source in package.sources.items() if format_licence_line(source, is_processed=True)}
    official = {name for name, source in package.sources.items() if source.kind == "statistics"}
    assert lines < official
    assert official - lines == {
        "beoe-country-wise", "uis-inbound-students", "wits-partner-totals", "wits-trade-summary",
        "moc-pakistan-2024-04-01", "sbp-remittances",
    }  # fmt: skip


def test_chart_is_cited_with_filters_address_version_and_sources(package, source):
    text = format_chart_citation(make_chart(source), package.descriptor)
    assert text == (
        "“Residents” (TITP; all years), in: Labour migration from Pakistan to Japan: reported and official figures, "
        f"version {package.descriptor.version}, https://a.example/r (accessed on 25 November 2026). "
        "Source: Example Gazette."
    )


def test_chart_as_an_item_is_part_of_the_package(package):
    item = chart_item(make_chart(), package.descriptor)
    assert item["title"] == "Residents (TITP; all years)"
    assert item["container-title"] == package.descriptor.title
    assert item["version"] == package.descriptor.version
    assert item["accessed"] == {"date-parts": [[2026, 11, 25]]}


def test_package_is_cited_by_its_creators_version_and_day(package):
    text = format_dataset_citation(package.descriptor, "https://a.example/data")
    assert text.startswith(
        "The project's curators, “Labour migration from Pakistan to Japan: reported and official figures”"
    )
    released = format_date(package.descriptor.released)
    assert f"version {package.descriptor.version}, {released}, https://a.example/data." in text


def test_credit_names_three_and_counts_the_rest(source):
    others = [replace(source, publisher=name) for name in "ABCDE"]
    assert format_credit([source]) == "Source: Example Gazette."
    assert format_credit(others[:3]) == "Sources: A; B; C."
    assert format_credit(others) == "Sources: A; B; C and 2 others."
    assert format_credit([source, source]) == "Source: Example Gazette."


def test_item_without_a_date_or_an_author_has_neither(source):
    item = source_item(replace(source, date_published=None))
    assert "issued" not in item
    assert "author" not in item


def test_figure_is_cited_for_wikipedia_with_its_quote_and_the_archived_copy(package):
    row = package.reported.set_index("figure_id", drop=False).loc["urdupoint-2024-08-29-residents"].to_dict()
    address = "https://www.urdupoint.com/en/pakistan/pakistan-keen-to-expand-cooperation-with-japa-1858115.html"
    assert format_wikipedia(row, package.sources[row["source_id"]]) == (
        f"{{{{cite web |url={address} |title=Pakistan keen to expand cooperation with Japan |author=Fahad Shabbir "
        "|website=UrduPoint |date=2024-08-29 |access-date=2026-11-22 "
        "|quote=25,000-strong Pakistani diaspora in Japan}} "
        f"[https://web.archive.org/web/{address} Archived copy]."
    )


def test_archived_copy_whose_day_is_known_stands_in_the_template_of_wikipedia(source):
    archived = "https://web.archive.org/web/20240829101112/https://a.example/1"
    cited = format_wikipedia({}, replace(source, archive_url=archived))
    assert cited.endswith(f"|archive-url={archived} |archive-date=2024-08-29}}}}")
    assert "quote=" not in cited


def test_date_that_was_inferred_is_not_given_to_wikipedia(source):
    published = replace(source, date_published=date(2020, 1, 15))
    assert "|date=2020-01-15 " in format_wikipedia({}, replace(published, is_date_inferred=False))
    assert "|date=" not in format_wikipedia({}, replace(published, is_date_inferred=True))
    assert "|date=" not in format_wikipedia({}, replace(published, date_published=None))


def test_wikitext_has_no_meaning_in_what_is_cited(source):
    hostile = replace(source, title="A | b}} ''c'' [d] <ref>", url="https://a.example/a|b]{c}", archive_url="")
    cited = format_wikipedia({"as_printed": "{{evil}}"}, hostile)
    assert "|url=https://a.example/a%7Cb%5D%7Bc%7D " in cited
    assert "|title=A &#124; b&#125;&#125; &#39;'c&#39;' &#91;d&#93; &#60;ref&#62; " in cited
    assert cited.count("{{") == cited.count("}}") == 1


def test_every_figure_and_every_source_is_one_template_of_wikipedia(package):
    rows = package.reported.to_dict("records")
    cited = [format_wikipedia(row, package.sources[row["source_id"]]) for row in rows]
    assert [f"|quote={row['as_printed']}" in one for row, one in zip(rows, cited, strict=True)] == [True] * len(rows)
    archived = [package.sources[row["source_id"]].archive_url for row in rows]
    assert any(archived)
    for one, address in zip(cited, archived, strict=True):
        # With its day in the template, else behind it.
        assert not address or f"|archive-url={address} |archive-date=" in one or f"}} [{address} Archived copy]." in one
    for one in [*cited, *(format_wikipedia({}, source) for source in package.sources.values())]:
        assert one.startswith("{{cite web |url=http")
        assert one.count("{{") == one.count("}}") == 1
        assert one.count("|") == one.count(" |")
