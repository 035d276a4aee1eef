"""The curator's command line: check the package, write its codebook, import what offices publish, prepare files."""

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from labour_migration.data.codebook import write_codebook
from labour_migration.data.digests import renew_digests
from labour_migration.data.files import DESCRIPTOR, read_files
from labour_migration.data.package import read_package
from labour_migration.data.rules.engine import find_problems, require_sound
from labour_migration.data.schema import read_descriptor
from labour_migration.data.versions import path_of
from labour_migration.imports.publications import (
    ESTAT_SOURCE,
    PublishedCell,
    observe,
    read_estat,
    read_workbook,
    workbook_source,
)
from labour_migration.imports.revision import compare, revise
from labour_migration.language import FOLDER
from labour_migration.problems import DataPackageError, list_problems

DATASETS = Path(__file__).parent.parent / "datasets"
CODEBOOK = "CODEBOOK.md"
OFFICIAL = "official_statistics"
LISTED_AT_MOST = 20  # rows of a revision
EMPTY = 'msgstr ""\n\n'  # of a catalogue: a message that nobody has translated

_folder = click.argument("folder", type=click.Path(path_type=Path), default=DATASETS)
_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_write = click.option("--write", is_flag=True, help="Write the rows; without it they are only shown.")


@click.group(help=__doc__)
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
    try:
        read_descriptor(folder)  # else there would be none to write into
        files = read_files(folder)
    except DataPackageError as error:
        _fail(error.problems)
    _renew_digests(folder, files)
    click.echo(f"{folder / DESCRIPTOR} written.")


@curate.command()
@_folder
def codebook(folder: Path) -> None:
    """Write CODEBOOK.md beside the descriptor of the Data Package in FOLDER."""
    try:
        text = write_codebook(read_descriptor(folder))
    except DataPackageError as error:
        _fail(error.problems)
    (folder / CODEBOOK).write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{folder / CODEBOOK} written.")


@curate.command()
@_folder
def release(folder: Path) -> None:
    """Keep the version of the Data Package in FOLDER as a ZIP file, so that addresses with ?v= show it from now on."""
    from labour_migration.metadata import write_zip  # what describes pages takes half a second to import

    try:
        version, content = read_descriptor(folder).version, write_zip(folder)
    except DataPackageError as error:
        _fail(error.problems)
    file = path_of(version, folder)
    if file.exists() and file.read_bytes() != content:
        raise click.ClickException(
            f"{file} holds this version with other content. A version that was released is never changed: raise "
            "`version` in datapackage.json."
        )
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
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
    from web.delivery.subsets import write_subsets  # Streamlit takes a second to import

    for file in write_subsets():
        click.echo(f"{file}: {file.stat().st_size} bytes")


@curate.command()
@click.argument("folder", type=click.Path(path_type=Path), default=FOLDER)
def words(folder: Path) -> None:
    """Bring the catalogues up to the program: new messages stand there empty, those that are gone are left out."""
    from babel.messages.frontend import CommandLineInterface  # as pybabel does it

    root = Path(__file__).parent
    with TemporaryDirectory() as place, contextlib.chdir(root.parent):
        found = Path(place) / "messages.pot"
        shared = ["--no-wrap", "--output-file", str(found), "--msgid-bugs-address", "the project"]
        extract = ["--mapping-file", ".babel.cfg", "--keywords", "marked pgettext:1c,2", "--add-location", "file"]
        update = ["--ignore-obsolete", "--no-fuzzy-matching", "--no-wrap", "--ignore-pot-creation-date"]
        run = CommandLineInterface().run
        run(["pybabel", "--quiet", "extract", *extract, *shared, root.name])
        run(["pybabel", "--quiet", "update", *update, "--input-file", str(found), "--output-dir", str(folder)])
    for catalogue in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        click.echo(f"{catalogue}: {catalogue.read_text(encoding='utf-8').count(EMPTY)} messages without a translation")


def _import(
    file: Path,
    folder: Path,
    read: Callable[[str, bytes], list[PublishedCell]],
    name_source: Callable[[list[PublishedCell]], str],
    write: bool,
) -> None:
    """Show what the file would add, change and leave; write it where that is asked for."""
    try:
        raw = read_package(folder)
        package = require_sound(raw)
        cells = read(file.name, file.read_bytes())
        source = name_source(cells)
        if source not in package.sources:
            raise click.ClickException(f"Add the publication to sources.csv first, as {source}.")
        with click.progressbar(cells, label=file.name) as shown:
            imported = list(observe(file.name, shown, source, package))
    except DataPackageError as error:
        _fail(error.problems)
    table = raw.tables[OFFICIAL]
    revision = compare(table, imported)
    _list("add", [_describe(row) for row in revision.added])
    _list("change", [f"{_describe(old)} -> {new['value']} ({new['locator']})" for old, new in revision.changed])
    click.echo(
        f"Rows to add: {len(revision.added)}, to change: {len(revision.changed)}; "
        f"there already: {len(revision.left)}, the same number from another source: {len(revision.held)}."
    )
    if not write:
        click.echo("Nothing was written." if revision.is_empty else "Nothing was written: add --write to write them.")
    elif not revision.is_empty:
        path = folder / raw.descriptor.resource(OFFICIAL).path
        content = revise(table, revision, package).encode()
        path.write_bytes(content)
        _renew_digests(folder, {path.name: content})
        click.echo(f"{path} written. Now run validate.")


def _renew_digests(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the digests of these files into the descriptor."""
    descriptor = folder / DESCRIPTOR
    descriptor.write_bytes(renew_digests(descriptor.read_bytes(), files))


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
