"""Experiments: what an item is to find out is written down, and asked about on its day."""

from datetime import UTC, date, datetime, time

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.refinement.kinds import EXPERIMENT, EXPERIMENT_AT
from bot.features.refinement.rules.experiments import Experiment, asked_on, experiment
from bot.features.refinement.rules.item_refusals import NoSuchItem
from bot.features.refinement.store import experiments as store
from bot.features.refinement.store import items
from bot.schedule import alarms
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.teams.away_store import away
from bot.teams.team_store import team, working_days

_AT = time(9)
"""The hour of who is asked."""


def keep_experiment(
    unit: Unit, *, item: ItemId, person: PersonId, day: date | None, hypothesis: str, measure: str, result: str
) -> ChannelId:
    """Write down what an item is to find out, or what it found; return its channel. Raise NoSuchItem, EmptyText, TextTooLong, DayMissing or Several."""
    found = items.item(unit, item)
    if found is None:
        raise NoSuchItem
    before = store.experiment(unit, item)
    kept = experiment(item, person, day, hypothesis=hypothesis, measure=measure, result=result)
    store.keep(unit, found.channel, kept)
    for one in (before, kept):
        if one is not None:
            messages.show(unit, EXPERIMENT, subject_of(one))
    at = _asked_at(unit, found.channel, kept)
    is_asked = before is not None and before.day == kept.day and at <= unit.now
    if kept.is_open and not is_asked:  # a day that is over already is asked about at once
        alarms.wake(unit, EXPERIMENT_AT, item, max(at, unit.now))
    else:
        alarms.cancel_alarm(unit, EXPERIMENT_AT, item)
    return found.channel


def ask_result(unit: Unit, item: ItemId) -> None:
    """Ask who orders what an experiment has found; where they are away or nobody orders, who wrote it down. Nothing where that is known."""
    kept, found = store.experiment(unit, item), items.item(unit, item)
    if kept is None or found is None or not kept.is_open:
        return
    ordering = team(unit, found.channel).ordering
    day = asked_on(kept, working_days(unit, found.channel))
    gone = away(unit, ordering, day, day, found.channel) if ordering else {}
    asked = next((one for one in ordering if one not in gone), kept.by)
    messages.post(unit, EXPERIMENT, subject_of(kept), Place.person(asked))


def subject_of(kept: Experiment) -> str:
    """Return the subject of the message that asks about an experiment on its day."""
    return f"{kept.item}/{kept.day.isoformat()}"


def read_subject(subject: str) -> tuple[ItemId, str]:
    """Read the item and the day (as in ISO 8601) back."""
    item, _, day = subject.partition("/")
    return ItemId(item), day


def _asked_at(read: Read, channel: ChannelId, kept: Experiment) -> datetime:
    """Return the moment (UTC) at which it is asked about: nine where who orders is."""
    known = people.person(read, next(iter(team(read, channel).ordering), kept.by))
    zone = zone_or_utc(known.zone if known else "UTC")
    return datetime.combine(asked_on(kept, working_days(read, channel)), _AT, zone).astimezone(UTC)
