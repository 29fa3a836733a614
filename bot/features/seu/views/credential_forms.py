"""The forms in which a person adds a credential, and mends or removes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement, InputBlock

from bot.core.written_days import iso_day
from bot.features.seu.rules.credential_names import Known
from bot.features.seu.rules.credential_refusals import LONGEST_NAME, CredentialMissing
from bot.features.seu.rules.own_credentials import SaidOfIt
from bot.features.seu.rules.programmes import Certification, Programme, Programmes
from bot.features.seu.views import credential_ids as ids
from bot.features.seu.views.credential_pieces import Card, in_their_language, money, named
from bot.features.seu.views.credentials import remove_button
from bot.slack.blocks import VALUE, actions, field, long_menu, menu, section, ticks, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

_PREPARES = "prepares"


@dataclass(frozen=True)
class Filled:
    """What the form of a new credential is filled with at first."""

    known: Known | None
    said: SaidOfIt


def add_form(words: Words, programmes: Programmes, filled: Filled, notices: Sequence[str] = ()) -> Modal:
    """Draw the form that adds a credential; `notices`: what of a typed sentence was not understood."""
    groups = {plain(one.name): _choices(words, one) for one in programmes.by_key.values()}
    chosen = value_of(filled.known) if filled.known else ""
    takes_any = any(one.open for one in programmes.by_key.values())
    prepares = {_PREPARES: words.say("I do not hold it yet, I prepare for it")}
    blocks: list[Block] = [section(notice) for notice in notices]
    blocks.append(field("credential", words.say("Credential"), long_menu(groups, first=chosen)))
    if takes_any:
        hint = words.say("Only for one that is not in the list.")
        blocks.append(field("name", words.say("Its name"), typed(LONGEST_NAME), hint=hint, optional=True))
    blocks += [
        *_days(words, filled.said.issued, filled.said.entered, ""),
        field("prepares", words.say("Or"), ticks(prepares, first=[_PREPARES] if filled.said.prepares else []), optional=True),
    ]
    return Modal(ids.ADD_FORM, words.say("Add a credential"), blocks, words.say("Add"), words.say("Cancel"))


def change_form(words: Words, card: Card, filled: SaidOfIt | None = None, notices: Sequence[str] = ()) -> Modal:
    """Draw the form that mends a credential or says since when it is held; `filled`: other days than those that stand."""
    held = card.held
    said = filled or SaidOfIt(held.issued, held.entered)
    head = words.say("{name}", name=named(card.certification))
    blocks: list[Block] = [*(section(notice) for notice in notices), section(head)]
    blocks += _days(words, said.issued, said.entered, plain(card.programme.body), endless=card.is_endless)
    variants = _variants(words, card)
    if len(variants) > 1:
        label, any_of_them = words.say("Fee that you pay"), {"any": words.say("I do not know yet")}
        blocks.append(field("variant", label, menu({**any_of_them, **variants}, first=held.variant or "any")))
    if not held.is_prepared_for:
        blocks.append(actions(remove_button(words, card)))
    title = words.say("I hold it now") if held.is_prepared_for else words.say("Edit")
    return Modal(ids.CHANGE_FORM, title, blocks, words.say("Save"), words.say("Cancel"), private=held.id)


def _days(words: Words, issued: date | None, entered: date | None, body: str, *, endless: bool = False) -> list[InputBlock]:
    """Draw the fields of the two days; the second one is not asked where nothing expires."""
    first = field("issued", words.say("Issued on"), _picker(issued), optional=True)
    if endless:
        return [first]
    hint = words.say("As your dashboard says. It counts, whatever the day of issue gives.")
    return [first, field("entered", words.say("Expires on"), _picker(entered), hint=hint, optional=True)]


def _picker(day: date | None) -> DatePickerElement:
    return DatePickerElement(action_id=VALUE, initial_date=day.isoformat() if day else None)


def _variants(words: Words, card: Card) -> Mapping[str, str]:
    level = card.programme.level_of(card.certification)
    return {
        fee.variant: words.say("{price}, {name}", price=money(words, fee), name=in_their_language(words, fee.name))
        for fee in level.fees
    }


def _choices(words: Words, programme: Programme) -> dict[str, str]:
    choices = {value_of(Known(programme, one)): _title(one) for one in programme.certifications.values()}
    if programme.open:
        choices[f"{programme.key}:"] = words.say("Another one")
    return choices


def _title(certification: Certification) -> str:
    return certification.name if certification.title == certification.name else f"{certification.name}  {certification.title}"


def value_of(known: Known) -> str:
    """Return the value under which a credential is chosen."""
    return f"{known.programme.key}:{known.certification.key}"


def read_choice(value: str, programmes: Programmes) -> Known:
    """Read which credential was chosen. Raise CredentialMissing, also for one that there is no more."""
    key, _, name = value.partition(":")
    programme = programmes.by_key.get(key)
    certification = programme.certification(name) if programme else None
    if programme is None or certification is None:
        raise CredentialMissing
    return Known(programme, certification)


def read_said(form: Form) -> SaidOfIt:
    """Read the days of a form, and whether the person prepares for it."""
    return SaidOfIt(iso_day(form.text("issued")), iso_day(form.text("entered")), _PREPARES in form.chosen("prepares"))


def read_variant(form: Form) -> str:
    """Read which fee was chosen; empty for none."""
    chosen = form.text("variant")
    return "" if chosen == "any" else chosen
