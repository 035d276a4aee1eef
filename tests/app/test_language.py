"""Every word that a page shows of its own comes out of the catalogue: another language reaches all of it."""

import html
import re
from gettext import NullTranslations

import pytest

from labour_migration import language
from labour_migration.charts import CHARTS, find_content, view_of
from labour_migration.figures.facets import seen
from labour_migration.html.points import format_points
from labour_migration.site import PAGES

from .conftest import charts, open_all, popovers

VIEWS = [page.view for page in PAGES]


class Blank(NullTranslations):
    """A language without letters: what is left of a page that has letters was not translated.

    Where a link leads is no word.
    """

    def gettext(self, message: str) -> str:
        return "".join(re.findall(r"\{(?!address\})\w+\}", message)) or "…"

    def pgettext(self, _context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular if count == 1 else plural)


def speak_blank(monkeypatch) -> None:
    """From now on all that is written is in that language."""
    blank = language.Language("en", "en_GB", Blank())  # one, by which memos know it
    monkeypatch.setattr(language, "find", lambda _code: blank)


@pytest.fixture
def blank_app(monkeypatch, run_app):
    speak_blank(monkeypatch)
    return run_app


def shown(app) -> list[str]:
    """Everything that a page shows: Streamlit's own elements, and the text of our HTML."""
    open_all(app, "filter", "open-option", "credit")
    simple = [app.title, app.header, app.caption, app.markdown, app.info, app.expander]
    texts = [getattr(element, "value", None) or element.label for group in simple for element in group]
    texts += [button.proto.label for button in app.get("download_button")]
    for chart in charts(app):
        texts += [chart["alt"], *chart["words"].values(), *chart["said"].values()]
    texts += popovers(app).values()
    texts += [widget.label for group in (app.multiselect, app.slider, app.number_input, app.button) for widget in group]
    texts += [link.proto.label for link in app.get("page_link")]
    texts += [text for element in (*app.radio, *app.pills) for text in (element.label, *element.options)]
    bodies = "\n".join(element.proto.body for element in app.get("html") if "<style" not in element.proto.body)
    heads = re.findall(r'data-column="(.*?)"', bodies)
    return (
        texts + heads + [text for text in re.split(r"<[^>]*>|https?://[^\s<)]+", html.unescape(bodies)) if text.strip()]
    )


@pytest.mark.parametrize("query", [{}, {"programme": ["titp"], "from_": "2020", "to": "2021"}, {"programme": ["?"]}])
@pytest.mark.parametrize("view", VIEWS)
def test_every_word_of_a_page_is_translated(view, query, blank_app, foreign):
    texts = shown(blank_app(view, **query))
    assert len(texts) > 8
    assert untranslated(texts, foreign) == []


def untranslated(texts: list[str], foreign: list[str]) -> list[str]:
    """The words of texts that stay when all is taken out that has a language of its own."""
    rest = "\n".join(dict.fromkeys(texts)).replace("\\", "")
    for known in foreign:
        rest = rest.replace(known, " ")
    return re.findall("[A-Za-z]{2,}", rest)


def test_every_word_of_a_chosen_point_is_translated(package, foreign, monkeypatch):
    speak_blank(monkeypatch)
    charts = [find_content(chart, package, view_of(chart.page, package)).facets for chart in CHARTS]
    originals = package.reported.loc[package.reported["repeats"] == "", "figure_id"]
    bodies = [format_points([f"reported {' '.join(originals)}"], package)]
    bodies.append(format_points([f"event {' '.join(package.events['event_id'])}"], package))
    for facets in charts:
        places = [(place, number) for place, facet in enumerate(seen(facets)) for number in range(len(facet.drawn))]
        bodies += [format_points([f"official {place} {number} 0"], package, facets) for place, number in places]
    texts = re.split(r"<[^>]*>|https?://[^\s<)]+", html.unescape(" ".join(bodies)))
    assert len(texts) > 100
    assert untranslated(["\n".join(texts)], foreign) == []
