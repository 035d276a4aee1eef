"""What is installed is what was locked, and what was locked is what was pinned."""

import os
import re
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = {lock.stem: lock.read_text(encoding="utf-8") for lock in (ROOT / ".requirements").glob("*.lock")}
# Files of pins -> the lock that `.ci/lock` makes of each.
PINS = {"requirements.txt": "all", ".deploy/requirements.txt": "deploy"} | {
    str(file.relative_to(ROOT)): file.stem for file in (ROOT / ".deploy").glob("*.txt") if file.stem != "requirements"
}
OF_PYTHON_ITSELF = {"pip", "setuptools", "wheel"}  # a new environment has some of them


def read_pins(text: str) -> dict[str, str]:
    """Names and versions of the packages that a file of pins asks for."""
    lines = (line.split(" #")[0] for line in text.splitlines() if re.match(r"\w", line))
    return {canonicalize_name(pin.name): str(pin.specifier) for pin in map(Requirement, lines)}


def read_lock(text: str) -> list[tuple[Requirement, list[str]]]:
    """Packages of a lock, each with the hashes of its files."""
    entries = re.findall(r"^(\w.*?) \\\n((?: +--hash=.*\n?)+)", text, re.MULTILINE)
    return [(Requirement(entry), re.findall(r"--hash=sha256:([0-9a-f]{64})\b", hashes)) for entry, hashes in entries]


def wanted_here(text: str) -> dict[str, str]:
    """Names and versions that a lock has for this system and this version of Python."""
    entries = [entry for entry, _hashes in read_lock(text) if entry.marker is None or entry.marker.evaluate()]
    return {canonicalize_name(entry.name): str(entry.specifier).removeprefix("==") for entry in entries}


@pytest.mark.parametrize(("file", "lock"), PINS.items())
def test_every_pin_is_locked_in_its_version(file, lock):
    locked = {canonicalize_name(entry.name): str(entry.specifier) for entry, _hashes in read_lock(LOCKS[lock])}
    pins = read_pins((ROOT / file).read_text(encoding="utf-8"))
    assert len(pins) > 1
    assert {name: locked.get(name) for name in pins} == pins, "run .ci/lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_version_with_hashes_and_names_no_host(lock):
    entries = read_lock(LOCKS[lock])
    assert len(entries) == len(re.findall("^[^# \n]", LOCKS[lock], re.MULTILINE)) > 1
    for entry, hashes in entries:
        assert re.fullmatch(r"==[\w.+!]+", str(entry.specifier)), entry
        assert hashes, entry
    assert "://" not in LOCKS[lock]


def test_what_a_host_installs_is_part_of_what_was_tested():
    app, whole = (
        {(one.name, str(one.specifier)): hashes for one, hashes in read_lock(LOCKS[lock])} for lock in ("app", "all")
    )
    assert app.keys() < whole.keys()
    assert all(whole[package] == hashes for package, hashes in app.items())
    runs_on, _tested_with = (ROOT / "requirements.txt").read_text(encoding="utf-8").split("# What the tests run on.")
    names = {name for name, _version in app}
    assert read_pins(runs_on).keys() <= names
    assert not {"pytest", "playwright"} & names


def test_readme_s_command_installs_the_lock():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("-")] == ["-r .requirements/all.lock"]


def test_what_is_installed_is_what_was_locked():
    if os.environ.get("CI") != "true":
        pytest.skip("an environment of a curator's own may have more; CI has what the locks have")
    wanted = {name: version for text in LOCKS.values() for name, version in wanted_here(text).items()}
    installed = {canonicalize_name(found.name): found.version for found in distributions()}
    assert {name: version for name, version in installed.items() if name not in OF_PYTHON_ITSELF} == wanted
