"""HTML that a screen reader can walk, and that nothing in the data can break."""

from labour_migration.html.tables import format_table, indented, joined, link, link_within, linked, noted, quote_words


def test_table_has_caption_and_scopes():
    html = format_table("Figures", ["A", "B"], [["a1", "b1"], ["a2", "b2"]])
    assert "<caption>Figures</caption>" in html
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 2
    assert '<td role="cell" data-column="B">b1</td>' in html


def test_text_is_escaped_everywhere():
    bad = "<script>\"'&"
    html = format_table(bad, [bad, bad], [[bad, joined(bad, link("https://a.example/?a=1&b=<", bad), noted(bad, bad))]])
    assert "<script>" not in html
    assert 'href="https://a.example/?a=1&amp;b=&lt;"' in html


def test_words_are_quoted_in_their_language_and_lead_to_the_page(sound):
    source = sound.sources["gazette-2020-01-15"]
    html = quote_words("more than 1,200", source).html
    assert html == (
        '<a href="https://example.org/gazette/1#:~:text=more%20than%201%2C200" target="_blank" rel="noopener">'
        '<q lang="en">more than 1,200</q></a>'
    )


def test_page_is_linked_where_no_words_are_kept(sound):
    html = quote_words("", sound.sources["office-2019"]).html
    assert html == '<a href="https://example.org/office/1" target="_blank" rel="noopener">Open the page</a>'


def test_addresses_in_a_note_are_links():
    html = linked("See (https://a.example/x_1.html), or https://b.example/y. Done.").html
    assert '<a href="https://a.example/x_1.html"' in html
    assert '<a href="https://b.example/y"' in html
    assert html.endswith("</a>. Done.")


def test_link_within_the_app_stays_in_its_window_and_carries_the_query():
    html = link_within("residents", {"programme": ["titp", "ssw"]}, "<here>").html
    assert html == '<a href="residents?programme=titp&amp;programme=ssw" target="_self">&lt;here&gt;</a>'
    assert link_within("residents", {}, "here").html == '<a href="residents" target="_self">here</a>'


def test_grid_is_a_table_and_a_part_is_set_in():
    html = format_table("Grid", ["A", "2019"], [[indented("a&b"), "b1"]], is_grid=True)
    assert html.startswith('<div class="table grid" tabindex="0">')
    assert '<th scope="row" role="rowheader"><span class="part">a&amp;b</span></th>' in html
