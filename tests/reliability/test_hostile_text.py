"""Hostile text in every column of text: wherever it is written it is text, and does nothing.

Most of it would be refused by a rule; here no rule is asked, so that it is the writers that are held to it.
"""

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import openpyxl
import pytest

from labour_migration.blocks import Panel, chart_blocks
from labour_migration.charts import CHARTS, filters_of, find_extract, options_of, view_of
from labour_migration.citation import source_item
from labour_migration.data.package import DataPackage, build_package, read_package
from labour_migration.embeds import find_embed, list_embeds
from labour_migration.feeds import write_corrections, write_turns
from labour_migration.figures.vector import draw_svg
from labour_migration.html.framed import Asked, write_frame
from labour_migration.html.markdown import to_markdown
from labour_migration.html.pages import write_all, write_blocks
from labour_migration.link_pictures import draw_picture
from labour_migration.output.bibliography import write_bibtex, write_ris
from labour_migration.output.export import to_csv
from labour_migration.output.formats import FORMATS
from labour_migration.previews import list_records
from labour_migration.site import PAGES, find_view
from labour_migration.view import parse_view
from views import layout_of
from web.head import write_tags
from web.link_pictures import read_faces

DATASETS = Path(__file__).parents[2] / "datasets"
BASE = "https://a.example/"
PAGE_IDS = [page.view for page in PAGES]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, make_hostile) -> DataPackage:
    folder = tmp_path_factory.mktemp("hostile") / "datasets"
    shutil.copytree(DATASETS, folder)
    make_hostile(folder)
    return build_package(read_package(folder))


class Elements(HTMLParser):
    """What HTML is made of: its elements and their attributes, what it asks for, where its links lead."""

    def __init__(self, html: str):
        super().__init__()
        self.kinds, self.links, self.asked = set(), set(), set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.add(tag)
        self.kinds |= {f"{tag} {name}" for name, _value in attrs}
        self.links |= {value or "" for name, value in attrs if name == "href"}
        self.asked |= {value or "" for name, value in attrs if name in ("src", "action", "srcdoc", "xlink:href")}

    handle_startendtag = handle_starttag


def expect_inert(html: str, sound: str) -> None:
    """The HTML has the kinds of elements and attributes that the HTML of sound data has, and no strange link."""
    found, known = Elements(html), Elements(sound)
    # Where a name is longer, a part of it may be cut, or said in full in a title.
    # A leader has a class where the wide and the narrow chart put their notes in two places.
    assert found.kinds <= known.kinds | {"span title", "abbr title", "svg class"}
    assert found.asked <= known.asked
    hosts = {urlsplit(link).netloc for link in known.links}
    for link in found.links:
        assert urlsplit(link.strip()).scheme in ("", "http", "https", "mailto")
        # An address in a note is a link: that is what it is there for.
        assert urlsplit(link).netloc in {*hosts, "evil.example"}


def read(page, package: DataPackage, **query: str) -> str:
    asked = {key: [value] for key, value in query.items()}
    view, problems = parse_view(asked, options_of(page.view), package, filters_of(page.view))
    assert not problems
    lay_out = layout_of(page)
    return write_blocks(lay_out(package, view)) + write_all(page, package, view, lay_out(package, view))


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_hostile_text_is_text_on_every_page(page, hostile, package):
    html = read(page, hostile)
    expect_inert(html, read(page, package))
    assert "run()" in html or page.view == "about"


@pytest.mark.parametrize("view", ["claims", "data"])
def test_hostile_text_is_text_on_the_page_of_each_record(view, hostile, package):
    page = find_view(view)
    key = {"claims": "figure", "data": "source"}[view]
    codes = list(list_records(page, package))[::8]
    sound = "".join(read(page, package, **{key: code}) for code in codes)
    for code in codes:
        expect_inert(read(page, hostile, **{key: code}), sound)


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_hostile_text_is_text_in_the_head_of_a_page(page, hostile, package):
    for record in ("", *list(list_records(page, package))[:10]):
        head = write_tags(page, BASE, hostile, record).decode()
        expect_inert(head, write_tags(page, BASE, package, record).decode())
        (document,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)
        assert not set("<>&") & set(document)
        json.loads(document)


