"""Subsets of fonts: the letters, weights and icons that pages use; made anew by ``curate.py fonts``.

Streamlit serves whole families, a megabyte of them for a first page. What this module makes is kept in
``assets/fonts``: for browsers under the names of the files that it stands for (see fonts.py), for preview pictures,
which the server draws, each weight by itself. Urdu, for which Streamlit has no letters, is set in Noto, as Debian has
it (package fonts-noto-core); the style sheet of Urdu pages (``assets/style.ur.css``) asks for it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from labour_migration.data.writing import write_file
from web.delivery.fonts import DRAWN, ENDING, FONTS, stem_of
from web.delivery.static import FOLDER

DASHBOARD = FONTS.parents[1]
# Where the words of pages stand: the code, its templates, styles and scripts, and the tables.
_TEXTS = {
    DASHBOARD: (".py", ".html", ".css", ".js", ".csl", ".po"),
    DASHBOARD.parent / "datasets": (".csv", ".json"),
}
# Western European letters, those that Japanese and Urdu names are transcribed with, and signs that charts may want.
# What texts use beside them is added. Japanese itself is left to the fonts of the reader.
_BLOCKS = ((0x20, 0x7E), (0xA0, 0xFF))
_TRANSCRIBED = "āēīōūĀĒĪŌŪʻʼʾʿ"
_SIGNS = "–—‘’‚“”„…‹›•†‡′″−×≈≠≤≥€←↑→↓↔▲△▼▽●○■□◆◇✓\u2002\u2003\u2009\u2011\u202f"
# Features beside those that a browser turns on by itself: figures of one width, for columns of numbers.
_FEATURES = ["lnum", "tnum"]
# The alphabet of Urdu with its marks, signs and digits, beside which texts may use others of its block.
_URDU = (
    "\u0621\u0622\u0623\u0624\u0626\u0627\u0628\u067e\u062a\u0679\u062b\u062c\u0686\u062d\u062e\u062f\u0688"
    "\u0630\u0631\u0691\u0632\u0698\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u06a9\u06af"
    "\u0644\u0645\u0646\u06ba\u0648\u06c1\u06c2\u06c3\u06be\u06cc\u06d2\u06d3\u064b\u064d\u064e\u064f\u0650"
    "\u0651\u0652\u0654\u0656\u0657\u0670\u060c\u061b\u061f\u06d4\u066a\u066b\u066c\u06f0\u06f1\u06f2\u06f3"
    "\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"
)
ARABIC = range(0x600, 0x700)
# Blank, joiners and directions: where a font has them, a line in it is shaped as one.
_SILENT = (0x20, 0xA0, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F)
_ICON = re.compile(r":material/(\w+):")
# Numbers of the names in a font, as OpenType gives them: family, unique name, full name, PostScript name are ours; of
# Streamlit's stay copyright, style, version, licence and its address.
_OURS, _KEPT = (1, 3, 4, 6), (0, 2, 5, 13, 14)
_NOTO = Path("/usr/share/fonts/truetype/noto")  # where Debian puts it
_CJK = Path("/usr/share/fonts/opentype/noto")  # package fonts-noto-cjk; the first font of each collection is Japanese
_POSTSCRIPT = 6  # without spaces
_ENGLISH = (3, 1, 0x409)  # Windows, Unicode, English


@dataclass(frozen=True)
class Letters:
    """A font, by the start of its file name, and the part of each axis that pages use; none where it has no axes.

    ``family`` is the name inside of the subset: the licence (SIL OFL 1.1, with “Source” as Reserved Font Name)
    gives that name to unchanged fonts alone. Style sheets keep calling it as Streamlit does. Noto reserves no name.
    """

    file: str
    family: str
    axes: dict[str, float | tuple[float, float]]


LETTERS = (
    Letters("SourceSansVF-Upright", "Figures Sans", {"wght": (400, 700)}),
    Letters("SourceSansVF-Italic", "Figures Sans Italic", {"wght": (400, 700)}),
    # Headings and headline numbers: 600 (headingFontWeights in config.toml), 700 on cards; the optical size follows
    # their 20 to 34 pixels.
    Letters("SourceSerifVariable-Roman", "Figures Serif", {"wght": (600, 700), "opsz": (20, 36)}),
    Letters("SourceCodeVF-Upright", "Figures Code", {"wght": 400}),  # citations, and the code on the data page
)
# Body and charts in two weights, headings in one.
URDU = (
    Letters("NotoNaskhArabic-Regular", "Noto Naskh Arabic", {}),
    Letters("NotoNaskhArabic-Bold", "Noto Naskh Arabic", {}),
    Letters("NotoNastaliqUrdu-Bold", "Noto Nastaliq Urdu", {}),
)
ICONS = "MaterialSymbols-Rounded"
# What preview pictures are written in, in the order of DRAWN: no renderer of SVG reads WOFF2.
WEIGHTS = (
    Letters("SourceSansVF-Upright", "Figures Sans", {"wght": 400}),
    Letters("SourceSansVF-Upright", "Figures Sans", {"wght": 600}),
    Letters("SourceSerifVariable-Roman", "Figures Serif", {"wght": 600, "opsz": 36}),
)
# The same in Urdu and Japanese, by their files. Noto Naskh Arabic has no Latin letters: they are joined to it.
JOINED = {
    "FiguresNaskh-400.ttf": (URDU[0], WEIGHTS[0]),
    "FiguresNaskh-700.ttf": (URDU[1], WEIGHTS[1]),
}
JAPANESE = {
    "FiguresGothic-400.otf": Letters("NotoSansCJK-Regular", "Figures Gothic", {}),
    "FiguresGothic-700.otf": Letters("NotoSansCJK-Bold", "Figures Gothic", {}),
}


def write_subsets(folder: Path = FONTS) -> Iterator[Path]:
    """Write the subset of every font into a folder; yields each file."""
    letters = used_letters()
    for font in LETTERS:
        yield _write(folder / f"{font.file}{ENDING}", subset_letters(font, letters))
    for font in URDU:
        yield _write(folder / f"{font.file}{ENDING}", subset_letters(font, used_urdu()))
    for name, font in zip(DRAWN, WEIGHTS, strict=True):
        yield _write(folder / name, subset_letters(font, letters))
    for name, (arabic, latin) in JOINED.items():
        yield _write(folder / name, join_letters(arabic, latin))
    for name, font in JAPANESE.items():
        yield _write(folder / name, subset_letters(font, letters - set(ARABIC)))
    yield _write(folder / f"{ICONS}{ENDING}", subset_icons(used_icons()))


def used_letters() -> set[int]:
    """Code points that a page may show in a font of ours: the usual ones, and each of the texts."""
    usual = {point for first, last in _BLOCKS for point in range(first, last + 1)}
    texts = (text for folder, endings in _TEXTS.items() for text in _read(folder, endings))
    return usual.union(*(map(ord, text) for text in (_TRANSCRIBED, _SIGNS, *texts)))


def used_urdu() -> set[int]:
    """Code points that a page may show in a font for Urdu: its alphabet, and what texts use beside it."""
    return {*map(ord, _URDU), *_SILENT, *(used_letters() & set(ARABIC))}


def used_icons() -> set[str]:
    """Names of the icons that Streamlit's scripts ask for by name, and those of our pages."""
    texts = (*_read(FOLDER / "static" / "js", (".js",)), *_read(DASHBOARD, (".py",)))
    return {name for text in texts for name in _ICON.findall(text)}


