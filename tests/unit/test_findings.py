"""Findings by value: each kind on small frames, and every number in every title again, straight from the files."""

import ast
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from labour_migration.charts import CHARTS, Chart, find_chart, find_content, find_extract, options_of
from labour_migration.content import Content
from labour_migration.findings import sentences
from labour_migration.findings.kinds import (
    DOUBLE,
    DOWN,
    MORE_THAN_DOUBLE,
    NEARLY_DOUBLE,
    SAME,
    TIMES,
    UP,
    find_change,
    find_common,
    find_disagreement,
    find_growth,
    find_top,
    find_word,
)
from labour_migration.findings.wording import ALONE, name_period, qualify, write
from labour_migration.labels import format_number
from labour_migration.view import PROGRAMMES, YEARS, parse_view

ROOT = Path(__file__).parents[2]
DATASETS = ROOT / "datasets"


def frame(*rows: tuple, **same: str) -> pd.DataFrame:
    """Rows of a day or a period and a value each, with what all have in common."""
    base = {"indicator_id": "residents", "programme_id": "all", "area_id": "JPN", "category": "", "obs_status": "A"}
    built = [
        {**base, "is_computed": False, "period_start": start, "period_end": end, "value": value, **same, **more}
        for start, end, value, more in rows
    ]
    table = pd.DataFrame(built)
    return table.assign(**{name: pd.to_datetime(table[name]) for name in ("period_start", "period_end")})


def day(day: str, value: float, **more: str) -> tuple:
    return day, day, value, more


# --- kinds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "base", "word"),
    [
        (34_911, 17_766, NEARLY_DOUBLE),  # 1.965
        (190, 100, NEARLY_DOUBLE),
        (1_899, 1_000, UP),
        (1_994, 1_000, NEARLY_DOUBLE),
        (1_995, 1_000, DOUBLE),
        (455, 227, DOUBLE),  # 2.0044
        (2_005, 1_000, MORE_THAN_DOUBLE),
        (2_249, 1_000, MORE_THAN_DOUBLE),
        (9, 4, TIMES),
        (10_005, 10_000, UP),
        (10_004, 10_000, SAME),
        (9_995, 10_000, SAME),
        (9_994, 10_000, DOWN),
        (0, 100, DOWN),
        (-1, 100, ""),
        (float("inf"), 1, ""),
    ],
)
def test_word_is_said_where_the_ratio_justifies_it(value, base, word):
    assert find_word(value / base) == word


def test_latest_value_is_compared_with_the_year_that_is_asked_for_else_with_the_first():
    points = frame(day("2018-12-31", 1), day("2019-06-30", 2), day("2019-12-31", 3), day("2025-12-31", 9))
    latest, comparison = find_change(points.iloc[::-1], 2019)
    assert (latest["value"], comparison.base["value"], comparison.ratio) == (9, 3, 3)
    assert find_change(points, 2020)[1].base["value"] == 1
    assert find_change(points.iloc[:3], 2019)[1].base["value"] == 2  # never with itself
    assert find_change(points.iloc[:1], 2019)[1] is None
    assert find_change(points.iloc[:0], 2019) is None


def test_nothing_is_compared_across_a_break():
    points = frame(
        day("2018-06-30", 1), day("2019-06-30", 2), day("2020-06-30", 6, obs_status="B"), day("2026-06-30", 9)
    )
    assert find_change(points, 2019)[1].base["value"] == 6
    assert find_change(points.iloc[:3], 2019)[1] is None


def test_a_base_of_zero_makes_no_ratio():
    points = frame(day("2019-12-31", 0), day("2025-12-31", 11))
    assert (
        write(sentences.RESIDENTS, *find_change(points, 2019), "persons")
        == "11 Pakistanis lived in Japan in December 2025"
    )


def test_one_is_singular():
    assert write(sentences.RESIDENTS, *find_change(frame(day("2025-12-31", 1)), 2019), "persons") == (
        "1 Pakistani lived in Japan in December 2025"
    )


def test_latest_common_period_has_all_that_are_asked_for():
    rows = frame(
        day("2025-06-30", 5, nationality_id="all"),
        day("2025-06-30", 1, nationality_id="PAK"),
        day("2025-12-31", 2, nationality_id="PAK"),
    )
    assert find_common(rows, "nationality_id", ["PAK", "all"])["value"].to_list() == [1, 5]
    assert find_common(rows.iloc[[0, 2]], "nationality_id", ["PAK", "all"]).empty
    assert find_common(rows, "nationality_id", []).empty


def test_top_names_nobody_who_ties_with_one_left_out():
    def top(*values: float, most: int = 3) -> list[float]:
        return find_top(frame(*(day("2025-12-31", value) for value in values)), most)["value"].to_list()

    assert top(1, 5, 3, 4) == [5, 4, 3]
    assert top(5, 4, 3, 3) == [5, 4]
    assert top(5, 5, 5, 5) == []
    assert top(5, 4) == [5]
    assert top(5) == []


