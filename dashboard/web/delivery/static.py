"""Streamlit's static files, compressed once: Streamlit itself sends them as they lie, nine megabytes to a page."""

import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit
from platformdirs import user_cache_path
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from labour_migration.problems import DataPackageError
from web.base_url import path_below
from web.delivery.encoding import (
    BROTLI,
    GZIP,
    THOROUGH,
    choose_encoding,
    decode,
    encode,
    encoding_headers,
    entity_tag,
    is_on,
    names_tag,
)

# Folder of what is served at /static/, beside the page that loads it.
FOLDER = Path(streamlit.__file__).parent / "static"
PREFIX = "static/"
# In the user's own cache folder: one for all copies of the app, and nothing of it ever in git.
CACHE = user_cache_path("labour-migration-dashboard", appauthor=False)
# Text; fonts and pictures are compressed already.
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
_ENDINGS = {GZIP: ".gz", BROTLI: ".br"}
# A name with a hash of the content in it: what it stands for never changes.
_HASHED = re.compile(r"\.[\w-]{8}\.\w+$")
_CHART = "PlotlyChart.*.js"
_NOT_WORTH = 1000  # bytes


@dataclass(frozen=True)
class Body:
    """A file in an encoding, and the tag that stands for it."""

    content: bytes
    tag: str


class Shelf:
    """The static files of a version of Streamlit, compressed: kept in memory, and on disk for the next start.

    Each version has a folder of its own on disk, so that what one has left is never served with another. Where the
    disk takes nothing, the files are compressed anew at each start.
    """

    def __init__(self, folder: Path = FOLDER, cache: Path = CACHE, version: str = streamlit.__version__):
        self.folder = folder
        self.cache = cache / f"streamlit-{version}"
        self.bodies: dict[tuple[str, str], Body] = {}

    def find(self, name: str, encoding: str) -> Body | None:
        """A file below ``static/`` in an encoding; None while it is not compressed, and where it does not exist."""
        return self.bodies.get((name, encoding))

    def names(self) -> list[str]:
        """The files to compress, in the order in which a page wants them: its own, the chart's, the rest by size."""
        root = self.folder / "static"
        files = [file for file in root.rglob("*") if file.suffix in _TYPES and file.stat().st_size > _NOT_WORTH]
        index = (self.folder / "index.html").read_text(encoding="utf-8")

        def place(file: Path) -> tuple[bool, bool, int]:
            return file.name not in index, not file.match(_CHART), file.stat().st_size

        return [file.relative_to(root).as_posix() for file in sorted(files, key=place)]

    def fill(self) -> Iterator[str]:
        """Compress what is not compressed yet, gzip first since it is quick; give each file's name as it is done."""
        names = self.names()
        for encoding in (GZIP, BROTLI):
            for name in names:
                content = self._read(name, encoding)
                self.bodies[name, encoding] = Body(content, entity_tag(content))
                yield name

    def _read(self, name: str, encoding: str) -> bytes:
        plain = (self.folder / "static" / name).read_bytes()
        kept = self.cache / f"{name}{_ENDINGS[encoding]}"
        with suppress(OSError):
            content = kept.read_bytes()
            if decode(content, encoding) == plain:  # else it is cut short, or is not ours
                return content
        content = encode(plain, encoding, THOROUGH)
        with suppress(OSError):
            _write(kept, content)
        return content


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: another process may read it, and this one may end at any moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        part.write(content)
    os.replace(part.name, file)


class Static:
    """ASGI middleware that answers with a compressed static file where there is one; all else passes.

    The files are compressed in the background once the server starts; until then Streamlit sends them as they lie.
    What the first visitor waits for comes before: ``load_package`` gives the package once it is read.
    """

    def __init__(self, app: ASGIApp, shelf: Shelf, load_package: Callable[[], object]):
        self.app = app
        self.shelf = shelf
        self.load_package = load_package

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan" and is_on():
            threading.Thread(target=self._fill, daemon=True, name="compress static files").start()
        path = path_below(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else ""
        name = path.removeprefix(PREFIX)
        if name == path or Path(name).suffix not in _TYPES:
            await self.app(scope, receive, send)
            return
        encoding = choose_encoding(Headers(scope=scope))
        body = self.shelf.find(name, encoding)
        if body:
            await _answer(name, body, encoding, scope)(scope, receive, send)
            return

        async def vary(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"vary", b"Accept-Encoding")]
            await send(message)

        await self.app(scope, receive, vary)

    def _fill(self) -> None:
        with suppress(DataPackageError, OSError):  # the files are the same, whatever is wrong with the data
            self.load_package()
        if sys.platform == "linux":  # there each thread has a priority of its own: readers come first
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        for _name in self.shelf.fill():
            pass


def _answer(name: str, body: Body, encoding: str, scope: Scope) -> Response:
    lasts = "public, max-age=31536000, immutable" if _HASHED.search(name) else "no-cache"
    headers = {"ETag": body.tag, "Cache-Control": lasts, **encoding_headers(encoding)}
    if names_tag(Headers(scope=scope).getlist("if-none-match"), body.tag):
        return Response(status_code=304, headers=headers)
    headers |= {"Content-Type": _TYPES[Path(name).suffix], "Content-Length": str(len(body.content))}
    return Response(b"" if scope["method"] == "HEAD" else body.content, headers=headers)


def find_chart(folder: Path = FOLDER) -> str:
    """The address, below that of a page, of the script that draws charts; nothing where Streamlit has none."""
    files = sorted((folder / "static" / "js").glob(_CHART))
    return f"{PREFIX}js/{files[0].name}" if len(files) == 1 else ""
