"""What a seed lets go wrong: how often, of which kinds, and how long everything takes."""

from dataclasses import dataclass, field, fields
from random import Random

_KINDS_ON = 0.45
"""How likely a kind of fault is in a run: a few at a time find more than all of them always."""


@dataclass
class Weather:
    """Chances of faults, each for one call at a port."""

    chance: Random
    store_away: float = 0.0
    """The database cannot be reached: nothing is written."""
    store_in_doubt: float = 0.0
    """The connection is lost during the commit: it is written, and nobody says so."""
    slack_refuses: float = 0.0
    """No connection: nothing is done."""
    slack_loses_answer: float = 0.0
    slack_hangs: float = 0.0
    """No answer within the client's patience; done or not."""
    slack_limits: float = 0.0
    slack_breaks: float = 0.0
    """HTTP 500, done or not."""
    request_lost: float = 0.0
    answer_lost: float = 0.0
    request_twice: float = 0.0
    """Delivered a second time, at once or within a minute, to whichever process."""
    request_late: float = 0.0
    crash: float = 0.0
    """A process dies at a port: before or after it is heard."""
    clock_set: float = 0.0
    """A machine's clock is set, forward or back."""
    restart: float = 0.0
    """A process ends as it should and another begins."""
    blackout: float = 0.0
    """Every process dies, and for a while there is none."""
    slow: float = 0.0
    """How likely a call takes seconds instead of milliseconds."""
    kinds: tuple[str, ...] = field(default=())

    @classmethod
    def drawn(cls, chance: Random) -> "Weather":
        """Draw which kinds of faults there are, and how often."""
        weather = cls(chance)
        if chance.random() < 0.1:
            return weather
        for name, most in _MOST.items():
            if chance.random() < _KINDS_ON:
                setattr(weather, name, most * chance.random())
        weather.kinds = tuple(name for name in _MOST if getattr(weather, name))
        return weather

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        for each in fields(self):
            if each.name in _MOST:
                setattr(self, each.name, 0.0)

    def happens(self, likely: float) -> bool:
        """Draw whether something happens; what never does is not drawn."""
        return likely > 0 and self.chance.random() < likely

    def way(self) -> float:
        """Draw how many seconds a way takes."""
        if self.happens(self.slow):
            return self.chance.random() * 3
        return self.chance.random() ** 3 * 0.02


_MOST = {
    "store_away": 0.03,
    "store_in_doubt": 0.02,
    "slack_refuses": 0.1,
    "slack_loses_answer": 0.15,
    "slack_hangs": 0.05,
    "slack_limits": 0.1,
    "slack_breaks": 0.1,
    "request_lost": 0.1,
    "answer_lost": 0.1,
    "request_twice": 0.3,
    "request_late": 0.2,
    "crash": 0.02,
    "clock_set": 0.06,
    "restart": 0.06,
    "blackout": 0.03,
    "slow": 0.05,
}
