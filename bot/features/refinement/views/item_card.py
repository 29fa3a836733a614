"""An item as a whole, with all that can be done with it; what an act has made of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.features.refinement.rules.items import Change, Item, ItemState
from bot.features.refinement.rules.ordering import Rank
from bot.features.refinement.views import item_ids as ids
from bot.features.refinement.views.explain_items import state_name
from bot.features.refinement.views.item_around import Around, above, below
from bot.features.refinement.views.item_ids import button_id, label, rows_of_acts
from bot.features.refinement.views.item_line import line, menu_of
from bot.meetings.views.frame import Reader
from bot.meetings.views.ids import value
from bot.slack.blocks import actions, button, context, grouped, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import cut, plain
from bot.teams.team import TeamSettings
from bot.words.words import Words


def card(reader: Reader, item: Item, changes: Sequence[Change], around: Around, note: str = "", *, orders: bool) -> Modal:
    """Draw an item as a whole in a form: what it serves, its words, what was said of it, its days, its latest changes.

    `orders`: whether its reader may put it elsewhere.
    """
    words = reader.words
    blocks: list[Block] = [section(note)] if note else []
    blocks += [context(told) for told in above(words, around.direction)]
    blocks.append(section(line(words, item, reader.at, kept=around.kept)))
    blocks += grouped([*_words_of(words, item), *below(reader, around)])
    for acts in rows_of_acts(item.state, orders=orders):
        named = value(item.id, item.moves)
        blocks.append(actions(*(button(label(act, item.state, words), button_id(act), named) for act in acts)))
    blocks.append(context(*_history(words, item, changes, reader.names)))
    title = cut(words.say("#{number}", number=item.number), 24)
    return Modal(ids.CARD_FORM, title, blocks, close=words.say("Close"), private=item.id)


def _words_of(words: Words, item: Item) -> list[str]:
    why = _lines(item.why)
    told = [
        why,
        words.say("*Acceptance criteria*") if item.criteria else "",
        *(f"☐ {plain(one.text, 300)}" for one in item.criteria),
        words.say("*Outcome*\n{outcome}", outcome=_lines(item.outcome)) if item.outcome else "",
    ]
    return [one for one in told if one]


def _lines(text: str) -> str:
    """Write somebody's words as they are, on several lines."""
    return "\n".join(plain(one, 1_500) for one in text.splitlines())


def _history(words: Words, item: Item, changes: Sequence[Change], names: Mapping[PersonId, str]) -> list[str]:
    added = words.say("Added by {name}, {day}.", name=plain(names[item.author]), day=words.short_day(item.created, words.today))
    days = [
        words.say("{state} {day}", state=state_name(state, words), day=words.short_day(day, words.today))
        for state, day in (
            (ItemState.READY, item.ready),
            (ItemState.STARTED, item.started),
            (ItemState.DONE, item.done),
            (ItemState.PARKED, item.parked),
        )
        if day is not None
    ]
    return [added, *([words.names(days)] if days else []), *(_change(words, one, names) for one in changes)]


def _change(words: Words, change: Change, names: Mapping[PersonId, str]) -> str:
    told = {"name": plain(names[change.person]), "day": words.short_day(change.at, words.today)}
    what = change.what
    if what.part == "criterion":
        sentence = words.say("{name} added a criterion, {day}: {text}", **told, text=plain(what.after, 100))
        return (
            sentence
            if what.after
            else words.say("{name} took a criterion away, {day}: {text}", **told, text=plain(what.before, 100))
        )
    if what.part == "state":
        names_of = {state.value: state_name(state, words) for state in ItemState}
        return words.say("{name}, {day}: {state}", **told, state=names_of[what.after])
    part = {
        "title": words.say("title"),
        "why": words.say("why"),
        "outcome": words.say("outcome"),
        "size": words.say("size"),
        "link": words.say("link"),
        "key": words.say("key"),
    }[what.part]
    return words.say("{name} changed the {part}, {day}: {text}", **told, part=part, text=plain(what.after, 100) or "–")


def added(words: Words, item: Item, rank: Rank, at: datetime, kept: TeamSettings, *, orders: bool) -> Message:
    """Tell who has added an item where it stands, with its ⋮ menu; `orders`: whether they may put it elsewhere."""
    told = words.say("Added: {line}", line=line(words, item, at, kept=kept))
    where = words.say("Number {n} of {count} to refine.", n=rank.number, count=rank.count)
    return Message(
        words.say("Added: {title}", title=plain(item.title)),
        [section(told, menu_of(words, item, orders=orders)), context(where)],
    )


def one_line(words: Words, item: Item) -> str:
    """Name an item by its number and title."""
    return words.say("#{number}  *{title}*", number=item.number, title=plain(item.title, 250))


def now_is(words: Words, item: Item) -> str:
    """Say in which state an item is now."""
    return words.say("“{title}” is {state} now.", title=plain(item.title), state=state_name(item.state, words))


def now_stands(words: Words, item: Item, rank: Rank) -> str:
    """Say where an item stands now."""
    return words.say("“{title}” is number {n} of {count} now.", title=plain(item.title), n=rank.number, count=rank.count)


def told_form(words: Words, title: str, told: str) -> Modal:
    """Draw in the place of a sent form what became of it."""
    return Modal(ids.CARD_FORM, title, [section(told)], close=words.say("Close"))
