"""Why a renewal was not noted, and what to do instead."""

from bot.core.refusal import Refusal
from bot.features.seu.rules.refusals import AlreadyTakenBack, CourseRenewsNothing, NothingToRenew, RenewedSince
from bot.features.seu.rules.renewal_refusals import (
    CourseToCome,
    NoNewDate,
    NotLater,
    NotRenewable,
    PlanChanged,
    RenewedAlready,
    UnlikelyExpiry,
)
from bot.slack.text import plain
from bot.words.words import Words


def explain_renewals(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal about a renewal; None for another one."""
    match refusal:
        case NotRenewable(typed="") | NotRenewable(known=()):
            return words.say("Nothing of yours is renewed by that. `/seu renew` shows what is.")
        case NotRenewable():
            typed, known = plain(refusal.typed, 40), plain(words.any_of(refusal.known), 300)
            return words.say("You renew nothing that is called “{typed}”. Name one of these: {known}.", typed=typed, known=known)
        case RenewedAlready():
            until = words.day(refusal.until)
            return words.say("It is renewed until {day} already. `/seu renew` takes that back, if it is wrong.", day=until)
        case CourseToCome():
            return words.say("A course renews once you have attended it: choose its last day.")
        case NoNewDate():
            return words.say("Choose the day until which it runs now.")
        case NotLater():
            return words.say("It ran until {day} before: the new day is later.", day=words.day(refusal.before))
        case UnlikelyExpiry():
            return words.say("Choose a day to come, at most ten years ahead.")
        case PlanChanged():
            return words.say("Your ledger has changed since you looked. `/seu renew` shows it anew.")
        case NothingToRenew():
            return words.say("There is nothing to renew: nothing of this programme expires, or I know no date of expiry yet.")
        case CourseRenewsNothing():
            return words.say("A course renews nothing by itself here: log it as learning instead.")
        case AlreadyTakenBack():
            return words.say("This renewal has been taken back before.")
        case RenewedSince():
            return words.say("It has been renewed again since: take the newest renewal back first.")
        case _:
            return None
