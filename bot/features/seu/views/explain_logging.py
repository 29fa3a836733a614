"""Why something was not logged or listed, and what to do instead."""

from bot.core.limits import TextTooLong
from bot.core.refusal import Refusal
from bot.features.seu.rules.periods import NotAPeriod, PeriodIsTwo
from bot.features.seu.rules.refusals import DayMissing, KindMissing, NoCourse, NoSuchDay
from bot.slack.text import plain
from bot.words.words import Words


def explain_logging(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal about what is logged by oneself; None for another one."""
    match refusal:
        case DayMissing():
            return words.say("Choose the day on which it was.")
        case NoSuchDay():
            return words.say("“{text}” is no day that I can log on.", text=plain(refusal.text, 60))
        case KindMissing():
            return words.say("Choose what kind of learning it was.")
        case NoCourse():
            return words.say("Only a course renews everything: choose “Course or training” as its kind, or take this tick out.")
        case TextTooLong(field="evidence"):
            return words.say("{length} characters are too many; at most {most} fit.", length=refusal.length, most=refusal.most)
        case NotAPeriod(field=str()):
            return words.say(
                "“{text}” is no period. Write for example: 2026, since march, last 12 months.", text=plain(refusal.text, 60)
            )
        case NotAPeriod():
            return words.say(
                "“{text}” is no period. You can type `/seu entries 2026`, `/seu entries since march` or `/seu entries last 12 months`; "
                "`/seu search {text}` looks for words.",
                text=plain(refusal.text, 60),
            )
        case PeriodIsTwo():
            readings = words.any_of([plain(one) for one in refusal.readings])
            return words.say(
                "“{text}” could mean two days. Please write {readings}.", text=plain(refusal.text, 60), readings=readings
            )
        case _:
            return None
