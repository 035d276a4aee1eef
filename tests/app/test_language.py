"""Every word that a page shows of its own comes out of the catalogue: another language reaches all of it."""

import re
from gettext import NullTranslations

import pytest

from labour_migration import language

OPEN, SHUT = "⟦", "⟧"
VIEWS = ["overview", "programmes", "sources", "data"]


class Marking(NullTranslations):
    """A language that only marks what was translated."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{SHUT}"

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular if count == 1 else plural)


@pytest.fixture
def marked_app(monkeypatch, run_app):
    monkeypatch.setattr(language, "translations", Marking())
    return run_app


def shown(app) -> list[str]:
    """What a page shows by Streamlit's own elements."""
    simple = [app.title, app.header, app.caption, app.markdown, app.info, app.warning, app.expander]
    texts = [getattr(element, "value", None) or element.label for group in simple for element in group]
    texts += [button.proto.label for button in app.get("download_button")]
    texts += [chart.proto.alt for chart in app.get("plotly_chart")]
    texts += [app.multiselect(key="programmes").label, app.slider(key="years").label, app.button(key="clear").label]
    texts += [link.proto.label for link in app.get("page_link")]
    return texts


@pytest.mark.parametrize("query", [{}, {"programme": ["titp"], "from_": "2020", "to": "2021"}, {"programme": ["x"]}])
@pytest.mark.parametrize("view", VIEWS)
def test_every_text_of_a_page_is_translated(view, query, marked_app, package):
    texts = shown(marked_app(view, **query))
    assert len(texts) > 8
    titles = {source.title for source in package.sources.values()}  # stay in their own language
    assert [text for text in texts if OPEN not in text and text not in titles] == []


@pytest.mark.parametrize("view", VIEWS)
def test_heads_and_captions_of_tables_are_translated(view, marked_app):
    html = "\n".join(element.proto.body for element in marked_app(view).get("html"))
    heads = re.findall(r"<caption>(.*?)</caption>|<th scope=\"col\"[^>]*>(.*?)</th>", html)
    assert all(OPEN in caption + head for caption, head in heads)
    assert view == "data" or heads
