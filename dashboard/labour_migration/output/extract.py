"""What a reader takes away of a panel or a table: its rows with all that explains them, in several forms."""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import xlsxwriter

from labour_migration.citation import ChartReference, format_chart_citation, format_citation, format_licence_line
from labour_migration.data.package import DataPackage
from labour_migration.data.remarks import with_whole_notes
from labour_migration.data.schema import Field, Resource, Source
from labour_migration.labels import format_unit, join_clauses, join_names, join_sentences
from labour_migration.language import current, marked
from labour_migration.language import gettext as _
from labour_migration.output.export import file_name, join_citations, to_csv, to_zip
from labour_migration.view import WHOLE, View, describe_view, format_address, list_codes, list_view

# What an export adds to the columns of its table.
_ADDED = {
    "quantity": ("string", marked("The number with its qualifier in words; where there is no number, the quote.")),
    "unit": ("string", marked("Unit of the value.")),
    "is_computed": ("boolean", marked("True for our total of published figures.")),
    "words_url": ("string", marked("Link that opens the source at the quote.")),
    "citation": ("string", marked("Citation of the row: its source, its quote, the version of this package.")),
}
# Columns of tables that are no resource of the package: they are computed.
COVERAGE = "coverage"
_COMPUTED = {
    COVERAGE: {
        "question": ("string", marked("The question.")),
        "year": ("number", marked("Calendar year of the question.")),
        "state": ("string", marked("Data found: an official figure, only a reported one, or none.")),
        "reason": ("string", marked("Reason why the figure is missing.")),
        "office": ("string", marked("The agency that would publish the official figure.")),
    }
}
_WIDEST = 60  # characters of a column of a sheet


@dataclass(frozen=True)
class Extract:
    """Rows of one chart or table as a reader sees them, with all that names and explains them.

    ``slug`` names it in files and on its page, whose path is ``path``; ``unit`` says what is counted and how;
    ``table`` is the resource of the package that the rows are of, or COVERAGE. ``view`` is what was chosen of it.
    ``reported`` are the reported figures that official rows are shown with: never rows of the same table.
    ``base`` is the address of the site, with a slash at its end, and ``day`` the day on which the extract was taken:
    both are missing until then. ``finding`` is what its rows say, "" where they say nothing: readers see it above them,
    machines the title.
    """

    slug: str
    title: str
    unit: str
    rows: pd.DataFrame
    table: str
    view: View = WHOLE
    path: str = ""
    reported: pd.DataFrame | None = None
    base: str = ""
    day: date | None = None
    finding: str = ""

    @property
    def heading(self) -> str:
        """What stands above it on its page and in its picture: its finding, else its title."""
        return self.finding or self.title

    def below_heading(self, unit: str) -> str:
        """What stands below its heading: its title where the heading does not say it, then what is counted and how."""
        if not self.finding or self.finding.startswith(tuple(f"{self.title}{colon}" for colon in ":：")):
            return unit
        return _("{title}. {unit}").format(title=self.title, unit=unit) if unit else self.title

    @property
    def address(self) -> str:
        """The address that reopens it: its page with what was chosen."""
        return f"{self.base}{self.path}{format_address(self.view)}#{self.slug}"

    @property
    def tables(self) -> dict[str, tuple[str, pd.DataFrame]]:
        """Resource and rows by the slug of their file: its own rows first, then the reported figures, if any."""
        tables = {self.slug: (self.table, self.rows)}
        if self.reported is not None and not self.reported.empty:
            tables[f"{self.slug}-in-print"] = ("reported_figures", self.reported)
        return tables

    @property
    def frames(self) -> list[pd.DataFrame]:
        """The rows of all its tables."""
        return [rows for _table, rows in self.tables.values()]


def find_sources(tables: Iterable[pd.DataFrame], package: DataPackage) -> list[Source]:
    """The sources that rows of these tables rest on, in the order of ``sources.csv``."""
    used = {source_id for rows in tables for source_id in rows.get("source_id", ())}
    return [source for source_id, source in package.sources.items() if source_id in used]


def reference_extract(extract: Extract, package: DataPackage) -> ChartReference:
    """What a citation of an extract consists of."""
    sources = tuple(find_sources(extract.frames, package))
    filters = describe_view(extract.view, package)
    return ChartReference(extract.slug, extract.title, filters, sources, extract.address, extract.day)


def cite_extract(extract: Extract, package: DataPackage) -> str:
    """The reference line of an extract: title, filters, version of the package, address, day, sources."""
    return format_chart_citation(reference_extract(extract, package), package.descriptor)


def describe_columns(rows: pd.DataFrame, table: str, package: DataPackage) -> list[tuple[str, str, str]]:
    """Name, type and meaning of each column of exported rows of a table, from the descriptor.

    What the table itself says of a column goes before what another says of one with the same name.
    """
    described = []
    fields = _fields(rows, table, package)
    for name in rows:
        if name in _COMPUTED.get(table, {}):
            type_, meaning = _COMPUTED[table][name]
            described.append((name, type_, _(meaning)))
        elif name in fields:
            described.append((name, fields[name].type, _explain(fields[name])))
        elif name in _ADDED:
            type_, meaning = _ADDED[name]
            described.append((name, type_, _(meaning)))
        else:
            described.append((name, *_of_source(name.removeprefix("source_"), package)))
    return described


