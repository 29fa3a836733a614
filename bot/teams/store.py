"""Rows <-> people, channels and workspaces."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing, upsert
from bot.teams.naming import Called, told_apart
from bot.teams.people import Accountability, Channel, Person, Workspace
from bot.teams.tables import AccountabilityRow, ChannelRow, PersonRow, WorkspaceRow
from bot.words.words import Words

_WORKSPACE = select(WorkspaceRow.name, WorkspaceRow.domain, WorkspaceRow.bot_user).where(WorkspaceRow.workspace == in_workspace())
_SERVED = select(WorkspaceRow.workspace).order_by(WorkspaceRow.workspace)
_NAMES_OF_WORKSPACES = select(WorkspaceRow.workspace, WorkspaceRow.name)
_PERSON = select(
    PersonRow.person,
    PersonRow.name,
    PersonRow.zone,
    PersonRow.locale,
    PersonRow.is_admin,
    PersonRow.real_name,
    PersonRow.handle,
    PersonRow.is_guest,
    PersonRow.refreshed,
).where(PersonRow.workspace == in_workspace(), PersonRow.person == bindparam("person"))
_NAMES = select(PersonRow.person, PersonRow.name, PersonRow.real_name, PersonRow.handle, PersonRow.is_guest).where(
    PersonRow.workspace == in_workspace(), PersonRow.person.in_(bindparam("people", expanding=True))
)
_CHANNEL = select(ChannelRow.channel, ChannelRow.name, ChannelRow.is_private).where(
    ChannelRow.workspace == in_workspace(), ChannelRow.channel == bindparam("channel")
)
_CHANNELS = (
    select(ChannelRow.channel, ChannelRow.name, ChannelRow.is_private)
    .where(ChannelRow.workspace == in_workspace(), ChannelRow.became.is_(None))
    .order_by(ChannelRow.channel)
)
_HOLDER = select(AccountabilityRow.person).where(
    AccountabilityRow.workspace == in_workspace(),
    AccountabilityRow.channel == bindparam("channel"),
    AccountabilityRow.accountability == bindparam("accountability"),
)
_KEEP_WORKSPACE = upsert(WorkspaceRow, update=("name", "domain", "bot_user"))
_ADMINS = select(PersonRow.person).where(PersonRow.workspace == in_workspace(), PersonRow.is_admin).order_by(PersonRow.person)
_KEEP_PERSON = upsert(PersonRow, update=("name", "zone", "locale", "is_admin", "real_name", "handle", "is_guest", "refreshed"))
_INTRODUCE = insert_or_nothing(PersonRow)
_BECAME = select(ChannelRow.became).where(ChannelRow.workspace == in_workspace(), ChannelRow.channel == bindparam("channel"))
_MOVED = (
    select(ChannelRow.channel, ChannelRow.became)
    .where(ChannelRow.workspace == in_workspace(), ChannelRow.became.is_not(None))
    .order_by(ChannelRow.channel)
)
_FORGET_BECAME = (
    update(ChannelRow)
    .where(ChannelRow.workspace == in_workspace(), ChannelRow.channel == bindparam("of_channel"))
    .values(became=None)
)
_KEEP_BECAME = upsert(ChannelRow, update=("became",))
_KEEP_CHANNEL = upsert(ChannelRow, update=("name", "is_private", "refreshed"))


def workspace(read: Read) -> Workspace | None:
    """Return the workspace of this snapshot, if the bot serves it."""
    row = read.row(_WORKSPACE)
    return row and Workspace(read.workspace, row.name, row.domain, PersonId(row.bot_user))


def served(read: Read) -> list[WorkspaceId]:
    """Name every workspace that the bot serves, whichever this snapshot is of."""
    return [WorkspaceId(row.workspace) for row in read.rows(_SERVED)]


def names_of_workspaces(read: Read) -> dict[WorkspaceId, str]:
    """Return what every workspace is called, whichever this snapshot is of."""
    return {WorkspaceId(row.workspace): row.name for row in read.rows(_NAMES_OF_WORKSPACES)}


def keep_workspace(unit: Unit, *, name: str, domain: str, bot_user: PersonId) -> None:
    """Write down what Slack says of the workspace."""
    unit.run(_KEEP_WORKSPACE, {"name": name, "domain": domain, "bot_user": bot_user})


def person(read: Read, person: PersonId) -> Person | None:
    """Return what is known of a person, however old."""
    found = person_refreshed(read, person)
    return found and found[0]


def person_refreshed(read: Read, person: PersonId) -> tuple[Person, datetime] | None:
    """Return what is known of a person and on which day Slack said so (midnight UTC, real time)."""
    row = read.row(_PERSON, {"person": person})
    if row is None:
        return None
    found = Person(
        PersonId(row.person),
        row.name,
        row.zone,
        row.locale,
        bool(row.is_admin),
        real_name=row.real_name,
        handle=row.handle,
        is_guest=bool(row.is_guest),
    )
    return found, row.refreshed


def names(read: Read, people: Iterable[PersonId], words: Words, *, full: bool = False) -> dict[PersonId, str]:
    """Return what people are called beside one another, in their order: who has the same name as another gets the full one.

    `full`: everybody gets it. Whom Slack has not told of is named in plain words, never by an id.
    """
    wanted = list(dict.fromkeys(people))
    rows = {row.person: row for row in read.rows(_NAMES, {"people": wanted})} if wanted else {}
    named = told_apart({one: Called(row.name, row.real_name, row.handle) for one, row in rows.items() if row.name}, full=full)
    guests = {one for one, row in rows.items() if row.is_guest}
    return {one: named.get(one) or (words.say("a guest") if one in guests else words.say("somebody")) for one in wanted}


def guests(read: Read, people: Iterable[PersonId]) -> frozenset[PersonId]:
    """Return which of some people Slack has told are guests: they take part, and host nothing."""
    wanted = list(dict.fromkeys(people))
    rows = read.rows(_NAMES, {"people": wanted}) if wanted else []
    return frozenset(PersonId(row.person) for row in rows if row.is_guest)


def admins(read: Read) -> list[PersonId]:
    """Name the admins that Slack has told of, however long ago."""
    return [PersonId(row.person) for row in read.rows(_ADMINS)]


def keep_person(unit: Unit, person: Person) -> None:
    """Write down what Slack says of a person."""
    # Only the day: somebody's first act may be an anonymous topic, and the instant would stand beside that topic's own.
    unit.run(_KEEP_PERSON, _written(person) | {"refreshed": unit.real_now.replace(hour=0, minute=0, second=0, microsecond=0)})


def introduce(unit: Unit, person: Person) -> None:
    """Write down whom a request names while Slack says nothing of them; who is known stays as they are, and is asked for again."""
    unit.run(_INTRODUCE, _written(person) | {"refreshed": datetime.fromtimestamp(0, UTC)})


def _written(person: Person) -> dict[str, Any]:
    return {
        "person": person.id,
        "name": person.name,
        "zone": person.zone,
        "locale": person.locale,
        "is_admin": person.is_admin,
        "real_name": person.real_name,
        "handle": person.handle,
        "is_guest": person.is_guest,
    }


def channel(read: Read, channel: ChannelId) -> Channel | None:
    """Return what is known of a channel."""
    row = read.row(_CHANNEL, {"channel": channel})
    return row and Channel(ChannelId(row.channel), row.name, bool(row.is_private))


def channels(read: Read) -> list[Channel]:
    """Return every channel that Slack has told of, by the id that it has now."""
    return [Channel(ChannelId(row.channel), row.name, bool(row.is_private)) for row in read.rows(_CHANNELS)]


def keep_channel(unit: Unit, channel: Channel) -> None:
    """Write down what Slack says of a channel."""
    unit.run(
        _KEEP_CHANNEL,
        {
            "channel": channel.id,
            "name": channel.name,
            "is_private": channel.is_private,
            "became": None,
            "refreshed": unit.real_now,
        },
    )


def became(read: Read, channel: ChannelId) -> ChannelId | None:
    """Return the id that Slack has given a channel since; None where it has the same still."""
    row = read.row(_BECAME, {"channel": channel})
    return None if row is None or row.became is None else ChannelId(row.became)


def moved(read: Read) -> list[tuple[ChannelId, ChannelId]]:
    """Return the channels that have another id by now, each with that."""
    return [(ChannelId(row.channel), ChannelId(row.became)) for row in read.rows(_MOVED)]


def forget_became(unit: Unit, channel: ChannelId) -> None:
    """Forget that a channel has another id, so that its rows can follow once more."""
    unit.run(_FORGET_BECAME, {"of_channel": channel})


def keep_became(unit: Unit, channel: ChannelId, new: ChannelId) -> None:
    """Write down that Slack has given a channel another id."""
    unit.run(_KEEP_BECAME, {"channel": channel, "name": "", "is_private": False, "became": new, "refreshed": unit.real_now})


def holder(read: Read, channel: ChannelId, accountability: Accountability) -> PersonId | None:
    """Return who holds an accountability of one person for the team of a channel."""
    row = read.row(_HOLDER, {"channel": channel, "accountability": accountability.value})
    return row and PersonId(row.person)
