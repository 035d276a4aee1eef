"""Streamlit's static files: compressed once, of this version alone, plain while they are missing."""

import asyncio
import errno
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from plotly.offline import get_plotlyjs_version
from starlette.responses import PlainTextResponse

from labour_migration.data.writing import LOCK, lock_folder
from labour_migration.problems import DataPackageError
from web.delivery.encoding import BROTLI, GZIP, THOROUGH, decode, encode
from web.delivery.static import CHART_FOLDER, CHART_PREFIX, FOLDER, CompressedFiles, Static, find_chart_scripts

NAME = "static/js/index.DormvYxC.js"
ADDRESS = f"/{NAME}"
LIBRARY = "plotly-basic-4.1.1.min.js"
FOR_EVER = "public, max-age=31536000, immutable"
TEXT = b"export const figures = [];\n" * 99


@pytest.fixture
def files(tmp_path):
    """The files of a small Streamlit: its page, a script that it loads, another, a font; those of charts."""
    streamlit = tmp_path / "streamlit"
    for name in (NAME, "static/js/Audio.E7mXXQ9p.js", "static/media/a.woff2", "static/css/a.css"):
        (streamlit / name).parent.mkdir(parents=True, exist_ok=True)
        (streamlit / name).write_bytes(TEXT)
    (streamlit / "static/js/short.js").write_bytes(b"1")
    (tmp_path / "chart").mkdir()
    for name in ("chart.js", LIBRARY):
        (tmp_path / "chart" / name).write_bytes(TEXT)
    (tmp_path / "streamlit" / "index.html").write_text(f'<script src=".{ADDRESS}"></script>')
    return CompressedFiles(tmp_path / "streamlit", tmp_path / "cache", "1.2.3", tmp_path / "chart")


def compressed(files: CompressedFiles) -> CompressedFiles:
    for _name in files.compress_all():
        pass
    return files


