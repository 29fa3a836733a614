"""What a preview says of holidays and of dates that are left out."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.schedule.on_holidays import Touched
from bot.schedule.recurrence import OccurrenceTime, Recurrence, touched
from bot.schedule.recurrence_rule import read_rrule
from bot.schedule.working_days import OWN_DATE, OnHoliday
from bot.slack.text import plain
from bot.words.words import Words

_NAMED = 6
"""So many dates that are left out are named; of the others it is said how many there are."""


def holidays_told(words: Words, rule: Recurrence, shown: Sequence[OccurrenceTime], at: datetime, today: date) -> list[str]:
    """Say which holidays touch the dates that are shown, and what happens then; and what is known of none."""
    if not shown:
        return []
    days = rule.calendar
    if rule.on_holiday is not OnHoliday.KEEP and not days.country and not days.free:
        return [
            words.say("No country is set for the team of this channel, so I know of no holidays yet: `/refine settings` sets it.")
        ]
    found = touched(rule, at, shown[-1].held.date())
    lines = [_told(words, one, rule, {each.wall.date(): each.held.date() for each in shown}, today) for one in found]
    if found and rule.on_holiday is OnHoliday.KEEP and not rule.once:
        lines.append(words.say("`skip holidays` leaves such dates out, `on holidays the next working day` moves them."))
    return lines


def _told(words: Words, one: Touched, rule: Recurrence, held: dict[date, date], today: date) -> str:
    name = words.say("a free day of the team") if one.holiday == OWN_DATE else plain(one.holiday)
    values = {"day": words.short_day(one.day, today), "holiday": name}
    if rule.on_holiday is OnHoliday.KEEP:
        return words.say("{day} is {holiday}: it takes place all the same.", **values)
    if one.held is None:
        return words.say("{day} is {holiday}: it is left out.", **values)
    instead = words.short_day(one.held, today)
    if one.day not in held:
        return words.say("{day} is {holiday}: there is one on {instead} already, so it is left out.", instead=instead, **values)
    return words.say("{day} is {holiday}: it takes place on {instead}.", instead=instead, **values)


def left_out_dates(words: Words, rule: Recurrence) -> str:
    """Name the dates that are left out of a rule, and say that they count where its times are counted; empty where there are none."""
    counted = read_rrule(rule.rule).count if rule.rule else None
    said = []
    if rule.skipped:
        named = [words.day(wall.date()) for wall in rule.skipped[:_NAMED]]
        more = len(rule.skipped) - len(named)
        others = [words.count("{n} more", "{n} more", more)] if more else []
        said.append(words.say("Left out: {dates}.", dates=words.all_of([*named, *others])))
    if counted is not None and (rule.skipped or rule.on_holiday is OnHoliday.SKIP):
        said.append(words.say("What is left out counts too."))
    return " ".join(said)
