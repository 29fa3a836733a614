"""Rows <-> feeds and followed channels."""

from sqlalchemy import bindparam, delete, select

from bot.calendars.tables import FeedRow, FollowedRow
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing, upsert

_OF = (FeedRow.workspace == in_workspace(), FeedRow.person == bindparam("of_person"))
_SECRET = select(FeedRow.secret).where(*_OF)
_WHOSE = select(FeedRow.workspace, FeedRow.person).where(FeedRow.secret == bindparam("of_secret"))
_KEEP = upsert(FeedRow, update=("secret", "made"))
_FORGET = delete(FeedRow).where(*_OF)
_FOLLOWED_BY = (FollowedRow.workspace == in_workspace(), FollowedRow.person == bindparam("of_person"))
_FOLLOWED = select(FollowedRow.channel).where(*_FOLLOWED_BY).order_by(FollowedRow.channel)
_FOLLOW = insert_or_nothing(FollowedRow)
_UNFOLLOW = delete(FollowedRow).where(*_FOLLOWED_BY, FollowedRow.channel == bindparam("of_channel"))


def secret(read: Read, person: PersonId) -> str | None:
    """Return the secret of a person's feed, if they have one."""
    row = read.row(_SECRET, {"of_person": person})
    return None if row is None else str(row.secret)


def whose(read: Read, secret: str) -> tuple[WorkspaceId, PersonId] | None:
    """Return whose feed a secret opens, in whatever workspace; None where it opens none."""
    row = read.row(_WHOSE, {"of_secret": secret})
    return None if row is None else (WorkspaceId(row.workspace), PersonId(row.person))


def keep_secret(unit: Unit, person: PersonId, secret: str) -> None:
    """Let this secret, and no other, open a person's feed."""
    unit.run(_KEEP, {"person": person, "secret": secret, "made": unit.now})


def forget_secret(unit: Unit, person: PersonId) -> None:
    """Let nothing open a person's feed any more."""
    unit.run(_FORGET, {"of_person": person})


def followed(read: Read, person: PersonId) -> tuple[ChannelId, ...]:
    """Return the channels that a person follows."""
    return tuple(ChannelId(row.channel) for row in read.rows(_FOLLOWED, {"of_person": person}))


def follow(unit: Unit, person: PersonId, channel: ChannelId) -> None:
    """Note that a person follows a channel."""
    unit.run(_FOLLOW, {"person": person, "channel": channel})


def unfollow(unit: Unit, person: PersonId, channel: ChannelId) -> None:
    """Note that a person follows a channel no more."""
    unit.run(_UNFOLLOW, {"of_person": person, "of_channel": channel})
