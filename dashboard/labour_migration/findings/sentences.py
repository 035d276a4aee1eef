"""The finding of each chart: one sentence of the rows that it shows, "" where they carry none."""

from collections import Counter
from collections.abc import Callable

import pandas as pd

from labour_migration.content import Content
from labour_migration.coverage import NOT_IN_FORCE, OFFICIAL
from labour_migration.data.codes import EVERYBODY, JAPAN, PAKISTAN, SINCE
from labour_migration.data.goods import DIRECTIONS, TO_JAPAN, TRADE
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection
from labour_migration.data.series import full_series, pick
from labour_migration.figures.arrivals import COUNTS, MONTH, SEXES, YEAR, common_years, find_records
from labour_migration.figures.facets import BARS
from labour_migration.figures.programmes import HELD, field_name
from labour_migration.figures.trade import find_payments
from labour_migration.findings.changes import (
    ASYLUM,
    EXPLORED,
    LEARNERS,
    ONE_STATUS,
    REGISTERED_FOREIGNERS,
    REMITTANCES,
    RESIDENTS,
    STUDENTS,
    TRADE_VOLUME,
    VEHICLES_IN,
    VEHICLES_OUT,
    WORKERS,
)
from labour_migration.findings.kinds import (
    find_change,
    find_common,
    find_disagreement,
    find_growth,
    find_top,
    in_time,
)
from labour_migration.findings.wording import (
    Sentences,
    end_sentence,
    format_decimal,
    join_rows,
    name_period,
    qualify,
    tell_share,
    write,
)
from labour_migration.labels import (
    format_date,
    format_figure,
    format_list,
    format_number,
    format_programme,
    format_share,
    join_sentences,
)
from labour_migration.language import gettext as _
from labour_migration.language import ngettext
from labour_migration.results.judgement import (
    ABOVE,
    AGREES,
    AGREES_WITH_EARLIER,
    BELOW,
    JUDGED,
    NEAR,
    REPEATS,
    WELL_ABOVE,
    WELL_BELOW,
)
from labour_migration.results.reconcile import find_results, reconcile
from labour_migration.results.wording import format_verdict, name_counted
from labour_migration.site import find_view

Finding = Callable[[DataPackage, Content], str]

_MORE = 1.05  # the least ratio of two values that is a finding: below it they are as good as alike
_TIMES_FROM = 1.5  # the least ratio of two reports that is said as a multiple, not in per cent
_NAMED_AT_MOST = 3  # prefectures
_FIELDS_AT_LEAST = 5  # of SSW: of fewer none is called the largest

# --- the latest value of a line, and what it was ---------------------------------------------------------


def latest(sentences: Sentences, indicator_id: str) -> Finding:
    """The latest value that a chart draws of an indicator, and what it was in ``SINCE`` or at first."""

    def tell(package: DataPackage, content: Content) -> str:
        return _tell_latest(sentences, _drawn(content, indicator_id), package)

    return tell


def _drawn(content: Content, indicator_id: str) -> pd.DataFrame:
    """The rows of an indicator's totals that the chart can draw, such as whole years."""
    rows = pick(content.rows, indicator_id=indicator_id, category="")
    return rows[content.facets[0].can_draw(rows)] if content.facets else rows


def _tell_latest(sentences: Sentences, points: pd.DataFrame, package: DataPackage, **names: str) -> str:
    found = find_change(points, SINCE)
    if found is None:
        return ""
    unit = package.indicators.loc[found[0]["indicator_id"], "unit"]
    return write(sentences, *found, unit, **names)


def residents(package: DataPackage, content: Content) -> str:
    """How many lived in Japan; of chosen statuses, how many had it, or which has the most of several.

    Where only registered foreigners are shown, who are not residents, how many of them there were, of all statuses.
    """
    rows = pick(content.rows, indicator_id="residents")
    codes = list(rows["programme_id"].unique())
    if not codes:
        registered = pick(content.rows, indicator_id="registered-foreigners", programme_id=ROOT)
        return _tell_latest(REGISTERED_FOREIGNERS, registered, package)
    if ROOT in codes:
        return _tell_latest(RESIDENTS, pick(rows, programme_id=ROOT), package)
    if len(codes) == 1:
        return _tell_latest(ONE_STATUS, rows, package, status=format_programme(package.programmes.loc[codes[0]]))
    return _tell_largest_status(find_common(rows, "programme_id", codes), package)


