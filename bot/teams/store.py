"""Rows <-> people, channels and workspaces."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.store.base import in_workspace
from bot.store.conflict import upsert
from bot.store.unit import Read, Unit
from bot.teams.people import Accountability, Channel, Person, Workspace
from bot.teams.tables import AccountabilityRow, ChannelRow, PersonRow, WorkspaceRow

_WORKSPACE = select(WorkspaceRow.name, WorkspaceRow.domain, WorkspaceRow.bot_user).where(WorkspaceRow.workspace == in_workspace())
_SERVED = select(WorkspaceRow.workspace).order_by(WorkspaceRow.workspace)
_PERSON = select(
    PersonRow.person, PersonRow.name, PersonRow.zone, PersonRow.locale, PersonRow.is_admin, PersonRow.refreshed
).where(PersonRow.workspace == in_workspace(), PersonRow.person == bindparam("person"))
_NAMES = select(PersonRow.person, PersonRow.name).where(
    PersonRow.workspace == in_workspace(), PersonRow.person.in_(bindparam("people", expanding=True))
)
_CHANNEL = select(ChannelRow.channel, ChannelRow.name, ChannelRow.is_private).where(
    ChannelRow.workspace == in_workspace(), ChannelRow.channel == bindparam("channel")
)
_HOLDER = select(AccountabilityRow.person).where(
    AccountabilityRow.workspace == in_workspace(),
    AccountabilityRow.channel == bindparam("channel"),
    AccountabilityRow.accountability == bindparam("accountability"),
)
_KEEP_WORKSPACE = upsert(WorkspaceRow, update=("name", "domain", "bot_user"))
_KEEP_PERSON = upsert(PersonRow, update=("name", "zone", "locale", "is_admin", "refreshed"))
_KEEP_CHANNEL = upsert(ChannelRow, update=("name", "is_private", "refreshed"))
_KEEP_HOLDER = upsert(AccountabilityRow, update=("person",))


def workspace(read: Read) -> Workspace | None:
    """Return the workspace of this snapshot, if the bot serves it."""
    row = read.row(_WORKSPACE)
    return row and Workspace(read.workspace, row.name, row.domain, PersonId(row.bot_user))


def served(read: Read) -> list[WorkspaceId]:
    """Name every workspace that the bot serves, whichever this snapshot is of."""
    return [WorkspaceId(row.workspace) for row in read.rows(_SERVED)]


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
    return Person(PersonId(row.person), row.name, row.zone, row.locale, bool(row.is_admin)), row.refreshed


def names(read: Read, people: Iterable[PersonId]) -> dict[PersonId, str]:
    """Return the plain names of people, in their order; an unknown one is called by the id."""
    wanted = list(people)
    known = {row.person: row.name for row in read.rows(_NAMES, {"people": wanted})} if wanted else {}
    return {one: known.get(one, str(one)) for one in wanted}


def keep_person(unit: Unit, person: Person) -> None:
    """Write down what Slack says of a person."""
    unit.run(
        _KEEP_PERSON,
        {
            "person": person.id,
            "name": person.name,
            "zone": person.zone,
            "locale": person.locale,
            "is_admin": person.is_admin,
            # Only the day: somebody's first act may be an anonymous topic, and the instant would stand beside that topic's own.
            "refreshed": unit.real_now.replace(hour=0, minute=0, second=0, microsecond=0),
        },
    )


def channel(read: Read, channel: ChannelId) -> Channel | None:
    """Return what is known of a channel."""
    row = read.row(_CHANNEL, {"channel": channel})
    return row and Channel(ChannelId(row.channel), row.name, bool(row.is_private))


def keep_channel(unit: Unit, channel: Channel) -> None:
    """Write down what Slack says of a channel."""
    unit.run(
        _KEEP_CHANNEL,
        {"channel": channel.id, "name": channel.name, "is_private": channel.is_private, "refreshed": unit.real_now},
    )


def holder(read: Read, channel: ChannelId, accountability: Accountability) -> PersonId | None:
    """Return who holds an accountability for the team of a channel."""
    row = read.row(_HOLDER, {"channel": channel, "accountability": accountability.value})
    return row and PersonId(row.person)


def hold(unit: Unit, channel: ChannelId, accountability: Accountability, person: PersonId) -> None:
    """Write down who holds an accountability for the team of a channel: one person."""
    unit.run(_KEEP_HOLDER, {"channel": channel, "accountability": accountability.value, "person": person})
