"""Larger packages out of the real one: its own rows as they are, and as many new ones as are asked for."""

import csv
import json
import random
import shutil
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import ascii_uppercase

sys.path.insert(0, str(Path(__file__).parents[2] / "dashboard"))

from labour_migration.data.digests import renew_digests

SEED = 20261125
# The rows that new ones are made of: people of one nationality in all of Japan, by status and half-year.
PATTERN = {"indicator_id": "residents", "nationality_id": "PAK", "area_id": "JPN"}
# What ISO 3166-1 leaves to its users: no country's code.
NEW_NATIONALITIES = [f"X{second}{third}" for second, third in product(ascii_uppercase, repeat=2)]


def write_package(datasets: Path, folder: Path, rows: int, seed: int = SEED) -> int:
    """Write a Data Package like that in ``datasets`` whose official table has about ``rows`` rows; how many it has.

    The real rows come first, as they are, and are all there is where no more are asked for. Each block of new rows
    is Japan's count of Pakistani residents, by status and half-year, for a made-up nationality in one prefecture, its
    numbers multiplied by one seeded number, without notes: keys stay unique, parts still sum to their wholes, and what
    the charts show of Pakistan, of Japan and of the real nationalities stays what it is. Blocks are whole.
    """
    shutil.copytree(datasets, folder)
    official = folder / "official_statistics.csv"
    with official.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, real = reader.fieldnames, list(reader)
    pattern = [row for row in real if all(row[column] == value for column, value in PATTERN.items())]
    blocks = max(0, (rows - len(real)) // len(pattern))
    with (folder / "areas.csv").open(encoding="utf-8", newline="") as file:
        prefectures = [row["area_id"] for row in csv.DictReader(file) if row["area_id"].startswith("JP-")]
    pairs = list(product(NEW_NATIONALITIES, prefectures))[:blocks]
    if len(pairs) < blocks:
        raise ValueError(f"{rows} rows need {blocks} blocks, and there are {len(pairs)} nationalities by prefecture")
    with official.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerows(new_rows(pattern, pairs, seed))
    used = list(dict.fromkeys(nationality for nationality, _prefecture in pairs))
    with (folder / "nationalities.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [code, f"Made-up {code}", f"架空{code}", "", "", ""] for code in used
        )
    descriptor, changed = folder / "datapackage.json", (official, folder / "nationalities.csv")
    digested = renew_digests(descriptor.read_bytes(), {file.name: file.read_bytes() for file in changed})
    descriptor.write_bytes(digested)
    return len(real) + blocks * len(pattern)


def new_rows(pattern: list[dict], pairs: list[tuple[str, str]], seed: int) -> Iterator[dict]:
    """The rows of the pattern for each pair of nationality and prefecture."""
    numbers = random.Random(seed)
    for nationality, prefecture in pairs:
        factor = numbers.randint(1, 9)
        for row in pattern:
            value = str(int(row["value"]) * factor)
            yield {**row, "nationality_id": nationality, "area_id": prefecture, "value": value, "note": ""}


def version(datasets: Path) -> str:
    """The version of the package that grows."""
    return json.loads((datasets / "datapackage.json").read_text(encoding="utf-8"))["version"]
