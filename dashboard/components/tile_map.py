"""Japan's prefectures as a grid of tiles, each with its name, its number and a bar: no colour has to be seen."""

from collections.abc import Mapping
from html import escape

from labour_migration.labels import format_number
from labour_migration.language import gettext as _
from labour_migration.package import DataPackage

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
# Names for a telephone, where three letters would not tell them apart.
_SHORT = {
    "Fukushima": "Fks", "Fukui": "Fki", "Fukuoka": "Fko", "Miyagi": "Myg", "Miyazaki": "Myz", "Kagawa": "Kgw",
    "Kagoshima": "Kgs", "Tokyo": "Tyo", "Tokushima": "Tks", "Yamagata": "Ymt", "Yamanashi": "Yms", "Yamaguchi": "Ymg",
    "Nagano": "Ngn", "Nagasaki": "Ngs", "Shimane": "Smn", "Shiga": "Sga", "Shizuoka": "Szk",
}  # fmt: skip


def format_tile_map(values: Mapping[str, float], label: str, package: DataPackage) -> str:
    """An HTML list of tiles in the shape of Japan: ``values`` by ``area_id``; a prefecture without one is empty.

    The shade and the bar of a tile grow with its number; ``label`` tells a screen reader what the list is.
    """
    greatest = max(values.values(), default=0) or 1
    tiles = []
    for area_id, (row, column) in PLACES.items():
        name = _(package.areas.loc[area_id, "name"])
        value = values.get(area_id)
        number = format_number(value) if value is not None else "–"
        share = (value or 0) / greatest
        tiles.append(
            f'<li style="grid-area: {row} / {column}; --share: {share:.3f}" title="{escape(name)}: {number}">'
            f'<span class="long">{escape(name)}</span><span class="short">{escape(short_name(name))}</span>'
            f"<b>{number}</b><i></i></li>"
        )
    return f'<ul class="tiles" role="list" aria-label="{escape(label)}">{"".join(tiles)}</ul>'


def short_name(name: str) -> str:
    """Three letters of a prefecture's name, told apart from every other's."""
    return _SHORT.get(name, name[:3])
