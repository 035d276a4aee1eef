"""What machines read of a page, a statement, a source and the package: schema.org in JSON-LD, a citation file."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from labour_migration.charts import charts_of, find_content, view_of
from labour_migration.citation import link_to_words
from labour_migration.data.codes import JAPAN, PAKISTAN
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.schema import DESCRIPTOR, Descriptor, Source, decode_descriptor
from labour_migration.labels import (
    format_figure,
    format_obs_status,
    format_programme,
    format_statement,
    format_unit,
    join_clauses,
    join_sentences,
    row_quantity,
)
from labour_migration.language import current, marked
from labour_migration.language import gettext as _
from labour_migration.output.export import to_zip
from labour_migration.output.formats import FORMATS, ZIP
from labour_migration.previews import preview
from labour_migration.results.allowance import allow
from labour_migration.results.reconcile import Official, Reconciliation, find_comparisons
from labour_migration.results.wording import describe_verdict, format_verdict
from labour_migration.site import API, API_TABLES, NAME, Page, format_title
from labour_migration.statements import has_result, with_repeats

# What derives from what is said in the words of two vocabularies, for readers of either.
CONTEXT = [
    "https://schema.org",
    {"prov": "http://www.w3.org/ns/prov#", "prov:wasDerivedFrom": {"@type": "@id"}},
]
# Tables whose files are named, by their names in the data API, which has the whole package as a ZIP file.
_FILES = ("reported", "official", "events", "sources")
_TABLES = ("reported_figures", "official_statistics", "events", "sectors", "sources")
_COUNTRIES = (JAPAN, PAKISTAN)
_CONDITIONS = marked(
    "No licence has been chosen for the package yet; the articles and statistics belong to their publishers. Cite the "
    "article or the agency for its figure."
)
_REPORTED = marked(
    "Reported figures are copied from articles letter for letter, with their qualifier and their place. Bounds say "
    "what the words allow; for “about” they are our reading."
)
_OFFICIAL = marked(
    "Official figures are copied from the tables of the agencies. Our totals of published figures are calculated, and "
    "marked as ours."
)


def describe_page(page: Page, package: DataPackage, base: str) -> dict:
    """The schema.org Dataset that a page shows, as the document of its JSON-LD; of a page about the site, that it is.

    ``base`` is the address of the site and ends with a slash. Each statement in print that the page shows is a Claim
    in ``hasPart``: its Observation has the bounds that the words allow, a bare value only where they do not hedge it;
    its ``isBasedOn`` has the words themselves, those of its repeats too. Official figures are too many to be listed:
    their publications stand in ``isBasedOn``.
    No licence has been chosen, so there is none; no date is there but that of the version.
    """
    descriptor, address = package.descriptor, base + page.path
    if page.is_aside:  # it shows no figures
        about = {"@context": CONTEXT, "@type": "AboutPage", "@id": address, "name": format_title(page), "url": address}
        return about | {"description": _(page.description), "inLanguage": current().code}
    tables = find_tables(page, package)
    reported, official = tables["reported_figures"], tables["official_statistics"]
    indicators = pd.concat([reported["indicator_id"], official["indicator_id"]]).unique()
    techniques = [text for text, rows in ((_REPORTED, reported), (_OFFICIAL, official)) if not rows.empty]
    # The page of all data leads to the files: its rows are too many to be listed.
    listed = reported if len(official) < len(package.official) else reported.head(0)
    cited = {source_id for rows in tables.values() for source_id in rows["source_id"]}
    sources = [source for source_id, source in package.sources.items() if source_id in cited]
    document = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "name": format_title(page),
        "description": join_sentences([_(page.description), _(descriptor.description)]),
        "url": address,
        "version": descriptor.version,
        "dateModified": descriptor.released.isoformat(),
        "inLanguage": current().code,
        "isAccessibleForFree": True,
        "conditionsOfAccess": _(_CONDITIONS),
        "creator": [{"@type": "Organization", "name": person.title} for person in descriptor.contributors],
        "contributor": [
            {"@type": "Role", "roleName": role, "contributor": {"@type": "Organization", "name": person.title}}
            for person in descriptor.contributors
            for role in person.roles
        ],
        "keywords": list(descriptor.keywords),
        "temporalCoverage": _cover_time([reported, official]),
        "spatialCoverage": [
            {"@type": "Place", "name": _(package.areas.loc[code, "name"])}
            for code in _COUNTRIES
            if code in package.areas.index
        ],
        "variableMeasured": [_describe_indicator(package.indicators.loc[code], base) for code in indicators],
        "measurementTechnique": [_(text) for text in techniques],
        "distribution": list(_describe_files(tables, descriptor, base)),
        "subjectOf": {
            "@type": "CreativeWork",
            "name": _("The package as Croissant metadata"),
            "encodingFormat": "application/ld+json",
            "url": f"{base}{API.lstrip('/')}croissant.json",
        },
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": base, "name": _(NAME), "url": base},
        "isBasedOn": [_describe_source(source, listed) for source in sources],
        "prov:wasDerivedFrom": [source.url for source in sources],
        "hasPart": list(_describe_figures(listed, package, base)),
    }
    return {name: value for name, value in document.items() if value not in ("", [])}


def describe_record(page: Page, package: DataPackage, base: str, code: str) -> dict:
    """The document of JSON-LD of a page that shows one statement or one source, by its code.

    A statement with a result is a schema.org ClaimReview: its Claim, as in the Dataset of the page, is the item
    reviewed; ``reviewBody`` has the sentences of the result, ``about`` its name and its code, ``mentions`` the official
    figures, ``isBasedOn`` their publications. Its rating is that name too, where readers of reviews look for it, and no
    number, since the results are no scale. Where nothing was judged there is no review: a WebPage says why. A source is
    what a WebPage is about.
    """
    shown, descriptor = preview(page, package, code), package.descriptor
    document = {
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": f"{base}{shown.path}#page",  # its address by itself names the Claim
        "url": base + shown.path,
        "name": shown.title,
        "version": descriptor.version,
        "dateModified": descriptor.released.isoformat(),
        "inLanguage": current().code,
        "author": [{"@type": "Organization", "name": person.title} for person in descriptor.contributors],
        "isPartOf": {"@type": "Dataset", "@id": base + page.path, "name": format_title(page)},
        **{"figure": _describe_statement, "source": _describe_origin}[page.record](code, package, base),
    }
    return {name: value for name, value in document.items() if value not in ("", [])}


def _describe_statement(figure_id: str, package: DataPackage, base: str) -> dict:
    """What is particular to the document of a statement."""
    found = find_comparisons(package)[figure_id]
    printed = with_repeats({figure_id}, package)
    (claim,) = _describe_figures(printed, package, base)
    indicator = package.indicators.loc[found[0].figure["indicator_id"]]
    claim["mainEntity"]["variableMeasured"] = _describe_indicator(indicator, base)
    claim["appearance"] = [_describe_work(package.sources[code]) for code in printed["source_id"].unique()]
    told = join_sentences(dict.fromkeys(describe_verdict(one, package) for one in found))
    verdict = found[0].verdict
    name = format_verdict(verdict)
    officials = [(official, one) for one in found for official in (one.official, one.earlier, one.beside) if official]
    told_of = [_describe_official(official, one, package, base) for official, one in officials]
    published = dict.fromkeys(row["source_id"] for official, _one in officials for row in official.observations)
    said = {
        "about": {"@type": "DefinedTerm", "name": name, "termCode": verdict},
        "mentions": [one for place, one in enumerate(told_of) if one not in told_of[:place]],
        "isBasedOn": [_describe_work(package.sources[code]) for code in published],
    }
    if not has_result(figure_id, package):
        return said | {"mainEntity": claim, "description": told}
    words = found[0].figure["as_printed"]
    rating = {"@type": "Rating", "alternateName": name}
    review = {"claimReviewed": words, "reviewBody": told, "reviewRating": rating, "itemReviewed": claim}
    return said | {"@type": "ClaimReview", **review}


def _describe_official(official: Official, one: Reconciliation, package: DataPackage, base: str) -> dict:
    """An official figure beside a statement; of a change and of a total of ours it says what it is."""
    counted, last = one.comparison, official.observations[-1]
    indicator = package.indicators.loc[counted["indicator_id"]]
    published = dict.fromkeys(row["source_id"] for row in official.observations)
    is_change = counted["method"] == "change_between"
    is_total = not is_change and (len(official.observations) > 1 or last["is_computed"])
    qualifiers = [
        "" if counted["programme_id"] == ROOT else format_programme(package.programmes.loc[counted["programme_id"]]),
        _("change between two dates") if is_change else "",
        _("our total") if is_total else "",
        *dict.fromkeys(format_obs_status(row["obs_status"]) for row in official.observations),
    ]
    described = {
        "@type": "Observation",
        "variableMeasured": _describe_indicator(indicator, base),
        "observationAbout": {"@type": "Place", "name": _(package.areas.loc[last["area_id"], "name"])},
        "measurementQualifier": join_clauses([one for one in qualifiers if one]),
        "value": _number(official.value),
        "unitText": format_unit(indicator["unit"]),
        **_date({"period_start": official.period_start, "period_end": official.period_end}),
        "subjectOf": [{"@id": package.sources[code].url} for code in published],
    }
    return {name: value for name, value in described.items() if value != ""}


def _describe_origin(source_id: str, package: DataPackage, base: str) -> dict:
    """What is particular to the document of a source: itself, and the statements that rest on it."""
    source = package.sources[source_id]
    statements = package.reported.loc[package.reported["source_id"] == source_id]
    codes = dict.fromkeys(row["repeats"] or row["figure_id"] for row in statements.to_dict("records"))
    own = {"author": {"name": source.author} if source.author else "", "inLanguage": source.language}
    return {
        "mainEntity": _describe_work(source) | {name: value for name, value in own.items() if value},
        "mentions": [{"@id": f"{base}claims?figure={code}"} for code in codes],
    }


def find_tables(page: Page, package: DataPackage) -> dict[str, pd.DataFrame]:
    """The rows of each table of the package that a page shows as it opens, in the order of the page.

    What its charts and tables have, by the registry, the reported figures beside official series among them; and the
    tables that it lists whole. A row stands once. Official rows are those of charts: sums that we made among them.
    """
    view = view_of(page.view, package)
    found = {name: [package.tables[name]] if name in page.tables else [] for name in _TABLES}
    for chart in charts_of(page.view):
        content = find_content(chart, package, view)
        if chart.table in found:
            found[chart.table].append(content.rows)
        if content.reported is not None:
            found["reported_figures"].append(content.reported)
        for name, rows in content.basis.items():
            found[name].append(rows)
    return {name: _join(rows, package.tables[name]) for name, rows in found.items()}


def _join(frames: Sequence[pd.DataFrame], table: pd.DataFrame) -> pd.DataFrame:
    """The rows of frames, each once; of none, an empty table."""
    filled = [rows for rows in frames if not rows.empty]
    if not filled:
        return table.head(0)
    return filled[0] if len(filled) == 1 else pd.concat(filled).drop_duplicates()


def _describe_source(source: Source, listed: pd.DataFrame) -> dict:
    """A source; of one whose words are listed just the address, since they say the rest."""
    if (listed["source_id"] == source.source_id).any():
        return {"@id": source.url}
    return _describe_work(source)


def _describe_work(source: Source) -> dict:
    """A source as a work, with what is known of it; a date that was inferred is none."""
    day = source.date_published
    described = {
        "@type": "CreativeWork",
        "@id": source.url,
        "name": source.title,
        "publisher": source.publisher,
        "datePublished": day.isoformat() if day and not source.is_date_inferred else "",
        "archivedAt": source.archive_url,
    }
    return {name: value for name, value in described.items() if value}


def _describe_indicator(indicator: Mapping, base: str) -> dict:
    return {
        "@type": "StatisticalVariable",
        "@id": _identify_indicator(indicator["indicator_id"], base),
        "name": _(indicator["name"]),
        "unitText": format_unit(indicator["unit"]),
    }


def _identify_indicator(indicator_id: str, base: str) -> str:
    return f"{base}data#{indicator_id}"


def _describe_figures(reported: pd.DataFrame, package: DataPackage, base: str) -> Iterator[dict]:
    """Each statement in print as a Claim: who says it, in which words of which pages, and its Observation."""
    rows = reported.to_dict("records")
    statements: dict[str, list[dict]] = {}
    for row in rows:
        statements.setdefault(row["repeats"] or row["figure_id"], []).append(row)
    for figure_id, printed in statements.items():
        figure = next((row for row in printed if not row["repeats"]), printed[0])
        claim = {
            "@type": "Claim",
            "@id": f"{base}claims?figure={figure_id}",
            "author": {"name": figure["attributed_to"]} if figure["attributed_to"] else "",
            "isBasedOn": [_describe_words(row["as_printed"], package.sources[row["source_id"]]) for row in printed],
            "mainEntity": _describe_observation(figure, package, base),
        }
        yield {name: value for name, value in claim.items() if value}


def _describe_words(words: str, source: Source) -> dict:
    described = {
        "@type": "Quotation",
        "@id": link_to_words(source.url, words),
        "text": words,
        "inLanguage": source.language,
        "publisher": source.publisher,
        "archivedAt": source.archive_url,
    }
    return {name: value for name, value in described.items() if value}


def _describe_observation(row: Mapping, package: DataPackage, base: str) -> dict:
    """What a figure says, with its hedge in words, of which route, and whether it is more than a promise."""
    unit = package.indicators.loc[row["indicator_id"], "unit"]
    qualifiers = [
        format_figure(row, unit),
        "" if row["programme_id"] == ROOT else format_programme(package.programmes.loc[row["programme_id"]]),
        "" if row["statement"] == "outcome" else format_statement(row["statement"]),
        _("assumed period") if row["is_period_inferred"] else "",
    ]
    return {
        "@type": "Observation",
        "variableMeasured": {"@id": _identify_indicator(row["indicator_id"], base)},
        "measurementQualifier": join_clauses([one for one in qualifiers if one]),
        **_bound(row),
        "unitText": format_unit(unit),
        **_date(row),
    }


def _bound(row: Mapping) -> dict[str, float]:
    """What the words of a figure allow; a value by itself only where they do not hedge it."""
    quantity = row_quantity(row)
    if not quantity.is_hedged:
        return {"value": _number(quantity.value)}
    allowed = allow(quantity)
    bounds = {"minValue": allowed.low, "maxValue": allowed.high}
    return {name: _number(bound) for name, bound in bounds.items() if bound is not None}


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _date(row: Mapping) -> dict[str, str]:
    """The day that a figure is of, or its period; nothing of an undated one."""
    start, end = row["period_start"], row["period_end"]
    if pd.isna(end):
        return {}
    if start == end:
        return {"observationDate": end.date().isoformat()}
    return {"observationPeriod": f"{start.date().isoformat()}/{end.date().isoformat()}"}


def _cover_time(tables: Sequence[pd.DataFrame]) -> str:
    """From the first to the last day that rows are of, as an interval of ISO 8601; nothing where no row has a day."""
    starts = pd.concat([rows["period_start"] for rows in tables]).dropna()
    ends = pd.concat([rows["period_end"] for rows in tables]).dropna()
    if starts.empty:
        return ""
    return f"{starts.min().date().isoformat()}/{ends.max().date().isoformat()}"


def _describe_files(tables: Mapping[str, pd.DataFrame], descriptor: Descriptor, base: str) -> Iterator[dict]:
    """The files that have what a page shows: the whole tables that its rows are of, and the package."""
    api = base + API.lstrip("/")
    for name in _FILES:
        table = API_TABLES[name]
        if not tables[table].empty:
            title = _(descriptor.resource(table).title)
            for one in FORMATS:
                if one.in_api:
                    yield _describe_file(title, one.media_type, f"{api}{name}.{one.ending}")
    yield _describe_file(_(descriptor.title), ZIP.media_type, f"{api}datapackage.zip")


def _describe_file(name: str, kind: str, address: str) -> dict:
    return {"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": address}


def write_citation_file(descriptor: Descriptor) -> str:
    """The content of ``CITATION.cff`` for the package, in the Citation File Format 1.2.0; in English, for machines."""
    document = {
        "cff-version": "1.2.0",
        "message": "Cite the article or the agency for its figure, and this package for the record.",
        "title": descriptor.title,
        "type": "dataset",
        "abstract": descriptor.description,
        "version": descriptor.version,
        "date-released": descriptor.released.isoformat(),
        "keywords": list(descriptor.keywords),
        "authors": [{"name": person.title} for person in descriptor.contributors],
    }
    import yaml  # a hundredth of a second of the start, which no page needs

    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """The files of a package as one ZIP file: as they are, and its citation file.

    Raises
    ------
    DataPackageError
        When there is no descriptor to go by.
    """
    descriptor = decode_descriptor(files.get(DESCRIPTOR))
    return to_zip({**files, "CITATION.cff": write_citation_file(descriptor).encode()}, descriptor.created)
