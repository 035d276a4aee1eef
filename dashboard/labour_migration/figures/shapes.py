"""The shape of a result: one for each kind, the same in charts, in lists and in their keys."""

from collections.abc import Collection

from labour_migration.labels import join_clauses
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.results.judgement import (
    ABOVE,
    AGREES,
    AGREES_WITH_EARLIER,
    BELOW,
    JUDGED,
    NEAR,
    NO_COUNTERPART,
    NOT_COMPARABLE,
    NOT_JUDGED,
    PENDING,
    REPEATS,
    WELL_ABOVE,
    WELL_BELOW,
)
from labour_migration.results.tolerances import ROUNDED

DISC, RING, CROSS, DASH, DOT, DIAMOND = "disc", "ring", "cross", "dash", "dot", "diamond"
BRACKET, CARET, CARET_DOWN = "bracket", "caret", "caret-down"  # "about"; "more than"; "less than"
SQUARE = "square"  # around an official figure of which a reported one is true
SHAPES = {
    AGREES: DISC, NEAR: DISC, REPEATS: DISC, AGREES_WITH_EARLIER: RING, ABOVE: CROSS, BELOW: CROSS, WELL_ABOVE: CROSS,
    WELL_BELOW: CROSS, NOT_JUDGED: DASH, NOT_COMPARABLE: DASH, NO_COUNTERPART: DOT, PENDING: DIAMOND,
}  # fmt: skip
# What a key says of each shape, in its order; none of it where the shape is not shown.
_KEY = {
    DISC: marked("Consistent with the official figure"),
    RING: marked("Matches an older official figure"),
    CROSS: marked("Higher or lower than official"),
    DASH: marked("Not comparable, or no year given"),
    DOT: marked("No official figure found"),
    DIAMOND: marked("Forecast or plan"),
    BRACKET: marked("“about”: ±{percent}% allowed"),
    CARET: marked("“more than”"),
    CARET_DOWN: marked("“less than”"),
    SQUARE: marked("The reported figure was true then"),
}
# What each is called where words alone say it, as below a picture.
_NAMES = {
    DISC: marked("filled circle"), RING: marked("ring"), CROSS: marked("cross"), DASH: marked("dash"),
    DOT: marked("dot"), DIAMOND: marked("diamond"), BRACKET: marked("bracket"), CARET: marked("caret above"),
    CARET_DOWN: marked("caret below"), SQUARE: marked("square"),
}  # fmt: skip


def order_results(verdicts: Collection[str]) -> list[str]:
    """Results in the order of their shapes, those of official figures that are repeated behind all that was judged."""
    order, places = list(_KEY), list(SHAPES)
    judged = {
        verdict: (verdict not in JUDGED, order.index(SHAPES[verdict]), places.index(verdict)) for verdict in SHAPES
    }
    return sorted(verdicts, key=judged.__getitem__)


def find_key(shapes: Collection[str]) -> dict[str, str]:
    """What each of these shapes says, in the reader's language and in the order of a key."""
    return {shape: _(words).format(percent=f"{ROUNDED:.0%}"[:-1]) for shape, words in _KEY.items() if shape in shapes}


def describe_key(shapes: Collection[str]) -> str:
    """The key of these shapes in a sentence; "" where there is none."""
    said = [
        _("{shape}: {meaning}").format(shape=_(_NAMES[shape]), meaning=meaning)
        for shape, meaning in find_key(shapes).items()
    ]
    return _("Reported figures are orange. {shapes}.").format(shapes=join_clauses(said)) if said else ""
