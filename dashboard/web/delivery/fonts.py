"""Our subsets of Streamlit's fonts, served at the addresses of the whole ones: a tenth of their bytes.

Streamlit's style sheet asks for its fonts by addresses of its own, and so does its interface for icons. Answered there,
every text and icon has the same family and the same shapes as before, whoever draws it: pages, charts, grids, pictures.
"""

from collections.abc import Mapping
from pathlib import Path

ENDING = ".woff2"
TYPE = "font/woff2"
# What the server itself writes preview pictures in (web/link_pictures.py): regular, bold, of headings.
DRAWN = ("FiguresSans-400.ttf", "FiguresSans-600.ttf", "FiguresSerif-600.ttf")
# The same in languages whose letters these lack; headings are bold there.
DRAWN_IN = {
    "ur": ("FiguresNaskh-400.ttf", "FiguresNaskh-700.ttf", "FiguresNaskh-700.ttf"),
    "ja": ("FiguresGothic-400.otf", "FiguresGothic-700.otf", "FiguresGothic-700.otf"),
}
FONTS = Path(__file__).parents[2] / "assets" / "fonts"
# Streamlit's address has a hash of the whole font, not of ours: what a browser has kept for a day it asks for again.
LASTS = "public, max-age=86400"


def stem_of(name: str) -> str:
    """What a file of a font is called without the hash and the endings: ``SourceSansVF-Upright``."""
    return Path(name).name.partition(".")[0]


def read_fonts(folder: Path = FONTS) -> Mapping[str, bytes]:
    """Each subset, by the stem of the file of Streamlit that it stands for."""
    return {file.stem: file.read_bytes() for file in folder.glob(f"*{ENDING}")}
