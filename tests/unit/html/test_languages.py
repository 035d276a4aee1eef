"""The ways from a page to itself in another language."""

import re

from labour_migration import language
from labour_migration.html.languages import format_offer, format_switch


def hrefs(html: str) -> dict[str, str]:
    return {code: address for address, code in re.findall(r'<a href="([^"]*)" hreflang="(\w+)"', html)}


def test_switch_leads_to_the_same_page_and_filters_in_every_language():
    html = format_switch("residents", {"programme": ["titp", "ssw"], "from": ["2019"]})
    query = "?programme=titp&amp;programme=ssw&amp;from=2019"
    assert hrefs(html) == {
        code: f"./{path}residents{query}" for code, path in {"en": "", "ur": "ur/", "ja": "ja/"}.items()
    }
    assert re.findall(r'lang="(\w+)" dir="(\w+)"[^>]*>(.*?)</a>', html) == [
        ("en", "ltr", "English"), ("ur", "rtl", "اردو"), ("ja", "ltr", "日本語"),
    ]  # fmt: skip
    assert re.findall(r'lang="(\w+)"[^>]*aria-current', html) == ["en"]


def test_switch_leads_out_of_a_language_again():
    with language.speaking("ur"):
        html = format_switch("", {})
    assert hrefs(html) == {"en": "../", "ur": "../ur/", "ja": "../ja/"}
    assert re.findall(r'lang="(\w+)"[^>]*aria-current', html) == ["ur"]


def test_language_is_offered_in_its_own_words():
    html = format_offer("ja")
    assert '<aside id="offer" lang="ja" dir="ltr"><a href="./ja/" hreflang="ja"' in html
    assert "日本語" in html
    assert "Read this site" not in html
    assert language.current().code == "en"
