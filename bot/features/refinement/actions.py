"""The verbs of refinement reminders: one transaction each."""

from datetime import datetime

from bot import delivery, schedule
from bot.core.ids import ChannelId, PersonId
from bot.feature import HOME
from bot.features.refinement import rules, store, views
from bot.features.refinement.kinds import BEGUN, CARD, LINE, REMIND, SOON, ZONE_GONE
from bot.features.refinement.rules import Occasion, Reminder, Reply
from bot.schedule import Call, Occurrence, RuleState, ScheduleId
from bot.schedule.drafts import Draft
from bot.series.planning import CHANNEL
from bot.series.recurring import HOSTS, Kept, Recurring
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams import Accountability
from bot.teams import store as teams


def may_plan(plan: Draft, _: datetime) -> None:
    """Hold a plan against its limits before it is shown. Raise TitleTooLong or LengthOutOfBounds."""
    rules.may_remind(plan.title, plan.recurrence.duration)


def keep_plan(unit: Unit, person: PersonId, plan: Draft) -> None:
    """Turn a plan that a person was shown into a reminder of theirs. Raise what its rule refuses by now."""
    rule = schedule.keep(unit, plan.recurrence, [Call(REMIND, rules.AHEAD), Call(SOON, rules.SHORTLY)])
    store.keep_reminder(unit, Reminder(rule, ChannelId(plan.extras[CHANNEL]), person, plan.title, plan.link))
    delivery.show(unit, HOME, person)


def skip_next(unit: Unit, *, person: PersonId, is_admin: bool, reminder: str, starts: datetime) -> None:
    """Skip the next refinement of a reminder if it is the one that starts then (UTC); the rhythm of the others does not move.

    Raise NotOwner, NoSuchReminder, NothingComing or NextIsAnother.
    """
    rule = _may_change(unit, reminder, person, is_admin=is_admin)
    following = schedule.next_occurrence(unit, rule, unit.now)
    rules.may_skip(following.starts if following else None, starts)
    assert following is not None  # the rule above has seen to it
    schedule.skip(unit, rule, following.wall)
    _show_coming(unit, reminder, skipped=following.wall)


def pause(unit: Unit, *, person: PersonId, is_admin: bool, reminder: str) -> None:
    """Remind nobody until the reminder goes on. Raise NotOwner, NoSuchReminder."""
    once(unit)
    schedule.pause(unit, _may_change(unit, reminder, person, is_admin=is_admin))
    _show_coming(unit, reminder)


def resume(unit: Unit, *, person: PersonId, is_admin: bool, reminder: str) -> None:
    """Remind again, from the next date on. Raise NotOwner, NoSuchReminder."""
    once(unit)
    schedule.resume(unit, _may_change(unit, reminder, person, is_admin=is_admin))
    _show_coming(unit, reminder)


def end(unit: Unit, *, person: PersonId, is_admin: bool, reminder: str) -> None:
    """Never remind again. Raise NotOwner, NoSuchReminder."""
    schedule.end(unit, _may_change(unit, reminder, person, is_admin=is_admin))
    _show_coming(unit, reminder)


def _may_change(unit: Unit, reminder: str, person: PersonId, *, is_admin: bool) -> ScheduleId:
    return may_change(unit, store.lock_reminder(unit, reminder), person, is_admin=is_admin)


def may_change(read: Read, reminder: Reminder, person: PersonId, *, is_admin: bool) -> ScheduleId:
    """Return the rule of a reminder that this person may change. Raise NotOwner, NoSuchReminder."""
    product_owner = teams.holder(read, reminder.channel, Accountability.PRODUCT_OWNER)
    rules.may_change(reminder, person, is_admin=is_admin, product_owner=product_owner)
    kept = schedule.kept(read, ScheduleId(reminder.id))
    if kept is None or kept.state is RuleState.ENDED:
        raise rules.NoSuchReminder
    return ScheduleId(reminder.id)


def name_product_owner(unit: Unit, *, person: PersonId, is_admin: bool, channel: ChannelId, named: PersonId) -> None:
    """Write down who is the Product Owner of a channel's team: one person (Scrum Guide 2020). Raise NotProductOwner."""
    once(unit)
    rules.may_name(teams.holder(unit, channel, Accountability.PRODUCT_OWNER), person, is_admin=is_admin)
    teams.hold(unit, channel, Accountability.PRODUCT_OWNER, named)


def post_card(unit: Unit, *, reminder: str, occurrence: Occurrence, was_due: datetime | None) -> bool:
    """Post the card of a refinement, and take its buttons off when it begins; answer False when it has begun."""
    if rules.too_late(occurrence.starts, unit.now):
        return False
    found = store.lock_reminder(unit, reminder)
    occasion = store.occur(unit, reminder, occurrence.wall, occurrence.starts, was_due)
    delivery.post(unit, CARD, occasion.id, delivery.Place.channel(found.channel))
    unit.hint(HOSTS)
    schedule.wake(unit, BEGUN, occasion.id, occasion.starts)
    return True


def post_line(unit: Unit, *, reminder: str, occurrence: Occurrence) -> None:
    """Post the line shortly before, in the card's thread and to the channel; nothing once it has begun."""
    found = store.lock_reminder(unit, reminder)
    occasion = store.occasion_at(unit, reminder, occurrence.wall)
    if occasion is None or rules.too_late(occurrence.starts, unit.now):
        return
    place = delivery.Place("channel", found.channel, thread_of=(CARD, occasion.id), broadcast=True)
    delivery.post(unit, LINE, occasion.id, place)


