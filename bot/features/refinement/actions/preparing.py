"""What a Product Owner is to prepare for a refinement: told to them a day ahead, if there is anything."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.ids import ChannelId, PersonId
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.refinement.actions.card import PROPOSED
from bot.features.refinement.kinds import PREPARE, PREPARE_AT, SERIES
from bot.features.refinement.rules.items import Item, gaps
from bot.features.refinement.store import items as items_store
from bot.schedule import alarms
from bot.series import store as kept
from bot.series.rules import A_DAY, Occurrence, Series, SeriesState
from bot.store.unit import Read, Unit
from bot.teams.away_store import away
from bot.teams.muted_store import not_muted
from bot.teams.team_store import settings, team


def wake_a_day_ahead(unit: Unit, occurrence: Occurrence, starts: datetime) -> None:
    """Have the Product Owner told a day before a date starts, or now."""
    alarms.wake(unit, PREPARE_AT, occurrence.id, max(unit.now, starts - A_DAY))


def tell_product_owner(unit: Unit, *, occurrence: str) -> None:
    """Tell the Product Owner what is theirs to prepare; nothing where nothing is, or they are away or want no such messages."""
    found = kept.occurrence_named(unit, occurrence)
    series = None if found is None else kept.named(unit, SERIES.name, found.series)
    if found is None or series is None or series.state is not SeriesState.RUNNING:
        return
    if found.called_off is not None or found.starts <= unit.now or not to_prepare(unit, series.channel):
        return
    for person in not_muted(unit, _there(unit, series, found)):
        messages.post(unit, PREPARE, found.id, Place.person(person))


def to_prepare(read: Read, channel: ChannelId) -> Sequence[Item]:
    """Return the items that a refinement proposes and that lack something, as they are ordered."""
    kept = settings(read, channel)
    return [each for each in items_store.queue(read, channel, most=PROPOSED) if gaps(each, read.now, kept)]


def _there(read: Read, series: Series, occurrence: Occurrence) -> list[PersonId]:
    product_owner = team(read, series.channel).product_owner
    day = occurrence.starts.astimezone(zone_or_utc(series.zone)).date()
    if product_owner is None or away(read, [product_owner], day, day, series.channel):
        return []
    return [product_owner]
