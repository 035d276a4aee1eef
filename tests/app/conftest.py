"""Run the app's pages without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

MAIN = Path(__file__).parents[2] / "dashboard" / "main.py"

# Page and query -> a run that nobody has changed.
Runs = dict[tuple, AppTest]


@pytest.fixture(scope="package", autouse=True)
def no_search_for_components() -> Iterator[None]:
    """As when the app is served: no run of a page searches all installed packages for components of Streamlit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", list)
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


def open_page(view: str, query: dict) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    for key, value in query.items():
        app.query_params[key.rstrip("_")] = value
    if view != "overview":
        app.switch_page(f"views/{view}.py")
    app.run()
    assert not app.exception
    return app


def address(app: AppTest) -> dict:
    """The query, each value a list: AppTest gives a single one bare."""
    return {key: [value] if isinstance(value, str) else value for key, value in app.query_params.items()}


def unfolded(app: AppTest) -> AppTest:
    """The page after a reader has unfolded every table."""
    for expander in app.expander:
        if "-table-" in expander.proto.id:
            app.session_state[expander.proto.id[expander.proto.id.index("table-") :]] = True
    return app.run()
