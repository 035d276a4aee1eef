"""Terms that open their definition, and all of them as a list."""

from labour_migration.glossary import find_term, list_terms
from labour_migration.html.terms import explain, format_glossary, open_name, open_terms
from labour_migration.verbatim import Markdown


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


def test_marks_and_programmes_of_a_line_open_once_and_links_stay(package):
    html = open_terms(Markdown("TITP and SSW, **TITP** [u], not [U] or TITPs: [page](data?programme=TITP)"), package)
    assert html.count("<details") == 3
    assert html.startswith('<details class="term" name="term"><summary>TITP</summary>')
    assert "<summary>SSW</summary>" in html
    assert "<summary>[u]</summary>" in html
    assert "<strong>TITP</strong> " in html
    assert 'not [U] or TITPs: <a href="data?programme=TITP">page</a>' in html


def test_line_of_the_data_is_no_markdown(package):
    assert open_terms("**a** [link](http://c.example) <i>", package) == "**a** [link](http://c.example) &lt;i&gt;"


def test_name_of_a_term_opens_and_other_words_do_not(package):
    assert "<summary>Status of residence</summary>" in open_name("Status of residence", package)
    assert open_name("Nationality", package) == "Nationality"
