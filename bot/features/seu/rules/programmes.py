"""What a body asks of those who renew with it, as a file says it. Amounts are whole minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.features.seu.rules.values import Category


class Rounding(StrEnum):
    """Whether each activity is rounded down to the step, as where each is typed in as units, or their sum."""

    EACH = "each"
    TOTAL = "total"


class Anchor(StrEnum):
    """The day from which cycles are counted, and on which they end: the day of issue, or the last day of its month."""

    ISSUED = "issued"
    MONTH_END = "month_end"


class FormValue(StrEnum):
    """What a field of the body's form is filled with."""

    CATEGORY = "category"
    DESCRIPTION = "description"
    PROVIDER = "provider"
    DATE = "date"
    HOURS = "hours"
    MINUTES = "minutes"
    UNITS = "units"
    LINK = "link"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Phrase:
    """A text of a programme, in the languages that it was written in; English is always there."""

    texts: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """Return it in a language (`fr`), in English where it was not written in that one."""
        return self.texts.get(language, self.texts["en"])


@dataclass(frozen=True)
class MeasuringUnit:
    """What a body counts in: `one` SEU, `many` SEUs. `minutes`: that one is worth; `step`: the smallest amount, in minutes."""

    one: str
    many: str
    minutes: int
    step: int
    rounded: Rounding = Rounding.EACH

    def amount(self, minutes: int) -> Decimal:
        """Return minutes as units: 45 minutes are 0.75 PDU."""
        return Decimal(minutes) / self.minutes

    def whole_steps(self, minutes: int) -> int:
        """Return the minutes that are left of an amount rounded down to the step."""
        return minutes - minutes % self.step


@dataclass(frozen=True)
class CarryOver:
    """What may be carried into the next cycle: at most `most` minutes, of activities in the last `months` of the one before.

    `category`: only what is filed under it or a part of it; None: whatever counts.
    """

    most: int
    months: int
    category: str | None = None


@dataclass(frozen=True)
class Cycle:
    """How often a credential is renewed, and what counts: activities from `window` months before the expiry to that day.

    `course_renews`: whether any course of the body renews everything and moves the dates.
    """

    months: int
    window: int
    anchor: Anchor = Anchor.ISSUED
    carry_over: CarryOver | None = None
    course_renews: bool = False


@dataclass(frozen=True)
class Limits:
    """How many minutes of a category there have to be, and how many count; None where it does not matter."""

    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Fee:
    """What a renewal costs, by `variant` (a member, anybody); `yearly`: each year, whatever the cycle."""

    variant: str
    name: Phrase
    amount: Decimal
    currency: str
    yearly: bool = False


@dataclass(frozen=True)
class Level:
    """What renewing a credential takes. `need`: minutes a cycle, None where nothing is asked; `add_on`: as a further track.

    `limits`: of categories, where this level has other ones than the category itself; `cycle`: where it has one of its own.
    """

    key: str
    name: Phrase
    need: int | None
    add_on: int | None = None
    limits: Mapping[str, Limits] = field(default_factory=dict)
    cycle: Cycle | None = None
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step on the way to a new certificate."""

    key: str
    text: Phrase


@dataclass(frozen=True)
class Onward:
    """The next certification, and what it takes to get there."""

    to: str
    needs: tuple[Phrase, ...]


@dataclass(frozen=True)
class Certification:
    """What a body certifies (CSPO): its level, and its track, of which the highest level is renewed for all."""

    key: str
    name: str
    title: str
    level: str
    track: str
    steps: tuple[Step, ...] = ()
    onward: tuple[Onward, ...] = ()


@dataclass(frozen=True)
class BodyCategory:
    """A category of the body's own, under which it files activities; `old_names`: what it was called before, for what is imported."""

    key: str
    label: Phrase
    parent: str | None = None
    limits: Limits = Limits()
    old_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormField:
    """A field of the form in which the body has activities typed."""

    value: FormValue
    label: Phrase


@dataclass(frozen=True)
class Reference:
    """Where the facts were read; `official`: on the body's own pages."""

    title: str
    url: str
    official: bool


@dataclass(frozen=True)
class Programme:
    """A programme in one version.

    `together`: what one person holds is renewed at once, by the highest level and an add-on for each other track; else each by itself.
    `categories`: parents before their parts; none: whatever was learned counts. `filed_under`: the body's category of each of the
    bot's; None: it does not count unless the person says which it is. `second_hand`: the parts of the file that rest on no official page.
    `open`: it takes credentials of any name. `lifelong`: its credentials never expire; one without a cycle that is not lifelong expires
    when the person says so. `claim_links`: it gives hosts links by which who was there claims their units. `document`: the file, for who keeps this version.
    """

    key: str
    version: str
    name: str
    body: str
    checked_on: date
    unit: MeasuringUnit
    cycle: Cycle | None
    together: bool
    levels: Mapping[str, Level]
    """From the lowest to the highest."""
    certifications: Mapping[str, Certification]
    categories: Mapping[str, BodyCategory] = field(default_factory=dict)
    filed_under: Mapping[Category, str | None] = field(default_factory=dict)
    form: tuple[FormField, ...] = ()
    log_at: str = ""
    """The address at which activities are logged."""
    references: tuple[Reference, ...] = ()
    second_hand: tuple[str, ...] = ()
    open: bool = False
    lifelong: bool = False
    claim_links: bool = False
    document: str = field(default="", repr=False, compare=False)

    def certification(self, key: str) -> Certification | None:
        """Return a certification; an open programme has one of any name."""
        found = self.certifications.get(key)
        if found is None and self.open:
            return Certification(key, key, key, next(iter(self.levels)), key)
        return found

    def level_of(self, certification: Certification) -> Level:
        """Return the level of a certification."""
        return self.levels[certification.level]

    def cycle_of(self, certification: Certification) -> Cycle | None:
        """Return the cycle of a certification; None where none is known."""
        return self.levels[certification.level].cycle or self.cycle

    def category_named(self, name: str) -> BodyCategory | None:
        """Return the category that is, or was, called so in any language, whatever its capitals."""
        asked = name.strip().casefold()
        return next((one for one in self.categories.values() if asked in _names(one)), None)


def _names(category: BodyCategory) -> set[str]:
    return {name.casefold() for name in (category.key, *category.label.texts.values(), *category.old_names)}


@dataclass(frozen=True)
class Programmes:
    """Every programme that the bot knows, in its current version."""

    by_key: Mapping[str, Programme]