def test_growth_is_over_the_same_time_for_all():
    rows = frame(
        day("2019-12-31", 10, programme_id="a"), day("2025-12-31", 30, programme_id="a"),
        day("2019-12-31", 90, programme_id="b"), day("2025-12-31", 100, programme_id="b"),
    )  # fmt: skip
    grown = find_growth(rows, "programme_id", 2019)
    assert (grown.value["programme_id"], grown.value["value"], grown.base["value"]) == ("a", 30, 10)
    newer = frame(day("2025-12-31", 20, programme_id="c"))  # may have grown by as much
    assert find_growth(pd.concat([rows, newer]), "programme_id", 2019) is None
    assert find_growth(rows[rows["programme_id"] == "a"], "programme_id", 2019) is None
    assert find_growth(rows[rows["period_end"] == "2025-12-31"], "programme_id", 2019) is None
    assert find_growth(rows.assign(value=1), "programme_id", 2019) is None


def test_disagreement_has_the_greater_report_first_and_needs_both():
    rows = frame(day("2016-12-31", 268, area_id="JPN"), day("2016-12-31", 166, area_id="PAK"), day("2018-12-31", 1))
    found = find_disagreement(rows, ("JPN", "PAK"))
    assert (found.value["area_id"], found.base["area_id"], round(found.ratio, 2)) == ("JPN", "PAK", 1.61)
    assert find_disagreement(rows.iloc[:1], ("JPN", "PAK")) is None
    assert find_disagreement(rows.assign(value=0), ("JPN", "PAK")) is None


# --- words -------------------------------------------------------------------------------------------


def test_what_is_doubtful_of_the_rows_stays_in_the_sentence():
    sure, unsure, ours = (
        {"obs_status": status, "is_computed": computed}
        for status, computed in (("A", False), ("U", False), ("A", True))
    )
    assert qualify("One", [sure]) == "One"
    assert qualify("One", [unsure]) == "One (unverified)"
    assert qualify("One", [sure, unsure]) == "One (partly unverified)"
    assert qualify("One", [ours, sure]) == "One (our total)"
    assert qualify("One", [{**ours, "obs_status": "P"}]) == "One (our total, provisional)"


def test_period_is_a_month_where_people_are_counted_on_a_day():
    named = [
        name_period(row) for row in frame(
            day("2025-12-31", 1), ("2025-01-01", "2025-12-31", 1, {}), ("2025-07-01", "2026-06-30", 1, {})
        ).to_dict("records")
    ]  # fmt: skip
    assert named == ["December 2025", "2025", "FY2025-26"]


@pytest.mark.parametrize("name", [name for name in dir(sentences) if name.isupper()])
def test_every_sentence_has_its_number_and_its_period(name):
    if not isinstance(told := getattr(sentences, name), dict):
        return
    for word, message in told.items():
        for count in (1, 2):
            assert {"number", "period"} <= set(re.findall(r"{(\w+)}", message(count)))
            assert ("{base}" in message(count)) == ("{start}" in message(count)) == (word != ALONE)
            assert ("{percent}" in message(count)) == (word in (UP, DOWN))
            assert ("{times}" in message(count)) == (word == TIMES)


# --- on the sound package: by value ---------------------------------------------------------------------


def test_investment_below_zero_is_told_as_withdrawn(package):
    rows = frame(("2021-07-01", "2022-06-30", -10_800_000.0, {}), indicator_id="direct-investment")
    assert sentences.investment(package, Content(rows)) == (
        "Japan withdrew US$10.8 million more from Pakistan than it invested in FY2021-22"
    )
    higher = pd.concat([rows, frame(("2022-07-01", "2023-06-30", 5e6, {}), indicator_id="direct-investment")])
    assert sentences.investment(package, Content(higher)).endswith(
        "US$5 million in FY2022-23, the most of 2 years shown"
    )


def test_two_countries_that_agree_make_no_disagreement(package):
    rows = frame(
        ("2016-01-01", "2016-12-31", 100.0, {"area_id": "JPN"}), ("2016-01-01", "2016-12-31", 98.0, {"area_id": "PAK"}),
        indicator_id="goods-to-japan",
    )  # fmt: skip
    assert sentences.disagreement(package, Content(rows)) == ""
    more = rows.assign(value=[100.0, 80.0])
    assert sentences.disagreement(package, Content(more)) == (
        "Japan's figure for goods to Japan in 2016 is 25% above Pakistan's"
    )


@pytest.mark.parametrize("name", [name for name in dir(sentences) if name.islower() and not name.startswith("_")])
def test_nothing_shown_tells_nothing(name, package):
    function = getattr(sentences, name)
    if getattr(function, "__module__", "") != sentences.__name__ or name == "latest":
        return
    columns = [*package.official.columns, "is_computed", "figure_id", "repeats", "state"]
    empty = package.official.iloc[:0].reindex(columns=list(dict.fromkeys(columns)))
    assert function(package, Content(empty)) == ""


@pytest.mark.parametrize(
    ("figure_id", "told"),
    [
        ("urdupoint-2024-08-29-residents", "About 25,000 (Pakistanis living in Japan): Consistent"),
        ("ary-2019-12-residents", "25,000 (Pakistanis living in Japan): Higher than official"),
        (
            "the-news-2023-06-05-residents-potential",
            "“hundreds of thousands” (Pakistanis living in Japan): Forecast or plan, not checked",
        ),
    ],
)
def test_statement_is_told_with_its_words_and_its_result(figure_id, told, package):
    chart = find_chart("claims", "statement")
    view = parse_view({"figure": [figure_id]}, options_of("claims"), package)[0]
    assert chart.format_finding(package, find_content(chart, package, view)) == told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"programme": ["temporary-visitor"]}, ""),  # registered as foreigners, never residents
        (
            {"programme": ["all", "work"], "to": ["2018"]},
            "16,198 Pakistanis lived in Japan in December 2018, up 52.8% from 10,599 in December 2012",
        ),
    ],
)
def test_only_residents_are_called_residents_and_all_are_no_status(query, told, package):
    chart = find_chart("residents", "residents")
    view = parse_view(query, options_of("residents"), package)[0]
    assert chart.format_finding(package, find_content(chart, package, view)) == told


