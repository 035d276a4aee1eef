"""Sentences of official figures alone, in answer to what a reader asks for."""

import pandas as pd

from labour_migration.data.codes import JAPAN, PAKISTAN
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.series import full_series, pick
from labour_migration.findings.kinds import find_crossing
from labour_migration.findings.wording import qualify
from labour_migration.labels import format_date, format_number
from labour_migration.language import gettext as _
from labour_migration.search import find_numbers


def tell_passed(package: DataPackage, asked: str) -> str:
    """Between which two counts the number of residents passed a number that is asked for; "" where it did not."""
    rows = pick(
        full_series(package), indicator_id="residents", nationality_id=PAKISTAN, area_id=JAPAN, programme_id=ROOT
    )
    for number in find_numbers(asked):
        if crossing := find_crossing(rows, number):
            return _tell(number, *crossing)
    return ""


def _tell(number: float, before: pd.Series, after: pd.Series) -> str:
    told = _(
        "The official count of Pakistani residents passed {number} between {start} ({less}) and {end} ({more})"
    ).format(
        number=format_number(number),
        start=format_date(before["period_end"]),
        less=format_number(before["value"]),
        end=format_date(after["period_end"]),
        more=format_number(after["value"]),
    )
    return qualify(told, [before, after])
