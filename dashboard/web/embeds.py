"""``/embed/<chart or statement>``: what other sites may frame; ``/oembed``: how they learn of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from labour_migration.data.package import DataPackage
from labour_migration.data.selection import VERSION_KEY
from labour_migration.data.versions import UnknownVersionError
from labour_migration.embeds import PATH, THEME, THEMES, Embed, embed_address, find_embed, format_page_path
from labour_migration.labels import join_names
from labour_migration.language import LOCALES, USUAL, current
from labour_migration.language import gettext as _
from labour_migration.output.formats import write_json
from labour_migration.problems import DataPackageError
from web.assets import read_styles
from web.base_url import base_address
from web.delivery.encoding import choose_encoding, encode_kept, encoding_headers, names_tag
from web.delivery.threads import Threads
from web.security import write_frame_policy

OEMBED = "oembed"
JSON = "application/json+oembed"
_TEXT = "text/plain; charset=utf-8"
_LASTS, _OEMBED_LASTS = 600, 86_400  # seconds for which an answer is good
_LONGEST = 2_000  # characters of an address that is asked for
_AT_ONCE = 2  # drawings, each some hundredths of a second of a processor
_PIXELS = re.compile("[1-9][0-9]{0,4}")
_CORS = {"Access-Control-Allow-Origin": "*"}
_COMMENT = re.compile("^//.*\n", re.MULTILINE)


def embed_routes(load_package: Callable[[Sequence[str]], DataPackage], folder: Path) -> list[Route]:
    """The routes of embeds and of oEmbed; the style sheets and the script of a frame lie in the folder of our files."""
    assets = {code: read_assets(folder, code) for code in LOCALES}

    def answer_embed(request: Request) -> Response:
        query = _read_query(request)
        style, script = assets[current().code]
        theme = query.get(THEME, [""])[-1]
        try:
            package = load_package(query.get(VERSION_KEY, ()))
            embed, problems = find_embed(request.path_params["code"], query, package)
        except UnknownVersionError as error:
            return _send(request, _framed().write_refusal(_tell_versions(error.versions), style), 404)
        except (DataPackageError, OSError):  # or a file is being replaced
            return _send(request, _framed().write_refusal(_tell_broken(), style), 503)
        if embed is None:
            return _send(request, _framed().write_refusal(_tell_nothing(), style), 404)
        in_vain = [problem.field for problem in problems] + [THEME] * (theme not in ("", *THEMES))
        asked = _framed().Asked(style, script, package.pin, theme if theme in THEMES else "")
        return _send(request, _framed().write_frame(embed, package, asked, tuple(dict.fromkeys(in_vain))))

    def answer_oembed(request: Request) -> Response:
        query, base = _read_query(request), base_address(request.scope)
        if refusal := _refuse(query):
            return _send_text(*refusal)
        try:
            path = _path_below(query["url"][0], base)
            package = load_package(parse_qs(urlsplit(path or "").query).get(VERSION_KEY, ()))
            embed = None if path is None else embed_address(path, package)
        except UnknownVersionError as error:
            return _send_text(404, _tell_versions(error.versions))
        except (DataPackageError, OSError):
            return _send_text(503, _tell_broken())
        if embed is None:
            return _send_text(404, _tell_nothing())
        width, height = (int(query[key][0]) if key in query else None for key in ("maxwidth", "maxheight"))
        described = _framed().describe_frame(
            embed, package, base, (min(width or _framed().WIDTH, _framed().WIDTH), height)
        )
        described |= {"version": "1.0", "type": "rich", "provider_url": base, "cache_age": _OEMBED_LASTS}
        headers = {"Content-Type": JSON, "Cache-Control": f"public, max-age={_OEMBED_LASTS}", **_CORS}
        return Response(write_json(described), headers=headers)

    threads = Threads(_AT_ONCE)  # a drawing is made while others are served
    return [
        Route(f"/{PATH}{{code:path}}", threads.answering(answer_embed)),
        Route(f"/{OEMBED}", threads.answering(answer_oembed)),
    ]


def read_assets(folder: Path, code: str = USUAL) -> tuple[str, str]:
    """The style sheets of frames in a language as one, and their script."""
    style = read_styles(folder / "style.css", folder / "embed.css")[code]
    return style, _COMMENT.sub("", (folder / "embed.js").read_text(encoding="utf-8"))


def _framed() -> ModuleType:
    """What writes frames: imported when the first is asked for, since no page needs it at the start."""
    return import_module("labour_migration.html.framed")


def write_discovery(embed: Embed | None, base: str) -> str:
    """The link of a page's head by which other sites learn what of it they can embed; "" where that is nothing."""
    if embed is None:
        return ""
    address = quote(base + format_page_path(embed), safe="")
    return f'<link rel="alternate" type="{JSON}" href="{base}{OEMBED}?format=json&amp;url={address}">'


def _read_query(request: Request) -> dict[str, list[str]]:
    return {key: request.query_params.getlist(key) for key in request.query_params}


def _refuse(query: Mapping[str, Sequence[str]]) -> tuple[int, str] | None:
    """Status and sentence where a query of oEmbed cannot be answered."""
    asked_for = query.get("format", ["json"])
    if asked_for == ["xml"]:
        return 501, _("We answer oEmbed in JSON alone: use format=json.")
    if asked_for != ["json"]:
        return 400, _("Use format=json, once.")
    if len(query.get("url", ())) != 1 or not 0 < len(query["url"][0]) <= _LONGEST:
        return 400, _("Give one address of this site as url, of at most {count} characters.").format(count=_LONGEST)
    for key in ("maxwidth", "maxheight"):
        if key in query and (len(query[key]) != 1 or not _PIXELS.fullmatch(query[key][0])):
            return 400, _("Give {key} once, as a number of pixels.").format(key=key)
    return None


def _path_below(address: str, base: str) -> str | None:
    """The path of an address below that of the site, with what follows it; None of an address that is not ours."""
    try:
        site, asked = urlsplit(base), urlsplit(address)
    except ValueError:
        return None
    if asked.scheme not in ("http", "https") or asked.netloc != site.netloc:
        return None
    if not f"{asked.path or '/'}".startswith(site.path):
        return None
    return asked._replace(scheme="", netloc="", path=asked.path.removeprefix(site.path)).geturl()


def _tell_nothing() -> str:
    return _("There is no chart or statement of ours at this address.")


def _tell_broken() -> str:
    return _("We are fixing the data. The figures will return when it is ready.")


def _tell_versions(versions: Sequence[str]) -> str:
    told = _("We do not have that version of the data. These versions exist: {versions}.")
    return told.format(versions=join_names(versions))


def _send(request: Request, html: str, status: int = 200) -> Response:
    """A document for frames of any site, in the encoding that a request accepts."""
    content = html.encode()
    encoding = choose_encoding(request.headers)
    body, tag = encode_kept(content, encoding)
    headers = {
        "Content-Security-Policy": write_frame_policy(content),
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": f"public, max-age={_LASTS}" if status == 200 else "no-store",
        **encoding_headers(encoding),
    }
    if status == 200:
        headers["ETag"] = tag
        if names_tag(request.headers.getlist("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
    headers |= {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    return Response(b"" if request.method == "HEAD" else body, status, headers)


def _send_text(status: int, sentence: str) -> Response:
    return Response(sentence, status, {"Content-Type": _TEXT, "Cache-Control": "no-store", **_CORS})