def test_machines_and_files_keep_the_neutral_title(package):
    chart = find_chart("residents", "residents")
    extract = find_extract(chart, package, parse_view({}, options_of("residents"), package)[0])
    assert extract.title == "Pakistanis in Japan"
    assert extract.heading == extract.finding != extract.title
    assert extract.below_heading(extract.unit) == f"Pakistanis in Japan. {extract.unit}"


# --- every number again, from the files -------------------------------------------------------------------

# The default view, and ten filtered ones.
VIEWS = {
    "default": {},
    "until-2011": {"to": ["2011"]},
    "since-2019": {"from": ["2019"]},
    "2023": {"from": ["2023"], "to": ["2023"]},
    "2020-to-2021": {"from": ["2020"], "to": ["2021"]},
    "2016-to-2018": {"from": ["2016"], "to": ["2018"]},
    "since-2026": {"from": ["2026"]},
    "titp": {"programme": ["titp"]},
    "work": {"programme": ["work"]},
    "two-statuses": {"programme": ["ssw-i", "study"], "from": ["2019"]},
    "options": {"unfold": ["work"], "compare": ["share"], "prefecture": ["JP-11"], "to": ["2024"]},
}
CASES = [(chart, name) for chart in CHARTS for name in VIEWS]


class Files:
    """The tables as pandas reads them, without a module of ours."""

    def __init__(self) -> None:
        read = {"dtype": str, "keep_default_na": False}
        rows = pd.read_csv(DATASETS / "official_statistics.csv", **read)
        rows = rows[rows["rank"] != "deprecated"].sort_values(
            "rank", key=lambda rank: rank != "preferred", kind="stable"
        )
        key = [*rows.columns[:7]]
        self.official = rows.drop_duplicates(key).assign(value=lambda one: one["value"].astype(float))
        self.reported = pd.read_csv(DATASETS / "reported_figures.csv", **read)
        self.programmes = pd.read_csv(DATASETS / "programmes.csv", **read).set_index("programme_id")
        self.sources = pd.read_csv(DATASETS / "sources.csv", **read).set_index("source_id")
        self.units = pd.read_csv(DATASETS / "indicators.csv", **read).set_index("indicator_id")["unit"]
        self.events = pd.read_csv(DATASETS / "events.csv", **read)

    def find(self, query: dict, **key: str) -> pd.DataFrame:
        """Official rows with these values, of total people of Pakistan, whose period touches the years of a query."""
        rows = self.official
        for column, value in {"programme_id": "all", "category": "", **key}.items():
            rows = rows[rows[column] == value]
        return self.years(rows, query).sort_values(["period_end", "period_start"], kind="stable")

    @staticmethod
    def years(rows: pd.DataFrame, query: dict) -> pd.DataFrame:
        start, end = rows["period_start"].str[:4], rows["period_end"].str[:4]
        if "from" in query:
            rows = rows[end >= query["from"][0]]
        if "to" in query:
            start = rows["period_start"].str[:4]
            rows = rows[(start != "") & (start <= query["to"][0])]
        return rows

    def children(self, code: str) -> list[str]:
        return list(self.programmes.index[self.programmes["parent_id"] == code])

    def family(self, code: str) -> set[str]:
        return {code}.union(*(self.family(child) for child in self.children(code)))

    def status(self, code: str, nationality: str = "PAK", indicator_id: str = "residents") -> dict[str, float]:
        """People with a status by day: as published, else the sum of its parts."""
        key = {"indicator_id": indicator_id, "programme_id": code, "nationality_id": nationality, "area_id": "JPN"}
        rows = self.find({}, **key)
        found = dict(zip(rows["period_end"], rows["value"], strict=True))
        for child in self.children(code) if code != "all" else []:
            for day, value in self.status(child, nationality, indicator_id).items():
                if day not in set(rows["period_end"]):
                    found[day] = found.get(day, 0) + value
        return found

    @staticmethod
    def in_years(values: dict[str, float], query: dict) -> dict[str, float]:
        first, last = query.get("from", ["0"])[0], query.get("to", ["9"])[0]
        return {day: value for day, value in sorted(values.items()) if first <= day[:4] <= last or day[:4] == last}

    def results(self) -> dict[str, tuple]:
        """The results that a careful reader reached by hand (tests/test_datasets.py)."""
        tree = ast.parse((ROOT / "tests" / "test_datasets.py").read_text(encoding="utf-8"))
        by_name = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign)}
        return ast.literal_eval(by_name["RESULTS"])


def is_year(rows: pd.DataFrame) -> pd.Series:
    """Whole years, and days."""
    start, end = pd.to_datetime(rows["period_start"]), pd.to_datetime(rows["period_end"])
    months = (end.dt.year - start.dt.year) * 12 + end.dt.month - start.dt.month + 1
    return (start == end) | ((start.dt.day == 1) & end.dt.is_month_end & (months == 12))


