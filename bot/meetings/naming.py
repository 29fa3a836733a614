"""How a ceremony is called: in its ids, in people's records, in a sentence, and by who types."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bot.meetings.kinds import Kinds
from bot.series.kinds import Kinds as OfSeries
from bot.words.words import Words


@dataclass(frozen=True)
class Naming:
    """The names of one ceremony.

    `name` begins its ids, screens and alarms, and stands in its rows; `title` names it in people's records. `command` is what one types,
    `emblem` stands before a meeting's title. `called` and `one` name it in a sentence: “Lean Coffee”, “a Lean Coffee”
    (at most 18 characters: “Start a Lean Coffee” is the title of a form, of which Slack takes 24).
    `stays` says what is left of a meeting that is cancelled.
    """

    name: str
    title: str
    command: str
    emblem: str
    called: Callable[[Words], str]
    one: Callable[[Words], str]
    stays: Callable[[Words], str] = lambda words: ""

    @cached_property
    def kinds(self) -> Kinds:
        """The names of its screens and alarms."""
        return Kinds(self.name)

    @cached_property
    def series(self) -> OfSeries:
        """The names of what shows and wakes its meetings that come again."""
        return OfSeries.of(self.name)

    def in_channel(self, words: Words, channel: str) -> str:
        """Return what a meeting is called that nobody gave a name to: after its channel."""
        return words.say("{ceremony} in #{channel}", ceremony=self.called(words), channel=channel)

    def id(self, verb: str) -> str:
        """Return the id of a button, a menu or a form."""
        return self.kinds.id(verb)
