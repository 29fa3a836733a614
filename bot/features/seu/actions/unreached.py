"""What happens to minutes whose question could not be delivered."""

from bot.core.ids import PersonId
from bot.core.kinds import ScreenKind
from bot.features.seu.kinds import ASK
from bot.features.seu.rules.values import Keeping
from bot.features.seu.store import disputes, entries, sessions
from bot.store.unit import Unit
from bot.teams import store as people


def forget_guest(unit: Unit, kind: ScreenKind, subject: str) -> None:
    """Keep nothing private of a guest whom no direct message reaches: what they were to be asked about goes."""
    person = PersonId(subject)
    if kind != ASK:
        return
    known = people.person(unit, person)
    if (known is None or known.is_guest) and entries.lock_ledger(unit, person) is Keeping.UNDECIDED:
        disputes.forget(unit, person)
        sessions.forget_asked(unit, person)
