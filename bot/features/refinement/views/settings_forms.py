"""The two forms in which a team sets what it does otherwise: how it refines, and its days."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from babel.dates import get_day_names
from slack_sdk.models.blocks import Block

from bot.core.refusal import AllAtOnce
from bot.features.refinement.rules import settings as rules
from bot.features.refinement.views import ids
from bot.features.refinement.views.countries import country_fields, read_country
from bot.features.refinement.views.settings import ahead
from bot.schedule.working_days import WorkingDays, checked
from bot.slack.blocks import field, menu, ticks, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.teams.team import AWAY_WORDS, DEFAULTS, FIBONACCI, INVEST, POWERS_OF_TWO, T_SHIRT, UNTIL_KNOWN, TeamSettings
from bot.teams.typed_days import as_typed, read_free_days
from bot.words.words import Words

_OWN, _NEVER = "own", "never"
_DECKS = {"fibonacci": FIBONACCI, "t_shirt": T_SHIRT, "powers": POWERS_OF_TWO}
_MINUTES = {"card": (60, 240, 1_440, 2_880, 4_320, 10_080), "line": (5, 10, 15, 30, 60)}
"""What can be chosen for how long before an event its card and its line come."""
_A_MINUTE, _A_DAY = timedelta(minutes=1), timedelta(days=1)


def refining_form(words: Words, channel: str, settings: TeamSettings) -> Modal:
    """Draw the form about how a team refines."""
    blocks = [*_deck(words, settings), *_each_item(words, settings), *_queue(words, settings)]
    return Modal(ids.REFINING_FORM, words.say("How we refine"), blocks, words.say("Save"), words.say("Cancel"), private=channel)


def _deck(words: Words, settings: TeamSettings) -> list[Block]:
    deck = next((name for name, cards in _DECKS.items() if cards == settings.deck), _OWN)
    decks = {
        "fibonacci": words.say("Fibonacci: {cards}", cards=" ".join(FIBONACCI)),
        "t_shirt": words.say("T-shirt sizes: {cards}", cards=" ".join(T_SHIRT)),
        "powers": words.say("Powers of two: {cards}", cards=" ".join(POWERS_OF_TWO)),
        _OWN: words.say("Our own"),
    }
    own = ", ".join(settings.deck) if deck == _OWN else ""
    return [
        field("deck", words.say("Deck"), menu(decks, first=deck)),
        field(
            "cards",
            words.say("Our own deck"),
            typed(400, first=own, example="0, ½, 1, 2, 3, 5, 8"),
            hint=words.say("Up to {n}, separated by commas. ? and ☕ are in every deck.", n=rules.MOST_CARDS),
            optional=True,
        ),
    ]


def _each_item(words: Words, settings: TeamSettings) -> list[Block]:
    return [
        field(
            "ready",
            words.say("Ready list"),
            typed(1_000, first="\n".join(settings.ready), lines=True),
            hint=words.say("Up to {n} lines. Empty: {list}.", n=rules.MOST_READY, list=words.names(INVEST)),
            optional=True,
        ),
        field(
            "timebox",
            words.say("Timebox for each item"),
            typed(20, first=_minutes(settings.timebox)),
            hint=words.say("Empty: {time}.", time=words.minutes(DEFAULTS.timebox)),
            optional=True,
        ),
    ]


def _queue(words: Words, settings: TeamSettings) -> list[Block]:
    return [
        field(
            "backlog",
            words.say("Product Backlog"),
            ticks(
                {"yes": words.say("What is refined here is our Product Backlog")}, first=["yes"] if settings.is_backlog else []
            ),
            hint=words.say("Unticked: the Product Backlog stays where it is, and here is what you refine next."),
            optional=True,
        ),
        field(
            "in_range",
            words.say("Items in range of a Sprint"),
            typed(4, first=_number(settings.in_range)),
            hint=words.say("Empty: the median of the last three Sprints; until there are three, {n}.", n=UNTIL_KNOWN),
            optional=True,
        ),
        field(
            "enough",
            words.say("Ready items that are enough"),
            typed(4, first=_number(settings.enough)),
            hint=words.say("Empty: twice that."),
            optional=True,
        ),
        field(
            "untouched",
            words.say("An item is untouched after so many days"),
            typed(4, first=str(settings.untouched.days)),
            hint=words.say("Empty: {n}.", n=DEFAULTS.untouched.days),
            optional=True,
        ),
    ]


def calendar_form(words: Words, channel: str, settings: TeamSettings) -> Modal:
    """Draw the form about a team's days."""
    names = get_day_names("wide", locale=words.locale)
    days = {str(day): names[day] for day in range(7)}
    blocks: list[Block] = [
        field("weekdays", words.say("Working days"), ticks(days, first=[str(day) for day in sorted(settings.weekdays)])),
        *country_fields(
            words,
            settings.country,
            settings.region,
            label=words.say("Public holidays of"),
            none=words.say("No country"),
            action=ids.COUNTRY,
        ),
        field(
            "free",
            words.say("Our own free days"),
            typed(2_900, first="\n".join(as_typed(one) for one in settings.free), lines=True, example="25 Dec – 2 Jan"),
            hint=words.say("One a line: a day, or the first and the last."),
            optional=True,
        ),
        field("card", words.say("Card before an event"), menu(_leads(words, "card"), first=_lead(settings.card_ahead))),
        field("line", words.say("Line before an event"), menu(_leads(words, "line"), first=_lead(settings.line_ahead))),
        field(
            "away",
            words.say("Words of a status that mean away"),
            typed(900, first=", ".join(settings.away_words), lines=True),
            hint=words.say("Whose status in Slack holds one is away until it ends. Empty: {list}.", list=", ".join(AWAY_WORDS)),
            optional=True,
        ),
    ]
    return Modal(ids.CALENDAR_FORM, words.say("Our days"), blocks, words.say("Save"), words.say("Cancel"), private=channel)