def said(row: pd.Series) -> set[str]:
    """The numbers of a period: of its years, of a fiscal year the last two digits of the second."""
    start, end = row["period_start"], row["period_end"]
    if start[5:] == "07-01" and end[5:] == "06-30" and int(end[:4]) == int(start[:4]) + 1:
        return {start[:4], end[2:4]}
    return {start[:4], end[:4]}


def digits(value: float, unit: str = "persons") -> str:
    """A number in digits; money in the largest of billions and millions that need no rounding."""
    exact = Fraction(str(value))
    if unit == "usd":
        step = next(step for step in (10**9, 10**6, 1) if abs(exact) >= step and (exact / step * 1000).denominator == 1)
        exact = abs(exact) / step
    return f"{float(exact):,.6f}".rstrip("0").rstrip(".")


def tenth(value: float) -> str:
    return f"{value:,.1f}"


def share(value: float) -> str:
    """One decimal place of a per cent; of less than that its first digit."""
    percent = Decimal(str(value)) * 100
    places = 1 if percent >= Decimal("0.1") or not percent else -percent.adjusted()
    return f"{float(round(percent, places)):,.{places}f}".rstrip("0").rstrip(".")


def change(files: Files, rows: pd.DataFrame, words: bool = False) -> set[str] | None:
    """The numbers of a sentence on the latest row and the last one of 2019, else the first; after the last break."""
    if rows.empty:
        return None
    if (rows["obs_status"] == "B").any():
        rows = rows[rows["period_end"] >= rows.loc[rows["obs_status"] == "B", "period_end"].max()]
    last, unit = rows.iloc[-1], files.units[rows["indicator_id"].iloc[0]]
    told = {digits(last["value"], unit), *said(last)}
    before = rows.iloc[:-1]
    if before.empty:
        return told
    in_2019 = before[before["period_end"].str[:4] == "2019"]
    base = in_2019.iloc[-1] if len(in_2019) else before.iloc[0]
    if base["value"] == 0 or abs(last["value"] / base["value"] - 1) < 0.0005:
        return told
    told |= {digits(base["value"], unit), *said(base)}
    ratio = last["value"] / base["value"]
    if words and 1.9 <= ratio < 2.25:
        return told
    if rows["indicator_id"].iloc[0] == "tertiary-students" and 1.995 <= ratio < 2.005:
        return told
    return told | {tenth(ratio) if ratio >= 1.995 else tenth(abs(ratio - 1) * 100)}


def one_line(indicator_id: str, **key: str) -> Callable:
    def find(files: Files, query: dict) -> set[str] | None:
        rows = files.find(query, indicator_id=indicator_id, **key)
        return change(files, rows[is_year(rows)])

    return find


def as_rows(values: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [("residents", day, day, value, "A") for day, value in values.items()],
        columns=["indicator_id", "period_start", "period_end", "value", "obs_status"],
    )


def lines_of(indicator_id: str) -> Callable:
    def find(files: Files, query: dict) -> set[str] | None:
        codes = query.get("programme", ["all"])
        lines = {code: files.in_years(files.status(code, indicator_id=indicator_id), query) for code in codes}
        lines = {code: values for code, values in lines.items() if values}
        if len(lines) == 1:
            code, values = next(iter(lines.items()))
            return change(files, as_rows(values), words=code == "all" and indicator_id == "residents")
        if not lines:
            return None
        day = max(set.intersection(*map(set, lines.values())))
        return {digits(max(values[day] for values in lines.values())), day[:4]}

    return find


def explored(files: Files, query: dict) -> set[str] | None:
    """As of the line of residents, but that it never says double and never turns to another count."""
    codes = query.get("programme", ["all"])
    lines = {code: files.in_years(files.status(code), query) for code in codes}
    lines = {code: values for code, values in lines.items() if values}
    if len(lines) == 1:
        return change(files, as_rows(next(iter(lines.values()))))
    if not lines:
        return None
    day = max(set.intersection(*map(set, lines.values())))
    return {digits(max(values[day] for values in lines.values())), day[:4]}


def registered(files: Files, query: dict) -> set[str] | None:
    """All who were registered; of chosen statuses nothing is told, since they were no residents."""
    return None if "programme" in query else lines_of("registered-foreigners")(files, query)


def ranked(groups: tuple[str, ...]) -> Callable:
    """The status of these groups, or of all, that grew most; of one alone, what it is and was."""

    def find(files: Files, query: dict) -> set[str] | None:
        chosen = set().union(*(files.family(code) for code in query["programme"])) if "programme" in query else None

        def highest(code: str) -> list[str]:
            if chosen is None or code in chosen:
                return [code]
            return [found for child in files.children(code) for found in highest(child)]

        among = query["unfold"] if "unfold" in query and not groups else groups or files.children("all")
        codes = [found for group in among for child in files.children(group) for found in highest(child)]
        lines = {code: files.in_years(files.status(code), query) for code in codes}
        lines = {code: values for code, values in lines.items() if values}
        if not lines:
            return None
        if len(lines) == 1:
            return change(files, as_rows(next(iter(lines.values()))))
        last = max(map(max, lines.values()))
        before = [day for day in files.in_years(files.status("all"), query) if day < last]
        base = next((day for day in reversed(before) if day[:4] == "2019"), next(iter(before), ""))
        now = {code: values[last] for code, values in lines.items() if last in values}
        gains = {code: now[code] - lines[code][base] for code in now if base in lines[code]}
        new = max((value for code, value in now.items() if base not in lines[code]), default=0)
        first, second = sorted([*gains.values(), 0, 0])[:-3:-1]
        if first > max(0, new, second):
            best = max(gains, key=gains.__getitem__)
            return {digits(lines[best][base]), base[:4], digits(now[best]), last[:4]}
        return {digits(max(now.values())), last[:4]}

    return find


