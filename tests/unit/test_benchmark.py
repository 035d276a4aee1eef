"""The benchmark's arithmetic, its larger packages, and that its rivals draw what the Overview draws."""

import gzip
import importlib.util
import json
import socket
import subprocess
import sys
import time
import urllib.request
from functools import partial
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs

from labour_migration.charts import charts_of, find_content, is_charted, view_of
from labour_migration.data.package import DataPackage, read_package
from labour_migration.data.rules.engine import require_valid
from labour_migration.data.series import KEY, build_series
from labour_migration.site import PAGES

ROOT = Path(__file__).parents[2]
BENCHMARK = ROOT / "tests" / "benchmark"


def load(name: str):
    """A module of the benchmark, which is no part of the tests and of no package."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARK / f"{name}.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


report, generator = load("report"), load("generator")
NAMES = ("bare", "app", "dash", "panel")


@pytest.fixture(scope="module")
def grown(tmp_path_factory) -> Path:
    """A package of some seven thousand rows."""
    folder = tmp_path_factory.mktemp("grown") / "datasets"
    assert generator.write_package(ROOT / "datasets", folder, 7_000) == len(rows_of(folder))
    return folder


@pytest.fixture(scope="module")
def larger(grown) -> DataPackage:
    """The same, checked and typed."""
    return require_valid(read_package(grown))


def rows_of(folder: Path) -> list[str]:
    return (folder / "official_statistics.csv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize(("share", "expected"), [(0.5, 10), (0.95, 19), (0.96, 20), (1.0, 20), (0.0, 1)])
def test_percentile_is_the_nearest_rank(share, expected):
    assert report.percentile([*range(20, 0, -1)], share) == expected


def test_percentile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no percentile"):
        report.percentile([], 0.5)


def test_medians_are_those_of_each_measure():
    assert report.medians([{"a": 1, "b": 9}, {"a": 3, "b": 7}, {"a": 2, "b": 8}]) == {"a": 2, "b": 8}


def test_table_gives_each_value_with_its_ratio_to_the_bare_page():
    measures = {"p95": report.Measure("p95", at_most=0.5, below=("dash",)), "other": report.Measure("other")}
    table = report.format_table({"p95": {"bare": 2000, "app": 200, "dash": 400, "panel": 30_000}}, measures, NAMES)
    assert table.splitlines() == [
        "| | Bare page | This app | Dash | Panel | To reach |",
        "|---|---:|---:|---:|---:|---|",
        "| p95, ms | 2,000 | 200 (0.1×) | 400 (0.2×) | 30,000 (15×) | ≤ 0.5×, below Dash: reached |",
    ]


def test_what_was_not_measured_has_no_number():
    measure = report.Measure("load", at_most=0.5, below=("dash",))
    assert report.format_table({"load": {"bare": 2000, "app": 200}}, {"load": measure}, NAMES).endswith(
        "| load, ms | 2,000 | 200 (0.1×) | not measured | not measured | ≤ 0.5×, below Dash |"
    )
    assert report.is_reached(measure, {"app": 200, "dash": 300}) is None


def test_goal_is_missed_beyond_it_or_behind_a_rival():
    measure = report.Measure("load", at_most=0.5, below=("dash",))
    assert report.is_reached(measure, {"bare": 100, "app": 50, "dash": 51}) is True
    assert report.is_reached(measure, {"bare": 100, "app": 51, "dash": 60}) is False
    assert report.is_reached(measure, {"bare": 100, "app": 50, "dash": 50}) is False
    absolute = report.Measure("errors", at_most=0, is_absolute=True)
    assert report.is_reached(absolute, {"app": 0}) is True
    assert report.is_reached(absolute, {"bare": 0, "app": 1}) is False


def test_worst_page_is_named_beside_the_overview_for_each_measure():
    results = {
        "load": {"overview": 2000, "residents": 3000, "data": 1000},
        "change": {"overview": 160, "residents": 120},
        "shift": {"overview": 0.019, "residents": 0.01, "data": 0.26},
    }
    goal = {"at_most": 0.05, "is_absolute": True}
    measures = {key: report.Measure(key) for key in ("load", "change")} | {
        "shift": report.Measure("s", "CLS", 3, **goal)
    }
    titles = {"overview": "Overview", "residents": "Residents", "data": "Data"}
    assert report.format_pages(results, measures, titles).splitlines() == [
        "| | Overview | Worst page | To reach |",
        "|---|---:|---:|---|",
        "| load, ms | 2,000 | 3,000 (1.5×): Residents |  |",
        "| change, ms | 160 | 160: Overview |  |",
        "| s, CLS | 0.019 | 0.260 (14×): Data | ≤ 0.05 CLS: missed |",
    ]


def test_no_page_is_the_worst_where_one_was_not_measured():
    measures = {"shift": report.Measure("s", "CLS", 2, at_most=0.05, is_absolute=True)}
    table = report.format_pages({"shift": {"overview": 0.01}}, measures, {"overview": "Overview", "data": "Data"})
    assert table.splitlines()[2:] == ["| s, CLS | 0.01 | not measured | ≤ 0.05 CLS |"]


def test_growth_is_told_by_step_as_a_ratio_to_the_smallest_and_in_words_where_it_was_cut_off():
    columns = {"3873": {"read, s": 0.0126, "change, s": 0.2}, "30000": {"read, s": "> 120 s", "change, s": 0.3}}
    table = report.format_growth({**columns, "300000": {"change, s": 12.0}})
    assert table.splitlines() == [
        "| | 3,873 rows | 30,000 rows | 300,000 rows |",
        "|---|---:|---:|---:|",
        "| read, s | 0.013 | > 120 s | not measured |",
        "| change, s | 0.200 | 0.300 (1.5×) | 12 (60×) |",
    ]


def test_grown_package_is_valid_typed_as_the_real_one_and_has_unique_keys(larger, package):
    assert 6_000 < len(larger.official) <= 7_000
    # The codes of a larger table are more, those of the real one among them.
    assert list(map(str, larger.official.dtypes)) == list(map(str, package.official.dtypes))
    assert not build_series(larger.official).duplicated(KEY).any()


def test_grown_package_begins_with_the_real_rows_and_leaves_the_charts_what_they_are(larger, package):
    real = package.official
    assert larger.official.head(len(real)).astype(str).equals(real.astype(str))
    new = larger.official.tail(-len(real))
    assert set(new["nationality_id"]) <= set(generator.NEW_NATIONALITIES)
    assert new["area_id"].str.fullmatch("JP-[0-9]{2}").all()


def test_same_seed_gives_the_same_package_and_another_seed_another(grown, tmp_path):
    for name, seed in (("same", generator.SEED), ("other", generator.SEED + 1)):
        generator.write_package(ROOT / "datasets", tmp_path / name, 7_000, seed)
    assert rows_of(tmp_path / "same") == rows_of(grown)
    assert rows_of(tmp_path / "other") != rows_of(grown)


def test_smallest_package_is_the_real_one(tmp_path):
    generator.write_package(ROOT / "datasets", tmp_path / "real", 3_000)
    assert rows_of(tmp_path / "real") == rows_of(ROOT / "datasets")


def test_rivals_draw_the_figures_of_the_overview_s_first_chart(package):
    rivals = load("contestants/figures")
    first = next(chart for chart in charts_of("overview") if chart.is_drawn)
    drawn = find_content(first, package, view_of("overview", package)).reported
    dated = drawn[drawn["period_end"].notna()]  # what has no period has no place in a chart, nor in a range of years
    assert list(rivals.choose((rivals.FIRST, rivals.LAST), [])["figure_id"]) == list(dated["figure_id"])


def test_first_years_are_the_longest_run_that_is_drawn_and_differs():
    charts = dict(zip(range(2010, 2020), ["", "a", "a", "b", "c", "d", "d", "", "e", "f"], strict=True))
    rivals = load("contestants/figures")
    assert rivals.distinct_years(charts.__getitem__, list(charts)) == [2012, 2013, 2014, 2015]


def test_first_years_of_the_rivals_are_several():
    assert len(load("contestants/figures").distinct_years()) > 3


@pytest.mark.parametrize("page", [page.view for page in PAGES if is_charted(page.view)])
def test_first_chart_of_a_page_is_changed_by_several_first_years_or_by_none(page, package, monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARK)
    rivals, pages = load("contestants/figures"), load("pages")
    years = rivals.distinct_years(partial(pages.draw_first, page, package), range(2017, 2022))
    assert (len(years) > 2) == (page in pages.CHANGING)
    assert (page in pages.CHANGING) == (page not in pages.STEADY)


def test_overview_and_rivals_draw_the_same_chart_of_a_range_of_years(package, monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARK)
    rivals, pages = load("contestants/figures"), load("pages")
    ours = json.loads(pages.draw_first("overview", package, 2019))
    theirs = json.loads(rivals.draw(rivals.choose((2019, rivals.LAST), [])).to_json())
    for figure in (ours, theirs):
        figure["layout"].pop("template", None)  # that of no styles, which is written in two ways
    assert ours == theirs


def test_static_page_is_one_gzipped_file_with_all_of_plotly_that_browsers_may_keep():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([sys.executable, BENCHMARK / "contestants" / "static_page.py", str(port)]) as process:
        try:
            answer = ask(f"http://127.0.0.1:{port}/")
            page = gzip.decompress(answer.read()).decode()
        finally:
            process.terminate()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert get_plotlyjs() in page
    assert page.index("<h1>") < page.index("plotly.js v")
    assert "src=" not in page.replace(get_plotlyjs(), "")
    rivals = load("contestants/figures")
    drawn = rivals.draw(rivals.choose((rivals.FIRST, rivals.LAST), None))
    names = [name for trace in drawn.data if trace.customdata is not None for name in trace.customdata]
    assert names
    assert all(f'"{name}"' in page for name in names)


def ask(address: str):
    for _turn in range(600):
        try:
            return urllib.request.urlopen(address, timeout=60)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


def test_benchmark_is_no_part_of_the_test_run():
    assert not list(BENCHMARK.rglob("test_*.py"))
