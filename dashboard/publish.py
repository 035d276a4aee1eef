"""The static edition: every page, statement and source in every language as files, for any server or object store."""

import gc
import gzip
import multiprocessing
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
from starlette.applications import Starlette

from labour_migration.data.package import read_package
from labour_migration.data.rules.engine import require_valid
from labour_migration.edition import INDEX, Address, list_addresses, make_edition
from labour_migration.html.static_pages import Site, write_missing, write_page
from labour_migration.language import LOCALES, USUAL, speaking, use_words
from labour_migration.problems import DataPackageError, list_problems
from labour_migration.site import language_path
from views import layout_of
from web.edition import Answer, ask, gather_assets, list_answers, make_app, stand_at
from web.head import write_tags
from web.link_pictures import draw_here, picture_path

DATASETS = Path(__file__).parent.parent / "datasets"
ASSETS = Path(__file__).parent / "assets"
MARK = ".static-edition"  # a file that says that a folder is ours, and may be made anew
MISSING = "404.html"
_FEED = ".atom"
_TOGETHER = 4  # tasks that a process takes at once
_TEXT = (".html", ".css", ".js", ".csv", ".json", ".xml", ".atom", ".txt")
Task = Address | Answer


@dataclass(frozen=True, eq=False)
class Job:
    """What is published: where each page is, what answers for the app, the folder that files are written to."""

    site: Site
    app: Starlette
    out: Path
    is_compressed: bool = False

    def write(self, path: str, content: bytes | str) -> int:
        """Write a file, by its path below the site, and give its size; also compressed where that is asked for."""
        body = content.encode() if isinstance(content, str) else content
        file = self.out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        if self.is_compressed and file.name.endswith(_TEXT):
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(body, mtime=0))
        return len(body)


_job: Job  # of the process; workers have that of the process that made them


def publish(
    out: Path, base: str, day: date, only: Callable[[Task], bool] = lambda _task: True, is_compressed: bool = False
) -> Counter:
    """Write the edition for an address into an empty folder, and count its files by their kind.

    ``base`` is the address of the site, with a slash at its end; ``day`` is the day that citations name. ``only`` says
    which pages and answers are written, of all.

    Raises
    ------
    DataPackageError
        When the data has a problem.
    """
    global _job
    package = require_valid(read_package(DATASETS))
    use_words(package.words)
    stand_at(base)
    assets, files = gather_assets(ASSETS, urlsplit(base).path)
    addresses = list_addresses(package, layout_of)
    site = Site(package, layout_of, make_edition(base, addresses, package), assets, day)
    _job = Job(site, make_app(package, DATASETS, ASSETS, site.edition.root), out, is_compressed)
    tasks = [task for task in (*addresses, *list_answers(package)) if only(task)]
    counts = Counter(asset=len(files))
    for path, content in files.items():
        _job.write(path, content)
    for code in LOCALES:
        with speaking(code):
            _job.write(language_path(code) + MISSING, write_missing(site))
            counts["page"] += 1
    gc.freeze()  # what is here stays: neither do the processes look for garbage in it, nor does that copy it
    try:
        with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
            for made in pool.imap_unordered(_make_all, _group(tasks)):
                counts.update(made)
    finally:
        gc.unfreeze()
    return counts


def _group(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Tasks for one process each, what takes longest first; what they share is computed once in a process.

    All feeds together, which read every version of the data; the others in groups of a few that are not neighbours, so
    that none has only those that take long.
    """
    feeds = [task for task in tasks if _is_feed(task)]
    others = [task for task in tasks if not _is_feed(task)]
    step = max(1, len(others) // _TOGETHER)
    yield from filter(None, [feeds, *(others[start::step] for start in range(step))])


def _is_feed(task: Task) -> bool:
    return isinstance(task, Answer) and task.path.endswith(_FEED)


def _make_all(tasks: Sequence[Task]) -> Counter:
    """Write all files of some tasks, and count them."""
    return sum(map(_make, tasks), Counter())


def _make(task: Task) -> Counter:
    """Write all files of a task, in every language, and count them."""
    if isinstance(task, Answer):
        return _make_answer(task)
    counts = Counter()
    for code in LOCALES:
        with speaking(code):
            counts.update(_make_page(task, language_path(code)))
    return counts


def _make_page(address: Address, below: str) -> Counter:
    site, package = _job.site, _job.site.package
    is_known = not address.key or bool(address.record)
    tags = write_tags(address.page, site.base, package, address.record, True) if is_known else b""
    made = write_page(address, site, tags.decode())
    _job.write(f"{below}{address.path}{INDEX}", made.html)
    for path, file in made.files.items():
        _job.write(below + path, file.write())
    counts = Counter(page=1, file=len(made.files))
    picture = site.edition.locate_in_language(below + picture_path(address.page, package, address.record))
    if is_known and picture.startswith(below):
        _job.write(picture, draw_here(address.page, address.record, package))
        counts["picture"] += 1
    return counts


def _make_answer(answer: Answer) -> Counter:
    edition = _job.site.edition
    body = ask(_job.app, edition.root, answer.address)
    code = answer.path.partition("/")[0]
    with speaking(code if code in LOCALES else USUAL):
        if answer.path.endswith(INDEX):  # a frame: its links are below the site, whatever its folder is
            text = body.decode().replace('<base href="../"', f'<base href="{edition.spoken_root}"', 1)
            body = edition.lead(text, "embed/").encode()
        elif answer.path.endswith((_FEED, ".xml", ".txt")):
            body = edition.lead_absolute(body.decode()).encode()
    _job.write(answer.path, body)
    return Counter(answer=1)


@click.command(help=__doc__)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base", required=True, help="Where the files will be served, such as https://example.org/")
@click.option(
    "--gzip", "is_compressed", is_flag=True, help="Write each text compressed as well, for nginx's gzip_static."
)
def main(out: Path, base: str, is_compressed: bool) -> None:
    """Publish into OUT, which is empty or an edition that is replaced."""
    address = urlsplit(base)
    if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
        raise click.BadParameter("Give the whole address, such as https://example.org/", param_hint="--base")
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise click.ClickException(f"{out} has files that are none of ours: name an empty folder.")
    started = time.monotonic()
    new, old = (out.with_name(f"{out.name}.{end}") for end in ("new", "old"))
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        counts = publish(new, base.rstrip("/") + "/", datetime.now(tz=UTC).date(), is_compressed=is_compressed)
    except DataPackageError as error:
        shutil.rmtree(new)
        raise click.ClickException("\n".join(["The data has a problem.", *list_problems(error.problems)])) from None
    (new / MARK).write_text("This folder is made by publish.py, which may replace all of it.\n", encoding="utf-8")
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    told = ", ".join(f"{count} {kind}s" for kind, count in sorted(counts.items()))
    click.echo(f"{out}: {told} in {time.monotonic() - started:.0f} seconds.")


if __name__ == "__main__":
    main()
