"""Why something about Sprints was not done, and what to do instead."""

from bot.core.refusal import Refusal
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.rules import sprints, typed
from bot.features.sprint.views.goal import outcome_name
from bot.series import rules as series
from bot.slack.text import plain
from bot.teams.sprint_events import TimeboxOutOfBounds
from bot.teams.sprints import MOST_WEEKS, GapBefore, LengthOutOfBounds, SprintBegun
from bot.words.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of the Sprint in the reader's words; None for one of another room."""
    if isinstance(refusal, series.OfSeries):
        return _of_series(refusal, words) if refusal.ceremony == SERIES.name else None
    match refusal:
        case sprints.NoSprints():
            return words.say("This channel has no Sprints yet. `/sprint 2 weeks from 1 december` sets them up.")
        case sprints.SetUpMeanwhile():
            return words.say("Somebody else has set up this channel's Sprints meanwhile. `/sprint` shows them, and changes them.")
        case sprints.NotOfTheTeam(team=team):
            who = [words.say("<@{person}>", person=person) for person in (*team.in_charge, *sorted(team.developers))]
            anyone = [] if team.developers else [words.say("a Developer of this channel")]
            able = words.any_of([*who, *anyone, words.say("an admin")])
            return words.say("The Sprint Goal is the team's: {who} can write it.", who=able)
        case sprints.NothingOfGoal():
            return words.say("That Sprint has no Sprint Goal, so nothing was noted.")
        case sprints.OutcomeTold(outcome=outcome):
            return words.say("That was said already: {what}.", what=outcome_name(words, outcome))
        case sprints.NotATimebox(text=text):
            return words.say("{text} is no length of time. Try 2h, or 90m.", text=plain(text, 40))
        case TimeboxOutOfBounds(most=most):
            return words.say(
                "At least 1 minute, and at most {most}: the Scrum Guide allows no more in any Sprint.", most=words.minutes(most)
            )
        case sprints.GoalMissing():
            return words.say("Say what the Sprint is for: `/sprint goal Customers save a card`.")
        case sprints.GoalTooLong(length=length):
            return words.say(
                "The Sprint Goal has {length} characters; at most {most} fit.", length=length, most=sprints.LONGEST_GOAL
            )
    return _of_dates(refusal, words)


def _of_dates(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case typed.NotSprints(text=text):
            return words.say("I cannot read “{text}”. Try `/sprint 2 weeks from 1 december`.", text=plain(text, 60))
        case LengthOutOfBounds():
            return words.say(
                "A Sprint lasts 1 to {most} weeks, or one month. Try `/sprint 2 weeks from 1 december`.", most=MOST_WEEKS
            )
        case SprintBegun(number=number):
            return words.say("Sprint {number} has begun, and stays as it is. Choose one that is to come.", number=number)
        case GapBefore(number=number, first=first):
            return words.say(
                "Sprint {before} begins {day}: choose a first day after it.", before=number - 1, day=words.day(first)
            )
        case sprints.FirstDayTooFar(first=first):
            return words.say("{day} is more than a year away. Choose a first day nearer to today.", day=words.day(first))
        case sprints.FirstDayMissing():
            return words.say("Choose the first day.")
        case sprints.NotASprintNumber(text=text):
            return words.say("{text} is no number of a Sprint. Try 1.", text=plain(text, 20))
    return None


def _of_series(refusal: series.OfSeries, words: Words) -> str:
    match refusal:
        case series.NotOwner(owner=owner):
            return words.say(
                "Only <@{owner}>, who set these Sprints up, who is in charge of the team or an admin can change this.",
                owner=owner,
            )
        case series.NotHeld():
            return words.say("This date does not take place, so there is nothing to answer.")
        case series.NotSkipped():
            return words.say(
                "This date is not skipped, so there is nothing to take back. `/sprint events` shows what stands now."
            )
        case series.Begun():
            return words.say("This has begun, so nothing was changed.")
        case series.NothingComing():
            return words.say("There is no coming date to skip. `/sprint events` shows what stands now.")
        case series.NextIsAnother():
            return words.say("That date is over, or skipped already. `/sprint events` shows what stands now.")
        case _:
            return words.say("This event is not announced any more. `/sprint events` lists those of this channel.")
