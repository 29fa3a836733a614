"""Pieces of what is shown of credentials: amounts, money, where the rules were read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from babel.numbers import format_currency, format_decimal

from bot.features.seu.rules.credentials import JointRenewal
from bot.features.seu.rules.held import Held
from bot.features.seu.rules.programmes import Certification, Fee, Level, MeasuringUnit, Phrase, Programme
from bot.slack.text import escape, plain
from bot.words.words import Words


@dataclass(frozen=True)
class Card:
    """A credential as it is shown: with the rules of its running cycle, its expiry if it has one, and the steps that are done.

    `joint`: what is renewed together with it.
    """

    held: Held
    programme: Programme
    certification: Certification
    expiry: date | None = None
    steps: Mapping[str, date] = field(default_factory=dict)
    joint: JointRenewal | None = None

    @property
    def is_endless(self) -> bool:
        """Tell whether it never has to be renewed."""
        return self.programme.cycle_of(self.certification) is None

    @property
    def is_ready(self) -> bool:
        """Tell whether there are steps on the way to it, and all of them are done."""
        return bool(self.certification.steps) and all(step.key in self.steps for step in self.certification.steps)


def named(certification: Certification) -> str:
    """Write the name of a credential, and its long one where it has another: `*CSPO*  Certified Scrum Product Owner`."""
    name = f"*{plain(certification.name)}*"
    return name if certification.title == certification.name else f"{name}  {plain(certification.title)}"


def in_their_language(words: Words, phrase: Phrase) -> str:
    """Write a text of a programme in the reader's language."""
    return plain(phrase.in_language(words.locale.language), 500)


def number(words: Words, unit: MeasuringUnit, minutes: int) -> str:
    """Write an amount beside another one that names the unit: `8 h 13 min`, `0.75`."""
    if takes_every_minute(unit):
        return amount(words, unit, minutes)
    return format_decimal(_short(unit.amount(minutes)), locale=words.locale)


def takes_every_minute(unit: MeasuringUnit) -> bool:
    """Tell whether a body has hours and minutes typed in, and not units."""
    return unit.minutes == 60 and unit.step == 1


def units(words: Words, unit: MeasuringUnit, minutes: int) -> str:
    """Write an amount in the body's own units: `20 SEUs`, `0.75 PDU`."""
    amount = unit.amount(minutes)
    return f"{format_decimal(_short(amount), locale=words.locale)} {plain(unit.one if amount <= 1 else unit.many)}"


def amount(words: Words, unit: MeasuringUnit, minutes: int) -> str:
    """Write an amount as its body counts: in hours and minutes where it takes every minute, else in its units."""
    if takes_every_minute(unit):
        return words.minutes(timedelta(minutes=minutes)) if minutes else words.say("{minutes} min", minutes=0)
    return units(words, unit, minutes)


def money(words: Words, fee: Fee) -> str:
    """Write what a renewal costs: `US$100`."""
    if fee.amount != fee.amount.to_integral_value():
        return format_currency(fee.amount, fee.currency, locale=words.locale)
    whole = words.locale.currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(fee.amount, fee.currency, whole, locale=words.locale, currency_digits=False)


def fees(words: Words, held: Held, level: Level) -> str:
    """Write what a renewal costs this person, all that it may be where they have not said which they pay; empty where nothing is known."""
    chosen = [fee for fee in level.fees if fee.variant == held.variant] or list(level.fees)
    if len(chosen) == 1:
        return _price(words, chosen[0])
    return words.any_of([f"{_price(words, fee)} ({in_their_language(words, fee.name)})" for fee in chosen]) if chosen else ""


def rules_read(words: Words, programme: Programme) -> str:
    """Say whose rules these are, when they were looked at, and where to look again."""
    values = {"body": plain(programme.body), "day": words.day(programme.checked_on)}
    source = next(iter(programme.references), None)
    if source is None:
        return words.say("Rules of {body}, checked on {day}.", **values)
    again = f"<{escape(source.url)}|{words.say('look again')}>"
    return words.say("Rules of {body}, checked on {day}: {again}.", **values, again=again)


def not_issued(words: Words, programmes: Iterable[Programme]) -> str:
    """Say who reads this, and who has not issued it."""
    bodies = list(dict.fromkeys(plain(one.body) for one in programmes))
    if not bodies:
        return words.say("Private to you.")
    return words.say("Private to you. Not issued by {bodies}.", bodies=words.any_of(bodies))


def _price(words: Words, fee: Fee) -> str:
    return words.say("{price} a year", price=money(words, fee)) if fee.yearly else money(words, fee)


def _short(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01")).normalize() + 0
