"""Draws open forms anew: at most one a second for each person, the last time as they stand last."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

import structlog
from slack_sdk.errors import SlackApiError

from bot.core.ids import PersonId, WorkspaceId
from bot.slack.client import SlackApi
from bot.slack.errors import FAILED, LIMITED, LOST, error_of, in_log, pause_of
from bot.slack.rendering import render_modal
from bot.slack.surfaces import Modal

log = structlog.get_logger(__name__)

Draw = Callable[[], Awaitable[Modal]]
Person = tuple[WorkspaceId, PersonId]
K = TypeVar("K")
V = TypeVar("V")

APART = 1.0
"""Seconds between two calls for one person's forms; a hundred a minute are a whole workspace's."""
_TRIES = 5
_LONGEST_PAUSE = 60.0
_MOST = 5_000
_CLOSED = frozenset({"not_found", "view_not_found"})
_OVERTAKEN = "hash_conflict"


@dataclass(frozen=True)
class OpenForm:
    """A form that somebody has open, as it was when they clicked in it."""

    workspace: WorkspaceId
    person: PersonId
    view: str
    hash: str | None


class FormRedraws:
    """One for the process. What is asked for while one is on its way is drawn after it, all of it at once."""

    def __init__(
        self, wait: Callable[[float], Awaitable[object]] = asyncio.sleep, seconds: Callable[[], float] = monotonic
    ) -> None:
        self._wait, self._seconds = wait, seconds
        self._wanted: dict[Person, dict[str, tuple[OpenForm, Draw]]] = {}
        """What each person's forms wait for; who stands here has somebody at work."""
        self._called: OrderedDict[Person, float] = OrderedDict()
        self._hashes: OrderedDict[str, str] = OrderedDict()

    def note(self, workspace: WorkspaceId, person: PersonId) -> None:
        """Take note of another call that was made for a person just now: their next one comes a second later."""
        _keep(self._called, (workspace, person), self._seconds())

    def drop(self, workspace: WorkspaceId, person: PersonId, view: str) -> None:
        """Draw a form no more that was sent: what is answered to that is newer than what waits to be drawn."""
        self._wanted.get((workspace, person), {}).pop(view, None)

    async def redraw(self, client: SlackApi, form: OpenForm, draw: Draw) -> None:
        """Draw a form, or leave that to whoever is at work for the same person. Raise what Slack's last word raises."""
        person = (form.workspace, form.person)
        if person in self._wanted:
            self._wanted[person][form.view] = (form, draw)
            return
        wanted = self._wanted[person] = {form.view: (form, draw)}
        try:
            while wanted:
                await self._draw_next(client, person, wanted)
        finally:
            del self._wanted[person]

    async def _draw_next(self, client: SlackApi, person: Person, wanted: dict[str, tuple[OpenForm, Draw]]) -> None:
        """Draw the form that waits longest, until Slack has it as it stands last, or has closed it."""
        view = next(iter(wanted))
        for left in reversed(range(_TRIES)):
            await self._turn(person)
            if view not in wanted:
                return  # it was sent meanwhile
            form, draw = wanted.pop(view)
            pause = await self._drawn(client, form, draw, may_fail=not left)
            if pause is None:
                return
            wanted.setdefault(view, (form, draw))
            await self._wait(pause)

    async def _turn(self, person: Person) -> None:
        since = self._seconds() - self._called.get(person, -APART)
        if since < APART:
            await self._wait(APART - since)

    async def _drawn(self, client: SlackApi, form: OpenForm, draw: Draw, *, may_fail: bool) -> float | None:
        """Call once; return for how long to wait until the next try, None where there is to be none."""
        view = render_modal(await draw())
        self.note(form.workspace, form.person)
        known = self._hashes.get(form.view, form.hash)
        try:
            answer = await client.views_update(view_id=form.view, view=view, **({"hash": known} if known else {}))
        except FAILED as fault:
            error = error_of(fault) if isinstance(fault, SlackApiError) else ""
            if error in _CLOSED:
                return None
            if may_fail or not (error in LIMITED or error == _OVERTAKEN or isinstance(fault, LOST)):
                raise
            log.info("a form is drawn once more", **in_log(fault))
            _keep(self._hashes, form.view, "")  # whoever overtook this has drawn an earlier state, or the same
            return min(pause_of(fault.response) or APART, _LONGEST_PAUSE) if isinstance(fault, SlackApiError) else APART
        _keep(self._hashes, form.view, str((answer.get("view") or {}).get("hash") or ""))
        return None


def _keep(into: OrderedDict[K, V], name: K, value: V) -> None:
    into[name] = value
    into.move_to_end(name)
    while len(into) > _MOST:
        into.popitem(last=False)
