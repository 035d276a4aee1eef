"""The address of a chart, to copy and to hand on."""

from html import unescape
from pathlib import Path

from labour_migration.html.sharing import format_sharing

SCRIPT = (Path(__file__).parents[3] / "dashboard" / "assets" / "share.js").read_text(encoding="utf-8")
ADDRESS = "https://a.example/residents?from=2019&to=2024#residents"


def test_address_is_shown_and_is_what_the_script_copies():
    html = format_sharing("Residents “2019”", ADDRESS)
    assert f"<code>{ADDRESS}</code>" in unescape(html)
    assert f'data-address="{ADDRESS}"' in unescape(html)
    assert html.count("<button") == 3


def test_script_reads_what_the_buttons_say():
    html = format_sharing("A", ADDRESS)
    for name in ("data-copy", "data-share", "data-print", "data-address"):
        assert f"{name}=" in html
        assert f"[{name}]" in SCRIPT


def test_words_of_others_are_escaped():
    assert "<script" not in format_sharing("<script>evil()</script>", 'https://a.example/"><script>')
