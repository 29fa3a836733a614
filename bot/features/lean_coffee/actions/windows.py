"""Asynchronous Lean Coffees as a ceremony of meetings: their threads, their reminders, their verbs."""

from datetime import datetime

from bot.core.ids import MeetingId, PersonId
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.actions.course import ask_about_topics, show_waiting
from bot.features.lean_coffee.kinds import REMIND, REMINDER, TALK
from bot.features.lean_coffee.rules.stages import Choice, Column
from bot.features.lean_coffee.rules.values import Topic, TopicId
from bot.features.lean_coffee.rules.windows import answers, course, reminders
from bot.features.lean_coffee.rules.windows.changes import TalkOpened, VoteOpened
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage
from bot.features.lean_coffee.store import topics, windows
from bot.features.lean_coffee.views.windows.pieces import NAMING
from bot.meetings.ceremony import Ceremony
from bot.meetings.course import apply_changes, locked
from bot.meetings.rules.values import RECORDED, Closing
from bot.presence.store import attended
from bot.schedule import alarms
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams import store as people
from bot.teams.away_store import away


def has_summary(meeting: AsyncCoffee) -> bool:
    """Tell whether one has ended with something that is to be read."""
    cancelled = meeting.how is Closing.CANCELLED and any(topic.column is Column.DISCUSSED for topic in meeting.topics)
    return meeting.how in RECORDED or cancelled


def thread_of(meeting: MeetingId, topic: TopicId) -> str:
    """Return the subject of the message in whose thread a topic is talked about."""
    return f"{meeting}/{topic}"


def reminder_of(meeting: MeetingId, phase: int, person: PersonId) -> str:
    """Return the subject of what reminds a person of a window."""
    return f"{meeting}/{phase}/{person}"


def _earns_nothing(meeting: AsyncCoffee) -> bool:
    return False


def _shows(unit: Unit, before: AsyncCoffee, after: AsyncCoffee) -> None:
    """Have its topics stand in threads of their own; when a window has another end, tell who was reminded and look for whom to remind."""
    if (after.phase, after.due) != (before.phase, before.due):
        _look_for_the_silent(unit, after)
        for person in sorted(attended(unit, after.id) | before.here):
            messages.show(unit, REMINDER, reminder_of(before.id, before.phase, person))
    for topic in after.topics:
        _show_thread(unit, before, after, topic)


def _show_thread(unit: Unit, before: AsyncCoffee, after: AsyncCoffee, topic: Topic) -> None:
    was = next((one for one in before.topics if one.id == topic.id), topic)
    subject = thread_of(after.id, topic.id)
    if was.column is Column.DISCUSSING and topic.column is not Column.DISCUSSING and after.stage is Stage.VOTING:
        messages.hide(unit, TALK, subject)
    elif topic.column is Column.DISCUSSING and was.column is Column.TO_DISCUSS:
        messages.post(unit, TALK, subject, Place.channel(after.channel))
    elif topic.opened is not None:
        messages.show(unit, TALK, subject)


def _look_for_the_silent(unit: Unit, meeting: AsyncCoffee) -> None:
    at = reminders.looks_first_at(meeting)
    if at is None:
        alarms.cancel_alarm(unit, REMIND, meeting.id)
    else:
        alarms.wake(unit, REMIND, meeting.id, max(at, unit.now))


def _tells(unit: Unit, meeting: AsyncCoffee) -> None:
    if meeting.closed is None:
        _look_for_the_silent(unit, meeting)
    else:
        ask_about_topics(unit, meeting)
        show_waiting(unit, meeting.channel)


CEREMONY: Ceremony[AsyncCoffee] = Ceremony(
    naming=NAMING,
    course=course.COURSE,
    find=windows.find,
    begin=windows.begin,
    record=windows.record,
    has_record=has_summary,
    earns=_earns_nothing,
    asks=frozenset([Stage.VOTING, Stage.TALKING]),
    at_home=(VoteOpened, TalkOpened),
    tells=_tells,
    steering={"end_window": course.end_window},
    usual=windows.USUAL,
    write_kept=windows.write_kept,
    lane=windows.LANE,
    shows=_shows,
)


def take_waiting(unit: Unit, *, meeting: MeetingId, phase: int, person: PersonId) -> None:
    """Bring in the topics that wait in the channel. Raise NoMeeting, or what its rule raises."""
    state = locked(unit, CEREMONY, meeting)
    waiting = topics.waiting_topics(unit, state.channel)
    apply_changes(unit, CEREMONY, state, course.take_waiting(state, waiting=waiting, person=person, phase=phase, at=unit.now))
    show_waiting(unit, state.channel)


def give_thumb(unit: Unit, *, meeting: MeetingId, phase: int, topic: TopicId, person: PersonId, choice: Choice, ts: str) -> None:
    """Keep a thumb about a topic; `ts` is Slack's `action_ts`. Raise NoMeeting, or what its rule raises."""
    state = locked(unit, CEREMONY, meeting)
    given = answers.give_thumb(state, person=person, phase=phase, topic=topic, choice=choice, ts=ts, at=unit.now)
    apply_changes(unit, CEREMONY, state, given)


def take_over(unit: Unit, *, meeting: MeetingId, host: PersonId, is_gone: bool, person: PersonId) -> None:
    """Host in place of a host who is out of it; `is_gone`: the account of that `host` is deactivated. Raise what its rule raises."""
    once(unit)
    state = locked(unit, CEREMONY, meeting)
    gone = is_gone and state.host == host
    apply_changes(unit, CEREMONY, state, course.take_over(state, person=person, is_gone=gone, at=unit.now))


def remind(unit: Unit, meeting: MeetingId) -> None:
    """Remind whom it is time to remind in the running window of a locked meeting, and look again when it is time for others."""
    state = windows.find(unit, meeting)
    if state is None or state.due is None or unit.now >= state.due:
        return
    moments = {person: _reminded_at(unit, state, person) for person in reminders.to_remind(state)}
    for person in sorted(person for person, at in moments.items() if at <= unit.now):
        if not _is_away(unit, state, person):
            messages.post(unit, REMINDER, reminder_of(state.id, state.phase, person), Place.person(person))
    # Who comes later in the window may have to be reminded too, at the last of all moments.
    later = [at for at in (*moments.values(), reminders.last_moment(state)) if at > unit.now]
    if later:
        alarms.wake(unit, REMIND, meeting, min(later))


def _reminded_at(unit: Unit, meeting: AsyncCoffee, person: PersonId) -> datetime:
    found = people.person(unit, person)
    return reminders.reminded_at(meeting, meeting.days, found.zone if found else meeting.zone)


def _is_away(unit: Unit, meeting: AsyncCoffee, person: PersonId) -> bool:
    found = people.person(unit, person)
    today = unit.now.astimezone(zone_or_utc(found.zone if found else meeting.zone)).date()
    return bool(away(unit, [person], today, today, meeting.channel))
