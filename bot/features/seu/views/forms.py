"""The ledger's forms: one's own correction, what is added, a request to the host."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, InputBlock, MarkdownTextObject, NumberInputElement, SectionBlock

from bot.features.seu.rules.refusals import LONGEST_REASON
from bot.features.seu.rules.used_up import UsedUp
from bot.features.seu.rules.values import Entry, Session
from bot.features.seu.views import ids
from bot.features.seu.views.activity_fields import evidence_fields, kind_field
from bot.features.seu.views.pieces import alike, hours_minutes, occasion
from bot.features.seu.views.pieces import private as private_line
from bot.features.seu.views.used_up import used_up
from bot.slack.blocks import VALUE, actions, button, context, divider, field, section, typed
from bot.slack.surfaces import Modal
from bot.slack.text import cut, one_line, plain
from bot.words.words import Words

LIST = "list"
"""What the private part of the list of entries begins with: a form that stands in its place has it too."""


def correct_form(
    words: Words,
    entry: Entry,
    session: Session,
    host: str | None,
    *,
    minutes: int | None = None,
    back: str = "",
    used: Sequence[UsedUp] = (),
) -> Modal:
    """Draw the form in which a person mends their own entry of a session; `host`, if another person, can be asked to mend the roster.

    `minutes`: what is proposed in the place of those that it has; `back`: the list that it was opened from; `used`: by renewals.
    """
    what = words.say("Your ledger is a good-faith log, so you correct it yourself: {what}.", what=occasion(words, session))
    if entry.left:
        what += " " + words.say("0 h 0 min takes the entry back.")
    blocks: list[Block] = [
        section("\n".join([what, *used_up(words, used)])),
        *time_inputs(words, entry.left if minutes is None else minutes),
        kind_field(words, entry.category.value),
        *evidence_fields(words, entry.link, entry.evidence),
        _reason_for_a_change(words),
        *way_back(words, back),
    ]
    if host is not None:
        ask = ButtonElement(
            text=words.say("Ask {host} to correct it", host=cut(one_line(host), 40)), action_id=ids.ASK_HOST, value=session.id
        )
        wrong = MarkdownTextObject(text=words.say("The meeting's roster is wrong too?"))
        blocks += [divider(), SectionBlock(text=wrong, accessory=ask)]
    return Modal(
        ids.CORRECT_FORM, words.say("Not right?"), blocks, words.say("Correct"), words.say("Cancel"), private=f"{entry.id} {back}"
    )


def add_form(
    words: Words, session: Session, minutes: int, host: str | None, *, reason: str = "", like: Entry | None = None
) -> Modal:
    """Draw the form in which a person adds a session to their own minutes; `host`, if another person, is who mends the roster.

    `like`: an entry that looks like the same activity; sent again, the form adds this one all the same.
    """
    what = words.say("Your ledger is a good-faith log, so you add to it yourself: {what}.", what=occasion(words, session))
    roster = (
        words.say("It will say “self-reported”. The meeting's roster stays as it is; you correct that in its summary.")
        if host is None
        else words.say(
            "It will say “self-reported”. The meeting's roster stays as it is; {host} can correct that.", host=plain(host)
        )
    )
    blocks: list[Block] = [section(what), *time_inputs(words, minutes), _reason_input(words, reason)]
    submit = words.say("Add")
    if like is not None:
        blocks.insert(0, section(alike(words, like)))
        submit = words.say("Add all the same")
    private = f"{session.id} {like.id if like else ''}"
    title, close = words.say("Add to my minutes"), words.say("Cancel")
    return Modal(ids.ADD_FORM, title, [*blocks, context(roster, private_line(words))], submit, close, private=private)


def added_form(words: Words, session: Session, entry: Entry, total: int) -> Modal:
    """Draw what was added, and the total that it makes."""
    told = [
        words.say("*{time}* kept: {what}.", time=hours_minutes(words, entry.minutes), what=occasion(words, session)),
        words.say("_Self-reported._"),
        words.say("To log so far: *{time}*.", time=hours_minutes(words, total)),
    ]
    title = words.say("Add to my minutes")
    return Modal("seu:added", title, [section("\n".join(told)), context(private_line(words))], close=words.say("Close"))


def ask_host_form(words: Words, session: Session, minutes: int, host: str) -> Modal:
    """Draw the form that asks the host to mend the meeting's roster."""
    blocks: list[Block] = [
        section(occasion(words, session)),
        *time_inputs(words, minutes),
        _reason_input(words),
        context(words.say("{host} will see your name, these minutes and your reason.", host=plain(host))),
    ]
    return Modal(
        ids.ASK_HOST_FORM, words.say("Correct the roster"), blocks, words.say("Ask"), words.say("Cancel"), private=session.id
    )


def asked_form(words: Words, host: str) -> Modal:
    """Draw that the host has been asked."""
    told = words.say("{host} has been asked, and decides. Your own ledger you can correct yourself.", host=plain(host))
    return Modal("seu:asked", words.say("Correct the roster"), [section(told)], close=words.say("Close"))


def time_inputs(words: Words, total: int) -> list[Block]:
    """Draw the fields of a time in hours and minutes."""
    hours, minutes = divmod(total, 60)
    return [
        InputBlock(block_id="hours", label=words.say("Hours"), element=_number(hours, 24)),
        InputBlock(block_id="minutes", label=words.say("Minutes"), element=_number(minutes, 59)),
    ]


def _number(first: int, most: int) -> NumberInputElement:
    return NumberInputElement(
        action_id=VALUE, is_decimal_allowed=False, initial_value=str(first), min_value="0", max_value=str(most)
    )


def _reason_for_a_change(words: Words) -> InputBlock:
    hint = words.say("Needed where the time or the kind is to be another.")
    return field("reason", words.say("Why"), typed(LONGEST_REASON), hint=hint, optional=True)


def way_back(words: Words, back: str) -> list[Block]:
    """Draw the button that leads back to the list in whose place a form stands; nothing where there is none."""
    return [actions(button(words.say("Back to the entries"), ids.BACK, "list"))] if back.startswith(LIST) else []


def _reason_input(words: Words, first: str = "") -> InputBlock:
    return field("reason", words.say("Why"), typed(LONGEST_REASON, first=first))
