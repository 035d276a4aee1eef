"""The head of the page that every address is answered with."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit's client looks for its server below the address of the page first (/data/_stcore/…), fails with
# 404 and only then looks beside it. Pages have addresses of one segment: the server is beside each of them.
_SERVER_ADDRESS = (
    b"<script>window.__streamlit={BACKEND_BASE_URL:location.origin+location.pathname.replace(/[^/]*$/,'')}</script>"
)
# Plotly would hold every finger that touches a chart: so that it scrolls the page, no touch reaches a chart. What
# a tap does, the browser tells as a mouse would: it shows the hover text and selects the point.
_TOUCHES = (
    b"<script>document.addEventListener('touchstart',e=>{if(e.target.closest('.js-plotly-plot'))e.stopPropagation()},"
    b"{capture:true,passive:true})</script>"
)


class Head:
    """ASGI middleware that completes the head of the HTML that a browser asks for; all else passes as it is.

    ``style`` is our style sheet: it stands in the head, so that nothing is ever seen without it.
    """

    def __init__(self, app: ASGIApp, style: str):
        self.app = app
        self.style = f"<style>{style}</style></head>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        headers = scope.get("headers", [])
        if scope["type"] != "http" or b"text/html" not in dict(headers).get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        # What is compressed already cannot be completed.
        scope = {**scope, "headers": [pair for pair in headers if pair[0] != b"accept-encoding"]}
        held: list[Message] = []

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                held.append(message)
            elif not held or message["type"] != "http.response.body":
                await send(message)
            else:
                held.append(message)
                if not message.get("more_body"):
                    await self._send_completed(held, send)

        await self.app(scope, receive, complete)

    async def _send_completed(self, held: list[Message], send: Send) -> None:
        start, *parts = held
        body = b"".join(part.get("body", b"") for part in parts)
        if body:  # a HEAD request is answered without one
            body = body.replace(b"<head>", b"<head>" + _SERVER_ADDRESS + _TOUCHES, 1).replace(b"</head>", self.style, 1)
            length = (b"content-length", str(len(body)).encode())
            start["headers"] = [pair for pair in start["headers"] if pair[0] != b"content-length"] + [length]
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return dict(start["headers"]).get(b"content-type", b"").startswith(b"text/html")
