"""The list of sources below a chart or a table."""

from labour_migration.html.references import format_references


def test_each_source_is_a_reference_that_leads_to_its_page(sound):
    source = sound.sources["office-2019"]
    html = format_references([source])
    assert f'<li><a href="{source.url}" target="_blank" rel="noopener">' in html
    assert source.title in html


def test_list_of_nothing_has_no_line():
    assert "<li>" not in format_references([])
