"""Says a rule in a person's language; in English it can be typed again."""

from dataclasses import replace

from babel.dates import get_day_names, get_month_names

from bot.schedule.anchors import Anchor, SprintEvent
from bot.schedule.grammar.assembly import QUARTER_ENDS
from bot.schedule.recurrence import Recurrence
from bot.schedule.recurrence_rule import QUARTER_MONTHS, WORKING_DAYS, Frequency, NthDay, RecurrenceRule, read_rrule
from bot.schedule.working_days import OnHoliday
from bot.words.words import Words

_QUARTERS = (QUARTER_MONTHS, QUARTER_ENDS)
_FIFTH = 5
_LONGEST = 29
"""From this day of the month on, some months have none."""


def in_words(recurrence: Recurrence, words: Words) -> str:
    """Say a rule without its zone: `Every 2 weeks on Tuesday at 10:00`. One that no sentence makes is named as it is kept."""
    time = clock(recurrence)
    if recurrence.anchor is not None:
        sentence = words.say("{days} at {time}", days=anchor_in_words(recurrence.anchor, words), time=time)
        return _with_holidays(sentence, recurrence, words)
    if not recurrence.rule:
        return words.say("Once, on {day} at {time}", day=words.day(recurrence.start.date()), time=time)
    rhythm = read_rrule(recurrence.rule)
    try:
        sentence = _rhythm_in_words(rhythm, time, words)
    except ValueError:  # a list that it stands in is worth more than its words
        endless = replace(rhythm, until=None, count=None)
        sentence = words.say("By the rule `{rule}` at {time}", rule=endless.text, time=time)
    if rhythm.until is not None:
        sentence = words.say("{rule}, until {day}", rule=sentence, day=words.day(rhythm.until.date()))
    if rhythm.count is not None:
        sentence = words.count("{rule}, {n} time", "{rule}, {n} times", rhythm.count, rule=sentence)
    return _with_holidays(sentence, recurrence, words)


def _with_holidays(sentence: str, recurrence: Recurrence, words: Words) -> str:
    match recurrence.on_holiday:
        case OnHoliday.SKIP:
            return words.say("{rule}, not on holidays", rule=sentence)
        case OnHoliday.PREVIOUS:
            return words.say("{rule}, on holidays the working day before", rule=sentence)
        case OnHoliday.NEXT:
            return words.say("{rule}, on holidays the working day after", rule=sentence)
        case OnHoliday.KEEP:
            return sentence


def anchor_in_words(anchor: Anchor, words: Words) -> str:
    """Say which days are counted from an event of the Sprint: `3 working days before Sprint Planning`."""
    event, days = _event(anchor.event, words), abs(anchor.days)
    if not days:
        return words.say("On the day of {event}", event=event)
    if anchor.working and anchor.days > 0:
        return words.count("{n} working day before {event}", "{n} working days before {event}", days, event=event)
    if anchor.working:
        return words.count("{n} working day after {event}", "{n} working days after {event}", days, event=event)
    if anchor.days > 0:
        return words.count("{n} day before {event}", "{n} days before {event}", days, event=event)
    return words.count("{n} day after {event}", "{n} days after {event}", days, event=event)


def _event(event: SprintEvent, words: Words) -> str:
    match event:
        case SprintEvent.START:
            return words.say("the start of the Sprint")
        case SprintEvent.PLANNING:
            return words.say("Sprint Planning")
        case SprintEvent.REVIEW:
            return words.say("Sprint Review")
        case SprintEvent.RETROSPECTIVE:
            return words.say("Sprint Retrospective")
        case SprintEvent.END:
            return words.say("the end of the Sprint")


def with_zone(recurrence: Recurrence, words: Words) -> str:
    """Say a rule and its zone: `Every 2 weeks on Tuesday at 10:00, Europe/Madrid`."""
    return words.say("{rule}, {zone}", rule=in_words(recurrence, words), zone=recurrence.zone)


def clock(recurrence: Recurrence) -> str:
    """Write the wall time of a rule: `09:15`, which is never asked for am or pm."""
    return f"{recurrence.start:%H:%M}"


def left_out(recurrence: Recurrence, words: Words) -> str:
    """Say which months or years a rule leaves out because they have no such day; empty when it leaves out none."""
    if not recurrence.rule:
        return ""
    rhythm = read_rrule(recurrence.rule)
    for day in rhythm.days:
        if day.nth == _FIFTH:
            name = _day_name(day.weekday, words)
            return words.say("Months without a fifth {weekday} are left out. “last {weekday}” happens in each.", weekday=name)
    if rhythm.frequency is Frequency.YEARLY and rhythm.month_days == (_LONGEST,) and rhythm.months == (2,):
        return words.say("Years without a 29 February are left out.")
    longest = max(rhythm.month_days, default=0)
    if rhythm.frequency is Frequency.MONTHLY and longest >= _LONGEST:
        return words.say("Months without a day {number} are left out. “last day of the month” happens in each.", number=longest)
    return ""


