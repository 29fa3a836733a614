"""What is done about action items: noted, answered, handed on, done, reminded of."""

from collections.abc import Callable
from datetime import date

from bot.action_items import store
from bot.action_items.kinds import DIGEST, ITEM, LEFT, NEWS, REMIND, REMINDER, RETURNED, SETTLED, WEEK
from bot.action_items.rules import acts, digests, reminders
from bot.action_items.rules.changes import Change, Declined, Ended
from bot.action_items.rules.digests import Digest
from bot.action_items.rules.reminders import Reminder
from bot.action_items.rules.values import About, ActionItem, State
from bot.core.facts import ActionItemsChanged, AwayChanged, TeamDatesChanged
from bot.core.ids import ActionItemId, ChannelId, PersonId
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.schedule import alarms
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.teams.team_store import team, working_days


def note(
    unit: Unit,
    *,
    text: str,
    owner: PersonId | None,
    due: date | None,
    channel: ChannelId,
    about: About,
    noted_by: PersonId,
) -> ActionItem:
    """Write down what somebody is to do, and ask them by a direct message; without an owner anybody of the channel can take it.

    Raise TextMissing, TextTooLong or DueOver. The owner was asked of Slack before (`Directory.member_of`). What asks for it calls `once`.
    """
    named = {"text": text, "owner": owner, "due": due, "channel": channel, "about": about, "noted_by": noted_by}
    item = acts.note(ActionItemId(unit.fresh()), at=unit.now, **named)  # type: ignore[arg-type]  # by name
    store.add(unit, item)
    if owner is not None:
        messages.post(unit, ITEM, subject_of(item), Place.person(owner))
    _show_lists(unit, item)
    _set_alarms(unit, item)
    return item


def note_by_hand(
    unit: Unit, *, text: str, owner: PersonId | None, due: date | None, channel: ChannelId, noted_by: PersonId
) -> ActionItem:
    """Write down what somebody is to do that came from nothing else. Raise TextMissing, TextTooLong or DueOver."""
    once(unit)
    return note(unit, text=text, owner=owner, due=due, channel=channel, about=About(), noted_by=noted_by)


def accept(unit: Unit, *, item: str, person: PersonId) -> None:
    """Say yes, as its owner. Raise NoSuchActionItem and what the rule raises."""
    _change(unit, item, lambda found: acts.accept(found, person))


def decline(unit: Unit, *, item: str, person: PersonId) -> None:
    """Say no, as its owner: who noted it hears. Raise NoSuchActionItem and what the rule raises."""
    _change(unit, item, lambda found: acts.decline(found, person, unit.now))


def hand_on(unit: Unit, *, item: str, person: PersonId, to: PersonId) -> None:
    """Give it to another person, who is asked. Raise NoSuchActionItem and what the rule raises."""
    _change(unit, item, lambda found: acts.hand_on(found, person, to, unit.now))


def take(unit: Unit, *, item: str, person: PersonId) -> None:
    """Take what nobody has. Raise NoSuchActionItem and what the rule raises."""
    _change(unit, item, lambda found: acts.take(found, person, unit.now))


def drop(unit: Unit, *, item: str, person: PersonId) -> None:
    """Drop it, as who noted it. Raise NoSuchActionItem and what the rule raises."""
    _change(unit, item, lambda found: acts.drop(found, person, unit.now))


def finish(unit: Unit, *, item: str, person: PersonId) -> None:
    """Say that it is done; who noted it hears, once. Raise NoSuchActionItem and what the rule raises."""
    found = _change(unit, item, lambda found: acts.finish(found, person, unit.now))
    if person != found.noted_by:
        messages.post(unit, NEWS, news_of(found), Place.person(found.noted_by))


def reopen(unit: Unit, *, item: str, person: PersonId) -> None:
    """Take "done" back. Raise NoSuchActionItem and what the rule raises."""
    _change(unit, item, lambda found: acts.reopen(found, person, unit.now))


def change_due(unit: Unit, *, item: str, person: PersonId, due: date | None) -> None:
    """Name another day by which it is to be done, or none. Raise NoSuchActionItem and what the rule raises."""
    _change(unit, item, lambda found: acts.change_due(found, person, due, unit.now))


