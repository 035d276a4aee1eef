"""Results in a row of shapes, one for each statement: how many there are of each kind is seen at once."""

from collections.abc import Sequence

from markupsafe import Markup

from labour_migration.figures.shapes import DASH, DIAMOND, DOT, SHAPES, order_results
from labour_migration.html.rendering import render
from labour_migration.language import gettext as _
from labour_migration.language import ngettext


def format_tally(verdicts: Sequence[str]) -> Markup:
    """The shape of each result in the order of results; those without one are small, and counted in words."""
    shapes = [SHAPES[verdict] for verdict in order_results(verdicts)]
    rest = sum(shape in (DASH, DOT, DIAMOND) for shape in shapes)
    counted = ngettext("{count} without a result", "{count} without a result", rest).format(count=rest)
    return render(
        "tally",
        shapes=[shape for shape in shapes if shape not in (DASH, DOT, DIAMOND)],
        rest=rest,
        counted=counted if rest else "",
        label=_("Results, one shape for each figure"),
    )
