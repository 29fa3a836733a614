"""What a meeting means for the series that it is of: its end lets the next one be announced, its cancelling is told."""

from bot.core.ids import PersonId, SeriesId
from bot.features.lean_coffee.kinds import SERIES
from bot.features.lean_coffee.rules import Meeting
from bot.series import store
from bot.series.actions import announcing
from bot.series.actions.called_off import call_off
from bot.series.rules import CalledOff
from bot.store.unit import Unit


def wake_announcements(unit: Unit, series: SeriesId) -> None:
    """Have what waits for the end of a meeting of this series announced now, in a transaction of its own."""
    announcing.wake_announcements(unit, SERIES, series)


def call_off_meeting(unit: Unit, meeting: Meeting, by: PersonId) -> None:
    """Tell who said that they are coming, and is not here, that their meeting was cancelled before it talked about anything."""
    announced = store.occurrence_of(unit, meeting.id)
    if announced is not None:
        call_off(unit, SERIES, announced.id, CalledOff.CANCELLED, by, *meeting.came)
