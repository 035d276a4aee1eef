"""Figures as assistants get them: one object each, from which number, qualifier and source cannot be parted.

No object has a bare ``value``: it stands beside its qualifier in ``figure``, or beside its status in ``observation``.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

import pandas as pd

from labour_migration.caching import memo
from labour_migration.citation import format_row_citation, link_to_words
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import format_note
from labour_migration.data.schema import Source
from labour_migration.data.series import KEY
from labour_migration.figures.explorer import name_chart
from labour_migration.findings.wording import qualify
from labour_migration.html.series_rows import find_rivals
from labour_migration.labels import (
    format_figure,
    format_figure_period,
    format_kind,
    format_number,
    format_obs_status,
    format_period,
    format_qualifier,
    format_statement,
    format_unit,
    row_quantity,
)
from labour_migration.language import gettext as _
from labour_migration.quantities import COMPARATORS
from labour_migration.results.judgement import VERDICTS
from labour_migration.results.reconcile import Official, Reconciliation, find_comparisons
from labour_migration.results.repeats import TYPES, find_repeats, format_repeat, type_repeat
from labour_migration.results.wording import describe_arithmetic, describe_verdict, format_verdict, name_counted

Record = dict[str, object]


def reported_record(row: Mapping, package: DataPackage, base: str) -> Record:
    """A row of ``reported_figures.csv``: its figure, what it counts and when, its result, what it repeats, its source.

    ``figure`` has the quote as printed, the number in words with its qualifier, and both in parts; numbers are in the
    indicator's unit. ``result`` is that of a statement, None of a repeat, of which ``repeats`` says what it repeats and
    what it changed. ``base`` is the address of the site.
    """
    unit, quantity = package.indicators.loc[row["indicator_id"], "unit"], row_quantity(row)
    source = package.sources[row["source_id"]]
    ones = find_comparisons(package).get(row["figure_id"])  # that of the result comes first
    return {
        "kind": "reported",
        "figure_id": row["figure_id"],
        "figure": {
            "as_printed": row["as_printed"],
            "text": format_figure(row, unit),
            "qualifier": format_qualifier(quantity.comparator) or None,
            "comparator": quantity.comparator,
            "value": _number(quantity.value),
            "value_low": _number(quantity.low),
            "value_high": _number(quantity.high),
            "unit": unit,
            "unit_name": format_unit(unit),
        },
        "counts": name_counted(row, package),
        "indicator": row["indicator_id"],
        "programme": row["programme_id"],
        "period": _period(row, format_figure_period(row), bool(row["is_period_inferred"])),
        "statement": row["statement"],
        "statement_name": format_statement(row["statement"]),
        "speaker": row["attributed_to"] or None,
        "result": _result(ones[0], package) if ones else None,
        "repeats": _repeated(row, unit, package) if row["repeats"] else None,
        "source": source_record(source, row["as_printed"]),
        "citation": format_row_citation(row, source, package.descriptor),
        "note": format_note(row["remarks"], row["note"], package) or None,
        "data_version": package.descriptor.version,
        "address": _address(f"{base}claims", {"figure": [row["repeats"] or row["figure_id"]]}, package),
    }


def statement_record(row: Mapping, package: DataPackage, base: str) -> Record:
    """A statement as in :func:`reported_record`, with the official figures behind its result and what repeats it.

    ``official`` are the observations that it was compared with, ``earlier`` and ``beside`` those of the second official
    figure that the result may name, as in :class:`labour_migration.results.reconcile.Reconciliation`; all are
    objects of :func:`official_record`.
    """
    ones = find_comparisons(package).get(row["figure_id"])
    found = ones[0] if ones else None
    repeats = find_repeats(package).get(row["figure_id"], ())
    return {
        **reported_record(row, package, base),
        **{
            name: _observations(getattr(found, name, None), package, base) for name in ("official", "earlier", "beside")
        },
        "repeated_by": [reported_record(repeat, package, base) for repeat in repeats],
    }


def official_record(row: Mapping, package: DataPackage, base: str) -> Record:
    """A row of the official series: its observation with unit and status, what it counts and when, its source.

    ``is_our_total`` is true of a sum that we made of published parts.
    """
    unit, source = package.indicators.loc[row["indicator_id"], "unit"], package.sources[row["source_id"]]
    category = package.descriptor.resource("official_statistics").field("category").choices
    return {
        "kind": "official",
        "observation": {
            "text": qualify(format_number(row["value"], unit), [row]),
            "value": _number(row["value"]),
            "unit": unit,
            "unit_name": format_unit(unit),
            "status": row["obs_status"],
            "status_name": format_obs_status(row["obs_status"]) or _("normal"),
            "is_our_total": bool(row["is_computed"]),
        },
        "counts": _name_observed(package, *(row[column] for column in _LINE)),
        "indicator": row["indicator_id"],
        "programme": row["programme_id"],
        "nationality": row["nationality_id"],
        "nationality_name": _(package.nationalities.loc[row["nationality_id"], "name"]),
        "area": row["area_id"],
        "area_name": _(package.areas.loc[row["area_id"], "name"]),
        "category": row["category"] or None,
        "category_name": _(category.get(row["category"], row["category"])) if row["category"] else None,
        "period": _period(row, format_period(row["period_start"], row["period_end"]), is_assumed=False),
        "source": source_record(source),
        "citation": format_row_citation({}, source, package.descriptor),
        "note": format_note(row["remarks"], row["note"], package) or None,
        "data_version": package.descriptor.version,
        "address": _address(f"{base}data", {"source": [row["source_id"]]}, package),
    }


def observation_record(row: Mapping, package: DataPackage, base: str) -> Record:
    """An official figure as in :func:`official_record`; ``rivals`` are what other publications have in its place."""
    rows = find_rivals(package).get(tuple(row[column] for column in KEY), ())
    others = [other for other in rows if (other["source_id"], other["locator"]) != (row["source_id"], row["locator"])]
    told = [official_record({**other, "is_computed": False}, package, base) for other in others]
    return {**official_record(row, package, base), "rivals": told}


def source_record(source: Source, words: str = "") -> Record:
    """A source: who published it, when, where it is and where its archived copy is; the link to its words, if any."""
    day = source.date_published
    return {
        "source_id": source.source_id,
        "publisher": source.publisher,
        "title": source.title,
        "date_published": day.isoformat() if day else None,
        "is_date_assumed": source.is_date_inferred,
        "url": source.url,
        "quote_url": link_to_words(source.url, words),
        "archive_url": source.archive_url or None,
        "language": source.language,
    }


def whole_source_record(source: Source, package: DataPackage, base: str) -> Record:
    """A source as in :func:`source_record`, with all that is recorded of it: its figures, its copy, how it is cited."""
    reported, official = (rows[rows["source_id"] == source.source_id] for rows in (package.reported, package.official))
    return {
        **source_record(source),
        "kind": source.kind,
        "kind_name": format_kind(source.kind),
        "author": source.author or None,
        "date_accessed": source.date_accessed.isoformat(),
        "retrieved_from": source.retrieved_from or None,
        "note": format_note(source.remarks, source.note, package) or None,
        "citation": format_row_citation({}, source, package.descriptor),
        "reported_figures": [reported_record(row, package, base) for row in reported.to_dict("records")],
        "official_figures_recorded": len(official),
        "official_indicators": list(dict.fromkeys(official["indicator_id"].astype(str))),
        "data_version": package.descriptor.version,
        "address": _address(f"{base}data", {"source": [source.source_id]}, package),
    }


_LINE = ("indicator_id", "programme_id", "nationality_id", "area_id", "category")


@memo(at_most=1024)
def _name_observed(package: DataPackage, *codes: str) -> str:
    """What an observation counts, of whom and where, in the explorer's words: “Pakistanis” are those alone."""
    line = pd.DataFrame([dict(zip(_LINE, codes, strict=True))])
    return name_chart(package.indicators.loc[codes[0]], line, package)


