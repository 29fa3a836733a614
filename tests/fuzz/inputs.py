"""Odd inputs: what parsers really get, changed as broken clients and hostile people change it."""

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from typing import Any

TOKENS = (
    *(
        "",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\ufeff",
        "\ud800",
        "\u202e",
        "\u2028",
        "é",
        "ß",
        "İ",
        "🎲",
        "١٢",
        "½",
        "²",
        "𝟗",
        "\x7f",
    ),
    *(
        "0",
        "-1",
        "9" * 400,
        "1e999",
        "NaN",
        "Infinity",
        "-0",
        "00000012",
        "1_000",
        "0x10",
        "2026-02-30",
        "9999-12-31",
        "0000-00-00",
    ),
    *(
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        '"',
        "'",
        "`",
        "\\",
        "&",
        "=",
        "%",
        "%00",
        "%ff",
        "%zz",
        "+",
        ";",
        ",",
        ":",
        "/",
        "..",
        "://",
        "#",
    ),
    *(
        "null",
        "true",
        "[]",
        "{}",
        "{{7*7}}",
        "${jndi}",
        "<!channel>",
        "<@U0ANA>",
        "<@U0ANA|ana>",
        "<script>",
        "--",
        "/*",
        "http://[",
    ),
    *(
        "&a ",
        "*a",
        "<<: *a",
        "- ",
        "!!python/object:os.system",
        "? ",
        "| ",
        "every ",
        "at ",
        "to ",
        "for ",
        "until ",
        "except ",
        "1h",
        "5m",
    ),
    *(
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "GET / HTTP/1.1\r\n",
        "stream\r\n",
        "endstream",
        "PK\x03\x04",
        "PK\x05\x06",
    ),
)
"""Pieces that mean something to one parser or another, or to none."""
LONG = (1, 2, 3, 17, 255, 1_000, 10_000)
ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        10**30,
        "",
        "\0",
        "\ud800",
        "x" * 3_000,
        "9" * 5_000,
        [],
        {},
        [None],
        [[]],
        {"": None},
        {"id": 1},
    ),
    *("U0ANA", "1795303200.000100", "NaN", float("nan"), float("inf"), ["a"] * 1_000, {"a": {"a": {"a": {}}}}),
)
_WAYS = ("insert", "delete", "replace", "double", "repeat", "cut", "swap")
Edit = tuple[str, float, float, str, int]
Make = Callable[[Random], Any]
"""Makes an input, by chance; the same chance makes the same one again."""


def edit(chance: Random) -> Edit:
    """Draw one change of a text: what is done, from where, to where, with what, how often."""
    token = chance.choice(TOKENS) if chance.random() < 0.8 else chr(chance.randrange(0xD7FF)) * chance.randrange(1, 9)
    return chance.choice(_WAYS), chance.random(), chance.random(), token, chance.choice(LONG)


def edited(text: str, edits: Sequence[Edit], most: int) -> str:
    """Return a text as it is after these changes, never longer than `most` characters."""
    for what, one, other, token, times in edits:
        begin, end = sorted((int(one * len(text)), int(other * len(text))))
        before, part, after = text[:begin], text[begin:end], text[end:]
        match what:
            case "insert":
                part = token + part
            case "delete":
                part = ""
            case "replace":
                part = token
            case "double":
                part = part[:1_000] * min(times, 1_000)
            case "repeat":
                part = token * times
            case "cut":
                after = ""
            case "swap":
                before, after = after, before
        text = (before + part + after)[:most]
    return text


def texts(seeds: Sequence[str], most: int) -> Make:
    """Make texts like the seeds, some like nothing, and some that are one thing again and again, as long as any that is let in."""

    def make(chance: Random) -> str:
        seed = chance.choice([*seeds, ""])
        if chance.random() < 0.1:
            token = chance.choice(TOKENS) or "x"
            return (seed[: int(chance.random() * len(seed))] + token * (most // len(token)))[:most]
        return edited(seed, [edit(chance) for _ in range(chance.randrange(9))], most)

    return make


def octets(seeds: Sequence[bytes], most: int) -> Make:
    """Make bytes like the seeds: a byte is a letter of Latin-1 while it is changed."""
    changed = texts([seed.decode("latin-1") for seed in seeds], most)

    def make(chance: Random) -> bytes:
        coding = "latin-1" if chance.random() < 0.7 else "utf-8"
        return str(changed(chance)).encode(coding, "replace")[:most]

    return make


def trees(seeds: Sequence[Any]) -> Make:
    """Make values of JSON like the seeds, with odd ones in odd places."""
    written = [json.dumps(seed) for seed in seeds]

    def make(chance: Random) -> Any:
        changes = [(chance.randrange(10_000), chance.choice((*ODD, _GONE, *TOKENS[:20]))) for _ in range(chance.randrange(5))]
        return _planted(chance.choice(written), changes)

    return make


def together(*makes: Make) -> Make:
    """Make several at once."""
    return lambda chance: tuple(make(chance) for make in makes)


def one_of(values: Sequence[Any]) -> Make:
    """Make one of these."""
    return lambda chance: chance.choice(values)


_GONE = object()


def _planted(seed: str, changes: Sequence[tuple[int, Any]]) -> Any:
    root = {"root": json.loads(seed)}
    for where, what in changes:
        places = [*_places(root)]
        holder, key = places[where % len(places)]
        if what is _GONE and holder is not root:
            del holder[key]
        elif what is not _GONE:
            holder[key] = deepcopy(what)
    return root["root"]


def _places(value: Any) -> Any:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys)[:50]:
        yield value, key
        yield from _places(value[key])
