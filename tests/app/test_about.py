"""The page about the site says nothing of accessibility that no test holds, and where mistakes can be told."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from labour_migration.data.selection import Selection
from labour_migration.html.pages import write_blocks
from labour_migration.view import View
from views.about import AXE, HELD, OPEN, lay_out

ROOT = Path(__file__).parents[2]
NOTHING_CHOSEN = View(Selection())


def told(package) -> str:
    return str(write_blocks(lay_out(package, NOTHING_CHOSEN)))


@pytest.mark.parametrize("test", [test for held in HELD for test in held.tests])
def test_each_claim_has_tests_that_hold_it(test):
    module, name = test.split("::")
    assert f"\ndef {name}(" in (ROOT / "tests" / "browser" / f"{module}.py").read_text(encoding="utf-8")


def test_page_tells_what_is_held_and_what_is_open(package):
    html = told(package)
    assert f"axe-core {AXE} finds no fault" in html
    assert html.count("<li>") == len(HELD) + len(OPEN)


def test_page_is_short(package):
    assert 220 <= len(re.sub("<[^>]+>", " ", told(package)).split()) <= 400


def test_mistakes_can_be_told_where_the_descriptor_has_an_address(package):
    assert "no contact address yet" in told(package)
    reachable = replace(package, descriptor=replace(package.descriptor, corrections="mailto:curators@example.org"))
    html = told(reachable)
    assert "no contact address yet" not in html
    assert 'href="mailto:curators@example.org?subject=About' in html


def test_package_has_no_licence_as_long_as_the_page_says_so(package):
    assert "We have not chosen a licence" in told(package)
    assert '"licenses"' not in (ROOT / "datasets" / "datapackage.json").read_text(encoding="utf-8")
