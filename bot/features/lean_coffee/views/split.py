"""The one board of a meeting that talks at tables."""

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views import tables
from bot.features.lean_coffee.views.columns import columns
from bot.features.lean_coffee.views.frame import foot, head, here, more
from bot.meetings.views.frame import Reader, facts, time_left
from bot.slack.blocks import actions, divider, section


def split(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw all tables, to choose one; what was discussed stands below."""
    words = reader.words
    now = words.say(
        "*At tables until {time}.* Choose one, and change as you like; its talk is in its thread.",
        time=words.slack_time(meeting.planned_end),
    )
    hint = words.say("Each table talks about its topic and gives thumbs by itself. One summary gathers all tables at the end.")
    row = actions(here(words, meeting), tables.back_to_one(words, meeting), more(reader, meeting))
    shown = tables.at_tables(reader, meeting)
    return [
        *head(reader, meeting),
        section(facts(now, time_left(reader, meeting))),
        divider(),
        *shown,
        row,
        *columns(reader, meeting, new),
        *foot(reader, meeting, hint),
    ]
