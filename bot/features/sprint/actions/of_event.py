"""Which event a series is of, and in which Sprint a date of it lies."""

import json
from datetime import datetime

from bot.core.zones import zone_or_utc
from bot.series.rules import Series
from bot.store.unit import Read
from bot.teams.sprint_events import ScrumEvent, TeamSprints
from bot.teams.sprint_store import team_sprints
from bot.teams.sprints import Sprint


def event_of(series: Series) -> ScrumEvent:
    """Return which event a series is of."""
    return ScrumEvent(json.loads(series.own)["event"])


def sprint_of(read: Read, series: Series, starts: datetime) -> tuple[TeamSprints, Sprint] | None:
    """Return the Sprint in which a date of an event is (UTC), with what its team has set; None where there is none any more."""
    sprints = team_sprints(read, series.channel)
    sprint = None if sprints is None else sprints.calendar.on(starts.astimezone(zone_or_utc(series.zone)).date())
    return None if sprints is None or sprint is None else (sprints, sprint)
