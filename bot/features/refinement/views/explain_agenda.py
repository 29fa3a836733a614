"""Why a line of an agenda was not added or withdrawn, and what to do instead."""

from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.features.refinement.rules import agenda
from bot.words.words import Words


def explain_agenda(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal about an agenda in the reader's words; None for one about something else."""
    match refusal:
        case agenda.MayNotWithdraw():
            return words.say(
                "Only <@{author}>, who added this line, <@{owner}>, whose reminder it is, the Product Owner or an admin withdraws it.",
                author=refusal.author,
                owner=refusal.owner,
            )
        case agenda.NothingPlanned():
            return words.say("No refinement is to come in this channel. `/refine remind every tuesday at 10:00` plans one.")
        case agenda.AgendaFull():
            return words.say("The agenda holds {most} lines. Withdraw one first: `/refine agenda`.", most=refusal.most)
        case agenda.AgendaLineGone():
            return words.say("This line was withdrawn before.")
        case EmptyText(field="agenda"):
            return words.say("A line needs a few words: `/refine agenda Who tells the shops?`.")
        case TextTooLong(field="agenda"):
            return words.say(
                "A line has at most {most} characters; you typed {length}.", most=refusal.most, length=refusal.length
            )
        case _:
            return None
