"""What a page says of the version that its address asks for."""

from dataclasses import replace

from labour_migration.html.versions import format_pin, format_unknown_version


def test_page_of_today_says_nothing(sound):
    assert format_pin(sound, "claims") == ""


def test_page_of_a_version_names_it_and_leads_to_the_newest(sound):
    said = format_pin(replace(sound, pin="1.0.0", newest="2.0.0"), "claims?from=2020")
    assert "This page shows version 1.0.0 of the data, 27 November 2026, as it was then." in said
    assert '<a href="claims?from=2020" target="_self">Show the newest, version 2.0.0</a>' in said


def test_page_of_the_newest_version_says_so(sound):
    said = format_pin(replace(sound, pin="2.0.0", newest="2.0.0"), "claims")
    assert '<a href="claims" target="_self">It is the newest version. Show the page that follows new data</a>' in said


def test_what_changed_since_leads_to_the_corrections(sound):
    said = format_pin(replace(sound, pin="1.0.0", newest="2.0.0"), "claims", "2 changed.")
    assert '<a href="data?part=corrections" target="_self">2 changed.</a>' in said


def test_unknown_version_says_which_there_are_the_newest_first():
    said = format_unknown_version(["1.0.0", "1.10.0"])
    assert "We do not have that version of the data." in said
    assert said.index('href="?v=1.10.0"') < said.index('href="?v=1.0.0"')
    assert '<a href="./" target="_self">Show the data as they are now</a>' in said
