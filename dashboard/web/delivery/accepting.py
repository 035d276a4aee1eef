"""Content negotiation: what a request would rather have, words as Markdown or as HTML, and in which language."""

from collections.abc import Sequence

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


def find_language(headers: Headers, offered: Sequence[str]) -> str:
    """The language that a request likes best of those that are offered, by its weights: the first where it names none.

    ``ur-PK`` is Urdu; of two with one weight, the one that comes first.
    """
    weights = read_weights(headers.getlist("accept-language"))
    named = sorted((name for name, weight in weights.items() if weight), key=lambda name: -weights[name])
    codes = (name.partition("-")[0] for name in named)
    return next((code for code in codes if code in offered), next(iter(offered)))
