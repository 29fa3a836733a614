"""What is imported, in parts that one transaction writes each; kept as JSON until then. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.core.ids import PersonId
from bot.features.seu.rules.entry_lines import Line, as_entry
from bot.features.seu.rules.held import Claim, Held, Renewal, RenewalKind
from bot.features.seu.rules.portable_naming import Rest
from bot.features.seu.rules.portable_reading import Brought
from bot.features.seu.rules.values import Category, Entry, Kind, Source
from bot.features.seu.rules.whole_ledger import Allocated

AT_ONCE = 50
"""Entries of a part."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Keyed:
    """An entry to be written, under its key; `logged`: on which day, in which programme, its person logged it at the body."""

    entry: Entry
    key: str
    logged: tuple[str, date] | None = None


@dataclass(frozen=True)
class Part:
    """What one transaction writes: entries, or the rest of a portable file."""

    entries: tuple[Keyed, ...] = ()
    rest: Rest | None = None


@dataclass(frozen=True)
class Bundle:
    """A file that was shown: parts as they are kept, those of what looks like something apart; how many entries they hold."""

    parts: tuple[str, ...]
    entries: int
    alike_parts: tuple[str, ...] = ()
    alike: int = 0


def of_lines(new: Sequence[Line], alike: Sequence[Line], person: PersonId, programme: str, salt: str) -> Bundle:
    """Bundle the lines of a CSV; `salt` is this import's alone, so that the same line is another entry in another import."""
    keyed = [[_keyed(line, person, programme, salt) for line in lines] for lines in (new, alike)]
    return Bundle(_parts(keyed[0]), len(new), _parts(keyed[1]), len(alike))


def of_portable(new: Sequence[Brought], rest: Rest, holder: str) -> Bundle:
    """Bundle what a portable file adds; credentials and what rests on them come last."""
    keyed = [Keyed(one.entry, f"import:{holder}:{one.origin}") for one in new]
    return Bundle((*_parts(keyed), json.dumps({"rest": _rest(rest)}, ensure_ascii=False)), len(new))


def read_part(body: str, person: PersonId) -> Part:
    """Read a part as it was kept."""
    told = json.loads(body)
    rest = _read_rest(told["rest"], person) if "rest" in told else None
    return Part(tuple(_read_keyed(one, person) for one in told.get("entries", ())), rest)


def _keyed(line: Line, person: PersonId, programme: str, salt: str) -> Keyed:
    named = hashlib.sha256(f"{salt}/{line.number}".encode()).hexdigest()[:32]
    logged = (programme, line.logged) if line.logged else None
    return Keyed(as_entry(line, person, entry_id=named, activity=named), f"csv:{named}", logged)


def _parts(keyed: Sequence[Keyed]) -> tuple[str, ...]:
    pieces = (keyed[at : at + AT_ONCE] for at in range(0, len(keyed), AT_ONCE))
    return tuple(json.dumps({"entries": [_written(one) for one in piece]}, ensure_ascii=False) for piece in pieces)


def _written(one: Keyed) -> list[Any]:
    entry = one.entry
    kind = [entry.id, entry.kind.value, entry.minutes, entry.day.isoformat(), entry.category.value, entry.activity, entry.rule]
    words = [entry.description, entry.link, entry.evidence, entry.reason]
    logged = [one.logged[0], one.logged[1].isoformat()] if one.logged else None
    return [*kind, entry.reverses, entry.overlap, *words, one.key, logged]


def _read_keyed(told: Sequence[Any], person: PersonId) -> Keyed:
    named, kind, minutes, day, category, activity, rule, reverses, overlap, *words, key, logged = told
    description, link, evidence, reason = words
    entry = Entry(
        id=named,
        person=person,
        kind=Kind(kind),
        minutes=minutes,
        day=date.fromisoformat(day),
        description=description,
        source=Source.IMPORT,
        activity=activity,
        rule=rule,
        actor=person,
        category=Category(category),
        link=link,
        evidence=evidence,
        reason=reason,
        reverses=reverses,
        overlap=overlap,
    )
    return Keyed(entry, key, (logged[0], date.fromisoformat(logged[1])) if logged else None)


def _rest(rest: Rest) -> Json:
    return {
        "credentials": [
            [
                *(one.id, one.programme, one.version, one.name, one.variant),
                *(_day(one.issued), _day(one.entered), _at(one.entered_at), one.reminders, _at(one.at)),
            ]
            for one in rest.credentials
        ],
        "removed": sorted(rest.removed),
        "steps": rest.steps,
        "renewals": [
            [
                one.id,
                one.credential,
                one.kind.value,
                *map(_day, (one.day, one.before, one.after)),
                one.version,
                one.undoes,
                _at(one.at),
            ]
            for one in rest.renewals
        ],
        "allocations": [[one.renewal, one.entry, one.minutes] for one in rest.allocations],
        "claims": [[one.entry, one.programme, one.category, _day(one.logged)] for one in rest.claims],
    }


def _read_rest(told: Json, person: PersonId) -> Rest:
    return Rest(
        tuple(
            Held(
                *(named, person, programme, version, name, variant),
                *(_date(issued), _date(entered), _moment(entered_at)),
                reminders=reminders,
                at=_moment(at),
            )
            for named, programme, version, name, variant, issued, entered, entered_at, reminders, at in told["credentials"]
        ),
        frozenset(told["removed"]),
        tuple((named, step, day) for named, step, day in told["steps"]),
        tuple(
            Renewal(
                id=named,
                credential=credential,
                kind=RenewalKind(kind),
                day=date.fromisoformat(day),
                before=date.fromisoformat(before),
                after=date.fromisoformat(after),
                version=version,
                undoes=undoes,
                at=_moment(at),
            )
            for named, credential, kind, day, before, after, version, undoes, at in told["renewals"]
        ),
        tuple(Allocated(*one) for one in told["allocations"]),
        tuple(Claim(entry, programme, category, _date(logged)) for entry, programme, category, logged in told["claims"]),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _at(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
