"""Rules about comparisons: which official figure a report is held against, by which method, over which days."""

from collections.abc import Iterator
from datetime import date, timedelta

from labour_migration.data.goods import DIRECTIONS, MADE_OF
from labour_migration.data.releases import names_no_year
from labour_migration.data.rules.rule import Cell, Frames, Row, Rules, by_key, by_line
from labour_migration.language import gettext as _
from labour_migration.problems import Problem
from labour_migration.quantities import half_of_last_place

RULES = Rules()

_REPORTED, _COMPARISONS, _OFFICIAL = "reported_figures", "comparisons", "official_statistics"
_TABLES = (_REPORTED, _COMPARISONS, _OFFICIAL, "indicators")
# Which measures a method compares with: a stock is never summed, a flow never differenced.
_METHOD_MEASURES = {"stock_at": "stock", "change_between": "stock", "flow_in": "flow", "balance_in": "balance"}
_COMPARED = ["indicator_id", "programme_id", "area_id", "method", "period_start", "period_end"]
_TRUTHS = ["is_same_definition", "is_copy"]
# Source, first and last day and value of each observation, by indicator, programme and area.
Observed = dict[tuple[str, ...], list[tuple[str, str, str, float]]]


@RULES.reading(*_TABLES)
def find_uncompared_figures(frames: Frames) -> Iterator[Problem]:
    """Statements that are held against nothing without a word."""
    reported = frames[_REPORTED]
    compared = set(frames[_COMPARISONS]["figure_id"])
    for line, figure in reported.loc[reported["repeats"] == "", "figure_id"].items():
        if figure not in compared:
            expected = _("a row in comparisons.csv")
            remedy = _("Choose the official figure to compare it with; where none fits, give only the reason.")
            at = Cell(_REPORTED, line, "figure_id")
            yield at.problem("comparison-missing", f"‘{figure}’", expected, remedy)


@RULES.reading(*_TABLES)
def find_impossible_comparisons(frames: Frames) -> Iterator[Problem]:
    """Comparisons that cannot be made."""
    comparisons, figures = frames[_COMPARISONS], by_key(frames[_REPORTED], "figure_id")
    counts = comparisons["figure_id"].value_counts().to_dict()
    measures = frames["indicators"].set_index("indicator_id")["measure"].to_dict()
    observed = _observed(frames)
    for line, row in by_line(comparisons):
        figure = figures[row["figure_id"]]
        if figure["repeats"]:
            remedy = _("Compare ‘{figure}’, which it repeats, or take the row out.").format(figure=figure["repeats"])
            at = Cell(_COMPARISONS, line, "figure_id")
            yield at.problem("comparison-of-a-repeat", f"‘{row['figure_id']}’", _("an original"), remedy)
        elif row["indicator_id"]:
            yield from _choice_problems(line, row, figure, measures[row["indicator_id"]], observed)
        else:
            yield from _none_problems(line, row, counts[row["figure_id"]])


def _observed(frames: Frames) -> Observed:
    """The observations of whole indicators that a comparison may name, what we make of both directions among them."""
    official, comparisons = frames[_OFFICIAL], frames[_COMPARISONS]
    is_named = official["category"] == ""
    is_named &= official["indicator_id"].isin({*comparisons["indicator_id"], *DIRECTIONS})
    for column in ("programme_id", "area_id"):
        is_named &= official[column].isin(comparisons[column].unique())
    columns = ["indicator_id", "programme_id", "area_id", "source_id", "period_start", "period_end", "value"]
    observed: Observed = {}
    for *key, source, first, last, value in official.loc[is_named, columns].itertuples(index=False, name=None):
        observed.setdefault(tuple(key), []).append((source, first, last, float(value)))
    for indicator, signs in MADE_OF.items():
        to_pakistan, to_japan = DIRECTIONS
        for (direction, *rest), found in list(observed.items()):
            back = {at[:3]: at[3] for at in observed.get((to_japan, *rest), ())}
            if direction == to_pakistan:
                made = [
                    (*at, signs[to_pakistan] * value + signs[to_japan] * back[tuple(at)])
                    for *at, value in found
                    if tuple(at) in back
                ]
                observed.setdefault((indicator, *rest), []).extend(made)
    return observed


