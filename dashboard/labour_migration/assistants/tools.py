"""The four tools that assistants are offered: what each takes, what it answers, and how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from labour_migration.assistants.arguments import check_arguments
from labour_migration.assistants.records import (
    COUNT,
    OBSERVATION,
    STATEMENT,
    TEXT,
    WHOLE_SOURCE,
    Record,
    a_list,
    an_answer,
    an_object,
    observation_record,
    one_of,
    statement_record,
    whole_source_record,
)
from labour_migration.assistants.wording import KEEP, NOTHING
from labour_migration.caching import VERSIONS, memo
from labour_migration.data.codes import JAPAN, PAKISTAN, of_subject
from labour_migration.data.package import DataPackage
from labour_migration.data.routes import ROOT
from labour_migration.data.selection import Selection, codes_of, select, year_span
from labour_migration.data.series import full_series, pick
from labour_migration.findings.answers import to_record
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.matching import DRIFTS, RELATIONS, check_text
from labour_migration.quantities import COMPARATORS
from labour_migration.results.judgement import VERDICTS
from labour_migration.results.reconcile import find_results
from labour_migration.search import AT_MOST, clean, matches
from labour_migration.statements import find_asked, find_check, originals

_FARTHEST = 10_000  # an offset at most
_IDS_AT_MOST, _LONGEST_ID = 20, 120


@dataclass(frozen=True, eq=False)
class Tool:
    """A tool: its name, its title and description, its arguments and its answer as JSON Schemas, and what answers.

    ``takes`` gives the schema of each argument over a package, ``required`` names those that it cannot do without.
    ``answer`` takes a package, arguments that fit and the address of the site; it raises ValueError, with a sentence,
    where arguments that fit by themselves contradict each other.
    """

    name: str
    title: str
    description: str
    takes: Callable[[DataPackage], Mapping[str, Mapping]]
    output: Mapping[str, object]
    answer: Callable[[DataPackage, Mapping, str], Record]
    required: tuple[str, ...] = ()


def describe_tools(package: DataPackage) -> list[Record]:
    """The tools as the Model Context Protocol lists them."""
    return [
        {
            "name": tool.name,
            "title": _(tool.title),
            "description": f"{_(tool.description)} {_(KEEP)}",
            "inputSchema": input_schema(tool, package),
            "outputSchema": tool.output,
            "annotations": {
                "title": _(tool.title),
                "readOnlyHint": True,
                "destructiveHint": False,
                "idempotentHint": True,
                "openWorldHint": False,
            },
        }
        for tool in TOOLS.values()
    ]


@memo(at_most=VERSIONS * 4)
def input_schema(tool: Tool, package: DataPackage) -> Record:
    """The JSON Schema of a tool's arguments; shared: never change it."""
    return {
        "type": "object",
        "properties": dict(tool.takes(package)),
        "required": list(tool.required),
        "additionalProperties": False,
    }


def call_tool(tool: Tool, arguments: Mapping, package: DataPackage, base: str) -> tuple[Record, list[str]]:
    """The answer of a tool, and what is wrong with the arguments, a sentence each: where there is any, no answer."""
    if told := check_arguments(arguments, input_schema(tool, package)):
        return {}, told
    try:
        return tool.answer(package, arguments, base), []
    except ValueError as error:
        return {}, [str(error)]


# --- Arguments and pages of answers ---------------------------------------------------------------


def _text(description: str, at_most: int = AT_MOST) -> Record:
    return {"type": "string", "minLength": 1, "maxLength": at_most, "description": _(description)}


def _whole(description: str, least: int, most: int, default: int | None = None) -> Record:
    schema = {"type": "integer", "minimum": least, "maximum": most, "description": _(description)}
    return schema if default is None else {**schema, "default": default}


def _code(description: str, codes: Mapping | tuple | list) -> Record:
    return {**one_of(codes), "description": _(description)}


def _years(package: DataPackage) -> dict[str, Record]:
    first, last = year_span(package)
    return {
        "from": _whole(marked("First year of the periods"), first, last),
        "to": _whole(marked("Last year of the periods"), first, last),
    }


def _pages(usual: int, most: int) -> dict[str, Record]:
    return {
        "limit": _whole(marked("Results at most"), 1, most, usual),
        "offset": _whole(marked("Results to pass over: next_offset of the answer before"), 0, _FARTHEST, 0),
    }


def _select_years(arguments: Mapping) -> dict[str, int | None]:
    first, last = arguments.get("from"), arguments.get("to")
    if first is not None and last is not None and first > last:
        raise ValueError(_("The first year has to be before the last, or the same."))
    return {"year_from": first and int(first), "year_to": last and int(last)}


_PAGE = {
    "data_version": TEXT,
    "total": COUNT,
    "offset": COUNT,
    "next_offset": {"type": ["integer", "null"]},
    "message": TEXT,
}


