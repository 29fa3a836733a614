"""The one live board of a meeting, as it stands in each stage."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee import rules
from bot.features.lean_coffee.rules import Column, Meeting, Stage
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.before import gathering, voting
from bot.features.lean_coffee.views.frame import choice, columns, current, foot, head, more, time_left
from bot.features.lean_coffee.views.ids import value
from bot.features.lean_coffee.views.moment import aftermath, counted, fresh, headline, thumbs
from bot.features.lean_coffee.views.pieces import Reader, facts, folded
from bot.features.lean_coffee.views.talk import carry_on, discussing, paused
from bot.slack.blocks import actions, button, grouped, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words import Words


def board(reader: Reader, meeting: Meeting, new: int = 0) -> Message:
    """Draw a meeting that is running: what happens now first, the buttons of this stage only.

    `new`: how many topics wait in the channel; from the talk on they stand below the others.
    """
    draw = _TALK.get(meeting.stage)
    blocks = _STAGES[meeting.stage](reader, meeting) if draw is None else draw(reader, meeting, new)
    return Message(now_in_words(reader, meeting), blocks)


def now_in_words(reader: Reader, meeting: Meeting) -> str:
    """Say in one line what is going on: for notifications and screen readers."""
    words, title, found = reader.words, plain(meeting.title), current(meeting)
    topic = plain(found.title) if found else ""
    match meeting.stage:
        case Stage.GATHERING:
            return words.say("{title}: gathering topics for Lean Coffee", title=title)
        case Stage.VOTING:
            return words.say("{title}: vote on the topics", title=title)
        case Stage.THUMBS:
            return words.say("Time's up: {topic}. More time?", topic=topic)
        case Stage.PAUSED:
            return words.say("{title}: paused at {topic}", title=title, topic=topic)
        case Stage.CARRY_ON:
            return words.say("{title}: carry on with {topic}", title=title, topic=topic)
        case Stage.LAST_CALL:
            return words.say("{title}: last call for takeaways", title=title)
        case _:
            return _talking_in_words(reader, meeting, topic)


def _talking_in_words(reader: Reader, meeting: Meeting, topic: str) -> str:
    words, reached = reader.words, fresh(meeting)
    until = words.slack_time(meeting.due, zone=True) if meeting.due else ""
    if reached is None or reached.topic != meeting.topic:
        return words.say("{title}: talking about {topic}, until {time}", title=plain(meeting.title), topic=topic, time=until)
    return words.say("{headline}, until {time}. {topic}", headline=headline(words, reached), time=until, topic=topic)


def last_call(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw the last call for takeaways; where all is discussed and there is time, the new topics may be voted on."""
    words, votable = reader.words, rules.new_to_vote_on(meeting, new, reader.at)
    mark = value(meeting.id, meeting.phase)
    row = actions(
        button(words.say("Takeaway"), ids.MEETING_TAKEAWAY, mark, primary=True),
        button(_vote_again(words, votable), ids.VOTE_AGAIN, mark) if votable else None,
        button(words.say("Finish now"), ids.FINISH, mark),
        more(reader, meeting, choice(words.say("I'm here"), "check_in", meeting)),
    )
    now = words.say(
        "*Last call.* What do you take with you? The summary comes at {time}.",
        time=words.slack_time(meeting.due) if meeting.due else "",
    )
    hint = words.say("A takeaway is one thing that you learned or want to do. It stands in the summary without your name.")
    return [
        *head(reader, meeting),
        *_last_moment(words, meeting),
        section(facts(now, time_left(reader, meeting))),
        *grouped(folded(words, [f"💡 {plain(one.text, 520)}" for one in meeting.takeaways])),
        row,
        *columns(reader, meeting, new),
        *foot(reader, meeting, hint),
    ]


def _vote_again(words: Words, votable: int) -> str:
    return words.count("Vote on the new topic", "Vote on the {n} new topics", votable)


def _last_moment(words: Words, meeting: Meeting) -> list[Block]:
    """Say how the last topic ended, where thumbs or its last box ended it."""
    reached = fresh(meeting)
    if reached is None:
        return []
    fell = f"*{counted(reached.tally)}*" if reached.tally.answers else ""
    return [section(facts(fell, aftermath(words, meeting, reached)))]


def over(reader: Reader, meeting: Meeting, new: int = 0) -> Message:
    """Draw a meeting that ended without a record, cancelled or with hardly anybody there; what somebody typed in it stays to be read."""
    words = reader.words
    waiting = new + len([topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS])
    if meeting.how is rules.Closing.CANCELLED and meeting.steered:
        told = words.say("Cancelled by {name}.", name=reader.name(meeting.steered.by))
    elif meeting.came:
        told = words.say("Closed quietly: only {names} came.", names=reader.all_names(meeting.came))
    else:
        told = words.say("Closed quietly: nobody came.")
    kept = words.count("{n} topic waits for the next one.", "{n} topics wait for the next one.", waiting) if waiting else ""
    title = plain(meeting.title)
    takeaways = grouped(folded(words, [f"💡 {plain(one.text, 520)}" for one in meeting.takeaways]))
    return Message(f"{title}: {told}", [section(f"☕ *{title}*  {told} {kept}".rstrip()), *takeaways])


_STAGES: Mapping[Stage, Callable[[Reader, Meeting], list[Block]]] = {
    Stage.GATHERING: gathering,
    Stage.VOTING: voting,
    Stage.THUMBS: thumbs,
}
_TALK: Mapping[Stage, Callable[[Reader, Meeting, int], list[Block]]] = {
    Stage.DISCUSSING: discussing,
    Stage.PAUSED: paused,
    Stage.CARRY_ON: carry_on,
    Stage.LAST_CALL: last_call,
}
