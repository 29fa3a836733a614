"""Why the ledger did not do what a host asked of it, and what to do instead."""

from bot.core.nobody import is_nobody
from bot.core.refusal import Refusal
from bot.features.seu.rules.disputes import RequestGone
from bot.features.seu.rules.host_refusals import (
    AlreadyPrepared,
    BadClaimLink,
    ClaimLinkTooLong,
    HostErased,
    NotTheHost,
    PreparationTooLong,
)
from bot.features.seu.rules.refusals import FutureDay
from bot.slack.text import plain
from bot.words.words import Words


def explain_host(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal to the host of a session; None for another one."""
    match refusal:
        case HostErased():
            return words.say("Who hosted this meeting is not here any more. Your own minutes you can correct yourself: `/seu`.")
        case NotTheHost() if is_nobody(refusal.host):
            return words.say("Only the host of this meeting can do this, and they are not here any more.")
        case NotTheHost():
            return words.say("Only the host of this meeting, <@{host}>, can do this.", host=refusal.host)
        case RequestGone():
            return words.say("This request has been answered already, or has lapsed.")
        case AlreadyPrepared():
            return words.say(
                "Your preparation of this meeting stands in your ledger already. “Not right?” in `/seu` corrects it."
            )
        case PreparationTooLong():
            return words.say(
                "What you prepared has {length} characters; at most {most} fit. Please shorten it.",
                length=refusal.length,
                most=refusal.most,
            )
        case BadClaimLink():
            return words.say(
                "A claim link begins with https://, as Scrum Alliance gives it; you wrote {text}.", text=plain(refusal.text, 60)
            )
        case ClaimLinkTooLong():
            return words.say(
                "The claim link has {length} characters; at most {most} fit.", length=refusal.length, most=refusal.most
            )
        case FutureDay():
            return words.say("{day} has not come yet: name the day on which it was done.", day=words.day(refusal.day))
        case _:
            return None