def prefecture(files: Files, query: dict) -> set[str] | None:
    if "prefecture" not in query:
        return None
    (code,) = query["prefecture"]
    rows = files.find(query, indicator_id="residents", nationality_id="PAK", area_id=code)
    return change(files, rows[rows["period_end"].str.endswith("-12-31")])


def prefectures(files: Files, query: dict) -> set[str] | None:
    rows = files.find(query, indicator_id="residents", nationality_id="PAK")
    rows = rows[rows["area_id"].str.startswith("JP-")]
    if rows.empty:
        return None
    now = rows[rows["period_end"] == rows["period_end"].max()].sort_values("value", ascending=False)
    assert now["value"].iloc[2] > now["value"].iloc[3]
    return {*map(digits, now["value"].head(3)), now["period_end"].iloc[0][:4]}


def compared(files: Files, query: dict) -> set[str] | None:
    own, everyone = (files.in_years(files.status("all", code), query) for code in ("PAK", "all"))
    days = sorted(set(own) & set(everyone))
    if not days:
        return None
    first, last = days[0], days[-1]
    if "compare" in query:
        return {last[:4], first[:4], share(own[last] / everyone[last]), share(own[first] / everyone[first])}
    folds = own[last] / own[first], everyone[last] / everyone[first]
    return {first[:4], last[:4], *map(tenth, folds)} if first < last and min(folds) >= 1.05 else None


def since_2019(files: Files, code: str, query: dict, nationality: str = "PAK") -> dict[str, float]:
    values = files.in_years(files.status(code, nationality), query)
    return {day: value for day, value in values.items() if day >= "2019"}


def holders(files: Files, query: dict) -> set[str] | None:
    codes = ["titp", "ssw"]
    if "programme" in query:
        codes = [code for code in codes if files.family(code) & set(query["programme"])]
    lines = [since_2019(files, code, query) for code in codes]
    if not lines or not all(lines):
        return None
    day = max(lines[0])
    number, total = sum(values[day] for values in lines), files.status("all")[day]
    return {digits(number), digits(total), day[:4], share(number / total)}


def holders_since(files: Files, query: dict) -> set[str] | None:
    codes = ["titp", "ssw"]
    if "programme" in query:
        codes = [code for code in codes if files.family(code) & set(query["programme"])]
    lines = [values for values in (since_2019(files, code, query) for code in codes) if values]
    if len(lines) == 1:
        return change(files, as_rows(lines[0]))
    if not lines:
        return None
    days = sorted(set.intersection(*map(set, lines)))
    told = {digits(values[days[-1]]) for values in lines} | {days[-1][:4]}
    before = [day for day in days[:-1] if day[:4] == "2019"]
    return told | ({digits(values[before[-1]]) for values in lines} | {"2019"} if before else set())


def of_programme(code: str) -> Callable:
    """The numbers on the latest day that all nationalities have, else Pakistan's and the total."""

    def find(files: Files, query: dict) -> set[str] | None:
        if "programme" in query and not files.family(code) & set(query["programme"]):
            return None
        names = pd.read_csv(DATASETS / "nationalities.csv", dtype=str, keep_default_na=False)["nationality_id"]
        lines = {name: since_2019(files, code, query, name) for name in names}
        days = {name: {day for day in values if day >= "2019-12-31"} for name, values in lines.items() if values}
        if not {"PAK", "all"} <= set(days):
            return None
        common = set.intersection(*days.values()) or days["PAK"] & days["all"]
        if not common:
            return None
        day = max(common)
        return {digits(lines["PAK"][day]), digits(lines["all"][day]), day[:4]}

    return find


def fields(files: Files, query: dict) -> set[str] | None:
    rows = files.official[(files.official["indicator_id"] == "ssw-by-field") & (files.official["category"] != "")]
    single = rows[rows["programme_id"] == "ssw-i"][["category", "period_end"]].apply(tuple, axis=1)
    is_both = rows[["category", "period_end"]].apply(tuple, axis=1).isin(set(single)) & (rows["programme_id"] == "ssw")
    rows = rows[~is_both]
    last = rows[rows["period_end"] == rows["period_end"].max()]
    largest = set(last.nlargest(5, "value")["category"])
    rows = files.years(rows, query)
    largest &= set(rows["category"])
    for day in sorted(rows["period_end"].unique(), reverse=True):
        then = rows[rows["period_end"] == day]
        if largest and largest <= set(then["category"]):
            top = then.sort_values("value").iloc[-1]
            return {digits(top["value"]), day[:4]} if len(then) >= 5 and top["category"] in largest else None
    return None