def _turn(count: int, arguments: Mapping, usual: int, package: DataPackage) -> tuple[slice, Record]:
    """Which of ``count`` results a page has, and what its answer says of all."""
    start = int(arguments.get("offset", 0))
    end = start + int(arguments.get("limit", usual))
    head = {
        "data_version": package.descriptor.version,
        "total": count,
        "offset": start,
        "next_offset": end if end < count else None,
        "message": _(KEEP) if count else _(NOTHING),
    }
    return slice(start, end), head


# --- The tools ------------------------------------------------------------------------------------

_FIGURES, _OBSERVATIONS, _SOURCES = (5, 20), (24, 100), (5, 25)  # results of a page: usually, at most


def _search_takes(package: DataPackage) -> dict[str, Record]:
    said = list(dict.fromkeys(originals(package)["indicator_id"]))
    return {
        "query": _text(marked("Words and numbers to look for: subject, quote, publisher, speaker, year")),
        "result": _code(marked("Result of the comparison with official figures"), VERDICTS),
        "indicator": _code(marked("What is counted"), said),
        "programme": _code(
            marked("Status of residence or programme; a category stands for all its statuses"),
            codes_of("programme", package),
        ),
        **_years(package),
        **_pages(*_FIGURES),
    }


def _search(package: DataPackage, arguments: Mapping, base: str) -> Record:
    selection = Selection(
        programmes=tuple(arguments[key] for key in ("programme",) if key in arguments),
        indicators=tuple(arguments[key] for key in ("indicator",) if key in arguments),
        **_select_years(arguments),
    )
    asked, results = clean(arguments.get("query", "")), find_results(package)
    found = find_asked(package, asked)
    best = {match.figure_id: place for place, match in enumerate(find_check(package, asked).matches)} if asked else {}
    rows = [
        row
        for row in select(originals(package), selection, package).to_dict("records")
        if row["figure_id"] in found and arguments.get("result") in (None, results[row["figure_id"]])
    ]
    rows.sort(key=lambda row: best.get(row["figure_id"], len(best)))
    page, head = _turn(len(rows), arguments, _FIGURES[0], package)
    return {**head, "reported_figures": [statement_record(row, package, base) for row in rows[page]]}


def _check_takes(_package: DataPackage) -> dict[str, Record]:
    return {"text": _text(marked("The sentence or paragraph in English, Urdu or Japanese, with its figures"))}


def _check(package: DataPackage, arguments: Mapping, base: str) -> Record:
    check = check_text(package, arguments["text"])
    told = to_record(check, package)
    return {
        "data_version": told["version"],
        "text": told["text"],
        "answer": told["answer"],
        "quantities": told["quantities"],
        "matches": [
            {
                "relation": record["relation"],
                "words": record["words"],
                "changes": record["drifts"],
                "change_sentences": record["drift_sentences"],
                "reported_figure": statement_record(match.figure, package, base),
            }
            for match, record in zip(check.matches, told["matches"], strict=True)
        ],
        "message": _(KEEP) if check.matches else _(NOTHING),
    }


def _series_takes(package: DataPackage) -> dict[str, Record]:
    series = full_series(package)
    counted = set(series["indicator_id"])
    return {
        "indicator": _code(
            marked("What is counted; residents are the Pakistanis living in Japan"),
            [code for code in codes_of("indicator", package) if code in counted],
        ),
        "programme": _code(
            marked("Status of residence or programme; without it, all together"), codes_of("programme", package)
        ),
        "nationality": _code(marked("Nationality; without it, Pakistan"), codes_of("nationality", package)),
        "area": _code(
            marked("Country, or prefecture of Japan; without it, whole countries"), codes_of("area", package)
        ),
        "category": _code(
            marked("A part of what is counted; without it, the whole"),
            sorted(set(series["category"].astype(str)) - {""}),
        ),
        **_years(package),
        **_pages(*_OBSERVATIONS),
    }


def _series(package: DataPackage, arguments: Mapping, base: str) -> Record:
    years = _select_years(arguments)
    whole = pick(full_series(package), indicator_id=arguments["indicator"])
    chosen = {column: arguments[key] for key, column in _COLUMNS.items() if key in arguments}
    rows = pick(whole, **chosen)
    for column, codes in _WHOLES.items():
        # Where only parts are published, each says what it is a part of.
        if column not in chosen and (is_whole := rows[column].isin(codes)).any():
            rows = rows[is_whole]
    rows = rows if "nationality" in arguments else of_subject(rows)
    rows = select(rows, Selection(**years), package)
    page, head = _turn(len(rows), arguments, _OBSERVATIONS[0], package)
    indicator = package.indicators.loc[arguments["indicator"]]
    return {
        **head,
        "indicator": {
            "code": arguments["indicator"],
            "unit": indicator["unit"],
            "measure": indicator["measure"],
            "definition": _(indicator["definition"]),
        },
        "available": {name: _codes_in(whole[column]) for name, column in _DIMENSIONS.items()},
        # The latest come first, since they are what most ask for.
        "official_figures": [
            observation_record(row, package, base) for row in rows.iloc[::-1].iloc[page].to_dict("records")
        ],
    }


