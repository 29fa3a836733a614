"""Reads a board of Lean Coffee as somebody does who only sees it: by its words, its buttons and what they carry."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.history.events import Board

Blocks = Sequence[Mapping[str, Any]]
STAGES = {
    "gathering": r": gathering topics for Lean Coffee$",
    "pitch": r": pitch of “",
    "voting": r": vote on the topics$",
    "thumbs": r"^Time's up: .*\. More time\?$",
    "paused": r": paused at ",
    "carry_on": r": carry on with ",
    "tables": r": at tables$",
    "last_call": r": last call for takeaways$",
    "discussing": r"(: talking about |, until <!date\^)",
    "closed": r"(: what came out$|: Closed quietly: |: Cancelled by )",
}
"""How the one line of each stage ends or begins; the first that fits."""
_MARK = re.compile(r"(?:[^:\s]+:)?([0-9a-zA-Z-]+):(\d+)")
_DOTS = re.compile(r"(?:●+|○) (\d+)")
_TALLY = re.compile(r"(\d+) 👍  (\d+) ✊  (\d+) 👎")
_DATE = re.compile(r"<!date\^(\d+)\^")
_NUMBERED = re.compile(r"^\*?(\d+)\. \*?(.+?)\*?(?:  .*)?$")
_DUE = {
    "voting": re.compile(r"(?:closes|Closes) .*?<!date\^(\d+)\^.*?(?:at the latest|or when someone here closes it|unless)"),
    "thumbs": re.compile(r"(?:Until|I count at) <!date\^(\d+)\^"),
    "discussing": re.compile(r"(?:[Uu]ntil) \*?<!date\^(\d+)\^"),
    "last_call": re.compile(r"The summary comes at <!date\^(\d+)\^"),
    "gathering": re.compile(r"(?:Voting opens|Pitches begin) at <!date\^(\d+)\^"),
}


def elements(blocks: Blocks) -> Iterator[Mapping[str, Any]]:
    """Give the elements that can be pressed, wherever they stand."""
    for block in blocks:
        for each in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if each and "action_id" in each:
                yield each


def marks_of(blocks: Blocks) -> tuple[tuple[str, str], ...]:
    """Give what the elements of a message carry: action id and value, of a menu its first option's."""
    found = []
    for each in elements(blocks):
        options = each.get("options") or [{}]
        found.append((str(each["action_id"]), str(each.get("value") or options[0].get("value", ""))))
    return tuple(found)


def texts_of(blocks: Blocks) -> list[str]:
    """Give what is to be read in blocks, one text for each place of it; not what stands on buttons."""
    found: list[str] = []
    for block in blocks:
        told = (block.get("text"), *block.get("fields", ()), *block.get("elements", ()))
        found += [str(each["text"]) for each in told if isinstance(each, Mapping) and isinstance(each.get("text"), str)]
    return found


def key_of(title: str) -> str:
    """Give a topic's title as it is compared: without what marks, escapes or cuts it."""
    return re.sub(r"\W+", "", re.sub(r"&(amp|lt|gt);", "", title)).casefold()[:60]


def read_blocks(given: Any) -> list[dict[str, Any]]:
    """Give blocks that a call carries as values or as text of JSON."""
    return list(json.loads(given) if isinstance(given, str) else given or ())


def stage_of(text: str) -> str | None:
    """Name the stage that the one line of a board tells."""
    return next((stage for stage, said in STAGES.items() if re.search(said, text)), None)