def caps(files: Files, query: dict) -> set[str] | None:
    programmes = ["ssw-i", "esd"]
    if "programme" in query:
        lines = {"ssw-i": {"ssw-i", "ssw", "labour-programmes"}, "esd": {"esd", "labour-programmes"}}
        programmes = [code for code in programmes if lines[code] & set(query["programme"])]
    for indicator in ("intake-limit", "intake-limit-proposed"):
        rows = [files.find(query, indicator_id=indicator, programme_id=code) for code in programmes]
        latest = [one.iloc[-1] for one in rows if len(one)]
        if latest:
            top = max(latest, key=lambda row: row["value"])
            return {digits(top["value"]), top["period_end"][:4]}
    return None


def of_all(part: str, whole: str, is_told: bool = True) -> Callable:
    def find(files: Files, query: dict) -> set[str] | None:
        one, all_ = (files.find(query, indicator_id=code) for code in (part, whole))
        both = one.merge(all_, on=["area_id", "period_start", "period_end"], suffixes=("", "_all"))
        both = both[is_year(both)]
        if both.empty:
            return None
        row = both.sort_values("period_end").iloc[-1]
        told = {share(row["value"] / row["value_all"]), *said(row)}
        return told | ({digits(row["value"]), digits(row["value_all"])} if is_told else set())

    return find


def months(files: Files) -> pd.DataFrame:
    rows = files.find({}, indicator_id="visitor-arrivals", nationality_id="PAK")
    return rows[rows["period_start"].str[:7] == rows["period_end"].str[:7]].set_index("period_end", drop=False)


def by_month(files: Files, query: dict) -> set[str] | None:
    rows = files.years(months(files), query)
    top = rows["value"].idxmax() if len(rows) else ""
    return {digits(len(rows)), digits(rows["value"].max()), top[:4]} if len(rows) else None


def ten_months(files: Files, query: dict) -> set[str] | None:
    rows = files.years(months(files), query)
    rows = rows[(rows["period_end"] > "2022-08") & (rows["period_end"] < "2023-06")]
    if len(rows) < 10:
        return None
    reported = files.years(files.reported[files.reported["figure_id"] == "the-news-2023-06-05-arrivals"], query)
    return {digits(rows["value"].sum()), digits(float(reported["value"].iloc[0])), "2022", "2023"}


COUNTS = (
    {"indicator_id": "entries"},
    {"indicator_id": "visitor-arrivals"},
    {"indicator_id": "visas-issued"},
    {"indicator_id": "new-entrants"},
    {"indicator_id": "new-entrants", "programme_id": "temporary-visitor"},
)


def counts_by_year(files: Files, query: dict) -> dict[str, list[float]]:
    """The five counts of each year that has all, in their order."""
    lines = []
    for key in COUNTS:
        rows = files.find(query, nationality_id="PAK", **key)
        rows = rows[rows["period_start"].str.endswith("-01-01") & rows["period_end"].str.endswith("-12-31")]
        rows = rows[rows["period_start"].str[:4] == rows["period_end"].str[:4]]
        lines.append(dict(zip(rows["period_end"].str[:4], rows["value"], strict=True)))
    return {year: [line[year] for line in lines] for year in sorted(set.intersection(*map(set, lines)))}


def five_of_a_year(files: Files, query: dict) -> set[str] | None:
    years = counts_by_year(files, query)
    return {max(years), digits(min(years[max(years)])), digits(max(years[max(years)]))} if years else None


def five_over_time(files: Files, query: dict) -> set[str] | None:
    years = counts_by_year(files, query)
    if "2019" not in years or max(years) == "2019":
        return None
    ratios = [now / base for now, base in zip(years[max(years)], years["2019"], strict=True)]
    return {"2019", max(years), share(min(ratios) - 1), share(max(ratios) - 1)} if min(ratios) >= 1.05 else None


def all_time_high(files: Files, _query: dict) -> set[str] | None:
    values = months(files)["value"]
    sums = values.rolling(10).sum()  # the months are whole: 413 of them, asserted below
    before = sums[sums.index < "2023-05-31"]
    return {digits(sums["2023-05-31"]), digits(before.max()), "10", "2022", "2023"}


def by_age(files: Files, query: dict) -> set[str] | None:
    found = files.find(query, indicator_id="entries", category="male/0-4")
    if found.empty:
        return None
    period = found.iloc[-1]["period_end"]
    rows = files.official[(files.official["indicator_id"] == "entries") & (files.official["period_end"] == period)]
    by_category = rows[rows["programme_id"] == "all"].set_index("category")["value"]
    ages = {category[5:] for category in by_category.index if category.startswith("male/")}
    totals = {age: by_category[f"male/{age}"] + by_category[f"female/{age}"] for age in ages}
    top = max(totals, key=totals.__getitem__)
    return {digits(totals[top]), digits(by_category[""]), period[:4], *top.split("-")}


def goods(first: str, last: str) -> Callable:
    def find(files: Files, query: dict) -> set[str] | None:
        found = []
        for code in ("goods-to-japan", "goods-to-pakistan"):
            rows = files.find(query, indicator_id=code)
            rows = rows[rows["period_start"].between(first, last)]
            japan, pakistan = (rows[rows["area_id"] == area] for area in ("JPN", "PAK"))
            both = japan.merge(pakistan, on=["period_start", "period_end"])
            if len(both):
                row = both.iloc[-1]
                ratio = max(row["value_x"], row["value_y"]) / min(row["value_x"], row["value_y"])
                found += [(row["period_end"], ratio)] if ratio >= 1.05 else []
        if not found:
            return None
        period, ratio = max(found)
        return {period[:4], tenth(ratio) if ratio >= 1.5 else tenth((ratio - 1) * 100)}

    return find


