"""The portable file on its way in: read, and held against itself. Pure."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.core.texts import storable
from bot.features.seu.rules.entry_lines import LIMITS, MOST_MINUTES, NothingBrought
from bot.features.seu.rules.held import Claim, Held, Renewal, RenewalKind
from bot.features.seu.rules.portable import FORMAT, VERSION
from bot.features.seu.rules.portable_times import Times
from bot.features.seu.rules.values import Category, Entry, Kind, Source
from bot.features.seu.rules.whole_ledger import Allocated

T = TypeVar("T")
_MOST = 10_000
"""Entries; who logs five things a day for five years has fewer."""


@dataclass(eq=False)
class NotOurs(Refusal):
    """A JSON file that no bot of ours has written, or one that was cut off."""

    field: str = "list_1"


@dataclass(eq=False)
class NewerVersion(Refusal):
    """A file of a version that this bot does not know."""

    version: int
    field: str = "list_1"


@dataclass(eq=False)
class BadPart(Refusal):
    """What stands at one place of a file fits nothing: the list, and which of its parts (from 1)."""

    part: str
    number: int
    field: str = "list_1"


@dataclass(frozen=True)
class Brought:
    """An entry of a file, and where it was written first."""

    entry: Entry
    origin: str


@dataclass(frozen=True)
class Portable:
    """What a file says, by the ids of the file. `removed`: credentials kept only for what their renewals have used up."""

    name: str
    entries: tuple[Brought, ...]
    credentials: tuple[Held, ...] = ()
    removed: frozenset[str] = frozenset()
    steps: tuple[tuple[str, str, date], ...] = ()
    renewals: tuple[Renewal, ...] = ()
    allocations: tuple[Allocated, ...] = ()
    claims: tuple[Claim, ...] = ()


def is_portable(text: str) -> bool:
    """Tell whether a text is meant to be a portable file and no CSV."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_portable(text: str, person: PersonId, now: datetime) -> Portable:
    """Read a portable file for the person who brings it, at `now` (UTC). Raise NotOurs, NewerVersion, BadPart or NothingBrought."""
    told, times = _json(text), Times(now)
    entries = _each(told, "entries", lambda one: _brought(one, person, times))
    _hold(entries)
    read = Portable(
        name=_name(told.get("person")),
        entries=tuple(entries),
        credentials=tuple(_each(told, "credentials", lambda one: _held(one, person, times))),
        removed=frozenset(str(one["id"]) for one in told.get("credentials", ()) if one.get("removed") is True),
        steps=tuple(_each(told, "steps", lambda one: (_id(one, "credential"), _id(one, "step"), times.past(one, "day")))),
        renewals=tuple(_each(told, "renewals", lambda one: _renewal(one, times))),
        allocations=tuple(_each(told, "allocations", _allocated)),
        claims=tuple(_each(told, "claims", lambda one: _claim(one, times))),
    )
    if not (read.entries or read.credentials):
        raise NothingBrought
    return read


def _name(person: object) -> str:
    """Return whose a file says that it is, for its reader alone; empty where it does not say so."""
    name = person.get("name") if isinstance(person, dict) else None
    return storable(name[:200]) if isinstance(name, str) else ""


def _json(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        raise NotOurs from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise NotOurs
    version = told.get("version")
    if not isinstance(version, int):
        raise NotOurs
    if version > VERSION:
        raise NewerVersion(version)
    return told


def _each(told: dict[str, Any], part: str, read: Callable[[dict[str, Any]], T]) -> list[T]:
    """Read a list of a file, one by one. Raise BadPart."""
    values = told.get(part, [])
    if not isinstance(values, list) or len(values) > _MOST:
        raise BadPart(part, 0)
    found = []
    for number, value in enumerate(values, 1):
        try:
            found.append(read(value))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise BadPart(part, number) from None
    return found


def _hold(entries: Sequence[Brought]) -> None:
    """Hold the entries of a file against one another. Raise BadPart."""
    written: dict[str, Entry] = {}
    taken_back: set[str] = set()
    origins: set[str] = set()
    for number, one in enumerate(entries, 1):
        entry = one.entry
        back = written.get(entry.reverses or "")
        fits = entry.reverses is None and 0 < entry.minutes <= MOST_MINUTES
        if entry.kind is Kind.REVERSAL:
            fits = back is not None and entry.minutes == -back.minutes and back.id not in taken_back
            fits = fits and back is not None and (back.day, back.activity) == (entry.day, entry.activity)
            taken_back.add(entry.reverses or "")
        if not fits or one.origin in origins or entry.id in written:
            raise BadPart("entries", number)
        origins.add(one.origin)
        if entry.kind is Kind.CREDIT:
            written[entry.id] = entry


def _brought(one: dict[str, Any], person: PersonId, times: Times) -> Brought:
    entry = Entry(
        id=_id(one, "id"),
        person=person,
        kind=Kind(one["kind"]),
        minutes=_whole(one, "minutes"),
        day=times.past(one, "day"),
        description=_text(one, "description", LIMITS["description"]),
        source=Source.IMPORT,
        activity=_id(one, "activity"),
        rule=_text(one, "rule", 64),
        actor=person,
        category=Category(one["category"]),
        link=_text(one, "link", LIMITS["link"]),
        evidence=_text(one, "evidence", LIMITS["evidence"]),
        reason=_text(one, "reason", LIMITS["reason"]),
        reverses=None if one.get("reverses") is None else _id(one, "reverses"),
        overlap=min(max(0, _whole(one, "overlap")), MOST_MINUTES) if "overlap" in one else 0,
        at=None,
    )
    return Brought(entry, _id(one, "origin", 200))


def _held(one: dict[str, Any], person: PersonId, times: Times) -> Held:
    return Held(
        id=_id(one, "id"),
        person=person,
        programme=_id(one, "programme"),
        version=_id(one, "version", 32),
        name=_id(one, "name"),
        variant=_text(one, "variant", 64),
        issued=times.issued(one),
        entered=times.expiry_or_none(one, "entered"),
        entered_at=times.moment(one, "entered_at"),
        reminders=one.get("reminders") is not False,
        at=times.moment(one, "at"),
    )


def _renewal(one: dict[str, Any], times: Times) -> Renewal:
    return Renewal(
        id=_id(one, "id"),
        credential=_id(one, "credential"),
        kind=RenewalKind(one["kind"]),
        day=times.past(one, "day"),
        before=times.expiry(one, "before"),
        after=times.expiry(one, "after"),
        version=_id(one, "version", 32),
        undoes=None if one.get("undoes") is None else _id(one, "undoes"),
        at=times.moment(one, "at"),
    )


def _allocated(one: dict[str, Any]) -> Allocated:
    minutes = _whole(one, "minutes")
    if not 0 < minutes <= MOST_MINUTES:
        raise ValueError(minutes)
    return Allocated(_id(one, "renewal"), _id(one, "entry"), minutes)


def _claim(one: dict[str, Any], times: Times) -> Claim:
    category = None if one.get("category") is None else _id(one, "category")
    return Claim(_id(one, "entry"), _id(one, "programme"), category, times.past_or_none(one, "logged"))


def _id(one: dict[str, Any], name: str, most: int = 64) -> str:
    text = one[name]
    if not isinstance(text, str) or not 0 < len(text) <= most or storable(text) != text:
        raise ValueError(name)
    return text


def _text(one: dict[str, Any], name: str, most: int) -> str:
    text = one.get(name, "")
    if not isinstance(text, str) or len(text) > most:
        raise ValueError(name)
    return storable(text)


def _whole(one: dict[str, Any], name: str) -> int:
    number = one[name]
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(name)
    return number
