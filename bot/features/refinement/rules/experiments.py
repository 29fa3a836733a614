"""An experiment: an item with a hypothesis, a measure, a day and a result. Pure."""

from dataclasses import dataclass
from datetime import date

from bot.core import limits
from bot.core.ids import ItemId, PersonId
from bot.core.refusal import AllAtOnce, Refusal
from bot.schedule.working_days import WorkingDays

LIMITS = {"hypothesis": 500, "measure": 300, "result": 500}
"""Most characters of each."""


class DayMissing(Refusal):
    """An experiment is looked at on a day."""

    field = "day"


@dataclass(frozen=True)
class Experiment:
    """What an item is to find out: what is believed, by what it is measured, on which day it is looked at, what came out."""

    item: ItemId
    hypothesis: str
    measure: str
    day: date
    by: PersonId
    result: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether its result is still to come."""
        return not self.result


@dataclass(frozen=True)
class Named:
    """An experiment with the number and the title of its item."""

    experiment: Experiment
    number: int
    title: str


def asked_on(kept: Experiment, days: WorkingDays) -> date:
    """Return the day on which its result is asked for: its own, or the last one before on which the team works."""
    return kept.day if days.works(kept.day) else days.before(kept.day, 1)


def experiment(item: ItemId, by: PersonId, day: date | None, *, hypothesis: str, measure: str, result: str = "") -> Experiment:
    """Return an experiment with its texts made fit to keep. Raise EmptyText, TextTooLong, DayMissing or Several."""
    refused = AllAtOnce()
    believed = refused.read("", limits.line, "hypothesis", hypothesis, LIMITS["hypothesis"])
    measured = refused.read("", limits.line, "measure", measure, LIMITS["measure"])
    came_out = refused.read("", limits.paragraph, "result", result, LIMITS["result"])
    if day is None:
        refused.add(DayMissing())
    refused.refuse()
    assert day is not None  # refused above
    return Experiment(item, believed, measured, day, by, came_out)
