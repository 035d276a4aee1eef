"""The buttons for the picture of a chart."""

import re
from html import unescape
from pathlib import Path

from labour_migration.html.pictures import Picture, format_picture_buttons

SCRIPT = (Path(__file__).parents[3] / "dashboard" / "assets" / "charts.js").read_text(encoding="utf-8")


def buttons(**changes: str) -> str:
    words = {
        "slug": "residents",
        "title": "Pakistanis in Japan",
        "unit": "persons",
        "source_line": "Source: an office.",
        "day": "Data of 25 November 2026.",
        "name_png": "residents.v1.0.0.png",
        "name_svg": "residents.v1.0.0.svg",
    }
    return format_picture_buttons(Picture(**{**words, **changes}))


def test_two_buttons_name_their_files():
    assert re.findall('data-picture="(.*?)" data-name="(.*?)"', buttons()) == [
        ("png", "residents.v1.0.0.png"),
        ("svg", "residents.v1.0.0.svg"),
    ]


def test_words_of_the_picture_stand_beside_the_buttons_letter_for_letter():
    title = 'More than "5,000" & <more>'
    html = buttons(title=title)
    assert unescape(re.search('data-title="(.*?)"', html)[1]) == title
    assert "<more>" not in html


def test_third_button_copies_and_what_became_of_it_is_said_aloud():
    assert re.findall('data-picture="" data-copied="(.*?)" data-refused="(.*?)">(.*?)<', buttons()) == [
        ("Picture copied.", "Your browser did not allow the copy. Save the PNG instead.", "Copy picture")
    ]
    assert '<span role="status"></span>' in buttons()


def test_picture_has_the_words_of_a_link_alone():
    assert 'data-unit="All: Reported vs official.  \nMore."' in buttons(
        unit="All: [Reported vs official](claims).  \nMore."
    )


def test_script_reads_what_the_buttons_say():
    html = buttons()
    for name in ("slug", "title", "unit", "source", "day"):
        assert f"data-{name}=" in html
        assert f"about.{name}" in SCRIPT


def test_script_works_under_a_strict_policy():
    assert not re.search(r"\beval\b|new Function|innerHTML|import\(|https?://(?!www\.w3\.org/)", SCRIPT)
