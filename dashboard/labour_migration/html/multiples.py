"""Small multiples: a small line for each series of a facet, all on one scale, one of them in each for comparison."""

from markupsafe import Markup

from labour_migration.figures.facets import Facet, Series
from labour_migration.figures.sparks import Levels, Window, find_window, trace_runs
from labour_migration.html.marks import format_marks
from labour_migration.html.rendering import render
from labour_migration.html.sparks import format_spark
from labour_migration.labels import format_date, format_number
from labour_migration.language import gettext as _


def format_multiples(facet: Facet, label: str, subject: str, is_fitted: bool = False) -> Markup:
    """A list of small charts as HTML, one for each series that is drawn, over one window and from zero on one scale.

    The series named ``subject`` comes first and stands out; in the others its line is behind theirs. Where it is
    ``is_fitted`` the scale begins with the least value. ``label`` tells a screen reader what the list is; the table
    has every number.
    """
    members = sorted(facet.drawn, key=lambda member: member.name != subject)
    window = find_window([member.points for member in members])
    if window is None:
        return Markup("")
    values = [value for member in members for value in member.points["value"]]
    levels = (min(values) if is_fitted else min(0.0, *values), max(values))
    own = next((member for member in members if member.name == subject), None)
    cells = []
    for member in members:
        last = member.points.iloc[-1]
        number = " ".join(filter(None, [format_number(last["value"], facet.unit), format_marks(last)]))
        behind = own if own is not None and member is not own else None
        cells.append(
            {
                "name": member.name,
                "number": number,
                "is_subject": member is own,
                "line": _draw(member, window, levels, _tell(member, facet.unit)),
                "behind": "" if behind is None else _draw(behind, window, levels, ""),
            }
        )
    return render(
        "multiples",
        label=label,
        cells=cells,
        top=format_number(levels[1], facet.unit),
        bottom=format_number(levels[0], facet.unit) if levels[0] else "0",
        first=format_date(window[0], "year"),
        last=format_date(window[1], "year"),
    )


def _draw(member: Series, window: Window, levels: Levels, said: str) -> Markup:
    return format_spark(trace_runs(member.points, window, levels), said, is_strong=True)


def _tell(member: Series, unit: str) -> str:
    """The first and the last value of a series, for who does not see its line."""
    first, last = member.points.iloc[0], member.points.iloc[-1]
    return _("{start} in {first}, {end} in {last}").format(
        start=format_number(first["value"], unit),
        first=format_date(first["period_end"], "month"),
        end=format_number(last["value"], unit),
        last=format_date(last["period_end"], "month"),
    )
