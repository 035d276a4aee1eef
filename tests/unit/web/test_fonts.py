"""Fonts as they are served: our subsets, at the addresses of Streamlit's whole ones, each under its licence."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse

from web.delivery.fonts import ENDING, FONTS, read_fonts, stem_of
from web.delivery.static import FOLDER, CompressedFiles, Static

WHOLE = {stem_of(file.name): file.name for file in (FOLDER / "static" / "media").glob(f"*{ENDING}")}
FILES = sorted(FONTS.glob(f"*{ENDING}"))
# Those of Urdu stand for none of Streamlit's.
WHOLE |= {file.stem: file.name for file in FILES if file.stem not in WHOLE}
AT_MOST = 100_000  # bytes of a font of ours


def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, dict, bytes]:
    """Status, headers and body; what the middleware passes on is answered in plain."""
    asked = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": asked}
    static = Static(PlainTextResponse("plain"), CompressedFiles(), lambda: None, read_fonts())
    with ThreadPoolExecutor(1) as thread:  # the browser tests keep an event loop running in this one
        thread.submit(asyncio.run, static(scope, None, send)).result()
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(part.get("body", b"") for part in sent[1:])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_subset_is_answered_at_the_address_of_the_whole_font(file):
    status, headers, body = ask(f"/static/media/{WHOLE[file.stem]}")
    assert (status, body) == (200, file.read_bytes())
    assert headers[b"content-type"] == b"font/woff2"
    assert headers[b"content-length"] == str(len(body)).encode()
    assert b"content-encoding" not in headers
    assert ask(f"/static/media/{WHOLE[file.stem]}", method="HEAD")[1:] == (headers, b"")


def test_kept_subset_is_asked_for_again_after_a_day_and_spared():
    """The hash in the address is that of the whole font: ours may change under it."""
    address = f"/static/media/{WHOLE[FILES[0].stem]}"
    headers = ask(address)[1]
    assert headers[b"cache-control"] == b"public, max-age=86400"
    assert ask(address, if_none_match=headers[b"etag"].decode())[::2] == (304, b"")


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/static/media/KaTeX_Main-Bold.Cx986IdX.woff2", "GET"),
        (f"/static/media/{FILES[0].stem}.js.txt", "GET"),
        (f"/other/{FILES[0].name}", "GET"),
        (f"/static/media/{FILES[0].name}", "POST"),
    ],
)
def test_all_else_passes(path, method):
    assert ask(path, method)[2] == b"plain"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_subset_is_small_and_named_under_one_licence(file):
    heads = [(FONTS / name).read_text(encoding="utf-8").split("Version")[0] for name in ("OFL.txt", "APACHE.txt")]
    assert [file.name in head for head in heads].count(True) == 1
    whole = FOLDER / "static" / "media" / WHOLE[file.stem]
    assert file.stat().st_size < (whole.stat().st_size / 4 if whole.exists() else AT_MOST)
