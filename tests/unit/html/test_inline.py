"""Links, quoted words and notes."""

from markupsafe import Markup

from labour_migration.html.inline import (
    indented,
    joined,
    link,
    link_to_named,
    link_within,
    linked,
    named,
    noted,
    quote_words,
)


def test_words_are_quoted_in_their_language_and_lead_to_the_page(sound):
    source = sound.sources["gazette-2020-01-15"]
    html = quote_words("more than 1,200", source)
    assert html == (
        '<a href="https://example.org/gazette/1#:~:text=more%20than%201%2C200" target="_blank" rel="noopener">'
        '<q lang="en">more than 1,200</q></a>'
    )


def test_page_is_linked_where_no_words_are_kept(sound):
    html = quote_words("", sound.sources["office-2019"])
    assert html == '<a href="https://example.org/office/1" target="_blank" rel="noopener">Open the page</a>'


def test_addresses_in_a_note_are_links():
    html = linked("See (https://a.example/x_1.html), or https://b.example/y. Done.")
    assert '<a href="https://a.example/x_1.html"' in html
    assert '<a href="https://b.example/y"' in html
    assert html.endswith("</a>. Done.")


def test_link_within_the_app_stays_in_its_window_and_carries_the_query():
    html = link_within("residents", {"programme": ["titp", "ssw"]}, "<here>")
    assert html == '<a href="residents?programme=titp&amp;programme=ssw" target="_self">&lt;here&gt;</a>'
    assert link_within("residents", {}, "here") == '<a href="residents" target="_self">here</a>'


def test_text_is_led_to_by_its_code_on_the_same_page():
    assert named("farming", "Farming") == '<span id="farming">Farming</span>'
    assert link_to_named("farming", "<Farming>") == '<a href="#farming" target="_self">&lt;Farming&gt;</a>'


def test_text_is_escaped_and_markup_is_not():
    bad = "<b>\"'&"
    pieces = [link(bad, bad), link_within(bad, {"a": [bad]}, bad), linked(bad), indented(bad), noted(bad, bad)]
    assert not any("<b>" in piece for piece in pieces)
    assert "<b>" not in joined(bad, Markup("<i></i>"), by="<b>")
    assert joined("a", "b", by=Markup("<br>")) == "a<br>b"


def test_text_without_a_note_stays_as_it_is():
    assert noted("a", "") == "a"
    assert noted("a", "b") == 'a<div class="note">b</div>'


def test_no_address_is_no_link_and_leaves_no_gap():
    assert link("", "archived copy") == ""
    assert joined("a", link("", "archived copy"), "b", by=", ") == "a, b"
