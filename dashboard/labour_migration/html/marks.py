"""The marks beside an official number: its doubts, and what was summed here."""

from collections.abc import Mapping

import pandas as pd

from labour_migration.labels import format_obs_status, join_clauses, join_sentences
from labour_migration.language import gettext as _


def format_marks(point: Mapping) -> str:
    """The marks of a figure in a table: ``[u]``, ``[b]``, ``[p]``, ``[e]``, and ``[s]`` of a sum that we made."""
    status = "" if point["obs_status"] == "A" else f"[{point['obs_status'].lower()}]"
    return " ".join(filter(None, [status, "[s]" if point["is_computed"] else ""]))


def explain_marks(points: pd.DataFrame, is_drawn: bool = True) -> str:
    """What the marks in a table of these points say; nothing where there are none.

    A chart shows the doubts too: pale. What the words mean is in the glossary.
    """
    named = _("{mark} {meaning}")
    said = [
        named.format(mark=f"[{status.lower()}]", meaning=format_obs_status(status))
        for status in "BEPU"
        if (points["obs_status"] == status).any()
    ]
    pattern = _("Pale: {marks}.") if is_drawn else _("{marks}.")
    doubts = [pattern.format(marks=join_clauses(said))] if said else []
    return join_sentences([_("[s] our total of published figures.") if points["is_computed"].any() else "", *doubts])
