"""What stakeholders see of a team, what they propose, and what became of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block, ConversationFilter, ConversationSelectElement

from bot.core.ids import ChannelId
from bot.features.refinement.rules.forecast.history import LEAST_DONE
from bot.features.refinement.rules.goals import Goal
from bot.features.refinement.rules.items import Item, ItemState
from bot.features.refinement.rules.proposals import LIMITS, Proposal, Verdict
from bot.features.refinement.rules.sharing import PERCENT, Outlook, Share, ShareId
from bot.features.refinement.views.draws import as_chart, as_text
from bot.features.refinement.views.goals import goal_line
from bot.slack.blocks import VALUE, actions, button, context, field, grouped, header, section, typed
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

FORM, STOP = "refinement:share", "refinement:stop_sharing"
PROPOSE, PROPOSE_FORM = "refinement:propose", "refinement:propose"
ACCEPT, DECLINE, DECLINE_FORM = "refinement:accept", "refinement:decline", "refinement:decline"
TOLD = "refinement:share_told"


@dataclass(frozen=True)
class Shared:
    """What a share shows: the team's channel by name, its goal, the first items of its order, what lies ahead."""

    share: ShareId
    name: str
    goal: Goal | None
    items: Sequence[Item]
    count: int
    outlook: Outlook | None
    by: str
    at: datetime


def share(words: Words, shown: Shared) -> Message:
    """Draw a share, to which everybody of its channel may comment and propose; with a chart where their Slack has charts."""
    title = (
        words.say("What #{channel} refines next", channel=shown.name) if shown.name else words.say("What the team refines next")
    )
    lines = [_line(words, rank, item) for rank, item in enumerate(shown.items, 1)] or [words.say("Nothing stands in the queue.")]
    above: list[Block] = [header(f"🧭 {title}"), section(f"*{goal_line(words, shown.goal)}*"), *grouped(lines)]
    if shown.outlook is not None:
        above.append(section(_ahead(words, shown.outlook)))
    notes = [words.say("Ordered by the Product Owner, and kept up to date here. Comment in the thread.")]
    if shown.count > len(shown.items):
        notes.insert(0, words.say("{n} of {count}.", n=len(shown.items), count=shown.count))
    below: list[Block] = [
        actions(button(words.say("Propose an item"), PROPOSE, shown.share)),
        context(" ".join(notes), words.say("Shared by {name}.", name=plain(shown.by))),
    ]
    if shown.outlook is None or shown.outlook.dates is None:
        return Message(plain(title), [*above, *below])
    chart, bars = (draw(words, shown.outlook.dates, shown.at.date()) for draw in (as_chart, as_text))
    return Message(plain(title), [*above, chart, *below], plainer=[*above, bars, *below])


def _line(words: Words, rank: int, item: Item) -> str:
    facts = [words.say("{rank}. *{title}*", rank=rank, title=plain(item.title, 200)), plain(item.size, 20)]
    facts.append(words.say("ready ✓") if item.state is ItemState.READY else "")
    return "  ·  ".join(fact for fact in facts if fact)


def _ahead(words: Words, outlook: Outlook) -> str:
    if outlook.by is not None:
        return words.count(
            "📈 The {n} item that stands here: {percent} % by {day}. A forecast, not a commitment.",
            "📈 All {n} items that stand here: {percent} % by {day}. A forecast, not a commitment.",
            outlook.items,
            percent=PERCENT,
            day=words.day(outlook.by),
        )
    if outlook.too_far:
        return words.count(
            "📈 The {n} item that stands here reaches farther than a forecast does.",
            "📈 The {n} items that stand here reach farther than a forecast does.",
            outlook.items,
        )
    return words.count(
        "📈 No forecast yet: {n} item was done in the last 12 weeks, and it needs {least}.",
        "📈 No forecast yet: {n} items were done in the last 12 weeks, and it needs {least}.",
        outlook.done,
        least=LEAST_DONE,
    )


