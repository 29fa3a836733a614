"""How the draws of a forecast lie: as a chart, and as bars of text that say the same."""

from datetime import date

from slack_sdk.models.blocks import Block

from bot.features.refinement.rules.forecast.draws import DRAWS
from bot.features.refinement.rules.forecast.outlook import Bar, Counts, Dates
from bot.slack.blocks import section
from bot.slack.charts import bar_chart
from bot.words.words import Words

_LONGEST = 10
_FIGURE_SPACE = "\N{FIGURE SPACE}"
"""As wide as a digit."""


def as_text(words: Words, found: Dates | Counts, today: date) -> Block:
    """Draw a line a bar, the likeliest one longest. The bar stands first: a label before it would set each off by its own width."""
    most = max(bar.share for bar in found.bars)
    labels = [_items(words, bar) for bar in found.bars] if isinstance(found, Counts) else _days(words, found, today)
    lines = [
        f"{_bar(bar.share / most)} {f'{_percent(bar)} %'.rjust(5, _FIGURE_SPACE)}  {label}"
        for bar, label in zip(found.bars, labels, strict=True)
    ]
    return section("\n".join([f"*{_title(words, found)}*", *lines]))


def as_chart(words: Words, found: Dates | Counts, today: date) -> Block:
    """Draw a chart, for a Slack that knows them."""
    if isinstance(found, Counts):
        labels, across = (
            [f"{bar.first}–{bar.last}" if bar.first < bar.last else f"{bar.first}" for bar in found.bars],
            words.say("Items"),
        )
    else:
        labels, across = _days(words, found, today), words.count("Week of", "{n} weeks from", _weeks(found))
    bars = [(label, _percent(bar)) for label, bar in zip(labels, found.bars, strict=True)]
    return bar_chart(_title(words, found), bars, across=across, up=words.say("% of the draws"))


def _title(words: Words, found: Dates | Counts) -> str:
    draws = f"{DRAWS:,}"
    if isinstance(found, Counts):
        return words.say("How {draws} draws came out", draws=draws)
    return words.count(
        "How {draws} draws came out, week by week",
        "How {draws} draws came out, in steps of {n} weeks",
        _weeks(found),
        draws=draws,
    )


def _bar(part: float) -> str:
    full = max(1, round(part * _LONGEST))
    return "▰" * full + "▱" * (_LONGEST - full)


def _percent(bar: Bar) -> int:
    return round(bar.share * 100)


def _days(words: Words, found: Dates, today: date) -> list[str]:
    """Name each bar by its first day: both would not fit beside it on a phone."""
    return [words.short_day(date.fromordinal(bar.first), today) for bar in found.bars]


def _weeks(found: Dates) -> int:
    return (found.bars[0].last - found.bars[0].first + 1) // 7


def _items(words: Words, bar: Bar) -> str:
    if bar.first == bar.last:
        return words.count("{n} item", "{n} items", bar.first)
    return words.say("{first} to {last} items", first=bar.first, last=bar.last)
