"""Run the app's pages without a browser."""

import calendar
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from labour_migration.site import find_view

MAIN = Path(__file__).parents[2] / "dashboard" / "main.py"


@pytest.fixture
def run_app():
    """Run the app at a page, with the query of an address."""

    def run(view: str = "overview", **query) -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        for key, value in query.items():
            app.query_params[key.rstrip("_")] = value
        app.run()
        if view != "overview":
            go_to(app, view)
        assert not app.exception
        return app

    return run


@pytest.fixture
def given(monkeypatch, run_app):
    """The files that a page gives with every popover open: by name, what writes each."""

    def open_all(view: str, **query) -> dict[str, Callable[[], bytes | str]]:
        files = {}
        button = st.download_button

        def note(label: str, data: Callable, *arguments, file_name: str, **named) -> bool:
            files[file_name] = data
            return button(label, data, *arguments, file_name=file_name, **named)

        monkeypatch.setattr(st, "download_button", note)
        app = run_app(view, **query)
        for key in popovers(app):
            app.session_state[key] = True
        app.run()
        assert not app.exception
        return files

    return open_all


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
    return sorted(cells | parts | codes | months | printed, key=len, reverse=True)


def popovers(app: AppTest) -> set[str]:
    """The keys of the popovers of a page: of more formats, and of citations."""
    found, ahead = set(), [app._tree]
    while ahead:
        block = ahead.pop()
        ahead += getattr(block, "children", {}).values()
        match = re.search("(?:formats|cite)-[\\w-]+$", getattr(getattr(block, "proto", None), "id", "") or "")
        found |= {match[0]} if match else set()
    return found


def go_to(app: AppTest, view: str) -> AppTest:
    """The app at another page. AppTest itself can only switch to pages that are files: ours are functions."""
    app._page_hash = calc_hash(find_view(view).path)
    return app.run()


def address(app: AppTest) -> dict:
    """The query, each value a list: AppTest gives a single one bare."""
    return {key: [value] if isinstance(value, str) else value for key, value in app.query_params.items()}


def unfolded(app: AppTest) -> AppTest:
    """The page after a reader has unfolded every table."""
    for expander in app.expander:
        if "-table-" in expander.proto.id:
            app.session_state[expander.proto.id[expander.proto.id.index("table-") :]] = True
    return app.run()
