"""The glossary: one definition of each term and each mark that readers meet."""

from collections.abc import Mapping
from dataclasses import dataclass

from labour_migration.caching import VERSIONS, memo
from labour_migration.data.package import DataPackage
from labour_migration.labels import format_number, name_programme
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.results.judgement import (
    ABOVE,
    AGREES,
    AGREES_WITH_EARLIER,
    BELOW,
    NEAR,
    NO_COUNTERPART,
    NOT_COMPARABLE,
    NOT_JUDGED,
    PENDING,
    REPEATS,
    VERDICTS,
    WELL_ABOVE,
    WELL_BELOW,
)
from labour_migration.results.tolerances import CLOSE, FAR, OLDER_MONTHS, ROUNDED, SAME

# The programmes of the agreements: what each is stands in programmes.csv.
PROGRAMMES = ("titp", "ssw", "esd")
# The marks beside numbers, in every language, with the codes of their terms.
MARKS = {"[u]": "unverified", "[p]": "provisional", "[e]": "estimated", "[b]": "break", "[s]": "total"}


@dataclass(frozen=True)
class Term:
    """A term, what it means, and the code that links lead to; in the reader's language."""

    code: str
    name: str
    definition: str


_WORDS = {
    "status-of-residence": (
        marked("Status of residence"),
        marked(
            "The legal basis of a foreign national's stay in Japan, such as Student or Permanent Resident. Japan "
            "counts residents by it."
        ),
    ),
    "programme": (
        marked("Programme"),
        marked("TITP, SSW or ESD: a way for workers to come to Japan that governments agreed on or announced."),
    ),
    "category": (
        marked("Category"),
        marked(
            "Our grouping of statuses of residence, such as work or family and settlement. It is the total of its "
            "statuses."
        ),
    ),
    "reported": (
        marked("Reported figure"),
        marked("A number that an article or web page gives, with its qualifier. On charts it is orange."),
    ),
    "official": (
        marked("Official figure"),
        marked("A number that an agency of a government or an international organisation publishes."),
    ),
    "qualifier": (
        marked("Qualifier"),
        marked(
            "A word that keeps a number from being exact: “about”, “more than”. We never drop it. We read “about” as "
            "within {rounded} of the number."
        ),
    ),
    "stock-and-flow": (
        marked("Stock and flow"),
        marked(
            "A stock is a number on one day, such as residents on 31 December. A flow is a number over a period, such "
            "as entries in a year. They never share an axis."
        ),
    ),
    "cap": (
        marked("Intake cap"),
        marked("The most people that Japan's government decided to accept over several years, all nationalities."),
    ),
    "unverified": (
        marked("Unverified [u]"),
        marked(
            "We have not seen this figure in the agency's own table, or we doubt it for a reason given in the note. "
            "Charts show it pale or hollow."
        ),
    ),
    "provisional": (marked("Provisional [p]"), marked("The agency may still revise this figure.")),
    "estimated": (marked("Estimated [e]"), marked("The agency estimated this figure; it did not count it.")),
    "break": (
        marked("Break in the series [b]"),
        marked("From here the figure counts something else or follows new rules. Do not compare across a break."),
    ),
    "total": (
        marked("Our total [s]"),
        marked(
            "Published figures of one source, added up by us where the source gives only the parts. It is only "
            "as reliable as its least reliable part."
        ),
    ),
    "assumed": (
        marked("Assumed date"),
        marked("The source gives no date or period, so we use the day of publication or another day that we name."),
    ),
    "fiscal-year": (
        marked("Fiscal year, such as FY2023-24"),
        marked("Pakistan's fiscal year: from 1 July to 30 June."),
    ),
    "missing": (
        marked("Missing data (–)"),
        marked("We found no official figure and no reported one. It does not mean zero."),
    ),
}  # fmt: skip
# What each result means; its name stands with the rules (results/judgement.py).
_RESULTS = {
    AGREES: marked(
        "The official figure is within the range that we read from the quote, or differs by at most {same}."
    ),
    NEAR: marked("The reported figure differs from the official one by at most {close}."),
    WELL_BELOW: marked("“More than” is true, but the official figure is over {far} higher than the number named."),
    WELL_ABOVE: marked("“Less than” is true, but the official figure is over {far} lower than the number named."),
    AGREES_WITH_EARLIER: marked(
        "The reported figure does not match the latest official figure then public. It matches an earlier one, at most "
        "{months} months old."
    ),
    ABOVE: marked("The reported figure is more than {close} higher than the official one."),
    BELOW: marked("The reported figure is more than {close} lower than the official one."),
    REPEATS: marked("The article repeats the official figure, so a comparison would show nothing."),
    NOT_JUDGED: marked("The article gives no year, so we do not know which official figure to compare it with."),
    NOT_COMPARABLE: marked("The closest official figure measures something else, so we calculate no difference."),
    NO_COUNTERPART: marked("We found no official figure to compare the reported one with."),
    PENDING: marked("The reported figure is a target, a forecast or an agreement. We do not check it."),
}


@memo(VERSIONS)
def list_terms(package: DataPackage) -> tuple[Term, ...]:
    """All terms: the programmes, general terms and marks, results."""
    shares = {name: format_number(share * 100, "percent") for name, share in _SHARES.items()}

    def told(text: str) -> str:
        return _(text).format(months=OLDER_MONTHS, **shares)

    programmes = [package.programmes.loc[code] for code in PROGRAMMES if code in package.programmes.index]
    return (
        *(Term(row["programme_id"], name_programme(row), _(row["description"])) for row in programmes),
        *(Term(code, _(name), told(text)) for code, (name, text) in _WORDS.items()),
        *(Term(code, _(VERDICTS[code]), told(text)) for code, text in _RESULTS.items()),
    )


_SHARES = {"rounded": ROUNDED, "same": SAME, "close": CLOSE, "far": FAR}


@memo(VERSIONS)
def find_openers(package: DataPackage) -> Mapping[str, str]:
    """What opens a term wherever it stands, with the term's code: marks, abbreviations of programmes."""
    return MARKS | {
        package.programmes.loc[code, "abbreviation"]: code for code in PROGRAMMES if code in package.programmes.index
    }


def find_term(code: str, package: DataPackage) -> Term | None:
    """The term of a code; None where the glossary has none."""
    return next((term for term in list_terms(package) if term.code == code), None)
