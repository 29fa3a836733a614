"""Reads how the meetings of a channel went, and sends that as a chart."""

from collections.abc import Sequence
from dataclasses import replace

from bot.action_items.rules.values import State
from bot.action_items.store import in_meeting
from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.kinds import ASYNC, SERIES, STATS
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.stats import QUARTER, USUAL, Asked, Named, Stats, alike, meant, of_meeting, together
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.store.past import recorded_in
from bot.meetings.store.past import Past
from bot.presence.store import attended
from bot.series import store as series
from bot.store.once import once
from bot.store.unit import Read, Unit


def read_stats(read: Read, channel: ChannelId, asked: Asked) -> tuple[Stats, str]:
    """Return how the meetings that were asked for went, and a subject under which the same is drawn again."""
    held = recorded_in(read, channel)
    one = meant(_named(read, channel, held), asked.title) if asked.title else None
    how = "quarter" if asked.quarter else str(asked.last)
    subject = f"{channel}/{how}/{one.meeting if one else ''}"
    if asked.title and one is None:
        return together([], [], []), subject
    return _of(read, channel, asked, held, one), subject


def read_again(read: Read, subject: str) -> Stats:
    """Return the same by its subject."""
    channel, how, named = [*subject.split("/"), "", ""][:3]
    held = recorded_in(read, ChannelId(channel))
    one = next((one for one in _named(read, ChannelId(channel), held) if one.meeting == named), None)
    asked = Asked(int(how) if how.isascii() and how.isdigit() else USUAL, how == "quarter")
    return _of(read, ChannelId(channel), asked, held, one)


def send_chart(unit: Unit, *, person: PersonId, subject: str) -> None:
    """Send a person the same as a chart, in a direct message of its own each time."""
    once(unit)
    messages.post(unit, STATS, f"{subject}/{unit.fresh()}", Place.person(person))


def _named(read: Read, channel: ChannelId, held: Sequence[Past]) -> list[Named]:
    """Return meetings by the series that comes again which they are of; what was planned once is of none."""
    found = (*series.in_channel(read, SERIES.name, channel), *series.over_in(read, SERIES.name, channel))
    come_again = {one.id for one in found if not one.one_off}
    return [Named(one.id, one.title, one.series if one.series in come_again else None) for one in held]


def _of(read: Read, channel: ChannelId, asked: Asked, held: Sequence[Past], one: Named | None) -> Stats:
    """Count meetings of a channel, with one where it is given: the last ones, or those of a quarter."""
    counted_with = None if one is None else alike(_named(read, channel, held), one)
    fitting = [past for past in held if counted_with is None or past.id in counted_with]
    if asked.quarter:
        fitting = [past for past in fitting if past.opened >= read.now - QUARTER]
    counted = fitting[: asked.last]
    since = counted[-1].opened if counted else read.now
    in_windows = sum(past.closed >= since for past in recorded_in(read, channel, ASYNC)) if one is None else 0
    return replace(_counted(read, counted), called=one.title if one else "", in_windows=in_windows)


def _counted(read: Read, past: Sequence[Past]) -> Stats:
    found = [(one.title, meeting) for one in past if (meeting := meetings.meeting(read, one.id))]
    summaries = [summary(replace(meeting, came=attended(read, meeting.id))) for _, meeting in found]
    counted = [of_meeting(title, kept) for (title, _), kept in zip(found, summaries, strict=True)]
    states = [item.state is State.DONE for _, meeting in found for item in in_meeting(read, meeting.id)]
    return together(counted, summaries, states)