def investment(files: Files, query: dict) -> set[str] | None:
    rows = files.find(query, indicator_id="direct-investment")
    rows = rows[is_year(rows)]
    if rows.empty:
        return None
    last, before = rows.iloc[-1], rows.iloc[:-1]
    told = {digits(last["value"], "usd"), *said(last)}
    is_most = len(before) and last["value"] > max(0, before["value"].max())
    return told | ({str(len(rows))} if is_most else set())


def payments(files: Files, query: dict) -> set[str] | None:
    paid, received = (files.find(query, indicator_id=code) for code in ("import-payments", "export-receipts"))
    both = paid.merge(received, on=["period_start", "period_end"])
    if both.empty:
        return None
    days = (pd.to_datetime(both["period_end"]) - pd.to_datetime(both["period_start"])).dt.days
    row = both[days >= days.max() - 2].iloc[-1]
    return {tenth(row["value_x"] / row["value_y"]), *said(row)}


JUDGED = {"agrees", "close", "well_below", "well_above", "agrees_with_earlier", "above", "below"}


def chosen_reports(files: Files, query: dict) -> pd.DataFrame:
    """The statements that a query shows, without what repeats them."""
    rows = files.years(files.reported, query)
    if "programme" in query:
        rows = rows[rows["programme_id"].isin(set().union(*map(files.family, query["programme"])))]
    return rows[rows["repeats"] == ""]


def judged(files: Files, rows: pd.DataFrame) -> list[str]:
    by_hand = {figure_id: result for figure_id, (result, _officials) in files.results().items()}
    return [by_hand[one] for one in rows["figure_id"] if by_hand.get(one) in JUDGED]


def statements(files: Files, query: dict) -> set[str] | None:
    rows = chosen_reports(files, query)
    by_hand = {figure_id: result for figure_id, (result, _officials) in files.results().items()}
    compared = pd.read_csv(DATASETS / "comparisons.csv", dtype=str, keep_default_na=False)
    copies = dict.fromkeys(compared.loc[compared["is_copy"] == "true", "figure_id"], "repeats_official")
    results = [(by_hand | copies).get(one, "") for one in rows["figure_id"]]
    kinds = [("agrees", "close"), ("repeats_official",), ("agrees_with_earlier",)]
    kinds.append(("above", "below", "well_above", "well_below"))
    counts = [sum(result in kind for result in results) for kind in kinds]
    return {str(number) for number in (len(rows), sum(counts), *counts) if number} if sum(counts) else None


def quoted(files: Files, query: dict) -> set[str] | None:
    rows = chosen_reports(files, query)
    rows = rows[
        rows[["indicator_id", "programme_id", "statement"]].apply(tuple, axis=1) == ("residents", "all", "outcome")
    ]
    headline = "urdupoint-2024-08-29-residents"
    if (rows["figure_id"] == headline).any():
        result, [(_value, day, _beside)] = files.results()[headline]
        assert result == "agrees"
        published = files.sources.loc["urdupoint-2024-08-29", "date_published"]
        row = rows.set_index("figure_id").loc[headline]
        return {digits(float(row["value"])), published[:4], day[:4]}
    results = judged(files, rows)
    return {str(results.count("agrees")), str(len(results))} if results else None


def coverage(files: Files, query: dict) -> set[str] | None:
    people = files.official[~files.official["indicator_id"].str.startswith("intake-limit")]
    last = max(
        people["period_end"].max()[:4], files.reported["period_end"].max()[:4], files.events["date_end"].max()[:4]
    )
    years = range(max(2019, int(query.get("from", ["0"])[0])), min(int(last), int(query.get("to", ["9999"])[0])) + 1)
    labour = files.family("labour-programmes") - {"labour-programmes"}
    codes = {"all"} | labour
    if "programme" in query:
        codes &= set().union(*map(files.family, query["programme"]))
    arrivals = ("entries", "new-entrants", "visas-issued", "visitor-arrivals", "workers-registered")
    arrivals += ("interns-dispatched", "trainee-visas", "arrivals", "registrations", "migrants", "workers-sent")
    found = asked = 0
    for question in (("residents",), arrivals, ("intake-limit",)):
        rows = files.official[
            files.official["indicator_id"].isin(question) & ~files.official["area_id"].str.startswith("JP-")
        ]
        rows = rows[rows["nationality_id"] == ("all" if question == ("intake-limit",) else "PAK")]
        for code in codes:
            parts = files.family(code) if question == ("residents",) and code != "all" else {code}
            own = rows[rows["programme_id"].isin(parts)]
            line, start = code, 0
            while line not in ("", "all"):
                start = max(start, int(files.programmes.loc[line, "date_start"][:4] or 0))
                line = files.programmes.loc[line, "parent_id"]
            for year in map(str, years):
                is_known = ((own["period_start"].str[:4] <= year) & (own["period_end"].str[:4] >= year)).any()
                found += is_known
                asked += is_known or int(year) >= start
    return {digits(found), digits(asked)} if asked else None


