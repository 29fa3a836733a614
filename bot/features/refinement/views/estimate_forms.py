"""The private forms of estimates: asking, answering; what waits for one's answer; its row on the Home."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.feature import HomeButton, HomeRow, Slot
from bot.features.refinement.rules.estimates import LIMITS
from bot.features.refinement.rules.estimation import Estimation, Vote
from bot.features.refinement.rules.items import Item
from bot.features.refinement.views.estimates import VOTE
from bot.meetings.views.ids import value
from bot.slack.blocks import button, context, field, menu, section, typed
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

_MOST = 40
VOTE_FORM, ASK_FORM = "refinement:estimate_form", "refinement:ask_estimate"
ASK_ITEM_FORM = "refinement:ask_item_estimate"


def vote_form(words: Words, estimation: Estimation, own: Vote | None) -> Modal:
    """Draw the private form of one person's answer, filled with what they said before."""
    cards = {str(place): card for place, card in enumerate(estimation.deck)}
    first = None if own is None else str(estimation.deck.index(own.value))
    told = words.say("*{title}*: how large is it?", title=plain(estimation.title, 150))
    sealed = words.say("Nobody sees your answer before all are revealed. You can change it until then.")
    blocks: list[Block] = [
        section(f"{told}\n{sealed}"),
        field("value", words.say("Size"), menu(cards, first=first, placeholder=words.say("Choose a card"))),
        field(
            "because",
            words.say("Why"),
            typed(LIMITS["because"], first="" if own is None else own.reason, lines=True),
            optional=True,
            hint=words.say("Shown with your answer once all are revealed."),
        ),
    ]
    private = value(estimation.id, estimation.round.number)
    return Modal(VOTE_FORM, words.say("Estimate"), blocks, words.say("Answer"), words.say("Cancel"), private=private)


def ask_form(words: Words, channel: str, item: Item | None = None, *, text: str = "", doubt: str = "") -> Modal:
    """Draw the form in which the Developers of a channel are asked, of an item where one is given; what it is about goes with it.

    `text`: what was typed of it already, of which `doubt` may be until when.
    """
    what = typed(LIMITS["estimate"], example=words.say("Save a card"), first=text[: LIMITS["estimate"]])
    asks = words.say(
        "Nobody is asked yet. Is “{words}” until when? Then write it below, and take it out of the title.", words=plain(doubt, 60)
    )
    blocks: list[Block] = [
        *([section(asks)] if doubt else []),
        section(words.say("*{title}*: how large is it?", title=plain(item.title, 150)))
        if item
        else field("estimate", words.say("What is to be estimated"), what),
        field(
            "until",
            words.say("Until when"),
            typed(60, example=words.say("friday 12:00")),
            optional=True,
            hint=words.say("Left empty: a working day from now. It is revealed sooner once all have answered."),
        ),
    ]
    callback, private = (ASK_ITEM_FORM, item.id) if item else (ASK_FORM, channel)
    return Modal(callback, words.say("Ask for an estimate"), blocks, words.say("Ask"), words.say("Cancel"), private=private)


def not_asked(words: Words, names: Sequence[str]) -> str:
    """Say who is not asked, for who asks."""
    return words.say("Asked. {names}: away until then, not asked and not waited for.", names=words.names([*map(plain, names)]))


def asked_form(words: Words, told: str) -> Modal:
    """Say in the place of a sent form who is not asked."""
    return Modal(ASK_FORM, words.say("Ask for an estimate"), [section(told)], close=words.say("Close"))


def todo(words: Words, waiting: Sequence[Estimation]) -> Message:
    """Draw what waits for one person's estimate, each with the button that opens the form."""
    if not waiting:
        return Message(words.say("No estimate waits for you."))
    blocks: list[Block] = [section(words.say("*These estimates wait for you.* Nobody sees what you say before the reveal."))]
    blocks += [section(_line(words, one), button(words.say("Estimate"), VOTE, _value(one))) for one in waiting[:_MOST]]
    if len(waiting) > _MOST:
        blocks.append(context(words.say("Your App Home has all {n} of them.", n=len(waiting))))
    return Message(words.say("Estimates that wait for you"), blocks)


def home_rows(words: Words, waiting: Sequence[Estimation]) -> list[HomeRow]:
    """Draw the estimates that wait for one person on their Home."""
    return [
        HomeRow(
            Slot.WAITING,
            _sorted_by(one),
            words.say("Estimate: {what}", what=_line(words, one)),
            [HomeButton(words.say("Estimate"), VOTE, _value(one))],
        )
        for one in waiting
    ]


def _line(words: Words, one: Estimation) -> str:
    told = words.say("*{title}*, in <#{channel}>", title=plain(one.title, 150), channel=one.channel)
    if one.round.due is None:
        return told
    return words.say("{what}, until {when}", what=told, when=words.slack_day_time(one.round.due))


def _value(one: Estimation) -> str:
    return value(one.id, one.round.number)


def _sorted_by(one: Estimation) -> datetime:
    return one.round.due or one.round.opened