def read_board(text: str, blocks: Blocks) -> Board | None:
    """Read a board; None for any other message, also for one in another language or of another ceremony."""
    stage, marked = stage_of(text), _meeting_of(blocks)
    if stage is None or marked is None:
        return None
    texts = texts_of(blocks)
    lines = [line for each in texts for line in each.split("\n")]
    waiting = list(_waiting(stage, texts))
    dots = dict(_totals(stage, texts))
    return Board(
        meeting=marked[0],
        phase=marked[1],
        stage=stage,
        dots=dots,
        topics=tuple(waiting) if stage in ("gathering", "voting") and not _is_cut(lines) else None,
        gone_by=frozenset(_talked_about(stage, texts)),
        here=_number(lines, r"^Here \((\d+)\): "),
        here_names=_names(lines, r"^Here \(\d+\): (.+)$"),
        voted=_voted(lines) if stage == "voting" else None,
        answered=_number(lines, r"^(\d+) of \d+ ha(?:s|ve) answered") if stage == "thumbs" else None,
        tallies=tuple(_tallies(stage, texts)),
        each=_number(lines, r"^\*(?:Vote|Run-off): (\d+) dots? each") if stage == "voting" else None,
        watches=next((found[1] for line in lines if (found := re.search(r"(?:^|  ·  )(.+) hosts without voting", line))), None),
        due=_due(stage, texts),
        takeaways=tuple(key_of(line[1:]) for line in lines if line.startswith("💡") and not line.startswith(_ASKED))
        if stage in ("last_call", "closed")
        else None,
    )


_ASKED = "💡 *What do you take with you from "
"""Begins the question that a host has asked for at a topic's end; what people take with them is never in bold."""


def _meeting_of(blocks: Blocks) -> tuple[str, int] | None:
    for action, carried in marks_of(blocks):
        if action in ("lean_coffee:check_in", "lean_coffee:meeting_takeaway"):
            found = _MARK.fullmatch(carried)
            return (found[1], int(found[2])) if found else None
    return None


def _number(lines: Sequence[str], pattern: str) -> int | None:
    return next((int(found[1]) for line in lines if (found := re.search(pattern, line))), None)


def _names(lines: Sequence[str], pattern: str) -> frozenset[str]:
    told = next((found[1] for line in lines if (found := re.search(pattern, line))), "")
    return frozenset(name for name in re.sub(r" and \d+ more$", "", told.split("  ·  ")[0]).split(", ") if name)


def _voted(lines: Sequence[str]) -> frozenset[str] | None:
    if any(line.startswith("Voted: nobody yet") for line in lines):
        return frozenset()
    return _names(lines, r"^Voted \(\d+ of \d+ here\): (.+)$") or None


def _is_cut(lines: Sequence[str]) -> bool:
    return any(re.search(r"^(and|…and) \d+ more", line) for line in lines)


def _waiting(stage: str, texts: Sequence[str]) -> Iterator[str]:
    if stage not in ("gathering", "voting"):
        return
    for text in texts:
        if text.startswith("*Discussed*"):
            return
        for line in text.split("\n"):
            if found := _NUMBERED.match(line):
                yield key_of(found[2])


def _totals(stage: str, texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Give the dots of each topic, where they are told: in a line of its own, or beside its title."""
    for text in texts:
        for line in text.split("\n"):
            if found := _DOTS.search(line):
                title = re.sub(r"^(\*?\d+\. |• )", "", line[: found.start()])
                yield key_of(title.replace("·", "")), int(found[1])


def _talked_about(stage: str, texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        if stage == "thumbs" and text.startswith("⏱ Time's up: "):
            yield key_of(text.removeprefix("⏱ Time's up: "))
        if stage in ("discussing", "paused", "carry_on") and (found := re.match(r"^\*([^*\n]+)\*  (?:●+|○) \d+", text)):
            yield key_of(found[1])
        if stage == "closed" and (found := re.match(r"^\*\d+\. (.+?)\*  (?:●+|○) \d+", text)):
            yield key_of(found[1])


def _tallies(stage: str, texts: Sequence[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    title = ""
    for text in texts:
        for line in text.split("\n"):
            if found := re.match(r"^\*\d+\. (.+?)\*  (?:●+|○) \d+", line):
                title = key_of(found[1])
            for one in _TALLY.findall(line):
                yield title if stage == "closed" else "", (int(one[0]), int(one[1]), int(one[2]))


def _due(stage: str, texts: Sequence[str]) -> float | None:
    if stage not in _DUE:
        return None
    found = [float(each) for text in texts for each in _DUE[stage].findall(text)]
    return min(found, default=None)
