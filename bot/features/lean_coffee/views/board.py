"""The one live board of a meeting, as it stands in each stage."""

from collections.abc import Callable, Mapping, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, StaticSelectElement

from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.rules.voting import new_to_vote_on, to_talk_about
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.before import gathering, voting
from bot.features.lean_coffee.views.columns import all_promised, columns, promised_line
from bot.features.lean_coffee.views.frame import action, current, foot, head, here, more
from bot.features.lean_coffee.views.moment import aftermath, counted, fresh, headline, thumbs
from bot.features.lean_coffee.views.pieces import NAMING, taken_line
from bot.features.lean_coffee.views.pitch import pitch_in_words, pitching
from bot.features.lean_coffee.views.split import split
from bot.features.lean_coffee.views.tables import titled
from bot.features.lean_coffee.views.takeaway_option import what_do_you_take
from bot.features.lean_coffee.views.talk import carry_on, discussing, paused
from bot.meetings.rules.values import Closing
from bot.meetings.views.frame import Reader, choice, facts, folded, time_left
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import actions, asked, button, grouped, menu, section
from bot.slack.surfaces import Message
from bot.slack.text import one_line, plain
from bot.words.words import Words


def board(reader: Reader, meeting: Meeting, new: int = 0) -> Message:
    """Draw a meeting that is running: what happens now first, the buttons of this stage only.

    `new`: how many topics wait in the channel; from the talk on they stand below the others.
    """
    meeting = titled(reader.words, meeting)
    draw = _TALK.get(meeting.stage)
    blocks = _STAGES[meeting.stage](reader, meeting) if draw is None else draw(reader, meeting, new)
    return Message(now_in_words(reader, meeting), blocks)


def now_in_words(reader: Reader, meeting: Meeting) -> str:
    """Say in one line what is going on: for notifications and screen readers."""
    words, found = reader.words, current(meeting)
    title, topic = words.set_off(plain(meeting.title)), plain(found.title) if found else ""
    match meeting.stage:
        case Stage.GATHERING:
            return words.say("{title}: gathering topics for Lean Coffee", title=title)
        case Stage.PITCH:
            return pitch_in_words(reader, meeting)
        case Stage.VOTING:
            return words.say("{title}: vote on the topics", title=title)
        case Stage.THUMBS:
            return words.say("Time's up: {topic}. More time?", topic=words.set_off(topic))
        case Stage.PAUSED:
            return words.say("{title}: paused at {topic}", title=title, topic=topic)
        case Stage.CARRY_ON:
            return words.say("{title}: carry on with {topic}", title=title, topic=topic)
        case Stage.TABLES:
            return words.say("{title}: at tables", title=title)
        case Stage.LAST_CALL:
            return words.say("{title}: last call for takeaways", title=title)
        case _:
            return _talking_in_words(reader, meeting, topic)


def _talking_in_words(reader: Reader, meeting: Meeting, topic: str) -> str:
    words, reached = reader.words, fresh(meeting)
    until = words.slack_time(meeting.due, zone=True) if meeting.due else ""
    if reached is None or reached.topic != meeting.topic:
        named = {"title": words.set_off(plain(meeting.title)), "topic": words.set_off(topic)}
        return words.say("{title}: talking about {topic}, until {time}", **named, time=until)
    return words.say("{headline}, until {time}. {topic}", headline=headline(words, reached), time=until, topic=topic)


