"""Rules about where figures come from: which of two rival figures counts, on which kind of source a figure rests."""

from collections.abc import Iterator

from labour_migration.data.rules.rule import Cell, Frames, Rules
from labour_migration.data.series import KEY
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

# Rows that say the same of the same: rank has to choose between them.
_RIVAL_KEYS = {
    "reported_figures": ["indicator_id", "programme_id", "statement", "period_start", "period_end"],
    "official_statistics": KEY,
}
# What each table may rest on: what articles print and what offices publish never change places.
# A page that prints official figures may print claims beside them.
_SOURCE_KINDS = {"reported_figures": {"article", "quoted"}, "official_statistics": {"statistics", "quoted"}}


@RULES.reading(*_RIVAL_KEYS)
def find_undecided_rivals(frames: Frames) -> Iterator[Problem]:
    """Rivals of which none, or more than one, is preferred. Repeats are no rivals, nor is what has no period."""
    for table, key in _RIVAL_KEYS.items():
        rows = frames[table][frames[table]["rank"] != "deprecated"]
        if "repeats" in rows:
            rows = rows[(rows["repeats"] == "") & (rows["period_end"] != "")]
        for _key, rivals in rows[rows.duplicated(key, keep=False)].groupby(key, sort=False):
            preferred = list(rivals.index[rivals["rank"] == "preferred"])
            if len(preferred) != 1:
                found = _("{count} preferred in lines {lines}").format(
                    count=len(preferred), lines=", ".join(map(str, rivals.index))
                )
                remedy = _("Prefer one for a reason that its note gives; the others stay.")
                at = Cell(table, (preferred or list(rivals.index))[-1], "rank")
                yield at.problem("preferred-rival", found, _("exactly one preferred"), remedy)


@RULES.reading(*_SOURCE_KINDS, "sources")
def find_sources_of_other_kinds(frames: Frames) -> Iterator[Problem]:
    """Figures of articles that rest on statistics, and observations that rest on articles."""
    kinds = frames["sources"].set_index("source_id")["kind"]
    for table, allowed in _SOURCE_KINDS.items():
        found = frames[table]["source_id"].map(kinds)
        for line, kind in found[~found.isin(allowed)].items():
            expected = _("a source of kind {kinds}").format(kinds=", ".join(sorted(allowed)))
            remedy = _("Reported figures and official statistics are kept apart: record the row in the other table.")
            yield Cell(table, line, "source_id").problem("source-kind", f"‘{kind}’", expected, remedy)
