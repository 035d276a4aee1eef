"""A chart or a statement by itself: all that a reader needs to judge it, in one small document."""

import re
from html import unescape
from pathlib import Path

from labour_migration.charts import CHARTS
from labour_migration.embeds import find_embed, list_charts, list_embeds
from labour_migration.html.framed import (
    Asked,
    describe_frame,
    estimate_height,
    format_snippets,
    tell_heading,
    write_frame,
    write_iframe,
    write_refusal,
)
from web.embeds import read_assets

# As served: what is written here is there for the tests of routes.
STYLE, SCRIPT = read_assets(Path(__file__).parents[3] / "dashboard" / "assets")
ASKED = Asked(STYLE, SCRIPT)
AT_MOST = 60_000  # bytes, not compressed
RESIDENTS, REGISTRATIONS = "urdupoint-2024-08-29-residents", "the-news-2023-06-05-registrations"
FULL = {"prefecture": {"prefecture": ["JP-11"]}}  # without it, the chart has nothing


def write(code: str, package, asked: Asked = ASKED, **query: str) -> str:
    embed, problems = find_embed(code, {key: [value] for key, value in query.items()} or FULL.get(code, {}), package)
    return unescape(write_frame(embed, package, asked, tuple(one.field for one in problems)))


def test_every_chart_and_statement_has_title_rows_sources_and_a_link_in_sixty_kilobytes(package):
    codes = list_embeds(package)
    assert len(codes) == len(set(codes))
    assert set(codes) > {chart.slug for chart in CHARTS if chart.is_drawn and not chart.is_linked}
    poor, sizes = [], {}
    for code in codes:
        html = write(code, package)
        sizes[code] = len(html.encode())
        embed, _problems = find_embed(code, FULL.get(code, {}), package)
        needed = {
            "title": f"<title>{tell_heading(embed, package)} – " in html,
            "heading": f"<h1>{tell_heading(embed, package)}</h1>" in html,
            "language": '<html lang="en" dir="ltr">' in html,
            "rows": '<th scope="row">' in html and "<details><summary>Table</summary>" in html,
            "source": "<summary>Source: " in html or "blockquote" in html,
            "link": re.search(r'<a class="home" href="\./[a-z]*(\?|#)', html) is not None,
            "nothing asked for": not re.search(r'<(?:img|link|script src)|@import|url\((?!"?data:)', html),
            "nothing leads into the frame": "_self" not in html and 'href="#' not in html,
        }
        poor += [(code, name) for name, is_there in needed.items() if not is_there]
    assert poor == []
    assert max(sizes.values()) <= AT_MOST, max(sizes, key=sizes.get)


def test_each_chart_is_drawn_with_its_height_before_any_script_runs(package):
    for chart in list_charts():
        html = write(chart.slug, package)
        drawn = [*re.findall(r'<svg [^>]*role="img"[^>]*height:(\d+)px', html)]
        assert drawn or re.search('class="(?:ranking|multiples|beside|tiles)', html), chart.slug


def test_view_of_the_address_is_shown_and_leads_to_the_page_in_it(package):
    html = write("residents", package, from_="2019")
    assert '"./residents#residents"' in html
    html = write("residents", package, **{"from": "2019", "axis": "fit"})
    assert "Filtered: 2019–2026" in html
    assert 'href="./residents?from=2019&axis=fit#residents"' in html


def test_statement_has_quote_result_both_sources_and_what_was_official_when(package):
    html = write(RESIDENTS, package)
    assert '<q lang="en">25,000-strong Pakistani diaspora in Japan</q>' in html
    assert "Reported: about 25,000. Latest official figure then public: 25,334 (31 December 2023)." in html
    assert "The two are consistent." in html
    assert "https://www.urdupoint.com/" in html
    assert "https://www.e-stat.go.jp/dbview?sid=0004019020" in html
    assert 'role="img" aria-label="Official figures and the reported one:' in html
    assert f'href="./claims?figure={RESIDENTS}"' in html


