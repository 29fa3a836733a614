"""Why a ledger was not taken along or read in, and what to do instead."""

from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.core.written_days import BadDay
from bot.csv_import import explain as explain_csv
from bot.features.seu.rules.entry_lines import BadTime, NoDay, NothingBrought, UnknownType
from bot.features.seu.rules.importing import LedgerImportGone
from bot.features.seu.rules.portable_reading import BadPart, NewerVersion, NotOurs
from bot.features.seu.rules.refusals import FutureDay
from bot.features.seu.rules.whole_ledger import NothingThere, PeriodReversed
from bot.papers.sending import explain_paper
from bot.slack.text import plain
from bot.words.words import Words


def explain_files(refusal: Refusal, words: Words) -> str | None:
    """Say why a file was not made, sent or read; None for a refusal about something else."""
    match refusal:
        case PeriodReversed():
            return words.say("This day is before the first one.")
        case BadDay():
            return words.say("“{given}” is no day; choose one in the calendar.", given=plain(refusal.given, 40))
        case NothingThere():
            return words.say("No entry stands in your ledger for that. Choose other days, or leave both empty for all of it.")
        case NothingBrought():
            return words.say("Choose or paste a CSV whose first line names a description and a date, or the JSON of another bot.")
        case NotOurs():
            return words.say("This JSON is not of `/seu export`, or a part of it is missing.")
        case NewerVersion():
            return words.say(
                "This file is of version {version}, which I do not know yet. Ask who runs the bot.", version=refusal.version
            )
        case BadPart():
            return words.say(
                "This JSON fits nowhere at “{part}”, number {number}. Nothing of it is imported.",
                part=refusal.part,
                number=refusal.number,
            )
        case LedgerImportGone():
            return words.say("This preview was imported before, or is older than a day. `/seu import` makes a new one.")
        case _:
            return explain_paper(refusal, words) or explain_csv(refusal, words)


def explain_line(refusal: Refusal, words: Words) -> str | None:
    """Say why a line of a CSV becomes no entry; None for a refusal about something else."""
    match refusal:
        case EmptyText():
            return words.say("it has no description.")
        case TextTooLong():
            return words.say(
                "its {part} has {n} characters; at most {most} fit.", part=refusal.field, n=refusal.length, most=refusal.most
            )
        case NoDay():
            return words.say("it has no date.")
        case BadDay():
            return words.say("“{given}” is no day, or could be two; write 2026-12-01.", given=plain(refusal.given, 40))
        case FutureDay():
            return words.say("{day} is yet to come.", day=words.day(refusal.day))
        case UnknownType():
            return words.say("“{given}” is no activity type that I know.", given=plain(refusal.given, 40))
        case BadTime(given=""):
            return words.say("it has no hours and minutes.")
        case BadTime():
            return words.say("“{given}” is no time from one minute to 24 hours.", given=plain(refusal.given, 40))
        case _:
            return None
