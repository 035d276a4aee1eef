"""The map of prefectures: each has its place, its name, its number, and no colour has to be seen."""

import re

import pandas as pd
import pytest

from labour_migration.html.tiles import PLACES, format_tile_map, shorten_names


def test_every_prefecture_has_a_tile_of_its_own(package):
    prefectures = {area for area in package.areas.index if area.startswith("JP-")}
    assert set(PLACES) == prefectures
    assert len(prefectures) == len(set(PLACES.values())) == 47


def test_prefectures_lie_about_where_they_are():
    row, column = 0, 1
    hokkaido, okinawa, tokyo, osaka = (PLACES[code] for code in ("JP-01", "JP-47", "JP-13", "JP-27"))
    assert hokkaido[row] < tokyo[row] < okinawa[row]
    assert okinawa[column] < osaka[column] < tokyo[column]


def test_short_names_tell_prefectures_apart(package):
    short = shorten_names(package.areas.loc[list(PLACES), "name"])
    assert len(set(short.values())) == len(PLACES)
    assert max(map(len, short.values())) == 3


def test_short_names_of_other_letters_have_as_many_as_tell_them_apart():
    short = shorten_names(["میاگی", "میازاکی", "東京都", "北海道"])
    assert short == {"میاگی": "میاگ", "میازاکی": "میاز", "東京都": "東京都", "北海道": "北海道"}


@pytest.fixture
def make_counts(package):
    """Rows of the package's prefectures at one day, each with a number of the test's own."""

    def make(values: dict[str, float]) -> pd.DataFrame:
        rows = package.official.drop_duplicates("area_id").set_index("area_id", drop=False).loc[list(values)]
        return rows.assign(value=list(map(float, values.values())))

    return make


def test_tile_says_name_and_number_and_an_unknown_one_is_a_dash(make_counts, package):
    html = format_tile_map(make_counts({"JP-11": 4577, "JP-13": 1962}), "By prefecture", package)
    tiles = dict(re.findall(r'<span class="long">(.*?)</span>.*?<b>(.*?)</b>', html))
    assert len(tiles) == 47
    assert (tiles["Saitama"], tiles["Tokyo"], tiles["Osaka"]) == ("4,577", "1,962", "–")
    assert 'aria-label="By prefecture"' in html


def test_tile_with_a_number_leads_to_the_address_of_its_prefecture(make_counts, package):
    html = format_tile_map(make_counts({"JP-11": 4577}), "By prefecture", package, lambda code: f"?prefecture={code}")
    (link,) = re.findall(r'<a href="(.*?)"[^>]*>.*?<b>4,577</b>', html)
    assert link == "?prefecture=JP-11"
    assert html.count("<a ") == 1


def test_bar_is_a_share_of_the_greatest_number(make_counts, package):
    html = format_tile_map(make_counts({"JP-11": 4000, "JP-13": 1000}), "", package)
    shares = re.findall(r"--share: ([\d.]+)", html)
    assert sorted(map(float, shares))[-2:] == [0.25, 1]
    assert format_tile_map(make_counts({}), "", package).count("--share: 0.000") == 47
