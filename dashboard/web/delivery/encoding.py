"""Encodings of a body: the one that a request accepts, the body in it, and the tag that stands for its bytes."""

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterable
from functools import lru_cache

import brotli
from starlette.datastructures import Headers

PLAIN, GZIP, BROTLI = "", "gzip", "br"
SWITCH = "DASHBOARD_COMPRESSION"
VARY = "Accept-Encoding"
# For what is written once and sent many times, and for what is written while somebody waits: 10 takes seconds.
THOROUGH, QUICK = 10, 5
_WINDOW = 22  # the largest that every decoder of Brotli takes
_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")
# Bodies of pages that are kept, some tens of kilobytes each: in each encoding, of the data now and before.
_KEPT = 64


def is_on() -> bool:
    """False where the environment turns compression off, as behind a proxy that compresses by itself."""
    return os.environ.get(SWITCH, "").casefold() != "off"


def choose_encoding(headers: Headers) -> str:
    """The encoding that a request likes best, Brotli among equals; none where it accepts no other or all is off."""
    if not is_on():
        return PLAIN
    weights = {}
    for part in ",".join(headers.getlist("accept-encoding")).casefold().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        found = next(filter(None, map(_WEIGHT.fullmatch, parameters)), None)
        weights[name] = float(found[1]) if found else 1.0
    likes = {name: weights.get(name, weights.get("*", 0.0)) for name in (BROTLI, GZIP)}
    best = max(likes, key=likes.__getitem__)
    return best if likes[best] > 0 and likes[best] >= weights.get("identity", 0.0) else PLAIN


def encode(body: bytes, encoding: str, quality: int) -> bytes:
    """The body in an encoding; the same bytes each time."""
    if encoding == BROTLI:
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality, lgwin=_WINDOW)
    return gzip.compress(body, 9 if quality == THOROUGH else 6, mtime=0) if encoding == GZIP else body


def decode(body: bytes, encoding: str) -> bytes | None:
    """The body out of an encoding; None where it is not in it."""
    try:
        return {BROTLI: brotli.decompress, GZIP: gzip.decompress, PLAIN: bytes}[encoding](body)
    except (brotli.error, zlib.error, EOFError, OSError):
        return None


@lru_cache(maxsize=_KEPT)
def encode_kept(body: bytes, encoding: str) -> tuple[bytes, str]:
    """The body in an encoding, and its tag, for an answer that will be asked for again."""
    encoded = encode(body, encoding, QUICK)
    return encoded, entity_tag(encoded)


def entity_tag(body: bytes) -> str:
    """The strong entity tag of the bytes of a body: another encoding has another."""
    return f'"{hashlib.sha256(body).hexdigest()}"'


def names_tag(fields: Iterable[str], tag: str) -> bool:
    """True where the If-None-Match of a request names a tag; compared weakly, as RFC 9110 has it (section 13.1.2)."""
    text = ",".join(fields)
    return text.strip() == "*" or tag in re.findall(r'"[^"]*"', text)


def encoding_headers(encoding: str) -> dict[str, str]:
    """What an answer says of its encoding."""
    return {"Vary": VARY, **({"Content-Encoding": encoding} if encoding else {})}
