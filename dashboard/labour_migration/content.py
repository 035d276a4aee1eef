"""What a chart shows of a view before it is drawn, and how that is built: rows, facets, reported figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from labour_migration.coverage import LABOUR, QUESTIONS, coverage, find_answers
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection, select_table, select_years
from labour_migration.data.series import COLUMNS, KEY, full_series
from labour_migration.figures.arrivals import build_claimed, find_claimed, find_records
from labour_migration.figures.facets import LINE, Facet
from labour_migration.figures.ledger import build_ledger
from labour_migration.figures.ranking import Ranking
from labour_migration.figures.residents import latest_prefectures, rank_prefectures
from labour_migration.results.reconcile import Reconciliation, reconcile
from labour_migration.statements import choose_statements, find_original, with_repeats
from labour_migration.view import View

# Resources of the package; the others are named where they are meant.
REPORTED, OFFICIAL = "reported_figures", "official_statistics"


@dataclass(frozen=True, eq=False)
class Content:
    """What a chart shows of a view, before it is drawn; shared by all readers, so never changed in place.

    ``rows`` are what its table and its files have: rows of :data:`labour_migration.data.series.COLUMNS` behind
    ``facets``, else rows of the chart's table. ``reported`` are the reported figures beside official series.
    ``ranking`` are the rows that are drawn of a facet as bars from the greatest down, where they are.
    ``basis`` has, by their tables, the rows that a computed table was made of.
    """

    rows: pd.DataFrame
    facets: tuple[Facet, ...] = ()
    reported: pd.DataFrame | None = None
    ranking: Ranking | None = None
    basis: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to show."""
        return self.rows.empty and not any(facet.in_print for facet in self.facets)


def of_series(
    build: Callable[..., Sequence[Facet]],
    count: Callable[[pd.DataFrame, Selection], pd.DataFrame] | None = None,
    **about: str,
) -> Callable[[DataPackage, View], Content]:
    """A builder of official series in facets, of the package's series, the package and the view.

    ``count`` gives the observations behind what is drawn, where that is not what was observed: an index, a share.
    """

    def build_content(package: DataPackage, view: View) -> Content:
        series = full_series(package)
        content = _join(build(series, package, view, **about))
        return content if count is None else replace(content, rows=count(series, view.selection))

    return build_content


def _join(facets: Sequence[Facet]) -> Content:
    """Facets with the points of all their series, and with all reported figures beside them."""
    points = [one.points for facet in facets for one in facet.series]
    reported = [facet.reported for facet in facets if facet.reported is not None]
    return Content(
        rows=pd.concat(points) if points else pd.DataFrame(columns=COLUMNS),
        facets=tuple(facets),
        reported=pd.concat(reported) if reported else None,
    )


def of_ranking(build: Callable[..., Ranking | None], **about: str) -> Callable[[DataPackage, View], Content]:
    """A builder of official series as ranked rows, of the package's series, the package and the view."""

    def build_content(package: DataPackage, view: View) -> Content:
        ranking = build(full_series(package), package, view, **about)
        if ranking is None or not ranking.rows:
            return _join(())
        return replace(_join([ranking.facet]), ranking=ranking)

    return build_content


def of_table(table: str) -> Callable[[DataPackage, View], Content]:
    """A builder of the rows of a table that a view selects."""
    return lambda package, view: Content(select_table(package, table, view.selection))


def of_programmes(table: str) -> Callable[[DataPackage, View], Content]:
    """A builder of the rows of a table that a view selects, on single labour programmes."""

    def build_content(package: DataPackage, view: View) -> Content:
        rows = select_table(package, table, view.selection)
        return Content(rows[rows["programme_id"].isin(package.routes.parts(LABOUR))])

    return build_content


def build_missing(package: DataPackage, _view: View, theme: str = "") -> Content:
    """The figures that a reader of one theme, or of any, may look for and that are not here."""
    rows = package.missing_data
    return Content(rows[rows["theme"] == theme] if theme else rows)


def build_then(package: DataPackage, view: View) -> Content:
    """The statement that a view names among the official figures around it; nothing where it names none."""
    figure = view["figure"]
    if not figure:
        return _join([])
    original = find_original(figure, package)
    own = [one for one in reconcile(package) if one.figure["figure_id"] == original]
    return _join([_stand_alone(facet, own) for facet in build_ledger(own, package)])


def _stand_alone(facet: Facet, found: Sequence[Reconciliation]) -> Facet:
    """A line as the one facet of its chart, with the counts labelled that a statement was compared with."""
    if facet.shape != LINE:
        return facet
    compared = [one for each in found for one in (each.official, each.earlier, each.beside) if one]
    ends = [member.points["period_end"].max() for member in facet.drawn]
    return replace(facet, is_alone=True, labelled=tuple(dict.fromkeys([*ends, *(one.period_end for one in compared)])))


def build_statements(package: DataPackage, view: View) -> Content:
    """The statements that a view leaves, with their repeats: rows of ``reported_figures.csv``."""
    return Content(with_repeats({one.figure["figure_id"] for one in choose_statements(package, view)}, package))


def build_statement(package: DataPackage, view: View) -> Content:
    """The one statement that a view names, with its repeats; no row where it names none."""
    figure = view["figure"]
    return Content(with_repeats({find_original(figure, package)} if figure else set(), package))


def build_coverage(package: DataPackage, view: View) -> Content:
    """What is known of each labour programme by year, and the rows that say so."""
    answers = [find_answers(question, package) for question in QUESTIONS]
    codes = package.routes.family(LABOUR)[1:]
    official, reported = (pd.concat(rows) for rows in zip(*answers, strict=True))
    basis = {REPORTED: reported, OFFICIAL: official}
    basis = {table: rows[rows["programme_id"].isin(codes)] for table, rows in basis.items()}
    return Content(coverage(package, view.selection), basis=basis)


def build_prefectures(package: DataPackage, view: View) -> Content:
    """The prefectures on the day that a view names: rows of a series, a row a prefecture, and the most as a ranking.

    The name of a row leads to the history of its prefecture, which is below; the one that is open stands out.
    """
    days = latest_prefectures(full_series(package), view.selection)
    if not days:
        return Content(full_series(package).iloc[:0])
    return Content(days[view["day"]], ranking=rank_prefectures(package, view))


def build_claimed_months(package: DataPackage, view: View) -> Content:
    """The months that an article counts arrivals in among others, with our total, and beside them what it reports."""
    content = _join(build_claimed(full_series(package), package, view))
    return replace(content, reported=select_years(find_claimed(package), view.selection))


def build_records(package: DataPackage, _view: View) -> Content:
    """The runs of months by which a claim of an all-time high is examined, with the highest ones before them."""
    records = find_records(package)
    rows = pd.DataFrame([row for record in records for row in record.rows], columns=COLUMNS)
    return Content(rows.drop_duplicates(KEY).astype(full_series(package).dtypes.to_dict()))
