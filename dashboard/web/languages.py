"""Addresses below a language: ``/ur/residents`` is ``/residents`` in Urdu."""

from urllib.parse import quote, urlsplit

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from labour_migration import language
from labour_migration.language import LOCALES, USUAL, speaking
from web.base_url import root_path


class Languages:
    """ASGI middleware that takes the language off an address; all that is written meanwhile is in it.

    What is inside knows the addresses of the site alone; relative links lead on below the same language.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        code, rest = split_language(scope["path"])
        if code is None:
            code = USUAL
        elif rest is None:
            await RedirectResponse(f"{root_path()}{code}/", 308)(scope, receive, send)
            return
        else:
            path = root_path() + rest
            scope = {**scope, "path": path, "raw_path": quote(path).encode()}
        with speaking(code):
            await self.app(scope, receive, send)


def follow_addresses() -> None:
    """Have pages speak the language that the address of their reader names."""
    language.find_code = find_code


def split_language(path: str) -> tuple[str | None, str | None]:
    """The language that a path of the site begins with, and what follows it.

    ``/ur/residents`` -> ``("ur", "residents")``. Without a language (None, None); without a slash after it what
    follows is None. The usual language is never named.
    """
    code, slash, rest = path.removeprefix(root_path()).partition("/")
    if code not in LOCALES or code == USUAL:
        return None, None
    return code, rest if slash else None


def find_code() -> str | None:
    """The language that a reader's address names, in a thread that runs a page for them; None in any other thread."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return None
    url = context.context_info and context.context_info.url
    return (url and split_language(urlsplit(url).path)[0]) or USUAL
