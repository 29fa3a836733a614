"""The board while a topic is talked about: its box, and what surrounds it."""

from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block, ButtonElement

from bot.features.lean_coffee.rules import acts, advance, boxes, silence
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views.columns import columns, taken
from bot.features.lean_coffee.views.frame import action, current, foot, head, here, more, next_topic, press, takeaway
from bot.features.lean_coffee.views.moment import aftermath, fresh, headline
from bot.features.lean_coffee.views.pieces import dots, most_dots, told_of
from bot.features.lean_coffee.views.run_off import run_off_offer
from bot.features.lean_coffee.views.tables import offer
from bot.features.lean_coffee.views.takeaway_option import what_do_you_take
from bot.features.lean_coffee.views.votes_option import given_by, in_run_off
from bot.meetings.rules import course
from bot.meetings.views.frame import Reader, choice, facts
from bot.slack.blocks import actions, section
from bot.slack.text import plain
from bot.words.words import Words

LONG = timedelta(minutes=2)
"""In a box that is no longer than this nobody needs to be told that a minute is left."""
SOON_LESS = timedelta(seconds=40)
"""A board that is drawn with less than this left says “less than a minute”."""


def discussing(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw the running box of a topic, under the verdict that brought it."""
    words, back = reader.words, acts.may_take_back(meeting, reader.at)
    row = actions(
        take_back(words, meeting) if back else None,
        takeaway(words, meeting),
        None if back else action(words, meeting),
        here(words, meeting),
        next_topic(words, meeting, reader.at),
        more(
            reader,
            meeting,
            choice(words.say("Action"), "action", meeting) if back else None,
            choice(words.say("Pause"), "pause", meeting),
            choice(words.say("+1 min"), "add_minute", meeting) if acts.may_add_minute(meeting) else None,
            choice(words.say("End this box"), "end_box", meeting),
        ),
    )
    shown = under_discussion(reader, meeting)
    below = [row, *offer(reader, meeting), *columns(reader, meeting, new), *foot(reader, meeting, _hint(reader, meeting))]
    reached = fresh(meeting)
    soon = one_minute_left(words, meeting, reader.at)
    large = soon or headline(words, reached)
    told = aftermath(words, meeting, reached) if reached else ""
    clock = section(_clock(reader, meeting, told=bool(soon)))
    around: list[Block] = [section(told)] if told else []
    if back:
        around = [section(facts(told, way_back(reader, meeting)))]
    around += [*run_off_offer(reader, meeting), *what_do_you_take(reader, meeting)]
    if reached and reached.topic == meeting.topic:
        return [*head(reader, meeting, large), clock, *around, *shown, *below]
    return [*head(reader, meeting, large), *around, *shown, clock, *below]


def one_minute_left(words: Words, meeting: Meeting, at: datetime) -> str:
    """Say large that a minute is left of a box that was longer than two; the board is drawn anew in that moment anyway."""
    if meeting.due is None or meeting.ran + (meeting.due - meeting.began) <= LONG:
        return ""
    return words.say("⏳ One minute left") if SOON_LESS < meeting.due - at <= course.MINUTE else ""


def under_discussion(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the topic under discussion with its dots, and below it what people took from it."""
    topic = current(meeting)
    if topic is None:
        return []
    counted = dots(topic.dots, most_dots(meeting.topics))
    named = section(
        f"*{plain(topic.title, 200)}*  {counted}\n{facts(told_of(reader, topic), given_by(reader, topic), in_run_off(reader.words, topic))}"
    )
    return [named, *taken(reader, meeting, topic)]


def take_back(words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that goes back to the topic that silence ended."""
    return press(words.say("Back to the last topic"), "take_back", meeting)


def way_back(reader: Reader, meeting: Meeting) -> str:
    """Say until when silence's decision can be taken back."""
    until = silence.taken_back_until(meeting)
    return (
        reader.words.say("Until {time} anyone here can go back to it.", time=reader.words.slack_time(until, seconds=True))
        if until
        else ""
    )


def _hint(reader: Reader, meeting: Meeting) -> str:
    """Say what comes when the box is over: thumbs where they can still decide something, and what opens then."""
    words, due = reader.words, meeting.due or meeting.planned_end
    last, window = boxes.next_box(meeting) is None, advance.question_window(meeting, due)
    if due >= meeting.planned_end or (window is None and not last):
        return words.say("When the time is up, the time for talking is over, and the last call begins.")
    following = advance.following(meeting, due if last or window is None else due + window)
    if last and following:
        return words.say("This is the last box of the topic. When its time is up, the next one opens.")
    if last:
        return words.say("This is the last box of the topic. When its time is up, the last call begins.")
    if following:
        return words.say("When the time is up, thumbs decide: more 👍 than 👎 gives more time, a tie goes to the next topic.")
    return words.say("When the time is up, thumbs decide: more 👍 than 👎 gives more time, a tie begins the last call.")


def _clock(reader: Reader, meeting: Meeting, *, told: bool) -> str:
    """Say how long the box still runs. `told`: how much is left stands above already."""
    words = reader.words
    if meeting.due is None:
        return ""
    box = words.say("box {n} of {all}", n=meeting.box, all=len(meeting.settings.boxes))
    if told:
        return words.say("*Until {time}*  ·  {box}", time=words.slack_time(meeting.due, seconds=True), box=box)
    until = words.say("until {time}", time=words.slack_time(meeting.due, seconds=True))
    if meeting.due - reader.at < timedelta(minutes=1):
        return words.say("*Less than a minute left*, {until}  ·  {box}", until=until, box=box)
    left = course.minutes_left(meeting.due, reader.at)
    return words.say("*About {n} min left*, {until}  ·  {box}", n=left, until=until, box=box)


def paused(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw a box that stands still."""
    words, back = reader.words, acts.may_take_back(meeting, reader.at)
    now = words.say(
        "*Paused.* {left} left in this box; the talk still ends at {end}.",
        left=words.minutes(meeting.left or timedelta()),
        end=words.slack_time(meeting.planned_end),
    )
    row = actions(
        press(words.say("Go on"), "resume", meeting, primary=True),
        take_back(words, meeting) if back else takeaway(words, meeting),
        here(words, meeting),
        next_topic(words, meeting, reader.at),
        more(
            reader,
            meeting,
            choice(words.say("Action"), "action", meeting),
            choice(words.say("End this box"), "end_box", meeting),
        ),
    )
    shown = under_discussion(reader, meeting)
    if back and meeting.verdict is not None:
        told = facts(aftermath(words, meeting, meeting.verdict), way_back(reader, meeting))
        shown.insert(0, section(told))
    hint = words.say("The time of this box stands still. Whoever is here can go on.")
    below = [*offer(reader, meeting), *columns(reader, meeting, new), *foot(reader, meeting, hint)]
    return [*head(reader, meeting), *shown, section(now), row, *below]


def carry_on(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw a talk that nobody wants to end."""
    words, again = reader.words, silence.asks_again_at(meeting)
    row = actions(
        next_topic(words, meeting, reader.at, "carry_on", primary=True),
        takeaway(words, meeting),
        action(words, meeting),
        here(words, meeting),
        more(reader, meeting),
    )
    if again is not None:
        time = words.slack_time(again, seconds=bool(again.second or again.microsecond))
        now = words.say("*Carry on; I ask again at {time}.* Press “Next topic” when you are ready before that.", time=time)
    else:
        time = words.slack_time(meeting.planned_end)
        now = words.say("*Carry on.* Press “Next topic” when you are ready; the talk ends at {time}.", time=time)
    shown, below = under_discussion(reader, meeting), [*offer(reader, meeting), *columns(reader, meeting, new)]
    return [*head(reader, meeting), section(now), *shown, row, *below, *foot(reader, meeting, _silence(reader, meeting))]


def _silence(reader: Reader, meeting: Meeting) -> str:
    """Say why the talk goes on, and what silence does next."""
    words, again = reader.words, silence.asks_again_at(meeting)
    window = advance.question_window(meeting, again) if again is not None else None
    told = words.say("Nobody answered, so the talk goes on: silence is not a verdict.")
    if again is not None and window is not None and advance.following(meeting, again + window):
        return f"{told} " + words.say("If nobody answers then, the next topic opens.")
    return told
