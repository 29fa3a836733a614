"""Previews that wait to be saved: kept for a day, saved at most once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.schedule.recurrence import Recurrence
from bot.schedule.rule_rows import columns_of, recurrence_of
from bot.schedule.tables import DraftRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit

WAITS = timedelta(hours=24)
KEPT = timedelta(days=7)
INSTEAD_OF = "instead_of"
"""The extra that names the first of the drafts that were edited one into the other: of them all one is saved, once."""


class DraftGone(Refusal):
    """The preview is older than a day, was dropped, or is another person's."""


@dataclass(frozen=True)
class Draft:
    """A plan before it is saved; `extras` are the ceremony's own wishes, as text."""

    recurrence: Recurrence
    title: str = ""
    link: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)


class DraftSaved(Refusal):
    """This plan, or one that it was edited into, has been saved: as `plan`."""

    def __init__(self, plan: Draft) -> None:
        super().__init__(plan)
        self.plan = plan


_UNSAID = {"quiet_until": None, "skipped": "", "added": "", "on_holiday": "keep", "anchor": "", "calendar": ""}
"""What drafts of before do not say, and the team's calendar, which is read anew."""
_THIS = (
    DraftRow.workspace == in_workspace(),
    DraftRow.draft == bindparam("id"),
    DraftRow.person == bindparam("who"),
    DraftRow.purpose == bindparam("what"),
)
_KEEP = insert(DraftRow)
_READ = select(DraftRow.body, DraftRow.at).where(*_THIS)
_AS_READ = DraftRow.body == bindparam("before")
_SETTLE = update(DraftRow).where(*_THIS, _AS_READ).values(body=bindparam("after"))
_DROP = delete(DraftRow).where(*_THIS, _AS_READ)
_FORGET = delete(DraftRow).where(DraftRow.workspace == in_workspace(), DraftRow.at < bindparam("before", type_=DraftRow.at.type))


def keep_draft(unit: Unit, *, purpose: str, person: PersonId, draft: Draft) -> str:
    """Keep a plan for a day and return its id."""
    named = unit.fresh()
    unit.run(_KEEP, {"draft": named, "person": person, "purpose": purpose, "body": _written(draft), "at": unit.now})
    return named


def read_draft(read: Read, *, purpose: str, person: PersonId, draft: str) -> Draft:
    """Return a person's plan. Raise DraftGone, or DraftSaved where one of those that it was edited with has been saved."""
    return _waiting(read, purpose, person, draft)[0]


def save_draft(unit: Unit, *, purpose: str, person: PersonId, draft: str) -> Draft:
    """Return a person's plan and note that it is saved, so that none of those that it was edited with is. Raise what reading does."""
    plan, first, before = _waiting(unit, purpose, person, draft)
    this = {"id": first, "who": person, "what": purpose}
    if not unit.run(_SETTLE, this | {"before": before, "after": _written(plan, saved=True)}):
        _waiting(unit, purpose, person, draft)  # another transaction has settled it since it was read
        raise DraftGone
    return plan


def drop_draft(unit: Unit, *, purpose: str, person: PersonId, draft: str) -> None:
    """Forget a person's plan and those that it was edited with; nothing happens where there is none. Raise DraftSaved."""
    try:
        _, first, before = _waiting(unit, purpose, person, draft)
    except DraftGone:
        return
    if not unit.run(_DROP, {"id": first, "who": person, "what": purpose, "before": before}):
        drop_draft(unit, purpose=purpose, person=person, draft=draft)  # another transaction has settled it since it was read


def _waiting(read: Read, purpose: str, person: PersonId, draft: str) -> tuple[Draft, str, str]:
    """Return a plan that can still be saved, the first of those that it was edited with, and that one's row as it stands."""
    row = _row(read, purpose, person, draft)
    first = json.loads(row.body)["extras"].get(INSTEAD_OF, draft)
    head = row if first == draft else _row(read, purpose, person, first)
    if json.loads(head.body).get("saved"):
        raise DraftSaved(_read(head.body))
    if read.now - row.at > WAITS:
        raise DraftGone
    return _read(row.body), first, head.body


def _row(read: Read, purpose: str, person: PersonId, draft: str) -> Any:
    row = read.row(_READ, {"id": draft, "who": person, "what": purpose})
    if row is None:
        raise DraftGone
    return row


def forget_drafts(unit: Unit) -> None:
    """Delete the plans of this workspace that were made more than a week ago."""
    unit.run(_FORGET, {"before": unit.now - KEPT})


def _written(draft: Draft, *, saved: bool = False) -> str:
    rule = {name: value for name, value in columns_of(draft.recurrence).items() if name != "calendar"}
    told = {"title": draft.title, "link": draft.link, "extras": dict(draft.extras), "saved": saved}
    return json.dumps(rule | told)


def _read(body: str) -> Draft:
    told = json.loads(body)
    recurrence = recurrence_of(SimpleNamespace(**_UNSAID | told))
    return Draft(recurrence, told["title"], told["link"], told["extras"])
