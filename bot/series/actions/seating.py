"""Seats whose turn it is as host of a date, and tells them; reads who hosts the dates to come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.schedule.drafts import Draft
from bot.schedule.recurrence import OccurrenceTime, next_four
from bot.series import store
from bot.series.recurring import CHANNEL, SERIES, Recurring
from bot.series.rules import Occurrence, Series
from bot.series.turns import turn, turns
from bot.series.views.turns import in_turn
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.teams.away_store import away
from bot.words.words import Words

Hosts = Sequence[PersonId | None]


def seat(unit: Unit, recurring: Recurring, series: Series, occurrence: Occurrence) -> Occurrence:
    """Return a date with who hosts it: who was seated stays, unless they are away, gone past or not in the list any more."""
    hosts = recurring.hosts(series)
    if not hosts and occurrence.host is None:
        return occurrence
    out = _out(unit, hosts, series.zone, series.channel, occurrence.starts) | occurrence.passed
    host = occurrence.host
    if host not in hosts or host in out:
        host = turn(hosts, store.last_host(unit, series.id, occurrence.starts), out)
    if host != occurrence.host:
        store.seat(unit, occurrence.id, host)
        for told in (occurrence.host, host):
            if told is not None:
                messages.show(unit, recurring.kinds.turn, f"{occurrence.id}/{told}")
                messages.show(unit, HOME, told)
    return replace(occurrence, host=host)


def seat_late(unit: Unit, recurring: Recurring, series: Series, occurrence: Occurrence) -> Occurrence:
    """Return a date with who hosts it now that it is near: who is seated only now hears of it."""
    now = seat(unit, recurring, series, occurrence)
    if now.host != occurrence.host:
        tell_host(unit, recurring, now)
    return now


def tell_host(unit: Unit, recurring: Recurring, occurrence: Occurrence) -> None:
    """Tell who hosts a date in turn that it is theirs."""
    if occurrence.host is not None:
        messages.post(unit, recurring.kinds.turn, f"{occurrence.id}/{occurrence.host}", Place.person(occurrence.host))


def hosts_to_come(read: Read, recurring: Recurring, series: Series, dates: Sequence[OccurrenceTime]) -> Hosts:
    """Return who hosts the next dates of a series in turn: who was seated, then the others in their order. Nobody where none do."""
    hosts = recurring.hosts(series)
    if not hosts or not dates:
        return ()
    seated = [store.occurrence_at(read, series.id, date.wall) for date in dates]
    outs = [_out(read, hosts, series.zone, series.channel, date.starts) for date in dates]
    last, found = store.last_host(read, series.id, dates[0].starts), list[PersonId | None]()
    for date, out in zip(seated, outs, strict=True):
        passed = frozenset[PersonId]() if date is None else date.passed
        stays = date is not None and date.host in hosts and date.host not in out
        found.append(date.host if date is not None and stays else turn(hosts, last, out | passed))
        last = found[-1] or last
    return found


def hosts_of_plan(read: Read, *, recurring: Recurring, plan: Draft) -> Hosts:
    """Return who would host the next four dates of a plan in turn; nobody where none are named."""
    hosts, channel = recurring.in_turn(plan), plan.extras[CHANNEL]
    dates = next_four(plan.recurrence, read.now)
    if not hosts or not dates:
        return ()
    last = store.last_host(read, SeriesId(plan.extras.get(SERIES, "")), dates[0].starts)
    return turns(hosts, last, [_out(read, hosts, plan.recurrence.zone, ChannelId(channel), date.starts) for date in dates])


def host_of(read: Read, recurring: Recurring, series: Series, words: Words) -> str:
    """Name who hosts a series: its owner, or who does in turn."""
    hosts = recurring.hosts(series)
    names = people.names(read, [series.owner, *hosts], words)
    return in_turn(words, [names[host] for host in hosts]) if hosts else names[series.owner]


def _out(read: Read, hosts: Sequence[PersonId], zone: str, channel: ChannelId, starts: datetime) -> frozenset[PersonId]:
    """Return who of these people is away on the day of a date."""
    day = starts.astimezone(zone_or_utc(zone)).date()
    return frozenset(away(read, hosts, day, day, channel))
