"""The address of the site: set by a person or that of the socket, whatever a request says."""

import pytest
import streamlit as st
from streamlit import config

from web.base_url import base_address, path_below


@pytest.fixture
def set_options():
    """Set options of Streamlit for the length of a test."""
    before = {}

    def set_all(options: dict) -> None:
        for name, value in options.items():
            before.setdefault(name, (st.get_option(name), config.get_where_defined(name)))
            config.set_option(name, value)

    yield set_all
    for name, (value, where) in before.items():
        config._set_option(name, value, where)


def scope(host: str = "127.0.0.1", port: int | None = 8501, path: str = "/") -> dict:
    return {"server": (host, port), "path": path, "headers": [(b"host", b"evil.example")]}


@pytest.mark.parametrize(
    ("server", "base"),
    [
        (("127.0.0.1", 8501), "http://127.0.0.1:8501/"),
        (("192.0.2.7", 80), "http://192.0.2.7/"),
        (("::1", 8501), "http://[::1]:8501/"),
        (("::ffff:192.0.2.7", 8501), "http://192.0.2.7:8501/"),
    ],
)
def test_address_is_that_of_the_socket_where_none_is_set(server, base):
    assert base_address(scope(*server)) == base


@pytest.mark.parametrize(
    ("options", "base"),
    [
        ({"browser.serverAddress": "a.example", "browser.serverPort": 443}, "https://a.example/"),
        ({"browser.serverAddress": "a.example", "browser.serverPort": 80}, "http://a.example/"),
        ({"browser.serverAddress": "a.example", "browser.serverPort": 8080}, "http://a.example:8080/"),
        (
            {"browser.serverAddress": "a.example", "browser.serverPort": 443, "server.baseUrlPath": "pk"},
            "https://a.example/pk/",
        ),
    ],
)
def test_address_is_the_one_that_a_person_has_set(options, base, set_options):
    set_options(options)
    assert base_address(scope()) == base


def test_path_is_told_below_the_address_of_the_site(set_options):
    assert path_below(scope(path="/")) == ""
    assert path_below(scope(path="/residents")) == "residents"
    set_options({"server.baseUrlPath": "pk"})
    assert path_below(scope(path="/pk/residents")) == "residents"
