"""Days on which a person is away, as that person sees and sets them."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.core.written_days import iso_day
from bot.features.refinement.views import ids
from bot.features.refinement.views.countries import country_fields, country_with_region
from bot.schedule.working_days import WorkingDays
from bot.slack.blocks import VALUE, button, context, field, section
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.teams.away_days import Away
from bot.teams.day_range import DayRange
from bot.teams.own_holidays import next_holiday
from bot.words.words import Words

_MOST_LISTED = 40


def away_form(
    words: Words, own: Sequence[Away], by_status: Sequence[DayRange], holidays: WorkingDays | None, today: date, told: str = ""
) -> Modal:
    """Draw the form in which a person says when they are away, below what they and their status say already; `told`: what was done.

    `holidays`: those of a country of their own.
    """
    blocks: list[Block] = [section(told)] if told else []
    blocks += [
        section(in_words(words, one.days, today), button(words.say("Take back"), ids.BACK, one.id)) for one in own[:_MOST_LISTED]
    ]
    for days in by_status:
        said = words.say(
            "By your status in Slack: {days}, in the teams that have a word of it.", days=in_words(words, days, today)
        )
        blocks.append(context(said))
    change = button(words.say("Change …"), ids.HOLIDAYS_OPEN, "home")
    blocks.append(section(words.say("Public holidays: {country}", country=_whose(words, holidays)), change))
    blocks += [
        field("first", words.say("First day away"), DatePickerElement(action_id=VALUE)),
        field(
            "last",
            words.say("Last day away"),
            DatePickerElement(action_id=VALUE),
            hint=words.say("Empty: the first day alone."),
            optional=True,
        ),
        context(
            words.say("Who is away is not asked and not reminded, and cards show “away”, no more."),
            words.say("Only days are kept, never why. A status such as “vacation” counts too, until it ends."),
        ),
    ]
    return Modal(ids.AWAY_FORM, words.say("I'm away"), blocks, words.say("Save"), words.say("Close"))


def _whose(words: Words, holidays: WorkingDays | None) -> str:
    return (
        words.say("those of your team")
        if holidays is None
        else plain(country_with_region(words, holidays.country, holidays.region))
    )


def holidays_form(words: Words, country: str, region: str) -> Modal:
    """Draw the form in which a person says whose public holidays they have."""
    fields = country_fields(
        words,
        country,
        region,
        label=words.say("I have the public holidays of"),
        none=words.say("My team's country"),
        action=ids.OWN_COUNTRY,
    )
    told = words.say("On these days you are away for every team: not asked, not reminded, and cards show “away”.")
    return Modal(ids.HOLIDAYS_FORM, words.say("My holidays"), [*fields, context(told)], words.say("Save"), words.say("Cancel"))


def holiday_ahead(words: Words, holidays: WorkingDays, today: date) -> tuple[date, str] | None:
    """Say when the next holiday of a person's own country is; None where there is none within a year."""
    found = next_holiday(holidays, today)
    if found is None:
        return None
    day, name = found
    country = country_with_region(words, holidays.country, holidays.region)
    return day, words.say(
        "Away: {day}, {holiday} ({country})", day=words.short_day(day, today), holiday=plain(name), country=plain(country)
    )


def read_away(form: Form) -> tuple[date | None, date | None]:
    """Read the first and the last day; None where none is chosen, or it is none."""
    return iso_day(form.text("first")), iso_day(form.text("last"))


def in_words(words: Words, days: DayRange, today: date) -> str:
    """Say days in a row: `Sun 20 Dec – Thu 31 Dec`."""
    first, last = words.short_day(days.first, today), words.short_day(days.last, today)
    return first if len(days) == 1 else words.say("{first} – {last}", first=first, last=last)


def away_set(words: Words, days: DayRange, today: date) -> str:
    """Say that days away are kept."""
    return words.say("You are away: {days}.", days=in_words(words, days, today))
