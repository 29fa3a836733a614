"""The one live board of a meeting, as it stands in each stage."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee import rules
from bot.features.lean_coffee.rules import Column, Meeting, Stage
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.before import gathering, voting
from bot.features.lean_coffee.views.frame import choice, columns, current, foot, head, menu, steered
from bot.features.lean_coffee.views.ids import value
from bot.features.lean_coffee.views.moment import thumbs, verdict
from bot.features.lean_coffee.views.pieces import Reader
from bot.features.lean_coffee.views.talk import carry_on, discussing, paused
from bot.slack.blocks import actions, button, grouped, overflow, section
from bot.slack.surfaces import Message
from bot.slack.text import plain


def board(reader: Reader, meeting: Meeting) -> Message:
    """Draw a meeting that is running: what happens now first, the buttons of this stage only."""
    blocks = _STAGES[meeting.stage](reader, meeting)
    return Message(now_in_words(reader, meeting), blocks)


def now_in_words(reader: Reader, meeting: Meeting) -> str:
    """Say in one line what is going on: for notifications and screen readers."""
    words, title, topic = reader.words, plain(meeting.title), current(meeting)
    match meeting.stage:
        case Stage.GATHERING:
            return words.say("{title}: gathering topics for Lean Coffee", title=title)
        case Stage.VOTING:
            return words.say("{title}: vote on the topics", title=title)
        case Stage.THUMBS if topic:
            return words.say("Time's up: {topic}. More time?", topic=plain(topic.title))
        case Stage.LAST_CALL:
            return words.say("{title}: last call for takeaways", title=title)
        case _ if topic:
            return words.say("{title}: {topic}", title=title, topic=plain(topic.title))
        case _:
            return title


def last_call(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the last call for takeaways."""
    words = reader.words
    mark = value(meeting.id, meeting.phase)
    row = actions(
        button(words.say("Takeaway"), ids.MEETING_TAKEAWAY, mark, primary=True),
        button(words.say("Finish now"), ids.FINISH, mark),
        overflow(ids.MORE, menu(reader, meeting, choice(words.say("I'm here"), "check_in", meeting))),
    )
    moment = [section(verdict(reader, meeting, meeting.verdict))] if meeting.verdict else []
    now = words.say(
        "*Last call.* What do you take with you? The summary comes at {time}.",
        time=words.slack_time(meeting.due) if meeting.due else "",
    )
    noted = grouped([f"💡 {plain(one.text, 520)}" for one in meeting.takeaways[-20:]])
    return [
        *head(reader, meeting),
        *moment,
        section(now),
        *noted,
        row,
        *columns(reader, meeting),
        *foot(reader, meeting, steered(reader, meeting)),
    ]


def over(reader: Reader, meeting: Meeting) -> Message:
    """Draw a meeting that ended without a record: cancelled, or hardly anybody came."""
    words = reader.words
    waiting = len([topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS])
    if meeting.how is rules.Closing.CANCELLED and meeting.steered:
        told = words.say("Cancelled by {name}.", name=reader.name(meeting.steered.by))
    elif meeting.came:
        told = words.say("Closed quietly: only {names} came.", names=reader.all_names(meeting.came))
    else:
        told = words.say("Closed quietly: nobody came.")
    kept = words.count("{n} topic waits for the next one.", "{n} topics wait for the next one.", waiting) if waiting else ""
    title = plain(meeting.title)
    return Message(f"{title}: {told}", [section(f"☕ *{title}*  {told} {kept}".rstrip())])


_STAGES: Mapping[Stage, Callable[[Reader, Meeting], list[Block]]] = {
    Stage.GATHERING: gathering,
    Stage.VOTING: voting,
    Stage.DISCUSSING: discussing,
    Stage.PAUSED: paused,
    Stage.THUMBS: thumbs,
    Stage.CARRY_ON: carry_on,
    Stage.LAST_CALL: last_call,
}
