"""Every word that a page shows of its own comes out of the catalogue: another language reaches all of it."""

import calendar
import html
import re
from gettext import NullTranslations

import pytest

from labour_migration import language
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series
from labour_migration.figures.facets import seen
from labour_migration.figures.residents import (
    INDEX,
    build_comparison,
    build_residents,
    build_statuses,
    compared_counts,
)
from labour_migration.html.points import format_points

VIEWS = ["overview", "claims", "residents", "programmes", "arrivals", "trade", "gaps", "sources", "data"]


class Blank(NullTranslations):
    """A language without letters: what is left of a page that has letters was not translated."""

    def gettext(self, message: str) -> str:
        return "".join(re.findall(r"\{\w+\}", message)) or "…"

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular if count == 1 else plural)


@pytest.fixture
def blank_app(monkeypatch, run_app):
    monkeypatch.setattr(language, "translations", Blank())
    return run_app


@pytest.fixture(scope="session")
def foreign(package) -> list[str]:
    """What stays in its own language: the data itself, its descriptor, dates; longest first."""
    cells = {str(cell) for table in package.tables.values() for cell in table.to_numpy().ravel()}
    parts = {part for cell in cells for part in re.split(r"https?://[^\s)]+[^\s).,;]", cell)}
    fields = [field for resource in package.descriptor.resources for field in resource.fields]
    codes = {word for field in fields for word in (field.name, field.type, *field.choices)} | {"programme"}
    codes |= {word for resource in package.descriptor.resources for word in (resource.name, resource.path)}
    months = {*calendar.month_name, *calendar.month_abbr}
    printed = {"hundreds of thousands", "several"}  # figures without a number are shown in their words
    known = cells | parts | codes | months | printed
    return sorted((one for one in known if re.search("[A-Za-z]", one)), key=len, reverse=True)


def shown(app) -> list[str]:
    """Everything that a page shows: Streamlit's own elements, and the text of our HTML."""
    simple = [app.title, app.header, app.caption, app.markdown, app.info, app.warning, app.expander]
    texts = [getattr(element, "value", None) or element.label for group in simple for element in group]
    texts += [button.proto.label for button in app.get("download_button")]
    texts += [chart.proto.alt for chart in app.get("plotly_chart")]
    texts += [app.sidebar.multiselect[0].label, app.sidebar.slider[0].label, app.button(key="clear").label]
    texts += [link.proto.label for link in app.get("page_link")]
    texts += [text for element in (*app.radio, *app.selectbox) for text in (element.label, *element.options)]
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
    series, every = full_series(package), Selection()
    monkeypatch.setattr(language, "translations", Blank())
    charts = [
        build_residents(series, package, every),
        build_statuses(series, package, every, ROOT),
        build_comparison(compared_counts(series, every), package, INDEX),
    ]
    originals = package.reported.loc[package.reported["repeats"] == "", "figure_id"]
    bodies = [format_points([f"reported {' '.join(originals)}"], package)]
    bodies.append(format_points([f"event {' '.join(package.events['event_id'])}"], package))
    for facets in charts:
        places = [(place, number) for place, facet in enumerate(seen(facets)) for number in range(len(facet.drawn))]
        bodies += [format_points([f"official {place} {number} 0"], package, facets) for place, number in places]
    texts = re.split(r"<[^>]*>|https?://[^\s<)]+", html.unescape(" ".join(bodies)))
    assert len(texts) > 100
    assert untranslated(["\n".join(texts)], foreign) == []
