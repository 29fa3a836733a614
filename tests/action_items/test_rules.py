"""What people may do about an action item, and when it is reminded of."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.action_items.rules import acts, refusals
from bot.action_items.rules.changes import Accepted, Change, Declined, DueChanged, Ended, HandedOn, Reopened, Snoozed, applied
from bot.action_items.rules.reminders import (
    Reminder,
    coming,
    is_due,
    next_reminder,
    nine,
    reminder_days,
    reminder_due,
    weekly_days,
)
from bot.action_items.rules.values import About, ActionItem, State
from bot.core.ids import ActionItemId, MeetingId, PersonId
from bot.core.refusal import Refusal, Several
from bot.schedule.working_days import WorkingDays
from tests.action_items.scene import DUE, GUILD, TUESDAY, december, item
from tests.features.desk import ANA, BEN, CHLOE
from tests.plugins.repeatable import examples

DAYS = WorkingDays()
Act = Callable[[ActionItem, PersonId], Change]
ACCEPTED = item(state=State.ACCEPTED, accepted=True)
DECLINED = item(state=State.DECLINED)
DONE = item(state=State.DONE, ended=TUESDAY, accepted=True)
DROPPED = item(state=State.DROPPED, ended=TUESDAY)
OWN = item(owner=ANA, state=State.ACCEPTED, accepted=True)
LATER = TUESDAY + timedelta(hours=23)


def accept(found: ActionItem, person: PersonId) -> Change:
    return acts.accept(found, person)


def decline(found: ActionItem, person: PersonId) -> Change:
    return acts.decline(found, person, LATER)


def to_chloe(found: ActionItem, person: PersonId) -> Change:
    return acts.hand_on(found, person, CHLOE, LATER)


def to_ben(found: ActionItem, person: PersonId) -> Change:
    return acts.hand_on(found, person, BEN, LATER)


def take(found: ActionItem, person: PersonId) -> Change:
    return acts.take(found, person, LATER)


def drop(found: ActionItem, person: PersonId) -> Change:
    return acts.drop(found, person, LATER)


def finish(found: ActionItem, person: PersonId) -> Change:
    return acts.finish(found, person, LATER)


def reopen(found: ActionItem, person: PersonId) -> Change:
    return acts.reopen(found, person, LATER)


def no_date(found: ActionItem, person: PersonId) -> Change:
    return acts.change_due(found, person, None, LATER)


@pytest.mark.parametrize(
    ("act", "found", "person", "change"),
    [
        (accept, item(), BEN, Accepted()),
        (decline, item(), BEN, Declined()),
        (decline, ACCEPTED, BEN, Declined()),
        (decline, OWN, ANA, Ended(State.DROPPED, LATER)),
        (to_chloe, item(), BEN, HandedOn(CHLOE, BEN, LATER)),
        (to_chloe, ACCEPTED, ANA, HandedOn(CHLOE, ANA, LATER)),
        (to_chloe, DECLINED, ANA, HandedOn(CHLOE, ANA, LATER)),
        (take, DECLINED, CHLOE, HandedOn(CHLOE, CHLOE, LATER)),
        (take, DECLINED, BEN, HandedOn(BEN, BEN, LATER)),
        (drop, ACCEPTED, ANA, Ended(State.DROPPED, LATER)),
        (drop, DECLINED, ANA, Ended(State.DROPPED, LATER)),
        (finish, item(), BEN, Ended(State.DONE, LATER)),
        (finish, ACCEPTED, ANA, Ended(State.DONE, LATER)),
        (reopen, DONE, ANA, Reopened(State.ACCEPTED)),
        (reopen, item(state=State.DONE, ended=TUESDAY), BEN, Reopened(State.ACCEPTED)),
        (reopen, item(state=State.DONE, ended=TUESDAY), ANA, Reopened(State.OFFERED)),
        (no_date, ACCEPTED, BEN, DueChanged(None)),
        (no_date, DECLINED, ANA, DueChanged(None)),
    ],
)
def test_who_may_changes_it(act: Act, found: ActionItem, person: PersonId, change: Change) -> None:
    assert act(found, person) == change


@pytest.mark.parametrize(
    ("act", "found", "person", "refusal"),
    [
        (accept, item(), ANA, refusals.NotTheOwner(BEN)),
        (accept, ACCEPTED, BEN, refusals.AlreadyAccepted()),
        (accept, DECLINED, BEN, refusals.Returned(ANA)),
        (decline, DECLINED, BEN, refusals.Returned(ANA)),
        (decline, item(), CHLOE, refusals.NotTheOwner(BEN)),
        (to_chloe, item(), CHLOE, refusals.NotYours(BEN, ANA)),
        (to_chloe, DECLINED, BEN, refusals.NotYours(None, ANA)),
        (to_ben, item(), ANA, refusals.AlreadyTheirs(BEN)),
        (to_ben, DECLINED, ANA, refusals.SaidNo(BEN)),
        (take, item(), CHLOE, refusals.HasOwner(BEN)),
        (drop, item(), BEN, refusals.NotTheNoter(ANA)),
        (finish, item(), CHLOE, refusals.NotYours(BEN, ANA)),
        (reopen, DONE, CHLOE, refusals.NotYours(BEN, ANA)),
        (reopen, ACCEPTED, BEN, refusals.NotDone()),
        *((act, DONE, ANA, refusals.Over(State.DONE)) for act in (accept, decline, to_chloe, take, drop, finish, no_date)),
        (accept, DROPPED, BEN, refusals.Over(State.DROPPED)),
    ],
)
def test_who_may_not_hears_why(act: Act, found: ActionItem, person: PersonId, refusal: Refusal) -> None:
    with pytest.raises(type(refusal)) as refused:
        act(found, person)
    assert vars(refused.value) == vars(refusal)


def test_what_is_done_can_be_reopened_for_a_day() -> None:
    assert acts.can_reopen(DONE, TUESDAY + timedelta(hours=23, minutes=59))
    with pytest.raises(refusals.DoneForGood):
        acts.reopen(DONE, BEN, TUESDAY + timedelta(days=1))


def test_what_somebody_has_who_left_goes_back_and_nothing_else_does() -> None:
    assert acts.leave(item(), BEN, LATER) == Declined(left=True)
    assert acts.leave(OWN, ANA, LATER) == Ended(State.DROPPED, LATER)
    assert [acts.leave(found, BEN, LATER) for found in (item(owner=CHLOE), DONE, DECLINED)] == [None] * 3


def test_what_nobody_has_is_passed_on_in_the_name_of_who_noted_it() -> None:
    assert acts.pass_on(DECLINED, CHLOE, LATER) == HandedOn(CHLOE, ANA, LATER)
    assert [acts.pass_on(found, CHLOE, LATER) for found in (item(), DONE)] == [None, None]


def test_each_change_leaves_an_item_as_it_says() -> None:
    reminded = item(reminded=date(2026, 12, 7))
    assert applied(item(), Accepted()) == ACCEPTED
    assert applied(reminded, HandedOn(CHLOE, BEN, LATER)) == item(owner=CHLOE, turn=1)
    assert applied(DECLINED, HandedOn(CHLOE, CHLOE, LATER)) == item(owner=CHLOE, turn=1, state=State.ACCEPTED, accepted=True)
    assert applied(ACCEPTED, Declined()) == DECLINED
    assert applied(ACCEPTED, Ended(State.DONE, TUESDAY)) == DONE
    assert applied(DONE, Reopened(State.ACCEPTED)) == ACCEPTED
    assert applied(item(), DueChanged(None)) == item(due=None)


def note(**other: Any) -> ActionItem:
    told: dict[str, Any] = {"text": " Ask\n Support ", "owner": BEN, "due": DUE, "channel": GUILD, "about": About()}
    return acts.note(ActionItemId("a1"), **(told | {"noted_by": ANA, "at": TUESDAY} | other))


def test_what_one_notes_for_oneself_is_accepted_and_for_another_offered() -> None:
    assert (note().text, note().state, note(owner=ANA).state) == ("Ask Support", State.OFFERED, State.ACCEPTED)


def test_what_is_noted_says_something_and_is_due_on_a_day_that_is_not_over_everywhere() -> None:
    assert note(due=date(2026, 11, 30), at=december(1, 11, 59)).due == date(2026, 11, 30)
    with pytest.raises(refusals.DueOver):
        note(due=date(2026, 11, 30), at=december(1, 12))
    with pytest.raises(refusals.TextMissing):
        note(text=" \n ")
    with pytest.raises(Several):
        note(text="x" * 301, due=date(2026, 11, 1))
    with pytest.raises(refusals.DueOver):
        acts.change_due(item(), ANA, date(2026, 11, 1), TUESDAY)
    assert acts.change_due(item(due=date(2026, 11, 1)), ANA, date(2026, 11, 1), TUESDAY) == DueChanged(date(2026, 11, 1))


HOLIDAY = WorkingDays(free=(date(2026, 12, 7), date(2026, 12, 9)))


@pytest.mark.parametrize(
    ("due", "days", "expected"),
    [
        (DUE, DAYS, [(7, Reminder.DAY_BEFORE), (8, Reminder.ON_DAY), (10, Reminder.OVERDUE)]),
        (date(2026, 12, 7), DAYS, [(4, Reminder.DAY_BEFORE), (7, Reminder.ON_DAY), (9, Reminder.OVERDUE)]),
        (date(2026, 12, 12), DAYS, [(11, Reminder.DAY_BEFORE), (15, Reminder.OVERDUE)]),
        (DUE, HOLIDAY, [(4, Reminder.DAY_BEFORE), (8, Reminder.ON_DAY), (11, Reminder.OVERDUE)]),
        (None, DAYS, []),
    ],
)
def test_only_working_days_have_reminders(due: date | None, days: WorkingDays, expected: list[tuple[int, Reminder]]) -> None:
    assert [(day.day, call) for day, call in reminder_days(item(due=due), days)] == expected


def test_nobody_is_reminded_of_what_is_over_and_nobody_tells_themselves_that_they_are_late() -> None:
    assert [reminder_days(found, DAYS) for found in (DONE, DROPPED, DECLINED)] == [[], [], []]
    assert Reminder.OVERDUE not in dict(map(reversed, reminder_days(OWN, DAYS)))  # type: ignore[arg-type]  # a pair turned round is a pair


def test_it_is_nine_in_the_owners_zone_also_across_a_change_of_the_clock() -> None:
    assert next_reminder(item(), DAYS, "America/Los_Angeles", TUESDAY) == december(7, 17)
    assert next_reminder(item(), DAYS, "Pacific/Auckland", TUESDAY) == december(6, 20)
    madrid = item(due=date(2027, 3, 29))
    assert next_reminder(madrid, DAYS, "Europe/Madrid", december(1)) == datetime(2027, 3, 26, 8, tzinfo=UTC)
    assert next_reminder(madrid, DAYS, "Europe/Madrid", datetime(2027, 3, 26, 8, tzinfo=UTC)) == datetime(
        2027, 3, 29, 7, tzinfo=UTC
    )


def test_a_reminder_counts_on_its_day_and_what_is_overdue_is_told_later_too() -> None:
    assert reminder_due(item(), DAYS, "UTC", december(7, 8, 59)) is None
    assert reminder_due(item(), DAYS, "UTC", december(7, 23)) == (date(2026, 12, 7), Reminder.DAY_BEFORE)
    assert reminder_due(item(reminded=date(2026, 12, 7)), DAYS, "UTC", december(7, 23)) is None
    assert reminder_due(item(), DAYS, "UTC", december(9, 9)) is None
    assert reminder_due(item(), DAYS, "UTC", december(30, 9)) == (date(2026, 12, 10), Reminder.OVERDUE)


def test_once_it_is_overdue_its_owner_hears_of_it_each_week_on_a_working_day() -> None:
    assert reminder_due(item(), DAYS, "UTC", december(15)) == (date(2026, 12, 15), Reminder.WEEKLY)
    late = item(reminded=date(2026, 12, 15))
    assert next_reminder(late, DAYS, "UTC", december(15)) == december(22)
    closed = WorkingDays(free=(date(2026, 12, 22), date(2026, 12, 23)))
    assert next_reminder(late, closed, "UTC", december(15)) == december(24)
    assert coming(late, DAYS, "UTC", december(15)) == (date(2026, 12, 22), date(2026, 12, 29))
    assert weekly_days(DONE, DAYS, date(2026, 12, 20)) == weekly_days(item(due=None), DAYS, date(2026, 12, 20)) == []


def test_what_is_put_off_is_heard_of_on_that_day_and_weekly_from_it() -> None:
    later = item(snoozed=date(2026, 12, 19))
    assert [(day.day, what) for day, what in reminder_days(later, DAYS)] == [(10, Reminder.OVERDUE), (21, Reminder.SNOOZED)]
    assert next_reminder(later, DAYS, "UTC", december(10)) == december(21)
    again = item(snoozed=date(2026, 12, 19), reminded=date(2026, 12, 21))
    assert next_reminder(again, DAYS, "UTC", december(21)) == december(28)
    sooner = item(snoozed=date(2026, 12, 3), due=DUE)
    assert [day.day for day, _ in reminder_days(sooner, DAYS)] == [3, 7, 8, 10]
    undated = item(due=None, snoozed=date(2026, 12, 3))
    assert coming(undated, DAYS, "UTC", TUESDAY) == (date(2026, 12, 3),)


def test_only_its_owner_puts_it_off_and_only_to_a_day_to_come() -> None:
    today = TUESDAY.date()
    assert acts.snooze(item(), BEN, DUE, today) == Snoozed(DUE)
    assert applied(item(), Snoozed(DUE)) == item(snoozed=DUE)
    assert applied(item(snoozed=DUE), DueChanged(None)) == item(due=None)
    with pytest.raises(refusals.SnoozeOver):
        acts.snooze(item(), BEN, today, today)
    with pytest.raises(refusals.NotTheOwner):
        acts.snooze(item(), ANA, DUE, today)


def test_what_nobody_was_named_for_is_free_to_be_taken_and_free_again_when_it_was_not_done() -> None:
    free = note(owner=None)
    assert (free.state, free.owner, free.is_nobodys, free.was_free) == (State.FREE, ANA, True, True)
    assert acts.take(free, CHLOE, LATER) == HandedOn(CHLOE, CHLOE, LATER)
    assert acts.hand_on(free, ANA, ANA, LATER) == HandedOn(ANA, ANA, LATER)
    with pytest.raises(refusals.NobodyAsked):
        acts.accept(free, ANA)
    done = applied(free, acts.finish(free, ANA, TUESDAY))
    assert acts.reopen(done, ANA, TUESDAY) == Reopened(State.FREE)
    assert not acts.may_steer(free, CHLOE)


def test_what_somebody_noted_for_themselves_is_the_hosts_once_they_have_left() -> None:
    about = About("t1", "Flaky tests", "Guild", MeetingId("m1"), BEN)
    own = item(owner=ANA, state=State.ACCEPTED, accepted=True, about=about)
    assert acts.leave(own, ANA, LATER) == Declined(left=True, to=BEN)
    given = applied(own, Declined(left=True, to=BEN))
    assert (given.state, given.noted_by) == (State.DECLINED, BEN)
    assert acts.inherit(item(state=State.DECLINED, about=about), ANA) == Declined(left=True, to=BEN)
    assert [acts.inherit(found, ANA) for found in (item(about=about), DECLINED)] == [None, None]
    assert acts.inherit(given, BEN) is None


def test_what_is_said_of_reminders_is_what_is_yet_to_come() -> None:
    assert coming(item(), DAYS, "UTC", december(6)) == (date(2026, 12, 7), DUE)
    assert coming(item(), DAYS, "UTC", december(7)) == (DUE,)
    assert coming(item(), DAYS, "UTC", december(8)) == ()
    assert [is_due(item(), DAYS, "UTC", at) for at in (december(7, 8), december(7))] == [False, True]
    assert not is_due(item(due=None), DAYS, "UTC", december(7))


@settings(max_examples=examples(60))
@given(
    due=st.dates(date(2026, 12, 3), date(2027, 12, 31)),
    zones=st.lists(
        st.sampled_from(["Europe/Madrid", "Pacific/Auckland", "America/Los_Angeles", "Australia/Lord_Howe"]), min_size=3
    ),
    free=st.lists(st.dates(date(2026, 12, 1), date(2027, 12, 31)), max_size=5),
)
def test_wherever_its_owner_travels_a_day_has_one_reminder_and_is_a_working_day(
    due: date, zones: list[str], free: list[date]
) -> None:
    days, found, at, said = WorkingDays(free=tuple(free)), item(due=due), TUESDAY, []
    for turn in range(12):
        zone = zones[turn % len(zones)]
        following = next_reminder(found, days, zone, at)
        if following is None:
            break
        at = following
        if (now := reminder_due(found, days, zone, at)) is not None:
            said.append(now)
            found = item(due=due, reminded=now[0])
            assert (at.astimezone(ZoneInfo(zone)).hour, nine(now[0], zone)) == (9, at)
    assert len({day for day, _ in said}) == len(said)
    assert all(days.works(day) for day, _ in said)


def test_who_is_handed_an_item_starts_without_what_the_last_owner_put_off() -> None:
    handed = applied(item(snoozed=DUE, reminded=DUE), HandedOn(CHLOE, BEN, TUESDAY))
    assert (handed.owner, handed.snoozed, handed.reminded) == (CHLOE, None, None)
