"""What a feature names so that other rooms can point at it: screens and alarms."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class WhenUnsure(Enum):
    """What delivery does when nobody knows whether a post has arrived."""

    RATHER_TWICE = "rather twice"
    RATHER_NEVER = "rather never"


@dataclass(frozen=True)
class ScreenKind:
    """A kind of message that shows a subject and is kept up to date.

    `name` is `feature:screen`. `urgent` redraws (changes of phase) may use the reserved third of a budget.
    """

    name: str
    when_unsure: WhenUnsure = WhenUnsure.RATHER_TWICE
    links_to: str = ""
    """The screen that it leads to by a link, of the subject with which its own begins (`subject/…`): shown anew once that stands elsewhere."""


@dataclass(frozen=True)
class AlarmKind:
    """A kind of deadline: `name` is `feature:alarm`; past `useful_for` it is skipped and its owner is told.

    `moment` says in a few English words what happens then: the rehearsal room's clock stops there; without words it walks on.
    """

    name: str
    useful_for: timedelta
    moment: str = ""
