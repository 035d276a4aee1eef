"""What a machine is served at the address of each page, whatever it sends."""

import http.client
import json
import re
from html import unescape

import pytest
from playwright.sync_api import expect

from labour_migration.site import PAGES, find_page, format_title


def ask(app, path: str, **headers: str) -> tuple[int, str]:
    """Status and text of what the server answers a browser, without any reading of the address."""
    connection = http.client.HTTPConnection(app.url.removeprefix("http://"), timeout=30)
    connection.request("GET", path, headers={"Accept": "text/html", **headers})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_served_page_has_its_own_head(page, app):
    address = f"{app.url}/{page.path}"
    _status, html = ask(app, f"/{page.path}")
    assert re.findall("<title>(.*?)</title>", html) == [format_title(page)]
    assert unescape(re.search('<meta name="description" content="(.*?)">', html)[1]) == page.description
    assert re.findall('<link rel="canonical" href="(.*?)">', html) == [address]
    (document,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    dataset = json.loads(document)
    assert (dataset["@type"], dataset["@id"]) == ("AboutPage" if page.is_aside else "Dataset", address)
    assert unescape(re.search('<meta property="og:title" content="(.*?)">', html)[1]) == format_title(page)


@pytest.mark.parametrize("path", ["/residents?x=%22%3E%3Cscript%3Eevil", '/evil"><script>', "/claims?figure=evil"])
def test_nothing_that_a_request_says_is_served(path, app):
    _status, html = ask(app, path, Host="evil.example", **{"X-Forwarded-Host": "evil.example"})
    assert "<head>" in html
    assert "evil" not in html


@pytest.mark.parametrize(
    ("address", "title", "words"),
    [
        (
            "claims?figure=urdupoint-2024-08-29-residents",
            "About 25,000 (Pakistanis living in Japan): Consistent",
            ["25,000-strong Pakistani diaspora in Japan", "25,000 − 25,334 = −334", "https://www.e-stat.go.jp/"],
        ),
        (
            "data?source=urdupoint-2024-08-29",
            "Source: Pakistan keen to expand cooperation with Japan (UrduPoint)",
            ["UrduPoint · 29 August 2024", "Pakistanis living in Japan: about 25,000", "https://web.archive.org/"],
        ),
    ],
)
def test_statement_and_source_are_served_with_their_own_head_and_words(address, title, words, app):
    _status, html = ask(app, f"/{address}")
    assert re.findall("<title>(.*?)</title>", html) == [title]
    assert re.findall('<link rel="canonical" href="(.*?)">', html) == [f"{app.url}/{address}"]
    assert [one for one in words if one not in unescape(html)] == []


def test_crawlers_are_told_the_pages(app):
    _status, robots = ask(app, "/robots.txt")
    assert f"Sitemap: {app.url}/sitemap.xml" in robots
    _status, sitemap = ask(app, "/sitemap.xml")
    listed = re.findall("<loc>(.*?)</loc>", sitemap)
    assert listed[: len(PAGES)] == [f"{app.url}/{page.path}" for page in PAGES]
    assert f"{app.url}/claims?figure=urdupoint-2024-08-29-residents" in listed
    assert f"{app.url}/data?source=urdupoint-2024-08-29" in listed


def test_title_stays_that_of_the_page_when_the_app_runs(app, visit):
    page = visit(f"{app.url}/trade").page
    expect(page).to_have_title(format_title(find_page("trade")))
    page.get_by_role("link", name="Residents", exact=True).click()
    expect(page).to_have_title(format_title(find_page("residents")))
    expect(page.get_by_role("link", name="Residents", exact=True)).to_be_visible()


def test_title_of_a_statement_stays_when_the_app_runs_and_goes_with_it(app, visit):
    page = visit(f"{app.url}/claims?figure=urdupoint-2024-08-29-residents").page
    expect(page).to_have_title("About 25,000 (Pakistanis living in Japan): Consistent")
    page.get_by_role("link", name="All reported figures", exact=True).click()
    expect(page).to_have_title(format_title(find_page("claims")))
