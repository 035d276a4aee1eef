"""Broken data: one sentence and the list of problems, no traceback; mended data: the page again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import loading
from components import stale
from labour_migration.data.selection import year_span

from .conftest import address, notices, open_all

DATASETS = Path(__file__).parents[2] / "datasets"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copy = tmp_path / "datasets"
    shutil.copytree(DATASETS, copy)
    monkeypatch.setattr(loading, "DATASETS", copy)
    return copy


@pytest.mark.parametrize("view", ["overview", "programmes", "data"])
def test_broken_data_is_told_on_every_page_and_the_mended_page_returns(view, folder, run_app, seal):
    file = folder / "reported_figures.csv"
    sound = file.read_bytes()
    file.write_bytes(sound.replace(b",>,5000,", b",,5000,", 1))
    seal(folder)
    app = run_app(view)
    assert [error.value for error in app.error] == [
        "We cannot show this page: the data has 1 problem. It will return when that is fixed."
    ]
    (problem,) = [text.value for text in app.text]
    assert problem.startswith("reported_figures.csv, line 2, comparator: found ‘’, expected ‘>’, as ")
    assert not app.title
    file.write_bytes(sound)
    seal(folder)
    app.run()
    assert not app.error
    assert app.title


def test_page_stays_as_it_was_while_its_data_are_broken(folder, run_app):
    app = run_app("residents", from_="2016")
    shown = [title.value for title in app.title], [caption.value for caption in app.caption]
    (folder / "official_statistics.csv").write_bytes(b"half a he")
    app.run()
    assert not app.error
    assert not app.warning  # the notice is for who mends the data
    assert ([title.value for title in app.title], [caption.value for caption in app.caption]) == shown


@pytest.mark.parametrize("count", [1, 2])
def test_who_mends_the_data_is_told_that_they_are_stale(count, folder, run_app, seal, monkeypatch):
    monkeypatch.setattr(stale, "is_local", lambda: True)
    app = run_app()
    assert not app.warning
    with (folder / "events.csv").open("ab") as file:
        file.write(b"\n" * count)
    seal(folder)
    app.run()
    (told,) = [warning.value for warning in app.warning]
    version = loading.load_package().descriptor.version
    rest = {1: "problem since", 2: "problems since"}[count]
    assert told.startswith(f"You see the last valid data, version {version}. The files have {count} {rest} ")
    assert told.partition("\n\n")[2].startswith("events.csv, line 22: found ")
    assert app.title


def test_missing_descriptor_is_told(folder, run_app):
    (folder / "datapackage.json").unlink()
    app = run_app()
    assert len(app.error) == 1
    assert [text.value.split(":")[0] for text in app.text] == ["datapackage.json"]


def test_changed_rows_show_up_without_a_restart(folder, run_app, seal):
    app = run_app("data", part="tables")
    assert "Events (20 rows)" in [button.proto.label for button in app.get("download_button")]
    file = folder / "events.csv"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (signing,) = [row for row in rows if row.startswith("moc-titp-2019-02-26,")]
    file.write_text("".join([*rows, f"again-{signing}"]), encoding="utf-8")  # whose words are translated
    seal(folder)
    app.run()
    assert "Events (21 rows)" in [button.proto.label for button in app.get("download_button")]


def test_blank_line_is_told_and_the_mended_page_returns(folder, run_app, seal):
    file = folder / "events.csv"
    sound = file.read_bytes()
    file.write_bytes(sound + b"\n")
    seal(folder)
    app = run_app()
    assert [text.value.split(":")[0] for text in app.text] == ["events.csv, line 22"]
    file.write_bytes(sound)
    seal(folder)
    app.run()
    assert app.title


def drop_year(folder: Path, year: int, seal: Callable[[Path], None]) -> None:
    """Leave out every official figure that has to do with a year, the first or the last: pages then offer others."""
    file = folder / "official_statistics.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if f",{year}-" not in line), encoding="utf-8")
    seal(folder)


def test_year_that_changed_data_do_not_have_is_told_and_ignored(folder, run_app, package, seal):
    first, last = year_span(package)
    app = run_app(to=str(first))
    assert not notices(app)
    drop_year(folder, first, seal)
    app.run()
    assert not app.error
    (notice,) = notices(app)
    assert f"We ignored “to={first}” in this link. Use one year from {first + 1} to {last}." in notice


def test_view_and_address_stay_one_when_changed_data_offer_other_years(folder, run_app, package, seal):
    first, last = year_span(package)
    chosen = {"programme": ["titp"], "from": ["2016"], "to": ["2020"]}
    app = open_all(run_app("residents", programme="titp", from_="2016", to="2020"), "filter")
    drop_year(folder, first, seal)
    app.run()
    slider = app.slider[0]
    assert (slider.min, slider.max, slider.value) == (first + 1, last, (2016, 2020))
    assert [number.value for number in app.number_input] == [2016, 2020]
    assert (app.multiselect[0].value, address(app)) == (["titp"], chosen)
    slider.set_range(2016, 2021).run()  # the next key changes what it is for, and nothing else
    assert address(app) == chosen | {"to": ["2021"]}
    drop_year(folder, first + 1, seal)
    app.slider[0].set_range(2016, 2022).run()  # nor when the data change just before
    assert (app.slider[0].min, app.slider[0].value) == (first + 2, (2016, 2022))
    assert address(app) == chosen | {"to": ["2022"]}


def test_view_and_address_stay_one_when_data_are_mended_with_other_years(folder, run_app, package, seal):
    first, _last = year_span(package)
    file = folder / "events.csv"
    sound = file.read_bytes()
    file.write_bytes(sound + b"\n")
    app = open_all(run_app("residents", programme="titp", from_="2016", to="2020"), "filter")
    assert app.error
    file.write_bytes(sound)
    drop_year(folder, first, seal)
    open_all(app.run(), "filter")
    assert (app.slider[0].min, app.slider[0].value) == (first + 1, (2016, 2020))
    drop_year(folder, first + 1, seal)
    app.run()
    assert (app.slider[0].min, app.slider[0].value) == (first + 2, (2016, 2020))


def test_programme_without_a_start_is_shown_without_it(folder, run_app, seal):
    file = folder / "programmes.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2019-04,", ","), encoding="utf-8")
    seal(folder)
    app = run_app("programmes")
    shown = "".join(element.proto.body for element in app.get("html"))
    assert "特定技能" in shown
    assert "技能実習" in shown
