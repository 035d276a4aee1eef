"""Points of series, and facets of them."""

import re

import pandas as pd
import pytest

from labour_migration.data.series import build_series
from labour_migration.figures.facets import LINE, Facet, Series


@pytest.fixture
def make_points(make_official):
    """Points of a series: a row for each pair of last day and value, or for each dict."""

    def make(*points: tuple | dict) -> pd.DataFrame:
        rows = [point if isinstance(point, dict) else {"period_end": point[0], "value": point[1]} for point in points]
        return build_series(make_official(*rows))

    return make


@pytest.fixture
def make_facet(make_points):
    """A facet of one member for each list of points."""

    def make(*members: list, shape: str = LINE, **more) -> Facet:
        named = tuple(Series(f"Series {place}", make_points(*points)) for place, points in enumerate(members, 1))
        return Facet("Title", "persons", "on one day", shape, named, **more)

    return make


def years(first: int, *values: float) -> list[dict]:
    """Points of a flow over whole years from the first."""
    return [
        {"period_start": f"{first + place}-01-01", "period_end": f"{first + place}-12-31", "value": value}
        for place, value in enumerate(values)
    ]


def in_ink(text: str) -> str:
    """The text of a label without its colours; what is bold in it, and the breaks of its lines, stay."""
    return re.sub(r' style="[^"]*"|</?span[^>]*>', "", text)
