"""What of a style sheet a document by itself needs."""

from pathlib import Path

import pytest

from labour_migration.html.sheet import select_rules

STYLE = (Path(__file__).parents[3] / "dashboard" / "assets" / "style.css").read_text(encoding="utf-8")
HTML = '<main id="m" class="embed"><i class="sign disc" data-kind="b"></i></main>'


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("html { margin: 0; }", "html{margin: 0;}"),
        ("html .sign.disc { a: b; }", "html .sign.disc{a: b;}"),
        (".sign.ring { a: b; }", ""),
        (".sign, .ring { a: b; }", ".sign{a: b;}"),
        ("#m > i { a: b; }", "#m > i{a: b;}"),
        ("#other > i { a: b; }", ""),
        (":is(.ring, .embed .sign) i { a: b; }", ":is(.ring, .embed .sign) i{a: b;}"),
        (":is(.ring, .cross) i { a: b; }", ""),
        (":is(.ring, :is(.cross, .sign)) { a: b; }", ":is(.ring, :is(.cross, .sign)){a: b;}"),
        ("i:not(.ring) { a: b; }", "i:not(.ring){a: b;}"),
        ('[data-kind="b"] { a: b; }', '[data-kind="b"]{a: b;}'),
        ('[data-kind="other"] { a: b; }', ""),
        ("@media (min-width: 1px) { .sign { a: b; } .ring { a: b; } }", "@media (min-width: 1px){.sign{a: b;}}"),
        ("@media (min-width: 1px) { .ring { a: b; } }", ""),
        ("@media print { .sign { a: b; } }", ""),
        ('@font-face { src: local("A"); }', '@font-face{src: local("A");}'),
        ('@font-face { src: url("./a.woff2"); }', ""),
        ("/* .sign { } */ i { a: url(x,y); }", "i{a: url(x,y);}"),
    ],
)
def test_rule_is_kept_where_the_document_has_what_it_asks_for(rule, kept):
    assert select_rules(rule, HTML) == kept


def test_rules_of_the_app_stay_out_of_other_documents():
    kept = select_rules(STYLE, HTML)
    assert ".sign.disc" in kept
    assert ".sign.ring" not in kept
    for of_the_app in ("stApp", "st-key", "data-testid", "#shell"):
        assert of_the_app not in kept
    assert kept.count("{") == kept.count("}")
