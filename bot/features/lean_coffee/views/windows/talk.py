"""The message in whose thread one topic of an asynchronous Lean Coffee is talked about."""

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Tally, Topic
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, goes_on, tally_of
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.moment import counted
from bot.features.lean_coffee.views.pieces import context_line, dots, most_dots, origin
from bot.features.lean_coffee.views.windows.board import taken
from bot.features.lean_coffee.views.windows.pieces import ENOUGH, MORE_TIME, NEUTRAL, ends
from bot.meetings.views.frame import Reader, facts
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import actions, button, context, grouped, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words


def talk(reader: Reader, meeting: AsyncCoffee, topic: Topic) -> Message:
    """Draw one topic: what it is about, until when it is talked about below, and its thumbs."""
    words, title = reader.words, plain(topic.title, 200)
    named = f"💬 *{title}*  {dots(topic.dots, most_dots(meeting.topics))}"
    told = facts(context_line(reader, topic), origin(reader, topic))
    blocks: list[Block] = [section(f"{named}\n{told}"), *_course(words, meeting, topic)]
    return Message(words.say("{topic}: talk about it in this thread", topic=words.set_off(title)), blocks)


def _course(words: Words, meeting: AsyncCoffee, topic: Topic) -> list[Block]:
    lines = grouped(taken(meeting, topic))
    if topic.column is not Column.DISCUSSING or meeting.closed is not None:
        return [*lines, section(_done(words, meeting, topic))]
    takeaway = button(words.say("Takeaway"), ids.TAKEAWAY, value(topic.id, meeting.phase))
    action = button(words.say("Action"), ids.ACTION, option_value(topic.id, meeting.id, meeting.phase))
    if goes_on(topic):
        won = words.say("*{tally}: one more window*, until {time}.", tally=_fell(topic.tallies[-1:]), time=ends(words, meeting))
        return [section(won), *lines, actions(takeaway, action), context(_where(words))]
    asks = words.say("*Reply in this thread until {time}.* Then: one more window?", time=ends(words, meeting))
    tally = tally_of(meeting, topic.id)
    row = actions(
        *(
            button(text, action, option_value(topic.id, meeting.id, meeting.phase))
            for action, text in (
                (MORE_TIME, words.say("👍 More")),
                (NEUTRAL, words.say("✊ Neutral")),
                (ENOUGH, words.say("👎 Enough")),
            )
        ),
        takeaway,
        action,
    )
    stake = words.say(
        "More 👍 than 👎 gives it one more window; a tie ends it. Nobody sees who pressed what; the last press counts."
    )
    now = counted(tally) if tally.answers else words.say("Nobody has answered yet.")
    return [section(asks), *lines, row, context(now, stake)]


def _done(words: Words, meeting: AsyncCoffee, topic: Topic) -> str:
    if topic.column is Column.TO_DISCUSS:
        return words.say("Closed quietly: only one person took part. The topic waits for the next meeting.")
    if not topic.tallies:
        return words.say("*Discussed.* Nobody asked for one more window.")
    if len(topic.boxes) > 1:
        return words.say("*Discussed*, in two windows. The summary has what came out.")
    return words.say("*{tally}: discussed.* The summary has what came out.", tally=_fell(topic.tallies[-1:]))


def _fell(tallies: tuple[Tally, ...]) -> str:
    return " ".join(counted(tally) for tally in tallies)


def _where(words: Words) -> str:
    return words.say("Reply in this thread.")
