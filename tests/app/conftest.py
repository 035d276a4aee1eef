"""Run the app's pages without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

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
            app.switch_page(f"views/{view}.py").run()
        assert not app.exception
        return app

    return run


def address(app: AppTest) -> dict:
    """The query, each value a list: AppTest gives a single one bare."""
    return {key: [value] if isinstance(value, str) else value for key, value in app.query_params.items()}


def unfolded(app: AppTest) -> AppTest:
    """The page after a reader has unfolded every table."""
    for expander in app.expander:
        if "-table-" in expander.proto.id:
            app.session_state[expander.proto.id[expander.proto.id.index("table-") :]] = True
    return app.run()
