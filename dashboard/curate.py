"""The curator's command line: check the package, write its codebook, import what offices publish, prepare files."""

import contextlib
import errno
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from labour_migration.data.codebook import write_codebook
from labour_migration.data.digests import renew_digests
from labour_migration.data.files import DESCRIPTOR, read_files
from labour_migration.data.package import RawPackage, parse_table, read_package
from labour_migration.data.rules.engine import find_problems, require_sound
from labour_migration.data.schema import read_descriptor
from labour_migration.data.versions import path_of
from labour_migration.data.writing import (
    WAITS,
    FolderInUseError,
    NotWrittenError,
    lock_folder,
    remove_leftovers,
    write_files,
)
from labour_migration.imports.publications import (
    ESTAT_SOURCE,
    PublishedCell,
    observe,
    read_estat,
    read_workbook,
    require_publishable,
    workbook_source,
)
from labour_migration.imports.revision import Revision, compare, revise
from labour_migration.language import FOLDER
from labour_migration.problems import DataPackageError, list_problems

DATASETS = Path(__file__).parent.parent / "datasets"
CODEBOOK = "CODEBOOK.md"
OFFICIAL = "official_statistics"
LISTED_AT_MOST = 20  # rows of a revision
EMPTY = 'msgstr ""\n\n'  # of a catalogue: a message that nobody has translated
CATALOGUES = "*/LC_MESSAGES/messages.po"
# What to do about a disk that takes no more; other reasons say it themselves.
_IS_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_folder = click.argument("folder", type=click.Path(path_type=Path), default=DATASETS)
_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_write = click.option("--write", is_flag=True, help="Write the rows; without it they are only shown.")


class _Commands(click.Group):
    """Commands that say in a sentence why a file could not be written."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except FolderInUseError as error:
            raise click.ClickException(
                f"{error} Nothing was written: run the command again when it has ended."
            ) from None
        except NotWrittenError as error:
            remedy = "Free space on the disk" if error.errno in _IS_FULL else "Mend that"
            done = f", but these were before it: {', '.join(map(str, error.replaced))}" if error.replaced else ""
            raise click.ClickException(
                f"{error.filename} could not be written ({error.strerror}) and is as it was{done}. "
                f"{remedy} and run the command again."
            ) from None


@click.group(cls=_Commands, help=__doc__)
def curate() -> None:
    """Group the commands."""


@curate.command()
@_folder
def validate(folder: Path) -> None:
    """Print every problem of the Data Package in FOLDER, or what was checked."""
    try:
        raw = read_package(folder)
    except DataPackageError as error:
        _fail(error.problems)
    if problems := find_problems(raw, is_thorough=True):
        _fail(problems)
    for name, table in raw.tables.items():
        click.echo(f"{raw.descriptor.resource(name).path}: {len(table.rows)} rows")
    click.echo(f"{raw.descriptor.title} {raw.descriptor.version}: schema and rules hold, no problem found.")


@curate.command()
@_folder
def digests(folder: Path) -> None:
    """Write the size and the hash of each table of the Data Package in FOLDER into its descriptor."""
    with _hold(folder):
        try:
            read_descriptor(folder)  # else there would be none to write into
            files = read_files(folder)
        except DataPackageError as error:
            _fail(error.problems)
        write_files({folder / DESCRIPTOR: renew_digests(files[DESCRIPTOR], files)})
    click.echo(f"{folder / DESCRIPTOR} written.")


@curate.command()
@_folder
def codebook(folder: Path) -> None:
    """Write CODEBOOK.md beside the descriptor of the Data Package in FOLDER."""
    with _hold(folder):
        try:
            text = write_codebook(read_descriptor(folder))
        except DataPackageError as error:
            _fail(error.problems)
        write_files({folder / CODEBOOK: text.encode()})
    click.echo(f"{folder / CODEBOOK} written.")


@curate.command()
@_folder
def release(folder: Path) -> None:
    """Keep the version of the Data Package in FOLDER as a ZIP file, so that addresses with ?v= show it from now on."""
    from labour_migration.metadata import write_zip  # what describes pages takes half a second to import

    with _hold(folder):
        try:
            raw = read_package(folder)
        except DataPackageError as error:
            _fail(error.problems)
        if raw.problems:
            _fail(raw.problems)
        version, content = raw.descriptor.version, write_zip(raw.files)
        file = path_of(version, folder)
        if file.exists() and file.read_bytes() != content:
            raise click.ClickException(
                f"{file} holds this version with other content. A version that was released is never changed: raise "
                "`version` in datapackage.json."
            )
        file.parent.mkdir(exist_ok=True)
        write_files({file: content})
    click.echo(f"{file}: {len(content)} bytes")


@curate.command("import-estat")
@_file
@_folder
@_write
def import_estat(file: Path, folder: Path, write: bool) -> None:
    """Take residents by nationality and status from FILE, a download of e-Stat table 0004019020."""
    _import(file, folder, read_estat, lambda _cells: ESTAT_SOURCE, write)


@curate.command("import-isa")
@_file
@_folder
@_write
def import_isa(file: Path, folder: Path, write: bool) -> None:
    """Take residents by nationality, status and prefecture from FILE, the agency's half-yearly workbook."""
    _import(file, folder, read_workbook, workbook_source, write)


