"""Rules about where figures come from: which of two rival figures counts, on which kind of source a figure rests."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from labour_migration.data.rules.rule import Cell, Frames, Rules
from labour_migration.data.series import KEY
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

RULES = Rules()

# Rows that say the same of the same: rank has to choose between them.
_RIVAL_KEYS = {
    "reported_figures": ["indicator_id", "programme_id", "statement", "period_start", "period_end"],
    "official_statistics": KEY,
}
# What each table may rest on: what articles print and what offices publish never change places.
# A page that prints official figures may print claims beside them.
_SOURCE_KINDS = {"reported_figures": {"article", "quoted"}, "official_statistics": {"statistics", "quoted"}}
_ARCHIVE = "https://web.archive.org/web/"  # what stands before the address of a page in that of its copy
# An address is written in these characters alone, the others percent-encoded (RFC 3986, section 2).
_NOT_OF_ADDRESSES = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")


@RULES.reading(*_RIVAL_KEYS)
def find_undecided_rivals(frames: Frames) -> Iterator[Problem]:
    """Rivals of which none, or more than one, is preferred. Repeats are no rivals, nor is what has no period."""
    for table, key in _RIVAL_KEYS.items():
        rows = frames[table][frames[table]["rank"] != "deprecated"]
        if "repeats" in rows:
            rows = rows[(rows["repeats"] == "") & (rows["period_end"] != "")]
        for _key, rivals in rows[rows.duplicated(key, keep=False)].groupby(key, sort=False):
            preferred = list(rivals.index[rivals["rank"] == "preferred"])
            if len(preferred) != 1:
                found = _("{count} preferred in lines {lines}").format(
                    count=len(preferred), lines=", ".join(map(str, rivals.index))
                )
                remedy = _("Prefer one for a reason that its note gives; the others stay.")
                at = Cell(table, (preferred or list(rivals.index))[-1], "rank")
                yield at.problem("preferred-rival", found, _("exactly one preferred"), remedy)


@RULES.reading(*_SOURCE_KINDS, "sources")
def find_sources_of_other_kinds(frames: Frames) -> Iterator[Problem]:
    """Figures of articles that rest on statistics, and observations that rest on articles."""
    kinds = frames["sources"].set_index("source_id")["kind"]
    for table, allowed in _SOURCE_KINDS.items():
        found = frames[table]["source_id"].map(kinds)
        for line, kind in found[~found.isin(allowed)].items():
            expected = _("a source of kind {kinds}").format(kinds=", ".join(sorted(allowed)))
            remedy = _("Reported figures and official statistics are kept apart: record the row in the other table.")
            yield Cell(table, line, "source_id").problem("source-kind", f"‘{kind}’", expected, remedy)


@RULES.reading("sources")
def find_broken_addresses(frames: Frames) -> Iterator[Problem]:
    """Addresses that cannot be those of a page, as copying and crawling leave them behind."""
    sources = frames["sources"]
    for field in ("url", "archive_url"):
        for line, address in sources[field].items():
            if fault := _find_fault(address.removeprefix(_ARCHIVE)):
                remedy = _("Fix it from what was read; else name only the site, and give the link in note.")
                yield Cell("sources", line, field).problem("address-broken", f"‘{address}’", fault, remedy)


def _find_fault(address: str) -> str:
    """What an address has to be and is not; "" for a sound one."""
    if _NOT_OF_ADDRESSES.search(address):
        return _("no space and no letter outside of ASCII: they are percent-encoded")
    try:
        host, path = urlsplit(address)[1:3]
    except ValueError:  # brackets that hold no number of a host
        return _("an address with a host")
    if host.endswith("."):
        return _("a host without a dot behind it")
    if "//" in path:
        return _("no two slashes in a row in the path")
    if host and path.rstrip("/").rpartition("/")[2].removeprefix("www.") == host.removeprefix("www."):
        return _("a path that does not end with the host again")
    return ""