def follow_zone(unit: Unit, reminder: str) -> None:
    """Have what a card announces start when the zone of its rule says, and draw anew what tells of it; the reminder is locked.

    A line that stood ten minutes ahead of another instant goes, and comes once more at its time.
    """
    kept = schedule.kept(unit, ScheduleId(reminder))
    if kept is None:
        return
    for occasion in store.may_move(unit, reminder):
        starts = schedule.occurrence_at(kept.recurrence, occasion.wall).starts
        if starts == occasion.starts or max(starts, occasion.starts) <= unit.now:
            continue
        store.lock_occasion(unit, occasion.id)
        store.move_occasion(unit, occasion.id, starts)
        schedule.wake(unit, BEGUN, occasion.id, starts)
        delivery.show(unit, CARD, occasion.id)
        if schedule.call_again(unit, ScheduleId(reminder), SOON, occasion.wall):
            delivery.hide(unit, LINE, occasion.id)
        else:
            delivery.show(unit, LINE, occasion.id)
    _show_home(unit, reminder)


def lose_zone(unit: Unit, reminder: str) -> None:
    """Tell the owner that the reminder is paused, for its zone is gone, and draw anew the card of what was announced."""
    found = store.reminder_of(unit, reminder)
    if found is not None:
        delivery.post(unit, ZONE_GONE, reminder, delivery.Place.person(found.owner))
        _show_coming(unit, reminder)


def reply(unit: Unit, *, person: PersonId, occasion: str, said: Reply) -> None:
    """Keep a person's answer to a card; the same one twice takes it back. Raise NoSuchReminder, NotHeld or Begun."""
    once(unit)
    found: Occasion | None = store.lock_occasion(unit, occasion)
    if found is None:
        raise rules.NoSuchReminder
    before = store.replies(unit, occasion).get(person)
    store.keep_reply(unit, occasion, person, rules.reply(found, store.standing(unit, found), before, said, unit.now))
    delivery.show(unit, CARD, occasion)


def begin(unit: Unit, *, occasion: str) -> None:
    """Draw anew the card of a refinement that has begun, and the Home that it was next in."""
    delivery.show(unit, CARD, occasion)
    found = store.occasion_of(unit, occasion)
    if found is not None:
        _show_home(unit, found.reminder)


def _show_coming(unit: Unit, reminder: str, *, skipped: datetime | None = None) -> None:
    """Draw anew the card and the line of what was announced, if there are any, and its owner's Home; `skipped`: what is called off."""
    occasion = store.coming_occasion(unit, reminder)
    if occasion is not None:
        if skipped is not None:
            store.skip_occasion(unit, reminder, skipped)
        delivery.show(unit, CARD, occasion)
        delivery.show(unit, LINE, occasion)
    _show_home(unit, reminder)


def _show_home(unit: Unit, reminder: str) -> None:
    found = store.reminder_of(unit, reminder)
    if found is not None:
        delivery.show(unit, HOME, found.owner)


def _find(read: Read, reminder: str) -> Kept | None:
    return _kept(read, store.reminder_of(read, reminder))


def _lock(unit: Unit, reminder: str) -> Kept | None:
    try:
        return _kept(unit, store.lock_reminder(unit, reminder))
    except rules.NoSuchReminder:
        return None


def _kept(read: Read, reminder: Reminder | None) -> Kept | None:
    if reminder is None:
        return None
    rule = schedule.kept(read, ScheduleId(reminder.id))
    ended = rule is None or rule.state is RuleState.ENDED
    return Kept(reminder.id, reminder.owner, reminder.channel, reminder.title, store.offered(read, reminder.id), ended)


def _running(read: Read) -> list[Kept]:
    """Return the reminders of the workspace that remind yet, or would once somebody lets them go on."""
    found = [_kept(read, reminder) for reminder in store.all_reminders(read)]
    return [kept for kept in found if kept is not None and not kept.has_ended and _goes_on(read, kept)]


def _goes_on(read: Read, kept: Kept) -> bool:
    rule = schedule.kept(read, ScheduleId(kept.id))
    paused = rule is not None and rule.state is RuleState.PAUSED
    return paused or bool(schedule.upcoming(read, ScheduleId(kept.id), read.now, 1))


def _may_change_kept(read: Read, kept: Kept, person: PersonId, is_admin: bool) -> None:
    found = store.reminder_of(read, kept.id)
    if found is None:
        raise rules.NoSuchReminder
    may_change(read, found, person, is_admin=is_admin)


def _give(unit: Unit, kept: Kept, to: PersonId) -> None:
    store.set_owner(unit, kept.id, to)
    _show_coming(unit, kept.id)
    delivery.show(unit, HOME, kept.owner)


def _coming(read: Read, kept: Kept) -> frozenset[PersonId]:
    """Return the team's Product Owner, and who is late for what is next: of the others silence says that they come, and no name."""
    occasion = store.coming_occasion(read, kept.id)
    late = [] if occasion is None else [who for who, said in store.replies(read, occasion).items() if said is Reply.LATE]
    product_owner = teams.holder(read, kept.channel, Accountability.PRODUCT_OWNER)
    return frozenset(late if product_owner is None else [*late, product_owner])


RECURRING = Recurring(
    purpose="refinement",
    placed=views.placed,
    find=_find,
    lock=_lock,
    running=_running,
    may_change=_may_change_kept,
    give=_give,
    mark=store.mark_offered,
    coming=_coming,
)
