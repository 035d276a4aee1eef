"""What the preview pictures say, of every statement, source and page."""

from xml.etree import ElementTree

import pytest

from labour_migration.citation import format_published
from labour_migration.figures import style
from labour_migration.labels import format_figure, format_quantity, row_quantity
from labour_migration.language import speaking
from labour_migration.link_pictures import (
    describe_picture,
    draw_picture,
    picture_page,
    picture_source,
    picture_statement,
)
from labour_migration.previews import list_records
from labour_migration.results.reconcile import find_comparisons
from labour_migration.results.wording import format_verdict, tell_official, tell_verdict
from labour_migration.site import PAGES, find_view
from web.link_pictures import read_faces

CLAIMS, DATA = find_view("claims"), find_view("data")
TEXT = "{http://www.w3.org/2000/svg}text"


def words(svg: str) -> str:
    return " ".join(element.text for element in ElementTree.fromstring(svg).iter(TEXT))


def test_picture_of_every_statement_has_its_figure_with_the_qualifier_its_source_and_its_result(package):
    faces = read_faces()
    for code, ones in find_comparisons(package).items():
        figure, source = ones[0].figure, package.sources[ones[0].figure["source_id"]]
        unit = package.indicators.loc[figure["indicator_id"], "unit"]
        said = words(draw_picture(CLAIMS, code, package, faces))
        shown = format_figure(figure, unit)
        if not faces.heading.can_write(shown):
            shown = format_quantity(row_quantity(figure), unit)
            assert "our reading of the quote" in said
        assert shown in said, code
        quote = figure["as_printed"]
        language = {"ur": "Urdu", "ja": "Japanese"}.get(source.language)
        assert f"“{quote}”" in said or f"The quote is in {language}." in said, code
        assert f"{source.publisher}, {format_published(source)}" in said, code
        assert format_verdict(ones[0].verdict) in said, code
        assert tell_official(ones[0], package)[0] in said, code
        assert "Labour migration from Pakistan to Japan" in said


def test_quote_is_written_wherever_its_letters_are_at_hand(package):
    faces = read_faces()
    left_out = {
        package.sources[ones[0].figure["source_id"]].language
        for code, ones in find_comparisons(package).items()
        if "The quote is in" in words(draw_picture(CLAIMS, code, package, faces))
    }
    assert left_out == {"ur", "ja"}


def test_pictures_of_statements_differ(package):
    faces = read_faces()
    codes = list_records(CLAIMS, package)
    assert len({draw_picture(CLAIMS, code, package, faces) for code in codes}) == len(codes)


def test_figure_in_words_of_another_script_is_given_as_we_read_it(package):
    picture = picture_statement("asean-group-embassy-visit-residents", package, read_faces())
    assert picture.figure == "20 to 99"
    assert picture.lines[:2] == (
        "Pakistanis living in Japan: Labour programmes: our reading of the quote",
        "The quote is in Japanese.",
    )


def test_flow_is_told_with_its_period(package):
    picture = picture_statement("sbp-via-munafah-2021-01-05-remittances", package, read_faces())
    assert picture.lines[0].endswith("Nov 2020")
    assert picture.lines[1] == "The quote is in Urdu."


def test_every_source_has_its_title_or_says_in_which_language_it_is(package):
    faces = read_faces()
    for code, source in package.sources.items():
        said = words(draw_picture(DATA, code, package, faces))
        assert f"{source.publisher}, {format_published(source)}" in said, code
        assert source.title.strip("[]")[:12] in said or "The title is in" in said, code


def test_title_in_two_scripts_keeps_the_one_that_can_be_written(package):
    picture = picture_source("isa-residents-2025-12-status", package, read_faces())
    assert picture.figure == (
        "Statistics on Foreign Residents, December 2025, table 1: nationality and region by status of residence"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_picture_of_a_page_has_its_name_its_finding_and_whose_figures_they_are(page, package):
    said, picture = words(draw_picture(page, "", package, read_faces())), picture_page(page, package)
    assert describe_picture(page, "", package) in said
    assert picture.name in said
    assert picture.credit.startswith(("Source: ", "Sources: "))
    assert picture.credit in said
    assert f"({package.descriptor.version})" in said


def test_finding_of_home_stands_with_the_figure_that_it_is_about(package):
    said = words(draw_picture(PAGES[0], "", package, read_faces()))
    assert "“About 25,000” in August 2024 matched December 2023’s count" in said
    assert "about 25,000 UrduPoint, Aug 2024" in said


def test_pages_have_charts_of_their_own(package):
    drawn = {page.view: draw_picture(page, "", package, read_faces()) for page in PAGES}
    assert len(set(drawn.values())) == len(PAGES)
    assert [drawn["claims"].count(f'"{style.REPORTED}"') > 10, "219 TITP" in drawn["programmes"]] == [True, True]


def test_picture_in_words_keeps_the_qualifier(package):
    assert describe_picture(CLAIMS, "the-news-2023-06-05-registrations", package) == (
        "more than 5,000: Pakistanis registered in Japan. Not comparable."
    )
    assert describe_picture(DATA, "urdupoint-2024-08-29", package) == "Pakistan keen to expand cooperation with Japan"


@pytest.mark.parametrize(("page", "code"), [(CLAIMS, "evil"), (DATA, "evil"), (find_view("trade"), "evil")])
def test_record_that_there_is_not_has_no_picture(page, code, package):
    with pytest.raises(KeyError):
        draw_picture(page, code, package, read_faces())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_page_without_figures_says_what_it_is_about(page, sound):
    assert describe_picture(page, "", sound) in words(draw_picture(page, "", sound, read_faces()))


def test_result_beside_a_figure_is_what_all_pages_say_but_for_the_figure(package):
    for ones in find_comparisons(package).values():
        figure = format_figure(ones[0].figure, package.indicators.loc[ones[0].figure["indicator_id"], "unit"])
        first, *others = tell_official(ones[0], package)
        assert tell_verdict(ones[0], package) == [f"Reported: {figure}. {first}", *others]


def test_picture_is_in_english_where_the_faces_at_hand_lack_the_letters_of_a_language(package):
    page, faces = find_view("claims"), read_faces()
    english = draw_picture(page, "", package, faces)
    with speaking("ja"):
        assert draw_picture(page, "", package, faces) == english


@pytest.mark.parametrize("code", ["ja", "ur"])
@pytest.mark.parametrize("view", [page.view for page in PAGES])
def test_picture_of_a_page_is_in_the_language_of_its_reader(view, code, package):
    with speaking(code):
        picture = picture_page(find_view(view), package)
        said = bare(draw_picture(find_view(view), "", package, read_faces()))
        assert bare_text(picture.name) in said
        assert bare_text(picture.finding) in said


@pytest.mark.parametrize("code", ["ja", "ur"])
def test_picture_of_every_statement_is_in_the_language_of_its_reader(code, package):
    with speaking(code):
        for figure_id in list(find_comparisons(package))[::10]:
            picture = picture_statement(figure_id, package, read_faces())
            said = bare(draw_picture(CLAIMS, figure_id, package, read_faces()))
            assert bare_text(picture.figure) in said, figure_id  # with its qualifier
            assert bare_text(picture.result) in said, figure_id


def bare(svg: str) -> str:
    return bare_text(words(svg))


def bare_text(text: str) -> str:
    """Without spaces and signs of direction, which lines are broken at and closed with."""
    return "".join(letter for letter in text if letter not in " \u2066\u2067\u2068\u2069")
