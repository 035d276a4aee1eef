"""What machines read: bounds and hedges, words and their pages, JSON-LD that expands."""

import json
from datetime import date

import pytest
import yaml
from pyld import jsonld

from labour_migration.charts import charts_of, find_content, view_of
from labour_migration.citation import link_to_words
from labour_migration.metadata import describe_page, describe_record, find_tables, write_citation_file
from labour_migration.output.formats import FORMATS
from labour_migration.results.reconcile import find_comparisons, find_results
from labour_migration.results.wording import describe_verdict, format_verdict
from labour_migration.site import NAVIGATION, find_page
from labour_migration.statements import has_result

BASE = "https://a.example/"
SCHEMA, PROV = "https://schema.org/", "http://www.w3.org/ns/prov#"
ADDRESSES = ("url", "contentUrl", "archivedAt")


@pytest.fixture
def describe(package):
    """The Dataset of a page."""
    return lambda path: describe_page(find_page(path), package, BASE)


@pytest.fixture
def claims(describe):
    """The statements of the ledger by the ends of their addresses."""
    return {claim["@id"].removeprefix(f"{BASE}claims?figure="): claim for claim in describe("claims")["hasPart"]}


def load_context(url: str, _options: dict) -> dict:
    """A context of our own for that of schema.org: nothing is fetched."""
    assert url == "https://schema.org"
    terms = {name: {"@type": "@id"} for name in ADDRESSES}
    context = {"@vocab": SCHEMA, **{name: {"@id": SCHEMA + name, **how} for name, how in terms.items()}}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": context},
    }


def keys_of(node: object) -> set[str]:
    """The names of all properties in a document."""
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return (set(node) if isinstance(node, dict) else set()).union(*map(keys_of, parts))


@pytest.mark.parametrize("page", NAVIGATION, ids=lambda page: page.view)
def test_dataset_expands_and_names_what_a_catalogue_needs(page, package):
    (dataset,) = jsonld.expand(describe_page(page, package, BASE), {"documentLoader": load_context})
    assert dataset["@type"] == [f"{SCHEMA}Dataset"]
    assert dataset["@id"] == BASE + page.path
    (name,), (description,) = dataset[f"{SCHEMA}name"], dataset[f"{SCHEMA}description"]
    assert name["@value"]
    assert 50 <= len(description["@value"]) <= 5000
    assert f"{SCHEMA}license" not in dataset
    (conditions,) = dataset[f"{SCHEMA}conditionsOfAccess"]
    assert conditions["@value"].startswith("No licence has been chosen")
    files = [file[f"{SCHEMA}contentUrl"][0]["@id"] for file in dataset[f"{SCHEMA}distribution"]]
    assert f"{BASE}api/v1/datapackage.zip" in files
    based = [node["@id"] for node in dataset[f"{SCHEMA}isBasedOn"]]
    assert based == [node["@id"] for node in dataset[f"{PROV}wasDerivedFrom"]]
    assert set(based) <= {source.url for source in package.sources.values()}


@pytest.mark.parametrize("page", NAVIGATION, ids=lambda page: page.view)
def test_every_term_is_one_of_a_vocabulary_or_a_key_of_json_ld(page, package):
    expanded = jsonld.expand(describe_page(page, package, BASE), {"documentLoader": load_context})
    assert all(key.startswith(("@", SCHEMA, PROV)) for key in keys_of(expanded))


@pytest.mark.parametrize("page", NAVIGATION, ids=lambda page: page.view)
def test_metadata_stay_small(page, package):
    # The ledger and the lists of all sources are the largest; every other page is below 50 kB.
    most = 95_000 if page.view in ("claims", "data") else 50_000
    document = json.dumps(describe_page(page, package, BASE), ensure_ascii=False, separators=(",", ":"))
    assert len(document.encode()) < most


@pytest.mark.parametrize(
    ("figure_id", "hedge", "numbers"),
    [
        ("the-news-2023-06-05-registrations", "more than 5,000; assumed period", {"minValue": 5000}),
        ("urdupoint-2024-08-29-residents", "about 25,000; assumed period", {"minValue": 23750, "maxValue": 26250}),
        ("the-news-2023-06-05-arrivals", "5,000; assumed period", {"value": 5000}),
        ("embassy-of-pakistan-tokyo-manpower-residents", "22; TITP", {"value": 22}),
        ("urdupoint-2024-08-29-trade", "US$1.27 billion; assumed period", {"value": 1270000000}),
        (
            "the-news-2023-06-05-residents-potential",
            "“hundreds of thousands”; forecast; assumed period",
            {"minValue": 200000, "maxValue": 999999},
        ),
        ("the-news-2023-06-05-language-schools", "“several”; assumed period", {"minValue": 3}),
    ],
)
def test_hedge_stands_in_words_and_as_bounds(figure_id, hedge, numbers, claims):
    observation = claims[figure_id]["mainEntity"]
    assert observation["measurementQualifier"] == hedge
    assert {name: observation[name] for name in ("value", "minValue", "maxValue") if name in observation} == numbers


