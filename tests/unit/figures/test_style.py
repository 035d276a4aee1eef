"""Colours and sizes of charts stand in one module."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from labour_migration.figures import style

OTHERS = sorted(set(Path(style.__file__).parent.glob("*.py")) - {Path(style.__file__)})
COLOUR = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(rgb|hsl|hsv)a?\(\s*[\d.].*", re.IGNORECASE)


def properties(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names and values: the entries of dicts and the keyword arguments of calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from ((key.value, value) for key, value in pairs if is_text(key))
        elif isinstance(node, ast.Call):
            yield from ((keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg)


def is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_literal(value: ast.expr) -> bool:
    """True of a number or a text that is written out."""
    return isinstance(value, ast.Constant) and isinstance(value.value, int | float | str)


def literals(source: str) -> list[str]:
    """Colours, sizes and opacities that are written out in Python."""
    tree = ast.parse(source)
    colours = [node.value for node in ast.walk(tree) if is_text(node) and COLOUR.fullmatch(node.value)]
    named = [
        f"{name}: {ast.unparse(value)}"
        for name, value in properties(tree)
        if is_literal(value) and re.fullmatch(r"\w*color|size|opacity|height", name)
    ]
    return colours + named


@pytest.mark.parametrize("module", OTHERS, ids=lambda module: module.stem)
def test_no_other_module_has_a_colour_or_a_size(module):
    assert literals(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("GREEN = '#0a0'", ["#0a0"]),
        ("pale = 'rgba(1, 2, 3, 0.5)'", ["rgba(1, 2, 3, 0.5)"]),
        ("note = {'font': {'size': 13}}", ["size: 13"]),
        ("line = dict(color='grey')", ["color: 'grey'"]),
        ("line = {**place, 'color': style.LANE, 'size': style.TEXT_FONT}", []),
        ("text = f'rgba({red}, {green}, {blue}, {opacity})'", []),
    ],
)
def test_literals_are_found(source, found):
    assert literals(source) == found


def test_every_constant_of_style_is_used():
    constants = [name for name in vars(style) if name.isupper()]
    text = "".join(module.read_text(encoding="utf-8") for module in OTHERS)
    unused = [name for name in constants if not re.search(rf"\b{name}\b", text)]
    assert unused == []
