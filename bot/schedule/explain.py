"""Explains why a schedule was refused, and what to type instead."""

import re
from datetime import date

from bot.core.refusal import Refusal
from bot.schedule import recurrence, recurrence_rule
from bot.schedule.changes import QuietTooFar
from bot.schedule.drafts import DraftGone
from bot.schedule.grammar import errors
from bot.schedule.grammar.spelling import mended
from bot.schedule.schedules import Ended, ZoneGone
from bot.slack.text import plain
from bot.words.words import Words

_A_DAY = re.compile("[0-9]{1,2} [a-z]+")
"""A day without its year, as it is offered to be typed."""


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of the schedule room in the reader's words; None for one of another room."""
    return _of_sentence(refusal, words) or _of_rule(refusal, words)


def _of_sentence(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case errors.TooLong():
            return words.say("That is too long: at most {most} characters, title and link included.", most=f"{refusal.most:,}")
        case errors.NotUnderstood():
            return _not_understood(refusal, words)
        case errors.Ambiguous():
            return _ambiguous(refusal, words)
        case errors.NoSuchNth():
            return words.say(
                "No month has a “{text}”: it has at most five of a weekday. If you count weeks, type {instead}.",
                text=plain(refusal.text),
                instead=_codes(refusal.offers or (refusal.instead,), words),
            )
        case errors.SaidTwice():
            said = words.all_of([f"“{plain(one)}”" for one in refusal.said])
            if not refusal.offers:
                return words.say("These do not go together: {said}. Please keep one.", said=said)
            return _led_on(words.say("These do not go together: {said}.", said=said), refusal, words)
        case errors.DayMissing():
            offers = refusal.offers or ("every tuesday at 10:00",)
            return words.say("On which day? For example {offers}.", offers=_codes(offers, words))
        case errors.TimeMissing():
            offers = refusal.offers or ("at 10:00", "2pm", "noon")
            return words.say("At what time? For example {offers}.", offers=_codes(offers, words))
        case errors.FirstDayMissing():
            return words.say("Choose the first day: this rhythm does not say by itself when it begins.")
        case errors.DaysStay():
            return words.say(
                "What you chose under “How often” has its own days. Leave these as they were, or choose another rhythm there."
            )
        case errors.NotALength():
            return words.say("“{text}” is no length of time. Write for example 45m, 90s or 1h30.", text=plain(refusal.text, 40))
        case errors.NotALink():
            return words.say(
                "“{text}” is no link. Copy the whole address; it begins with https://, as in https://meet.example/abc.",
                text=plain(refusal.text, 80),
            )
        case errors.AlreadyOver():
            over = words.say("{day} at {time} is over already.", day=words.day(refusal.wall.date()), time=f"{refusal.wall:%H:%M}")
            return _led_on(over, refusal, words)
        case _:
            return None


def _not_understood(refusal: errors.NotUnderstood, words: Words) -> str:
    rest = plain(refusal.rest or refusal.text, 120)
    told = _why_not(refusal, rest, words)
    if refusal.offers and mended(refusal.rest) != refusal.rest:
        return told + " " + words.say("Did you mean {offers}?", offers=_codes(refusal.offers, words))
    return _led_on(told, refusal, words)


def _why_not(refusal: errors.NotUnderstood, rest: str, words: Words) -> str:
    match refusal:
        case errors.CannotLeaveOut():
            return words.say(
                "I cannot do “{rest}”: what can be left out is weekdays, dates and public holidays, as in `except friday`, "
                "`except 25 december` and `skip holidays`.",
                rest=rest,
            )
        case errors.NothingToLeaveOut():
            return words.say("I cannot do “{rest}”: it does not happen then, so there is nothing to leave out.", rest=rest)
        case errors.NoSprint():
            return words.say(
                "I cannot count “{rest}”: I know of no Sprint to come in this channel. `/sprint 2 weeks from 1 december` says when they "
                "are; then type this again.",
                rest=rest,
            )
        case _:
            return words.say("I do not understand “{rest}”.", rest=rest)


def _led_on(told: str, refusal: Refusal, words: Words) -> str:
    """Add what can be typed instead."""
    if not refusal.offers:
        return told
    return told + " " + words.say("You can type {offers}.", offers=_codes(refusal.offers, words))


def _codes(offers: tuple[str, ...], words: Words) -> str:
    return words.any_of([f"`{plain(offer, 300)}`" for offer in offers])


def _ambiguous(refusal: errors.Ambiguous, words: Words) -> str:
    text = plain(refusal.text)
    if not refusal.apart:
        offered = _with_both(refusal, words)
        offers = _codes(offered, words)
        if len(offered) > 2:
            return words.say("“{text}” could mean several things. Please type {offers}.", text=text, offers=offers)
        if len(offered) == 1 and len(refusal.readings) > 1:
            readings = words.any_of([plain(one) for one in refusal.readings])
            return words.say("“{text}” could be {readings}. Please type {offers}.", text=text, readings=readings, offers=offers)
        if len(offered) == 1:
            return words.say("“{text}” could be read in another way too. Please type {offers}.", text=text, offers=offers)
        return words.say("“{text}” could mean two things. Please type {offers}.", text=text, offers=offers)
    count = len(refusal.readings)
    whole = refusal.offers if len(refusal.offers) == count + len(refusal.apart) else (*refusal.readings, *refusal.apart)
    return words.say(
        "“{text}” could mean two things. Please type {readings}, or make a plan for each: {apart}.",
        text=text,
        readings=_codes(whole[:count], words),
        apart=words.all_of([f"`{plain(one, 300)}`" for one in whole[count:]]),
    )


def _with_both(refusal: errors.Ambiguous, words: Words) -> tuple[str, ...]:
    """Return what to type; of two dates also the one that is over this year, with the year in which it comes again."""
    offered = refusal.offers or refusal.readings
    kept = [one for one in refusal.readings if one in offered[0]]
    if len(offered) != 1 or len(kept) != 1 or words.today is None:
        return offered
    other = [_next_year(one, words.today) for one in refusal.readings if one not in kept and _A_DAY.fullmatch(one)]
    both = {kept[0]: offered[0]} | {one.rpartition(" ")[0]: offered[0].replace(kept[0], one) for one in other}
    return tuple(both[one] for one in refusal.readings if one in both)


def _next_year(day: str, today: date) -> str:
    return f"{day} {today.year + 1}"


def _of_rule(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case recurrence.UnknownZone():
            return _unknown_zone(refusal, words)
        case errors.EndsTooEarly():
            told = words.say(
                "It would end on {last}, before its first date, {first}.",
                last=words.day(refusal.last),
                first=words.day(refusal.first),
            )
            return _led_on(told, refusal, words)
        case errors.AllLeftOut():
            return _led_on(words.say("Nothing is left of it: each of its days is left out."), refusal, words)
        case errors.NothingLeft():
            return _led_on(words.say("Nothing is left of it: its last date is over."), refusal, words)
        case recurrence.NeverHappens():
            return _led_on(words.say("That does not happen within the next five years."), refusal, words)
        case recurrence.NotAnOccurrence():
            return words.say("That date is over, or was skipped already.")
        case recurrence.DateTaken():
            return words.say("There is one on {day} already. Choose another day.", day=words.day(refusal.wall.date()))
        case QuietTooFar():
            return words.say(
                "Choose a day to come, before the last date. Without a day it stays paused until somebody lets it go on."
            )
        case recurrence_rule.TooFine():
            return _led_on(words.say("I remind once a day at the most. Name a day and a time."), refusal, words)
        case recurrence_rule.TooMany():
            return _led_on(
                words.say("At most 1,000 times can be counted. Leave the number out, or use `until …`."), refusal, words
            )
        case ZoneGone():
            return words.say(
                "Its time zone, “{zone}”, exists no more. Plan it anew in a zone that is named by a city, as in `Europe/Madrid`, "
                "and end this one.",
                zone=plain(refusal.zone),
            )
        case Ended():
            return words.say("This has ended, so it cannot be changed. Plan a new one.")
        case DraftGone():
            return words.say("This preview is no longer valid: it waits a day, or was cancelled. Please type the command again.")
        case _:
            return None


def _unknown_zone(refusal: recurrence.UnknownZone, words: Words) -> str:
    zone = plain(refusal.zone)
    if not refusal.nearest:
        told = words.say("I know no time zone “{zone}”. Zones are named by a city, as in `Europe/Madrid`.", zone=zone)
        return _led_on(told, refusal, words)
    told = words.say("I know no time zone “{zone}”: zones are named by a city.", zone=zone)
    return told + " " + words.say("Did you mean {offers}?", offers=_codes(refusal.offers or refusal.nearest, words))