def test_statement_that_is_compared_with_many_figures_tells_the_first(package):
    html = write(REGISTRATIONS, package)
    assert html.count('class="verdict ') == 1
    assert "The page compares it with 6 other official figures." in html


def test_repeat_embeds_its_original(package):
    repeat = package.reported[package.reported["repeats"] != ""].iloc[0]
    embed, _problems = find_embed(repeat["figure_id"], {}, package)
    assert embed.code == repeat["repeats"]


def test_codes_of_nothing_are_told_by_their_keys_alone(package):
    html = write("residents", package, **{"from": "2019", "programme": "evil words", "axis": "evil"})
    assert "We ignored part of this link, which names nothing in the data (programme, axis)." in html
    assert "evil" not in html
    assert "Filtered: 2019" in html


def test_view_that_leaves_nothing_says_so(package):
    html = write("prefecture", package, prefecture="")
    assert "no figures match these filters." in html
    assert "<svg" not in html


def test_long_table_keeps_the_latest_rows_and_counts_the_others(package):
    html = write("visitor-arrivals-by-month", package)
    rows = html.count("<tr>") - html.count("<thead><tr>")
    (left,) = re.findall(r"(\d+) more rows are on the page", html)
    assert rows + int(left) == 413
    assert html.index("May 2026") < html.index("April 2026")


def test_theme_and_version_of_an_embed_stand_in_it(package):
    version = package.descriptor.version
    html = write("residents", package, Asked(STYLE, "", version, "dark"))
    assert '<html lang="en" dir="ltr" data-theme="dark">' in html
    assert f"Data version {version}, " in html
    assert "kept as it was." in html
    assert f'href="./residents?v={version}#residents"' in html
    assert "<script" not in html
    assert f'href="./claims?figure={RESIDENTS}&v={version}"' in write(RESIDENTS, package, Asked(STYLE, "", version))
    assert "data-theme=" not in write("residents", package).partition("<style>")[0]


def test_snippets_frame_the_view_live_and_frozen(package):
    embed, _problems = find_embed("residents", {"from": ["2019"]}, package)
    version = package.descriptor.version
    snippets = format_snippets(embed, package, "https://a.example/")
    assert list(snippets) == ["Live: follows new data", f"Frozen at version {version}"]
    live, frozen = map(unescape, snippets.values())
    height = estimate_height(embed, package)
    assert live.startswith(
        f'<iframe src="https://a.example/embed/residents?from=2019" title="{tell_heading(embed, package)}" '
        f'width="100%" height="{height}" style="border:0;max-width:100%" loading="lazy"></iframe>\n<script>'
    )
    assert f'src="https://a.example/embed/residents?from=2019&v={version}"' in frozen


def test_words_of_a_title_stay_in_their_attribute():
    assert write_iframe("https://a/?b=1&c=2", '"><script>', (1, 2)).startswith(
        '<iframe src="https://a/?b=1&amp;c=2" title="&#34;&gt;&lt;script&gt;" width="1"'
    )


def test_described_frame_is_no_larger_than_asked(package):
    embed, _problems = find_embed("residents", {}, package)
    described = describe_frame(embed, package, "https://a.example/", (340, 300))
    assert (described["width"], described["height"]) == (340, 300)
    assert 'width="340" height="300"' in described["html"]
    assert describe_frame(embed, package, "https://a.example/", (340, None))["height"] > 600


def test_narrow_frame_is_higher(package):
    for chart in list_charts():
        embed, _problems = find_embed(chart.slug, FULL.get(chart.slug, {}), package)
        assert estimate_height(embed, package, 340) >= estimate_height(embed, package, 640) > 150


def test_refusal_says_why_and_leads_to_the_site():
    html = write_refusal("No <chart>.", STYLE)
    assert '<p class="notice">No &lt;chart&gt;.</p>' in html
    assert 'href="./"' in html