@curate.command()
@_folder
@click.option("--by", multiple=True, required=True, help="A column to group by; indicator_id is one. Repeatable.")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE", help="A value that rows must have. Repeatable.")
@click.option("--from", "place", help="Parquet files or the address of a warehouse, in place of the table in FOLDER.")
@click.option("--table", default=OFFICIAL, help="The table of the warehouse.")
def aggregate(folder: Path, by: tuple[str, ...], where: tuple[str, ...], place: str | None, table: str) -> None:
    """Print official figures by group as CSV: of flows the sums, of stocks the last; FOLDER says which is which."""
    from labour_migration.data import aggregates  # no other command needs it

    try:
        package = require_sound(read_package(folder))
        observations = aggregates.open_observations(place, table) if place else package.official
        flows = aggregates.find_flows(package.indicators)
        values = {name: value for name, _sign, value in (one.partition("=") for one in where)}
        found = aggregates.aggregate(observations, by, flows, values)
    except DataPackageError as error:
        _fail(error.problems)
    except ImportError as error:
        raise click.ClickException(f"{error.name} is not installed: pip install -r .deploy/growth.txt.") from None
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(found.to_csv(index=False, float_format="%.15g", lineterminator="\n"), nl=False)


@curate.command()
def compress() -> None:
    """Compress what browsers load, before the app starts: once for each version of Streamlit."""
    from web.delivery.static import CompressedFiles  # Streamlit takes a second to import

    files = CompressedFiles()
    with click.progressbar(files.compress_all(), length=2 * len(files.names()), label="Compressing") as names:
        for _name in names:
            pass
    click.echo(f"{len(files.names())} files, with Brotli and gzip, in {files.cache}")


@curate.command()
def fonts() -> None:
    """Make the subsets of Streamlit's fonts anew, with the letters and icons that pages use; needs fontTools."""
    from web.delivery.fonts import FONTS  # Streamlit takes a second to import
    from web.delivery.subsets import write_subsets

    with _hold(FONTS):
        for file in write_subsets():
            click.echo(f"{file}: {file.stat().st_size} bytes")


@curate.command()
@click.argument("folder", type=click.Path(path_type=Path), default=FOLDER)
def words(folder: Path) -> None:
    """Bring the catalogues up to the program: new messages stand there empty, those that are gone are left out."""
    from babel.messages.frontend import CommandLineInterface  # as pybabel does it

    root = Path(__file__).parent
    with _hold(folder), TemporaryDirectory() as place, contextlib.chdir(root.parent):
        found, updated = Path(place) / "messages.pot", Path(place) / "locale"
        shutil.copytree(folder, updated)  # Babel writes into it, and what it has made takes the place of ours at once
        shared = ["--no-wrap", "--output-file", str(found), "--msgid-bugs-address", "the project"]
        extract = ["--mapping-file", ".babel.cfg", "--keywords", "marked pgettext:1c,2", "--add-location", "file"]
        update = ["--ignore-obsolete", "--no-fuzzy-matching", "--no-wrap", "--ignore-pot-creation-date"]
        run = CommandLineInterface().run
        run(["pybabel", "--quiet", "extract", *extract, *shared, root.name])
        run(["pybabel", "--quiet", "update", *update, "--input-file", str(found), "--output-dir", str(updated)])
        write_files({folder / file.relative_to(updated): file.read_bytes() for file in updated.glob(CATALOGUES)})
    for catalogue in sorted(folder.glob(CATALOGUES)):
        click.echo(f"{catalogue}: {catalogue.read_text(encoding='utf-8').count(EMPTY)} messages without a translation")


