"""Reads the CSV files as text (RawPackage), and types them once they are valid (DataPackage)."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.csv

from labour_migration.caching import Owner
from labour_migration.characters import find_unfit, name_character
from labour_migration.data import files as stored
from labour_migration.data.digests import find_mismatches
from labour_migration.data.files import CHANGELOG, DESCRIPTOR, DOCUMENTS, LONGEST, list_files
from labour_migration.data.routes import Routes
from labour_migration.data.schema import Descriptor, Resource, Source, decode_descriptor
from labour_migration.data.translations import find_words
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A file that is longer, and not plain, is read for what is wrong with it, and its rows are not kept: as lists they take
# twenty times its size.
_LONG = 4_000_000
_TOLD_AT_MOST = 1_000  # rows of such a file
csv.field_size_limit(2**30)  # as frictionless sets it: what can be read is the same with it and without
VERSION_KEY = "v"  # of the query of an address: the version of the data, where a reader asked for one


@dataclass(frozen=True)
class RawTable:
    """A CSV file as text: its header, and each row with the line of the file that it ends on."""

    header: list[str]
    rows: Sequence[tuple[int, list[str]]]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table as text: a row for each row of the file, under its line number as index, "" for an empty cell.

        Only for a table whose rows are as wide as its header.
        """
        if isinstance(self.rows, FrameRows):
            return self.rows.frame
        lines = [line for line, _row in self.rows]
        return pd.DataFrame([row for _line, row in self.rows], index=lines, columns=self.header, dtype=str)

    @property
    def ragged(self) -> list[tuple[int, list[str]]]:
        """The rows that are not as wide as the header."""
        if isinstance(self.rows, FrameRows):
            return []
        return [(line, row) for line, row in self.rows if len(row) != len(self.header)]


@dataclass(frozen=True, eq=False)
class FrameRows(Sequence):
    """Lazy sequence of (line, cells) over a frame of text: a tenth of the memory of a list."""

    frame: pd.DataFrame

    def __len__(self) -> int:
        return len(self.frame)

    def __getitem__(self, place: int | slice) -> tuple[int, list[str]] | list[tuple[int, list[str]]]:
        if isinstance(place, slice):
            return list(FrameRows(self.frame.iloc[place]))
        return int(self.frame.index[place]), self.frame.iloc[place].to_list()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        columns = [self.frame[name] for name in self.frame]
        return ((line, list(cells)) for line, *cells in zip(self.frame.index, *columns, strict=True))


@dataclass(frozen=True)
class RawPackage:
    """A Data Package with every cell still text, and the problems met in reading its files."""

    descriptor: Descriptor
    tables: Mapping[str, RawTable]
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)  # that it was read from, by name
    folder: Path | None = None


