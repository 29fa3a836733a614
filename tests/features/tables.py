"""The table of alarms as a test builds it: what series and meetings add is made anew, by their code as it is then."""

from collections.abc import Sequence
from functools import partial

from bot.core.kinds import AlarmKind
from bot.feature import Feature
from bot.house.features import CEREMONIES, RECURRING, alarms_of
from bot.meetings import alarms as meetings
from bot.schedule.alarms import AlarmHandler
from bot.series import alarms as series


def alarms_anew(features: Sequence[Feature]) -> dict[AlarmKind, AlarmHandler]:
    """Return what rings in some features; what a ceremony has put in the place of an alarm of its series stays."""
    table = alarms_of(features)
    built = [*(series.alarms(one) for one in RECURRING), *(meetings.alarms(one) for one in CEREMONIES)]
    anew = {kind: handler for one in built for kind, handler in one.items()}
    return {kind: anew[kind] if isinstance(handler.ring, partial) else handler for kind, handler in table.items()}
