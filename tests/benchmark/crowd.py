"""Visitors without a browser, in a process of their own that does what it is told: see ``clients.py``."""

import json
import subprocess
import sys
from collections.abc import Sequence

from servers import HERE


class Crowd:
    """Visitors of one page, who change its years through ranges of them."""

    def __init__(self, url: str, visitor: str, ranges: Sequence):
        command = [sys.executable, HERE / "clients.py", visitor, url, json.dumps(ranges)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_exception: object):
        self._process.kill()
        self._process.wait()

    def tell(self, order: str, number: int) -> tuple[list[float], list[str]]:
        """Have them do something; the seconds that each step took, and the errors."""
        self._process.stdin.write(json.dumps([order, number]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the visitors have gone")
        answer = json.loads(line)
        return answer["seconds"], answer["errors"]

    def must(self, order: str, number: int) -> list[float]:
        """Have them do something in which nothing may fail; TimeoutError where an answer took too long."""
        seconds, errors = self.tell(order, number)
        if errors:
            kind = TimeoutError if errors[0].startswith("TimeoutError") else RuntimeError
            raise kind(f"{order} {number}: {len(errors)} errors, the first: {errors[0]}")
        return seconds