@dataclass(frozen=True, eq=False)
class DataPackage(Owner):
    """A valid Data Package, typed. Its frames are shared between readers: never change them in place.

    Text is ``str`` with "" for missing, numbers are ``float64``, dates ``datetime64[s]`` (NaT for missing), truth
    values ``bool``; months stay text ("2019-04"). Codes of official statistics, the table that grows, are
    ``category``: a fourteenth of the memory, and a fifth of the time to filter. Each frame keeps the order of its file.
    """

    descriptor: Descriptor
    tables: Mapping[str, pd.DataFrame]
    files: Mapping[str, bytes] = field(default_factory=dict)  # that it was read from, by name: what is downloaded
    pin: str = ""  # the version that a reader asked for; "" of the data as they are now
    folder: Path | None = None  # it lies in, with its released versions; None where it was made of no files
    newest: str = ""  # the version that there is beside it now; "" where none was asked for
    beside: bytes = b""  # the descriptor of that version, as its file has it; b"" where none was asked for

    @property
    def changelog(self) -> str:
        """What each version changed, as Markdown; "" of a package without."""
        return self.files.get(CHANGELOG, b"").decode()

    @property
    def today(self) -> bytes:
        """The descriptor of the data as they are now, as its file has it."""
        return self.beside or self.files[DESCRIPTOR]

    @property
    def pinned(self) -> dict[str, list[str]]:
        """What the query of every address made of the package asks for: its version where a reader asked for one."""
        return {VERSION_KEY: [self.pin]} if self.pin else {}

    @property
    def reported(self) -> pd.DataFrame:
        """Reported figures: a row is one figure of one article, key ``figure_id``.

        ``value``, ``value_low`` and ``value_high`` are in the indicator's unit, NaN where the words give none;
        ``period_start`` and ``period_end`` are NaT where neither the words nor the source have a date.
        """
        return self.tables["reported_figures"]

    @property
    def official(self) -> pd.DataFrame:
        """Official statistics: a row is one observation of one publication, rivals included.

        Key ``series.KEY`` and ``source_id``; ``value`` is in the indicator's unit. What nobody published has no row.
        """
        return self.tables["official_statistics"]

    @property
    def comparisons(self) -> pd.DataFrame:
        """Comparisons: a row is one official figure that a report is held against, and why.

        Key ``figure_id, indicator_id, programme_id, area_id, method, period_start``; all but ``figure_id``,
        ``remarks`` and ``reason`` is "" or NaT where no official figure fits.
        """
        return self.tables["comparisons"]

    @property
    def releases(self) -> pd.DataFrame:
        """Releases: a row is the day on which an official figure became public, key ``indicator_id, period_end``."""
        return self.tables["releases"]

    @property
    def events(self) -> pd.DataFrame:
        """Events: a row is one dated, cited event, key ``event_id``; ``date_precision`` says how exact its days are."""
        return self.tables["events"]

    @property
    def sectors(self) -> pd.DataFrame:
        """Sectors: a row is one branch of business that an article names, key ``sector_id``."""
        return self.tables["sectors"]

    @property
    def missing_data(self) -> pd.DataFrame:
        """Missing data: a row is one figure that is not here, and why, key ``missing_id``."""
        return self.tables["missing_data"]

    @property
    def passages(self) -> pd.DataFrame:
        """Passages: a row is one thing that a sentence of an article recorded whole became, or why it became nothing.

        Key ``source_id, locator, figure_id, event_id, sector_id``, of which one of the last three or ``reason`` is
        filled; in the order of each article.
        """
        return self.tables["passages"]

    @cached_property
    def programmes(self) -> pd.DataFrame:
        """Routes of migration: a row is a route, a group or a part, index and key ``programme_id``; "" for missing."""
        return self.tables["programmes"].set_index("programme_id", drop=False)

    @cached_property
    def routes(self) -> Routes:
        """Tree of the routes of migration."""
        return Routes(self.programmes["parent_id"].to_dict())

    @cached_property
    def areas(self) -> pd.DataFrame:
        """Areas: a row is a country or a prefecture, index and key ``area_id`` (ISO 3166-1 alpha-3 or ISO 3166-2)."""
        return self.tables["areas"].set_index("area_id", drop=False)

    @cached_property
    def nationalities(self) -> pd.DataFrame:
        """Nationalities: a row is one, or ``all``, index and key ``nationality_id`` (ISO 3166-1 alpha-3)."""
        return self.tables["nationalities"].set_index("nationality_id", drop=False)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Indicators: a row is one with its unit, measure and definition, index and key ``indicator_id``."""
        return self.tables["indicators"].set_index("indicator_id", drop=False)

    @cached_property
    def remarks(self) -> dict[str, str]:
        """Notes and reasons that recur: the English text of each by its ``remark_id``."""
        return self.tables["remarks"].set_index("remark_id")["text"].to_dict()

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """Words of the data in other languages: for each language (BCP 47) the translation of each wording.

        Empty for a version that had no translations yet.
        """
        return find_words(self.tables)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by ``source_id``, in the order of their file."""
        return {row["source_id"]: _source(row) for row in self.tables["sources"].to_dict("records")}


def read_package(folder: Path) -> RawPackage:
    """The package in a folder, every cell still text: :func:`parse_files` of its files, each read once.

    Raises
    ------
    DataPackageError
        When there is no descriptor to go by, or a file is larger than it may be.
    """
    return parse_files(stored.read_files(folder), folder)


