"""Small lines as HTML: a shape that the style sheet colours, since Streamlit takes SVG out of the HTML of a page."""

import re
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import quote, unquote

from markupsafe import Markup

_SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' preserveAspectRatio='none'>"
    "<path d='{path}' fill='none' stroke='#000' stroke-width='{width}' stroke-linecap='round'"
    " stroke-linejoin='round' vector-effect='non-scaling-stroke'/></svg>"
)
_SPARK = Markup(
    '<span class="spark" %s><i style="--line: url(&quot;data:image/svg+xml,%s&quot;)"></i>'
    '<b style="--across: %s; --down: %s"></b></span>'
)
_TOLD, _SILENT = Markup('role="img" aria-label="%s"'), Markup('aria-hidden="true"')
_WIDTH, _STRONG = 1.6, 2.4  # of a line, in pixels
_MASK = re.compile(r'<i style="--line: url\(&quot;data:image/svg\+xml,(.*?)&quot;\)"></i>')
_PATH = re.compile(r"<path d='([^']*)'.*? stroke-width='([^']*)'")
_DRAWN = '<svg viewBox="0 0 1000 1000" preserveAspectRatio="none"><path%s d="%s"/></svg>'


def format_spark(runs: Sequence[Sequence[tuple[float, float]]], said: str, is_strong: bool = False) -> Markup:
    """A line of runs of points, given as shares of its box, with a dot at its last; ``said`` is told in its place.

    Runs are not joined: a missing date stays missing. A run of one point is a dot. "" without any point. Where nothing
    is ``said``, readers are told of the line elsewhere.
    """
    if not any(runs):
        return Markup("")
    path = "".join(
        "M"
        + "L".join(f"{across * 100:.1f} {down * 100:.1f}" for across, down in [*run, *(run if len(run) == 1 else [])])
        for run in runs
    )
    across, down = runs[-1][-1]
    svg = _SVG.format(path=path, width=_STRONG if is_strong else _WIDTH)
    return _SPARK % (_TOLD % said if said else _SILENT, quote(svg, safe=" =:/"), f"{across:.3f}", f"{down:.3f}")


def _step(run: str) -> str:
    """A run of points as whole tenths, each after the first by its steps from the one before: as exact, and shorter."""
    points = [[round(10 * float(number)) for number in point.split(" ")] for point in run.split("L")]
    steps = [f"{x - last_x} {y - last_y}" for (last_x, last_y), (x, y) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}".replace(" -", "-")


def unfold_sparks(html: str) -> str:
    """HTML whose small lines are SVG within it, a third of the size: for pages that Streamlit has no hand in.

    The style sheet draws a path with the width of a line; a strong one has a class.
    """

    def unfold(found: re.Match) -> str:
        path, width = _PATH.search(unquote(found[1])).groups()
        path = "".join(map(_step, path.split("M")[1:]))
        return _DRAWN % (' class="strong"' if float(width) == _STRONG else "", path)

    return _MASK.sub(unfold, html)
