"""Raw bytes of a request over HTTP into the dict that Bolt takes."""

import json
from binascii import a2b_qp
from typing import Any
from urllib.parse import unquote_to_bytes

from bot.slack.reading import Unreadable

_JSON = "application/json"


def decode(body: bytes, content_type: str) -> dict[str, Any]:
    """Read JSON, a form with a `payload` of JSON, or the plain form of a slash command. Raise Unreadable."""
    if not body.isascii():
        _as_text(body)
    if is_json(content_type):
        return _object(body)
    form = read_form(body)
    payload = form.get("payload")
    return form if payload is None else _object(payload)


def is_json(content_type: str) -> bool:
    """Tell whether a body is said to be JSON, however that is written."""
    return content_type[: len(_JSON)].lower() == _JSON


def read_form(body: bytes) -> dict[str, str]:
    """Read `application/x-www-form-urlencoded`; of a name that comes twice, the first counts."""
    form: dict[str, str] = {}
    for pair in body.split(b"&"):
        if pair:
            name, _, value = pair.partition(b"=")
            form.setdefault(unquote(name), unquote(value))
    return form


def unquote(quoted: bytes) -> str:
    """Undo the quoting of a form: `+` and `%XX`, then UTF-8; what is no UTF-8 becomes the replacement character.

    Quoted-printable is the same code with `=` for `%`, and undone in C: a tenth of the time that urllib takes. Its own meanings,
    a literal `=` and a soft line break, are kept out; where an escape was not whole, the length tells, and urllib does it.
    """
    spaced = quoted.replace(b"+", b" ")
    escapes = spaced.count(b"%")
    if not escapes:
        return spaced.decode("utf-8", "replace")
    if not (b"=" in spaced or b"\n" in spaced or b"\r" in spaced):
        plain = a2b_qp(spaced.replace(b"%", b"="))
        if len(plain) == len(spaced) - 2 * escapes:
            return plain.decode("utf-8", "replace")
    return unquote_to_bytes(spaced).decode("utf-8", "replace")


def _as_text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as fault:
        raise Unreadable("the body is no UTF-8") from fault


def _object(text: str | bytes) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("the payload is no JSON") from fault
    if not isinstance(read, dict):
        raise Unreadable("the payload is no object")
    return read