def test_no_hedged_figure_has_a_bare_value(claims, package):
    for row in package.reported[package.reported["repeats"] == ""].to_dict("records"):
        is_bare = not row["comparator"] and row["value"] == row["value"]
        assert ("value" in claims[row["figure_id"]]["mainEntity"]) == is_bare


def test_figure_says_who_when_and_where_its_words_are(claims, package):
    claim = claims["the-news-2023-06-05-registrations"]
    source = package.sources["the-news-2023-06-05"]
    words = "Over the past 10 months, more than 5,000 Pakistanis have registered"
    assert claim["author"] == {"name": "Japan's immigration authorities"}
    assert claim["isBasedOn"][0] == {
        "@type": "Quotation",
        "@id": link_to_words(source.url, words),
        "text": words,
        "inLanguage": "en",
        "publisher": "The News International",
        "archivedAt": source.archive_url,
    }
    assert claim["mainEntity"]["observationPeriod"] == "2022-08-05/2023-06-04"
    assert claim["mainEntity"]["unitText"] == "people"
    assert claim["mainEntity"]["variableMeasured"] == {"@id": f"{BASE}data#registrations"}


def test_repeats_are_words_of_the_one_statement(claims, package):
    repeats = package.reported[package.reported["repeats"] != ""]
    assert len(claims) == len(package.reported) - len(repeats)
    for repeat in repeats.to_dict("records"):
        quoted = [words["text"] for words in claims[repeat["repeats"]]["isBasedOn"]]
        assert repeat["as_printed"] in quoted


def test_undated_figure_has_no_date(claims, package):
    undated = package.reported[package.reported["period_end"].isna() & (package.reported["repeats"] == "")]
    assert len(undated)
    for figure_id in undated["figure_id"]:
        assert not {"observationDate", "observationPeriod"} & set(claims[figure_id]["mainEntity"])


def test_no_day_of_a_source_is_one_that_was_inferred(describe, package):
    inferred = {source.url for source in package.sources.values() if source.is_date_inferred}
    dated = {node["@id"] for node in describe("data")["isBasedOn"] if "datePublished" in node}
    assert dated
    assert not dated & inferred


def test_dataset_covers_the_time_and_counts_of_its_page(describe, package):
    trade = describe("trade")
    assert trade["temporalCoverage"].startswith("1962-01-01/")
    assert {"@type": "StatisticalVariable", "@id": f"{BASE}data#remittances", "name": "Workers' remittances from Japan",
            "unitText": "US dollars"} in trade["variableMeasured"]  # fmt: skip
    files = [file["contentUrl"].removeprefix(f"{BASE}api/v1/") for file in trade["distribution"]]
    endings = [one.ending for one in FORMATS if one.in_api]
    named = [f"{name}.{ending}" for name in ("reported", "official") for ending in endings]
    assert files == [*named, "datapackage.zip"]
    assert trade["dateModified"] == package.descriptor.released.isoformat()
    assert "contentSize" not in json.dumps(trade)


def test_dataset_measures_what_the_page_charts_and_nothing_else(describe):
    measured = {
        path: {one["@id"].split("#")[1] for one in describe(path).get("variableMeasured", [])}
        for path in ("programmes", "claims", "trade")
    }
    assert "visas-issued" not in measured["programmes"]
    assert {"residents", "ssw-by-field", "intake-limit"} <= measured["programmes"]
    assert {"residents", "trade", "goods-to-japan"} <= measured["claims"]
    assert {"interns-dispatched", "trainee-visas", "workers-needed"} <= measured["programmes"]  # in tables
    assert "residents" not in measured["trade"]


@pytest.mark.parametrize("page", NAVIGATION, ids=lambda page: page.view)
def test_dataset_measures_the_indicators_of_the_rows_that_its_charts_give(page, package):
    view, rows = view_of(page.view, package), []
    for chart in charts_of(page.view):
        content = find_content(chart, package, view)
        rows += [content.rows, *content.basis.values(), *([] if content.reported is None else [content.reported])]
    counted = {code for frame in rows for code in frame.get("indicator_id", ())}
    measured = describe_page(page, package, BASE).get("variableMeasured", [])
    assert {one["@id"].split("#")[1] for one in measured} == counted


@pytest.fixture
def describe_one(package):
    """The document of one statement or one source, whose terms are all those of a vocabulary."""

    def describe_one(path: str, code: str) -> dict:
        document = describe_record(find_page(path), package, BASE, code)
        (expanded,) = jsonld.expand(document, {"documentLoader": load_context})
        assert all(key.startswith(("@", SCHEMA, PROV)) for key in keys_of(expanded))
        return document

    return describe_one


