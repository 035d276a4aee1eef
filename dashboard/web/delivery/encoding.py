"""HTTP compression: the encoding that a request accepts, the compressed body, and its entity tag."""

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterable

import brotli
from starlette.datastructures import Headers

from labour_migration.caching import memo

PLAIN, GZIP, BROTLI = "", "gzip", "br"
SWITCH = "DASHBOARD_COMPRESSION"
VARY = "Accept-Encoding"
# Quality of Brotli: for files that are compressed once and sent many times, which takes seconds a file; and for
# answers that a reader waits for.
THOROUGH, QUICK = 10, 5
_WINDOW = 22  # the largest window (a power of two) that every decoder of Brotli accepts
_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")
# Compressed pages that are kept, some tens of kilobytes each: both encodings, the current data and the one before.
_KEPT = 64


def is_on() -> bool:
    """False where the environment turns compression off, as behind a proxy that compresses by itself."""
    return os.environ.get(SWITCH, "").casefold() != "off"


def choose_encoding(headers: Headers) -> str:
    """The encoding that a request prefers, Brotli among equals; PLAIN where it accepts none or compression is off."""
    if not is_on():
        return PLAIN
    weights = read_weights(headers.getlist("accept-encoding"))
    likes = {name: weights.get(name, weights.get("*", 0.0)) for name in (BROTLI, GZIP)}
    best = max(likes, key=likes.__getitem__)
    return best if likes[best] > 0 and likes[best] >= weights.get("identity", 0.0) else PLAIN


def read_weights(fields: Iterable[str]) -> dict[str, float]:
    """What the fields of a request name, each with its weight (RFC 9110, 12.4.2), in the order in which they do."""
    weights: dict[str, float] = {}
    for part in ",".join(fields).casefold().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        found = next(filter(None, map(_WEIGHT.fullmatch, parameters)), None)
        weights[name] = float(found[1]) if found else 1.0
    return weights


def encode(body: bytes, encoding: str, quality: int) -> bytes:
    """The body, compressed; the same body always gives the same bytes."""
    if encoding == BROTLI:
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality, lgwin=_WINDOW)
    return gzip.compress(body, 9 if quality == THOROUGH else 6, mtime=0) if encoding == GZIP else body


def decode(body: bytes, encoding: str) -> bytes | None:
    """The body, decompressed; None where the bytes are not in that encoding."""
    try:
        return {BROTLI: brotli.decompress, GZIP: gzip.decompress, PLAIN: bytes}[encoding](body)
    except (brotli.error, zlib.error, EOFError, OSError):
        return None


@memo(at_most=_KEPT, has_words=False)
def encode_kept(body: bytes, encoding: str) -> tuple[bytes, str]:
    """The compressed body and its entity tag, kept for the next request for the same page."""
    encoded = encode(body, encoding, QUICK)
    return encoded, entity_tag(encoded)


def entity_tag(body: bytes) -> str:
    """The strong entity tag of a body: a hash of its bytes, so each encoding has its own."""
    return f'"{hashlib.sha256(body).hexdigest()}"'


def names_tag(fields: Iterable[str], tag: str) -> bool:
    """True where the If-None-Match fields of a request name this tag, in the weak comparison of RFC 9110, 13.1.2."""
    text = ",".join(fields)
    return text.strip() == "*" or tag in re.findall(r'"[^"]*"', text)


def encoding_headers(encoding: str) -> dict[str, str]:
    """The response headers about an encoding."""
    return {"Vary": VARY, **({"Content-Encoding": encoding} if encoding else {})}
