"""Who holds what in a team, and what it has set."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.core.facts import TeamDatesChanged
from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.features.refinement.actions.items import show_queue
from bot.features.refinement.actions.nudging import watch
from bot.features.refinement.rules.team import check_team, with_product_owner
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams.team import Team, TeamSettings, in_charge
from bot.teams.team_store import keep_settings, keep_team, lock_team, settings, who_looks


def name_team(unit: Unit, *, person: PersonId, is_admin: bool, named: Team) -> None:
    """Write down who holds what for a team from now on. Raise NotInCharge, OrdersAlready or DeveloperLooksOn."""
    once(unit)
    before = lock_team(unit, named.channel)
    in_charge(before, person, is_admin=is_admin)
    check_team(named)
    _keep(unit, before, named)


def name_product_owner(unit: Unit, *, person: PersonId, is_admin: bool, channel: ChannelId, named: PersonId) -> None:
    """Write down who is the Product Owner of a channel's team: one person (Scrum Guide 2020). Raise NotInCharge."""
    once(unit)
    before = lock_team(unit, channel)
    in_charge(before, person, is_admin=is_admin)
    _keep(unit, before, with_product_owner(before, named))


def _keep(unit: Unit, before: Team, after: Team) -> None:
    """Write down who holds what, show it, and look after the queue of who orders it now."""
    keep_team(unit, after)
    show_queue(unit, after.channel)
    watch(unit, after.channel)
    _show_homes(unit, {*before.everybody, *who_looks(unit, after.channel)})


def change_settings(unit: Unit, *, person: PersonId, is_admin: bool, channel: ChannelId, changed: Mapping[str, Any]) -> None:
    """Write down what a team has set from now on: the fields of its settings that are named; the others stay. Raise NotInCharge."""
    once(unit)
    in_charge(lock_team(unit, channel), person, is_admin=is_admin)
    before = settings(unit, channel)
    after = replace(before, **changed)
    keep_settings(unit, channel, after)
    show_queue(unit, channel)
    if _dates(after) != _dates(before):
        unit.emit(TeamDatesChanged(channel))


def _dates(kept: TeamSettings) -> tuple[object, ...]:
    """Return what the dates of a team's events, and what is told ahead of them, go by."""
    return kept.working_days, kept.card_ahead, kept.line_ahead


def _show_homes(unit: Unit, people: Iterable[PersonId]) -> None:
    """Draw anew the Home of everybody whose team this is or was."""
    for person in sorted(people):
        messages.show(unit, HOME, person)