# A chart's slug -> the numbers of its title in a view; None where no finding is left. Of all others: none ever.
AGAIN: dict[str, Callable[[Files, dict], set[str] | None]] = {
    "reported-residents": quoted,
    "statements": statements,
    "residents": lines_of("residents"),
    "registered-foreigners": registered,
    "residents-by-status": ranked(()),
    "residents-by-prefecture": prefectures,
    "prefecture": prefecture,
    "programme-share": holders,
    "routes": ranked(("labour-programmes", "work", "study")),
    "residents-compared": compared,
    "tertiary-students": one_line("tertiary-students"),
    "asylum-applications": one_line("asylum-applications"),
    "programme-holders": holders_since,
    "titp-compared": of_programme("titp"),
    "ssw-compared": of_programme("ssw"),
    "ssw-fields": fields,
    "intake-limits": caps,
    "japanese-language": one_line("language-learners"),
    "workers-registered-share": of_all("workers-registered", "workers-registered-all"),
    "arrivals-compared": five_of_a_year,
    "arrivals-over-time": five_over_time,
    "workers-registered": one_line("workers-registered"),
    "visitor-arrivals-by-month": by_month,
    "ten-months": ten_months,
    "all-time-high": all_time_high,
    "entries-by-age": by_age,
    "goods-trade": goods("2003", "9999"),
    "trade-both-directions": one_line("trade"),
    "goods-trade-1962-2002": goods("1962", "2003"),
    "remittances": one_line("remittances"),
    "remittances-share": of_all("remittances", "remittances-all", is_told=False),
    "direct-investment": investment,
    "used-vehicles": one_line("used-vehicles-exported"),
    "used-vehicles-imported": one_line("used-vehicles-imported"),
    "trade-payments": payments,
    "coverage": coverage,
    "explorer": explored,
}


@pytest.fixture(scope="module")
def files() -> Files:
    return Files()


@pytest.mark.parametrize(("chart", "name"), CASES, ids=[f"{chart.page}-{chart.slug}-{name}" for chart, name in CASES])
def test_every_number_of_a_title_is_found_again_in_the_files(chart: Chart, name: str, package, files):
    view, _problems = parse_view(VIEWS[name], options_of(chart.page), package)
    if not chart.is_shown(view, package):
        return
    content = find_content(chart, package, view)
    title = chart.format_finding(package, content)
    is_whole_table = (chart.page, chart.slug) == ("data", "reported-figures")
    again = None if is_whole_table else AGAIN.get(chart.slug)
    query = {key: values for key, values in VIEWS[name].items() if key in ("compare", "prefecture", "unfold")}
    query |= {key: VIEWS[name][key] for key in ("from", "to") if YEARS in chart.filters and key in VIEWS[name]}
    query |= {key: VIEWS[name][key] for key in ("programme",) if PROGRAMMES in chart.filters and key in VIEWS[name]}
    numbers = set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", title))
    assert numbers == ((again(files, query) if again else None) or set()), title


def test_months_follow_each_other(files):
    ends = pd.PeriodIndex(months(files)["period_end"], freq="M")
    assert list(ends) == list(pd.period_range(ends[0], ends[-1], freq="M"))


def test_the_strongest_finding_is_on_the_page_of_the_programmes(package):
    chart = find_chart("programmes", "programme-share")
    content = find_content(chart, package, parse_view({}, options_of("programmes"), package)[0])
    assert chart.format_finding(package, content) == (
        "230 of 34,911 Pakistanis in Japan held TITP or SSW in December 2025, 0.7% (our total)"
    )


def test_five_figures_of_an_earlier_year_are_told_where_it_is_chosen(package):
    chart = find_chart("arrivals", "arrivals-compared")
    for query, told in (({}, "2025, from 11,360 to 37,275"), ({"year": ["2019"]}, "2019, from 8,906 to 23,709")):
        content = find_content(chart, package, parse_view(query, options_of("arrivals"), package)[0])
        assert chart.format_finding(package, content) == f"Five figures for {told} (unverified)"


def test_what_is_reported_and_what_is_counted_are_told_apart(package):
    chart = find_chart("arrivals", "ten-months")
    content = find_content(chart, package, parse_view({}, options_of("arrivals"), package)[0])
    assert chart.format_finding(package, content).replace("\u2009", " ") == (
        "“5,000” arrivals reported; Japan counted 13,794 visitor arrivals in Aug 2022 – May 2023 "
        "(our total, unverified)"
    )
    assert chart.format_caveat(package, content).endswith(
        "The same article’s “more than 5,000” registered is a different figure."
    )


def test_a_title_says_nearly_double_where_the_rows_do(package):
    chart = find_chart("residents", "residents")
    content = find_content(chart, package, parse_view({}, options_of("residents"), package)[0])
    assert chart.format_finding(package, content) == (
        "34,911 Pakistanis lived in Japan in December 2025, nearly double the 17,766 of December 2019"
    )
    assert format_number(content.rows["value"].iloc[26]) == "34,911"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.page}-{chart.slug}")
def test_every_caveat_is_made_of_whole_sentences(chart, package):
    for query in ({}, {"from": ["2019"], "to": ["2024"]}):
        view, _problems = parse_view(query, options_of(chart.page), package)
        caveat = chart.format_caveat(package, find_content(chart, package, view))
        assert not caveat or caveat.endswith((".", "?", "!"))
