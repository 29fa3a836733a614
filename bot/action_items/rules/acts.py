"""What people may do about an action item, and what changes by it."""

from datetime import date, datetime, timedelta

from bot.action_items.rules.changes import Accepted, Declined, DueChanged, Ended, HandedOn, Reopened, Snoozed
from bot.action_items.rules.refusals import (
    AlreadyAccepted,
    AlreadyTheirs,
    DoneForGood,
    DueOver,
    HasOwner,
    NobodyAsked,
    NotDone,
    NotTheNoter,
    NotTheOwner,
    NotYours,
    Over,
    Returned,
    SaidNo,
    SnoozeOver,
    TextMissing,
    TextTooLong,
)
from bot.action_items.rules.values import OVER, About, ActionItem, State
from bot.core.ids import ActionItemId, ChannelId, PersonId
from bot.core.refusal import AllAtOnce
from bot.core.texts import on_one_line

LONGEST_TEXT = 300
REOPENED_FOR = timedelta(days=1)
"""So long after it was done it can be reopened."""
_LAST_ZONE = timedelta(hours=12)
"""So far behind UTC a day ends last."""


def note(
    item_id: ActionItemId,
    *,
    text: str,
    owner: PersonId | None,
    due: date | None,
    channel: ChannelId,
    about: About,
    noted_by: PersonId,
    at: datetime,
) -> ActionItem:
    """Return what somebody is to do from now on; what one notes for oneself is accepted, and without an owner anybody can take it.

    Raise TextMissing, TextTooLong or DueOver.
    """
    said, together = on_one_line(text), AllAtOnce()
    together.read(None, may_say, said)
    together.read(None, may_be_due, due, at)
    together.refuse()
    own = owner == noted_by
    return ActionItem(
        id=item_id,
        channel=channel,
        text=said,
        owner=noted_by if owner is None else owner,
        noted_by=noted_by,
        noted=at,
        due=due,
        about=about,
        state=State.FREE if owner is None else State.ACCEPTED if own else State.OFFERED,
        accepted=own,
    )


def may_say(text: str) -> None:
    """Hold what is to be done, on one line. Raise TextMissing or TextTooLong."""
    if not text:
        raise TextMissing
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(len(text))


def may_be_due(due: date | None, at: datetime) -> None:
    """Raise DueOver for a day that is over in every zone of the world."""
    if due is not None and due < (at - _LAST_ZONE).date():
        raise DueOver(due)


def accept(item: ActionItem, person: PersonId) -> Accepted:
    """Let the owner say yes. Raise Over, NobodyAsked, NotTheOwner, Returned or AlreadyAccepted."""
    _asked(item, person)
    if item.state is State.ACCEPTED:
        raise AlreadyAccepted
    return Accepted()


def decline(item: ActionItem, person: PersonId, at: datetime) -> Declined | Ended:
    """Let the owner say no: it goes back to who noted it; one's own is dropped.

    Raise Over, NobodyAsked, NotTheOwner or Returned.
    """
    _asked(item, person)
    return Ended(State.DROPPED, at) if item.is_own else Declined()


def leave(item: ActionItem, person: PersonId, at: datetime) -> Declined | Ended | None:
    """Take it from an owner who has left the workspace; nothing where it is somebody else's by now, or over.

    What they noted for themselves is the host's of the meeting in which they did, and is dropped where there is no other host.
    """
    if not item.is_open or item.owner != person:
        return None
    if not item.is_own:
        return Declined(left=True)
    host = item.about.host
    return Ended(State.DROPPED, at) if host in (None, person) else Declined(left=True, to=host)


def inherit(item: ActionItem, noter: PersonId) -> Declined | None:
    """Let the host of the meeting find somebody for what nobody has, once who noted it has left; nothing where there is no other host."""
    host = item.about.host
    return None if host in (None, noter) or not item.is_nobodys else Declined(left=True, to=host)


