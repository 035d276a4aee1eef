"""Problem and the errors we raise."""

from collections.abc import Iterable
from dataclasses import dataclass

from labour_migration.characters import make_visible
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

LISTED_AT_MOST = 20


@dataclass(frozen=True)
class Problem:
    """One thing wrong in what a person wrote, and what to do about it.

    ``code`` is stable: tests and curators refer to it. ``line`` counts from 1, header
    included, and is None where the whole file is meant. ``found`` is shown as it stands,
    so it carries its own quotation marks; what nobody would see of it is made visible, and what is long is cut.
    The remedy is a sentence. ``told`` says all of it to readers of a page, who know no files.
    """

    code: str
    file: str
    found: str
    expected: str
    remedy: str
    line: int | None = None
    field: str = ""
    told: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", make_visible(self.found))

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += ", " + _("line {line}").format(line=self.line)
        if self.field:
            where += f", {self.field}"
        what = _("found {found}, expected {expected}").format(found=self.found, expected=self.expected)
        return f"{where}: {what}. {self.remedy}"


class DataPackageError(Exception):
    """The package cannot be used; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(list_problems(self.problems)))


def list_problems(problems: Iterable[Problem], at_most: int | None = LISTED_AT_MOST) -> list[str]:
    """One line a problem; where more than ``at_most``, the last line counts the rest."""
    lines = [str(problem) for problem in problems]
    rest = 0 if at_most is None else len(lines) - at_most
    if rest > 0:
        lines[at_most:] = [ngettext("… and {count} more", "… and {count} more", rest).format(count=rest)]
    return lines
