"""An item on one line: its title, key, number, size, gaps, state, with its ⋮ menu."""

from datetime import datetime

from slack_sdk.models.blocks import OverflowMenuElement, SectionBlock

from bot.features.refinement.rules.items import Gap, Item, ItemState, gaps, untouched_days
from bot.features.refinement.views import item_ids as ids
from bot.features.refinement.views.explain_items import state_name
from bot.features.refinement.views.item_ids import Act, Shown, block_of, label, often
from bot.meetings.views.ids import option_value
from bot.slack.blocks import overflow, section
from bot.slack.text import escape, plain
from bot.teams.team import DEFAULTS, TeamSettings
from bot.words.words import Words


def line(words: Words, item: Item, at: datetime, *, rank: int | None = None, kept: TeamSettings = DEFAULTS) -> str:
    """Write an item on one line; `rank`: the how-manieth it is in the list."""
    title = words.say("*{title}*", title=plain(item.title, 250))
    if rank is not None:
        title = words.say("{rank}. {title}", rank=rank, title=title)
    facts = [title, _named(item), plain(item.size, 20), *state(words, item), *_gaps(words, item, at, kept)]
    return "  ·  ".join(fact for fact in facts if fact)


def _named(item: Item) -> str:
    """Write an item's number, with its key elsewhere."""
    if not (item.key or item.link):
        return f"#{item.number}"
    key = plain(item.key or "↗", 50)
    return f"#{item.number}  <{escape(item.link)}|{key}>" if item.link else f"#{item.number}  {key}"


def state(words: Words, item: Item) -> list[str]:
    """Say in which state an item is; of what is to be refined the list itself says so."""
    if item.state is ItemState.TO_REFINE:
        return []
    if item.state is ItemState.READY:
        return [words.say("ready ✓")]
    if item.since is None:
        return [state_name(item.state, words)]
    return [words.say("{state} {day}", state=state_name(item.state, words), day=words.short_day(item.since, words.today))]


def _gaps(words: Words, item: Item, at: datetime, kept: TeamSettings) -> list[str]:
    told = {
        Gap.NO_CRITERIA: words.say("no criteria"),
        Gap.NO_SIZE: words.say("no size"),
        Gap.LARGE: words.say("large: split?"),
        Gap.UNTOUCHED: words.count("untouched for {n} day", "untouched for {n} days", untouched_days(item, at)),
    }
    return [told[gap] for gap in gaps(item, at, kept)]


def row(
    words: Words,
    item: Item,
    at: datetime,
    *,
    rank: int | None = None,
    kept: TeamSettings = DEFAULTS,
    within: Shown | None = None,
    orders: bool = True,
) -> SectionBlock:
    """Draw an item on one line with its ⋮ menu.

    `within`: the private list to which an act from there comes back; `orders`: whether its reader may put the item elsewhere.
    """
    block = None if within is None else block_of(item.id, within)
    return section(line(words, item, at, rank=rank, kept=kept), menu_of(words, item, orders=orders), block=block)


def menu_of(words: Words, item: Item, *, orders: bool = True) -> OverflowMenuElement | None:
    """Draw an item's ⋮ menu: the commonest acts of its state, and the way to the others."""
    acts = (*often(item.state, orders=orders), Act.MORE)
    return overflow(ids.MENU, [(label(act, item.state, words), option_value(act, item.id, item.moves)) for act in acts])
