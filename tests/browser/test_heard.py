"""What a screen reader says: in Chromium's own tree of what is accessible, in every language, in this order."""

import pytest
from playwright.sync_api import Page

from labour_migration.labels import format_quantity
from labour_migration.language import LOCALES, speaking
from labour_migration.language import gettext as _
from labour_migration.quantities import Quantity
from labour_migration.site import language_path

from .conftest import stand

SPOKEN = ("StaticText", "figure", "image", "button", "link", "heading")
AGENCY = "Immigration Services Agency of Japan"
STATEMENT = "claims?figure=urdupoint-2024-08-29-residents"


def hear(page: Page) -> list[tuple[str, str]]:
    """The role and the name of all that is spoken of a page, from its first heading on, in its order."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    nodes = {node["nodeId"]: node for node in tree["nodes"]}
    heard, ahead = [], [next(iter(nodes))]
    while ahead:
        node = nodes[ahead.pop()]
        ahead += [child for child in reversed(node.get("childIds", [])) if child in nodes]
        role, name = node.get("role", {}).get("value"), node.get("name", {}).get("value")
        if not node["ignored"] and role in SPOKEN and name:
            heard.append((role, name))
    first = next(place for place, (role, _name) in enumerate(heard) if role == "heading")
    return heard[first:]


def place_of(heard: list[tuple[str, str]], words: str, *roles: str) -> int:
    """Where words are heard first, in an element of one of these roles."""
    return next(place for place, (role, name) in enumerate(heard) if words in name and role in (roles or SPOKEN))


@pytest.mark.parametrize("code", LOCALES)
@pytest.mark.parametrize("address", ["", "residents", STATEMENT], ids=["home", "panel", "check"])
def test_finding_qualifier_and_source_are_heard_in_this_order(address, code, visit, app, package):
    page = visit(f"{app.url}/{language_path(code)}{address}").page
    stand(page)
    heard = hear(page)
    with speaking(code):
        qualified = format_quantity(Quantity(25000, comparator="~"))
        source = _("Source: {publisher} ({count})").partition("{")[0]
    agency = package.words[code].get(AGENCY, AGENCY)
    headings = [place for place, (role, _name) in enumerate(heard) if role == "heading"]
    finding = headings[0 if address == STATEMENT else 1]  # below the title of the page
    told = place_of(heard, qualified, "figure", "image")
    buttons = [(place, name) for place, (role, name) in enumerate(heard) if role == "button"]
    named = next(place for place, name in buttons if name.startswith(source) and agency in name)
    assert finding < told < named
    if address != "residents":  # whose finding is the official one
        assert qualified in heard[finding][1].replace("About", "about")