def test_statement_is_a_review_of_its_claim_with_its_result_and_the_official_figures(describe_one, package):
    review = describe_one("claims", "urdupoint-2024-08-29-residents")
    assert (review["@type"], review["url"]) == ("ClaimReview", f"{BASE}claims?figure=urdupoint-2024-08-29-residents")
    assert review["about"] == {"@type": "DefinedTerm", "name": "Consistent", "termCode": "agrees"}
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Consistent"}
    assert review["claimReviewed"] == "25,000-strong Pakistani diaspora in Japan"
    assert review["reviewBody"].startswith("Reported: about 25,000. Latest official figure then public: 25,334")
    assert [(one["value"], one["observationDate"]) for one in review["mentions"]] == [
        (25334, "2023-12-31"), (27642, "2024-06-30")
    ]  # fmt: skip
    statistics = "https://www.e-stat.go.jp/dbview?sid=0004019020"
    assert [work["@id"] for work in review["isBasedOn"]] == [statistics]
    assert [one["subjectOf"] for one in review["mentions"]] == [[{"@id": statistics}]] * 2
    claim = review["itemReviewed"]
    assert (claim["@type"], claim["@id"]) == ("Claim", f"{BASE}claims?figure=urdupoint-2024-08-29-residents")
    assert claim["mainEntity"]["measurementQualifier"] == "about 25,000; assumed period"
    assert [work["@id"] for work in claim["appearance"]] == [package.sources["urdupoint-2024-08-29"].url]


def test_change_and_total_of_ours_say_what_they_are(describe_one):
    told = describe_one("claims", "the-news-2023-06-05-registrations")["mentions"]
    qualifiers = {one["value"]: one.get("measurementQualifier") for one in told}
    assert (qualifiers[2490], qualifiers[13794]) == ("change between two dates", "our total; unverified")


def test_every_statement_has_its_result_and_a_review_only_where_it_was_judged(describe_one, package):
    results = find_results(package)
    for code, found in find_comparisons(package).items():
        told = describe_one("claims", code)
        assert told["about"]["termCode"] == results[code]
        assert (told["@type"] == "ClaimReview") == has_result(code, package)
        is_review = told["@type"] == "ClaimReview"
        sentences = told["reviewBody" if is_review else "description"]
        assert all(describe_verdict(one, package) in sentences for one in found)
        assert told["itemReviewed" if is_review else "mainEntity"]["@id"] == f"{BASE}claims?figure={code}"
        officials = {one.official.value for one in found if one.official}
        assert officials <= {one["value"] for one in told.get("mentions", [])}
        rating = {"@type": "Rating", "alternateName": format_verdict(results[code])}
        assert told.get("reviewRating") == (rating if is_review else None)
        assert not {"ratingValue", "bestRating", "worstRating"} & keys_of(told)  # results are no scale
        assert len(json.dumps(told, ensure_ascii=False).encode()) < 15_000


def test_every_source_is_what_its_page_is_about_with_the_statements_in_it(describe_one, package):
    for code, source in package.sources.items():
        told = describe_one("data", code)
        assert told["mainEntity"]["@id"] == source.url
        assert ("datePublished" in told["mainEntity"]) == bool(source.date_published and not source.is_date_inferred)
        rows = package.reported[package.reported["source_id"] == code].to_dict("records")
        stated = {f"{BASE}claims?figure={row['repeats'] or row['figure_id']}" for row in rows}
        assert {one["@id"] for one in told.get("mentions", [])} == stated


def test_reports_beside_official_series_are_outcomes_of_the_same(package):
    shown = find_tables(find_page("residents"), package)["reported_figures"]
    assert set(shown["indicator_id"]) == {"residents"}
    assert set(shown["statement"]) == {"outcome"}


def test_package_is_not_changed(package):
    before = {name: table.copy() for name, table in package.tables.items()}
    for page in NAVIGATION:
        describe_page(page, package, BASE)
    assert all(before[name].equals(table) for name, table in package.tables.items())


def test_citation_file_reads_back_with_what_the_descriptor_says(package):
    descriptor = package.descriptor
    read = yaml.safe_load(write_citation_file(descriptor))
    assert (read["cff-version"], read["type"], read["title"]) == ("1.2.0", "dataset", descriptor.title)
    assert read["message"]
    assert read["version"] == descriptor.version
    assert date.fromisoformat(read["date-released"]) == descriptor.released
    assert read["authors"] == [{"name": "The project's curators"}]


def test_page_about_the_site_is_told_as_such_and_not_as_data(package):
    (about,) = jsonld.expand(describe_page(find_page("about"), package, BASE), {"documentLoader": load_context})
    assert about["@type"] == [f"{SCHEMA}AboutPage"]
    assert about["@id"] == f"{BASE}about"
    assert f"{SCHEMA}distribution" not in about
