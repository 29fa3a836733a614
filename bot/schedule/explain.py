"""Why a sentence or a rule was refused, in a person's words: what happened and what to type instead."""

from bot.core.refusal import Refusal
from bot.core.span import NotASpan
from bot.schedule.keeping import Ended
from bot.schedule.recurrence import NeverHappens, NotAnOccurrence, UnknownZone
from bot.schedule.rhythm import NotARule, TooFine, TooMany
from bot.schedule.unclear import AlreadyOver, Ambiguous, DayMissing, NotUnderstood, SaidTwice, TimeMissing
from bot.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of this room; None for one that is not of this room. What was typed is quoted unescaped."""
    return _unclear(refusal, words) or _impossible(refusal, words)


def _unclear(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case NotUnderstood():
            return words.say("I don't understand “{rest}”. Leave it out, or say it another way.", rest=refusal.rest)
        case Ambiguous():
            readings = _either(refusal.readings, words)
            return words.say("“{text}” can mean two things. Type {readings}.", text=refusal.text, readings=readings)
        case SaidTwice():
            said = words.all_of([f"“{one}”" for one in refusal.said])
            return words.say("{said} do not go together. Keep one of them.", said=said)
        case DayMissing():
            return words.say("The day is missing. Add one, such as “every tuesday” or “tomorrow”.")
        case TimeMissing():
            return words.say("The time is missing. Add one, such as “at 10:00”.")
        case UnknownZone(nearest=()):
            return words.say("I know no time zone “{zone}”. Use a name such as Europe/Madrid.", zone=refusal.zone)
        case UnknownZone():
            nearest = _either(refusal.nearest, words)
            return words.say("I know no time zone “{zone}”. Type {nearest}.", zone=refusal.zone, nearest=nearest)
    return None


def _impossible(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case AlreadyOver():
            return words.say(
                "{day}, {time} has passed. Choose a later time.",
                day=words.day(refusal.wall.date()),
                time=f"{refusal.wall.hour}:{refusal.wall.minute:02d}",
            )
        case NeverHappens():
            return words.say("This never happens in the next five years. Change the days, the start or the end.")
        case TooFine():
            return words.say("Once a day is the most. Choose “every day” or less often.")
        case TooMany():
            return words.say("{count} times are too many. The most is {most}.", count=refusal.count, most=refusal.most)
        case NotAnOccurrence():
            return words.say("There is nothing on {day} to skip.", day=words.day(refusal.wall.date()))
        case Ended():
            return words.say("This series has ended. Nothing was changed.")
        case NotASpan():
            return words.say("“{text}” is no duration. Type one such as 45m or 1h30.", text=refusal.text)
        case NotARule():
            return words.say("This rule is not offered here. Say it as a sentence, such as “every tuesday at 10:00”.")
    return None


def _either(readings: tuple[str, ...], words: Words) -> str:
    quoted = [f"“{reading}”" for reading in readings]
    *others, last = quoted
    return words.say("{others} or {last}", others=words.names(others), last=last) if others else last