def explored(_package: DataPackage, content: Content) -> str:
    """The latest value of the one line that is drawn, and what it was; of several, which is the highest at one time."""
    if not content.facets:
        return ""
    facet = content.facets[0]
    lines = {member.name: member.points for member in facet.drawn}
    if len(lines) == 1:
        (points,) = lines.values()
        # Months and parts of years are compared with none: that of another season says nothing.
        has_seasons = facet.shape == BARS and facet.bar_months < YEAR
        found = find_change(points, SINCE)
        return write(EXPLORED, found[0], None if has_seasons else found[1], facet.unit, name=facet.title)
    rows = pd.concat([points.assign(line=name) for name, points in lines.items()])
    together = find_common(rows, "line", list(lines))
    top = find_top(together)
    # What has ended since may not be the highest now.
    if top.empty or together["period_end"].iloc[0] != rows["period_end"].max():
        return ""
    row = top.iloc[0]
    told = _("{name}: {number} in {period} ({line}), the highest shown").format(
        name=facet.title, line=row["line"], number=format_number(row["value"], facet.unit), period=name_period(row)
    )
    return qualify(told, [row])


def _tell_largest_status(rows: pd.DataFrame, package: DataPackage) -> str:
    """Which status has the most people, of rows of one day."""
    top = find_top(rows)
    if top.empty:
        return ""
    row = top.iloc[0]
    told = _("{status} was the largest status shown: {number} Pakistani residents in {period}").format(
        status=format_programme(package.programmes.loc[row["programme_id"]]),
        number=format_number(row["value"]),
        period=name_period(row),
    )
    return qualify(told, [row])


def investment(package: DataPackage, content: Content) -> str:
    """The latest net investment; below zero, what was withdrawn."""
    points = in_time(_drawn(content, "direct-investment"))
    if points.empty:
        return ""
    row, before = points.iloc[-1], points.iloc[:-1]
    if row["value"] < 0:
        told = _("Japan withdrew {number} more from Pakistan than it invested in {period}")
    elif not before.empty and row["value"] > before["value"].max():
        told = _("Net direct investment from Japan was {number} in {period}, the most of {count} years shown")
    else:
        told = _("Net direct investment from Japan was {number} in {period}")
    number = format_number(abs(row["value"]), package.indicators.loc["direct-investment", "unit"])
    return qualify(told.format(number=number, period=name_period(row), count=len(points)), [row])


def cap(_package: DataPackage, content: Content) -> str:
    """The largest of the latest caps that are drawn: a decision, else a proposal; never a number of people."""
    if not content.facets:
        return ""
    latest_caps = {member.name: in_time(member.points).iloc[-1] for member in content.facets[0].drawn}
    if not latest_caps:
        return ""
    name, row = max(latest_caps.items(), key=lambda one: one[1]["value"])
    if row["indicator_id"] == "intake-limit":
        told = _("Japan capped {programme} at {number} up to {month}, all nationalities")
    else:
        told = _("Japan proposed to cap {programme} at {number} up to {month}, all nationalities")
    month = format_date(row["period_end"], "month")
    return qualify(told.format(programme=name, number=format_number(row["value"]), month=month), [row])


# --- the top of a ranking -------------------------------------------------------------------------------


def growth(package: DataPackage, content: Content) -> str:
    """Which status grew most between the two days of a ranking; else what the one that is left was, or the largest."""
    if content.ranking is None:
        return ""
    rows = content.rows[content.rows["programme_id"] != ROOT]
    codes = rows["programme_id"].unique()
    if len(codes) == 1:
        return _tell_latest(ONE_STATUS, rows, package, status=format_programme(package.programmes.loc[codes[0]]))
    rows = rows[rows["period_end"].isin([content.ranking.day, content.ranking.base_day])]
    found = find_growth(rows, "programme_id", SINCE)
    if found is None:
        return _tell_largest_status(rows[rows["period_end"] == content.ranking.day], package)
    told = _("{status} grew most from {start} to {period}: {base} to {number}").format(
        status=format_programme(package.programmes.loc[found.value["programme_id"]]),
        base=format_number(found.base["value"]),
        start=name_period(found.base),
        number=format_number(found.value["value"]),
        period=name_period(found.value),
    )
    return qualify(told, [found.value, found.base])


