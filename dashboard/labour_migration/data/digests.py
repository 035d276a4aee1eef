"""Digests of the package's files: the size and SHA-256 of each table that the descriptor names, as Data Package has it.

A file that is cut short may still look like a whole table; its digest tells.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping

from labour_migration.data.schema import Resource
from labour_migration.language import gettext as _
from labour_migration.problems import Problem

CODE = "digest"  # of every problem told here
_ALGORITHM = "sha256"
_AFTER = "path"  # a resource's digest stands beside the name of its file
COMMAND = "python dashboard/curate.py digests"


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(content: bytes) -> dict[str, int | str]:
    """The properties ``bytes`` and ``hash`` of a resource with this content."""
    return {"bytes": len(content), "hash": f"{_ALGORITHM}:{sha256(content)}"}


def find_mismatches(resource: Resource, content: bytes) -> Iterator[Problem]:
    """A table whose bytes are not those that the descriptor names, or one of which it names none."""
    actual = digest(content)
    for name, expected in {"bytes": resource.bytes, "hash": resource.hash}.items():
        if actual[name] != expected:
            told = _("{value}, as datapackage.json says").format(value=expected)
            if not expected:
                told = _("its digest in datapackage.json")
            remedy = _("If the file is whole, run `{command}`; else restore it.").format(command=COMMAND)
            yield Problem(CODE, resource.path, str(actual[name]), told, remedy, field=name)
            return


def renew_digests(descriptor: bytes, files: Mapping[str, bytes]) -> bytes:
    """The descriptor with the digests of these files, by name; those of other tables stay as they are.

    Raises
    ------
    LookupError, TypeError, ValueError
        Where it is no descriptor.
    """
    document = json.loads(descriptor)
    document["resources"] = [_renew(one, files) for one in document["resources"]]
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _renew(resource: Mapping, files: Mapping[str, bytes]) -> dict:
    if resource["path"] not in files:
        return dict(resource)
    renewed = digest(files[resource["path"]])
    kept = {name: value for name, value in resource.items() if name not in renewed}
    place = list(kept).index(_AFTER) + 1
    return dict([*list(kept.items())[:place], *renewed.items(), *list(kept.items())[place:]])
