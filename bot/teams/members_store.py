"""Rows <-> the channels in which people are who look at their App Home."""

from collections.abc import Collection

from sqlalchemy import Exists, SQLColumnExpression, bindparam, delete, exists, select

from bot.core.ids import ChannelId, PersonId
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing
from bot.teams.tables import ChannelRow, MemberRow

_OF_PERSON = select(MemberRow.channel).where(MemberRow.workspace == in_workspace(), MemberRow.person == bindparam("who"))
_IN_CHANNEL = select(MemberRow.person).where(MemberRow.workspace == in_workspace(), MemberRow.channel == bindparam("of_channel"))
_ENTER = insert_or_nothing(MemberRow)
_LEAVE = delete(MemberRow).where(
    MemberRow.workspace == in_workspace(), MemberRow.person == bindparam("who"), MemberRow.channel == bindparam("of_channel")
)


def channels_with(read: Read, person: PersonId) -> frozenset[ChannelId]:
    """Name the channels in which a person is; none of whom has never looked at their Home."""
    return frozenset(ChannelId(row.channel) for row in read.rows(_OF_PERSON, {"who": person}))


def members(read: Read, channel: ChannelId) -> list[PersonId]:
    """Name who is in a channel, of those who have looked at their Home."""
    return [PersonId(row.person) for row in read.rows(_IN_CHANNEL, {"of_channel": channel})]


def is_with(person: str, channel: SQLColumnExpression[str]) -> Exists:
    """Return the SQL condition that whom a parameter of this name says is in a channel: for a statement that asks more at once."""
    here = (MemberRow.workspace == in_workspace(), MemberRow.channel == channel, MemberRow.person == bindparam(person))
    return exists().where(*here)


_SHUT_OUT = select(ChannelRow.channel).where(
    ChannelRow.workspace == in_workspace(),
    ChannelRow.is_private.is_(True),
    ~is_with("who", ChannelRow.channel),
    exists().where(MemberRow.workspace == in_workspace(), MemberRow.person == bindparam("who")),
)


def shut_out_of(read: Read, person: PersonId) -> frozenset[ChannelId]:
    """Name the private channels in which a person is not; none for who has never looked at their Home."""
    return frozenset(ChannelId(row.channel) for row in read.rows(_SHUT_OUT, {"who": person}))


def keep_channels(unit: Unit, *, person: PersonId, channels: Collection[ChannelId]) -> bool:
    """Write down in which channels a person is, and say whether that is another answer than before."""
    before, now = channels_with(unit, person), frozenset(channels)
    for channel in sorted(now - before):
        enter(unit, person=person, channel=channel)
    for channel in sorted(before - now):
        leave(unit, person=person, channel=channel)
    return before != now


def enter(unit: Unit, *, person: PersonId, channel: ChannelId) -> None:
    """Write down that a person is in a channel."""
    unit.run(_ENTER, {"person": person, "channel": channel})


def leave(unit: Unit, *, person: PersonId, channel: ChannelId) -> None:
    """Write down that a person is in a channel no more."""
    unit.run(_LEAVE, {"who": person, "of_channel": channel})