def prefecture(package: DataPackage, content: Content) -> str:
    """How many lived in one prefecture, and how many before."""
    if not content.facets:
        return ""
    return _tell_latest(ONE_STATUS, content.rows, package, status=content.facets[0].title)


def prefectures(package: DataPackage, content: Content) -> str:
    """The prefectures with the most residents, each with its number."""
    top = find_top(content.rows, _NAMED_AT_MOST)
    if top.empty:
        return ""
    named = [
        _("{prefecture} ({number})").format(
            prefecture=_(package.areas.loc[row["area_id"], "name"]), number=format_number(row["value"])
        )
        for row in join_rows(top)
    ]
    told = _("{prefectures} had the most Pakistani residents in {period}")
    return qualify(told.format(prefectures=format_list(named), period=name_period(top.iloc[0])), join_rows(top))


def largest_field(package: DataPackage, content: Content) -> str:
    """The largest field of SSW at the latest date that has all fields that are drawn, and enough of them to say so."""
    if not content.facets:
        return ""
    codes = [member.points["category"].iloc[0] for member in content.facets[0].drawn]
    common = find_common(content.rows, "category", codes)
    then = content.rows[content.rows["period_end"].isin(common["period_end"])]
    top = find_top(then)
    if len(then) < _FIELDS_AT_LEAST or top.empty or top["category"].iloc[0] not in codes:
        return ""
    row = top.iloc[0]
    labels = package.descriptor.resource("official_statistics").field("category").choices
    told = _("{field} was the largest SSW field in {period}: {number}").format(
        field=field_name(labels[row["category"]]), period=name_period(row), number=format_number(row["value"])
    )
    return qualify(told, [row])


def busiest_month(_package: DataPackage, content: Content) -> str:
    """The month with the most visitor arrivals of those shown."""
    top = find_top(content.rows)
    if top.empty:
        return ""
    row = top.iloc[0]
    told = ngettext(
        "Pakistani visitor arrivals peaked at {number} in {month}, the most in {count} month",
        "Pakistani visitor arrivals peaked at {number} in {month}, the most in {count} months",
        len(content.rows),
    ).format(count=format_number(len(content.rows)), month=name_period(row), number=format_number(row["value"]))
    return qualify(told, [row])


def range_of_counts(_package: DataPackage, content: Content) -> str:
    """From the smallest to the largest of the figures that are called arrivals, in one year."""
    rows = content.rows
    if len(rows) < len(COUNTS):
        return ""
    told = _("Five figures for {year}, from {least} to {most}").format(
        year=name_period(rows.iloc[0]),
        least=format_number(rows["value"].min()),
        most=format_number(rows["value"].max()),
    )
    return qualify(told, join_rows(rows))


def growth_of_counts(_package: DataPackage, content: Content) -> str:
    """By how much all figures that are called arrivals rose, from ``SINCE`` to the latest year of all; else nothing."""
    years = common_years(content.rows, Selection()) if not content.is_empty else {}
    if str(SINCE) not in years or max(years) == str(SINCE):
        return ""
    base, now = years[str(SINCE)], years[max(years)]
    ratios = now["value"].to_numpy() / base["value"].to_numpy()
    if min(ratios) < _MORE:
        return ""
    told = _("All five figures rose from {start} to {period}, by {least} to {most}").format(
        start=name_period(base.iloc[0]),
        period=name_period(now.iloc[0]),
        least=format_share(min(ratios) - 1),
        most=format_share(max(ratios) - 1),
    )
    return qualify(told, join_rows(base, now))


# --- the share of a whole -------------------------------------------------------------------------------