def _fields(rows: pd.DataFrame, table: str, package: DataPackage) -> dict[str, Field]:
    """The columns that the package describes: as the table has them, else as the table most alike has."""

    def likeness(resource: Resource) -> tuple[bool, int]:
        return resource.name == table, len(set(resource.columns) & set(rows))

    fields: dict[str, Field] = {}
    for resource in sorted(package.descriptor.resources, key=likeness, reverse=True):
        for field in resource.fields:
            fields.setdefault(field.name, field)
    return fields


def _explain(field: Field) -> str:
    named = _("{code}: {meaning}")
    codes = [named.format(code=value, meaning=_(label)) for value, label in field.choices.items() if value]
    return join_sentences([_(field.description), join_clauses(codes)])


def _of_source(name: str, package: DataPackage) -> tuple[str, str]:
    columns = package.descriptor.resource("sources").columns
    if name not in columns:
        return "string", ""
    field = package.descriptor.resource("sources").field(name)
    return field.type, _(field.description)


def _notes(package: DataPackage) -> list[str]:
    """What a reader of a file must know who never saw the page."""
    descriptor = package.descriptor
    return [
        _("{title}, version {version}, {day}.").format(
            title=_(descriptor.title), version=descriptor.version, day=descriptor.released.isoformat()
        ),
        _("A qualifier is part of a figure: comparator “>” means more than, “>=” at least, “~” about, “<” less than."),
        _("Reported figures come from articles, official figures from agencies. They never form one series."),
        _("A row without a normal status (obs_status other than A) is doubtful, provisional or breaks a series."),
        _("Please credit all sources that are listed. Their figures belong to their publishers."),
        _("No licence has been chosen for this package yet."),
    ]


# --- XLSX -----------------------------------------------------------------------------------------


def to_xlsx(extract: Extract, package: DataPackage) -> bytes:
    """A workbook with the sheets Data, Sources, Filters and Notes, and one of reported figures where there are any.

    Numbers are numbers, dates dates, truth values truth values; text is text, never a formula or a link.
    """
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    descriptor = package.descriptor
    created = datetime.fromisoformat(descriptor.created).replace(tzinfo=None)
    book.set_properties({"title": extract.title, "comments": _(descriptor.title), "created": created})
    names = [_("Data"), _("Reported")]
    joined = [(table, join_citations(rows, package)) for table, rows in extract.tables.values()]
    for name, (_table, rows) in zip(names, joined, strict=False):
        _write_sheet(book, name, rows)
    _write_sheet(book, _("Sources"), _source_rows(extract, package))
    _write_sheet(book, _("Filters"), _filter_rows(extract, package), has_words=True)
    _write_sheet(book, _("Notes"), _note_rows(extract, joined, package), has_words=True)
    book.close()
    return content.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, name: str, rows: pd.DataFrame, has_words: bool = False) -> None:
    """Rows as a sheet; one that is of words runs in the direction of the reader's language."""
    sheet = book.add_worksheet(name)
    if has_words and current().direction == "rtl":
        sheet.right_to_left()
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(rows):
        sheet.write_string(0, place, column, head)
        widest = max((len(str(cell)) for cell in rows[column].head(200)), default=0)
        sheet.set_column(place, place, min(max(len(column), widest if rows[column].dtype == "str" else 10), _WIDEST))
        for line, cell in enumerate(rows[column], 1):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(line, place, cell)
            elif pd.isna(cell):
                continue
            elif pd.api.types.is_bool(cell):
                sheet.write_boolean(line, place, bool(cell))
            elif isinstance(cell, pd.Timestamp):
                sheet.write_datetime(line, place, cell.to_pydatetime(), day)
            else:
                sheet.write_number(line, place, cell)
    sheet.freeze_panes(1, 0)


def _source_rows(extract: Extract, package: DataPackage) -> pd.DataFrame:
    rows = with_whole_notes(package.tables["sources"], package)
    used = find_sources(extract.frames, package)
    rows = rows[rows["source_id"].isin([source.source_id for source in used])]
    return rows.assign(
        citation=[format_citation(source) for source in used],
        licence_line=[format_licence_line(source, is_processed=True) for source in used],
    )


def _filter_rows(extract: Extract, package: DataPackage) -> pd.DataFrame:
    rows = list_view(extract.view, package) or [(_("none"), "", _("everything is shown"))]
    rows += [
        (_("address"), extract.address, _("opens the same view")),
        (_("day"), extract.day.isoformat(), _("day on which the file was made")),
        (_("version"), package.descriptor.version, _("version of the data")),
    ]
    return pd.DataFrame(rows, columns=[_("Parameter"), _("Code"), _("Meaning")], dtype="str")


