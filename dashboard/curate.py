"""The curator's command line: check the package, write its codebook."""

from pathlib import Path

import click

from labour_migration.codebook import write_codebook
from labour_migration.package import read_package
from labour_migration.problems import DataPackageError, list_problems
from labour_migration.schema import read_descriptor
from labour_migration.validation import find_problems

DATASETS = Path(__file__).parent.parent / "datasets"
CODEBOOK = "CODEBOOK.md"

_folder = click.argument("folder", type=click.Path(path_type=Path), default=DATASETS)


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
    if problems := find_problems(raw):
        _fail(problems)
    for name, table in raw.tables.items():
        click.echo(f"{raw.descriptor.resource(name).path}: {len(table.rows)} rows")
    click.echo(f"{raw.descriptor.title} {raw.descriptor.version}: schema and rules hold, no problem found.")


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


def _fail(problems: tuple | list) -> None:
    for line in list_problems(problems, at_most=None):
        click.echo(line)
    click.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''} found.", err=True)
    raise SystemExit(1)


if __name__ == "__main__":
    curate()