def holders(package: DataPackage, content: Content) -> str:
    """How many of all Pakistani residents have the status of the programmes shown."""
    codes = [code for code in HELD if (content.rows["programme_id"] == code).any()]
    people = {"indicator_id": "residents", "nationality_id": PAKISTAN, "area_id": JAPAN}
    everyone = pick(full_series(package), programme_id=ROOT, **people)
    both = find_common(pd.concat([content.rows, everyone]), "programme_id", [*codes, ROOT])
    if not codes or both.empty:
        return ""
    parts, whole = both.iloc[:-1], both.iloc[-1]
    names = [format_programme(package.programmes.loc[code]) for code in codes]
    told = tell_share(parts["value"].sum(), whole)
    if len(codes) == 1:
        pattern = _("{number} of {total} Pakistanis in Japan held {programme} in {period}, {percent}")
        return qualify(pattern.format(programme=names[0], **told), join_rows(both))
    pattern = _("{number} of {total} Pakistanis in Japan held {first} or {second} in {period}, {percent}")
    # The number is our total: of what is counted, the statuses alone are published.
    rows = [{**row, "is_computed": True} for row in join_rows(both)]
    return qualify(pattern.format(first=names[0], second=names[1], **told), rows)


def holders_since(package: DataPackage, content: Content) -> str:
    """How many were in each programme, and how many in ``SINCE``."""
    codes = [code for code in HELD if (content.rows["programme_id"] == code).any()]
    names = [format_programme(package.programmes.loc[code]) for code in codes]
    if len(codes) == 1:
        return _tell_latest(ONE_STATUS, content.rows, package, status=names[0])
    now = find_common(content.rows, "programme_id", codes)
    if now.empty:
        return ""
    rows = content.rows[content.rows["period_end"] < now["period_end"].iloc[0]]
    then = find_common(rows[rows["period_end"].dt.year == SINCE], "programme_id", codes)
    numbers = [format_number(value) for value in now["value"]]
    told = {"one": names[0], "other": names[1], "first": numbers[0], "second": numbers[1]}
    told["period"] = name_period(now.iloc[0])
    if then.empty:
        pattern = _("{one} had {first} Pakistanis and {other} {second} in {period}")
        return qualify(pattern.format(**told), join_rows(now))
    before = [format_number(value) for value in then["value"]]
    told |= {"before": before[0], "earlier": before[1], "start": name_period(then.iloc[0])}
    pattern = _(
        "{one} had {first} Pakistanis and {other} {second} in {period}, against {before} and {earlier} in {start}"
    )
    return qualify(pattern.format(**told), join_rows(now, then))


def share_of_programme(package: DataPackage, content: Content) -> str:
    """How many of all people in a programme are Pakistani, on the day of the bars."""
    rows = content.rows
    if content.ranking is not None:
        rows = rows[rows["period_end"] == content.ranking.day]
    both = find_common(rows, "nationality_id", [PAKISTAN, EVERYBODY])
    if both.empty:
        return ""
    own, whole = both.iloc[0], both.iloc[1]
    told = _("{number} of {total} people in {programme} were Pakistani in {period}").format(
        number=format_number(own["value"]),
        total=format_number(whole["value"]),
        programme=format_programme(package.programmes.loc[own["programme_id"]]),
        period=name_period(own),
    )
    return qualify(told, join_rows(both))


def share_of_foreigners(_package: DataPackage, content: Content) -> str:
    """How much Pakistani residents grew beside all foreign residents; or what share of them they are."""
    rows = content.rows[content.rows["nationality_id"].isin([PAKISTAN, EVERYBODY])]
    now = find_common(rows, "nationality_id", [PAKISTAN, EVERYBODY])
    if now.empty:
        return ""
    days = rows.groupby("period_end")["nationality_id"].nunique()
    then = rows[rows["period_end"] == days[days == len(now)].index.min()].set_index("nationality_id", drop=False)
    then = then.loc[now.index]
    is_alone = then["period_end"].iloc[0] == now["period_end"].iloc[0]
    told = {"period": name_period(now.iloc[0]), "start": name_period(then.iloc[0])}
    if any(facet.unit == "percent" for facet in content.facets):
        told["percent"] = format_share(now["value"].iloc[0] / now["value"].iloc[1])
        if is_alone:
            return qualify(
                _("Pakistanis were {percent} of Japan's foreign residents in {period}").format(**told), join_rows(now)
            )
        told["before"] = format_share(then["value"].iloc[0] / then["value"].iloc[1])
        pattern = _("Pakistanis were {percent} of Japan's foreign residents in {period}, and {before} in {start}")
        return qualify(pattern.format(**told), join_rows(now, then))
    if is_alone:
        return ""
    ratio, everyone = now["value"] / then["value"]
    if min(ratio, everyone) < _MORE:
        return ""
    told |= {"times": format_decimal(ratio), "everyone": format_decimal(everyone)}
    pattern = _("Pakistani residents grew {times}-fold from {start} to {period}, all foreign residents {everyone}-fold")
    return qualify(pattern.format(**told), join_rows(now, then))


