"""What every answer says to the browser about its rights, and what nobody outside is answered at all."""

import base64
import hashlib
import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A script element without attributes runs what stands in it; of what has a type, such as JSON-LD, nothing runs.
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Publishers may know which site leads to them, never what was filtered there.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
}
# For each kind of content, where it may come from.
_POLICY = {
    "default-src": "'self'",
    # WebAssembly decodes the messages of the server; without it Streamlit falls back and the browser complains.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit and Plotly write theirs as they go
    "img-src": "'self' data: blob:",  # the picture of a chart is a blob until it is saved
    "font-src": "'self' data:",  # inside that picture
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",  # the search field of the first paint
    # A frame of another site could lay its own words over ours: embeds alone are made for it.
    "frame-ancestors": "'none'",
}
# An embed, which other sites may frame: it asks for nothing else, and sends nothing anywhere.
_FRAME_POLICY = {
    "default-src": "'none'",
    "script-src": "",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",  # the signs of results
    "base-uri": "'self'",  # its links lead from the root of the site
    "form-action": "'none'",
    "frame-ancestors": "*",
}


class Security:
    """ASGI middleware: each answer carries a strict policy, unless it has one of its own."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""

        async def secure(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                headers.setdefault("Content-Security-Policy", _STRICTEST)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, secure if scope["type"] == "http" else send)


def write_policy(html: bytes) -> str:
    """The policy of a page: the scripts that stand in it may run, by the hash of each, and those of our own files."""
    return _join(_POLICY, _POLICY["script-src"], html)


def write_frame_policy(html: bytes) -> str:
    """The policy of an embed: any site may frame it, and nothing runs in it but the script that stands in it."""
    return _join(_FRAME_POLICY, "", html)


def _join(policy: Mapping[str, str], scripts: str, html: bytes) -> str:
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(html))
    allowed = " ".join(filter(None, (scripts, *(f"'sha256-{digest}'" for digest in digests)))) or "'none'"
    return "; ".join(f"{kind} {sources}" for kind, sources in {**policy, "script-src": allowed}.items())


_STRICTEST = write_policy(b"")
