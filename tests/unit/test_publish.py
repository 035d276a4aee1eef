"""The static edition as files: a few of its pages, and what its command refuses."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit import config

import publish
from labour_migration.edition import Address
from labour_migration.language import LOCALES
from labour_migration.site import find_view, language_path
from web.edition import Answer

BASE = "https://example.org/site/"
FIGURE = "urdupoint-2024-08-29-residents"
ABOUT = Address(find_view("about"))
RECORD = Address(find_view("claims"), "figure", FIGURE)
ANSWERS = ("sitemap.xml", "robots.txt", "api/v1/reported.csv", "api/v1/", f"claims.atom?figure={FIGURE}")
SETTINGS = ("browser.serverAddress", "browser.serverPort", "server.baseUrlPath")


def is_wanted(task: Address | Answer) -> bool:
    if isinstance(task, Address):
        return task in (ABOUT, RECORD)
    return task.address in (*ANSWERS, f"embed/{FIGURE}", f"ur/embed/{FIGURE}")


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Iterator[Path]:
    """A folder with two pages in every language, and a few answers of the app."""
    folder = tmp_path_factory.mktemp("edition")
    before = [config.get_option(name) for name in SETTINGS]
    publish.publish(folder, BASE, date(2026, 11, 27), is_wanted, is_compressed=True)
    yield folder
    for name, value in zip(SETTINGS, before, strict=True):
        config.set_option(name, value, config.ConfigOption.DEFAULT_DEFINITION)


def test_each_page_is_there_in_every_language_with_its_files_and_its_picture(out):
    for code in LOCALES:
        root = out / language_path(code)
        assert f"lang={code}" in (root / "about" / "index.html").read_text(encoding="utf-8")
        assert (root / "claims" / "figure" / FIGURE / "index.html").exists()
        assert (root / "preview" / "claims" / f"{FIGURE}.png").read_bytes().startswith(b"\x89PNG")
        assert (root / "404.html").exists()
        assert list((root / "files").glob("*.csv"))


def test_links_of_a_page_and_of_the_feed_lead_below_the_site(out):
    html = (out / "ur" / "claims" / "figure" / FIGURE / "index.html").read_text(encoding="utf-8")
    assert "href=/site/ur/claims/>" in html
    assert f"https://example.org/site/claims/figure/{FIGURE}/" in html
    feed = (out / "claims" / "figure" / f"{FIGURE}.atom").read_text(encoding="utf-8")
    assert f'"https://example.org/site/claims/figure/{FIGURE}.atom"' in feed


def test_answers_of_the_api_are_those_of_the_app(out, package):
    listing = json.loads((out / "api" / "v1" / "index.json").read_text(encoding="utf-8"))
    assert listing["version"] == package.descriptor.version
    rows = (out / "api" / "v1" / "reported.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == len(package.reported) + 1


def test_sitemap_names_the_files(out):
    sitemap = (out / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{BASE}claims/figure/{FIGURE}/</loc>" in sitemap
    assert f'href="{BASE}ja/residents/"' in sitemap
    assert "?" not in sitemap.replace("<?xml", "").replace("?>", "")
    assert f"Sitemap: {BASE}ur/sitemap.xml" in (out / "robots.txt").read_text(encoding="utf-8")


def test_frame_leads_to_the_files_whatever_its_folder_is(out):
    html = (out / "ur" / "embed" / FIGURE / "index.html").read_text(encoding="utf-8")
    assert f'href="/site/ur/claims/figure/{FIGURE}/"' in html
    assert '<base href="/site/ur/"' in html


def test_texts_stand_beside_themselves_compressed_where_that_is_asked_for(out):
    assert (out / "about" / "index.html.gz").exists()
    assert not list(out.rglob("*.png.gz"))


def test_what_every_page_loads_has_a_digest_in_its_name_and_is_there(out):
    html = (out / "ur" / "about" / "index.html").read_text(encoding="utf-8")
    names = [part.partition(" ")[0].partition(">")[0] for part in html.split("href=/site/assets/")[1:]]
    assert len(names) == 4
    for name in names:
        assert (out / "assets" / name).exists()
    (style,) = (name for name in names if name.endswith(".css"))
    sheet = (out / "assets" / style).read_text(encoding="utf-8")
    for part in sheet.split('url("')[1:]:
        if not part.startswith("data:"):
            assert (out / "assets" / part.partition('"')[0]).exists()
    assert "NotoNastaliqUrdu" in sheet
    assert "stApp" not in sheet


def test_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    result = CliRunner().invoke(publish.main, [str(tmp_path), "--base", BASE])
    assert result.exit_code == 1
    assert "none of ours" in result.output
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("base", ["example.org", "ftp://example.org/", "https://", "https://example.org/?a=1"])
def test_address_that_is_none_is_refused(tmp_path, base):
    result = CliRunner().invoke(publish.main, [str(tmp_path / "out"), "--base", base])
    assert result.exit_code == 2
    assert "https://example.org/" in result.output


def test_edition_takes_the_place_of_the_one_before_only_when_it_is_whole(tmp_path, monkeypatch):
    out = tmp_path / "out"
    out.mkdir()
    (out / publish.MARK).touch()
    (out / "index.html").write_text("before")

    def fail(*_arguments, **_named):
        raise RuntimeError

    monkeypatch.setattr(publish, "publish", fail)
    assert CliRunner().invoke(publish.main, [str(out), "--base", BASE]).exit_code == 1
    assert (out / "index.html").read_text() == "before"
    monkeypatch.setattr(publish, "publish", lambda new, *_arguments, **_named: (new / "a").write_text("b") and {})
    assert CliRunner().invoke(publish.main, [str(out), "--base", BASE]).exit_code == 0
    assert sorted(file.name for file in out.iterdir()) == [publish.MARK, "a"]
    assert [folder.name for folder in tmp_path.iterdir()] == ["out"]
