"""Why a ledger was not taken along or read in, and what to do instead."""

from bot.core.refusal import Refusal
from bot.csv_import import explain as explain_csv
from bot.features.seu.rules.whole_ledger import NothingThere, PeriodReversed
from bot.papers.printing import NotPrinted
from bot.slack.files import FileNotSent
from bot.words.words import Words


def explain_files(refusal: Refusal, words: Words) -> str | None:
    """Say why a file was not made, sent or read; None for a refusal about something else."""
    match refusal:
        case PeriodReversed():
            return words.say("This day is before the first one.")
        case NothingThere():
            return words.say("No entry stands in your ledger for that. Choose other days, or leave both empty for all of it.")
        case NotPrinted():
            return words.say(
                "I could not make the PDF. Try again, or take the CSV; who runs the bot finds the reason in its log."
            )
        case FileNotSent():
            return words.say("Slack did not take the file. Try again in a minute.")
        case _:
            return explain_csv(refusal, words)