def snooze(unit: Unit, *, item: str, person: PersonId, until: date) -> None:
    """Put off the reminders of its owner until a day. Raise NoSuchActionItem and what the rule raises."""
    today = unit.now.astimezone(zone_or_utc(_zone_of(unit, person))).date()
    _change(unit, item, lambda found: acts.snooze(found, person, until, today))


def give_back(unit: Unit, *, item: str, owner: PersonId) -> None:
    """Give what somebody who has left the workspace was to do back to who noted it; nothing where another has it. Raise NoSuchActionItem."""
    _apply(unit, store.lock(unit, item), lambda found: acts.leave(found, owner, unit.now))


def pass_on(unit: Unit, *, item: str, noter: PersonId) -> None:
    """Have somebody found for what nobody has and whose noter has left the workspace. Raise NoSuchActionItem.

    The host of its meeting finds somebody; where there is none, the team's Product Owner is asked, once, to take it.
    """
    found = store.lock(unit, item)
    if found.noted_by == noter and acts.inherit(found, noter) is not None:
        _apply(unit, found, lambda here: acts.inherit(here, noter))
        return
    product_owner = team(unit, found.channel).product_owner
    asked = [turn.owner for turn in store.turns(unit, found.id)]
    if found.noted_by == noter and product_owner is not None and product_owner not in (noter, *asked):
        _apply(unit, found, lambda here: acts.pass_on(here, product_owner, unit.now))


def remind(unit: Unit, item: ActionItem) -> None:
    """Say what is to be said about an item now, and set the alarm for what comes next; the item is locked."""
    due = reminders.reminder_due(item, working_days(unit, item.channel), zone_of(unit, item), unit.now)
    if due is not None and due[1] in (Reminder.OVERDUE, Reminder.WEEKLY) and not item.is_own and item.due is not None:
        messages.post(unit, NEWS, news_of(item), Place.person(item.noted_by))  # once for each date: again is to draw it anew
    if due is not None and due[1] is not Reminder.OVERDUE and not store.is_away(unit, item, due[0]):
        item = _send_reminder(unit, item, due[0])
    _show(unit, item)
    _set_alarms(unit, item)


def _send_reminder(unit: Unit, item: ActionItem, day: date) -> ActionItem:
    """Send a reminder in the place of the one before it."""
    if item.reminded is not None:
        messages.hide(unit, REMINDER, _of_day(item, item.reminded))
    item = store.mark_reminded(unit, item, day)
    messages.post(unit, REMINDER, _of_day(item, day), Place.person(item.owner))
    return item


def settle(unit: Unit, item: ActionItem) -> None:
    """Draw anew what is done, now that it cannot be reopened any more."""
    _show(unit, item)


def hear_away(unit: Unit, changed: AwayChanged) -> None:
    """Draw anew when somebody is reminded, whose days away have changed."""
    for item in store.open_of(unit, changed.person):
        messages.show(unit, ITEM, subject_of(item))


def hear_dates(unit: Unit, changed: TeamDatesChanged) -> None:
    """Remind by the days that a team works now, and draw anew when that is."""
    for listed in store.in_channel(unit, changed.channel):
        item = store.lock(unit, listed.id)
        messages.show(unit, ITEM, subject_of(item))
        _set_alarms(unit, item)
    weekly = store.digest_of(unit, changed.channel)
    if weekly is not None:
        _wake_weekly(unit, weekly)


def ask_weekly(unit: Unit, *, digest: Digest) -> None:
    """Have the open action items of a channel listed there each week, in the place of what was asked before."""
    once(unit)
    store.keep_digest(unit, digest)
    _wake_weekly(unit, digest)


def end_weekly(unit: Unit, *, channel: ChannelId) -> None:
    """List them no more."""
    once(unit)
    store.forget_digest(unit, channel)
    alarms.cancel_alarm(unit, WEEK, channel)


def post_weekly(unit: Unit, digest: Digest) -> None:
    """Post the list where it is its day and anything is open, and set the alarm for the next one; the digest is locked."""
    day = digests.is_due(digest, working_days(unit, digest.channel), unit.now)
    if day is not None and store.in_channel(unit, digest.channel):
        messages.post(unit, DIGEST, f"{digest.channel}/{day.isoformat()}", Place.channel(digest.channel))
    _wake_weekly(unit, digest)


