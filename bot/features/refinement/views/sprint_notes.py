"""What refinement knows of a Sprint, as lines on the cards of its events."""

from collections.abc import Sequence

from bot.slack.text import plain
from bot.words.words import Words

MOST_NAMED = 8
"""Items that are done and named on a card."""


def on_planning(words: Words, goal: str, ready: int, sizes: Sequence[str], throughput: Sequence[int]) -> list[str]:
    """Say the Product Goal, what is ready with its sizes, in its order, and what the last Sprints have brought."""
    above = [words.say("*Product Goal*  {goal}", goal=plain(goal, 300))] if goal else []
    lines = [_ready(words, ready, sizes)]
    if throughput:
        counts = words.names([str(count) for count in throughput])
        lines.append(words.say("*Done in the last Sprints*  {counts}", counts=counts))
    return [*above, *lines]


def _ready(words: Words, ready: int, sizes: Sequence[str]) -> str:
    if not ready:
        return words.say("*Ready*  nothing yet: `/refine queue` shows what is to be refined")
    if not any(sizes):
        return words.count("*Ready*  {n} item, no size", "*Ready*  {n} items, no sizes", ready)
    named = words.names([plain(size, 20) if size else words.say("no size") for size in sizes])
    return words.count("*Ready*  {n} item: {sizes}", "*Ready*  {n} items: {sizes}", ready, sizes=named)


def on_review(words: Words, done: int, titles: Sequence[str]) -> list[str]:
    """Name what was done in the Sprint."""
    if not done:
        return []
    named = [words.say("☑ {title}", title=plain(title, 200)) for title in titles]
    more = [words.count("and {n} more", "and {n} more", done - len(named))] if done > len(named) else []
    return [words.count("*Done*  {n} item", "*Done*  {n} items", done), *named, *more]