def find_original(file: str) -> Path:
    """The whole font of that name, Streamlit's or Debian's. Raises ValueError where there is none, or several."""
    fonts = (*(FOLDER / "static" / "media").glob(f"*{ENDING}"), *_NOTO.glob("*.ttf"), *_CJK.glob("NotoSansCJK-*.ttc"))
    found = [font for font in fonts if stem_of(font.name) == file]
    if len(found) != 1:
        raise ValueError(f"{len(found)} fonts are called {file}: Streamlit has its own, Noto is in fonts-noto-core")
    return found[0]


def subset_letters(letters: Letters, points: Collection[int]) -> TTFont:
    """The font with these code points, as far as it has them, and its part of each axis."""
    font = _subset(_open(letters.file), unicodes=points)
    if letters.axes:
        font = instantiateVariableFont(font, letters.axes, inplace=True)
    if "fvar" in font:
        font["fvar"].instances = []  # they have names of their own
    _name(font, letters.family)
    return font


def join_letters(arabic: Letters, latin: Letters) -> TTFont:
    """One font of the letters of Urdu and those of other pages, named Figures Naskh inside."""
    parts = []
    for letters, points in ((arabic, used_urdu()), (latin, used_letters() - set(ARABIC) - set(_SILENT))):
        part = subset_letters(letters, points)
        if letters is latin:
            for table in ("GSUB", "GPOS", "GDEF"):  # numbers and names need no features
                if table in part:
                    del part[table]
        content = BytesIO()
        part.save(content)
        content.seek(0)
        parts.append(content)
    font = Merger().merge(parts)
    head = _open(arabic.file)["head"]  # its dates: the same parts always give the same bytes
    font["head"].created, font["head"].modified = head.created, head.modified
    font.recalcTimestamp = False
    _name(font, "Figures Naskh")
    return font


def _name(font: TTFont, family: str) -> None:
    """Give a font the family of ours; its copyright, style, version and licence stay."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in _KEPT]
    for number in _OURS:
        names.setName(family.replace(" ", "") if number == _POSTSCRIPT else family, number, *_ENGLISH)


def subset_icons(names: Collection[str]) -> TTFont:
    """The icons of these names, as far as the font has them, and the letters whose ligatures they are."""
    font = _open(ICONS)
    spelt = {ord(letter) for letter in "".join(names)}
    icons = {glyph for name, glyph in read_icons(font).items() if name in names}
    # Closed over its ligatures, the subset would have each icon that can be spelt with these letters: nearly all.
    return _subset(font, unicodes=spelt, glyphs=icons, layout_closure=False)


def read_icons(font: TTFont) -> dict[str, str]:
    """The glyph of each icon of a font, by the name that a text calls it by."""
    letters = {glyph: chr(point) for point, glyph in font.getBestCmap().items() if point < 0x80}
    tables = (table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable)
    return {
        "".join(letters[glyph] for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for table in tables
        for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items()
        for ligature in ligatures
    }


def _open(file: str) -> TTFont:
    return TTFont(find_original(file), fontNumber=0, recalcTimestamp=False)  # the same parts always give the same bytes


def _subset(font: TTFont, unicodes: Iterable[int], glyphs: Iterable[str] = (), layout_closure: bool = True) -> TTFont:
    options = Options(layout_closure=layout_closure, notdef_outline=True, name_IDs=["*"], hinting=False)
    options.drop_tables = [*options.drop_tables, "STAT"]  # names of styles, for menus of fonts
    options.layout_features = [*options.layout_features, *_FEATURES]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes, glyphs=glyphs)
    subsetter.subset(font)
    return font


def _write(file: Path, font: TTFont) -> Path:
    font.flavor = "woff2" if file.suffix == ENDING else None
    content = BytesIO()
    font.save(content)
    write_file(file, content.getvalue())
    return file


def _read(folder: Path, endings: Collection[str]) -> Iterator[str]:
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in endings)
    return (file.read_text(encoding="utf-8") for file in files)
