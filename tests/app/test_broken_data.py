"""Broken data: one sentence and the list of problems, no traceback; mended data: the page again."""

import shutil
from pathlib import Path

import pytest

import loading
from labour_migration.data.selection import year_span

from .conftest import notices

DATASETS = Path(__file__).parents[2] / "datasets"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copy = tmp_path / "datasets"
    shutil.copytree(DATASETS, copy)
    monkeypatch.setattr(loading, "DATASETS", copy)
    return copy


@pytest.mark.parametrize("view", ["overview", "programmes", "data"])
def test_broken_data_is_told_on_every_page_and_the_mended_page_returns(view, folder, run_app):
    file = folder / "reported_figures.csv"
    sound = file.read_bytes()
    file.write_bytes(sound.replace(b",>,5000,", b",,5000,", 1))
    app = run_app(view)
    assert [error.value for error in app.error] == [
        "We cannot show this page: the data has 1 problem. It will return when that is fixed."
    ]
    (problem,) = [text.value for text in app.text]
    assert problem.startswith("reported_figures.csv, line 2, comparator: found ‘’, expected ‘>’, as ")
    assert not app.title
    file.write_bytes(sound)
    app.run()
    assert not app.error
    assert app.title


def test_missing_descriptor_is_told(folder, run_app):
    (folder / "datapackage.json").unlink()
    app = run_app()
    assert len(app.error) == 1
    assert [text.value.split(":")[0] for text in app.text] == ["datapackage.json"]


def test_changed_rows_show_up_without_a_restart(folder, run_app):
    app = run_app("data", part="tables")
    assert "Events (20 rows)" in [button.proto.label for button in app.get("download_button")]
    file = folder / "events.csv"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (signing,) = [row for row in rows if row.startswith("moc-titp-2019-02-26,")]
    file.write_text("".join([*rows, f"again-{signing}"]), encoding="utf-8")  # whose words are translated
    app.run()
    assert "Events (21 rows)" in [button.proto.label for button in app.get("download_button")]


def test_blank_line_is_told_and_the_mended_page_returns(folder, run_app):
    file = folder / "events.csv"
    sound = file.read_bytes()
    file.write_bytes(sound + b"\n")
    app = run_app()
    assert [text.value.split(":")[0] for text in app.text] == ["events.csv, line 22"]
    file.write_bytes(sound)
    app.run()
    assert app.title


def test_year_that_changed_data_do_not_have_is_told_and_ignored(folder, run_app, package):
    first, last = year_span(package)
    app = run_app(to=str(first))
    assert not notices(app)
    file = folder / "official_statistics.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if f",{first}-" not in line), encoding="utf-8")
    app.run()
    assert not app.error
    (notice,) = notices(app)
    assert f"We ignored “to={first}” in this link. Use one year from {first + 1} to {last}." in notice


def test_programme_without_a_start_is_shown_without_it(folder, run_app):
    file = folder / "programmes.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2019-04,", ","), encoding="utf-8")
    app = run_app("programmes")
    shown = "".join(element.proto.body for element in app.get("html"))
    assert "特定技能" in shown
    assert "技能実習" in shown