def _none_problems(line: int, row: Row, count: int) -> Iterator[Problem]:
    """A row that says that no official figure fits, and yet names part of one, or stands beside one."""
    filled = [name for name in _COMPARED if row[name]]
    filled += [name for name in _TRUTHS if row[name] == "true"]
    if filled:
        expected = _("nothing but the reason, since no indicator is named")
        remedy = _("Name the indicator, or empty the cell.")
        at = Cell(_COMPARISONS, line, filled[0])
        yield at.problem("comparison-incomplete", f"‘{row[filled[0]]}’", expected, remedy)
    if count > 1:
        expected = _("no other row for ‘{figure}’").format(figure=row["figure_id"])
        remedy = _("Take this row out, or the others: either an official figure fits or none does.")
        at = Cell(_COMPARISONS, line, "indicator_id")
        yield at.problem("comparison-beside-none", _("an empty cell"), expected, remedy)


def _choice_problems(line: int, row: Row, figure: Row, measure: str, observed: Observed) -> Iterator[Problem]:
    """A comparison with an official figure that is not there, or by a method that does not fit its measure."""
    if empty := [name for name in _COMPARED if not row[name]]:
        expected, remedy = _("a value, since an indicator is named"), _("Fill it in.")
        at = Cell(_COMPARISONS, line, empty[0])
        yield at.problem("comparison-incomplete", _("an empty cell"), expected, remedy)
        return
    if _METHOD_MEASURES[row["method"]] != measure:
        fitting = [method for method, fits in _METHOD_MEASURES.items() if fits == measure]
        expected = _("a method for a {measure}: {methods}").format(measure=measure, methods=", ".join(fitting) or "–")
        remedy = _("Choose a method that fits the indicator.")
        at = Cell(_COMPARISONS, line, "method")
        yield at.problem("comparison-method", f"‘{row['method']}’", expected, remedy)
        return
    if row["is_same_definition"] == "true" and row["indicator_id"] != figure["indicator_id"]:
        expected = _("‘false’, since the report is about ‘{indicator}’").format(indicator=figure["indicator_id"])
        remedy = _("Say false; what the two have in common is for the reason to tell.")
        at = Cell(_COMPARISONS, line, "is_same_definition")
        yield at.problem("comparison-definition", "‘true’", expected, remedy)
    if row["is_copy"] == "true" and row["is_same_definition"] == "false":
        expected, remedy = _("‘false’, since the definitions differ"), _("Say false: a copy says what it copies.")
        yield Cell(_COMPARISONS, line, "is_copy").problem("comparison-copy", "‘true’", expected, remedy)
    key = row["indicator_id"], row["programme_id"], row["area_id"]
    named = observed.get(key, [])
    own = [one for one in named if one[0] == figure["source_id"]]
    others = own or named if row["is_copy"] == "true" else [one for one in named if one not in own]
    periods = [(first, last) for _source, first, last, _value in others]
    if not periods:
        expected = _("what a source other than the article has an official observation of")
        remedy = _("Choose another figure; where there is none, leave all but the reason empty.")
        at = Cell(_COMPARISONS, line, "indicator_id")
        yield at.problem("comparison-without-official", f"‘{', '.join(key)}’", expected, remedy)
        return
    days = row["period_start"], row["period_end"]
    counted = {
        last
        for (indicator, _programme, area), found in observed.items()
        if (indicator, area) == (row["indicator_id"], row["area_id"])
        for _source, _first, last, _value in found
    }
    if expected := _expected_days(row, figure, periods, counted):
        at = Cell(_COMPARISONS, line, "period_start")
        yield at.problem("comparison-period", " – ".join(days), expected, _("Correct the days."))
    elif row["is_copy"] == "true":
        copied = [value for _source, first, last, value in others if _is_meant(row["method"], days, first, last)]
        if not any(_rounds_to(value, figure["value"]) for value in copied):
            expected = _("a figure that rounds to the printed {value}").format(value=figure["value"])
            remedy = _("Say false: what differs from the official figure is no copy of it.")
            at, found = Cell(_COMPARISONS, line, "is_copy"), ", ".join(f"{value:.15g}" for value in copied) or _("none")
            yield at.problem("comparison-copy", found, expected, remedy)


