"""Streamlit's static files, compressed once; Streamlit itself sends them uncompressed, nine megabytes for a page."""

import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

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
from web.delivery.fonts import ENDING, LASTS, TYPE, stem_of

# Streamlit's folder: index.html, and in static/ what it serves at /static/.
FOLDER = Path(streamlit.__file__).parent / "static"
PREFIX = "static/"
# The user's own cache folder: shared by all copies of the app, and never in git.
CACHE = user_cache_path("labour-migration-dashboard", appauthor=False)
# Content types of the text files; fonts and pictures are compressed already.
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
_ENDINGS = {GZIP: ".gz", BROTLI: ".br"}
# A file name that contains a hash of the content, which therefore never changes.
_HASHED = re.compile(r"\.[\w-]{8}\.\w+$")
_CHART = "PlotlyChart.*.js"
_TOO_SMALL = 1000  # bytes: smaller files gain nothing from compression


@dataclass(frozen=True)
class CompressedFile:
    """A file in one encoding: its compressed bytes and their entity tag."""

    content: bytes
    tag: str


class CompressedFiles:
    """The static files of one version of Streamlit, compressed: cached in memory, and on disk for the next start.

    Each version has its own folder on disk, so that files of one version are never served with another. Where nothing
    can be written to the disk, the files are compressed at every start.
    """

    def __init__(self, folder: Path = FOLDER, cache: Path = CACHE, version: str = streamlit.__version__):
        self.folder = folder
        self.cache = cache / f"streamlit-{version}"
        self.in_memory: dict[tuple[str, str], CompressedFile] = {}  # by name and encoding

    def find(self, name: str, encoding: str) -> CompressedFile | None:
        """A file below ``static/`` in an encoding; None where it does not exist or is not compressed yet."""
        return self.in_memory.get((name, encoding))

    def names(self) -> list[str]:
        """Names of the files to compress: first those that the page loads, then the chart's script, then by size."""
        root = self.folder / "static"
        files = [file for file in root.rglob("*") if file.suffix in _TYPES and file.stat().st_size > _TOO_SMALL]
        index = (self.folder / "index.html").read_text(encoding="utf-8")

        def place(file: Path) -> tuple[bool, bool, int]:
            return file.name not in index, not file.match(_CHART), file.stat().st_size

        return [file.relative_to(root).as_posix() for file in sorted(files, key=place)]

    def compress_all(self) -> Iterator[str]:
        """Compress every file, first all with gzip, which is quick; yields the name of each file when it is done."""
        names = self.names()
        for encoding in (GZIP, BROTLI):
            for name in names:
                content = self._read_or_compress(name, encoding)
                self.in_memory[name, encoding] = CompressedFile(content, entity_tag(content))
                yield name

    def _read_or_compress(self, name: str, encoding: str) -> bytes:
        """A file in an encoding: from the disk cache, or compressed now and written there."""
        plain = (self.folder / "static" / name).read_bytes()
        kept = self.cache / f"{name}{_ENDINGS[encoding]}"
        with suppress(OSError):
            content = kept.read_bytes()
            if decode(content, encoding) == plain:  # else it is cut short or of another file
                return content
        content = encode(plain, encoding, THOROUGH)
        with suppress(OSError):
            _write(kept, content)
        return content


def _write(file: Path, content: bytes) -> None:
    """Atomic write: another process may read the file at any moment, and this one may be stopped."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        part.write(content)
    os.replace(part.name, file)


class Static:
    """ASGI middleware that serves static files compressed, and fonts as the subsets that stand for them.

    Every other request is passed on. ``fonts`` has the content of each subset, by the stem of Streamlit's file.

    The files are compressed by a background thread from the start of the server on; until then Streamlit serves them
    uncompressed. The thread first waits for ``load_package``, which returns once the package is read: the first
    visitor needs that sooner.
    """

    def __init__(
        self,
        app: ASGIApp,
        files: CompressedFiles,
        load_package: Callable[[], object],
        fonts: Mapping[str, bytes] = MappingProxyType({}),
    ):
        self.app = app
        self.files = files
        self.load_package = load_package
        self.fonts = {stem: CompressedFile(content, entity_tag(content)) for stem, content in fonts.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan" and is_on():
            threading.Thread(target=self._compress, daemon=True, name="compress static files").start()
        path = path_below(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else ""
        name = path.removeprefix(PREFIX)
        font = self.fonts.get(stem_of(name)) if name != path and name.endswith(ENDING) else None
        if font:
            headers = {"Content-Type": TYPE, "Cache-Control": LASTS}
            await _answer(font, headers, scope)(scope, receive, send)
            return
        if name == path or Path(name).suffix not in _TYPES:
            await self.app(scope, receive, send)
            return
        encoding = choose_encoding(Headers(scope=scope))
        file = self.files.find(name, encoding)
        if file:
            lasts = "public, max-age=31536000, immutable" if _HASHED.search(name) else "no-cache"
            headers = {"Content-Type": _TYPES[Path(name).suffix], "Cache-Control": lasts, **encoding_headers(encoding)}
            await _answer(file, headers, scope)(scope, receive, send)
            return

        async def vary(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"vary", b"Accept-Encoding")]
            await send(message)

        await self.app(scope, receive, vary)

    def _compress(self) -> None:
        """Compress the files, with a lower priority than the threads that answer readers."""
        with suppress(DataPackageError, OSError):  # the static files do not depend on the data
            self.load_package()
        if sys.platform == "linux":  # where each thread has its own priority
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        for _name in self.files.compress_all():
            pass


def _answer(file: CompressedFile, headers: dict[str, str], scope: Scope) -> Response:
    """The file, or 304 where the browser has it already."""
    headers = {**headers, "ETag": file.tag}
    if names_tag(Headers(scope=scope).getlist("if-none-match"), file.tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(len(file.content))
    return Response(b"" if scope["method"] == "HEAD" else file.content, headers=headers)


def find_chart(folder: Path = FOLDER) -> str:
    """The address of the script that draws charts, relative to a page; "" where Streamlit has none or several."""
    files = sorted((folder / "static" / "js").glob(_CHART))
    return f"{PREFIX}js/{files[0].name}" if len(files) == 1 else ""
