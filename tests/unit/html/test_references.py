"""The list of sources below a chart or a table."""

from dataclasses import replace

from labour_migration.html.references import format_credit_line, format_references


def test_each_source_is_a_reference_that_leads_to_its_page(sound):
    source = sound.sources["office-2019"]
    html = format_references([source])
    assert f'<li><a href="{source.url}" target="_blank" rel="noopener">' in html
    assert source.title in html
    assert html.count(source.url) == 1  # an address is never shown


def test_list_of_nothing_has_no_line():
    assert "<li>" not in format_references([])


def test_credit_names_the_publisher_of_most_and_counts_the_others_and_the_articles(sound):
    office = replace(sound.sources["office-2019"], kind="statistics", publisher="Office")
    other, article = replace(office, publisher="Bank"), replace(office, kind="article", publisher="Gazette")
    assert format_credit_line([office]) == "Source: Office (1)"
    assert format_credit_line([other, office, office]) == "Source: Office and 1 other (3)"
    assert format_credit_line([office, article]) == "Source: Office (1), 1 article"
    assert format_credit_line([office, office, article, article]) == "Source: Office (2), 2 articles"
    assert format_credit_line([article, article]) == "Source: Gazette (2)"
    assert format_credit_line([]) == ""
