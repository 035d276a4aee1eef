"""What is said of a page once its filters have changed, for who does not see what became of its charts."""

from collections.abc import Iterable

import pandas as pd

from labour_migration.caching import memo
from labour_migration.charts import Chart, charts_of, filters_of, find_content, is_charted, options_of
from labour_migration.data.package import DataPackage
from labour_migration.data.series import KEY
from labour_migration.labels import format_number
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.view import View, parse_view

_NAMES = ("figure_id", "event_id")  # of the rows that have a name
_AT_MOST = 512  # pairs of a chart and a view
_VIEWS = 64  # views without filters

Ids = frozenset[tuple]


def tell_shown(page: str, package: DataPackage, view: View) -> str:
    """How many figures the charts of a page show, of how many without filters, and which years the first one shows.

    Each figure counts once, in however many charts it stands; of a page without charts, the rows of its table. A
    number of all is said where what is shown is a part of it: of another status other figures are shown.
    """
    charts = [chart for chart in charts_of(page) if chart.is_drawn == is_charted(page) and not chart.is_linked]
    shown = _list_ids(charts, package, view)
    if not shown:
        return _("No figures match these filters.")
    chosen = tuple((choice.key, choice.code) for choice in view.chosen)
    everything = _list_ids(charts, package, _find_whole(page, package, chosen))
    if shown <= everything:
        pattern = ngettext("{shown} of {count} figure.", "{shown} of {count} figures.", len(everything))
    else:
        pattern = ngettext("{shown} figure.", "{shown} figures.", len(shown))
    counted = pattern.format(shown=format_number(len(shown)), count=format_number(len(everything)))
    return " ".join(filter(None, [counted, _tell_years(charts, package, view)]))


@memo(_VIEWS)
def _find_whole(page: str, package: DataPackage, chosen: tuple[tuple[str, str], ...]) -> View:
    """The view of a page without filters in which the same is chosen, if it can be."""
    query = {key: [code] for key, code in chosen}
    return parse_view(query, options_of(page), package, filters_of(page))[0]


def _tell_years(charts: Iterable[Chart], package: DataPackage, view: View) -> str:
    """The years of the figures in the first of these charts that has any; "" where they are of no year."""
    first = next((chart for chart in charts if _find_ids(chart, package, view)), None)
    rows = find_content(first, package, view).rows if first else pd.DataFrame()
    days = [rows[column].dropna() for column in ("period_end", "date_end") if column in rows]
    years = pd.to_datetime(pd.concat([pd.Series(dtype="datetime64[ns]"), *days])).dt.year
    if years.empty:
        return ""
    if not first.is_drawn:
        return _("They are of {first} to {last}.").format(first=years.min(), last=years.max())
    if years.min() == years.max():
        return _("The first chart now shows {year}.").format(year=years.min())
    return _("The first chart now shows {first} to {last}.").format(first=years.min(), last=years.max())


def _list_ids(charts: Iterable[Chart], package: DataPackage, view: View) -> Ids:
    return frozenset().union(*(_find_ids(chart, package, view) for chart in charts))


def _find_ids(chart: Chart, package: DataPackage, view: View) -> Ids:
    """What tells the figures apart that a chart shows of a view; none where it is not shown."""
    return _identify(chart, package, chart.narrow(view, package)) if chart.is_shown(view, package) else frozenset()


@memo(_AT_MOST)
def _identify(chart: Chart, package: DataPackage, view: View) -> Ids:
    content = find_content(chart, package, view)
    frames = [content.rows, *([] if content.reported is None else [content.reported])]
    return frozenset(one for rows in frames for one in _identify_rows(rows))


def _identify_rows(rows: pd.DataFrame) -> Iterable[tuple]:
    if "repeats" in rows:
        rows = rows[rows["repeats"] == ""]  # the same figure in another article
    columns = next(([name] for name in _NAMES if name in rows), KEY)
    return rows[columns].itertuples(index=False, name=None)
