"""Decides the next step of a message and the earliest time for it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.delivery.place import PlaceKind
from bot.delivery.rate_limits import BUDGETS, KEEPS_ITS_TURN, LONG_AGO, LONGEST_HOLD, bound


class Step(Enum):
    """One call to Slack each, by its method; TELL and DROP call nobody."""

    OPEN = "conversations.open"
    SEARCH = "conversations.history"
    POST = "chat.postMessage"
    UPDATE = "chat.update"
    PUBLISH = "views.publish"
    DELETE = "chat.delete"
    TELL = "tell"
    DROP = "drop"


@dataclass(frozen=True)
class PendingMessage:
    """A message as its row says, with what its lane and its thread say beside it."""

    id: str
    screen: str
    subject: str
    place: PlaceKind
    place_id: str
    state: str
    made: int
    wanted: int
    bottom: int
    urgent: int
    posted: int
    shown: int
    broadcast: int
    channel: str | None
    ts: str | None
    posting: datetime | None
    due: datetime
    leased: datetime | None
    attempts: int
    error: str | None
    lane_channel: str | None
    post_free: datetime | None
    show_free: datetime | None
    thread_state: str | None
    thread_ts: str | None
    thread_due: datetime | None

    @property
    def step(self) -> Step:
        """What is to be done next."""
        if self.posting is not None:
            return Step.SEARCH
        if self.state != "live":
            return Step.TELL if self.state == "failed" else Step.DROP
        if self.place == "home":
            return Step.PUBLISH
        if self.bottom > self.posted:
            return Step.POST if self.posting_channel is not None else Step.OPEN
        return Step.UPDATE

    @property
    def posting_channel(self) -> str | None:
        """The channel to post in; None for a DM that nobody has opened yet."""
        return self.place_id if self.place == "channel" else self.lane_channel

    @property
    def is_urgent(self) -> bool:
        """Whether a change of phase waits to be shown."""
        return self.urgent > self.shown

    @property
    def lane(self) -> tuple[str, str]:
        """The lane that it keeps to."""
        return self.place, self.place_id

    @property
    def holds_others(self) -> bool:
        """Whether posts that were made later in its lane wait for it."""
        return self.state == "live" and self.bottom > self.posted and self.place != "home" and self.attempts < KEEPS_ITS_TURN

    @property
    def lane_free(self) -> datetime | None:
        """From when on its lane takes the next step: a change of phase never waits for counts."""
        match self.step:
            case Step.POST:
                return self.post_free
            case Step.UPDATE | Step.PUBLISH if not self.is_urgent:
                return self.show_free
            case _:
                return None


@dataclass(frozen=True)
class StaleCopy:
    """A copy to be deleted."""

    channel: str
    ts: str
    due: datetime
    leased: datetime | None


@dataclass(frozen=True)
class Spent:
    """What is left of one method's budget in one workspace, as its row says."""

    full: datetime | None
    held: datetime | None

    def free_at(self, method: str, now: datetime, *, urgent: bool) -> datetime:
        """Return from when on the method may be called."""
        budget = BUDGETS.get(method)
        free = LONG_AGO if budget is None else budget.free_at(self.full, now, urgent=urgent)
        return max(free, bound(self.held, now, LONGEST_HOLD))


UNSPENT = Spent(None, None)


def free_at(work: PendingMessage | StaleCopy, spent: Mapping[str, Spent], now: datetime) -> datetime:
    """Return from when on the next step of a message, or the end of a stale copy, may be done."""
    step, urgent = (Step.DELETE, False) if isinstance(work, StaleCopy) else (work.step, work.is_urgent)
    lane = None if isinstance(work, StaleCopy) else work.lane_free
    budget = spent.get(step.value, UNSPENT).free_at(step.value, now, urgent=urgent)
    return max(bound(work.due, now), bound(work.leased, now), bound(lane, now), budget)


def in_turn(messages: Iterable[PendingMessage]) -> list[PendingMessage]:
    """Leave out the posts that wait for one made earlier in their lane, or for the head of their thread; the urgent ones first."""
    kept: list[PendingMessage] = []
    waiting: set[tuple[str, str]] = set()
    for message in sorted(messages, key=lambda message: message.made):
        behind = message.holds_others and message.lane in waiting
        if message.holds_others:
            waiting.add(message.lane)
        if not behind and not waits_for_thread(message):
            kept.append(message)
    return sorted(kept, key=lambda message: (not message.is_urgent, message.step is not Step.POST))


def posts_first(ready: Iterable[PendingMessage | StaleCopy]) -> tuple[PendingMessage | StaleCopy, ...]:
    """Leave out the counts of a lane that a post is about to take."""
    ready = tuple(ready)
    posting = {one.lane for one in ready if isinstance(one, PendingMessage) and one.step is Step.POST}
    return tuple(
        one
        for one in ready
        if isinstance(one, StaleCopy) or one.step is not Step.UPDATE or one.is_urgent or one.lane not in posting
    )


def waits_for_thread(message: PendingMessage) -> bool:
    """Whether the message that it replies to is still to be posted."""
    head_comes = message.thread_state == "live" and message.thread_ts is None and message.thread_due is not None
    return message.step is Step.POST and head_comes
