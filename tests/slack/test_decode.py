"""The decoding in C says what urllib says."""

import json
from urllib.parse import parse_qsl, quote_plus, unquote_plus, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack.decode import decode, read_form, unquote
from bot.slack.reading import Unreadable

pieces = st.lists(
    st.sampled_from(
        [
            b"%",
            b"%4",
            b"%3D",
            b"%0A",
            b"=",
            b"=\n",
            b"=3D",
            b"_",
            b"+",
            b"\n",
            b"\r\n",
            b"%E2%82%AC",
            b"%FF",
            b"%zz",
            b" ",
            b"a",
            b"%25",
        ]
    )
)


@given(st.binary() | pieces.map(b"".join))
@example(b"%=4")
@example(b"a=\nb%20")
@example(b"trailing space %20 ")
def test_unquoting_says_what_urllib_says(quoted: bytes) -> None:
    as_text = quoted.decode("latin-1")
    expected = unquote_plus(as_text, encoding="latin-1").encode("latin-1").decode("utf-8", "replace")
    assert unquote(quoted) == expected


@given(st.text())
def test_what_was_quoted_comes_back(text: str) -> None:
    try:
        quoted = quote_plus(text)
    except UnicodeEncodeError:
        return
    assert unquote(quoted.encode()) == text


@given(st.lists(st.tuples(st.text(), st.text())))
def test_a_form_says_what_urllib_says(pairs: list[tuple[str, str]]) -> None:
    try:
        body = urlencode(pairs)
    except UnicodeEncodeError:
        return
    expected: dict[str, str] = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        expected.setdefault(name, value)
    assert read_form(body.encode()) == expected


def test_a_payload_in_a_form_and_json_are_the_same_body() -> None:
    body = {"type": "block_actions", "text": "50 % + 1 = ½ ☕"}
    assert decode(urlencode({"payload": json.dumps(body)}).encode(), "application/x-www-form-urlencoded") == body
    assert decode(json.dumps(body).encode(), "application/json; charset=utf-8") == body


@pytest.mark.parametrize("body", [b"", b"{", b"null", b'"text"', b"\xff"])
def test_json_that_is_no_object_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(body, "application/json")