def test_hostile_text_is_text_in_every_frame(hostile, package):
    def write(code: str, data: DataPackage) -> str:
        embed, _problems = find_embed(code, {}, data)
        return write_frame(embed, data, Asked("", ""))

    codes = list_embeds(package)[::3]
    sound = "".join(write(code, package) for code in codes)
    for code in codes:
        expect_inert(write(code, hostile), sound)


def test_hostile_text_is_text_in_every_drawing(hostile, package):
    def draw(data: DataPackage) -> dict[str, str]:
        shown = {
            chart.slug: block
            for chart in CHARTS
            if chart.is_drawn
            for block in chart_blocks(chart, data, view_of(chart.page, data))
            if isinstance(block, Panel) and block.figure is not None
        }
        return {slug: str(draw_svg(panel.figure, panel.alt)) for slug, panel in shown.items()}

    drawn, sound = draw(hostile), draw(package)
    assert drawn.keys() == sound.keys()
    for svg in drawn.values():
        ElementTree.fromstring(svg)
        expect_inert(svg, "".join(sound.values()))


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_hostile_text_is_text_in_the_picture_of_a_link(page, hostile, package):
    faces = read_faces()
    sound = "".join(draw_picture(page, code, package, faces) for code in ("", *list(list_records(page, package))[:5]))
    for code in ("", *list(list_records(page, package))[:5]):
        svg = draw_picture(page, code, hostile, faces)
        ElementTree.fromstring(svg)
        expect_inert(svg, sound)


def test_hostile_text_is_text_in_the_feeds(hostile):
    for feed in (write_corrections(hostile, BASE), write_turns(hostile, BASE)):
        root = ElementTree.fromstring(feed)
        kinds = {element.tag.split("}")[-1] for element in root.iter()}
        assert not kinds & {"script", "img", "svg", "iframe", "x"}
        assert all(not key.lower().startswith("on") for element in root.iter() for key in element.attrib)
        assert not [link for link in root.iter("{*}link") if urlsplit(link.get("href")).scheme not in ("http", "https")]


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_words_as_markdown_have_no_markup_of_the_data(page, hostile):
    words = to_markdown(read(page, hostile), BASE)
    links = set(re.findall(r"(?<!\\)\]\(([^)\s]*)", words))
    assert not [link for link in links if not link.startswith(("http", "mailto:"))]
    no_code = re.sub(r"(?<!\\)(`+).*?\1", "", words, flags=re.DOTALL)
    assert not re.findall(r"(?<!\\)!\[|(?<!\\)<(?!br)", no_code)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.ending)
def test_hostile_text_is_in_files_as_it_is(form, hostile, tmp_path):
    chart = next(chart for chart in CHARTS if chart.slug == "statements")
    extract = find_extract(chart, hostile, view_of(chart.page, hostile))
    content = form.write(replace(extract, base=BASE, day=date(2026, 1, 31)), hostile)
    if form.ending == "xlsx":
        file = tmp_path / "a.xlsx"
        file.write_bytes(content)
        book = openpyxl.load_workbook(file)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b", "inlineStr"}
        links = [cell.hyperlink.target for cell in cells if cell.hyperlink]
        assert {urlsplit(link).scheme for link in links} <= {"http", "https"}
    elif form.ending == "json":
        assert "run()" in json.dumps(json.loads(content))
    elif form.ending == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert all(b"run()" in archive.read(name) for name in archive.namelist())
    else:
        assert b"run()" in content


def test_hostile_text_makes_no_entry_and_no_field_of_its_own(hostile):
    items = [source_item(source) for source in hostile.sources.values()]
    ris = write_ris(items)
    assert ris.count("\nER  -") + ris.startswith("ER  -") == len(items)
    assert {line[:6] for line in ris.splitlines() if line} <= {
        f"{tag}  - " for tag in ("TY", "ID", "TI", "AU", "T2", "PB", "PY", "DA", "ET", "Y2", "UR", "LA", "N1", "ER")
    } | {"ER  -"}
    bibtex = write_bibtex(items)
    assert len(re.findall("^@misc{", bibtex, re.MULTILINE)) == bibtex.count("\n}\n") == len(items)
    assert bibtex.count("{") == bibtex.count("}")


def test_every_table_is_written_with_it(hostile):
    for name in ("events", "sources", "areas"):
        rows = hostile.tables[name]
        assert b"run()" in to_csv(rows, hostile)
