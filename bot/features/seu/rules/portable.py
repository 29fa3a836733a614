"""The portable file: everything of one person as JSON; docs/using.md has its fields. Pure."""

import json
from datetime import date, datetime
from typing import Any

from bot.features.seu.rules.held import Claim, Held, Renewal
from bot.features.seu.rules.values import Entry, Source
from bot.features.seu.rules.whole_ledger import Allocated, Attended, WholeLedger

FORMAT, VERSION = "cortado.learning-ledger", 1
Json = dict[str, Any]


def document(ledger: WholeLedger) -> str:
    """Write a ledger as JSON; each entry stands on a line of its own."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "made": _moment(ledger.made),
        "workspace": ledger.workspace,
        "person": {"id": ledger.person, "name": ledger.name},
        "period": {"since": _day(ledger.chosen.since), "until": _day(ledger.chosen.until)},
        "keeping": ledger.keeping.value,
        "minutes": ledger.minutes,
    }
    lists: dict[str, list[Json]] = {
        "entries": [_entry(ledger, entry) for entry in ledger.entries],
        "sessions": [_attended(one) for one in ledger.attended],
        "credentials": [_held(one) | {"removed": one.id in ledger.removed} for one in ledger.credentials],
        "steps": [{"credential": c, "step": s, "day": _day(d)} for c, steps in ledger.steps.items() for s, d in steps.items()],
        "renewals": [_renewal(one) for one in ledger.renewals],
        "allocations": [_allocated(one) for one in ledger.allocations],
        "claims": [_claim(one) for one in ledger.claims],
        "resources": [{"activity": one.activity, "title": one.title, "link": one.link} for one in ledger.resources],
    }
    parts = [f" {_line(name)}: {_line(value)}" for name, value in head.items()]
    parts += [f" {_line(name)}: {_listed(values)}" for name, values in lists.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _listed(values: list[Json]) -> str:
    return "[\n" + ",\n".join(f"  {_line(value)}" for value in values) + "\n ]" if values else "[]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entry(ledger: WholeLedger, entry: Entry) -> Json:
    return {
        "id": entry.id,
        "origin": ledger.origins.get(entry.id) or f"{ledger.workspace}/{entry.id}",
        "kind": entry.kind.value,
        "minutes": entry.minutes,
        "day": _day(entry.day),
        "category": entry.category.value,
        "description": entry.description,
        "link": entry.link,
        "evidence": entry.evidence,
        "source": entry.source.value,
        "activity": entry.activity,
        "rule": entry.rule,
        "reason": entry.reason,
        "by_me": entry.actor == ledger.person if entry.source is not Source.ATTENDANCE else False,
        "reverses": entry.reverses,
        "overlap": entry.overlap,
        "at": _moment(entry.at),
    }


def _attended(one: Attended) -> Json:
    session = one.session
    told = {"id": session.id, "title": session.title, "ceremony": session.ceremony, "zone": session.zone}
    window = {"began": _moment(session.began), "ended": _moment(session.ended)}
    rule = {"rule": session.rule, "minimum": session.minimum}
    worth = {"present": one.worth.present, "shared": one.worth.shared, "credited": one.worth.credited, "by_host": one.by_host}
    return {**told, **window, **rule, **worth}


def _held(one: Held) -> Json:
    named = {"id": one.id, "programme": one.programme, "version": one.version, "name": one.name, "variant": one.variant}
    days = {"issued": _day(one.issued), "entered": _day(one.entered), "entered_at": _moment(one.entered_at)}
    return {**named, **days, "reminders": one.reminders, "at": _moment(one.at)}


def _renewal(one: Renewal) -> Json:
    days = {"day": _day(one.day), "before": _day(one.before), "after": _day(one.after)}
    named = {"id": one.id, "credential": one.credential, "kind": one.kind.value}
    return {**named, **days, "version": one.version, "undoes": one.undoes, "at": _moment(one.at)}


def _allocated(one: Allocated) -> Json:
    return {"renewal": one.renewal, "entry": one.entry, "minutes": one.minutes}


def _claim(one: Claim) -> Json:
    return {"entry": one.entry, "programme": one.programme, "category": one.category, "logged": _day(one.logged)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
