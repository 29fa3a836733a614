"""The board while topics are pitched: whose turn it is, until when, and who comes next."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules import pitch
from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.frame import foot, head, here, more, press
from bot.features.lean_coffee.views.pieces import in_full
from bot.meetings.views.frame import Reader
from bot.meetings.views.ids import value
from bot.slack.blocks import actions, button, context, section
from bot.slack.text import plain
from bot.words.words import Words

NAMED_AHEAD = 3
"""So many of the pitches to come are named."""


def pitch_in_words(reader: Reader, meeting: Meeting) -> str:
    """Say in one line what is pitched: for notifications and screen readers."""
    topic = pitch.pitch_of(meeting)
    title, named = reader.words.set_off(plain(meeting.title)), plain(topic.title) if topic else ""
    return reader.words.say("{title}: pitch of “{topic}”", title=title, topic=named)


def pitching(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the pitch of one topic."""
    words, topic, left = reader.words, pitch.pitch_of(meeting), pitch.still_to_pitch(meeting)
    row = actions(
        press(words.say("Next pitch") if left else words.say("Vote now"), "next_pitch", meeting, primary=True),
        here(words, meeting),
        button(words.say("Propose a topic"), ids.PROPOSE, value(meeting.id, meeting.phase)),
        press(words.say("Skip pitches"), "skip_pitches", meeting),
        more(reader, meeting),
    )
    hint = words.say("New to Lean Coffee? In a few words each topic says why it is worth our time; then we vote.")
    return [
        *head(reader, meeting),
        section(_now(reader, meeting, topic)),
        *([in_full(reader, topic, "")] if topic else []),
        row,
        context(_then(words, left)),
        *foot(reader, meeting, hint),
    ]


def _now(reader: Reader, meeting: Meeting, topic: Topic | None) -> str:
    """Say whose pitch it is; of an anonymous topic, and of one whose author is not here, that the group reads it."""
    words = reader.words
    until = words.slack_time(meeting.due, seconds=True) if meeting.due else ""
    if topic is not None and topic.merge is not None:
        return words.say("*Pitch, until {time}.* This was merged of several: whoever brought one says why.", time=until)
    if topic is None or topic.author is None:
        return words.say("*Pitch, until {time}.* An anonymous topic: somebody reads it out.", time=until)
    if topic.author not in meeting.here:
        name = reader.name(topic.author)
        return words.say("*Pitch, until {time}.* {name} is not here: somebody reads the topic out.", time=until, name=name)
    return words.say("*{name} pitches, until {time}.* Why talk about this?", name=reader.name(topic.author), time=until)


def _then(words: Words, left: Sequence[Topic]) -> str:
    """Say what comes next."""
    if not left:
        return words.say("This is the last pitch. The vote opens when its time is up.")
    titles = [f"“{plain(topic.title, 60)}”" for topic in left[:NAMED_AHEAD]]
    if len(left) > NAMED_AHEAD:
        return words.say("Then: {titles} and {n} more, then the vote.", titles=", ".join(titles), n=len(left) - NAMED_AHEAD)
    return words.say("Then: {titles}, then the vote.", titles=", ".join(titles))