_COLUMNS = {"programme": "programme_id", "nationality": "nationality_id", "area": "area_id", "category": "category"}
_DIMENSIONS = dict(zip(("programmes", "nationalities", "areas", "categories"), _COLUMNS.values(), strict=True))
_WHOLES = {"programme_id": (ROOT,), "area_id": (JAPAN, PAKISTAN), "category": ("",)}


def _codes_in(column: pd.Series) -> list[str]:
    return sorted({str(code) for code in column.unique() if code})


def _sources_takes(package: DataPackage) -> dict[str, Record]:
    return {
        "query": _text(marked("Words to look for: title, publisher, author, year")),
        "source_ids": {
            "type": "array",
            "items": {"type": "string", "minLength": 1, "maxLength": _LONGEST_ID},
            "minItems": 1,
            "maxItems": _IDS_AT_MOST,
            "description": _(marked("Codes of sources, as figures name them in source_id")),
        },
        "kind": _code(
            marked("Kind of source: article, statistics (an agency's), quoted (an agency's, by others), reference"),
            sorted({source.kind for source in package.sources.values()}),
        ),
        **_pages(*_SOURCES),
    }


def _sources(package: DataPackage, arguments: Mapping, base: str) -> Record:
    asked, codes = clean(arguments.get("query", "")), arguments.get("source_ids", package.sources)
    if unknown := [code for code in codes if code not in package.sources]:
        raise ValueError(_("No source has the code {code}.").format(code=unknown[0]))
    found = [
        source
        for source in package.sources.values()
        if source.source_id in codes
        and arguments.get("kind") in (None, source.kind)
        and matches(asked, f"{source.title} {source.publisher} {source.author} {source.date_published}")
    ]
    page, head = _turn(len(found), arguments, _SOURCES[0], package)
    return {**head, "sources": [whole_source_record(source, package, base) for source in found[page]]}


_QUANTITY = an_object(
    {
        "words": TEXT,
        "start": COUNT,
        "end": COUNT,
        "comparator": one_of(COMPARATORS),
        "value": {"type": ["number", "null"]},
        "low": {"type": ["number", "null"]},
        "high": {"type": ["number", "null"]},
        "is_time": {"type": "boolean"},
    }
)
TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            "search_figures",
            marked("Search reported figures"),
            marked(
                "Finds figures that articles have reported about migration and trade between Pakistan and Japan. Each "
                "comes with its quote, its qualifier, its result against official figures, the calculation, both "
                "sources, and the articles that repeat it. Without a query it lists all."
            ),
            _search_takes,
            an_answer({**_PAGE, "reported_figures": a_list(STATEMENT)}),
            _search,
        ),
        Tool(
            "check_claim",
            marked("Check a sentence"),
            marked(
                "Checks a sentence against the recorded figures: which ones it retells, what it changed of them (a "
                "lost qualifier, another scale, a forecast told as a fact), and the result of the recorded figure. "
                "The result is that of the recorded figure, never of the sentence. Says “Not recorded” where there is "
                "none."
            ),
            _check_takes,
            an_answer(
                {
                    "data_version": TEXT,
                    "text": TEXT,
                    "answer": TEXT,
                    "quantities": a_list(_QUANTITY),
                    "matches": a_list(
                        an_object(
                            {
                                "relation": one_of(RELATIONS),
                                "words": TEXT,
                                "changes": a_list(one_of(DRIFTS)),
                                "change_sentences": a_list(TEXT),
                                "reported_figure": STATEMENT,
                            }
                        )
                    ),
                    "message": TEXT,
                }
            ),
            _check,
            required=("text",),
        ),
        Tool(
            "get_series",
            marked("Get official figures"),
            marked(
                "Gives official figures of one indicator, the latest first: how many, when, of whom, where, how sure, "
                "and by which agency. It also says by what the indicator can be narrowed down."
            ),
            _series_takes,
            an_answer(
                {
                    **_PAGE,
                    "indicator": an_object({"code": TEXT, "unit": TEXT, "measure": TEXT, "definition": TEXT}),
                    "available": an_object({name: a_list(TEXT) for name in _DIMENSIONS}),
                    "official_figures": a_list(OBSERVATION),
                }
            ),
            _series,
            required=("indicator",),
        ),
        Tool(
            "get_sources",
            marked("Get sources"),
            marked(
                "Lists the articles and official publications behind the figures, with publisher, date, link, archived "
                "copy, how to cite each, and the figures that each reports."
            ),
            _sources_takes,
            an_answer({**_PAGE, "sources": a_list(WHOLE_SOURCE)}),
            _sources,
        ),
    )
}