def parse_files(files: Mapping[str, bytes], folder: Path | None = None) -> RawPackage:
    """The package in the bytes of its files by name, every cell still text; ``folder`` is where they lie.

    What is wrong with the files themselves (missing, other bytes than the descriptor says, not UTF-8, byte order
    mark, other line ends, broken quotes) is in ``problems``; a table that could not be read is left out.

    Raises
    ------
    DataPackageError
        When there is no descriptor to go by.
    """
    descriptor = decode_descriptor(files.get(DESCRIPTOR))
    tables, problems = {}, []
    for resource in descriptor.resources:
        if resource.path not in files:
            remedy = _("Restore the file, or take its resource out of datapackage.json.")
            problems.append(Problem("file-missing", resource.path, _("no such file"), _("a CSV file"), remedy))
            continue
        table, found = parse_table(resource.path, files[resource.path])
        problems += [*found, *find_mismatches(resource, files[resource.path])]
        if table is not None:
            tables[resource.name] = table
    for name in DOCUMENTS:
        problems += _find_in_document(name, files.get(name, b""))
    names = (DESCRIPTOR, *(resource.path for resource in descriptor.resources), *DOCUMENTS)
    own = {name: files[name] for name in names if name in files}
    return RawPackage(descriptor, tables, tuple(problems), own, folder)


def _find_in_document(path: str, content: bytes) -> list[Problem]:
    """What is wrong with the text of a document beside the tables: its bytes, or characters that no reader sees."""
    if undecodable := _find_undecodable(path, content):
        return undecodable
    lines = content.decode("utf-8").split("\n")
    unfit = [(line, one) for line, words in enumerate(lines, 1) if (one := find_unfit(words))]
    expected, remedy = _("characters that a reader sees"), _("Take it out.")
    return [Problem("character", path, name_character(one), expected, remedy, line) for line, one in unfit]


