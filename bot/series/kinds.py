"""The screens, alarms and ids of a ceremony that comes again: what everything else may point at."""

from dataclasses import dataclass
from datetime import timedelta

from bot.core.kinds import AlarmKind, ScreenKind, WhenUnsure


@dataclass(frozen=True)
class Kinds:
    """Those of one ceremony, all of which begin with its `name`. `of` gives the usual ones; what is posted already keeps its own.

    Where nothing else is said the subject is a series, and a direct message goes to its owner.
    """

    name: str
    announce: AlarmKind
    """Announces the next date, unless that is over or the meeting before it is still open."""
    remind: AlarmKind
    """Reminds of the next date, ten minutes ahead."""
    hour: AlarmKind
    """Opens the meeting at its hour; where none is opened, its subject is the occurrence that begins."""
    announcement: ScreenKind
    """Subject: an occurrence. In the channel, ahead of it."""
    reminder: ScreenKind
    """Subject: an occurrence. Ten minutes ahead, to those who are reminded."""
    missed: ScreenKind
    """Subject: an occurrence that was not opened in time, or `series/due` of an announcement that was not sent in time."""
    more: str
    before: str
    after: str
    end: str
    """Ids: the ⋮ menu of a series, the two buttons that turn the pages of their list, the form that ends one."""

    @classmethod
    def of(cls, name: str) -> "Kinds":
        """Return the usual ones, of what opens a meeting at its hour."""
        return cls(
            name,
            announce=AlarmKind(f"{name}:announce", timedelta(days=7), "a meeting is announced"),
            remind=AlarmKind(f"{name}:remind", timedelta(minutes=10), "a meeting is about to begin"),
            hour=AlarmKind(f"{name}:occurrence", timedelta(hours=8), "a meeting opens"),
            announcement=ScreenKind(f"{name}:announcement"),
            reminder=ScreenKind(f"{name}:reminder", WhenUnsure.RATHER_NEVER),
            missed=ScreenKind(f"{name}:missed", WhenUnsure.RATHER_NEVER),
            more=f"{name}:series_more",
            before=f"{name}:series_before",
            after=f"{name}:series_after",
            end=f"{name}:end_series",
        )

    def id(self, verb: str) -> str:
        """Return the id of a button or form."""
        return f"{self.name}:{verb}"

    @property
    def again(self) -> AlarmKind:
        """Subject: an occurrence whose channel was busy at the hour. Tries once more to open its meeting."""
        return AlarmKind(f"{self.name}:again", self.hour.useful_for, self.hour.moment)

    @property
    def announce_after(self) -> AlarmKind:
        """Subject: an occurrence whose announcement waits for the end of the series' open meeting."""
        return AlarmKind(f"{self.name}:announce_after", self.announce.useful_for)

    @property
    def goes_on(self) -> AlarmKind:
        """Subject: a series whose pause ends by itself then."""
        return AlarmKind(f"{self.name}:goes_on", timedelta(days=365))

    @property
    def calendar(self) -> AlarmKind:
        """Subject: a channel whose team works other days by now, or has other Sprints. Has its series follow."""
        return AlarmKind(f"{self.name}:calendar", timedelta(days=7))

    @property
    def planned(self) -> ScreenKind:
        """One line in the channel: that it is planned, when it is first, whose it is; nothing where that is announced already."""
        return ScreenKind(f"{self.name}:planned")

    @property
    def called_off(self) -> ScreenKind:
        """Subject: an occurrence. A direct message to each who is coming: it does not take place, or it does after all."""
        return self._direct("called_off")

    @property
    def moved(self) -> ScreenKind:
        """Subject: an occurrence. A direct message to each who is coming: it is at another time now."""
        return self._direct("moved")

    @property
    def zone_gone(self) -> ScreenKind:
        """A direct message: it is paused, for its time zone exists no more."""
        return self._direct("zone_gone")

    @property
    def offer(self) -> ScreenKind:
        """A direct message: the owner has left, and who reads this can take over. Subject: `series/owner who has left`."""
        return self._direct("offer")

    @property
    def turn(self) -> ScreenKind:
        """A direct message to whose turn it is to host a date, as that is announced. Subject: `occurrence/who`."""
        return self._direct("turn")

    @property
    def handed(self) -> ScreenKind:
        """A direct message to the new owner. Subject: `series/who handed it over`."""
        return self._direct("handed")

    def _direct(self, screen: str) -> ScreenKind:
        return ScreenKind(f"{self.name}:{screen}", WhenUnsure.RATHER_NEVER)
