"""Residents by prefecture as a table."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from labour_migration.citation import format_office
from labour_migration.data.codes import JAPAN, PAKISTAN
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.html.inline import joined, link
from labour_migration.html.marks import format_marks
from labour_migration.html.tables import Table
from labour_migration.html.wrong import link_wrong_official
from labour_migration.labels import format_date, format_number
from labour_migration.language import gettext as _


def prefecture_table(rows: pd.DataFrame, series: pd.DataFrame, package: DataPackage) -> Table:
    """Prefectures of one day as a table, the most first: number, share of the total, and where it was read.

    A row a prefecture of ``rows``; one that nobody counted that day has none. What they fall short of the published
    total stands in the last rows: published, or our difference. Without a published total the shares are of their sum.
    """
    day = rows["period_end"].iloc[0]
    at_day = series[
        (series["period_end"] == day) & (series["nationality_id"] == PAKISTAN) & (series["programme_id"] == ROOT)
    ]
    total = at_day[(at_day["indicator_id"] == "residents") & (at_day["area_id"] == JAPAN)]
    unplaced = at_day[at_day["indicator_id"] == "residents-undetermined"]
    whole = total["value"].iloc[0] if len(total) else rows["value"].sum()
    ordered = rows.sort_values(["value", "area_id"], ascending=[False, True]).to_dict("records")
    ranked = _("{rank}. {name}")
    cells = [
        _prefecture_cells(
            ranked.format(rank=rank, name=_(package.areas.loc[row["area_id"], "name"])), row, whole, package
        )
        for rank, row in enumerate(ordered, 1)
    ]
    cells += [_prefecture_cells(_("Prefecture not known"), row, whole, package) for row in unplaced.to_dict("records")]
    if rest := whole - rows["value"].sum() - unplaced["value"].sum():
        share = format_number(rest / whole * 100, "percent")
        cells.append([_("Not in any prefecture, our difference"), format_number(rest), share, ""])
    cells += [_prefecture_cells(_("All of Japan"), row, whole, package) for row in total.to_dict("records")]
    columns = [_("Prefecture"), _("Residents"), _("Share of all, our calculation"), _("Source")]
    caption = _("Pakistani residents by prefecture, {day}").format(day=format_date(day))
    return Table(caption, columns, cells)


def _prefecture_cells(name: str, row: Mapping, whole: float, package: DataPackage) -> list[str | Markup]:
    source = package.sources[row["source_id"]]
    return [
        name,
        " ".join(filter(None, [format_number(row["value"]), format_marks(row)])),
        format_number(row["value"] / whole * 100, "percent"),
        joined(link(source.url, format_office(source)), link_wrong_official([row], package), by=" · "),
    ]
