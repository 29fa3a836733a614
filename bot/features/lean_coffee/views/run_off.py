"""The offer of a run-off, on the board of the topic that has just opened."""

from slack_sdk.models.blocks import Block, ButtonElement

from bot.features.lean_coffee.rules import run_off
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views.frame import press
from bot.meetings.views.frame import Reader
from bot.slack.blocks import section
from bot.words.words import Words


def run_off_offer(reader: Reader, meeting: Meeting) -> list[Block]:
    """Offer a run-off among the topics that share the top, while anyone here can have one."""
    until = run_off.offered_until(meeting)
    if until is None or reader.at >= until:
        return []
    words, among = reader.words, run_off.tied(meeting)
    told = words.count(
        "*{topics} topics share the top with {n} dot each.* Until {time} anyone here can have a run-off.",
        "*{topics} topics share the top with {n} dots each.* Until {time} anyone here can have a run-off.",
        among[0].dots,
        topics=len(among),
        time=words.slack_time(until, seconds=True),
    )
    return [section(told, run_off_button(words, meeting))]


def run_off_button(words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that has the topics at the top voted on once more."""
    return press(words.say("One-dot run-off"), "run_off", meeting)
