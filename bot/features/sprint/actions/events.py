"""The settings of an event: when it is held in each Sprint, and what is told of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.facts import TeamDatesChanged
from bot.core.ids import ChannelId, PersonId
from bot.features.sprint.actions.of_event import event_of
from bot.features.sprint.actions.placing import place
from bot.features.sprint.actions.planning import show_homes
from bot.features.sprint.actions.reading import standing
from bot.features.sprint.actions.recurring import RECURRING
from bot.features.sprint.rules.standing import Standing
from bot.series.actions import changing
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams.sprint_events import ScrumEvent, usual_time
from bot.teams.sprint_store import keep_sprints, team_sprints
from bot.teams.team import in_charge
from bot.teams.team_store import lock_team


def end_event(unit: Unit, *, person: PersonId, is_admin: bool, series: str) -> None:
    """Announce the event of a series no more: its team's settings say so too. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    found = changing.own(unit, recurring=RECURRING, series=series, person=person, is_admin=is_admin)
    lock_team(unit, found.channel)
    changing.end(unit, recurring=RECURRING, series=series, person=person, is_admin=is_admin)
    sprints = team_sprints(unit, found.channel)
    if sprints is not None:
        ended = replace(sprints.events[event_of(found)], held=False)
        keep_sprints(unit, found.channel, sprints.with_event(ended))
    show_homes(unit, found.channel, person)


def change_event(
    unit: Unit, *, person: PersonId, is_admin: bool, channel: ChannelId, event: ScrumEvent, changed: Mapping[str, Any]
) -> Standing:
    """Hold an event as its form says from now on; what has been announced follows. Raise NotInCharge or NoSprints."""
    once(unit)
    in_charge(lock_team(unit, channel), person, is_admin=is_admin)
    before = standing(unit, channel)
    sprints, plan = before.sprints, replace(before.sprints.events[event], **changed)
    usual = usual_time(event, sprints.calendar.length(before.number(event)))
    keep_sprints(unit, channel, sprints.with_event(replace(plan, at=None) if plan.at == usual else plan))
    place(unit, channel)
    unit.emit(TeamDatesChanged(channel))
    show_homes(unit, channel, person)
    return standing(unit, channel)
