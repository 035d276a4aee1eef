"""The environment of the templates."""

import pytest
from jinja2 import UndefinedError

from labour_migration.html.rendering import environment, render


def test_part_that_nobody_has_passed_is_an_error():
    with pytest.raises(UndefinedError, match="lines"):
        render("sources", heading="Sources")


def test_template_is_compiled_once():
    assert environment.get_template("table.html") is environment.get_template("table.html")
