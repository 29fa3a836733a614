"""The events of Sprints: their list, and the form of each."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from babel.dates import get_day_names
from slack_sdk.models.blocks import Block, TimePickerElement

from bot.core.refusal import AllAtOnce
from bot.core.span import NotASpan, read_span
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.rules.sprints import NotATimebox
from bot.features.sprint.rules.standing import Standing
from bot.features.sprint.views import ids
from bot.features.sprint.views.event_names import event_name, told_of_overlaps
from bot.schedule.grammar.english import read_optional_link
from bot.schedule.grammar.errors import TimeMissing
from bot.series.leads import AHEAD, SOON, Leads, leads_of, written
from bot.series.views.changing import CHANGE, paused_until
from bot.series.views.choices import choice
from bot.series.views.leads import how_far_ahead, lead_menus
from bot.slack.blocks import VALUE, button, context, field, menu, overflow, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message, Modal
from bot.teams.sprint_events import ScrumEvent, fit_timebox, usual_timebox
from bot.teams.sprints import MOST_WEEKS, DayOf, EventDay, Unit
from bot.words.words import Words

_YES, _NO = "yes", "no"
_LONGEST_LINK = 2_000
_LAST_WEEK = -1
_WEEKS = {str(week) for week in (*range(1, MOST_WEEKS + 1), _LAST_WEEK)}


def listed(words: Words, found: Standing, note: str = "") -> Message:
    """Draw the events of a channel's Sprints, each with its form."""
    blocks: list[Block] = [section(note)] if note else []
    blocks += [_entry(words, found, event) for event in ScrumEvent]
    blocks += [section(told) for told in told_of_overlaps(words, found.sprints, found.working, found.sprint)]
    title = words.say("Events of this channel's Sprints")
    blocks.append(context(words.say("Times are those of {zone}.", zone=found.sprints.zone)))
    return Message(note or title, blocks)


def _entry(words: Words, found: Standing, event: ScrumEvent) -> Block:
    name, subject = event_name(words, event), f"{event.value}/{found.channel}"
    plan, coming = found.sprints.events[event], found.following(event)
    if not plan.held:
        told = words.say("*{event}*  not announced here", event=name)
        return section(told, button(words.say("Announce …"), ids.EVENT, subject))
    span = words.minutes(found.timebox(event))
    facts = [f"{day_name(words, plan.day)} {found.at(event):%H:%M}", words.say("at most {span}", span=span)]
    if event is ScrumEvent.DAILY and found.sprints.plans_first(found.number(event)):
        facts.append(words.say("not on the day of Sprint Planning"))
    if plan.ahead is not None:
        facts.append(words.say("card {early}", early=how_far_ahead(words, plan.ahead)))
    if plan.reminded is not None:
        facts.append(words.say("line {span} ahead", span=words.minutes(plan.reminded)))
    lines = [words.say("*{event}*  {facts}", event=name, facts=" · ".join(facts))]
    if coming is None:
        lines.append(words.say("No Sprint to come has such a day."))
        return section("\n".join(lines), button(words.say("Change …"), ids.EVENT, subject))
    paused = "" if coming.series.quiet_until is None else f"{paused_until(words, coming.series.quiet_until)}  "
    lines.append(paused + words.say("Next: {when}", when=words.slack_day_time(coming.starts)))
    dates = (words.say("Change, skip a date …"), choice(CHANGE, coming.series.id))
    return section("\n".join(lines), overflow(SERIES.more, [dates]))


def day_and_time(words: Words, found: Standing, event: ScrumEvent) -> str:
    """Say on which day of a Sprint an event is held, and at what time."""
    day = day_name(words, found.sprints.events[event].day)
    return words.say("{day} at {time}, {zone}", day=day, time=f"{found.at(event):%H:%M}", zone=found.sprints.zone)


def day_name(words: Words, day: EventDay) -> str:
    """Say on which day of a Sprint an event is held."""
    match day.of:
        case DayOf.FIRST:
            return words.say("first day")
        case DayOf.LAST:
            return words.say("last day")
        case DayOf.EACH:
            return words.say("each working day")
        case DayOf.WEEKDAY:
            name = get_day_names("wide", locale=words.locale)[day.weekday]
            if day.week < 0:
                return words.say("last {weekday}", weekday=name)
            return words.say("{weekday} of week {n}", weekday=name, n=day.week)


