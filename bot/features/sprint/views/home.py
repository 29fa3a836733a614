"""Sprints on the App Home: how those of one's teams stand, what comes next, what can be done."""

from datetime import datetime

from bot.feature import AtHome, HomeButton, HomeCommand, HomeRow, Slot, Takes
from bot.features.sprint.rules.standing import Coming, Standing
from bot.features.sprint.views import ids
from bot.features.sprint.views.event_names import event_name
from bot.features.sprint.views.overview import day_of_sprint
from bot.slack.text import plain
from bot.words.words import Words


def row_of_team(words: Words, found: Standing, at: datetime) -> HomeRow:
    """Draw how the Sprints of a team stand."""
    facts = [day_of_sprint(words, found)]
    if found.goal is not None:
        facts.append(words.say("Sprint Goal: {goal}", goal=plain(found.goal.text, 200)))
    buttons = (
        HomeButton(words.say("Sprint"), ids.SHOW, found.channel),
        HomeButton(words.say("Sprint Goal"), ids.GOAL, found.channel),
    )
    return HomeRow(Slot.TEAM, at, "  ·  ".join(facts), buttons, found.channel)


def row_of_event(words: Words, found: Standing, one: Coming) -> HomeRow:
    """Draw the next date of an event."""
    told = words.say(
        "{when}  {event}  <#{channel}>",
        when=words.slack_day_time(one.starts),
        event=event_name(words, one.event),
        channel=found.channel,
    )
    return HomeRow(Slot.NEXT, one.starts, told)


def at_home(words: Words) -> AtHome:
    """Offer what can be done about Sprints outside of their channels."""
    return AtHome(
        commands=[
            HomeCommand(
                "/sprint",
                words.say("Sprint"),
                words.say("how a channel's Sprints stand; with a length and a first day: set them up"),
                takes=Takes.WORDS,
                example=words.say("2 weeks from 1 december"),
                slot=Slot.TEAM,
            ),
            HomeCommand(
                "/sprint events", words.say("Events"), words.say("when the events of a Sprint are, and what is told of them")
            ),
            HomeCommand(
                "/sprint goal",
                words.say("Sprint Goal"),
                words.say("say what the Sprint is for"),
                takes=Takes.WORDS,
                example=words.say("Customers save a card"),
            ),
            HomeCommand(
                "/sprint away",
                words.say("Away"),
                words.say("say when you are away"),
                channel=False,
                takes=Takes.WORDS,
                example=words.say("20-31 dec"),
            ),
            HomeCommand("/sprint help", words.say("Help"), words.say("Sprints by example"), channel=False),
        ]
    )
