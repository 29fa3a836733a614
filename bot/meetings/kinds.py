"""The screens and alarms of a ceremony's meetings, by name: what everything else may point at."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from bot.core.kinds import AlarmKind, ScreenKind, WhenUnsure


@dataclass(frozen=True)
class Kinds:
    """What a ceremony's meetings show and wait for; each name begins with the ceremony's, and stands so in the database."""

    name: str

    def id(self, verb: str) -> str:
        """Return the id of a button, a menu or a form."""
        return f"{self.name}:{verb}"

    @cached_property
    def board(self) -> ScreenKind:
        """Subject: a meeting. The one message of a meeting, from its start to its summary."""
        return ScreenKind(f"{self.name}:board")

    @cached_property
    def anchor(self) -> ScreenKind:
        """Subject: a meeting in a thread. The message of the channel that its board replies to."""
        return ScreenKind(f"{self.name}:anchor")

    @cached_property
    def roster(self) -> ScreenKind:
        """Subject: a closed meeting. A direct message to its host: who was there, and "Correct"."""
        return ScreenKind(f"{self.name}:roster", WhenUnsure.RATHER_NEVER)

    @cached_property
    def summary(self) -> ScreenKind:
        """Subject: a closed meeting. A direct message to its host: what came out, where its channel takes no message any more."""
        return ScreenKind(f"{self.name}:summary", WhenUnsure.RATHER_NEVER)

    @cached_property
    def handed(self) -> ScreenKind:
        """Subject: `meeting/who handed it over`. A direct message to the new host of a meeting that they are not in."""
        return ScreenKind(f"{self.name}:handed_meeting", WhenUnsure.RATHER_NEVER, links_to=self.board.name)

    @cached_property
    def plan_dropped(self) -> ScreenKind:
        """Subject: a queued meeting (`QueuedMeetingId`). A direct message to its host: it was queued and never opened."""
        return ScreenKind(f"{self.name}:plan_dropped", WhenUnsure.RATHER_NEVER)

    @cached_property
    def deadline(self) -> AlarmKind:
        """Subject: a meeting. Wakes the rules, which decide; late is still useful: an old meeting must be closed."""
        return AlarmKind(f"{self.name}:deadline", timedelta(days=3650), "a meeting moves on")

    @cached_property
    def redraw(self) -> AlarmKind:
        """Subject: a meeting. Redraws "about 2 min left", once a minute."""
        return AlarmKind(f"{self.name}:redraw", timedelta(minutes=1))

    @cached_property
    def next_plan(self) -> AlarmKind:
        """Subject: a queued meeting. Its turn has come: it opens, or is dropped; too late is for the rules to say."""
        return AlarmKind(f"{self.name}:next_plan", timedelta(days=3650), "a queued meeting opens")

    @cached_property
    def plan_waited(self) -> AlarmKind:
        """Subject: a queued meeting. It has been queued for long enough."""
        return AlarmKind(f"{self.name}:plan_waited", timedelta(days=3650), "a queued meeting is given up")
