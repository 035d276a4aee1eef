"""Rules about releases: nothing is public before its period ends; each day was read somewhere or is assumed."""

from collections.abc import Iterator

from labour_migration.data.rules.rule import Cell, Frames, Rules, by_line
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

_RELEASES, _OFFICIAL = "releases", "official_statistics"


@RULES.reading(_RELEASES, _OFFICIAL)
def find_impossible_releases(frames: Frames) -> Iterator[Problem]:
    """Releases of what was not observed, or on a day on which the period had not ended."""
    observed = set(zip(frames[_OFFICIAL]["indicator_id"], frames[_OFFICIAL]["period_end"], strict=True))
    for line, row in by_line(frames[_RELEASES]):
        if (row["indicator_id"], row["period_end"]) not in observed:
            found, expected = (
                f"{row['indicator_id']}, {row['period_end']}",
                _("the last day of an official observation"),
            )
            remedy = _("Correct the day, or take the row out.")
            yield Cell(_RELEASES, line, "period_end").problem("release-of-nothing", found, expected, remedy)
        if row["date_released"] <= row["period_end"]:
            expected = _("a day after {day}").format(day=row["period_end"])
            remedy = _("Correct the day: nothing is counted before its period ends.")
            at = Cell(_RELEASES, line, "date_released")
            yield at.problem("release-before-end", f"‘{row['date_released']}’", expected, remedy)


@RULES.reading(_RELEASES)
def find_releases_without_reason(frames: Frames) -> Iterator[Problem]:
    """Days that nobody read and that are not marked as assumed, and assumed days that do not say how."""
    for line, row in by_line(frames[_RELEASES]):
        if row["is_inferred"] == "false" and not row["source_id"]:
            remedy = _("Name where the day was read, or set is_inferred and say in remarks or note how it was assumed.")
            at = Cell(_RELEASES, line, "source_id")
            yield at.problem("release-without-source", _("an empty cell"), _("the source of the day"), remedy)
        if row["is_inferred"] == "true" and not (row["remarks"] or row["note"]):
            remedy = _("Say how the day was assumed.")
            at = Cell(_RELEASES, line, "note")
            yield at.problem("reason-missing", _("an empty cell"), _("a reason, since is_inferred is ‘true’"), remedy)
