"""Who is told that the data are stale: nobody but who reads on the machine of the server."""

from types import SimpleNamespace

import pytest
import streamlit as st
from starlette.datastructures import Headers

from components.stale import is_local

HOST = {"Host": "127.0.0.1:8501"}


@pytest.mark.parametrize(
    ("headers", "address", "expected"),
    [
        (HOST, None, True),  # as Streamlit gives 127.0.0.1 and ::1
        ({"Host": "localhost:8501"}, "127.0.0.2", True),
        ({"Host": "[::1]:8501"}, None, True),
        (HOST, "::ffff:127.0.0.1", True),  # where the server listens to IPv4 and IPv6, as it usually does
        (HOST, "192.0.2.7", False),
        (HOST, "::ffff:192.0.2.7", False),
        ({"Host": "data.example.org"}, None, False),
        ({"Host": "127.0.0.1.example.org"}, None, False),
        ({}, None, False),  # no connection at all
        ({"Host": "[::1"}, None, False),
        *(({**HOST, name: "192.0.2.7"}, None, False) for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via")),
    ],
)
def test_reader_is_local_on_the_loopback_and_behind_no_proxy(headers, address, expected, monkeypatch):
    context = SimpleNamespace(headers=Headers(headers), ip_address=address)
    monkeypatch.setattr(st, "context", context)
    assert is_local() is expected
