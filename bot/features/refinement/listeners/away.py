"""Requests about days on which somebody is away -> action -> answer."""

import asyncio
from collections.abc import Sequence
from datetime import date

from bot.core.ids import PersonId
from bot.feature import Deps
from bot.features.refinement.actions import away
from bot.features.refinement.rules.away import chosen_days
from bot.features.refinement.views import away as views
from bot.features.refinement.views import ids
from bot.features.refinement.views.countries import read_country
from bot.schedule.working_days import WorkingDays
from bot.slack.answers import Answer
from bot.slack.requests import Click, Event, Form
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.teams.away_days import Away
from bot.teams.away_store import days_by_status, own_days
from bot.teams.day_range import DayRange
from bot.teams.own_holidays import own_holidays, set_own_holidays
from bot.teams.status import read_status


async def on_away(click: Click, deps: Deps) -> Answer:
    """Open the form in which a person says when they are away."""
    return Answer.open(await _form(deps))


async def on_days(form: Form, deps: Deps) -> Answer:
    """Keep the days that were chosen."""
    today = deps.today
    days = chosen_days(*views.read_away(form))
    kept = await deps.store.write(away.be_away, person=form.person, days=days, today=today, field="last")
    return Answer.update(await _form(deps, views.away_set(deps.words, kept, today)))


async def on_back(click: Click, deps: Deps) -> Answer:
    """Take days back."""
    await deps.store.write(away.be_back, person=click.person, named=click.value)
    told = await _form(deps, deps.words.say("Taken back."))
    return Answer.update(told) if click.in_form else Answer.open(told)


async def on_holidays(click: Click, deps: Deps) -> Answer:
    """Ask whose public holidays a person has, in the place of the form of their days."""
    own = await deps.store.read(_own, click.person)
    country, region = ("", "") if own is None else (own.country, own.region)
    return await _asked(click, deps, country, region)


async def on_country(click: Click, deps: Deps) -> Answer:
    """Offer the regions of the country that was chosen."""
    return await _asked(click, deps, *read_country(click))


async def _asked(click: Click, deps: Deps, country: str, region: str) -> Answer:
    # the holidays of all countries take 100 ms when they are first asked for: not on the loop
    asked = await asyncio.to_thread(views.holidays_form, deps.words, country, region)
    return Answer.update(asked) if click.in_form else Answer.open(asked)


async def on_holidays_set(form: Form, deps: Deps) -> Answer:
    """Keep whose public holidays a person has."""
    country, region = read_country(form)
    await deps.store.write(set_own_holidays, person=form.person, country=country, region=region)
    return Answer.update(await _form(deps, deps.words.say("Saved.")))


async def on_status(event: Event, deps: Deps) -> Answer:
    """Follow what somebody's status in Slack says."""
    if event.profile_of:
        await deps.store.write(away.hear_status, person=event.profile_of, status=read_status(event.profile))
    return Answer.nothing()


async def _form(deps: Deps, told: str = "") -> Modal:
    today = deps.today
    own, by_status, holidays = await deps.store.read(_said, deps.person.id, today)
    if holidays is None:
        return views.away_form(deps.words, own, by_status, None, today, told)
    return await asyncio.to_thread(views.away_form, deps.words, own, by_status, holidays, today, told)


def _said(read: Read, person: PersonId, today: date) -> tuple[Sequence[Away], Sequence[DayRange], WorkingDays | None]:
    return own_days(read, person, today), days_by_status(read, person, today), _own(read, person)


def _own(read: Read, person: PersonId) -> WorkingDays | None:
    return own_holidays(read, [person]).get(person)


CLICKS = {ids.AWAY_OPEN: on_away, ids.BACK: on_back, ids.HOLIDAYS_OPEN: on_holidays, ids.OWN_COUNTRY: on_country}
FORMS = {ids.AWAY_FORM: on_days, ids.HOLIDAYS_FORM: on_holidays_set}
EVENTS = {"user_status_changed": on_status}