def ask(files: CompressedFiles, path: str = ADDRESS, method: str = "GET", **headers: str) -> tuple[int, dict, bytes]:
    """Status, headers and body; what the middleware passes on is answered in plain."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        static = Static(PlainTextResponse("plain"), files, lambda: None)
        thread.submit(asyncio.run, static(scope, None, send)).result()
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(part.get("body", b"") for part in sent[1:])


@pytest.mark.parametrize("encoding", [BROTLI, GZIP])
def test_static_file_is_sent_compressed_and_kept_for_ever(encoding, files):
    status, headers, body = ask(compressed(files), accept_encoding=encoding)
    assert (status, decode(body, encoding)) == (200, TEXT)
    assert headers[b"content-encoding"] == encoding.encode()
    assert headers[b"content-type"].startswith(b"text/javascript")
    assert headers[b"cache-control"] == FOR_EVER.encode()
    assert headers[b"vary"] == b"Accept-Encoding"
    assert headers[b"content-length"] == str(len(body)).encode()


def test_each_encoding_has_a_tag_that_spares_the_body(files):
    compressed(files)
    tags = [ask(files, accept_encoding=encoding)[1][b"etag"].decode() for encoding in (BROTLI, GZIP)]
    assert len(set(tags)) == 2
    assert ask(files, accept_encoding=BROTLI, if_none_match=tags[0])[::2] == (304, b"")
    assert ask(files, accept_encoding=BROTLI, if_none_match=tags[1])[0] == 200


def test_head_has_the_headers_of_the_file_without_its_body(files):
    compressed(files)
    got, head = ask(files, accept_encoding=BROTLI), ask(files, method="HEAD", accept_encoding=BROTLI)
    assert head == (200, got[1], b"")


def test_name_without_a_hash_is_asked_for_again(files):
    assert ask(compressed(files), "/static/css/a.css", accept_encoding=BROTLI)[1][b"cache-control"] == b"no-cache"


def test_file_that_is_not_compressed_yet_is_sent_as_it_is(files):
    _status, headers, body = ask(files, accept_encoding="br, gzip")
    assert (body, headers[b"vary"]) == (b"plain", b"Accept-Encoding")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"accept_encoding": "identity"},
        {"accept_encoding": BROTLI, "path": "/static/media/a.woff2"},
        {"accept_encoding": BROTLI, "path": "/static/js/short.js"},
        {"accept_encoding": BROTLI, "path": "/static/../index.html.js"},
        {"accept_encoding": BROTLI, "path": f"/other/{NAME}"},
        {"accept_encoding": BROTLI, "method": "POST"},
    ],
)
def test_all_else_passes(asked, files):
    assert ask(compressed(files), **asked)[2] == b"plain"


def test_what_is_compressed_is_read_from_disk_at_the_next_start(files):
    names = list(files.compress_all())
    on_disk = sorted(files.cache.rglob("*.*.*"))
    assert len(names) == len([file for file in on_disk if file.is_file()]) == 10
    times = [file.stat().st_mtime_ns for file in on_disk]
    again = CompressedFiles(files.folder, files.cache.parent, "1.2.3", files.folder.parent / "chart")
    assert compressed(again).in_memory == files.in_memory
    assert [file.stat().st_mtime_ns for file in on_disk] == times


@pytest.mark.parametrize("error", [None, DataPackageError([]), OSError()])
def test_files_are_compressed_once_the_package_is_read_or_broken(error, files):
    is_read = Event()

    def load_package() -> None:
        assert is_read.wait(30)
        if error:
            raise error

    async def start(_scope: object, _receive: object, _send: object) -> None:
        pass

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, Static(start, files, load_package)({"type": "lifespan"}, None, None)).result()
    time.sleep(0.2)
    assert not files.in_memory
    is_read.set()
    deadline = time.monotonic() + 30
    while len(files.in_memory) < 10 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(files.in_memory) == 10


def test_page_comes_first_then_the_chart(files):
    first, *charts = files.names()[:3]
    assert (first, set(charts)) == (NAME, {f"{CHART_PREFIX}chart.js", f"{CHART_PREFIX}{LIBRARY}"})
    assert list(files.compress_all())[:5] == files.names()


@pytest.mark.parametrize(("name", "lasts"), [("chart.js", "no-cache"), (LIBRARY, FOR_EVER)])
def test_library_of_charts_is_kept_for_ever_and_our_script_asked_for_again(name, lasts, files):
    status, headers, body = ask(compressed(files), f"/{CHART_PREFIX}{name}", accept_encoding=BROTLI)
    assert (status, decode(body, BROTLI)) == (200, TEXT)
    assert headers[b"cache-control"] == lasts.encode()


@pytest.mark.parametrize("version", ["1.2.2", "1.2.3"])
@pytest.mark.parametrize("left", [encode(b"of another version", BROTLI, THOROUGH), b"cut sho", b""])
def test_bytes_that_are_not_those_of_the_file_are_never_sent(version, left, files):
    file = files.cache.parent / f"streamlit-{version}" / f"{NAME}.br"
    file.parent.mkdir(parents=True)
    file.write_bytes(left)
    assert decode(ask(compressed(files), accept_encoding=BROTLI)[2], BROTLI) == TEXT


def test_full_disk_costs_no_file_and_is_left_without_parts_of_any(files, monkeypatch):
    def fail(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", fail)
    assert decode(ask(compressed(files), accept_encoding=BROTLI)[2], BROTLI) == TEXT
    assert [file.name for file in files.cache.rglob("*") if file.is_file()] == [LOCK]


def test_start_removes_what_a_killed_one_left_in_the_cache(files):
    left = files.cache / "static" / "js" / ".index.js.br.0123.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    compressed(files)
    assert not left.exists()


def test_cache_that_another_copy_holds_costs_no_file(files, monkeypatch):
    monkeypatch.setattr("web.delivery.static._WAITS", 0)
    with lock_folder(files.cache):
        assert decode(ask(compressed(files), accept_encoding=BROTLI)[2], BROTLI) == TEXT


def test_disk_that_takes_nothing_costs_no_file(files):
    files.cache.parent.write_text("a file where the folder would be")
    assert decode(ask(compressed(files), accept_encoding=BROTLI)[2], BROTLI) == TEXT


def test_library_of_charts_has_the_version_that_plotly_asks_for_and_its_licence():
    names = {file.name for file in CHART_FOLDER.glob("plotly-*")}
    library = f"plotly-basic-{get_plotlyjs_version()}"
    assert names == {f"{library}.min.js", f"{library}.LICENSE"}
    assert f"v{get_plotlyjs_version()}" in (CHART_FOLDER / f"{library}.min.js").read_text(encoding="utf-8")[:200]
    assert f'import("./{library}.min.js")' in (CHART_FOLDER / "chart.js").read_text(encoding="utf-8")
    assert find_chart_scripts() == [f"{CHART_PREFIX}chart.js", f"{CHART_PREFIX}{library}.min.js"]


def test_this_streamlit_preloads_no_script_but_those_that_its_first_one_imports():
    """Each of them is needed before anything is drawn: no link could be left out."""
    page, folder = (FOLDER / "index.html").read_text(encoding="utf-8"), FOLDER / "static" / "js"
    (first,) = re.findall(r'<script type="module"[^>]* src="./static/js/([^"]+)"', page)
    needed, left = set(), {first}
    while left:
        needed |= left
        texts = [(folder / name).read_text(encoding="utf-8") for name in left]
        left = {name for text in texts for name in re.findall(r'(?:from|import)["`]\./([^"`]+\.js)["`]', text)} - needed
    preloaded = set(re.findall(r'rel="modulepreload"[^>]* href="./static/js/([^"]+)"', page))
    assert len(preloaded) > 10
    assert preloaded == needed - {first}


def test_script_of_charts_works_under_a_strict_policy():
    script = (CHART_FOLDER / "chart.js").read_text(encoding="utf-8")
    assert not re.search(r"\beval\b|new Function|innerHTML|https?://", script)
