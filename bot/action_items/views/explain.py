"""Why something was not done about an action item, and what to do instead."""

from bot.action_items.rules import refusals
from bot.action_items.rules.acts import LONGEST_TEXT
from bot.action_items.rules.digests import NotWeekly
from bot.action_items.rules.values import State
from bot.core.refusal import Refusal
from bot.words.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of an action item in the reader's words; None for one of another room."""
    return _of_person(refusal, words) or _of_item(refusal, words)


def _of_person(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case refusals.NotYours(owner=None):
            return words.say(
                "Only <@{noter}>, who noted it, can change it. You can take it: `/refine actions`.", noter=refusal.noted_by
            )
        case refusals.NotYours():
            return words.say(
                "Only <@{owner}>, whose it is, and <@{noter}>, who noted it, can change it.",
                owner=refusal.owner,
                noter=refusal.noted_by,
            )
        case refusals.NotTheOwner():
            return words.say("<@{owner}> has it now, and says yes or no to it.", owner=refusal.owner)
        case refusals.NotTheNoter():
            return words.say(
                "Only <@{noter}>, who noted it, can drop it. If it is yours, “Not mine” gives it back.", noter=refusal.noted_by
            )
        case refusals.NobodyAsked():
            return words.say("Nobody has it yet. You can take it: `/coffee actions`.")
        case refusals.Returned():
            return words.say(
                "You have said no to it, and <@{noter}> has been told. You can take it all the same: `/refine actions`.",
                noter=refusal.noted_by,
            )
        case refusals.HasOwner():
            return words.say("<@{owner}> has it by now.", owner=refusal.owner)
        case refusals.AlreadyTheirs():
            return words.say("<@{person}> has it already. Choose somebody else.", person=refusal.person)
        case refusals.SaidNo():
            return words.say("<@{person}> has just said no. Choose somebody else, or talk to them.", person=refusal.person)
        case _:
            return None


def _of_item(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case refusals.NoSuchActionItem():
            return words.say("I do not find this action item any more. `/refine actions` lists those of a channel.")
        case refusals.AlreadyAccepted():
            return words.say("You have accepted it already.")
        case refusals.Over(state=State.DONE):
            return words.say("It is done already, so nothing was changed.")
        case refusals.Over():
            return words.say("It was dropped, so nothing was changed. Note it again if it is to be done after all.")
        case refusals.SnoozeOver():
            return words.say("{day} has come. Choose a day from tomorrow on.", day=words.day(refusal.day))
        case NotWeekly():
            return words.say(
                "A weekly list has one day of the week: `/coffee actions weekly friday 14:00`, or `/coffee actions weekly off`."
            )
        case refusals.NotDone():
            return words.say("It is not done, so there is nothing to take back.")
        case refusals.DoneForGood():
            return words.say(
                "It was done on {day}, more than a day ago. Note it again if it is to be done once more.",
                day=words.short_day(refusal.ended, words.today),
            )
        case refusals.TextMissing():
            return words.say("Say in a few words what is to be done.")
        case refusals.TextTooLong():
            return words.say(
                "What is to be done has {length} characters; at most {most} fit.", length=refusal.length, most=LONGEST_TEXT
            )
        case refusals.NoSuchDay():
            return words.say("Choose a day from the calendar.")
        case refusals.DueOver():
            return words.say("{day} is over. Choose today or a later day.", day=words.day(refusal.due))
        case _:
            return None
