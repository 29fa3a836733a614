"""How the minutes that count have grown: as a chart, and as bars of text that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton
from slack_sdk.models.blocks import Block

from bot.features.seu.rules.growth import Grown
from bot.features.seu.rules.standings import Standing
from bot.features.seu.views import ids
from bot.features.seu.views.credential_pieces import amount, not_issued, number
from bot.features.seu.views.progress import title
from bot.slack.blocks import actions, button, context, header, section
from bot.slack.charts import bar_chart
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

MOST_PICTURES = 2
"""So many charts Slack takes in a message."""
_LONGEST = 8


@dataclass(frozen=True)
class Picture:
    """A standing, and how it has grown."""

    standing: Standing
    grown: tuple[Grown, ...]


def in_a_message(words: Words, pictures: Sequence[Picture], today: date) -> Message:
    """Draw the pictures for a direct message, with charts where this Slack has them."""
    shown = pictures[:MOST_PICTURES]
    below = [context(*_notes(words, shown))]
    charts: list[Block] = [block for one in shown for block in (_head(words, one, today), _chart(words, one))]
    texts: list[Block] = [block for one in shown for block in (_head(words, one, today), _bars(words, one))]
    text = words.say("How my SEUs have grown: {title}", title=title(words, shown[0].standing, today))
    return Message(text, [*charts, *below], plainer=[*texts, *below])


def in_a_form(words: Words, pictures: Sequence[Picture], today: date, *, sent: bool = False) -> Modal:
    """Draw the pictures as text, with the button that sends them as a chart: a form has no charts."""
    blocks: list[Block] = []
    for one in pictures:
        blocks += [_head(words, one, today), _bars(words, one)]
    if not pictures:
        blocks.append(section(words.say("There is nothing to draw yet: add a credential that is renewed by learning.")))
    elif sent:
        blocks.append(section(words.say("Sent: it stands in our direct messages.")))
    else:
        blocks.append(actions(button(words.say("Send me the chart"), ids.SEND_CHART, "mine")))
    if pictures:
        blocks.append(context(*_notes(words, pictures)))
    return Modal(ids.OVER_TIME, words.say("Over time"), blocks, close=words.say("Close"))


def _head(words: Words, one: Picture, today: date) -> Block:
    return header(f"📈 {title(words, one.standing, today)}")


def _chart(words: Words, one: Picture) -> Block:
    programme = one.standing.progress.programme
    bars = [(_day(words, each.last), round(float(programme.unit.amount(each.minutes)), 2)) for each in one.grown]
    return bar_chart(_title(words, one), bars, across=words.say("Up to"), up=plain(programme.unit.many))


def _bars(words: Words, one: Picture) -> Block:
    """Draw a line a bar, short enough for a phone; the whole length is the need, or the most that there is."""
    progress = one.standing.progress
    unit, most = progress.programme.unit, max([progress.need or 0, 1, *(each.minutes for each in one.grown)])
    lines = [
        f"{_bar(each.minutes, most)}  {number(words, unit, each.minutes)}  ·  {_day(words, each.last)}" for each in one.grown
    ]
    return section("\n".join([f"*{_title(words, one)}*", *lines]))


def _title(words: Words, one: Picture) -> str:
    return words.say("{units} that count, up to each day", units=plain(one.standing.progress.programme.unit.many))


def _bar(minutes: int, most: int) -> str:
    full = max(minutes * _LONGEST // most, 1 if minutes else 0)
    return "▰" * full + "▱" * (_LONGEST - full)


def _notes(words: Words, pictures: Sequence[Picture]) -> list[str]:
    needs = [_need(words, one) for one in pictures]
    return [*needs, not_issued(words, [one.standing.progress.programme for one in pictures])]


def _need(words: Words, one: Picture) -> str:
    progress = one.standing.progress
    need = amount(words, progress.programme.unit, progress.need or 0)
    return words.say("Needed for {names}: {amount}.", names=_names(words, one), amount=need)


def _names(words: Words, one: Picture) -> str:
    return words.all_of([plain(share.certification.name) for share in one.standing.progress.joint.shares])


def _day(words: Words, day: date) -> str:
    return format_skeleton("yMMMd", day, locale=words.locale)
