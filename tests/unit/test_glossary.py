"""One definition of each term, with the programmes' own words and the tolerances of the rules."""

from labour_migration.glossary import find_term, list_terms
from labour_migration.results.judgement import VERDICTS


def test_every_term_is_defined_once_in_plain_words(package):
    terms = list_terms(package)
    assert len({term.code for term in terms}) == len({term.name for term in terms}) == len(terms)
    assert not any("{" in term.name + term.definition for term in terms)
    assert all(term.definition.endswith(".") for term in terms)
    assert max(len(term.definition.split()) for term in terms) <= 45


def test_programmes_are_told_in_the_words_of_their_table(package):
    term = find_term("ssw", package)
    assert term.name == "Specified Skilled Worker (SSW)"
    assert term.definition == package.programmes.loc["ssw", "description"]


def test_results_are_all_there_with_the_tolerances_of_the_rules(package):
    assert {term.code for term in list_terms(package)} >= set(VERDICTS)
    assert "at most 5%" in find_term("close", package).definition
    assert "at most 1%" in find_term("agrees", package).definition
    assert "at most 24 months old" in find_term("agrees_with_earlier", package).definition
    assert "within 5%" in find_term("qualifier", package).definition


def test_term_that_is_none_has_no_definition(package):
    assert find_term("nothing", package) is None
