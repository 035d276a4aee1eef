"""What a page says to keyboards and screen readers alone."""

from labour_migration.html.access import START, format_skip, format_spoken


def test_link_that_skips_has_all_words_that_the_script_says():
    html = format_skip()
    assert f'<a class="skip" href="#{START}" target="_self"' in html
    assert ">Skip to the content</a>" in html
    for name, words in {
        "navigation": "Pages", "filters": "Filters", "options": "Options", "copy": "Copy", "named": "{button}: {title}",
    }.items():  # fmt: skip
        assert f'data-{name}="{words}"' in html


def test_what_is_told_is_escaped():
    html = format_spoken("residents", "?from=2019&to=2024", 'the "first" <chart>')
    assert 'data-page="residents" data-view="?from=2019&amp;to=2024"' in html
    assert 'data-said="the &#34;first&#34; &lt;chart&gt;"></div>' in html