def pass_on(item: ActionItem, to: PersonId, at: datetime) -> HandedOn | None:
    """Ask somebody in the name of who noted it, who has left the workspace; nothing where somebody has it by now, or it is over."""
    return HandedOn(to, item.noted_by, at) if item.is_nobodys else None


def may_hand_on(item: ActionItem, person: PersonId) -> None:
    """Let its owner, or who noted it, choose another owner. Raise Over or NotYours."""
    _steering(item, person)


def hand_on(item: ActionItem, person: PersonId, to: PersonId, at: datetime) -> HandedOn:
    """Give it to another person. Raise Over, NotYours, AlreadyTheirs or SaidNo."""
    _steering(item, person)
    if to == item.owner and item.state is not State.FREE:
        raise SaidNo(to) if item.state is State.DECLINED else AlreadyTheirs(to)
    return HandedOn(to, person, at)


def take(item: ActionItem, person: PersonId, at: datetime) -> HandedOn:
    """Let anybody of the channel take what nobody has. Raise Over or HasOwner."""
    if item.state in OVER:
        raise Over(item.state)
    if not item.is_nobodys:
        raise HasOwner(item.owner)
    return HandedOn(person, person, at)


def drop(item: ActionItem, person: PersonId, at: datetime) -> Ended:
    """Let who noted it drop it. Raise Over or NotTheNoter."""
    if item.state in OVER:
        raise Over(item.state)
    if person != item.noted_by:
        raise NotTheNoter(item.noted_by)
    return Ended(State.DROPPED, at)


def finish(item: ActionItem, person: PersonId, at: datetime) -> Ended:
    """Let its owner, or who noted it, say that it is done. Raise Over or NotYours."""
    _steering(item, person)
    return Ended(State.DONE, at)


def reopen(item: ActionItem, person: PersonId, at: datetime) -> Reopened:
    """Let its owner, or who noted it, take "done" back for a day. Raise NotYours, NotDone or DoneForGood."""
    if person not in (item.owner, item.noted_by):
        raise NotYours(item.owner, item.noted_by)
    if item.state is not State.DONE or item.ended is None:
        raise NotDone
    if not can_reopen(item, at):
        raise DoneForGood(item.ended)
    if item.was_free:
        return Reopened(State.FREE)
    return Reopened(State.ACCEPTED if item.accepted or person == item.owner else State.OFFERED)


def can_reopen(item: ActionItem, at: datetime) -> bool:
    """Tell whether it was done within the last day."""
    return item.state is State.DONE and item.ended is not None and at - item.ended < REOPENED_FOR


def change_due(item: ActionItem, person: PersonId, due: date | None, at: datetime) -> DueChanged:
    """Let its owner, or who noted it, name another day or none. Raise Over, NotYours or DueOver."""
    _steering(item, person)
    if due != item.due:
        may_be_due(due, at)
    return DueChanged(due)


def snooze(item: ActionItem, person: PersonId, until: date, today: date) -> Snoozed:
    """Let its owner hear nothing of it before a day that is yet to come. Raise Over, NobodyAsked, NotTheOwner, Returned or SnoozeOver."""
    _asked(item, person)
    if until <= today:
        raise SnoozeOver(until)
    return Snoozed(until)


def may_steer(item: ActionItem, person: PersonId) -> bool:
    """Tell whether a person may change it: its owner unless they said no, or who noted it."""
    return person == item.noted_by or (person == item.owner and not item.is_nobodys)


def _steering(item: ActionItem, person: PersonId) -> None:
    if item.state in OVER:
        raise Over(item.state)
    if not may_steer(item, person):
        raise NotYours(None if item.is_nobodys else item.owner, item.noted_by)


def _asked(item: ActionItem, person: PersonId) -> None:
    if item.state in OVER:
        raise Over(item.state)
    if item.state is State.FREE:
        raise NobodyAsked
    if person != item.owner:
        raise NotTheOwner(item.owner)
    if item.state is State.DECLINED:
        raise Returned(item.noted_by)
