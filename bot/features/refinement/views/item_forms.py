"""The forms of an item: added, edited, put before another one, split."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.core.ids import ChannelId, ItemId
from bot.features.refinement.rules.item_refusals import NoSuchItem
from bot.features.refinement.rules.item_texts import LIMITS, ItemText, Seen, seen
from bot.features.refinement.rules.items import Item, text_of
from bot.features.refinement.views import item_ids as ids
from bot.slack.blocks import MOST_TYPED, context, field, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

_MARKS = 6
"""An item's form notes a mark of each of its single parts."""


def add_form(words: Words, channel: ChannelId, text: ItemText) -> Modal:
    """Draw the form for a new item of a channel, filled with what is known of it."""
    blocks = _fields(words, text, "\n".join(text.criteria))
    return Modal(ids.ADD_FORM, words.say("Add an item"), blocks, words.say("Add"), words.say("Cancel"), private=channel)


def edit_form(words: Words, item: Item) -> Modal:
    """Draw the form in which an item's words are changed; what it shows goes with it, so that what others change meanwhile stays."""
    text, criteria = text_of(item), "\n".join(one.text for one in item.criteria)
    fits = len(criteria) <= MOST_TYPED
    blocks = _fields(words, text, criteria if fits else "")
    if not fits:
        blocks.append(context(words.say("The criteria that stand there stay; what you write is added to them.")))
    shown = seen(text, [one.id for one in item.criteria] if fits else ())
    private = " ".join((item.id, *shown.marks, *shown.criteria))
    title = words.say("Edit #{number}", number=item.number)
    return Modal(ids.EDIT_FORM, title, blocks, words.say("Save"), words.say("Cancel"), private=private)


def read_edited(form: Form) -> tuple[ItemId, Seen]:
    """Read which item a form changes, and what it showed. Raise NoSuchItem for a broken one."""
    item, *rest = form.private.split(" ")
    if len(rest) < _MARKS:
        raise NoSuchItem
    return ItemId(item), Seen(tuple(rest[:_MARKS]), tuple(rest[_MARKS:]))


def read_text(form: Form) -> ItemText:
    """Read the words of an item out of a form."""
    single = {name: form.text(name) for name in ("title", "why", "outcome", "size", "link", "key")}
    return ItemText(criteria=tuple(form.text("criteria").splitlines()), **single)


def _fields(words: Words, text: ItemText, criteria: str) -> list[Block]:
    def box(
        name: str, told: str, first: str, *, lines: bool = False, example: str | None = None, hint: str | None = None
    ) -> Block:
        room = LIMITS.get(name, MOST_TYPED)
        element = typed(room, first=first[:room], lines=lines, example=example)
        return field(name, told, element, hint=hint, optional=name != "title")

    return [
        box("title", words.say("Item"), text.title, example=words.say("As a buyer I can save a card")),
        box("why", words.say("Why"), text.why, lines=True),
        box(
            "criteria",
            words.say("Acceptance criteria"),
            criteria,
            lines=True,
            example=words.say("The card is there next time"),
            hint=words.say("One a line."),
        ),
        box("outcome", words.say("Outcome: by what you will see that it helped"), text.outcome, lines=True),
        box("size", words.say("Size"), text.size),
        box("link", words.say("Link"), text.link, example="https://"),
        box("key", words.say("Key elsewhere"), text.key, example="PAY-7"),
    ]


def before_form(words: Words, item: Item, following: Sequence[Item]) -> Modal:
    """Ask before which other item one is put; the first of the queue are named, so that nobody has to look up their numbers."""
    named = "\n".join(f"#{one.number}  {plain(one.title, 100)}" for one in following if one.id != item.id)
    blocks: list[Block] = [
        section(words.say("*{title}* goes before:", title=plain(item.title, 250))),
        field("before", words.say("Number of the other item"), typed(20, example="#17")),
        *([context(named)] if named else []),
    ]
    title = words.say("Before which item?")
    return Modal(ids.BEFORE_FORM, title, blocks, words.say("Put it there"), words.say("Cancel"), private=item.id)


def split_form(words: Words, item: Item) -> Modal:
    """Ask for the parts that are split off an item."""
    told = words.say("*{title}* stays; the parts stand behind it, with its why and its link.", title=plain(item.title, 250))
    blocks: list[Block] = [
        section(told),
        field("parts", words.say("Parts, one a line"), typed(MOST_TYPED, lines=True)),
    ]
    title = words.say("Split #{number}", number=item.number)
    return Modal(ids.SPLIT_FORM, title, blocks, words.say("Split"), words.say("Cancel"), private=item.id)
