"""What a Product Owner reads a day ahead of a refinement: the items that lack something."""

from collections.abc import Sequence
from datetime import datetime

from bot.features.refinement.rules.items import Item
from bot.features.refinement.views.card import placed
from bot.features.refinement.views.item_line import row
from bot.series.rules import Occurrence, Series
from bot.slack.blocks import context, section
from bot.slack.surfaces import Message
from bot.teams.team import TeamSettings
from bot.words.words import Words


def to_prepare(
    words: Words, series: Series, occurrence: Occurrence, items: Sequence[Item], at: datetime, kept: TeamSettings
) -> Message:
    """Tell the Product Owner which of the items that a refinement proposes lack something."""
    told = words.say(
        "{refinement} begins {when}. These of its first items lack something:",
        refinement=placed(words, series),
        when=words.slack_day_time(occurrence.starts),
    )
    small = words.say("`/refine mute` stops messages of this kind.")
    return Message(told, [section(told), *(row(words, each, at, kept=kept) for each in items), context(small)])


def all_prepared(words: Words, series: Series, occurrence: Occurrence) -> Message:
    """Say that nothing is left to prepare."""
    values = {"refinement": placed(words, series), "when": words.slack_day_time(occurrence.starts)}
    return Message(words.say("{refinement} begins {when}. Its first items lack nothing.", **values))