def share_of_workers(_package: DataPackage, content: Content) -> str:
    """How many of all workers whom Pakistan registered for work abroad were registered for Japan."""
    both = _drawn_shares(content, "workers-registered", "workers-registered-all")
    if both.empty:
        return ""
    part, whole = both.iloc[0], both.iloc[1]
    told = _("{number} of {total} workers whom Pakistan registered in {period} were bound for Japan, {percent}").format(
        **tell_share(part["value"], whole)
    )
    return qualify(told, join_rows(both))


def share_of_remittances(_package: DataPackage, content: Content) -> str:
    """What share of all remittances to Pakistan came from Japan."""
    both = _drawn_shares(content, "remittances", "remittances-all")
    if both.empty:
        return ""
    percent = format_share(both["value"].iloc[0] / both["value"].iloc[1])
    told = _("{percent} of workers' remittances to Pakistan came from Japan in {period}")
    return qualify(told.format(percent=percent, period=name_period(both.iloc[0])), join_rows(both))


def _drawn_shares(content: Content, part: str, whole: str) -> pd.DataFrame:
    """Part and whole of the latest share that is drawn: two rows."""
    rows = content.rows
    if content.facets:
        rows = rows[content.facets[0].can_draw(rows)]
    return find_common(rows, "indicator_id", [part, whole])


def men(package: DataPackage, content: Content) -> str:
    """How many of all entries were by men and boys, as a caveat; nothing where both sexes are not the total."""
    both = find_common(content.rows, "category", SEXES)
    if both.empty:
        return ""
    year = {"indicator_id": "entries", "nationality_id": PAKISTAN, "programme_id": ROOT, "category": ""}
    total = pick(full_series(package), **year, period_end=both["period_end"].iloc[0])
    if total.empty or total["value"].iloc[-1] != both["value"].sum():
        return ""
    male, whole = both.iloc[0], total.iloc[-1]
    told = _("Men and boys made {number} of {total} entries by Pakistanis in {period}, {percent}").format(
        **tell_share(male["value"], whole)
    )
    return end_sentence(qualify(told, [male, whole]))


def commonest_age(package: DataPackage, content: Content) -> str:
    """The age at which most entries were made, of all entries of the year; our total of both sexes."""
    if content.ranking is None:
        return ""
    top = find_top(pd.DataFrame([{**row.point, "age": row.name} for row in content.ranking.rows]))
    whole = pick(full_series(package), indicator_id="entries", nationality_id=PAKISTAN, programme_id=ROOT, category="")
    whole = whole[whole["period_end"].isin(content.rows["period_end"])]
    if top.empty or whole.empty:
        return ""
    row = top.iloc[0]
    told = _("Ages {age} had the most entries by Pakistanis in {period}: {number} of {total}").format(
        number=format_number(row["value"]),
        total=format_number(whole["value"].iloc[-1]),
        period=name_period(row),
        age=row["age"],
    )
    return qualify(told, [row, whole.iloc[-1]])


def known(_package: DataPackage, content: Content) -> str:
    """Of how many programme-years an official figure was found, of those in which a programme was in force."""
    states = content.rows["state"]
    asked = int((states != NOT_IN_FORCE).sum())
    if not asked:
        return ""
    found = int((states == OFFICIAL).sum())
    return ngettext(
        "We found an official figure for {found} of {asked} programme-year",
        "We found official figures for {found} of {asked} programme-years",
        asked,
    ).format(found=format_number(found), asked=format_number(asked))


# --- the sum of a period --------------------------------------------------------------------------------


