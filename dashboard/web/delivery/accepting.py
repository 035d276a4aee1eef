"""Content negotiation: whether a request would rather have the words of a page as Markdown than as HTML."""

from starlette.datastructures import Headers

from web.delivery.encoding import read_weights

HTML, MARKDOWN = "text/html", "text/markdown"
_ANY = ("text/*", "*/*")


def prefers_markdown(headers: Headers) -> bool:
    """True where a request names Markdown and likes it no less than HTML, by the weights of RFC 9110, 12.5.1.

    Of two that it names with one weight, the one that comes first. ``*/*`` and ``text/*`` never mean Markdown.
    """
    weights = read_weights(headers.getlist("accept"))
    liking = weights.get(MARKDOWN, 0.0)
    named = list(weights)
    if HTML in weights and weights[HTML] == liking:
        return liking > 0 and named.index(MARKDOWN) < named.index(HTML)
    other = next((weights[kind] for kind in (HTML, *_ANY) if kind in weights), 0.0)
    return 0 < liking >= other
