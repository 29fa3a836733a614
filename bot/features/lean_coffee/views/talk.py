"""The board while a topic is talked about: its box, and what surrounds it."""

from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee import rules
from bot.features.lean_coffee.rules import Meeting, Topic
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.frame import choice, columns, current, foot, head, more, takeaway
from bot.features.lean_coffee.views.ids import value
from bot.features.lean_coffee.views.moment import aftermath, fresh, headline
from bot.features.lean_coffee.views.pieces import Reader, context_line, dots, facts, origin
from bot.slack.blocks import actions, button, section
from bot.slack.text import plain


def discussing(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw the running box of a topic, under the verdict that brought it."""
    words, topic = reader.words, current(meeting)
    mark = value(meeting.id, meeting.phase)
    row = actions(
        takeaway(words, meeting),
        button(words.say("Pause"), ids.PAUSE, mark),
        button(words.say("Next topic"), ids.NEXT, mark),
        more(
            reader,
            meeting,
            choice(words.say("+1 min"), "add_minute", meeting),
            choice(words.say("End this box"), "end_box", meeting),
            choice(words.say("I'm here"), "check_in", meeting),
        ),
    )
    shown = [under_discussion(reader, topic)] if topic else []
    if rules.next_box(meeting) is None:
        hint = words.say("This is the last box of the topic. When its time is up, the next one opens.")
    else:
        hint = words.say("When the time is up, thumbs decide: more 👍 than 👎 gives more time, a tie goes to the next topic.")
    below = [row, *columns(reader, meeting, new), *foot(reader, meeting, hint)]
    reached = fresh(meeting)
    large, told = headline(words, reached), aftermath(words, meeting, reached) if reached else ""
    clock = section(_clock(reader, meeting))
    around = [section(told)] if told else []
    if reached and reached.topic == meeting.topic:
        return [*head(reader, meeting, large), clock, *around, *shown, *below]
    return [*head(reader, meeting, large), *around, *shown, clock, *below]


def under_discussion(reader: Reader, topic: Topic) -> Block:
    """Draw the topic under discussion with its dots."""
    told = facts(context_line(reader, topic), origin(reader, topic))
    return section(f"*{plain(topic.title, 200)}*  {dots(topic.dots)}\n{told}")


def _clock(reader: Reader, meeting: Meeting) -> str:
    words = reader.words
    if meeting.due is None:
        return ""
    box = words.say("box {n} of {all}", n=meeting.box, all=len(meeting.settings.boxes))
    until = words.say("until {time}", time=words.slack_time(meeting.due, seconds=True))
    if meeting.due - reader.at < timedelta(minutes=1):
        return words.say("*Less than a minute left*, {until}  ·  {box}", until=until, box=box)
    left = rules.minutes_left(meeting.due, reader.at)
    return words.say("*About {n} min left*, {until}  ·  {box}", n=left, until=until, box=box)


def paused(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw a box that stands still."""
    words, topic = reader.words, current(meeting)
    mark = value(meeting.id, meeting.phase)
    now = words.say(
        "*Paused.* {left} left in this box; the meeting still ends at {end}.",
        left=words.minutes(meeting.left or timedelta()),
        end=words.slack_time(meeting.planned_end),
    )
    row = actions(
        button(words.say("Go on"), ids.RESUME, mark, primary=True),
        takeaway(words, meeting),
        button(words.say("Next topic"), ids.NEXT, mark),
        more(
            reader,
            meeting,
            choice(words.say("End this box"), "end_box", meeting),
            choice(words.say("I'm here"), "check_in", meeting),
        ),
    )
    shown = [under_discussion(reader, topic)] if topic else []
    hint = words.say("The time of this box stands still. Whoever is here can go on.")
    return [*head(reader, meeting), *shown, section(now), row, *columns(reader, meeting, new), *foot(reader, meeting, hint)]


def carry_on(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw a talk that nobody wants to end."""
    words, topic = reader.words, current(meeting)
    mark = value(meeting.id, meeting.phase)
    row = actions(
        button(words.say("Next topic"), ids.CARRY_ON, mark, primary=True),
        takeaway(words, meeting),
        more(reader, meeting, choice(words.say("I'm here"), "check_in", meeting)),
    )
    shown = [under_discussion(reader, topic)] if topic else []
    now = words.say(
        "*Carry on.* Press “Next topic” when you are ready; the meeting ends at {time}.",
        time=words.slack_time(meeting.planned_end),
    )
    hint = words.say("Nobody answered twice, so the talk goes on: silence is not a verdict.")
    return [*head(reader, meeting), section(now), *shown, row, *columns(reader, meeting, new), *foot(reader, meeting, hint)]
