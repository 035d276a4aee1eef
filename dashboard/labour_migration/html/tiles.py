"""Japan's prefectures as a grid of tiles, each with its name, its number and a bar: no colour has to be seen."""

from collections.abc import Callable, Collection

import pandas as pd
from markupsafe import Markup

from labour_migration.data.package import DataPackage
from labour_migration.html.rendering import render
from labour_migration.labels import format_number
from labour_migration.language import gettext as _

# Prefectures by the digits of their ISO 3166-2 code, about where they lie: each with its own tile, north up.
_GRID = """
.. .. .. .. .. .. .. .. .. .. .. .. 01
.. .. .. .. .. .. .. .. .. .. .. .. 02
.. .. .. .. .. .. .. .. .. .. .. 05 03
.. .. .. .. .. .. .. .. .. .. .. 06 04
.. .. .. .. .. .. .. .. 17 16 15 07 ..
.. .. .. .. .. .. .. 18 21 20 10 09 08
.. .. .. 32 31 28 26 25 23 19 11 13 12
.. .. 35 34 33 27 29 24 .. 22 .. 14 ..
41 40 44 .. 38 37 30 .. .. .. .. .. ..
42 43 45 .. 39 36 .. .. .. .. .. .. ..
.. 46 .. .. .. .. .. .. .. .. .. .. ..
47 .. .. .. .. .. .. .. .. .. .. .. ..
"""
PLACES = {
    f"JP-{code}": (row, column)
    for row, line in enumerate(_GRID.split("\n")[1:-1], 1)
    for column, code in enumerate(line.split(), 1)
    if code != ".."
}
_LETTERS = 3  # of a name for a telephone
# Names for a telephone, where three letters would not tell them apart.
_SHORT = {
    "Fukushima": "Fks", "Fukui": "Fki", "Fukuoka": "Fko", "Miyagi": "Myg", "Miyazaki": "Myz", "Kagawa": "Kgw",
    "Kagoshima": "Kgs", "Tokyo": "Tyo", "Tokushima": "Tks", "Yamagata": "Ymt", "Yamanashi": "Yms", "Yamaguchi": "Ymg",
    "Nagano": "Ngn", "Nagasaki": "Ngs", "Shimane": "Smn", "Shiga": "Sga", "Shizuoka": "Szk",
}  # fmt: skip


def format_tile_map(
    rows: pd.DataFrame, label: str, package: DataPackage, address: Callable[[str], str] = lambda _code: ""
) -> Markup:
    """An HTML list of tiles in the shape of Japan: ``rows`` of a series, one a prefecture; without one it has a dash.

    A tile leads to the ``address`` of its code; its shade and its bar grow with its number. ``label`` tells a screen
    reader what the list is.
    """
    counts = dict(zip(rows["area_id"], rows["value"], strict=True))
    greatest = max(counts.values(), default=0) or 1
    names = {area_id: _(name) for area_id, name in package.areas["name"].items() if area_id in PLACES}
    told, short = _("{name}: {number}"), shorten_names(names.values())
    tiles = []
    for area_id, (row, column) in PLACES.items():
        name, value = names[area_id], counts.get(area_id, 0)
        number = format_number(value) if area_id in counts else "–"
        tiles.append(
            {
                "row": row,
                "column": column,
                "share": f"{value / greatest:.3f}",
                "name": name,
                "short": short[name],
                "number": number,
                "told": told.format(name=name, number=number),
                "url": address(area_id) if area_id in counts else "",
            }
        )
    return render("tiles", label=label, tiles=tiles)


def shorten_names(names: Collection[str]) -> dict[str, str]:
    """Each prefecture's name in few letters, told apart from every other's: three, or as many as that takes."""
    return {name: _SHORT.get(name) or _shorten(name, names) for name in names}


def _shorten(name: str, names: Collection[str]) -> str:
    beginnings = (name[:length] for length in range(_LETTERS, len(name)))
    return next((one for one in beginnings if sum(other.startswith(one) for other in names) == 1), name)
