"""Why an item was not added, changed or ordered, and what to do instead."""

from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.features.refinement.rules import item_refusals as refusals
from bot.features.refinement.rules.items import ItemState
from bot.slack.text import plain
from bot.words.words import Words

_MOST_NAMED = 10


def explain_items(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal about an item in the reader's words; None for one about something else."""
    match refusal:
        case refusals.NoSuchItem(named=""):
            return words.say("This item is not here. `/refine queue` shows what stands now.")
        case refusals.NoSuchItem():
            told = words.say("No item of this channel is called “{named}”.", named=plain(refusal.named))
            return told + " " + words.say("`/refine queue` shows their numbers.")
        case refusals.SeveralItems():
            several = "\n".join(f"#{number}  {plain(title, 100)}" for number, title in refusal.items[:_MOST_NAMED])
            told = words.say("Several items hold “{named}”; say which one by its number:", named=plain(refusal.named))
            return f"{told}\n{several}"
        case refusals.ItemNumberMissing():
            return words.say("Type the number of an item of this channel, such as #17.")
        case refusals.AlreadyInState():
            return _already(refusal, words)
        case refusals.MovedMeanwhile():
            return words.say(
                "Somebody has moved “{title}” meanwhile: it is number {rank} of {count} now. Nothing was changed.",
                title=plain(refusal.title),
                rank=refusal.rank,
                count=refusal.count,
            )
        case refusals.NotOrdered():
            return words.say(
                "“{title}” is {state}, so it stands in no order.",
                title=plain(refusal.title),
                state=state_name(ItemState(refusal.state), words),
            )
        case refusals.GuestsOnlySee():
            return words.say("As a guest of this workspace you see these items; its members add and change them.")
        case _:
            return _of_words(refusal, words)


def _of_words(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case EmptyText(field="title"):
            return words.say("An item needs a title, such as “As a buyer I can save a card”.")
        case EmptyText(field="criterion"):
            return words.say("A criterion needs a few words, such as “An invoice number within 2 s”.")
        case TextTooLong(field="parts"):
            return words.say(
                "A part has at most {most} characters; one of yours has {length}.",
                most=refusal.most,
                length=refusal.length,
            )
        case TextTooLong():
            return words.say("At most {most} characters fit; you typed {length}.", most=refusal.most, length=refusal.length)
        case refusals.TooManyCriteria():
            return words.say("An item has at most {most} criteria. More of them are a reason to split it.", most=refusal.most)
        case refusals.NotALink():
            return words.say("A link begins with https:// and has no blanks.")
        case refusals.NothingToSplit():
            return words.say("Name the parts, one a line.")
        case refusals.TooManyParts():
            return words.say(
                "At most {most} parts are split off at once; you named {count}.", most=refusal.most, count=refusal.count
            )
        case _:
            return None


def state_name(state: ItemState, words: Words) -> str:
    """Name a state."""
    return {
        ItemState.TO_REFINE: words.say("to refine"),
        ItemState.READY: words.say("ready"),
        ItemState.STARTED: words.say("started"),
        ItemState.DONE: words.say("done"),
        ItemState.PARKED: words.say("parked"),
    }[state]


def _already(refusal: refusals.AlreadyInState, words: Words) -> str:
    named = {"title": plain(refusal.title), "state": state_name(ItemState(refusal.state), words)}
    if refusal.since is None:
        return words.say("“{title}” is {state} already.", **named)
    return words.say("“{title}” is {state} already, since {day}.", **named, day=words.short_day(refusal.since, words.today))
