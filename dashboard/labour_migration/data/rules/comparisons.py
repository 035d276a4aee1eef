"""Rules about comparisons: which official figure a report is held against, by which method, over which days."""

from collections.abc import Iterator

from labour_migration.data.rules.rule import Cell, Frames, Row, Rules, by_key, by_line
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

_REPORTED, _COMPARISONS, _OFFICIAL = "reported_figures", "comparisons", "official_statistics"
_TABLES = (_REPORTED, _COMPARISONS, _OFFICIAL, "indicators")
# Which measures a method compares with: a stock is never summed, a flow never differenced.
_METHOD_MEASURES = {"stock_at": "stock", "change_between": "stock", "flow_in": "flow", "balance_in": "balance"}
_COMPARED = ["indicator_id", "programme_id", "area_id", "method", "period_start", "period_end"]
# Source, first and last day of each observation, by indicator, programme and area.
Observed = dict[tuple[str, ...], list[tuple[str, str, str]]]


@RULES.reading(*_TABLES)
def find_uncompared_figures(frames: Frames) -> Iterator[Problem]:
    """Statements that are held against nothing without a word."""
    reported = frames[_REPORTED]
    compared = set(frames[_COMPARISONS]["figure_id"])
    for line, figure in reported.loc[reported["repeats"] == "", "figure_id"].items():
        if figure not in compared:
            expected = _("a row in comparisons.csv")
            remedy = _("Choose the official figure to hold it against; where none fits, give the reason alone.")
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
    """The observations of whole indicators that a comparison may name."""
    official, named = frames[_OFFICIAL], ["indicator_id", "programme_id", "area_id"]
    is_named = official["category"] == ""
    for column in named:
        is_named &= official[column].isin(frames[_COMPARISONS][column].unique())
    rows = official.loc[is_named, [*named, "source_id", "period_start", "period_end"]].drop_duplicates()
    observed: Observed = {}
    for *key, source, first, last in rows.itertuples(index=False, name=None):
        observed.setdefault(tuple(key), []).append((source, first, last))
    return observed


def _none_problems(line: int, row: Row, count: int) -> Iterator[Problem]:
    """A row that says that no official figure fits, and yet names part of one, or stands beside one."""
    filled = [name for name in _COMPARED if row[name]]
    filled += ["is_same_definition"] if row["is_same_definition"] == "true" else []
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
    key = row["indicator_id"], row["programme_id"], row["area_id"]
    periods = [(first, last) for source, first, last in observed.get(key, ()) if source != figure["source_id"]]
    if not periods:
        expected = _("what another source than the report's has an official observation of")
        remedy = _("Choose another figure; where there is none, leave all but the reason empty.")
        at = Cell(_COMPARISONS, line, "indicator_id")
        yield at.problem("comparison-without-official", f"‘{', '.join(key)}’", expected, remedy)
        return
    days = row["period_start"], row["period_end"]
    if expected := _expected_days(row["method"], days, figure, periods):
        at = Cell(_COMPARISONS, line, "period_start")
        yield at.problem("comparison-period", " – ".join(days), expected, _("Correct the days."))


def _expected_days(method: str, days: tuple[str, str], figure: Row, periods: list[tuple[str, str]]) -> str:
    """What the days of a comparison should be, of these periods that are observed; nothing where they are that."""
    if method == "stock_at":
        day = figure["period_end"]
        return "" if day and days == (day, day) else _("the last day of the report's period, twice")
    if method == "change_between":
        are_counted = {*days} <= {last for _first, last in periods}
        return "" if are_counted and days[0] < days[1] else _("an earlier and a later day that have observations")
    return "" if days in periods else _("the first and the last day of an official observation")
