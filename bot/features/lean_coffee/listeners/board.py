"""What people press on a board of Lean Coffee, beside what every board has -> action -> answer."""

from bot.core.ids import MeetingId
from bot.feature import Deps
from bot.features.lean_coffee.actions import tables, talk
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.listeners import action_items, all_topics, merging, removing, reports
from bot.features.lean_coffee.listeners.ballot import on_vote
from bot.features.lean_coffee.listeners.everything import draw_everything
from bot.features.lean_coffee.listeners.reading import read_board
from bot.features.lean_coffee.rules.stages import Choice
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.store import topics as topics_store
from bot.features.lean_coffee.views import forms, ids
from bot.meetings.listeners import board
from bot.meetings.listeners.board import Listener
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.views.ids import read_option, read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


def _thumb(choice: Choice) -> Listener:
    async def on_thumb(click: Click, deps: Deps) -> Answer:
        """Keep a thumb; the last one by Slack's own time counts."""
        meeting, phase = read_value(click.value)
        ts = f"{click.at.timestamp():.6f}"
        await deps.store.write(
            talk.give_thumb, meeting=MeetingId(meeting), phase=phase, person=click.person, choice=choice, ts=ts
        )
        return Answer.nothing()

    return on_thumb


async def on_talk_about(click: Click, deps: Deps) -> Answer:
    """Open the topic without dots that was chosen in the last call."""
    topic, meeting, phase = read_option(click.value)
    chosen, of = TopicId(topic), MeetingId(meeting)
    await deps.store.write(talk.talk_about, meeting=of, topic=chosen, phase=phase, person=click.person)
    return Answer.nothing()


async def on_takeaway(click: Click, deps: Deps) -> Answer:
    """Open the form for a takeaway on the topic that was on the board."""
    topic = await deps.store.read(topics_store.topic, TopicId(read_value(click.value)[0]))
    if topic is None or topic.meeting is None:
        raise NoMeeting
    return Answer.open(forms.takeaway_form(deps.words, await read_board(topic.meeting, deps), topic))


async def on_meeting_takeaway(click: Click, deps: Deps) -> Answer:
    """Open the form for a takeaway of the meeting as a whole."""
    meeting = await read_board(MeetingId(read_value(click.value)[0]), deps)
    return Answer.open(forms.takeaway_form(deps.words, meeting, None))


async def on_takeaway_written(form: Form, deps: Deps) -> Answer:
    """Keep a takeaway; it never comes too late."""
    meeting, _, topic = form.private.partition(" ")
    await deps.store.write(
        talk.add_takeaway,
        meeting=MeetingId(meeting),
        topic=TopicId(topic) if topic else None,
        text=form.text("takeaway"),
        person=form.person,
    )
    return Answer.close()


async def on_vote_again(click: Click, deps: Deps) -> Answer:
    """Have the new topics of the channel voted on, once all is discussed."""
    meeting, phase = read_value(click.value)
    await deps.store.write(talk.vote_again, meeting=MeetingId(meeting), phase=phase, person=click.person)
    return Answer.nothing()


async def on_join_table(click: Click, deps: Deps) -> Answer:
    """Sit down at a table, from the board of all; who sits there already hears so."""
    table = MeetingId(read_value(click.value)[0])
    sat = await deps.store.write(tables.sit_down, ceremony=CEREMONY, table=table, person=click.person)
    return Answer.nothing() if sat else Answer.say(deps.words.say("You sit at this table already."))


async def on_host_table(click: Click, deps: Deps) -> Answer:
    """Sit down at a table that nobody hosts, and host it."""
    await deps.directory.host(click.person)
    table = MeetingId(read_value(click.value)[0])
    await deps.store.write(tables.host_table, ceremony=CEREMONY, table=table, person=click.person)
    return Answer.nothing()


BUTTONS = (
    "open_vote",
    "next_pitch",
    "skip_pitches",
    "run_off",
    "take_back",
    "pause",
    "resume",
    "next",
    "carry_on",
    "split",
    "one_table",
    "finish",
)
"""The verbs of steering that have a button; the others stand in the ⋮ menu."""
_THUMBS = {
    ids.THUMB_MORE: _thumb(Choice.MORE),
    ids.THUMB_NEUTRAL: _thumb(Choice.NEUTRAL),
    ids.THUMB_NEXT: _thumb(Choice.NEXT),
}
_ON_BOARD = board.clicks(
    CEREMONY,
    {
        ids.VOTE: on_vote,
        ids.VOTE_AGAIN: on_vote_again,
        ids.TALK_ABOUT: on_talk_about,
        ids.TAKEAWAY: on_takeaway,
        ids.TAKEAWAY_OF_LAST: on_takeaway,
        ids.MEETING_TAKEAWAY: on_meeting_takeaway,
        **action_items.CLICKS,
        **merging.CLICKS,
        ids.HOST_TABLE: on_host_table,
        **reports.CLICKS,
        **all_topics.CLICKS,
        **_THUMBS,
    },
    buttons=BUTTONS,
    verbs={"action": action_items.ask_in_meeting, **removing.VERBS, **merging.VERBS, **reports.VERBS, **all_topics.VERBS},
    answers=frozenset(_THUMBS),
    everything=draw_everything,
)
CLICKS = {**_ON_BOARD, ids.JOIN_TABLE: on_join_table}
"""Who joins a table presses on the board of all, which is no copy of that table's."""
FORMS = {
    ids.TAKEAWAY_FORM: on_takeaway_written,
    **removing.FORMS,
    **action_items.FORMS,
    **merging.FORMS,
    **reports.FORMS,
    **board.forms(CEREMONY),
}
