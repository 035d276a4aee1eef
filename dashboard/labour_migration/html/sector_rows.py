"""The sectors that articles name, by their role, as rows of a table."""

from markupsafe import Markup

from labour_migration.data.package import DataPackage
from labour_migration.html.inline import quote_words
from labour_migration.labels import format_role
from labour_migration.language import gettext as _


def sector_columns(package: DataPackage) -> list[str]:
    """Heads of the columns of :func:`sector_cells`: the sector and each role."""
    return [_("Sector"), *map(format_role, _roles(package))]


def sector_cells(package: DataPackage) -> list[list[str | Markup]]:
    """A row a sector and source: under its role the words that say so, under every other a dash."""
    sources = package.sources
    return [
        [_(row["name"])]
        + [
            quote_words(row["as_printed"], sources[row["source_id"]]) if row["role"] == role else "–"
            for role in _roles(package)
        ]
        for row in package.sectors.to_dict("records")
    ]


def _roles(package: DataPackage) -> list[str]:
    """The roles, in the order of the closed list."""
    return list(package.descriptor.resource("sectors").field("role").choices)
