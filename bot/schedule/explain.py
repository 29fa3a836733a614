"""Why a schedule was not taken, and what to type instead."""

from bot.core.refusal import Refusal
from bot.schedule import recurrence, rhythm, unclear
from bot.schedule.drafts import DraftGone
from bot.schedule.keeping import Ended, ZoneGone
from bot.schedule.slips import meant_by
from bot.slack.text import plain
from bot.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of the schedule room in the reader's words; None for one of another room."""
    return _of_sentence(refusal, words) or _of_rule(refusal, words)


def _of_sentence(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case unclear.TooLong():
            return words.say("That is too long: at most {most} characters, title and link included.", most=f"{refusal.most:,}")
        case unclear.NotUnderstood():
            return _not_understood(refusal, words)
        case unclear.Ambiguous():
            return _ambiguous(refusal, words)
        case unclear.NoSuchNth():
            return words.say(
                "No month has a “{text}”: it has at most five of a weekday. If you count weeks, type `{instead}`.",
                text=plain(refusal.text),
                instead=plain(refusal.instead),
            )
        case unclear.SaidTwice():
            said = words.all_of([f"“{plain(one)}”" for one in refusal.said])
            if refusal.together:
                return words.say(
                    "These do not go together: {said}. If you mean all of them, type `{together}`.",
                    said=said,
                    together=plain(refusal.together),
                )
            return words.say("These do not go together: {said}. Please keep one.", said=said)
        case unclear.DayMissing():
            return words.say("On which day? For example `every tuesday at 10:00`.")
        case unclear.TimeMissing():
            return words.say("At what time? For example `at 10:00`, `2pm` or `noon`.")
        case unclear.FirstDayMissing():
            return words.say("Choose the first day: this rhythm does not say by itself when it begins.")
        case unclear.DaysStay():
            return words.say("This rhythm keeps its own days. To change them, choose another one under “How often”.")
        case unclear.NotALength():
            return words.say("“{text}” is no length of time. Write for example 45m, 90s or 1h30.", text=plain(refusal.text, 40))
        case unclear.NotALink():
            return words.say(
                "“{text}” is no link. Copy the whole address; it begins with https://, as in https://meet.example/abc.",
                text=plain(refusal.text, 80),
            )
        case unclear.AlreadyOver():
            return words.say("{day} at {time} is over already.", day=words.day(refusal.wall.date()), time=f"{refusal.wall:%H:%M}")
        case _:
            return None


def _not_understood(refusal: unclear.NotUnderstood, words: Words) -> str:
    rest = plain(refusal.rest or refusal.text, 120)
    if meant := meant_by(refusal.rest):
        told = words.say("I do not understand “{rest}”.", rest=rest)
        return told + " " + words.say("Did you mean {names}?", names=", ".join(f"`{name}`" for name in meant))
    return words.say(
        "I do not understand “{rest}”. Try: `every other tuesday at 10:00`, `first thursday 15:00 Europe/Madrid for 45m`.",
        rest=rest,
    )


def _ambiguous(refusal: unclear.Ambiguous, words: Words) -> str:
    text, readings = plain(refusal.text), words.say(" or ").join(f"`{plain(reading)}`" for reading in refusal.readings)
    if not refusal.apart:
        return words.say("“{text}” could mean two things. Please type {readings}.", text=text, readings=readings)
    return words.say(
        "“{text}” could mean two things. Please type {readings}, or make a plan for each: {apart}.",
        text=text,
        readings=readings,
        apart=words.all_of([f"`{plain(one)}`" for one in refusal.apart]),
    )


def _of_rule(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case recurrence.UnknownZone():
            told = words.say(
                "I know no time zone “{zone}”. Zones are named by a city, as in `Europe/Madrid`.", zone=plain(refusal.zone)
            )
            if refusal.nearest:
                told += " " + words.say("Did you mean {names}?", names=", ".join(f"`{name}`" for name in refusal.nearest))
            return told
        case unclear.EndsTooEarly():
            return words.say(
                "It would end on {last}, before its first date, {first}.",
                last=words.day(refusal.last),
                first=words.day(refusal.first),
            )
        case unclear.AllLeftOut():
            return words.say("Nothing is left of it: each of its days is left out.")
        case unclear.NothingLeft():
            return words.say("Nothing is left of it: its last date is over.")
        case recurrence.NeverHappens():
            return words.say("That does not happen within the next five years.")
        case recurrence.NotAnOccurrence():
            return words.say("That date is over, or was skipped already.")
        case rhythm.TooFine():
            return words.say("I remind once a day at the most. Name a day and a time.")
        case rhythm.TooMany():
            return words.say("At most 1,000 times can be counted. Leave the number out, or use `until …`.")
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
