"""Why something was not done in a refinement session, and what to do instead."""

from bot.core.limits import EmptyText
from bot.core.refusal import Refusal
from bot.features.refinement.rules import notes, session
from bot.features.refinement.rules.session_values import Stage
from bot.features.refinement.views.session_pieces import NAMING
from bot.features.refinement.views.session_start import OPTIONS, NoMinutesToCredit
from bot.meetings.views import explain as of_any
from bot.words.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of a session, or of any meeting, in the reader's words; None for one of another room."""
    return _of_session(refusal, words) or of_any.explain(NAMING, _stages(words), refusal, words, OPTIONS)


def _of_session(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case session.NothingToRefine():
            return words.say("Nothing is to be refined here. `/refine add As a buyer I can save a card` adds an item.")
        case session.NothingMore():
            return words.say("Everything in the queue was looked at. `/refine add …` adds an item, “Finish” ends the session.")
        case session.NoItem():
            return words.say("No item is on the table. “Next” brings one, if the queue has another.")
        case NoMinutesToCredit():
            return words.say("A credit rule is for minutes that are kept: choose that they are, or leave the rule out.")
        case notes.TooManyNotes():
            return words.say(
                "{most} questions of this item are open: answer some by “Decision”, or split it.", most=notes.MOST_NOTES
            )
        case EmptyText(field="note"):
            return words.say("Write a few words, such as “Which countries first?”.")
        case _:
            return None


def _stages(words: Words) -> dict[Stage, str]:
    return {
        Stage.REFINING: words.say("an item is on the table"),
        Stage.CARRY_ON: words.say("the time for the item is over"),
        Stage.LOOKED_THROUGH: words.say("everything was looked at"),
        Stage.CLOSED: words.say("it is over"),
    }