def months_of_claim(package: DataPackage, content: Content) -> str:
    """Our total of the months that an article counts arrivals in, and what the article reports: two counts."""
    totals = content.rows[content.rows["is_computed"].astype(bool)]
    if totals.empty:
        return ""
    row = totals.iloc[-1]
    told = {"number": format_number(row["value"]), "period": name_period(row)}
    reported = pd.DataFrame() if content.reported is None else content.reported
    arrived = [one for one in reported.to_dict("records") if one["indicator_id"] == "arrivals"]
    if not arrived:
        return qualify(_("Japan counted {number} visitor arrivals of Pakistanis in {period}").format(**told), [row])
    figure = format_figure(arrived[0], package.indicators.loc["arrivals", "unit"])
    pattern = _("“{figure}” arrivals reported; Japan counted {number} visitor arrivals in {period}")
    return qualify(pattern.format(figure=figure, **told), [row])


def record(package: DataPackage, content: Content) -> str:
    """The months that an article names beside the highest run of as many months before."""
    records = [one for one in find_records(package) if one.months not in (MONTH, YEAR)]
    if content.is_empty or not records:
        return ""
    run, ever = records[-1].run, records[-1].ever
    told = _("Visitor arrivals were {number} in {period}, and {ever} in the highest earlier {count} months")
    told = told.format(
        number=format_number(run["value"]),
        period=name_period(run),
        count=records[-1].months,
        ever=format_number(ever["value"]),
    )
    return qualify(told, [run, ever])


# --- two sources that disagree ---------------------------------------------------------------------------


def disagreement(package: DataPackage, content: Content) -> str:
    """By how much Japan's report and Pakistan's differ most in the latest period of both."""
    areas = (JAPAN, PAKISTAN)
    found = [find_disagreement(pick(content.rows, indicator_id=code), areas) for code in DIRECTIONS]
    found = [one for one in found if one and one.ratio >= _MORE]
    if not found:
        return ""
    last = max(one.value["period_end"] for one in found)
    one = max((one for one in found if one.value["period_end"] == last), key=lambda one: one.ratio)
    is_to_japan = one.value["indicator_id"] == TO_JAPAN
    if one.ratio >= _TIMES_FROM:
        to_japan = _("{country}'s figure for goods to Japan in {period} is {times} times {other}'s")
        to_pakistan = _("{country}'s figure for goods to Pakistan in {period} is {times} times {other}'s")
    else:
        to_japan = _("{country}'s figure for goods to Japan in {period} is {percent} above {other}'s")
        to_pakistan = _("{country}'s figure for goods to Pakistan in {period} is {percent} above {other}'s")
    told = (to_japan if is_to_japan else to_pakistan).format(
        country=_(package.areas.loc[one.value["area_id"], "name"]),
        other=_(package.areas.loc[one.base["area_id"], "name"]),
        times=format_decimal(one.ratio),
        percent=format_share(one.ratio - 1),
        period=name_period(one.value),
    )
    return qualify(told, [one.value, one.base])


def trade(package: DataPackage, content: Content) -> str:
    """The latest total that Pakistan's ministry publishes, and the first one shown; a total of ours is none."""
    rows = pick(content.rows, indicator_id=TRADE)
    return _tell_latest(TRADE_VOLUME, rows[~rows["is_computed"].astype(bool)], package)


def payments(_package: DataPackage, content: Content) -> str:
    """What Pakistan's banks paid to Japan beside what they received, in the latest of the longest periods of both."""
    both = find_payments(content.rows)
    if both.empty or not both["value"].iloc[0] >= _MORE * both["value"].iloc[1] > 0:
        return ""
    told = _("Pakistan paid Japan {times} times as much for imports as it received for exports in {period}")
    ratio = both["value"].iloc[0] / both["value"].iloc[1]
    return qualify(told.format(times=format_decimal(ratio), period=name_period(both.iloc[0])), join_rows(both))


# --- reported figures and their results -------------------------------------------------------------------


def _results(rows: pd.DataFrame | None, package: DataPackage) -> dict[str, str]:
    """The results of the reported figures among rows, repeats left out: by ``figure_id``, those of one definition."""
    if rows is None:
        return {}
    shown = set(rows.loc[rows["repeats"] == "", "figure_id"])
    results = {figure_id: "" for figure_id in rows["figure_id"] if figure_id in shown}
    for one in reconcile(package):
        if one.figure["figure_id"] in shown and one.verdict in JUDGED:
            results[one.figure["figure_id"]] = one.verdict
    return results


