"""Small charts on one scale: the subject first, its line behind the others, the ends of the scale named."""

import re

import pytest

from labour_migration.data.series import build_series
from labour_migration.figures.facets import LINE, Facet, Series
from labour_migration.html.multiples import format_multiples


@pytest.fixture
def make_facet(make_official):
    def make(**values: tuple[float, float]) -> Facet:
        members = tuple(
            Series(
                name,
                build_series(
                    make_official(
                        *({"period_end": day, "value": value} for day, value in zip(DAYS, found, strict=True))
                    )
                ),
            )
            for name, found in values.items()
        )
        return Facet("Residents", "persons", "", LINE, members)

    return make


DAYS = ("2012-12-31", "2025-12-31")


def test_subject_comes_first_and_is_behind_every_other(make_facet):
    html = format_multiples(make_facet(Nepal=(100, 400), Pakistan=(100, 332)), "By nationality", "Pakistan")
    assert re.findall(r'<div class="name">(\w+) <b>(.*?)</b>', html) == [("Pakistan", "332"), ("Nepal", "400")]
    assert html.count('<li class="subject">') == 1
    assert html.count('aria-label="100 in December 2012, 332 in December 2025"') == 1
    assert html.count('aria-hidden="true"') == 1  # the subject behind the other: told once
    assert 'aria-label="By nationality"' in html


def test_all_are_on_one_scale_from_zero_whose_ends_are_named_once(make_facet):
    html = format_multiples(make_facet(Nepal=(100, 400), Pakistan=(100, 200)), "", "Pakistan")
    assert re.findall(r'class="(top|bottom)">(.*?)<', html) == [("top", "400"), ("bottom", "0")]
    assert re.findall(r"--down: ([\d.]+)", html) == ["0.500", "0.500", "0.000"]
    fitted = format_multiples(make_facet(Nepal=(100, 400), Pakistan=(100, 200)), "", "Pakistan", is_fitted=True)
    assert ("bottom", "100") in re.findall(r'class="(top|bottom)">(.*?)<', fitted)


def test_nothing_drawn_is_nothing(make_facet):
    assert format_multiples(make_facet(), "", "Pakistan") == ""
