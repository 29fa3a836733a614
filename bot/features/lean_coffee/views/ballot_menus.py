"""The private ballot by menus, for many people: what is chosen counts when the form is sent."""

from collections import Counter
from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Topic, TopicId, TopicMeeting
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.ballot import OpenBallot, closes, gone, nothing_left, on_ballot, title_of, told
from bot.features.lean_coffee.views.pieces import dots
from bot.features.lean_coffee.views.votes_option import told_on_ballot
from bot.paging import paged, turning
from bot.slack.blocks import field, menu, section
from bot.slack.surfaces import Modal
from bot.slack.text import one_line
from bot.words.words import Words

GIVES = "gives_"
OLD_DOT = "dot_"
"""What the menus of an older version's form are called: one for each dot."""


def by_menus(words: Words, meeting: TopicMeeting, chosen: Mapping[TopicId, int], page: int = 0, *, notice: str = "") -> Modal:
    """Draw a page of the ballot: a menu for each topic, from no dot to all. `chosen`: dots by topic, of all pages."""
    listed = on_ballot(meeting, {topic for topic, number in chosen.items() if number})
    if not any(topic.column is Column.TO_DISCUSS for topic in listed):
        return nothing_left(words, meeting)
    pages = paged(page, len(listed))
    shown = listed[pages.start : pages.stop]
    blocks: list[Block] = [
        *told(notice),
        section(_head(words, meeting)),
        *(_row(words, meeting, topic, chosen.get(topic.id, 0)) for topic in shown),
        *turning(words, pages, ids.MENUS_BEFORE, ids.MENUS_AFTER),
    ]
    here = {topic.id for topic in shown}
    elsewhere = {topic: number for topic, number in chosen.items() if number and topic not in here}
    private = OpenBallot(meeting.id, meeting.phase, pages.number, elsewhere).written()
    return Modal(ids.BALLOT_FORM, title_of(words, meeting), blocks, words.say("Done"), words.say("Cancel"), private=private)


def read_chosen(fields: Mapping[str, object], opened: OpenBallot) -> dict[TopicId, int]:
    """Read the dots that were chosen, by topic: on the page that is sent, on the others, or in the menus of an older version's form."""
    given: Counter[TopicId] = Counter(dict(opened.topics))
    for block, chosen in fields.items():
        text = chosen if isinstance(chosen, str) else ""
        if block.startswith(GIVES):
            given[TopicId(block.removeprefix(GIVES))] = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        elif block.startswith(OLD_DOT) and text:
            given[TopicId(text)] += 1
    return {topic: number for topic, number in given.items() if number}


def _head(words: Words, meeting: TopicMeeting) -> str:
    if seen := told_on_ballot(words, meeting):
        now = words.count(
            "*{n} dot to give.* It counts when you press “Done”; change it until voting closes at {time}.",
            "*{n} dots to give.* They count when you press “Done”; change them until voting closes at {time}.",
            meeting.dots,
            time=closes(words, meeting),
        )
        return f"{now} {seen}"
    return words.count(
        "*{n} dot to give.* It counts when you press “Done”; change it until voting closes at {time}. Nobody sees it.",
        "*{n} dots to give.* They count when you press “Done”; change them until voting closes at {time}. Nobody sees them.",
        meeting.dots,
        time=closes(words, meeting),
    )


def _row(words: Words, meeting: TopicMeeting, topic: Topic, given: int) -> Block:
    if topic.column is not Column.TO_DISCUSS:
        return gone(words, topic)
    options = {str(number): dots(number) for number in range(meeting.dots + 1)}
    choice = menu(options, first=str(min(given, meeting.dots)))
    return field(f"{GIVES}{topic.id}", one_line(topic.title), choice, hint=one_line(topic.context)[:500] or None)