def consistent(package: DataPackage, content: Content) -> str:
    """How many of the reported figures that have a result are consistent with official data."""
    rows = content.rows if content.reported is None else content.reported
    results = [code for code in _results(rows, package).values() if code]
    if not results:
        return ""
    return ngettext(
        "Official data are consistent with {consistent} of {judged} reported figure that we could check",
        "Official data are consistent with {consistent} of {judged} reported figures that we could check",
        len(results),
    ).format(consistent=results.count(AGREES), judged=len(results))


# The results that are told as one, and the words of their number.
_OUTCOMES = (
    ((AGREES, NEAR), lambda n: ngettext("{count} is consistent", "{count} are consistent", n)),
    ((REPEATS,), lambda n: ngettext("{count} repeats the official figure", "{count} repeat the official figure", n)),
    ((AGREES_WITH_EARLIER,), lambda n: ngettext("{count} matches an older figure", "{count} match an older figure", n)),
    ((WELL_BELOW, WELL_ABOVE, ABOVE, BELOW), lambda n: ngettext("{count} differs", "{count} differ", n)),
)


def checked(package: DataPackage, content: Content) -> str:
    """How many reported figures measure what an official figure measures, and what came out."""
    shown = content.rows.loc[content.rows["repeats"] == "", "figure_id"]
    results = find_results(package)
    counts = Counter(results[figure_id] for figure_id in shown if figure_id in results)
    numbers = [sum(counts[code] for code in codes) for codes, _tell in _OUTCOMES]
    measured = sum(numbers)
    if not measured:
        return ""
    compared = ngettext(
        "We compared {count} reported figure with official statistics.",
        "We compared {count} reported figures with official statistics.",
        len(shown),
    )
    told = ngettext("{count} has a result: {results}.", "{count} have a result: {results}.", measured)
    results = [
        tell(number).format(count=format_number(number))
        for (_codes, tell), number in zip(_OUTCOMES, numbers, strict=True)
        if number
    ]
    return join_sentences(
        [
            compared.format(count=format_number(len(shown))),
            told.format(count=format_number(measured), results=format_list(results)),
        ]
    )


def headline(package: DataPackage, content: Content) -> str:
    """Which count the first page's first headline matched; where it is not shown or did not, what all shown did."""
    figure_id = find_view("overview").headlines[0]
    own = [one for one in reconcile(package) if one.figure["figure_id"] == figure_id]
    is_shown = content.reported is not None and (content.reported["figure_id"] == figure_id).any()
    if not is_shown or not own or own[0].verdict not in (AGREES, AGREES_WITH_EARLIER):
        return consistent(package, content)
    one = own[0]
    official = one.earlier or one.official
    unit = package.indicators.loc[one.figure["indicator_id"], "unit"]
    published = package.sources[one.figure["source_id"]].date_published
    told = _("“{figure}” in {month} matched {period}’s count").format(
        figure=_capitalise(format_figure(one.figure, unit)),
        month=format_date(published, "month"),
        period=format_date(official.period_end, "month"),
    )
    return qualify(told, official.observations)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def result(package: DataPackage, content: Content) -> str:
    """What one statement reports, and its result."""
    shown = set(content.rows["figure_id"])
    for one in reconcile(package):
        figure_id = one.figure["figure_id"]
        if figure_id in shown:
            unit = package.indicators.loc[one.figure["indicator_id"], "unit"]
            return _("{figure} ({counted}): {result}").format(
                figure=_capitalise(format_figure(one.figure, unit)),
                counted=name_counted(one.figure, package),
                result=format_verdict(find_results(package)[figure_id]),
            )
    return ""


# --- by chart ----------------------------------------------------------------------------------------

learners = latest(LEARNERS, "language-learners")
students = latest(STUDENTS, "tertiary-students")
asylum = latest(ASYLUM, "asylum-applications")
vehicles = latest(VEHICLES_OUT, "used-vehicles-exported")
vehicles_imported = latest(VEHICLES_IN, "used-vehicles-imported")
workers = latest(WORKERS, "workers-registered")
remittances = latest(REMITTANCES, "remittances")
