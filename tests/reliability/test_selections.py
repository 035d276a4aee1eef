"""However many selections are asked for, what is kept of them is bounded."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from labour_migration.language import LOCALES

from . import selections
from .selections import DASHBOARD, find_memos

# Of words, numbers and dates, a few dozen bytes each, more is kept.
KEPT_AT_MOST = 5_000
# Kept without a limit, since there are only as many as there are pages, languages and fonts of ours.
UNLIMITED = {
    "components.chart._find_component",
    "labour_migration.html.markdown._make_converter",
    "labour_migration.language._read",
    "labour_migration.language.describe",
    "views.layout_of",
    "web.head._preload_chart",
    "web.link_pictures._read_faces",
}


def test_what_is_kept_by_what_a_reader_asks_is_bounded():
    limits = {name: memo.cache_info().maxsize for name, memo in find_memos().items()}
    assert len(limits) > 40
    assert [name for name, most in limits.items() if most is not None and most > KEPT_AT_MOST * len(LOCALES)] == []
    assert {name for name, most in limits.items() if most is None} <= UNLIMITED


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc, as on Linux, to read memory from")
def test_two_thousand_selections_leave_no_more_than_a_thousand():
    program = [sys.executable, selections.__file__]
    environment = {**os.environ, "PYTHONPATH": str(DASHBOARD)}
    told = json.loads(subprocess.run(program, env=environment, capture_output=True, check=True).stdout)
    print(f"\nafter 1,000 and 2,000 selections: {told['half']} and {told['whole']} MiB")
    assert told["over"] == []
    assert told["whole"] - told["half"] < 100