def event_form(words: Words, found: Standing, event: ScrumEvent) -> Modal:
    """Draw the form of an event, filled with what its team has set."""
    plan, sprints = found.sprints.events[event], found.sprints
    usual = usual_timebox(event, sprints.calendar.length(found.number(event)))
    held = {_YES: words.say("Announce it here"), _NO: words.say("Do not: the team has it elsewhere")}
    blocks: list[Block] = [field("held", words.say("In this channel"), menu(held, first=_YES if plan.held else _NO))]
    if event is not ScrumEvent.DAILY:
        blocks.append(
            field("day", words.say("Day in the Sprint"), menu(_days(words, found, plan.day), first=_written_day(plan.day)))
        )
        holidays = {"next": words.say("The working day after"), "previous": words.say("The working day before")}
        first = "previous" if plan.day.earlier else "next"
        blocks.append(field("holiday", words.say("On a holiday"), menu(holidays, first=first)))
    own = "" if plan.timebox is None else words.minutes(plan.timebox)
    hint = words.say("Empty: {span}, that of the Scrum Guide shortened with the Sprint.", span=words.minutes(usual))
    blocks += [
        field(
            "time",
            words.say("At what time"),
            TimePickerElement(action_id=VALUE, initial_time=f"{found.at(event):%H:%M}"),
            hint=sprints.zone,
        ),
        field("timebox", words.say("Timebox"), typed(20, first=own, example="2h"), hint=hint, optional=True),
        field("link", words.say("Link to the call"), typed(_LONGEST_LINK, first=plan.link), optional=True),
        *lead_menus(words, written(Leads(plan.ahead, plan.reminded))),
    ]
    title, private = event_name(words, event), f"{event.value}/{found.channel}"
    return Modal(ids.EVENT_FORM, title, blocks, words.say("Save"), words.say("Cancel"), private=private)


def saved(words: Words, found: Standing, event: ScrumEvent) -> str:
    """Say when an event is held next as its form was saved."""
    name, following = event_name(words, event), found.following(event)
    if not found.sprints.events[event].held:
        return words.say("Saved: {event} is not announced here.", event=name)
    if following is None:
        return words.say("Saved: {event}. No Sprint to come has such a day.", event=name)
    told = words.say("Saved: {event}, next {when}.", event=name, when=words.slack_day_time(following.starts))
    sprint = found.sprints.calendar.sprint(found.number(event))
    return "\n".join([told, *told_of_overlaps(words, found.sprints, found.working, sprint)])


def read_event(form: Form, event: ScrumEvent) -> Mapping[str, Any]:
    """Read what an event's form changes. Raise TimeMissing, NotATimebox, TimeboxOutOfBounds or NotALink, or Several."""
    refused = AllAtOnce()
    at = refused.read(time(9), _time, form)
    read: dict[str, Any] = {
        "held": form.text("held") != _NO,
        "at": at,
        "timebox": refused.read(None, _timebox, form, event),
        "link": refused.read("", read_optional_link, form.text("link")),
    }
    refused.refuse()
    leads = leads_of({name: form.text(name) for name in (AHEAD, SOON) if form.text(name)}, at)
    read |= {"ahead": leads.ahead, "reminded": leads.soon}
    if event is not ScrumEvent.DAILY:
        read["day"] = _day(form.text("day"), earlier=form.text("holiday") == "previous")
    return read


def _time(form: Form) -> time:
    try:
        return time.fromisoformat(form.text("time")).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError as missing:
        raise TimeMissing from missing


def _timebox(form: Form, event: ScrumEvent) -> timedelta | None:
    text = form.text("timebox").strip()
    try:
        return fit_timebox(event, read_span(text)) if text else None
    except NotASpan as wrong:
        raise NotATimebox(text) from wrong


def _days(words: Words, found: Standing, now: EventDay) -> dict[str, str]:
    """Return the days that can be chosen: the first, the last, each weekday that the team works, of each week that every Sprint to come has."""
    calendar = found.sprints.calendar
    of = {calendar.length(found.sprint.number), calendar.stretches[-1].length}
    weeks = min(MOST_WEEKS if length.unit is Unit.MONTH else length.weeks for length in of)
    weekdays = [
        EventDay(DayOf.WEEKDAY, weekday, week)
        for week in (*range(1, weeks + 1), _LAST_WEEK)
        for weekday in sorted(found.working.weekdays)
    ]
    every = [EventDay(DayOf.FIRST), EventDay(DayOf.LAST), *weekdays]
    return {_written_day(day): day_name(words, day) for day in (*every, now)}


def _written_day(day: EventDay) -> str:
    return f"{day.of.value}:{day.weekday}:{day.week}" if day.of is DayOf.WEEKDAY else day.of.value


def _day(text: str, *, earlier: bool) -> EventDay:
    of, weekday, week = [*text.split(":"), "", ""][:3]
    if of == DayOf.WEEKDAY.value and weekday in set("0123456") and week in _WEEKS:
        return EventDay(DayOf.WEEKDAY, int(weekday), int(week), earlier)
    return EventDay(DayOf.LAST if of == DayOf.LAST.value else DayOf.FIRST, earlier=earlier)
