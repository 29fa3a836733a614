"""What is told to who noted an action item: nobody has it, it is done, it is overdue."""

from slack_sdk.models.blocks import Block

from bot.action_items.rules.values import ActionItem, State
from bot.action_items.views import ids
from bot.action_items.views.items import Shown, bare, handed_on, promise
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.words.words import Words


def returned(words: Words, shown: Shown, turn: int, *, has_left: bool) -> Message:
    """Ask who noted an item what is to become of it, for its owner said no or has left; then, what became of it."""
    item, owner = shown.item, shown.turns[turn].owner
    why = (
        words.say("{name} has left, and nobody has this now:", name=shown.name(owner))
        if has_left
        else words.say("{name} says that this is not theirs:", name=shown.name(owner))
    )
    text = f"{why} {promise(words, item)}"
    if turn < item.turn or item.state is not State.DECLINED:
        told = handed_on(words, shown, turn, item.noted_by) if turn < item.turn else stands(words, shown)
        return Message(bare(f"{text} {told}"), [section(f"{text}\n{told}")])
    choose = button(words.say("Choose somebody else"), ids.HAND_ON, item.id, primary=True)
    mine = button(words.say("I take it"), ids.TAKE, item.id)
    blocks: list[Block] = [section(text), actions(choose, mine, button(words.say("Drop it"), ids.DROP, item.id))]
    where = words.say("Anybody in <#{channel}> can take it too: `/refine actions`.", channel=item.channel)
    return Message(bare(text), [*blocks, context(where)])


def news(words: Words, shown: Shown) -> Message:
    """Tell who noted an item how it stands: done, or overdue with what can be done about that."""
    item, overdue = shown.item, _is_overdue(words, shown.item)
    text = promise(words, item)
    told = words.say("{name} has not said yet that it is done.", name=shown.name(item.owner)) if overdue else stands(words, shown)
    message = section(f"☑️ {text}\n{told}")
    if not overdue:
        return Message(bare(f"{told} {text}"), [message])
    buttons = actions(
        button(words.say("Change the date"), ids.DUE, item.id),
        button(words.say("Hand on"), ids.HAND_ON, item.id),
        button(words.say("Drop it"), ids.DROP, item.id),
    )
    return Message(bare(f"{told} {text}"), [message, buttons])


def stands(words: Words, shown: Shown) -> str:
    """Say to who noted it how an item stands."""
    item = shown.item
    name = shown.name(item.owner)
    match item.state:
        case State.OFFERED:
            return words.say("{name} has not answered yet.", name=name)
        case State.ACCEPTED:
            return words.say("{name} does it.", name=name)
        case State.DECLINED | State.FREE:
            return words.say("Nobody has it now.")
        case State.DONE:
            return words.say("It is done. {name} had it.", name=name)
        case State.DROPPED:
            return words.say("You dropped it: there is nothing to do.")


def _is_overdue(words: Words, item: ActionItem) -> bool:
    return item.is_open and item.due is not None and words.today is not None and item.due < words.today
