"""Reads how the meetings of a channel went, and sends that as a chart."""

from dataclasses import replace

from bot.action_items.rules.values import State
from bot.action_items.store import in_meeting
from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.kinds import STATS
from bot.features.lean_coffee.rules.series import summary
from bot.features.lean_coffee.rules.stats import QUARTER, USUAL, Asked, Stats, fits, of_meeting, together
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.store.past import recorded_in
from bot.meetings.store.past import Past
from bot.presence.store import attended
from bot.store.once import once
from bot.store.unit import Read, Unit


def read_stats(read: Read, channel: ChannelId, asked: Asked) -> tuple[Stats, str]:
    """Return how the meetings that were asked for went, and a subject under which the same is drawn again."""
    fitting = [one for one in recorded_in(read, channel) if fits(one.title, asked)]
    if asked.quarter:
        fitting = [one for one in fitting if one.opened >= read.now - QUARTER]
    counted = fitting[: asked.last]
    how = "quarter" if asked.quarter else str(asked.last)
    named = counted[0].id if asked.title and counted else ""
    return _counted(read, counted), f"{channel}/{how}/{named}"


def read_again(read: Read, subject: str) -> Stats:
    """Return the same by its subject."""
    channel, how, named = [*subject.split("/"), "", ""][:3]
    title = next((one.title for one in recorded_in(read, ChannelId(channel)) if one.id == named), "")
    asked = Asked(int(how) if how.isascii() and how.isdigit() else USUAL, how == "quarter", title)
    return read_stats(read, ChannelId(channel), asked)[0]


def send_chart(unit: Unit, *, person: PersonId, subject: str) -> None:
    """Send a person the same as a chart, in a direct message of its own each time."""
    once(unit)
    messages.post(unit, STATS, f"{subject}/{unit.fresh()}", Place.person(person))


def _counted(read: Read, past: list[Past]) -> Stats:
    found = [(one.title, meeting) for one in past if (meeting := meetings.meeting(read, one.id))]
    summaries = [summary(replace(meeting, came=attended(read, meeting.id))) for _, meeting in found]
    counted = [of_meeting(title, kept) for (title, _), kept in zip(found, summaries, strict=True)]
    states = [item.state is State.DONE for _, meeting in found for item in in_meeting(read, meeting.id)]
    return together(counted, summaries, states)