def _rhythm_in_words(rhythm: RecurrenceRule, time: str, words: Words) -> str:
    """Say what happens how often. Raise ValueError for a rhythm that no sentence makes."""
    match rhythm:
        case RecurrenceRule(Frequency.DAILY, months=(), month_days=(), days=(), position=None):
            return words.count("Every day at {time}", "Every {n} days at {time}", rhythm.interval, time=time)
        case RecurrenceRule(Frequency.DAILY, 1, months=[_, *_], month_days=(), days=(), position=None):
            return words.say("Every day in {months} at {time}", months=_months_named(rhythm.months, words), time=time)
        case RecurrenceRule(Frequency.WEEKLY, month_days=(), days=[_, *_], position=None):
            return _weeks_in_words(rhythm, time, words)
        case RecurrenceRule(Frequency.MONTHLY):
            return _months_in_words(rhythm, time, words)
        case RecurrenceRule(Frequency.YEARLY, months=[_], days=[_, *_]):
            return _years_in_words(rhythm, time, words)
        case RecurrenceRule(Frequency.YEARLY, months=(month,), month_days=(day,), days=(), position=None) if day > 0:
            name = get_month_names("wide", locale=words.locale)[month]
            return words.count(
                "Every year on {day} {month} at {time}",
                "Every {n} years on {day} {month} at {time}",
                rhythm.interval,
                day=day,
                month=name,
                time=time,
            )
        case _:
            raise ValueError(rhythm.text)


def _weeks_in_words(rhythm: RecurrenceRule, time: str, words: Words) -> str:
    days = words.all_of([_day_name(day, words) for day in rhythm.weekdays])
    is_working = rhythm.interval == 1 and rhythm.weekdays == WORKING_DAYS
    if not rhythm.months:
        if is_working:
            return words.say("Every weekday at {time}", time=time)
        return words.count("Every {days} at {time}", "Every {n} weeks on {days} at {time}", rhythm.interval, days=days, time=time)
    months = _months_named(rhythm.months, words)
    if is_working:
        return words.say("Every weekday in {months} at {time}", months=months, time=time)
    return words.count(
        "Every {days} in {months} at {time}",
        "Every {n} weeks on {days} in {months} at {time}",
        rhythm.interval,
        days=days,
        months=months,
        time=time,
    )


def _years_in_words(rhythm: RecurrenceRule, time: str, words: Words) -> str:
    """Say a day of a month that has a name: the first Friday of December, also of several months each year."""
    return words.count(
        "Every year on the {days} of {months} at {time}",
        "Every {n} years on the {days} of {months} at {time}",
        rhythm.interval,
        days=_days_of_month(rhythm, words),
        months=_months_named(rhythm.months, words),
        time=time,
    )


def _months_named(months: tuple[int, ...], words: Words) -> str:
    names = get_month_names("wide", locale=words.locale)
    return words.all_of([str(names[month]) for month in months])


def _months_in_words(rhythm: RecurrenceRule, time: str, words: Words) -> str:
    days = _days_of_month(rhythm, words)
    if rhythm.months:
        if rhythm.interval > 1 or (rhythm.months not in _QUARTERS and rhythm.month_days):
            raise ValueError(rhythm.text)
        if rhythm.months not in _QUARTERS:
            return _years_in_words(rhythm, time, words)
        return words.say("Every quarter on the {days} at {time}", days=days, time=time)
    return words.count(
        "Every month on the {days} at {time}", "Every {n} months on the {days} at {time}", rhythm.interval, days=days, time=time
    )


def _days_of_month(rhythm: RecurrenceRule, words: Words) -> str:
    if rhythm.position is not None and rhythm.weekdays == WORKING_DAYS:
        return words.say("{nth} business day", nth=_nth(rhythm.position, words))
    if rhythm.month_days and not rhythm.days:
        return words.all_of([_day_of_month(day, words) for day in rhythm.month_days])
    if rhythm.position is not None or not rhythm.days:
        raise ValueError(rhythm.text)
    if len(set(rhythm.weekdays)) == 1:
        nths = words.all_of([_nth(day.nth, words) for day in rhythm.days])
        return words.say("{nth} {weekday}", nth=nths, weekday=_day_name(rhythm.days[0].weekday, words))
    return words.all_of([_nth_day(day, words) for day in rhythm.days])


def _nth_day(day: NthDay, words: Words) -> str:
    return words.say("{nth} {weekday}", nth=_nth(day.nth, words), weekday=_day_name(day.weekday, words))


def _nth(nth: int, words: Words) -> str:
    names = {
        1: words.say("first"),
        2: words.say("second"),
        3: words.say("third"),
        4: words.say("fourth"),
        5: words.say("fifth"),
        -1: words.say("last"),
    }
    if nth not in names:
        raise ValueError(nth)
    return names[nth]


def _day_of_month(day: int, words: Words) -> str:
    if day == -1:
        return words.say("last day")
    if day < 0:
        raise ValueError(day)
    if day == 1:
        return words.say("1st")
    match day % 10 if day // 10 != 1 else 0:
        case 1:
            return words.say("{number}st", number=day)
        case 2:
            return words.say("{number}nd", number=day)
        case 3:
            return words.say("{number}rd", number=day)
    return words.say("{number}th", number=day)


def _day_name(weekday: int, words: Words) -> str:
    return str(get_day_names("wide", locale=words.locale)[weekday])
