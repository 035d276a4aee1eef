"""Preview pictures as they are served: PNG of one size, small, the same each time, in our fonts alone."""

import asyncio
import csv
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette

from labour_migration.language import speaking
from labour_migration.link_pictures import draw_picture
from labour_migration.problems import DataPackageError
from labour_migration.site import PAGES, find_page, find_view
from web import link_pictures
from web.link_pictures import draw_png, picture_path, picture_routes, rasterise, read_faces

ROOT = Path(__file__).parents[3]
AT_MOST = 100_000  # bytes
STATEMENT = "the-news-2023-06-05-registrations"
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">{}</svg>'
URDU = "public-news-2023-02-16-workers-sent"


def read_codes(table: str, key: str) -> list[str]:
    with (ROOT / "datasets" / table).open(encoding="utf-8", newline="") as file:
        return [row[key] for row in csv.DictReader(file) if not row.get("repeats")]


RECORDS = [
    *(("claims", code) for code in read_codes("reported_figures.csv", "figure_id")),
    *(("data", code) for code in read_codes("sources.csv", "source_id")),
]


@pytest.fixture
def ask(package):
    """Status, headers and body of an address; the query and further headers where they are given."""

    def ask(path: str, method: str = "GET", query: str = "", load=lambda: package, **headers: str):
        sent = []

        async def send(message: dict) -> None:
            sent.append(message)

        async def receive() -> dict:
            return {"type": "http.request", "body": b"", "more_body": False}

        asked = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": asked}
        app = Starlette(routes=picture_routes(load))
        with ThreadPoolExecutor(1) as thread:  # the browser tests keep an event loop running in this one
            thread.submit(asyncio.run, app(scope, receive, send)).result()
        return sent[0]["status"], dict(sent[0]["headers"]), b"".join(part.get("body", b"") for part in sent[1:])

    return ask


def check_png(body: bytes) -> None:
    image = Image.open(io.BytesIO(body))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(image.convert("RGB").getcolors(maxcolors=1 << 20)) > 20  # something is drawn
    assert len(body) <= AT_MOST


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_page_has_a_small_png(page, ask):
    status, headers, body = ask(f"/preview/{page.view}.png")
    assert (status, headers[b"content-type"]) == (200, b"image/png")
    check_png(body)


@pytest.mark.sampled
@pytest.mark.parametrize(("view", "code"), RECORDS)
def test_statement_and_source_has_a_small_png(view, code, package):
    check_png(draw_png(find_view(view), code, package)[0])


@pytest.mark.parametrize("code", ["ur", "ja"])
@pytest.mark.parametrize(("view", "record"), [("overview", ""), ("claims", STATEMENT)])
def test_png_in_each_language_is_small_and_another(view, record, code, package):
    english = draw_png(find_view(view), record, package)[0]
    with speaking(code):
        body = draw_png(find_view(view), record, package)[0]
    check_png(body)
    assert body != english


def test_png_is_the_same_each_time(package):
    svg = draw_picture(find_view("claims"), STATEMENT, package, read_faces())
    assert rasterise(svg) == rasterise(svg)


def test_fonts_of_the_machine_are_never_used(package):
    """A text in a font that is not ours is not drawn, even where the machine has the font."""
    text = '<text x="5" y="30" font-family="{}" font-size="20" fill="#000">Text</text>'
    blank = rasterise(BLANK.format(""))
    for family in ("DejaVu Sans", "Noto Sans", "Liberation Sans", "sans-serif", "serif"):
        assert rasterise(BLANK.format(text.format(family))) == blank, family
    assert rasterise(BLANK.format(text.format("Figures Sans"))) != blank


def test_each_face_is_drawn_as_it_is_named():
    text = '<text x="5" y="30" font-family="{}" font-weight="{}" font-size="20" fill="#000">Text</text>'
    drawn = {rasterise(BLANK.format(text.format(face.family, face.weight))) for face in read_faces()}
    assert len(drawn) == 3


def test_letters_are_as_wide_as_they_are_measured():
    """The right edge of what is drawn lies where the widths say, but for kerning and the air beside letters."""
    text = '<text x="0" y="40" font-family="{}" font-weight="{}" font-size="20" fill="#000">{}</text>'
    for face in read_faces():
        said = "about 25,000 people"
        width = face.measure(said, 20)
        image = Image.open(io.BytesIO(rasterise(BLANK.format(text.format(face.family, face.weight, said)))))
        assert image.getbbox()[2] == pytest.approx(width, rel=0.03)


@pytest.mark.parametrize(
    "path",
    [
        "/preview/evil.png",
        "/preview/claims/evil.png",
        f"/preview/data/{STATEMENT}.png",
        f"/preview/trade/{STATEMENT}.png",
        "/preview/claims/..png",
        "/preview/.png",
        f"/preview/claims/{STATEMENT}.svg",
        "/preview/claims/newsmakers-pk-employment-registrations.png",  # a repeat: its address is that of its original
    ],
)
def test_what_there_is_no_picture_of_is_404(path, ask):
    assert ask(path)[0] == 404


def test_unknown_codes_are_not_kept(ask):
    before = draw_png.cache_info().currsize
    for number in range(3):
        ask(f"/preview/claims/evil-{number}.png")
    assert draw_png.cache_info().currsize == before
    assert draw_png.cache_info().maxsize * AT_MOST < 10_000_000


def test_picture_that_a_reader_has_is_not_sent_again(ask):
    path = f"/preview/claims/{STATEMENT}.png"
    _status, headers, body = ask(path)
    assert headers[b"cache-control"] == b"public, max-age=86400"
    assert headers[b"content-length"] == str(len(body)).encode()
    status, again, nothing = ask(path, if_none_match=headers[b"etag"].decode())
    assert (status, nothing, again[b"etag"]) == (304, b"", headers[b"etag"])


def test_head_has_all_but_the_body(ask):
    path = f"/preview/claims/{STATEMENT}.png"
    assert ask(path, method="HEAD") == (200, ask(path)[1], b"")
    assert ask(path, method="POST")[0] == 405


def test_query_changes_nothing(ask):
    assert ask("/preview/residents.png", query="version=1.0.0&from=2024")[2] == ask("/preview/residents.png")[2]


def test_broken_data_and_a_failed_drawing_are_said_and_not_kept(ask, monkeypatch, package):
    def broken():
        raise DataPackageError([])

    status, headers, _body = ask("/preview/overview.png", load=broken)
    assert (status, headers[b"cache-control"]) == (503, b"no-store")

    def fail(_svg):
        raise subprocess.CalledProcessError(1, "draw")

    monkeypatch.setattr(link_pictures, "rasterise", fail)
    assert ask(f"/preview/claims/{URDU}.png")[0] == 503


def test_address_has_the_version_so_that_chats_ask_again(package):
    version = package.descriptor.version
    assert picture_path(find_page(""), package) == f"preview/overview.png?version={version}"
    assert picture_path(find_view("claims"), package, STATEMENT) == f"preview/claims/{STATEMENT}.png?version={version}"


def test_nothing_of_drawing_is_imported_before_the_first_picture():
    code = (
        "import sys, web.link_pictures; print({'resvg_py', 'fontTools'} & {name.split('.')[0] for name in sys.modules})"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "dashboard", capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "set()"
