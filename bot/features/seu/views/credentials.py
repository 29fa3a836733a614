"""A person's own credentials: what they hold and prepare for, and what can be done about each."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.core.pages import Pages
from bot.features.seu.rules.credentials import Part
from bot.features.seu.rules.programmes import Certification, Onward, Phrase, Programme
from bot.features.seu.views import credential_ids as ids
from bot.features.seu.views.credential_pieces import (
    Card,
    fees,
    in_their_language,
    named,
    not_issued,
    rules_read,
    units,
)
from bot.paging import turning
from bot.slack.blocks import actions, asked, button, context, divider, overflow, section
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

ON_A_PAGE = 8
"""So many credentials stand on a page: one with all its steps takes eight blocks."""


def my_credentials(words: Words, cards: Sequence[Card], today: date, page: int = 0, told: str = "") -> Modal:
    """Draw a page of what a person holds and prepares for; `told`: what was done."""
    pages = Pages(page, len(cards), ON_A_PAGE)
    blocks: list[Block] = [section(told)] if told else []
    if not cards:
        blocks.append(section(_none_yet(words)))
    for card in cards[pages.start : pages.stop]:
        blocks += _prepared(words, card) if card.held.is_prepared_for else [_held(words, card, today)]
        blocks.append(divider())
    blocks += turning(words, pages, ids.PAGE_BEFORE, ids.PAGE_AFTER)
    blocks.append(actions(button(words.say("Add a credential"), ids.ADD, "new", primary=not cards), _switch(words, cards)))
    sources = list({card.programme.key: card.programme for card in cards[pages.start : pages.stop]}.values())
    blocks.append(context(*(rules_read(words, one) for one in sources), not_issued(words, sources)))
    return Modal(ids.LIST, words.say("My credentials"), blocks, close=words.say("Close"))


def _none_yet(words: Words) -> str:
    return words.say(
        "No credential yet. What you attend and log is kept all the same, and counts from the moment you add one: "
        "`/seu credential CSPO 14 march 2026`."
    )


def _held(words: Words, card: Card, today: date) -> Block:
    """Draw what a person holds: until when, what its renewal takes, and a ⋮ menu."""
    lines = [named(card.certification), _until(words, card, today)]
    if not card.is_endless:
        lines.append(_renewal(words, card))
    if card.expiry is not None and not card.held.reminders:
        lines.append(words.say("_No reminders._"))
    return section("\n".join(lines), overflow(ids.MENU, _menu(words, card)))


def _menu(words: Words, card: Card) -> list[tuple[str, str]]:
    of = f"{card.held.id}:0"
    options = [(words.say("Edit or remove"), f"{ids.CHANGE_VERB}:{of}")]
    if card.certification.onward:
        options.append((words.say("The way onward"), f"{ids.ONWARD_VERB}:{of}"))
    if card.expiry is not None:
        options.insert(0, (words.say("Renew …"), f"{ids.RENEW_VERB}:{of}"))
        silent = (words.say("Remind me no more"), f"{ids.SILENT_VERB}:{of}")
        options.append(silent if card.held.reminders else (words.say("Remind me of its expiry"), f"{ids.REMIND_VERB}:{of}"))
    return options


def _until(words: Words, card: Card, today: date) -> str:
    held, body = card.held, plain(card.programme.body)
    if card.expiry is None:
        told = words.say("It never expires: there is nothing to renew at {body}.", body=body)
        since = held.issued and words.say("Held since {day}.", day=words.day(held.issued))
        return f"{since} {told}" if since else told
    values = {"day": words.day(card.expiry), "issued": words.day(held.issued) if held.issued else ""}
    if card.expiry < today:
        return words.say("Expired on *{day}*.", **values)
    if card.expiry == held.entered:
        return words.say("Until *{day}*, as you read it at {body}.", **values, body=body)
    return words.say("Until *{day}*, counted from {issued}.", **values) if held.issued else words.say("Until *{day}*.", **values)


def _renewal(words: Words, card: Card) -> str:
    """Say what a renewal takes of this credential; empty where nothing is known of it."""
    share = next((one for one in card.joint.shares if one.held.id == card.held.id), None) if card.joint else None
    cycle, unit = card.programme.cycle_of(card.certification), card.programme.unit
    if card.joint is None or share is None or cycle is None:
        return ""
    values = {
        "need": units(words, unit, share.minutes),
        "fee": fees(words, card.joint.lead, card.joint.level),
        "every": _every(words, cycle.months),
        "lead": plain(card.joint.shares[0].certification.name),
    }
    match share.part:
        case Part.ADD_ON:
            return words.say("Renewed together with {lead}: {need} more.", **values)
        case Part.WITH_HIGHER:
            return words.say("Renewed together with {lead}: nothing more.", **values)
        case Part.WHOLE if share.minutes and values["fee"]:
            return words.say("Renewal {every}: {need}, {fee}.", **values)
    what = values["need"] if share.minutes else values["fee"]
    return words.say("Renewal {every}: {what}.", **values, what=what) if what else ""


def _every(words: Words, months: int) -> str:
    if months % 12:
        return words.count("each month", "every {n} months", months)
    return words.count("each year", "every {n} years", months // 12)


def _prepared(words: Words, card: Card) -> list[Block]:
    """Draw the way to a new certificate: its steps, each with the button that ticks it."""
    of, done = card.held.id, card.steps
    head = words.say("{name}\nIn preparation.", name=named(card.certification))
    needs = [] if card.certification.steps else [f"•  {in_their_language(words, need)}" for need in needs_of(card)]
    blocks: list[Block] = [section("\n".join([head, *needs]))]
    for step in card.certification.steps:
        text = in_their_language(words, step.text)
        if step.key in done:
            day = words.short_day(done[step.key])
            told, press = words.say("☑ {step}  ·  {day}", step=text, day=day), (words.say("Undo"), ids.STEP_UNDONE)
        else:
            told, press = words.say("☐ {step}", step=text), (words.say("Done"), ids.STEP_DONE)
        blocks.append(section(told, button(*press, f"{of}:{step.key}")))
    blocks.append(actions(button(words.say("I hold it now"), ids.HOLD, of, primary=card.is_ready), remove_button(words, card)))
    return blocks


def remove_button(words: Words, card: Card) -> ButtonElement:
    """Draw the button that takes a credential out of the list, which asks first."""
    name = card.certification.name
    told = words.say("Your ledger and what it says stay as they are.")
    confirm = asked(words.say("Remove {name}?", name=name), told, words.say("Remove"), words.say("Keep it"))
    return button(words.say("Remove"), ids.REMOVE, card.held.id, danger=True, confirm=confirm)


def way_onward(words: Words, card: Card, held: Collection[str]) -> Modal:
    """Draw what comes after a credential, and what each takes; what is held or prepared for already is not offered."""
    blocks: list[Block] = []
    for way, certification in ways_from(card.programme, card.certification):
        needs = [f"•  {in_their_language(words, need)}" for need in way.needs]
        prepare = button(words.say("Prepare for it"), ids.PREPARE, f"{card.programme.key}:{certification.key}")
        has = certification.key in held
        lines = [named(certification), *needs]
        if has:
            lines.append(words.say("_In your list._"))
        blocks.append(section("\n".join(lines), None if has else prepare))
    told = context(*_second_hand(words, card), rules_read(words, card.programme), not_issued(words, [card.programme]))
    title = words.say("The way onward")
    return Modal(
        ids.ONWARD,
        title,
        [section(words.say("After {name}:", name=named(card.certification))), *blocks, told],
        close=words.say("Close"),
    )


def needs_of(card: Card) -> tuple[Phrase, ...]:
    """Return what it takes to get to a credential, where another one leads there."""
    every = card.programme.certifications.values()
    return next((way.needs for one in every for way in one.onward if way.to == card.certification.key), ())


def ways_from(programme: Programme, certification: Certification) -> Iterator[tuple[Onward, Certification]]:
    """Give each certification that can follow, nearest first, each once, with the way to it."""
    seen, from_here = {certification.key}, [certification]
    while from_here:
        here = from_here.pop(0)
        for way in here.onward:
            following = programme.certifications.get(way.to)
            if following is not None and following.key not in seen:
                seen.add(following.key)
                from_here.append(following)
                yield way, following


def _second_hand(words: Words, card: Card) -> list[str]:
    """Say so where the needs of the way rest on no official page."""
    parts = [path for path in card.programme.second_hand if path.endswith(".onward")]
    return [words.say("Not all of this stands on a page of {body} itself.", body=plain(card.programme.body))] if parts else []


def _switch(words: Words, cards: Sequence[Card]) -> ButtonElement | None:
    """Draw what turns the reminders of all credentials off or on; of a single one its ⋮ menu does."""
    reminded = [card for card in cards if card.expiry is not None]
    if len(reminded) < 2:
        return None
    if any(card.held.reminders for card in reminded):
        return button(words.say("No reminders"), ids.REMIND_NEVER, "all")
    return button(words.say("Remind me of all"), ids.REMIND_ALL, "all")
