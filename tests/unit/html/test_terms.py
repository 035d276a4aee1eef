"""Terms that open their definition, and all of them as a list."""

from labour_migration.glossary import find_term, list_terms
from labour_migration.html.terms import explain, format_glossary


def test_term_opens_its_definition_where_it_stands(package):
    html = explain("titp", "TITP", package)
    assert html.startswith('<details class="term" name="term"><summary>TITP</summary><span>')
    assert find_term("titp", package).definition.split(".")[0] in html
    assert explain("nothing", "Nothing", package) == "Nothing"


def test_glossary_has_every_term_under_a_name_of_its_own(package):
    html = format_glossary(list_terms(package))
    for term in list_terms(package):
        assert f'id="term-{term.code}"' in html
    assert html.count("<dt>") == html.count("<dd>") == len(list_terms(package))
