"""What somebody was shown and has not saved yet: a preview whose buttons work for a day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.schedule.recurrence import Recurrence
from bot.schedule.tables import MICROSECOND, DraftRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

WAITS = timedelta(hours=24)
KEPT = timedelta(days=7)


class DraftGone(Refusal):
    """The preview is older than a day, was saved or dropped, or is another person's."""


@dataclass(frozen=True)
class Draft:
    """A plan before it is saved; `extras` are the ceremony's own wishes, as text."""

    recurrence: Recurrence
    title: str = ""
    link: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)


_THIS = (
    DraftRow.workspace == in_workspace(),
    DraftRow.draft == bindparam("id"),
    DraftRow.person == bindparam("who"),
    DraftRow.purpose == bindparam("what"),
)
_KEEP = insert(DraftRow)
_READ = select(DraftRow.body, DraftRow.at).where(*_THIS)
_DROP = delete(DraftRow).where(*_THIS)
_FORGET = delete(DraftRow).where(DraftRow.workspace == in_workspace(), DraftRow.at < bindparam("before", type_=DraftRow.at.type))


def keep_draft(unit: Unit, *, purpose: str, person: PersonId, draft: Draft) -> str:
    """Keep a plan for a day and return its id."""
    named = unit.fresh()
    unit.run(_KEEP, {"draft": named, "person": person, "purpose": purpose, "body": _written(draft), "at": unit.now})
    return named


def read_draft(read: Read, *, purpose: str, person: PersonId, draft: str) -> Draft:
    """Return a person's plan. Raise DraftGone."""
    row = read.row(_READ, {"id": draft, "who": person, "what": purpose})
    if row is None or read.now - row.at > WAITS:
        raise DraftGone
    return _read(row.body)


def take_draft(unit: Unit, *, purpose: str, person: PersonId, draft: str) -> Draft:
    """Return a person's plan and forget it, so that nobody saves it twice. Raise DraftGone."""
    plan = read_draft(unit, purpose=purpose, person=person, draft=draft)
    if not unit.run(_DROP, {"id": draft, "who": person, "what": purpose}):
        raise DraftGone  # another transaction has taken it since it was read
    return plan


def drop_draft(unit: Unit, *, purpose: str, person: PersonId, draft: str) -> None:
    """Forget a person's plan; nothing happens where there is none."""
    unit.run(_DROP, {"id": draft, "who": person, "what": purpose})


def forget_drafts(unit: Unit) -> None:
    """Delete the plans of this workspace that were made more than a week ago."""
    unit.run(_FORGET, {"before": unit.now - KEPT})


def _written(draft: Draft) -> str:
    rule = draft.recurrence
    return json.dumps(
        {
            "rule": rule.rule,
            "start": rule.start.isoformat(),
            "zone": rule.zone,
            "duration": None if rule.duration is None else rule.duration // MICROSECOND,
            "title": draft.title,
            "link": draft.link,
            "extras": dict(draft.extras),
        }
    )


def _read(body: str) -> Draft:
    told = json.loads(body)
    lasts = None if told["duration"] is None else told["duration"] * MICROSECOND
    recurrence = Recurrence(told["rule"], datetime.fromisoformat(told["start"]), told["zone"], duration=lasts)
    return Draft(recurrence, told["title"], told["link"], told["extras"])
