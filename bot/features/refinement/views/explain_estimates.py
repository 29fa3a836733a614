"""Why an estimate was not taken or shown, and what to do instead."""

from bot.core.limits import EmptyText
from bot.core.refusal import Refusal
from bot.features.refinement.rules import estimate_refusals as refusals
from bot.features.refinement.rules.estimates import LONGEST
from bot.features.refinement.views.estimate_typed import NotOneMoment
from bot.slack.text import plain
from bot.words.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of an estimate in the reader's words; None for another one."""
    return _of_state(refusal, words) or _of_people(refusal, words) or _of_question(refusal, words)


def _of_state(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case refusals.NoEstimate():
            return words.say("I find no such estimate. `/refine todo` lists those that wait for you.")
        case refusals.EstimateOver(size=None):
            return words.say("The question was taken back, so nothing is estimated any more.")
        case refusals.EstimateOver():
            return words.say("A size was agreed on: {size}. `/refine estimate …` asks anew.", size=plain(refusal.size or ""))
        case refusals.RoundRevealed():
            return words.say(
                "Round {n} is revealed, so it takes no more answers. “Vote again” there opens another one.", n=refusal.number
            )
        case refusals.AskedAlready():
            return words.say(
                "“{title}” is being estimated already: its message in the channel takes answers.", title=plain(refusal.title)
            )
        case refusals.NotRevealed():
            return words.say("Nothing is revealed yet: agree on a size once everybody sees what was said.")
        case refusals.NobodyAnswered():
            return words.say("Nobody has answered yet, so there is nothing to reveal.")
        case refusals.TooLateToUndo():
            return words.say("A reveal can be taken back for a minute. “Vote again” opens another round.")
        case _:
            return None


def _of_people(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case refusals.NotAsked():
            return words.say("The Developers estimate, in a refinement those who are here. `/refine team` says who is who.")
        case refusals.NobodyToAsk():
            return words.say("This channel has no Developers to ask. `/refine team` says who is who.")
        case refusals.AllAway():
            return words.say("All Developers of this channel are away until then. Choose a later deadline.")
        case refusals.OnlyHostReveals():
            return words.say(
                "It is revealed once all have answered. Sooner only <@{host}> reveals, or any Developer once they are gone.",
                host=refusal.host,
            )
        case refusals.OnlyHostTakesBack():
            return words.say("Only <@{host}>, who asked, can take the question back.", host=refusal.host)
        case _:
            return None


def _of_question(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case refusals.NotInDeck():
            return words.say("Choose one of the cards.")
        case refusals.NoSize():
            return words.say("That card is no size. Choose another one under “Agree on …”.")
        case refusals.OutOfTime():
            return words.say(
                "{when} is over, or more than {days} days away. Write for example `friday 12:00`.",
                when=words.slack_day_time(refusal.due),
                days=LONGEST.days,
            )
        case NotOneMoment():
            return words.say("Name one moment to come, for example `friday 12:00` or `tomorrow at 9`.")
        case EmptyText(field="estimate"):
            return words.say("What is to be estimated? For example `/refine estimate Save a card by friday 12:00`.")
        case _:
            return None
