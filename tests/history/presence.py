"""Who may be here at a moment, by who came, left and did what."""

from collections.abc import Iterator, Sequence

from tests.history.events import Act, Answer

HERE, AWAY = frozenset({True}), frozenset({False})
EITHER = HERE | AWAY


class Presence:
    """Those of one meeting, at moments that only go on."""

    def __init__(self, acts: Sequence[Act], first: frozenset[str]) -> None:
        self._acts = acts
        self._next = 0
        self._pending: list[Act] = []
        self.known: dict[str, frozenset[bool]] = dict.fromkeys(first, HERE)
        self.surely, self.possibly = set(first), set(first)

    def settle(self, moment: float) -> None:
        """Let what was over at a moment be known: no later question is about one before it."""
        while self._next < len(self._acts) and self._acts[self._next].began <= moment:
            self._pending.append(self._acts[self._next])
            self._next += 1
        left: list[Act] = []
        held: set[str] = set()
        for act in self._pending:
            is_over = act.ended <= moment or act.answer is not Answer.ACKNOWLEDGED
            if is_over and act.person not in held:
                self._note(act.person, after(self.known.get(act.person, AWAY), act, moment))
            else:
                held.add(act.person)
                left.append(act)
        self._pending = left

    def _note(self, person: str, may: frozenset[bool]) -> None:
        self.known[person] = may
        (self.surely.discard if False in may else self.surely.add)(person)
        (self.possibly.add if True in may else self.possibly.discard)(person)

    def at(self, moment: float) -> tuple[set[str], set[str]]:
        """Give who is surely here at a moment, and who may be."""
        found: dict[str, frozenset[bool]] = {}
        for act in (*self._pending, *self._begun(moment)):
            found[act.person] = after(found.get(act.person, self.known.get(act.person, AWAY)), act, moment)
        if not found:
            return self.surely, self.possibly
        surely = {person for person, may in found.items() if False not in may}
        possibly = {person for person, may in found.items() if True in may}
        return self.surely - found.keys() | surely, self.possibly - found.keys() | possibly

    def _begun(self, moment: float) -> Iterator[Act]:
        for place in range(self._next, len(self._acts)):
            if self._acts[place].began > moment:
                return
            yield self._acts[place]


def after(found: frozenset[bool], act: Act, moment: float) -> frozenset[bool]:
    """Say what an act makes of it: a check-in that was acknowledged is certain, anything else that one does may count as one."""
    if not act.counts:
        return found
    is_certain = act.answer is Answer.ACKNOWLEDGED and act.ended <= moment
    match act.verb:
        case "check_in":
            return HERE if is_certain else found | HERE
        case "leave":
            return AWAY if is_certain else found | AWAY
        case "left_channel":
            return found | AWAY
        case _:
            return found | HERE
