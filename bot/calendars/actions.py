"""What a person does about their feed, and what stands in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice, takewhile

from bot.calendars import store
from bot.calendars.rules import MOST_CHANNELS, DateFile, Entry, TooManyChannels, one_date
from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.schedule.recurrence import Recurrence, occurrences, placed, zone_named
from bot.schedule.schedules import RuleState, Schedule, ScheduleId, find_schedule
from bot.schedule.working_days import OnHoliday
from bot.series import store as kept
from bot.series.recurring import Recurring
from bot.series.rules import Series
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.words.words import Words

_A_MOMENT = timedelta(microseconds=1)
_BEHIND, _AHEAD = timedelta(days=92), timedelta(days=2 * 366)
"""How far dates are told one by one, where holidays or a pause say more than a rule can."""


def follow(unit: Unit, *, person: PersonId, channel: ChannelId) -> None:
    """Put a channel into a person's feed, and make the feed where they have none. Raise TooManyChannels."""
    before = store.followed(unit, person)
    if channel not in before and len(before) >= MOST_CHANNELS:
        raise TooManyChannels
    store.follow(unit, person, channel)
    if store.secret(unit, person) is None:
        make_link(unit, person=person)


def unfollow(unit: Unit, *, person: PersonId, channel: ChannelId) -> None:
    """Take a channel out of a person's feed."""
    store.unfollow(unit, person, channel)


def make_link(unit: Unit, *, person: PersonId) -> None:
    """Give a person's feed a secret that nobody knows yet; one that there was opens nothing any more."""
    store.keep_secret(unit, person, unit.fresh() + unit.fresh())


def remove_link(unit: Unit, *, person: PersonId) -> None:
    """Let nothing open a person's feed any more; what they follow stays noted."""
    store.forget_secret(unit, person)


def entries(read: Read, recurring: Sequence[Recurring], person: PersonId, words: Words) -> list[Entry]:
    """Read what comes again in the channels that a person follows, and what has just ended there; what is paused stands in no calendar."""
    found = []
    for channel in store.followed(read, person):
        for one in recurring:
            found += [entry for series in kept.in_channel(read, one.name, channel) if (entry := _entry(read, one, series, words))]
            found += [entry for series in kept.over_in(read, one.name, channel) if (entry := _over(read, one, series, words))]
    return found


def entry_of(read: Read, recurring: Sequence[Recurring], person: PersonId, series: str, words: Words) -> Entry | None:
    """Read one series of a channel that a person follows, ended or not; None where it is not theirs to see."""
    followed = store.followed(read, person)
    for one in recurring:
        found = kept.named(read, one.name, series)
        if found is not None and found.channel in followed:
            return _entry(read, one, found, words)
    return None


def announced_date(read: Read, recurring: Sequence[Recurring], occurrence: str, words: Words) -> DateFile | None:
    """Read one announced date as a file, whatever has become of it since; None where this workspace has none of this id.

    It keeps its name when it is moved, and each change raises its number, so that a calendar takes the later file for the earlier one.
    """
    found = kept.occurrence_named(read, occurrence)
    of = None if found is None else next(((r, s) for r in recurring if (s := kept.named(read, r.name, found.series))), None)
    rule = None if found is None else find_schedule(read, ScheduleId(found.series))
    if found is None or of is None or rule is None:
        return None
    held = found.called_off is None
    entry = _described(read, *of, rule, words)
    # A date that takes place after all has to count for more than the word that it does not.
    entry = replace(entry, sequence=2 * entry.sequence + (not held), ended=False)
    content = one_date(entry, found.wall, takes_place=held, uid=f"{found.id}@cortado")
    return DateFile(entry.title, of[1].channel, found.starts, content, held=held)


def takes_place(read: Read, entry: Entry, series: str, wall: datetime) -> bool | None:
    """Tell whether a series is held at a wall time of its zone; None where it has no date then, and never announced one."""
    announced = kept.occurrence_at(read, SeriesId(series), wall)
    before = placed(wall, zone_named(entry.recurrence.zone)) - _A_MOMENT
    ruled = any(one.wall == wall for one in islice(occurrences(entry.recurrence, before), 1))
    if announced is None and not ruled:
        return False if wall in entry.recurrence.skipped else None
    return ruled and (announced is None or announced.called_off is None)


def _entry(read: Read, recurring: Recurring, series: Series, words: Words) -> Entry | None:
    rule = find_schedule(read, ScheduleId(series.id))
    return None if rule is None or rule.state is RuleState.PAUSED else _described(read, recurring, series, rule, words)


def _described(read: Read, recurring: Recurring, series: Series, rule: Schedule, words: Words) -> Entry:
    channel = teams.channel(read, series.channel)
    sequence, created = kept.history(read, series.id)
    return Entry(
        uid=f"{series.id}@cortado",
        title=recurring.called(words, series),
        place=f"#{channel.name}" if channel is not None and channel.name else "",
        link=series.link,
        recurrence=rule.recurrence,
        sequence=sequence,
        created=created,
        dates=_dates(rule.recurrence, read.now),
        ended=rule.state is RuleState.ENDED,
    )


def _over(read: Read, recurring: Recurring, series: Series, words: Words) -> Entry | None:
    """Return what has ended as a feed shows it: the dates that were held stay, and what was ended before any is cancelled for a while."""
    entry = _entry(read, recurring, series, words)
    if entry is None:
        return None
    end = min(series.ended or read.now, read.now)
    since = max(read.now - _BEHIND, entry.created)
    held = tuple(one.held for one in takewhile(lambda one: one.starts < end, occurrences(entry.recurrence, since)))
    if held:
        return replace(entry, dates=held, ended=False)
    return entry if series.ended is not None and series.ended > read.now - _BEHIND else None


def _dates(recurrence: Recurrence, now: datetime) -> tuple[datetime, ...]:
    """Return the wall times at which something is held that a rule alone does not say; none where it does."""
    if recurrence.on_holiday is OnHoliday.KEEP and recurrence.quiet_until is None:
        return ()
    coming = takewhile(lambda one: one.starts < now + _AHEAD, occurrences(recurrence, now - _BEHIND))
    return tuple(one.held for one in coming)
