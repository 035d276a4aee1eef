"""Run the app's pages without a browser."""

import calendar
import gzip
import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.proto.Block_pb2 import Block as BlockProto
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from labour_migration import language
from labour_migration.labels import format_list
from labour_migration.site import find_view
from web.delivery.static import CHART_FOLDER
from web.delivery.warming import declare_chart

MAIN = Path(__file__).parents[2] / "dashboard" / "main.py"

# What the keys of popovers begin with: filters, options, and the line below a chart.
KINDS = ("filter", "filters-all", "open-option", "credit", "table", "download", "cite", "share")

# Page and query -> a run that nobody has changed.
Runs = dict[tuple, AppTest]


@pytest.fixture(scope="package", autouse=True)
def declared_chart() -> Iterator[None]:
    """As when the app is served: the component of charts is declared, and no package is searched for others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", manifest_scanner.scan_component_manifests)
        declare_chart(CHART_FOLDER)
        yield


@pytest.fixture(scope="session")
def runs() -> Runs:
    """The runs that several tests may look at."""
    return {}


@pytest.fixture
def run_app(request, runs):
    """Run the app at a page, with the query of an address.

    Who looks at the same address looks at the same run, until a test runs it again, as after a click: then the next
    has one of its own. Nothing is shared with a test that changes what pages are made of (monkeypatch).
    """
    is_own = "monkeypatch" in request.fixturenames or request.node.get_closest_marker("anew")

    def run(view: str = "overview", **query) -> AppTest:
        if is_own:
            return open_page(view, query)
        address = (view, *((key, *([value] if isinstance(value, str) else value)) for key, value in query.items()))
        if address not in runs:
            runs[address] = app = open_page(view, query)
            run_again = app._run  # of every run: that of the page, and those of its widgets

            def leave(*arguments, **named) -> AppTest:
                if runs.get(address) is app:
                    del runs[address]
                return run_again(*arguments, **named)

            app._run = leave
        return runs[address]

    return run


@pytest.fixture
def given(monkeypatch, run_app):
    """The files that a page gives with every popover of files open: by name, what writes each."""

    def give(view: str, **query) -> Files:
        files = Files()
        button = st.download_button

        def note(label: str, data: Callable, *arguments, file_name: str, **named) -> bool:
            files[file_name] = data
            return button(label, data, *arguments, file_name=file_name, **named)

        monkeypatch.setattr(st, "download_button", note)
        files.page = app = open_all(run_app(view, **query), "download", "cite")
        assert not app.exception
        return files

    return give


class Files(dict[str, Callable[[], bytes | str]]):
    """Files by name, what writes each; and the page that gives them."""

    page: AppTest


@pytest.fixture(scope="session")
def foreign(package) -> list[str]:
    """What stays in its own language: the data itself, its descriptor; dates and lists, which Babel words."""
    cells = {str(cell) for table in package.tables.values() for cell in table.to_numpy().ravel()}
    parts = {part for cell in cells for part in re.split(r"https?://[^\s)]+[^\s).,;]", cell)}
    fields = [field for resource in package.descriptor.resources for field in resource.fields]
    codes = {word for field in fields for word in (field.name, field.type, *field.choices)} | {"programme"}
    codes |= {word for resource in package.descriptor.resources for word in (resource.name, resource.path)}
    months = {*calendar.month_name, *calendar.month_abbr}
    printed = {"hundreds of thousands", "several", "$1.6-2 billion"}  # shown in their words
    money = {"US$", "JP¥", " billion", " million"}  # steps of money are data of a language, no messages
    # A title may have its own name in another language within it, which stands in an element of its own.
    titles = {
        part.strip(" ,")
        for title in package.tables["sources"]["title"]
        for part in re.split(r"[()\[\]]|[^\x00-\x7f’]+", title)
    }
    languages = {language.find(code).name for code in language.LOCALES}
    known = cells | parts | titles | languages | codes | months | printed | money | {format_list(["", ""])}
    return sorted((one for one in known if re.search("[A-Za-z]", one)), key=len, reverse=True)


def charts(app: AppTest) -> list[dict]:
    """The charts of a page as they are sent: ``id``, ``figure``, ``said`` of each point, ``alt``, ``words``."""
    return [json.loads(gzip.decompress(chart.proto.bytes)) for chart in app.get("bidi_component")]


def popovers(app: AppTest, *kinds: str) -> dict[str, str]:
    """The labels of the popovers of a page by their keys, which begin with one of these kinds; of all without any."""
    found, ahead = {}, [app._tree]
    while ahead:
        block = ahead.pop()
        ahead += getattr(block, "children", {}).values()
        proto = getattr(block, "proto", None)
        if not (isinstance(proto, BlockProto) and proto.HasField("popover")):
            continue
        match = re.search(f"-((?:{'|'.join(kinds or KINDS)})-[\\w-]+)$", proto.id)
        found |= {match[1]: proto.popover.label} if match else {}
    return found


def open_all(app: AppTest, *kinds: str) -> AppTest:
    """The page after a reader has opened every popover whose key begins with one of these kinds."""
    for key in popovers(app, *kinds):
        app.session_state[key] = True
    return app.run()


def open_page(view: str, query: dict) -> AppTest:
    """A page with its charts, those that unfold at a reader's wish included."""
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    for key, value in query.items():
        app.query_params[key.rstrip("_")] = value
    app.session_state["folded-more"] = True
    go_to(app, view)
    assert not app.exception
    return app


def go_to(app: AppTest, view: str) -> AppTest:
    """The app at another page. AppTest itself can only switch to pages that are files: ours are functions."""
    app._page_hash = calc_hash(find_view(view).path)
    return app.run()


def notices(app: AppTest) -> list[str]:
    """What a page says of its address, a text for each notice."""
    bodies = [element.proto.body for element in app.get("html")]
    return [html.unescape(re.sub("<[^>]*>", " ", body)).strip() for body in bodies if 'role="alert"' in body]


def address(app: AppTest) -> dict:
    """The query, each value a list: AppTest gives a single one bare."""
    return {key: [value] if isinstance(value, str) else value for key, value in app.query_params.items()}


def unfolded(app: AppTest) -> AppTest:
    """The page after a reader has opened every table."""
    return open_all(app, "table")
