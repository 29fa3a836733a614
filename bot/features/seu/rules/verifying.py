"""Whether a file is a statement as it was issued. Pure."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from enum import Enum
from itertools import islice

MARK = "CortadoStatement"
"""So the properties of a statement name its id: letters alone, which no program that saves a file anew writes otherwise."""
_NAMED = re.compile(MARK.encode() + rb"([0-9A-Za-z]{1,32})")
_STREAM = re.compile(rb"stream\r?\n")
_MOST_INFLATED, _MOST_STREAMS = 10_000_000, 1_000
"""Bytes; a file that somebody made to burst fills no memory."""


class Verdict(Enum):
    """What is known of a file."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNKNOWN = "unknown"


def digest_of(content: bytes) -> str:
    """Return what a file is known by: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def named_in(content: bytes) -> str:
    """Return the id that a PDF names as its own, also where a program has packed its properties; empty where there is none."""
    for part in (content, *_inflated(content)):
        found = _NAMED.search(part) or _NAMED.search(part.replace(b"\0", b""))
        if found:
            return found.group(1).decode()
    return ""


def as_id(text: str) -> str:
    """Return an id as it was typed from paper, without the blanks that somebody may have put in."""
    return "".join(text.split()).removeprefix(MARK)


def _inflated(content: bytes) -> Iterator[bytes]:
    room = _MOST_INFLATED
    whole = memoryview(content)  # a slice of it copies nothing, however many there are
    for found in islice(_STREAM.finditer(content), _MOST_STREAMS):
        try:
            part = zlib.decompressobj().decompress(whole[found.end() :], room)
        except zlib.error:
            continue
        room -= len(part)
        yield part
        if room <= 0:
            return