@contextlib.contextmanager
def _hold(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, having waited for whoever else writes there, and remove what a killed one left."""
    if not folder.is_dir():
        raise click.ClickException(f"{folder}: no such folder. Name the one to write in.")
    with contextlib.ExitStack() as held:
        try:
            try:
                held.enter_context(lock_folder(folder, within=0))
            except FolderInUseError as error:
                click.echo(f"{error} Waiting for it to end.", err=True)
                held.enter_context(lock_folder(folder, WAITS))
            remove_leftovers(folder)
        except OSError as error:
            raise NotWrittenError(folder, error) from None
        yield


def _import(
    file: Path,
    folder: Path,
    read: Callable[[str, bytes], list[PublishedCell]],
    name_source: Callable[[list[PublishedCell]], str],
    write: bool,
) -> None:
    """Show what the file would add, change and leave; write it where that is asked for."""
    with _hold(folder) if write else contextlib.nullcontext():  # the table that is revised is the one that is replaced
        try:
            raw = read_package(folder)
            package = require_sound(raw)
            cells = read(file.name, file.read_bytes())
            require_publishable(file.name, cells, datetime.now(UTC).date())
            source = name_source(cells)
            if source not in package.sources:
                raise click.ClickException(f"Add the publication to sources.csv first, as {source}.")
            with click.progressbar(cells, label=file.name) as shown:
                imported = list(observe(file.name, shown, source, package))
        except DataPackageError as error:
            _fail(error.problems)
        revision = compare(raw.tables[OFFICIAL], imported)
        _show(revision)
        if not write:
            click.echo(
                "Nothing was written." if revision.is_empty else "Nothing was written: add --write to write them."
            )
        elif not revision.is_empty:
            _write_table(raw, revise(raw.tables[OFFICIAL], revision, package).encode())


def _show(revision: Revision) -> None:
    _list("add", [_describe(row) for row in revision.added])
    _list("change", [f"{_describe(old)} -> {new['value']} ({new['locator']})" for old, new in revision.changed])
    click.echo(
        f"Rows to add: {len(revision.added)}, to change: {len(revision.changed)}; "
        f"there already: {len(revision.left)}, the same number from another source: {len(revision.held)}."
    )


def _write_table(raw: RawPackage, content: bytes) -> None:
    """Write the official statistics anew with their digest, where the package is valid with them."""
    path = raw.descriptor.resource(OFFICIAL).path
    table, problems = parse_table(path, content)
    if not problems:
        problems = find_problems(replace(raw, tables={**raw.tables, OFFICIAL: table}), is_thorough=True)
    if problems:
        click.echo("Nothing was written: with these rows the package would have problems.")
        _fail(problems)
    descriptor = renew_digests(raw.files[DESCRIPTOR], {path: content})
    # A process that is killed between the two leaves a table that its digest tells.
    write_files({raw.folder / path: content, raw.folder / DESCRIPTOR: descriptor})
    click.echo(f"{raw.folder / path} written: the package is valid with it.")


def _describe(row: dict[str, str]) -> str:
    keys = ("indicator_id", "programme_id", "nationality_id", "area_id", "period_end")
    return f"{', '.join(row[key] for key in keys)}: {row['value']}"


def _list(verb: str, lines: list[str]) -> None:
    for line in lines[:LISTED_AT_MOST]:
        click.echo(f"{verb} {line}")
    if len(lines) > LISTED_AT_MOST:
        click.echo(f"{verb} … and {len(lines) - LISTED_AT_MOST} more")


def _fail(problems: tuple | list) -> None:
    for line in list_problems(problems, at_most=None):
        click.echo(line)
    click.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''} found.", err=True)
    raise SystemExit(1)


if __name__ == "__main__":
    curate()