def share_form(words: Words, channel: ChannelId, shares: Sequence[Share], note: str = "") -> Modal:
    """Draw where a channel's queue is shared, and the choice of one more channel."""
    blocks: list[Block] = [section(note)] if note else []
    for one in shares:
        told = words.say("Shared in <#{channel}>", channel=one.shown_in)
        blocks.append(section(told, button(words.say("Stop"), STOP, one.id)))
    only = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    blocks.append(field("channel", words.say("Share in"), ConversationSelectElement(action_id=VALUE, filter=only)))
    blocks.append(
        context(
            words.say(
                "Everybody of that channel sees the ordered queue, the Product Goal and the forecast, and may propose items."
            )
        )
    )
    return Modal(FORM, words.say("Share"), blocks, words.say("Share"), words.say("Cancel"), private=channel)


def told(words: Words, text: str) -> Modal:
    """Draw what came of a form."""
    return Modal(TOLD, words.say("Done"), [section(text)], close=words.say("Close"))


def propose_form(words: Words, share: str) -> Modal:
    """Draw the form by which a stakeholder proposes an item."""
    blocks: list[Block] = [
        field("title", words.say("Item"), typed(LIMITS["title"], example=words.say("As a buyer I can save a card"))),
        field("why", words.say("Why"), typed(LIMITS["why"], lines=True), optional=True),
        context(words.say("It waits for the Product Owner, who sees your name.")),
    ]
    return Modal(PROPOSE_FORM, words.say("Propose an item"), blocks, words.say("Propose"), words.say("Cancel"), private=share)


def decline_form(words: Words, found: Proposal) -> Modal:
    """Draw the form that declines a proposal, with a reason or without."""
    blocks: list[Block] = [
        section(f"*{plain(found.title, 250)}*"),
        field("reason", words.say("Why not"), typed(LIMITS["reason"]), optional=True),
        context(words.say("Who proposed it is told, with your reason.")),
    ]
    return Modal(DECLINE_FORM, words.say("Decline"), blocks, words.say("Decline"), words.say("Cancel"), private=found.id)


def proposal(words: Words, found: Proposal, name: str) -> Message:
    """Draw a proposal for who decides, or what became of it; `name`: of who proposed it."""
    text = words.say(
        "{name} proposes for <#{channel}>: *{title}*", name=plain(name), channel=found.channel, title=plain(found.title, 250)
    )
    blocks: list[Block] = grouped([text, *([plain(found.why, 1_000)] if found.why else [])])
    match found.verdict:
        case Verdict.WAITING:
            accept = button(words.say("Accept"), ACCEPT, found.id, primary=True)
            blocks.append(actions(accept, button(words.say("Decline"), DECLINE, found.id)))
        case Verdict.ACCEPTED:
            blocks.append(context(words.say("Accepted: #{number}, at the end of the queue.", number=found.number)))
        case Verdict.DECLINED:
            blocks.append(context(_declined(words, found)))
    return Message(text.replace("*", ""), blocks)


def answer(words: Words, found: Proposal, name: str) -> Message | None:
    """Draw for who proposed it what became of a proposal; nothing while it waits. `name`: of who decided."""
    values = {"title": plain(found.title, 250), "channel": found.channel, "name": plain(name)}
    if found.verdict is Verdict.WAITING:
        return None
    if found.verdict is Verdict.ACCEPTED:
        told = words.say(
            "{name} took up your proposal for <#{channel}>: “{title}” is #{number} now.", number=found.number, **values
        )
    else:
        told = words.say("{name} declined your proposal for <#{channel}>: “{title}”.", **values)
        told = f"{told} {words.say('Reason: {reason}', reason=plain(found.reason, 300))}" if found.reason else told
    return Message(told, [section(told)])


def _declined(words: Words, found: Proposal) -> str:
    if not found.reason:
        return words.say("Declined.")
    return words.say("Declined: {reason}", reason=plain(found.reason, 300))
