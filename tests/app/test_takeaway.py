"""What a reader takes away: files in several forms, citations of charts, figures and sources."""

import pytest

PANELS = [
    ("overview", "reported-figures"),
    ("residents", "residents-by-prefecture"),
    ("claims", "ledger"),
    ("claims", "statements"),
    ("gaps", "coverage"),
    ("data", "official-statistics"),
    ("programmes", "sectors"),
]


def labels(app) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


def opened(app, key: str):
    """The page after a reader has opened a popover."""
    app.session_state[key] = True
    return app.run()


@pytest.mark.parametrize(("view", "slug"), PANELS)
def test_every_panel_gives_workbook_and_zip_when_asked(view, slug, run_app):
    app = run_app(view)
    before = labels(app)
    asked = opened(app, f"formats-{slug}")
    assert not asked.exception
    assert set(labels(asked)) - set(before) == {
        "Workbook (XLSX): data, sources, filters, notes",
        "ZIP: CSV, metadata, readme",
    }


@pytest.mark.parametrize(("view", "slug"), PANELS)
def test_every_panel_cites_itself_in_a_sentence_and_two_styles(view, slug, run_app, package):
    app = run_app(view, from_="2019")
    asked = opened(app, f"cite-{slug}")
    assert not asked.exception
    texts = [block.value for block in asked.code]
    place = next(place for place, text in enumerate(texts) if "), in: " in text)
    sentence, apa, chicago = texts[place : place + 3]
    filters = "all routes; all years" if slug == "sectors" else "all routes; from 2019"
    assert f"({filters}), in: {package.descriptor.title}, version {package.descriptor.version}, http" in sentence
    assert f"#{slug} (accessed on " in sentence
    assert apa.startswith("The project's curators. (2026). ")
    assert chicago.startswith("The project's curators. 2026. “")


def test_figure_is_cited_with_its_words_by_its_own_page(run_app):
    app = run_app("claims", figure="the-news-2023-06-05-registrations")
    sentence, apa, _chicago = [block.value for block in app.code]
    for text in (sentence, apa):
        assert "“Over the past 10 months, more than 5,000 Pakistanis have registered”" in text
        assert "said by Japan's immigration authorities, paragraph 1, sentence 2." in text
    assert labels(app)[-3:] == ["BibTeX", "RIS", "CSL-JSON"]


def test_repeat_is_cited_by_the_page_that_repeats(run_app, package):
    repeat = package.reported[package.reported["repeats"] != ""].iloc[0]
    app = run_app("claims", figure=repeat["figure_id"])
    assert f"“{repeat['as_printed']}”" in app.code[0].value
    assert package.sources[repeat["source_id"]].publisher in app.code[0].value


def test_source_has_an_address_and_a_citation_of_its_own(run_app):
    app = run_app("sources", source="isa-residents-by-status")
    assert [heading.value for heading in app.main.header][1:] == ["Cite this source"]
    texts = [block.value for block in app.code]
    assert texts[-1].startswith("出典：「在留外国人統計」（出入国在留管理庁）")


def test_unknown_source_is_told_and_all_are_listed(run_app, package):
    app = run_app("sources", source="nobody")
    assert "nobody" in app.warning[0].value
    assert len(app.main.header) == len(package.sources)
    assert len(app.code) == 0


def test_package_is_cited_on_the_data_page(run_app, package):
    texts = [block.value for block in run_app("data").code]
    assert any(text.startswith(f"The project's curators, “{package.descriptor.title}”") for text in texts)