def _note_rows(extract: Extract, joined: list[tuple[str, pd.DataFrame]], package: DataPackage) -> pd.DataFrame:
    rows = [(extract.title, "", extract.unit.replace("  \n", " "))]
    rows.append((_("How to cite"), "", cite_extract(extract, package)))
    rows += [("", "", note) for note in _notes(package)]
    rows += [row for table, frame in joined for row in describe_columns(frame, table, package)]
    return pd.DataFrame(list(dict.fromkeys(rows)), columns=[_("About"), _("Type"), _("Meaning")], dtype="str")


# --- ZIP ------------------------------------------------------------------------------------------


def to_bundle(extract: Extract, package: DataPackage) -> bytes:
    """A ZIP with the rows as CSV, their description as JSON and a readme that a person reads first."""
    files = {
        file_name(slug, package, extract.view): to_csv(rows, package, with_bom=False)
        for slug, (_table, rows) in extract.tables.items()
    }
    described = json.dumps(describe_extract(extract, package), ensure_ascii=False, indent=2) + "\n"
    named = file_name(extract.slug, package, extract.view, ending="metadata.json")
    readme = write_readme(extract, [*files, named], package)
    return to_zip({**files, named: described.encode(), "readme.md": readme.encode()}, package.descriptor.created)


def describe_extract(extract: Extract, package: DataPackage) -> dict:
    """What the rows are, in the shape of Our World in Data's chart metadata, with the version and every source."""
    descriptor, sources = package.descriptor, find_sources(extract.frames, package)
    joined = {slug: (table, join_citations(rows, package)) for slug, (table, rows) in extract.tables.items()}
    return {
        "chart": {
            "title": extract.title,
            "subtitle": extract.unit.replace("  \n", " "),
            "note": join_sentences(_notes(package)[1:]),
            "citation": cite_extract(extract, package),
            "originalChartUrl": extract.address,
            "selection": [name for key, _code, name in list_view(extract.view, package) if key == "programme"],
        },
        "columns": {
            name: {"titleShort": name, "type": type_, "descriptionShort": meaning, **_units(name, rows)}
            for table, rows in joined.values()
            for name, type_, meaning in describe_columns(rows, table, package)
        },
        "files": {
            file_name(slug, package, extract.view): {"rows": len(rows), "timespan": _timespan(rows)}
            for slug, (_table, rows) in joined.items()
        },
        "sources": [_origin(source) for source in sources],
        "dataset": {
            "title": descriptor.title,
            "version": descriptor.version,
            "datePublished": descriptor.released.isoformat(),
        },
        "dateDownloaded": extract.day.isoformat(),
        "activeFilters": list_codes(extract.view),
    }


def _units(name: str, rows: pd.DataFrame) -> Mapping[str, str]:
    if name != "value" or "unit" not in rows:
        return {}
    return {"unit": join_names([format_unit(unit) for unit in rows["unit"].unique()])}


def _timespan(rows: pd.DataFrame) -> str:
    for kind in ("period", "date"):
        if f"{kind}_start" in rows and rows[f"{kind}_end"].notna().any():
            first, last = rows[f"{kind}_start"].min(), rows[f"{kind}_end"].max()
            return f"{first.date().isoformat()}/{last.date().isoformat()}"
    return ""


def _origin(source: Source) -> dict:
    """A source in the names that Our World in Data gives to an origin."""
    published = source.date_published
    return {
        "id": source.source_id,
        "title": source.title,
        "producer": source.publisher,
        "author": source.author,
        "citationFull": format_citation(source),
        "urlMain": source.url,
        "urlArchive": source.archive_url,
        "datePublished": published.isoformat() if published else None,
        "isDateInferred": source.is_date_inferred,
        "dateAccessed": source.date_accessed.isoformat(),
        "retrievedFrom": source.retrieved_from,
        "language": source.language,
        "licenceLine": format_licence_line(source, is_processed=True),
    }


def write_readme(extract: Extract, files: list[str], package: DataPackage) -> str:
    """What a person reads first of a ZIP, as Markdown."""
    lines = [
        f"# {extract.title}",
        extract.unit.replace("  \n", "\n\n"),
        _("Filters: {filters}.").format(filters=describe_view(extract.view, package)),
        _("Open the same view: {address}").format(address=f"<{extract.address}>"),
        "## " + _("How to cite"),
        cite_extract(extract, package),
        "## " + _("Notes"),
        "\n".join(f"- {note}" for note in _notes(package)),
        "## " + _("Files"),
        "\n".join(f"- `{name}`" for name in files),
        "## " + _("Sources"),
        "\n".join(f"- {format_citation(source)}" for source in find_sources(extract.frames, package)),
    ]
    for slug, (table, rows) in extract.tables.items():
        columns, named = (
            describe_columns(join_citations(rows, package), table, package),
            _("`{column}` ({type}): {meaning}"),
        )
        lines += [
            "## " + _("Columns of {file}").format(file=f"`{file_name(slug, package, extract.view)}`"),
            "\n".join(
                f"- {named.format(column=name, type=type_, meaning=meaning)}" for name, type_, meaning in columns
            ),
        ]
    return "\n\n".join(lines) + "\n"
