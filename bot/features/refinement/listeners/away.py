"""Requests about days on which somebody is away -> action -> answer."""

from collections.abc import Sequence
from datetime import date

from bot.core.ids import PersonId
from bot.feature import Deps
from bot.features.refinement.actions import away
from bot.features.refinement.rules.away import chosen_days
from bot.features.refinement.views import away as views
from bot.features.refinement.views import ids
from bot.slack.answers import Answer
from bot.slack.requests import Click, Event, Form
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.teams.away_days import Away
from bot.teams.away_store import days_by_status, own_days
from bot.teams.day_range import DayRange
from bot.teams.status import read_status


async def on_away(click: Click, deps: Deps) -> Answer:
    """Open the form in which a person says when they are away."""
    return Answer.open(await _form(deps))


async def on_days(form: Form, deps: Deps) -> Answer:
    """Keep the days that were chosen."""
    today = deps.words.local_date(deps.now)
    days = chosen_days(*views.read_away(form))
    kept = await deps.store.write(away.be_away, person=form.person, days=days, today=today, field="last")
    return Answer.update(await _form(deps, views.away_set(deps.words, kept, today)))


async def on_back(click: Click, deps: Deps) -> Answer:
    """Take days back."""
    await deps.store.write(away.be_back, person=click.person, named=click.value)
    told = await _form(deps, deps.words.say("Taken back."))
    return Answer.update(told) if click.in_form else Answer.open(told)


async def on_status(event: Event, deps: Deps) -> Answer:
    """Follow what somebody's status in Slack says."""
    if event.profile_of:
        await deps.store.write(away.hear_status, person=event.profile_of, status=read_status(event.profile))
    return Answer.nothing()


async def _form(deps: Deps, told: str = "") -> Modal:
    today = deps.words.local_date(deps.now)
    own, by_status = await deps.store.read(_said, deps.person.id, today)
    return views.away_form(deps.words, own, by_status, today, told)


def _said(read: Read, person: PersonId, today: date) -> tuple[Sequence[Away], Sequence[DayRange]]:
    return own_days(read, person, today), days_by_status(read, person, today)


CLICKS = {ids.AWAY_OPEN: on_away, ids.BACK: on_back}
FORMS = {ids.AWAY_FORM: on_days}
EVENTS = {"user_status_changed": on_status}
