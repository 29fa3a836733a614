"""Why a schedule was not taken, and what to type instead."""

from bot.core.refusal import Refusal
from bot.schedule import recurrence, rhythm, unclear
from bot.schedule.drafts import DraftGone
from bot.schedule.keeping import Ended
from bot.slack.text import plain
from bot.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of the schedule room in the reader's words; None for one of another room."""
    return _of_sentence(refusal, words) or _of_rule(refusal, words)


def _of_sentence(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case unclear.NotUnderstood():
            return words.say(
                "I do not understand “{rest}”. Try: `every other tuesday at 10:00`, `first thursday 15:00 Europe/Madrid for 45m`.",
                rest=plain(refusal.rest or refusal.text, 120),
            )
        case unclear.Ambiguous():
            readings = words.say(" or ").join(f"`{plain(reading)}`" for reading in refusal.readings)
            return words.say(
                "“{text}” could mean two things. Please type {readings}.", text=plain(refusal.text), readings=readings
            )
        case unclear.SaidTwice():
            said = words.all_of([f"“{plain(one)}”" for one in refusal.said])
            return words.say("These do not go together: {said}. Please keep one.", said=said)
        case unclear.DayMissing():
            return words.say("On which day? For example `every tuesday at 10:00`.")
        case unclear.TimeMissing():
            return words.say("At what time? For example `at 10:00`, `2pm` or `noon`.")
        case unclear.FirstDayMissing():
            return words.say("Choose the first day: this rhythm does not say by itself when it begins.")
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


def _of_rule(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case recurrence.UnknownZone():
            told = words.say(
                "I know no time zone “{zone}”. Zones are named by a city, as in `Europe/Madrid`.", zone=plain(refusal.zone)
            )
            if refusal.nearest:
                told += " " + words.say("Did you mean {names}?", names=", ".join(f"`{name}`" for name in refusal.nearest))
            return told
        case recurrence.NeverHappens():
            return words.say("That does not happen within the next five years.")
        case recurrence.NotAnOccurrence():
            return words.say("That date is over, or was skipped already.")
        case rhythm.TooFine():
            return words.say("I remind once a day at the most. Name a day and a time.")
        case rhythm.TooMany():
            return words.say("At most 1,000 times can be counted. Leave the number out, or use `until …`.")
        case Ended():
            return words.say("This has ended, so it cannot be changed. Plan a new one.")
        case DraftGone():
            return words.say("This preview is no longer valid: it waits a day, and works once. Please type the command again.")
        case _:
            return None