def read_refining(form: Form) -> Mapping[str, Any]:
    """Read how a team refines. Raise what is wrong with its fields, all at once."""
    refused = AllAtOnce()
    number = rules.read_number
    deck = refused.read(FIBONACCI, rules.read_deck, form.text("cards"), _DECKS.get(form.text("deck")))
    untouched = refused.read(None, number, "untouched", form.text("untouched"), 1, rules.MOST_DAYS)
    read = {
        "deck": deck,
        "ready": refused.read((), rules.read_ready, form.text("ready")) or INVEST,
        "timebox": refused.read(DEFAULTS.timebox, rules.read_timebox, form.text("timebox"), DEFAULTS.timebox),
        "is_backlog": bool(form.chosen("backlog")),
        "in_range": refused.read(None, number, "in_range", form.text("in_range"), 1, rules.MOST_ITEMS),
        "enough": refused.read(None, number, "enough", form.text("enough"), 1, rules.MOST_ITEMS),
        "untouched": DEFAULTS.untouched if untouched is None else untouched * _A_DAY,
    }
    refused.refuse()
    return read


def read_calendar(form: Form, today: date) -> Mapping[str, Any]:
    """Read a team's days, typed on a day of their author's. Raise what is wrong with its fields, all at once."""
    refused = AllAtOnce()
    weekdays = refused.read(DEFAULTS.weekdays, rules.read_weekdays, form.chosen("weekdays"))
    country, region = read_country(form)
    known = refused.read(WorkingDays(), checked, WorkingDays(country=country, region=region))
    read = {
        "weekdays": weekdays,
        "country": known.country,
        "region": known.region,
        "free": refused.read((), read_free_days, form.text("free"), today, "free"),
        "card_ahead": _read_lead(form.text("card"), "card", DEFAULTS.card_ahead),
        "line_ahead": _read_lead(form.text("line"), "line", DEFAULTS.line_ahead),
        "away_words": refused.read((), rules.read_away_words, form.text("away")) or AWAY_WORDS,
    }
    refused.refuse()
    return read


def _leads(words: Words, which: str) -> dict[str, str]:
    every = {str(minutes): ahead(words, minutes * _A_MINUTE) for minutes in _MINUTES[which]}
    return {**every, _NEVER: ahead(words, None)}


def _lead(span: timedelta | None) -> str:
    return _NEVER if span is None else str(span // _A_MINUTE)


def _read_lead(chosen: str, which: str, otherwise: timedelta | None) -> timedelta | None:
    if chosen == _NEVER:
        return None
    return next((minutes * _A_MINUTE for minutes in _MINUTES[which] if chosen == str(minutes)), otherwise)


def _minutes(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes * 60 + seconds}s" if seconds else f"{minutes}m"


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
