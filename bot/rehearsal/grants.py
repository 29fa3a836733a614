"""Short-lived rights of an app: triggers and response_urls."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.rehearsal.clock import RealTime
from bot.rehearsal.ids import Ids
from bot.rehearsal.shapes import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5
KEPT = 20_000


@dataclass(frozen=True)
class Trigger:
    """A person's act, which lets the app show that person one form."""

    person: str
    issued: float
    in_view: str | None = None
    used: bool = False


@dataclass(frozen=True)
class ResponseUrl:
    """A place to answer one act of one person; `ts` is the message that was clicked."""

    person: str
    channel: str
    issued: float
    ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class Grants:
    """Triggers and response_urls, by their ids; only real time makes them old."""

    def __init__(self, real: RealTime, ids: Ids, team: str) -> None:
        self._real, self._ids, self._team = real, ids, team
        self._triggers: OrderedDict[str, Trigger] = OrderedDict()
        self._urls: OrderedDict[str, ResponseUrl] = OrderedDict()

    def __contains__(self, name: str) -> bool:
        return name in self._triggers or name in self._urls

    def trigger(self, person: str, in_view: str | None = None) -> str:
        """Give a trigger for a person's act."""
        name = f"{self._ids('')}.{self._team}.{self._ids('').lower()}"
        self._triggers[name] = Trigger(person, self._real.monotonic(), in_view)
        while len(self._triggers) > KEPT:
            self._triggers.popitem(last=False)
        return name

    def use_trigger(self, name: str) -> Trigger:
        """Use a trigger up; raises `invalid_`, `exchanged_` or `expired_trigger_id`."""
        trigger = self._triggers.get(name)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._real.monotonic() - trigger.issued > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        self._triggers[name] = replace(trigger, used=True)
        return trigger

    def response_url(self, person: str, channel: str, ts: str | None = None, thread_ts: str | None = None) -> str:
        """Give the id of a new response_url."""
        name = self._ids("R")
        self._urls[name] = ResponseUrl(person, channel, self._real.monotonic(), ts, thread_ts)
        while len(self._urls) > KEPT:
            self._urls.popitem(last=False)
        return name

    def use_response_url(self, name: str) -> ResponseUrl:
        """Count one use; raises `expired_url` after 30 minutes and `used_url` after five uses."""
        url = self._urls.get(name)
        if url is None or self._real.monotonic() - url.issued > RESPONSE_SECONDS:
            raise SlackError("expired_url")
        if url.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        self._urls[name] = replace(url, uses=url.uses + 1)
        return url

    def peek_response_url(self, name: str) -> ResponseUrl:
        """Look where a response_url leads without using it."""
        return self._urls[name]
