"""Faults that a test or a curious person turns on: of Web API calls and of deliveries to the bot."""

from dataclasses import dataclass, replace
from typing import Any

from bot.rehearsal.shapes import ActRefused, Json

LACKING = "newer_blocks"
"""A workspace that Slack has not brought its newer blocks to: not once, but until it is mended."""
CALL_FAULTS = ("429", "500", "hang", "refuse", "accept_then_lose", "error", LACKING)
DELIVERY_FAULTS = ("twice", "late", "drop_ack", "cut")
EVENT_FAULTS = ("delay", "lose")
"""What Slack does to an event before it sends it for the first time."""


@dataclass(frozen=True)
class Fault:
    """One fault: what goes wrong, how often, and after how many calls that still go well."""

    kind: str
    method: str
    times: int
    after: int = 0
    retry_after: int = 1
    error: str = "fatal_error"
    seconds: float = 60.0

    def as_json(self) -> Json:
        """Give the fault as the page shows it."""
        by_kind: dict[str, Json] = {"429": {"retry_after": self.retry_after}, "error": {"error": self.error}}
        timed: Json = {"seconds": self.seconds} if self.kind in ("hang", "late", "delay") else {}
        return {
            "kind": self.kind,
            "method": self.method,
            "times": self.times,
            "after": self.after,
            **by_kind.get(self.kind, {}),
            **timed,
        }


def _number(given: Json, name: str, default: float, least: float) -> float:
    value: Any = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
        raise ActRefused(f"{name} has to be a number, {least:g} or more.")
    return float(value)


def read_fault(given: Json, kinds: tuple[str, ...], method: str) -> Fault:
    """Read a fault from the room's API; raises ActRefused with what is wrong."""
    kind = str(given.get("kind"))
    if kind not in kinds:
        raise ActRefused(f"There is no fault {kind}. There are: {', '.join(kinds)}.")
    return Fault(
        kind, method, int(_number(given, "times", 1, 1)), int(_number(given, "after", 0, 0)), int(_number(given, "retry_after", 1, 0)),
        str(given.get("error", "fatal_error")), _number(given, "seconds", 60.0, 0.0),
    )  # fmt: skip


class Faults:
    """The faults that are on, in the order in which they were turned on."""

    def __init__(self) -> None:
        self.on: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Turn a fault on."""
        self.on.append(fault)

    def clear(self) -> None:
        """Turn all off."""
        self.on.clear()

    @property
    def lacks_newer_blocks(self) -> bool:
        """Tell whether the workspace is one that lacks newer blocks."""
        return any(fault.kind == LACKING for fault in self.on)

    def take(self, method: str) -> Fault | None:
        """Give the fault that this call or delivery meets, and use it up once."""
        return self._take(method) if method == "delivery" else self._take(method, "*")

    def take_of_event(self, event: str) -> Fault | None:
        """Give the fault that the first delivery of an event of this type meets, and use it up once."""
        return self._take(f"event {event}", "event *")

    def _take(self, *methods: str) -> Fault | None:
        for place, fault in enumerate(self.on):
            if fault.kind == LACKING or fault.method not in methods:
                continue
            if fault.after > 0:
                self.on[place] = replace(fault, after=fault.after - 1)
                continue
            if fault.times > 1:
                self.on[place] = replace(fault, times=fault.times - 1)
            else:
                del self.on[place]
            return fault
        return None