def last_call(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw the last call for takeaways; where all is discussed and there is time, the new topics may be voted on."""
    words, votable = reader.words, new_to_vote_on(meeting, new, reader.at)
    mark = value(meeting.id, meeting.phase)
    row = actions(
        button(words.say("Takeaway"), ids.MEETING_TAKEAWAY, mark, primary=True),
        vote_again(words, meeting, votable) if votable else action(words, meeting),
        here(words, meeting),
        finish(words, meeting),
        more(reader, meeting, choice(words.say("Action"), "action", meeting) if votable else None),
    )
    now = _ends(words, meeting)
    hint = words.say("A takeaway is one thing that you learned or want to do. It stands in the summary without your name.")
    return [
        *head(reader, meeting),
        *_last_moment(words, meeting),
        *what_do_you_take(reader, meeting),
        section(facts(now, time_left(reader, meeting))),
        *_without_dots(reader, meeting),
        *grouped(folded(words, [taken_line(one) for one in meeting.takeaways])),
        *grouped(folded(words, [promised_line(reader, item) for item in all_promised(meeting)])),
        row,
        *columns(reader, meeting, 0 if votable else new, over=not votable and not to_talk_about(meeting, reader.at)),
        *foot(reader, meeting, hint),
    ]


def _ends(words: Words, meeting: Meeting) -> str:
    """Say what a last call is for, and when it is over."""
    time = words.slack_time(meeting.due) if meeting.due else ""
    if meeting.parent is not None:
        return words.say(
            "*Last call at this table.* What do you take with you? The table ends at {time}; you can join another one any time.",
            time=time,
        )
    return words.say(
        "*Last call.* What do you take with you? The summary comes at {time}, or when someone here finishes.", time=time
    )


def finish(words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that ends the meeting, or a table of it, for everyone, which asks first."""
    if meeting.parent is not None:
        told = words.say("This table ends; the other ones go on.")
        confirm = asked(words.say("End this table?"), told, words.say("End this table"), words.say("Not yet"))
        return button(words.say("End this table"), NAMING.id("finish"), value(meeting.id, meeting.phase), confirm=confirm)
    told = words.say("The meeting ends for everyone, and its board becomes the summary.")
    confirm = asked(words.say("Finish the meeting?"), told, words.say("Finish now"), words.say("Not yet"))
    return button(words.say("Finish now"), NAMING.id("finish"), value(meeting.id, meeting.phase), confirm=confirm)


def talk_about(words: Words, meeting: Meeting, topics: Sequence[Topic]) -> StaticSelectElement:
    """Return the menu that opens a topic that had no dot."""
    options = {option_value(topic.id, meeting.id, meeting.phase): one_line(topic.title) for topic in topics}
    return menu(options, placeholder=words.say("Choose a topic"), action=ids.TALK_ABOUT)


def _without_dots(reader: Reader, meeting: Meeting) -> list[Block]:
    """Offer the topics that nobody gave a dot, while there is time for one."""
    words, topics = reader.words, to_talk_about(meeting, reader.at)
    if not topics:
        return []
    told = words.say("*Talk about one of these.* Without a dot no topic opens by itself.")
    return [section(told, talk_about(words, meeting, topics))]


def vote_again(words: Words, meeting: Meeting, votable: int) -> ButtonElement:
    """Return the button that has the new topics voted on."""
    text = words.count("Vote on the new topic", "Vote on the {n} new topics", votable)
    return button(text, ids.VOTE_AGAIN, value(meeting.id, meeting.phase))


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
    if meeting.how is Closing.CANCELLED and meeting.steered:
        told = words.say("Cancelled by {name}.", name=reader.name(meeting.steered.by))
    elif meeting.came:
        told = words.say("Closed quietly: only {names} came.", names=reader.all_names(meeting.came))
    else:
        told = words.say("Closed quietly: nobody came.")
    kept = words.count("{n} topic waits for the next one.", "{n} topics wait for the next one.", waiting) if waiting else ""
    title = plain(meeting.title)
    named = words.set_off(title)
    takeaways = grouped(folded(words, [taken_line(one) for one in meeting.takeaways]))
    promised = grouped(folded(words, [promised_line(reader, item) for item in all_promised(meeting)]))
    return Message(f"{named}: {told}", [section(f"☕ *{title}*  {told} {kept}".rstrip()), *takeaways, *promised])


_STAGES: Mapping[Stage, Callable[[Reader, Meeting], list[Block]]] = {
    Stage.GATHERING: gathering,
    Stage.PITCH: pitching,
    Stage.VOTING: voting,
    Stage.THUMBS: thumbs,
}
_TALK: Mapping[Stage, Callable[[Reader, Meeting, int], list[Block]]] = {
    Stage.DISCUSSING: discussing,
    Stage.PAUSED: paused,
    Stage.CARRY_ON: carry_on,
    Stage.TABLES: split,
    Stage.LAST_CALL: last_call,
}
