"""Compress what browsers load, before the app starts: once for each version of Streamlit."""

import click

from web.static import Shelf


@click.command(help=__doc__)
def compress() -> None:
    """Fill the shelf and say where it is."""
    shelf = Shelf()
    with click.progressbar(shelf.fill(), length=2 * len(shelf.names()), label="Compressing") as names:
        for _name in names:
            pass
    click.echo(f"{len(shelf.names())} files, with Brotli and gzip, in {shelf.cache}")


if __name__ == "__main__":
    compress()
