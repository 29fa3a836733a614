"""The library as one person sees it: what they have logged of it, what they have hidden, page by page."""

from datetime import date
from typing import Any

from sqlalchemy import Integer, String, and_, bindparam, case, delete, exists, func, insert, or_, select

from bot.core.ids import PersonId
from bot.features.seu.rules.library import folded
from bot.features.seu.rules.shelf import Choice, Offered, Which
from bot.features.seu.rules.values import Kind
from bot.features.seu.store.entries import OF_PERSON, TAKEN_BACK
from bot.features.seu.store.library import COLUMNS, read_resource
from bot.features.seu.tables.entries import EntryRow
from bot.features.seu.tables.library import HiddenResourceRow, LoggedResourceRow, ResourceRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_SEEN = (
    select(LoggedResourceRow.resource, func.max(EntryRow.day).label("day"))
    .join(EntryRow, (EntryRow.workspace == LoggedResourceRow.workspace) & (EntryRow.activity == LoggedResourceRow.activity))
    .where(
        LoggedResourceRow.workspace == in_workspace(),
        LoggedResourceRow.person == bindparam("person"),
        *OF_PERSON,
        EntryRow.kind == Kind.CREDIT.value,
        ~TAKEN_BACK,
    )
    .group_by(LoggedResourceRow.resource)
    .subquery()
)
"""The newest day of each resource that a person has logged and not taken back."""
_SEEN_ON = select(_SEEN.c.day).where(_SEEN.c.resource == bindparam("this"))
_HIDES = exists().where(
    HiddenResourceRow.workspace == ResourceRow.workspace,
    HiddenResourceRow.person == bindparam("person"),
    HiddenResourceRow.resource == ResourceRow.resource,
)
_OF_WHICH: dict[Which, tuple[Any, ...]] = {
    Which.OFFERED: (ResourceRow.retired.is_(False), ~_HIDES),
    Which.HIDDEN: (ResourceRow.retired.is_(False), _HIDES),
    Which.KEPT: (),
}


def _text(name: str) -> Any:
    return bindparam(name, type_=String())


_CHOSEN = (
    ResourceRow.workspace == in_workspace(),
    or_(_text("category") == "", ResourceRow.category == _text("category")),
    or_(_text("language") == "", ResourceRow.language == _text("language")),
    ResourceRow.sought.like(_text("like"), escape="\\"),
)
_TONGUE = case((ResourceRow.language == _text("own"), 0), (ResourceRow.language == "", 1), else_=2)
_ORDER: dict[Which, tuple[Any, ...]] = {
    Which.OFFERED: (
        case((_SEEN.c.day.is_(None), 0), else_=1),
        case((_SEEN.c.day.is_(None), _TONGUE), else_=0),
        _SEEN.c.day.desc(),
        ResourceRow.at.desc(),
    ),
    Which.HIDDEN: (),
    Which.KEPT: (ResourceRow.retired,),
}
"""What a person has not seen first, what is in their language before the rest, the newest first; then what they saw last."""


def _listed(which: Which) -> Any:
    return (
        select(*COLUMNS, _SEEN.c.day)
        .outerjoin(_SEEN, _SEEN.c.resource == ResourceRow.resource)
        .where(*_CHOSEN, *_OF_WHICH[which])
        .order_by(*_ORDER[which], ResourceRow.sought, ResourceRow.resource)
        .limit(bindparam("most", type_=Integer))
        .offset(bindparam("skip", type_=Integer))
    )


def _counted(which: Which) -> Any:
    return (
        select(func.count().label("n"), func.count(_SEEN.c.day).label("seen"))
        .select_from(ResourceRow)
        .outerjoin(_SEEN, _SEEN.c.resource == ResourceRow.resource)
        .where(*_CHOSEN, *_OF_WHICH[which])
    )


_PAGES = {which: _listed(which) for which in Which}
_COUNTS = {which: _counted(which) for which in Which}
_LANGUAGES = {
    which: select(ResourceRow.language)
    .where(ResourceRow.workspace == in_workspace(), ResourceRow.language != "", *_OF_WHICH[which])
    .distinct()
    for which in Which
}
_ACTIVITIES = select(LoggedResourceRow.activity).where(
    LoggedResourceRow.workspace == in_workspace(),
    LoggedResourceRow.person == bindparam("person"),
    LoggedResourceRow.resource == bindparam("this"),
)
_NOTE = insert(LoggedResourceRow)
_HIDE = insert_or_nothing(HiddenResourceRow)
_SHOW = delete(HiddenResourceRow).where(
    and_(
        HiddenResourceRow.workspace == in_workspace(),
        HiddenResourceRow.person == bindparam("person"),
        HiddenResourceRow.resource == bindparam("this"),
    )
)


def page(read: Read, person: PersonId, choice: Choice, own: str, *, most: int, skip: int) -> list[Offered]:
    """Return a part of what a person has chosen to see; `own`: their language."""
    values = {**_values(person, choice), "own": own, "most": most, "skip": skip}
    return [Offered(read_resource(row), _day(row.day)) for row in read.rows(_PAGES[choice.which], values)]


def count(read: Read, person: PersonId, choice: Choice) -> tuple[int, int]:
    """Return how many resources a person has chosen to see, and how many of those they have seen."""
    row = read.row(_COUNTS[choice.which], _values(person, choice))
    return (int(row.n), int(row.seen)) if row else (0, 0)


def languages(read: Read, person: PersonId, which: Which) -> list[str]:
    """Return the languages that there are to choose from."""
    return [str(row.language) for row in read.rows(_LANGUAGES[which], {"person": person})]


def seen_on(read: Read, person: PersonId, resource: str) -> date | None:
    """Return the day of a person's newest entry of a resource that stands."""
    row = read.row(_SEEN_ON, {"person": person, "this": resource})
    return _day(row.day) if row else None


def activities(read: Read, person: PersonId, resource: str) -> list[str]:
    """Return the activities of a person's ledger that were this resource."""
    return [str(row.activity) for row in read.rows(_ACTIVITIES, {"person": person, "this": resource})]


def note_logged(unit: Unit, person: PersonId, resource: str, activity: str) -> None:
    """Write down that an activity of a person's ledger was this resource."""
    unit.run(_NOTE, {"person": person, "resource": resource, "activity": activity})


def hide(unit: Unit, person: PersonId, resource: str) -> None:
    """Offer a resource to this person no more."""
    unit.run(_HIDE, {"person": person, "resource": resource})


def show(unit: Unit, person: PersonId, resource: str) -> None:
    """Offer a resource to this person again."""
    unit.run(_SHOW, {"person": person, "this": resource})


def _values(person: PersonId, choice: Choice) -> dict[str, Any]:
    kind = choice.category.value if choice.category else ""
    return {"person": person, "category": kind, "language": choice.language, "like": _like(choice.text)}


def _like(text: str) -> str:
    escaped = folded(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
