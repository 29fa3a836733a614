"""How the meetings of a channel went: numbers, bars of text, and a chart where Slack has charts."""

from collections import Counter
from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules.stats import Asked, OneMeeting, Stats
from bot.features.lean_coffee.views import ids
from bot.meetings.views.frame import facts
from bot.slack.blocks import actions, button, context, section
from bot.slack.charts import MOST_BARS, bar_chart
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

_LONGEST = 8
_ENOUGH = 2


def stats(words: Words, found: Stats, asked: Asked, subject: str) -> Message:
    """Draw the numbers for who asked, with bars of text and the way to a chart; below two meetings, say so."""
    if len(found.meetings) < _ENOUGH:
        return Message(_too_few(words, found, asked))
    chart = actions(button(words.say("Send me the chart"), ids.STATS_CHART, subject))
    return Message(_head(words, found), [*_numbers(words, found), _bars(words, found), chart, _note(words)])


def in_a_message(words: Words, found: Stats) -> Message | None:
    """Draw the same for a direct message, with a chart where this Slack has them."""
    if len(found.meetings) < _ENOUGH:
        return None
    numbers = _numbers(words, found)
    bars = list(zip(_days(words, _shown(found)), (round(one.minutes_a_topic, 1) for one in _shown(found)), strict=True))
    chart = bar_chart(_title(words), bars, across=words.say("Meeting"), up=words.say("Minutes a topic"))
    twin: list[Block] = [*numbers, _bars(words, found), _note(words)]
    return Message(_head(words, found), [*numbers, chart, _note(words)], plainer=twin)


def _too_few(words: Words, found: Stats, asked: Asked) -> str:
    more = words.say("`/coffee stats` counts the last ten here, `/coffee stats quarter` those of three months.")
    left_out = words.say("Asynchronous ones are not counted: they have no minutes.")
    return f"{_how_few(words, len(found.meetings), asked.title)} {left_out} {more}"


def _how_few(words: Words, meetings: int, title: str) -> str:
    match meetings, title:
        case 0, "":
            return words.say("There is no meeting with a record to count here. It takes two to compare.")
        case 0, _:
            return words.say(
                "No meeting with a record has “{title}” in its name here. It takes two to compare.",
                title=plain(title, 100),
            )
        case _, "":
            return words.say("There is one meeting with a record to count here. It takes two to compare.")
        case _:
            return words.say(
                "One meeting with a record has “{title}” in its name here. It takes two to compare.",
                title=plain(title, 100),
            )


def _head(words: Words, found: Stats) -> str:
    first, last = words.day(found.meetings[0].began), words.day(found.meetings[-1].began)
    if first == last:
        return words.count("{n} Lean Coffee on {day}", "{n} Lean Coffees on {day}", len(found.meetings), day=first)
    return words.count(
        "{n} Lean Coffee from {first} to {last}",
        "{n} Lean Coffees from {first} to {last}",
        len(found.meetings),
        first=first,
        last=last,
    )


def _numbers(words: Words, found: Stats) -> list[Block]:
    meetings = len(found.meetings)
    minutes = found.talked.total_seconds() / 60
    average = f"{minutes / found.topics:.1f}" if found.topics else "0"
    people = sum(one.people for one in found.meetings) / meetings
    lines = [
        f"*{_head(words, found)}*",
        *([words.say("Counted: “{title}”", title=plain(found.called, 100))] if found.called else []),
        words.say("Topics: {n}, {average} a meeting", n=found.topics, average=f"{found.topics / meetings:.1f}"),
        words.say("Minutes a topic: {average}, {n} in all", average=average, n=round(minutes)),
        words.count(
            "Extended past the first box: {extended} of {n} topic",
            "Extended past the first box: {extended} of {n} topics",
            found.topics,
            extended=found.extended,
        ),
        words.say("Carried over, not reached: {n}", n=found.carried),
        words.say("Action items done: {n} of {of}", n=found.done, of=found.promised),
        words.say("People: {n}, {average} a meeting", n=found.people, average=f"{people:.1f}"),
        *([_left_out(words, found)] if found.in_windows else []),
    ]
    return [section("\n".join(lines))]


def _left_out(words: Words, found: Stats) -> str:
    return words.count(
        "Not counted: {n} asynchronous Lean Coffee of this time. It has windows and no minutes.",
        "Not counted: {n} asynchronous Lean Coffees of this time. They have windows and no minutes.",
        found.in_windows,
    )


def _title(words: Words) -> str:
    return words.say("Minutes a topic, by meeting")


def _bars(words: Words, found: Stats) -> Block:
    """Draw a line a meeting, short enough for a phone, each with its number."""
    shown = _shown(found)
    most = max([1.0, *(one.minutes_a_topic for one in shown)])
    lines = [
        facts(
            f"{_bar(one.minutes_a_topic / most)} {one.minutes_a_topic:.1f}",
            words.count("{n} topic", "{n} topics", one.topics),
            day,
        )
        for one, day in zip(shown, _days(words, shown), strict=True)
    ]
    return section("\n".join([f"*{_title(words)}*", *lines]))


def _bar(part: float) -> str:
    full = round(part * _LONGEST)
    return "▰" * full + "▱" * (_LONGEST - full)


def _shown(found: Stats) -> Sequence[OneMeeting]:
    return found.meetings[-MOST_BARS:]


def _days(words: Words, shown: Sequence[OneMeeting]) -> list[str]:
    """Name each meeting by its day, with the time where a day had several."""
    days = [words.short_day(one.began, words.today) for one in shown]
    several = Counter(days)
    return [day if several[day] == 1 else f"{day} {words.clock(one.began)}" for day, one in zip(days, shown, strict=True)]


def _note(words: Words) -> Block:
    return context(words.say("Counted over meetings and topics; nothing here is about one person."))