def _is_meant(method: str, days: tuple[str, str], first: str, last: str) -> bool:
    """Whether an observation is the one that a copy repeats: of the same days, or the count of the month."""
    return last[:7] == days[1][:7] if method == "stock_at" else (first, last) == days


def _rounds_to(value: float, printed: str) -> bool:
    return bool(printed) and abs(value - float(printed)) <= half_of_last_place(float(printed))


def _expected_days(row: Row, figure: Row, periods: list[tuple[str, str]], counted: set[str]) -> str:
    """What the days of a comparison should be, of these periods that are observed; nothing where they are that.

    ``counted`` are the last days of all observations of the indicator, whatever the route: our sums are made of them.
    """
    days = row["period_start"], row["period_end"]
    if row["method"] == "stock_at":
        day = figure["period_end"]
        if row["is_same_definition"] == "true" or figure["statement"] != "outcome" or max(counted) < day:
            return "" if day and days == (day, day) else _("the last day of the reported figure's period, twice")
        is_after = day and days[0] == days[1] >= day and days[0] in counted
        return (
            "" if is_after else _("the day of a count on or after the last day of the reported figure's period, twice")
        )
    if row["method"] == "change_between":
        return (
            "" if {*days} <= counted and days[0] < days[1] else _("an earlier and a later day that have observations")
        )
    return (
        ""
        if _covers(periods, days)
        else _("the first and the last day of official observations with none missing between")
    )


def _covers(periods: list[tuple[str, str]], days: tuple[str, str]) -> bool:
    """Whether a period is observed, or periods that follow each other from its first day to its last."""
    start, end = days
    ends = [last for first, last in periods if first == start and last <= end]
    if not ends or end in ends:
        return end in ends
    following = date.fromisoformat(min(ends)) + timedelta(days=1)
    return _covers(periods, (following.isoformat(), end))


@RULES.reading(*_TABLES, "releases", "sources")
def find_comparisons_with_later_figures(frames: Frames) -> Iterator[Problem]:
    """Reports held against what became public only after them, or on a day that nobody recorded."""
    figures, published = by_key(frames[_REPORTED], "figure_id"), by_key(frames["sources"], "source_id")
    measures = frames["indicators"].set_index("indicator_id")["measure"].to_dict()
    releases: dict[str, dict[str, str]] = {}
    for _line, row in by_line(frames["releases"]):
        releases.setdefault(row["indicator_id"], {})[row["period_end"]] = row["date_released"]
    for line, row in by_line(frames[_COMPARISONS]):
        figure = figures[row["figure_id"]]
        if not _is_judged(row, figure, measures) or names_no_year(figure, measures[figure["indicator_id"]]):
            continue
        seen = published[figure["source_id"]]["date_published"]
        seen = seen or (figure["period_end"] if figure["is_period_inferred"] == "true" else "")
        known = releases.get(row["indicator_id"]) or _made_releases(row["indicator_id"], releases)
        earliest = "" if row["method"] == "stock_at" else row["period_end"]  # of a stock any earlier count will do
        days = [day for last, day in known.items() if earliest <= last <= row["period_end"]]
        if seen and not any(day <= seen for day in days):
            at, expected = Cell(_COMPARISONS, line, "period_end"), _("public by {day}").format(day=seen)
            remedy = _("Choose what was public then, or record in releases.csv when it became so.")
            found = ", ".join(days) or _("no row of releases.csv")
            yield at.problem("comparison-released-later", found, expected, remedy)


def _is_judged(row: Row, figure: Row, measures: dict[str, str]) -> bool:
    """Whether a comparison leads to a result; one with another problem does not, so that it is told once."""
    if row["is_same_definition"] == "false" or row["is_copy"] == "true" or figure["statement"] != "outcome":
        return False
    is_whole = all(row[name] for name in _COMPARED) and row["indicator_id"] == figure["indicator_id"]
    return is_whole and _METHOD_MEASURES[row["method"]] == measures[row["indicator_id"]]


def _made_releases(indicator_id: str, releases: dict[str, dict[str, str]]) -> dict[str, str]:
    """When what we make of both directions became public: with the later of the two."""
    parts = [releases.get(direction, {}) for direction in MADE_OF.get(indicator_id, ())]
    return {last: max(part[last] for part in parts) for last in set.intersection(*map(set, parts))} if parts else {}
