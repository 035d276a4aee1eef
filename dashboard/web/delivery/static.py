"""Static files, compressed once: Streamlit's, which it sends uncompressed, megabytes for a page, and our charts'."""

import os
import re
import sys
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

from labour_migration.data.writing import FolderInUseError, lock_folder, remove_leftovers, write_file
from labour_migration.site import CHART_COMPONENT
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
# Our own: what draws the charts, and where Streamlit serves a component's files.
CHART_FOLDER = Path(__file__).parents[2] / "chart"
CHART_PREFIX = f"_stcore/bidi-components/{'.'.join(CHART_COMPONENT)}/"
# The user's own cache folder: shared by all copies of the app, and never in git.
CACHE = user_cache_path("labour-migration-dashboard", appauthor=False)
# Content types of the text files; fonts and pictures are compressed already.
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
_ENDINGS = {GZIP: ".gz", BROTLI: ".br"}
# A file name that contains a hash of the content, or the version of a library, which therefore never changes.
_LASTING = re.compile(r"\.[\w-]{8}\.\w+$|-\d+\.\d+\.\d+\.min\.js$")
_WAITS = 1  # second for another copy of the app that writes in the cache; then a file is kept in memory alone
_TOO_SMALL = 1000  # bytes: smaller files gain nothing from compression


@dataclass(frozen=True)
class CompressedFile:
    """A file in one encoding: its compressed bytes and their entity tag."""

    content: bytes
    tag: str


class CompressedFiles:
    """The static files of one version of Streamlit and of our charts, compressed: in memory, and on disk for later.

    Files are named by their addresses on the site. Each version has its own folder on disk, so that files of one
    version are never served with another. Where nothing can be written to the disk, the files are compressed at every
    start.
    """

    def __init__(
        self,
        folder: Path = FOLDER,
        cache: Path = CACHE,
        version: str = streamlit.__version__,
        chart: Path = CHART_FOLDER,
    ):
        self.folder = folder
        self.roots = {PREFIX: folder / "static", CHART_PREFIX: chart}
        self.cache = cache / f"streamlit-{version}"
        self.in_memory: dict[tuple[str, str], CompressedFile] = {}  # by name and encoding

    def find(self, name: str, encoding: str) -> CompressedFile | None:
        """A file in an encoding; None where it does not exist or is not compressed yet."""
        return self.in_memory.get((name, encoding))

    def names(self) -> list[str]:
        """Names of the files to compress: first those that the page loads, then those of the charts, then by size."""
        index = (self.folder / "index.html").read_text(encoding="utf-8")
        places = {}
        for prefix, root in self.roots.items():
            for file in root.rglob("*"):
                if file.suffix in _TYPES and (size := file.stat().st_size) > _TOO_SMALL:
                    name = prefix + file.relative_to(root).as_posix()
                    places[name] = (file.name not in index, prefix != CHART_PREFIX, size)
        return sorted(places, key=places.__getitem__)

    def compress_all(self) -> Iterator[str]:
        """Compress every file, first all with gzip, which is quick; yields the name of each file when it is done."""
        names = self.names()
        with suppress(OSError, FolderInUseError), lock_folder(self.cache, _WAITS):
            remove_leftovers(self.cache)
        for encoding in (GZIP, BROTLI):
            for name in names:
                content = self._read_or_compress(name, encoding)
                self.in_memory[name, encoding] = CompressedFile(content, entity_tag(content))
                yield name

    def _read_or_compress(self, name: str, encoding: str) -> bytes:
        """A file in an encoding: from the disk cache, or compressed now and written there."""
        prefix = next(prefix for prefix in self.roots if name.startswith(prefix))
        plain = (self.roots[prefix] / name.removeprefix(prefix)).read_bytes()
        kept = self.cache / f"{name}{_ENDINGS[encoding]}"
        with suppress(OSError):
            content = kept.read_bytes()
            if decode(content, encoding) == plain:  # else it is cut short or of another file
                return content
        content = encode(plain, encoding, THOROUGH)
        with suppress(OSError, FolderInUseError), lock_folder(self.cache, _WAITS):
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_file(kept, content)
        return content


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
        name = path_below(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else ""
        font = self.fonts.get(stem_of(name)) if name.startswith(PREFIX) and name.endswith(ENDING) else None
        if font:
            headers = {"Content-Type": TYPE, "Cache-Control": LASTS}
            await _answer(font, headers, scope)(scope, receive, send)
            return
        if not name.startswith(tuple(self.files.roots)) or Path(name).suffix not in _TYPES:
            await self.app(scope, receive, send)
            return
        encoding = choose_encoding(Headers(scope=scope))
        file = self.files.find(name, encoding)
        if file:
            lasts = "public, max-age=31536000, immutable" if _LASTING.search(name) else "no-cache"
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
        with suppress(Exception):  # the static files do not depend on the data, whatever is wrong with it
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


def find_chart_scripts(folder: Path = CHART_FOLDER) -> list[str]:
    """The addresses of the scripts that draw charts, relative to a page: ours, and the library."""
    return [CHART_PREFIX + file.name for file in sorted(folder.glob("*.js"))]
