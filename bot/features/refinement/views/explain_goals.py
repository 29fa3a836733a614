"""Why a goal was not set, or a share or a proposal not made, and what to do instead."""

from bot.core.limits import EmptyText
from bot.core.refusal import Refusal
from bot.features.refinement.rules import experiments, goals, proposals, sharing
from bot.features.refinement.rules.proposals import Verdict
from bot.features.refinement.views.team import or_an_admin
from bot.slack.text import plain
from bot.words.words import Words


def explain_goals(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal about goals, experiments, shares and proposals in the reader's words; None for one of something else."""
    match refusal:
        case goals.NotProductOwner(team=team) if team.product_owner is not None:
            return words.say("Only {who} can set the Product Goal.", who=or_an_admin(words, team, [team.product_owner]))
        case goals.NotProductOwner():
            return words.say("The Product Owner sets the Product Goal, and nobody is named yet. `/refine po @ana` names one.")
        case goals.WhatBecameOfIt():
            return words.say("One Product Goal at a time: say whether the one that stands is fulfilled or abandoned.")
        case goals.GoalChanged(goal=goal) if goal is not None:
            return words.say("Another Product Goal stands meanwhile: “{goal}”. Open the form anew.", goal=plain(goal.text, 200))
        case goals.GoalChanged():
            return words.say("That Product Goal is over meanwhile. `/refine goal` shows what stands now.")
        case sharing.ShareGone():
            return words.say("It is no longer shared here.")
        case sharing.SharedHere():
            return words.say("This is the team's own channel: `/refine queue` and *Show here* show it there. Choose another one.")
        case sharing.TooManyShares():
            return words.say("A queue is shared in at most {most} channels. Stop one first.", most=sharing.MOST_SHARES)
        case proposals.NoSuchProposal():
            return words.say("There is no such proposal.")
        case proposals.AlreadyDecided(proposal=found) if found.verdict is Verdict.ACCEPTED:
            return words.say("This proposal was accepted before: it is #{number}.", number=found.number)
        case proposals.AlreadyDecided():
            return words.say("This proposal was declined before.")
        case _:
            return _of_experiment(refusal, words)


def _of_experiment(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case EmptyText(field="hypothesis"):
            return words.say("An experiment needs a hypothesis: what do you believe will happen?")
        case EmptyText(field="measure"):
            return words.say("An experiment needs a measure: by what will you see it?")
        case experiments.DayMissing():
            return words.say("An experiment needs a day on which its result is looked at: choose one.")
        case _:
            return None
