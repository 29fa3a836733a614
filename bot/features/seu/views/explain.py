"""Why the ledger did not do something, and what to do instead."""

from bot.core.refusal import Refusal
from bot.features.seu.rules.erasing import NotSure, StillRelied
from bot.features.seu.rules.refusals import (
    LONGEST_REASON,
    AlreadyAsked,
    AlreadyLogged,
    AlreadyReversed,
    BadMinutes,
    GuestUnanswered,
    LongerThanSession,
    NoMinutes,
    NoSuchSession,
    NothingChanged,
    NotYourEntry,
    ReasonMissing,
    ReasonTooLong,
    YouAreHost,
)
from bot.features.seu.views.explain_at_body import explain_at_body
from bot.features.seu.views.explain_credentials import explain_credentials
from bot.features.seu.views.explain_files import explain_files
from bot.features.seu.views.explain_host import explain_host
from bot.features.seu.views.explain_library import explain_library
from bot.features.seu.views.explain_logging import explain_logging
from bot.features.seu.views.explain_renewals import explain_renewals
from bot.features.seu.views.privacy import relied_on
from bot.words.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of the ledger in the reader's language; None for one of another room."""
    match refusal:
        case AlreadyReversed():
            return words.say("This entry has been corrected before. `/seu` shows what stands now.")
        case NotYourEntry():
            return words.say("I find no such entry in your ledger. `/seu` shows what stands now.")
        case BadMinutes(field="minutes"):
            return words.say("Minutes are whole numbers from 0 to 59.")
        case BadMinutes():
            return words.say("Hours are whole numbers; one activity has at most 24 h.")
        case LongerThanSession():
            return words.say("The meeting lasted {most} min: state no more than that.", most=refusal.most)
        case NothingChanged():
            return words.say("That is what stands there already. Change what is not right.")
        case ReasonMissing():
            return words.say("Say in a few words why, in at most {most} characters.", most=LONGEST_REASON)
        case ReasonTooLong():
            return words.say(
                "The reason has {length} characters; at most {most} fit. Please shorten it.",
                length=refusal.length,
                most=LONGEST_REASON,
            )
        case AlreadyAsked():
            return words.say("<@{host}> has been asked already and has not answered yet.", host=refusal.host)
        case YouAreHost():
            return words.say("You are the host: correct the roster in the ⋮ menu of the meeting's summary.")
        case _:
            return next((said for explain_other in _OTHERS if (said := explain_other(refusal, words))), None)


def _of_adding(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case NoMinutes():
            return words.say("State at least one minute.")
        case NoSuchSession():
            return words.say(
                "There are no minutes to add: this meeting runs still, was cancelled before it began, or nobody else came."
            )
        case GuestUnanswered():
            return words.say(
                "You are a guest here, and I keep minutes of guests only where my direct messages reach them. Answer my question there first, or say it with `/seu on`."
            )
        case AlreadyLogged():
            return words.say("This meeting stands in your ledger already. “Not right?” in `/seu` corrects it.")
        case _:
            return None


def _of_erasing(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case StillRelied():
            return relied_on(words, refusal.duties)
        case NotSure():
            return words.say("Tick this first: what is erased cannot be brought back.")
        case _:
            return None


_OTHERS = (
    _of_adding,
    _of_erasing,
    explain_credentials,
    explain_at_body,
    explain_renewals,
    explain_library,
    explain_files,
    explain_host,
    explain_logging,
)
"""What speaks of the rest, in this order."""
