"""The form for schedules: days, time, zone and start, read by the same grammar as sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from babel.dates import get_day_names
from slack_sdk.models.blocks import Block, DatePickerElement, TimePickerElement

from bot.core.refusal import AllAtOnce, Refusal
from bot.core.span import NotASpan, read_span
from bot.schedule.anchors import NO_TEAM, SprintEvent, TeamDates, read_anchor
from bot.schedule.drafts import Draft
from bot.schedule.grammar.english import read_optional_link
from bot.schedule.grammar.errors import DayMissing, DaysStay, FirstDayMissing, NotALength, TimeMissing
from bot.schedule.grammar.in_words import in_words
from bot.schedule.grammar.normalise import tidied
from bot.schedule.grammar.places import read_zone
from bot.schedule.grammar.sentences import LONGEST, Sentence, read_sentence
from bot.schedule.recurrence import Recurrence, check, walls_between
from bot.schedule.recurrence_rule import WORKING_DAYS, Frequency, NotARule, NthDay, RecurrenceRule, read_rrule
from bot.schedule.working_days import OnHoliday
from bot.slack.blocks import VALUE, field, menu, ticks, typed
from bot.slack.requests import Form
from bot.words.words import Words

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTHS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_WEEKS = (1, 2, 3, 4)
_DECIMAL = re.compile(r"\d{1,2}[.,]\d{1,2}", re.ASCII)
"""Hours rather than minutes, or a slip."""
_AS_IT_IS = "as"
_COUNTED = "counted"
_EVENTS = {
    SprintEvent.START: "the start of the sprint",
    SprintEvent.PLANNING: "sprint planning",
    SprintEvent.REVIEW: "sprint review",
    SprintEvent.RETROSPECTIVE: "sprint retrospective",
    SprintEvent.END: "the end of the sprint",
}
_A_SECOND = timedelta(seconds=1)


def schedule_fields(words: Words, draft: Draft) -> list[Block]:
    """Draw the fields of a plan, filled with what it says already."""
    rule = draft.recurrence
    names = get_day_names("wide", locale=words.locale)
    return [
        field("rhythm", words.say("How often"), menu(_rhythms(words, rule), first=_rhythm_of(rule))),
        field(
            "days",
            words.say("On which days"),
            ticks({day: names[number] for number, day in enumerate(_DAYS)}, first=_days_of(rule)),
            hint=words.say("For a rhythm of weeks, or “the first … of the month”."),
            optional=True,
        ),
        field("time", words.say("At what time"), TimePickerElement(action_id=VALUE, initial_time=f"{rule.start:%H:%M}")),
        field(
            "zone", words.say("Time zone"), typed(64, first=rule.zone), hint=words.say("Named by a city, as in Europe/Madrid.")
        ),
        field(
            "starting",
            words.say("First day"),
            DatePickerElement(action_id=VALUE, initial_date=rule.start.date().isoformat()),
            hint=words.say("“Every 2 weeks” counts from here."),
            optional=True,
        ),
        field("holiday", words.say("On a holiday"), menu(_on_holidays(words), first=rule.on_holiday.value)),
        field("length", words.say("How long it takes"), typed(20, first=_length_of(draft), example="45m"), optional=True),
        field("link", words.say("Link to the call"), typed(LONGEST, first=draft.link), optional=True),
    ]


def _on_holidays(words: Words) -> dict[str, str]:
    return {
        OnHoliday.KEEP.value: words.say("Meet anyway"),
        OnHoliday.SKIP.value: words.say("Skip it"),
        OnHoliday.PREVIOUS.value: words.say("The working day before"),
        OnHoliday.NEXT.value: words.say("The working day after"),
    }


def read_schedule(
    form: Form, *, at: datetime, zone: str, team: TeamDates = NO_TEAM, before: Recurrence | None = None
) -> Sentence:
    """Read the fields back, each by itself first, so that what is wrong in one is told beside that one, and all of it at once.

    Dates that were left out of what the form was opened on (`before`) stay left out where they still come.
    Raise NotALength, NotALink, UnknownZone, FirstDayMissing, DayMissing, TimeMissing, DaysStay, AlreadyOver or NeverHappens, or Several.
    """
    refused = AllAtOnce()
    lasts, link = refused.read(None, read_length, form), refused.read("", read_optional_link, form.text("link"))
    recurrence = refused.read(None, _recurrence, form, at, zone, team)
    refused.refuse()
    assert recurrence is not None  # else it was refused
    whole = _with_exceptions(replace(recurrence, duration=lasts), before, form, team)
    check(whole, at)
    return Sentence(whole, link)


def _with_exceptions(recurrence: Recurrence, before: Recurrence | None, form: Form, team: TeamDates) -> Recurrence:
    """Return a recurrence that does on holidays what was chosen, without the dates that were left out before."""
    if recurrence.once:
        return recurrence
    days = {wall.date() for wall in before.skipped} if before else set()
    skipped = tuple(wall for day in sorted(days) for wall in walls_between(recurrence, day, day))
    chosen = next((one for one in OnHoliday if one == form.text("holiday")), OnHoliday.KEEP)
    return replace(recurrence, skipped=skipped, on_holiday=chosen, calendar=team.working_days)


def _recurrence(form: Form, at: datetime, zone: str, team: TeamDates) -> Recurrence:
    refused = AllAtOnce()
    there = refused.read("", _zone, form) or zone
    for missing in _missing(form):
        refused.add(missing)
    refused.refuse()
    kind, _, rule = form.text("rhythm").partition(":")
    if kind != _AS_IT_IS:
        return _chosen(form, there, at, team)
    recurrence = Recurrence(rule, datetime.fromisoformat(f"{form.text('starting')}T{form.text('time')}"), there)
    if set(form.chosen("days")) != set(_days_of(recurrence)):
        raise DaysStay
    check(recurrence, at)
    return recurrence


def _chosen(form: Form, zone: str, at: datetime, team: TeamDates) -> Recurrence:
    """Read what the fields say together; what could be typed instead helps nobody who has a form before them."""
    try:
        return read_sentence(_sentence(form, zone), at=at, zone=zone, team=team).recurrence
    except Refusal as refusal:
        refusal.offers = ()
        raise


def _missing(form: Form) -> Iterator[Refusal]:
    """Name what the rhythm needs and the form does not say."""
    kind = form.text("rhythm").partition(":")[0]
    if kind in ("once", _AS_IT_IS) and not form.text("starting"):
        yield FirstDayMissing()
    if kind in ("week", "month") and not form.chosen("days"):
        yield DayMissing()
    if not form.text("time"):
        yield TimeMissing()
    if _contradicts(kind, form):
        yield DaysStay()


def _contradicts(kind: str, form: Form) -> bool:
    """Tell whether days are ticked that a rhythm, which has its own, does not fall on."""
    ticked, first = {_DAYS.index(day) for day in form.chosen("days")}, form.text("starting")
    match kind:
        case "once":
            falls_on = {date.fromisoformat(first).weekday()} if first else ticked
        case "day":
            falls_on = set(range(len(_DAYS)))
        case "weekday":
            falls_on = set(WORKING_DAYS)
        case _:
            return False
    return bool(ticked) and ticked != falls_on


def read_length(form: Form) -> timedelta | None:
    """Read how long it takes; None where nothing is said. Raise NotALength, also for 1.5 of what nobody says."""
    text = form.text("length").strip()
    tidy = tidied(text).strip(" .")
    if _DECIMAL.fullmatch(tidy):
        raise NotALength(text)
    try:
        return read_span(tidy) if tidy else None
    except NotASpan as wrong:
        raise NotALength(text) from wrong


def _zone(form: Form) -> str:
    text = form.text("zone").strip()
    return read_zone(text) if text else ""


def _sentence(form: Form, zone: str) -> str:
    """Write the sentence that rhythm, days, time and first day say: they can only be chosen, and the grammar stays the only judge."""
    days, rhythm = form.chosen("days"), form.text("rhythm")
    kind, _, number = rhythm.partition(":")
    starting = form.text("starting")
    match kind:
        case "once":
            said = starting
        case "day":
            said = "every day"
        case "weekday":
            said = "every weekday"
        case "week":
            said = f"every {number} weeks on {_listed(days)}" if number != "1" else f"every {_listed(days)}"
        case _ if kind == _COUNTED:
            return f"{_counted(number)} at {form.text('time')} {zone}"
        case _:
            said = " and ".join(f"{_NTHS[int(number)]} {day}" for day in days) + " of the month"
    begins = f"starting {starting}" if starting and kind != "once" else ""
    return f"{said} at {form.text('time')} {zone} {begins}".strip()


def _counted(kept: str) -> str:
    """Write what days are counted from an event of the Sprint, as the grammar reads it. Raise NotARule for what no menu has."""
    try:
        anchor = read_anchor(kept)
    except ValueError as wrong:
        raise NotARule(kept) from wrong
    if anchor is None:
        raise NotARule(kept)
    event = _EVENTS[anchor.event]
    if not anchor.days:
        return f"on the day of {event}"
    return f"{abs(anchor.days)} {'working ' if anchor.working else ''}days {'before' if anchor.days > 0 else 'after'} {event}"


def _listed(days: Sequence[str]) -> str:
    return " and ".join(days)


def _rhythms(words: Words, rule: Recurrence) -> dict[str, str]:
    given = _rhythm_of(rule)
    plain = replace(rule, on_holiday=OnHoliday.KEEP)
    as_it_is = {given: in_words(plain, words)} if given.partition(":")[0] in (_AS_IT_IS, _COUNTED) else {}
    weeks = {f"week:{n}": words.count("Every week", "Every {n} weeks", n) for n in _WEEKS}
    nths = {
        1: words.say("The first … of the month"),
        2: words.say("The second … of the month"),
        3: words.say("The third … of the month"),
        4: words.say("The fourth … of the month"),
        -1: words.say("The last … of the month"),
    }
    months = {f"month:{nth}": text for nth, text in nths.items()}
    return {
        **as_it_is,
        **weeks,
        **months,
        "day": words.say("Every day"),
        "weekday": words.say("Every weekday"),
        "once": words.say("Once, on the first day"),
    }


def _rhythm_of(rule: Recurrence) -> str:
    """Return the choice that says this rule; one that the menu cannot say stands in it as it is, so that editing loses nothing."""
    if rule.anchor is not None:
        return f"{_COUNTED}:{rule.anchor.text}"
    if not rule.rule:
        return "once"
    rhythm = read_rrule(rule.rule)
    said = (choice for choice, means in _meanings(rhythm.weekdays).items() if means == rhythm)
    return next(said, f"{_AS_IT_IS}:{rule.rule}")


def _meanings(days: tuple[int, ...]) -> dict[str, RecurrenceRule]:
    """Return what the choices of the menu mean with these days ticked: only a rule that is all of it may be shown as one."""

    def each(nth: int) -> tuple[NthDay, ...]:
        return tuple(NthDay(nth, day) for day in days)

    weekdays = tuple(NthDay(0, day) for day in WORKING_DAYS)
    return {
        "day": RecurrenceRule(Frequency.DAILY),
        "weekday": RecurrenceRule(Frequency.WEEKLY, days=weekdays),
        **{f"week:{weeks}": RecurrenceRule(Frequency.WEEKLY, weeks, days=each(0)) for weeks in _WEEKS},
        **{f"month:{nth}": RecurrenceRule(Frequency.MONTHLY, days=each(nth)) for nth in _NTHS},
    }


def _days_of(rule: Recurrence) -> list[str]:
    if not rule.rule:
        return []
    rhythm = read_rrule(rule.rule)
    numbers = [*rhythm.weekdays, *(day.weekday for day in rhythm.days)]
    return [day for number, day in enumerate(_DAYS) if number in numbers]


def _length_of(draft: Draft) -> str:
    lasts = draft.recurrence.duration
    if lasts is None:
        return ""
    minutes, seconds = divmod(lasts // _A_SECOND, 60)
    return f"{minutes * 60 + seconds}s" if seconds else f"{minutes}m"