def _find_undecodable(path: str, content: bytes) -> list[Problem]:
    """What is wrong with the bytes of a file that are not UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        found, line = _("bytes that are not UTF-8"), content[: error.start].count(b"\n") + 1
        return [Problem("encoding", path, found, _("UTF-8"), _("Save the file as UTF-8."), line)]
    return []


def parse_table(path: str, content: bytes) -> tuple[RawTable | None, list[Problem]]:
    """The table in the bytes of a CSV file, None where they are no table; and what is wrong with the bytes."""
    if (plain := _plain_table(content)) is not None:
        return plain, []
    problems = []

    def note(code: str, found: str, expected: str, remedy: str, line: int | None = None) -> None:
        problems.append(Problem(code, path, found, expected, remedy, line))

    if content.startswith(_BYTE_ORDER_MARK):
        note("byte-order-mark", _("a byte order mark"), _("none"), _("Save the file as UTF-8 without BOM."), 1)
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        note("line-end", _("a carriage return"), _("lines that end in LF only"), _("Save with LF line ends."), line)
    if undecodable := _find_undecodable(path, content):
        return None, [*problems, *undecodable]
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline=""), strict=True)
    is_long = len(content) > _LONG
    try:
        header = next(reader, [])
        rows = ((reader.line_num, row) for row in reader if not is_long or len(row) != len(header))
        kept = list(islice(rows, _TOLD_AT_MOST if is_long else None))
    except csv.Error as error:
        note("csv-syntax", str(error), _("cells in quotes closed and doubled"), _("Fix the quotes."), reader.line_num)
        return None, problems
    if not any(header):
        note("file-empty", _("an empty first line"), _("a header line"), _("Restore the file."))
        return None, problems
    if is_long and not kept:
        expected = _("one line a row, and quotes around whole cells only")
        note("not-plain", _("a long table that is written otherwise"), expected, _("Save the table again as CSV."))
    return RawTable(header, kept), problems


def _plain_table(content: bytes) -> RawTable | None:
    """The table in bytes of which each line is a row as wide as the header; None where that is not plain to see.

    In far less time and memory than row by row, which then finds out what is wrong, if anything is.
    """
    first = content[: content.find(b"\n") + 1]
    if content.startswith(_BYTE_ORDER_MARK) or b"\r" in content or b"\0" in content or not _is_plainly_quoted(content):
        return None
    try:
        header = next(csv.reader([first.decode("utf-8")], strict=True), [])
        if len(set(header)) < max(2, len(header)):
            return None
        table = pyarrow.csv.read_csv(
            pyarrow.BufferReader(content),
            parse_options=pyarrow.csv.ParseOptions(ignore_empty_lines=False),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(header, pyarrow.large_string()), strings_can_be_null=False
            ),
        )
    except (UnicodeDecodeError, csv.Error, pyarrow.ArrowInvalid):
        return None
    text = pd.StringDtype(na_value=np.nan)
    frame = table.combine_chunks().to_pandas(types_mapper={pyarrow.large_string(): text}.get)
    return RawTable(header, FrameRows(frame.set_axis(pd.RangeIndex(2, len(frame) + 2))))


def _is_plainly_quoted(content: bytes) -> bool:
    """Whether every quote opens or closes a cell, or is doubled in one; no cell has two lines, and no line is blank."""
    text = np.frombuffer(content, dtype=np.uint8)
    ends = np.flatnonzero(text == ord("\n"))
    lengths = np.diff(ends, prepend=-1)
    if not len(ends) or lengths.min() == 1:
        return False
    quotes = np.flatnonzero(text == ord('"'))
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    beside = np.array([ord(character) for character in ',\n"'], dtype=np.uint8)
    before, after = opening[opening > 0] - 1, closing[closing < len(text) - 1] + 1
    is_in_place = np.isin(text[before], beside).all() and np.isin(text[after], beside).all()
    return bool(is_in_place and (np.searchsorted(ends, opening) == np.searchsorted(ends, closing)).all())


def build_package(raw: RawPackage) -> DataPackage:
    """The package typed; for a package in which no problem was found."""
    tables = {resource.name: type_table(resource, raw.tables[resource.name]) for resource in raw.descriptor.resources}
    tables |= {LONGEST: _with_categories(LONGEST, raw.descriptor, tables)}
    return DataPackage(raw.descriptor, tables, raw.files, folder=raw.folder)


def _with_categories(name: str, descriptor: Descriptor, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A table whose codes are categories, in the order of the table or the closed list that has them.

    What a row has of remarks is one code here, however many it names.
    """
    resource = descriptor.resource(name)
    codes = {field.name: [*field.choices] for field in resource.fields if field.choices}
    codes["remarks"] = [cell for cell in tables[name]["remarks"].unique() if cell]
    for column, target in resource.references.items():
        codes[column] = tables[target][descriptor.resource(target).primary_key[0]].to_list()
    columns = {}
    for column, listed in codes.items():
        places, distinct = pd.factorize(tables[name][column])
        known = [*([] if resource.field(column).is_required else [""]), *listed]
        columns[column] = pd.Categorical.from_codes(pd.Index(known).get_indexer(distinct)[places], known)
    return tables[name].assign(**columns)


def type_table(resource: Resource, table: RawTable) -> pd.DataFrame:
    """A valid table, each column typed as its field says.

    A row is a row of the file, in its order, under a new index from 0; the key is the resource's primary key. Empty
    cells are "" in text, NaN in numbers, NaT in dates.
    """
    frame = table.frame.reset_index(drop=True)
    return frame.assign(**{field.name: _typed(frame[field.name], field.type) for field in resource.fields})


def _typed(column: pd.Series, type_: str) -> pd.Series:
    if type_ == "number":
        return pd.to_numeric(column.where(column != "")).astype(float)
    if type_ == "date":
        return pd.to_datetime(column.where(column != ""), format="%Y-%m-%d").astype("datetime64[s]")
    if type_ == "boolean":
        return column.map({"true": True, "false": False}).astype(bool)
    return column


def fingerprint(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Fingerprint of the package's files: name, time of change and size of each; changes when a file does."""
    found = []
    for file in list_files(folder):
        with suppress(OSError):  # taken away just now; an editor's lock; a chain of links that leads to itself
            stat = file.stat()
            found.append((file.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _source(row: Mapping) -> Source:
    dates = {
        name: None if pd.isna(row[name]) else row[name].to_pydatetime().date()
        for name in ("date_published", "date_accessed")
    }
    cells = {**row, **dates}
    return Source(**{field.name: cells[field.name] for field in fields(Source)})
