"""Rules about routes of migration: each hangs on a group, and nothing is above all of them."""

from collections.abc import Iterator

from labour_migration.data.routes import ROOT, Routes
from labour_migration.data.rules.rule import Cell, Frames, Rules
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()


@RULES.reading("programmes")
def find_loose_routes(frames: Frames) -> Iterator[Problem]:
    """Routes that hang on no group, and a root that hangs on something."""
    programmes = frames["programmes"]
    is_loose = ~programmes["programme_id"].isin(routes_of(frames).ordered)
    for line, parent in programmes.loc[is_loose, "parent_id"].items():
        expected, remedy = _("a row from which parents lead to ‘all’"), _("Name the group or the route above it.")
        at = Cell("programmes", line, "parent_id")
        yield at.problem("route-without-group", f"‘{parent}’", expected, remedy)
    is_hung = (programmes["programme_id"] == ROOT) & (programmes["parent_id"] != "")
    for line, parent in programmes.loc[is_hung, "parent_id"].items():
        expected, remedy = _("an empty cell"), _("Leave it empty: nothing is above all routes.")
        yield Cell("programmes", line, "parent_id").problem("root-with-parent", f"‘{parent}’", expected, remedy)


def routes_of(frames: Frames) -> Routes:
    """The tree of routes in a table of programmes that is still text."""
    return Routes(frames["programmes"].set_index("programme_id")["parent_id"].to_dict())
