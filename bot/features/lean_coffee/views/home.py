"""Lean Coffee's rows of one person's App Home, and what can be done there."""

from bot.feature import AtHome, HomeButton, HomeCommand, HomeRow, Slot, Takes
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views import ids
from bot.meetings.views.ids import value
from bot.slack.text import names_a_channel, plain
from bot.words.words import Words


def vote(words: Words, meeting: Meeting) -> HomeRow:
    """Draw that a vote is open which waits for this person."""
    title = plain(meeting.title)
    told = (
        words.say("*{title}*: voting is open.", title=title)
        if names_a_channel(meeting.title)
        else words.say("*{title}*, in <#{channel}>: voting is open.", title=title, channel=meeting.channel)
    )
    button = HomeButton(words.say("Vote"), ids.VOTE, value(meeting.id, meeting.phase), primary=True)
    return HomeRow(Slot.WAITING, meeting.opened, told, [button])


def at_home(words: Words) -> AtHome:
    """Offer what can be done about Lean Coffee outside of its channels."""
    start, example = (
        words.say("start one in a channel, by your name and your times if you like"),
        '"Platform guild" box 5 for 45m',
    )
    plan = words.say("one meeting to come: announces and opens itself")
    hand_over = words.say("choose who hosts the running one from now on")
    export = words.say("what came out of a meeting, as Markdown, CSV, JSON or PDF")
    cohost = words.say("choose who hosts the running one beside you")
    stats = words.say("minutes a topic, extensions, carried, actions done, people")
    search = words.say("topics, takeaways, action items and meetings by their words")
    demo = words.say("plays a whole one in your direct messages, with invented people")
    bare = words.say("say what runs in a channel, or offer to start one")
    topics = words.say("Nothing waits for you. A topic that you propose waits for the next Lean Coffee of its channel.")
    coming = words.say("No Lean Coffee yet that you host or said you would come to.")
    return AtHome(
        {Slot.WAITING: topics, Slot.NEXT: coming},
        {
            Slot.WAITING: [HomeButton(words.say("Propose a topic"), ids.HOME_PROPOSE, "home", primary=True)],
            Slot.MINE: [HomeButton(words.say("My topics"), ids.HOME_MY_TOPICS, "home")],
        },
        [
            HomeCommand(
                "/coffee start", words.say("Start a Lean Coffee"), start, takes=Takes.WORDS, example=example, slot=Slot.NEXT
            ),
            HomeCommand(
                "/coffee async",
                words.say("Start an async one"),
                words.say("in threads: a day to propose, to vote, to talk"),
                takes=Takes.WORDS,
                example='"Platform guild" 24h',
            ),
            HomeCommand("/coffee plan", words.say("Plan a Lean Coffee"), plan, slot=Slot.NEXT),
            HomeCommand("/coffee every", words.say("Plan a series"), words.say("announces and opens itself")),
            HomeCommand("/coffee series", words.say("List series"), words.say("what is planned: move, skip, pause, end")),
            HomeCommand("/coffee board", words.say("Fetch the board"), words.say("bring the running board down")),
            HomeCommand("/coffee action", words.say("Note an action"), words.say("who is to do what, and by when")),
            HomeCommand("/coffee actions", words.say("Action items of a channel"), words.say("what is open: done, another date")),
            HomeCommand("/coffee handover", words.say("Hand over hosting"), hand_over, takes=Takes.PERSON),
            HomeCommand(
                "/coffee search", words.say("Search records"), search, channel=False, takes=Takes.WORDS, example="deploy"
            ),
            HomeCommand("/coffee stats", words.say("How they went"), stats, takes=Takes.WORDS, example="quarter"),
            HomeCommand("/coffee export", words.say("Export a record"), export, takes=Takes.WORDS, example="csv 2026-11-03"),
            HomeCommand("/coffee cohost", words.say("Name a co-host"), cohost, takes=Takes.PERSON),
            HomeCommand("/coffee", words.say("What runs"), bare),
            HomeCommand("/coffee demo", words.say("Watch a demo"), demo, channel=False),
            HomeCommand("/coffee help", words.say("Help"), words.say("Lean Coffee by example"), channel=False),
        ],
    )