def _wake_weekly(unit: Unit, digest: Digest) -> None:
    """Wake a channel's list when it is due next."""
    alarms.wake(unit, WEEK, digest.channel, digests.next_digest(digest, working_days(unit, digest.channel), unit.now))


def zone_of(read: Read, item: ActionItem) -> str:
    """Return the zone in which it is nine in the morning for an item's owner."""
    return _zone_of(read, item.owner)


def _zone_of(read: Read, person: PersonId) -> str:
    found = people.person(read, person)
    return "UTC" if found is None else found.zone


def subject_of(item: ActionItem) -> str:
    """Return the subject of the message to an item's owner, and of that to who noted it once that owner said no."""
    return _of_turn(item, item.turn)


def _of_turn(item: ActionItem, turn: int) -> str:
    return f"{item.id}/{turn}"


def news_of(item: ActionItem) -> str:
    """Return the subject of the message to who noted it."""
    return _of_day(item, item.due)


def read_subject(subject: str) -> tuple[str, str]:
    """Return the item of a subject, and its turn or day."""
    item, _, rest = subject.partition("/")
    return item, rest


def _of_day(item: ActionItem, day: date | None) -> str:
    return f"{item.id}/{'' if day is None else day.isoformat()}"


def _change(unit: Unit, item: str, decide: Callable[[ActionItem], Change]) -> ActionItem:
    """Lock an item, let a rule decide, write that, show it."""
    once(unit)
    return _apply(unit, store.lock(unit, item), decide)


def _apply(unit: Unit, item: ActionItem, decide: Callable[[ActionItem], Change | None]) -> ActionItem:
    change = decide(item)
    if change is None:
        return item
    after = store.record(unit, item, change)
    _show(unit, item)
    if after.due != item.due:
        _show_turns_before(unit, item)
    if after.turn != item.turn:
        messages.post(unit, ITEM, subject_of(after), Place.person(after.owner))
    if isinstance(change, Declined):
        messages.post(unit, LEFT if change.left else RETURNED, subject_of(after), Place.person(after.noted_by))
    if item.reminded is not None and not _keeps_reminder(item, after, change):
        messages.hide(unit, REMINDER, _of_day(item, item.reminded))
    _show_lists(unit, after)
    _set_alarms(unit, after)
    return after


def _keeps_reminder(item: ActionItem, after: ActionItem, change: Change) -> bool:
    """Tell whether the last reminder stays: its owner has it still, or has just done it."""
    done = isinstance(change, Ended) and change.state is State.DONE
    return after.turn == item.turn and (after.is_open or done)


def _show_turns_before(unit: Unit, item: ActionItem) -> None:
    """Draw anew what tells those who had an item before until when it is to be done."""
    for turn in range(item.turn):
        for screen in (ITEM, RETURNED, LEFT):
            messages.show(unit, screen, _of_turn(item, turn))


def _show(unit: Unit, item: ActionItem) -> None:
    """Draw anew all that shows an item as it stood."""
    for screen in (ITEM, RETURNED, LEFT):
        messages.show(unit, screen, subject_of(item))
    messages.show(unit, NEWS, news_of(item))
    if item.reminded is not None:
        messages.show(unit, REMINDER, _of_day(item, item.reminded))
    _show_lists(unit, item)


def _show_lists(unit: Unit, item: ActionItem) -> None:
    """Draw anew what names an item among others: Homes, and the cards of others who hear of it."""
    unit.emit(ActionItemsChanged(item.channel, item.about.meeting_id))
    for person in dict.fromkeys((item.owner, item.noted_by)):
        messages.show(unit, HOME, person)


def _set_alarms(unit: Unit, item: ActionItem) -> None:
    """Wake an item when somebody is to be reminded next, or when what is done cannot be reopened any more."""
    following = reminders.next_reminder(item, working_days(unit, item.channel), zone_of(unit, item), unit.now)
    if following is None:
        alarms.cancel_alarm(unit, REMIND, item.id)
    else:
        alarms.wake(unit, REMIND, item.id, following)
    if item.state is State.DONE and item.ended is not None:
        alarms.wake(unit, SETTLED, item.id, item.ended + acts.REOPENED_FOR)
    else:
        alarms.cancel_alarm(unit, SETTLED, item.id)
