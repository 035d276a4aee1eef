"""The encoding of an answer: what the request likes best, and the bytes in it."""

import pytest
from starlette.datastructures import Headers

from web.delivery.encoding import (
    BROTLI,
    GZIP,
    PLAIN,
    QUICK,
    SWITCH,
    THOROUGH,
    choose_encoding,
    decode,
    encode,
    names_tag,
)

TEXT = "Pakistanis in Japan: パキスタン人 ".encode() * 99


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", BROTLI),
        ("gzip", GZIP),
        ("GZIP;Q=0.5", GZIP),
        ("br;q=0, gzip", GZIP),
        ("br;q=0.2, gzip;q=0.8", GZIP),
        ("br;q=0,gzip;q=0", PLAIN),
        ("*", BROTLI),
        ("*;q=0", PLAIN),
        ("br;q=0, *", GZIP),
        ("gzip;q=0.5, identity", PLAIN),
        ("identity", PLAIN),
        ("zstd", PLAIN),
        ("", PLAIN),
        (";;,q=,br;q=abc", BROTLI),
    ],
)
def test_encoding_is_the_one_that_the_request_likes_best(accepted, chosen):
    assert choose_encoding(Headers({"accept-encoding": accepted})) == chosen


def test_no_encoding_is_chosen_where_none_is_accepted_or_all_is_off(monkeypatch):
    assert choose_encoding(Headers({})) == PLAIN
    monkeypatch.setenv(SWITCH, "off")
    assert choose_encoding(Headers({"accept-encoding": "br, gzip"})) == PLAIN


@pytest.mark.parametrize("quality", [QUICK, THOROUGH])
@pytest.mark.parametrize("encoding", [BROTLI, GZIP, PLAIN])
def test_body_comes_back_out_of_its_encoding(encoding, quality):
    encoded = encode(TEXT, encoding, quality)
    assert decode(encoded, encoding) == TEXT
    assert encode(TEXT, encoding, quality) == encoded


@pytest.mark.parametrize("encoding", [BROTLI, GZIP])
@pytest.mark.parametrize("broken", [b"", b"nonsense", encode(TEXT, BROTLI, QUICK)[:-9], encode(TEXT, GZIP, QUICK)[:-9]])
def test_what_is_cut_short_or_of_another_encoding_is_not_decoded(encoding, broken):
    assert decode(broken, encoding) != TEXT


@pytest.mark.parametrize(
    ("fields", "is_named"),
    [(['"a"'], True), (['W/"a"'], True), (['"b", "a"'], True), (['"b"', '"a"'], True), (["*"], True), (['"b"'], False)],
)
def test_tag_is_found_among_those_that_a_browser_has(fields, is_named):
    assert names_tag(fields, '"a"') == is_named
