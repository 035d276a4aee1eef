"""What a reader is told of a row in words: the remarks that its codes name, then what is told of it alone."""

import pandas as pd

from labour_migration.data.package import DataPackage
from labour_migration.labels import join_sentences
from labour_migration.language import gettext as _

# Table whose rows have remarks -> its column of free text, which is told after them.
FREE_TEXT = {
    "reported_figures": "note",
    "official_statistics": "note",
    "comparisons": "reason",
    "releases": "note",
    "sources": "note",
}


def format_note(remarks: str, own: str, package: DataPackage) -> str:
    """The whole note or reason of a row: the texts of its remarks in their order, then its free text; all translated.

    ``remarks`` are codes of ``remarks.csv`` with one space between, "" for none; KeyError where one is not there.
    """
    return join_sentences([*(_(package.remarks[code]) for code in remarks.split()), _(own)])


def with_whole_notes(rows: pd.DataFrame, package: DataPackage) -> pd.DataFrame:
    """The rows of any table with their whole notes or reasons (:func:`format_note`), each composed once.

    The same rows, key and columns; the codes stay in ``remarks``. Rows without remarks are given back as they are.
    """
    if "remarks" not in rows:
        return rows
    column = "note" if "note" in rows else "reason"
    of_remarks, remarks = pd.factorize(rows["remarks"])
    of_own, own = pd.factorize(rows[column])
    places, pairs = pd.factorize(of_remarks * max(len(own), 1) + of_own)
    told = [format_note(remarks[pair // len(own)], own[pair % len(own)], package) for pair in pairs]
    return rows.assign(**{column: pd.Series(told, dtype="str").iloc[places].set_axis(rows.index)})