def _result(found: Reconciliation, package: DataPackage) -> Record:
    comparison = found.comparison
    return {
        "code": found.verdict,
        "name": format_verdict(found.verdict),
        "sentence": describe_verdict(found, package),
        "calculation": describe_arithmetic(found, package),
        "reason": format_note(comparison["remarks"], comparison["reason"], package) or None,
    }


def _repeated(row: Mapping, unit: str, package: DataPackage) -> Record:
    original = package.reported.set_index("figure_id", drop=False).loc[row["repeats"]]
    return {
        "figure_id": row["repeats"],
        "change": type_repeat(row, original),
        "change_name": format_repeat(row, original, unit),
    }


def _observations(official: Official | None, package: DataPackage, base: str) -> list[Record]:
    return [official_record(row, package, base) for row in official.observations] if official else []


def _period(row: Mapping, text: str, is_assumed: bool) -> Record:
    return {"text": text, "start": _day(row["period_start"]), "end": _day(row["period_end"]), "is_assumed": is_assumed}


def _day(day: pd.Timestamp) -> str | None:
    return None if pd.isna(day) else day.date().isoformat()


def _number(value: float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if float(value).is_integer() else float(value)


# --- JSON Schemas ---------------------------------------------------------------------------------


def an_object(properties: Mapping[str, Mapping]) -> Record:
    """The schema of an object that has all of these properties."""
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def a_list(items: Mapping) -> Record:
    """The schema of a list."""
    return {"type": "array", "items": items}


def one_of(codes: Mapping | tuple) -> Record:
    """The schema of a code."""
    return {"type": "string", "enum": list(codes)}


TEXT, NUMBER, FLAG, COUNT = {"type": "string"}, {"type": "number"}, {"type": "boolean"}, {"type": "integer"}
MAYBE_TEXT, _MAYBE_NUMBER = {"type": ["string", "null"]}, {"type": ["number", "null"]}
_PERIOD = an_object({"text": TEXT, "start": MAYBE_TEXT, "end": MAYBE_TEXT, "is_assumed": FLAG})
_SOURCE_FIELDS = {
    "source_id": TEXT,
    "publisher": TEXT,
    "title": TEXT,
    "date_published": MAYBE_TEXT,
    "is_date_assumed": FLAG,
    "url": TEXT,
    "quote_url": TEXT,
    "archive_url": MAYBE_TEXT,
    "language": TEXT,
}
_SOURCE = an_object(_SOURCE_FIELDS)
_TRAIL = {"source": _SOURCE, "citation": TEXT, "note": MAYBE_TEXT, "data_version": TEXT, "address": TEXT}
_REPORTED_FIELDS = {
    "kind": {"const": "reported"},
    "figure_id": TEXT,
    "figure": an_object(
        {
            "as_printed": TEXT,
            "text": TEXT,
            "qualifier": MAYBE_TEXT,
            "comparator": one_of(COMPARATORS),
            "value": _MAYBE_NUMBER,
            "value_low": _MAYBE_NUMBER,
            "value_high": _MAYBE_NUMBER,
            "unit": TEXT,
            "unit_name": TEXT,
        }
    ),
    "counts": TEXT,
    "indicator": TEXT,
    "programme": TEXT,
    "period": _PERIOD,
    "statement": TEXT,
    "statement_name": TEXT,
    "speaker": MAYBE_TEXT,
    "result": {
        **an_object(
            {
                "code": one_of(VERDICTS),
                "name": TEXT,
                "sentence": TEXT,
                "calculation": a_list(TEXT),
                "reason": MAYBE_TEXT,
            }
        ),
        "type": ["object", "null"],
    },
    "repeats": {
        **an_object({"figure_id": TEXT, "change": one_of(TYPES), "change_name": TEXT}),
        "type": ["object", "null"],
    },
    **_TRAIL,
}
_OFFICIAL_FIELDS = {
    "kind": {"const": "official"},
    "observation": an_object(
        {
            "text": TEXT,
            "value": NUMBER,
            "unit": TEXT,
            "unit_name": TEXT,
            "status": TEXT,
            "status_name": TEXT,
            "is_our_total": FLAG,
        }
    ),
    "counts": TEXT,
    "indicator": TEXT,
    "programme": TEXT,
    "nationality": TEXT,
    "nationality_name": TEXT,
    "area": TEXT,
    "area_name": TEXT,
    "category": MAYBE_TEXT,
    "category_name": MAYBE_TEXT,
    "period": _PERIOD,
    **_TRAIL,
}
# Each schema stands once in the schema of an answer, under ``$defs``.
_REPORTED, _OFFICIAL = {"$ref": "#/$defs/reported"}, {"$ref": "#/$defs/official"}
STATEMENT = an_object(
    {
        **_REPORTED_FIELDS,
        **{name: a_list(_OFFICIAL) for name in ("official", "earlier", "beside")},
        "repeated_by": a_list(_REPORTED),
    }
)
OBSERVATION = an_object({**_OFFICIAL_FIELDS, "rivals": a_list(_OFFICIAL)})
WHOLE_SOURCE = an_object(
    {
        **_SOURCE_FIELDS,
        "kind": TEXT,
        "kind_name": TEXT,
        "author": MAYBE_TEXT,
        "date_accessed": TEXT,
        "retrieved_from": MAYBE_TEXT,
        "note": MAYBE_TEXT,
        "citation": TEXT,
        "reported_figures": a_list(_REPORTED),
        "official_figures_recorded": COUNT,
        "official_indicators": a_list(TEXT),
        "data_version": TEXT,
        "address": TEXT,
    }
)


def an_answer(properties: Mapping[str, Mapping]) -> Record:
    """The schema of a tool's answer, with the definitions of figures that its properties refer to."""
    return {
        **an_object(properties),
        "$defs": {"reported": an_object(_REPORTED_FIELDS), "official": an_object(_OFFICIAL_FIELDS)},
    }


def _address(page: str, query: Mapping[str, list[str]], package: DataPackage) -> str:
    """The address that shows a record, in the version of the package where a reader asked for one."""
    return f"{page}?{urlencode({**query, **package.pinned}, doseq=True)}"
