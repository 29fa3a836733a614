"""Whatever is asked and whatever fails: once Slack is well, each wanted message stands with its last state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, cycle

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.delivery.live import remove_stale_copy
from bot.store.unit import RunningStore
from tests.delivery.fake_slack import FakeSlack, Killed, Posted
from tests.delivery.scene import BOARD, Scene
from tests.plugins.repeatable import examples

SUBJECTS = st.sampled_from(["tea", "coffee", "water"])
VERBS = st.sampled_from(["post", "show", "urgent", "to_bottom", "to_bottom", "hide"])
METHODS = st.sampled_from(["chat.postMessage", "chat.postMessage", "chat.update", "chat.delete", "conversations.history"])
KINDS = st.sampled_from(["lost", "killed after", "500 after", "429", "500", "503", "refused", "killed before", "fatal_error"])


@dataclass(frozen=True)
class Act:
    """Something is asked of a subject while something fails, or while something else is asked; then time goes on."""

    verb: str
    subject: str
    fault: tuple[str, str, int] | None
    during: tuple[str, str, str] | None
    seconds: float


ACTS = st.lists(
    st.builds(
        Act,
        verb=VERBS,
        subject=SUBJECTS,
        fault=st.none() | st.tuples(METHODS, KINDS, st.integers(1, 3)),
        during=st.none() | st.tuples(METHODS, VERBS, SUBJECTS),
        seconds=st.sampled_from([0.0, 1.0, 3.0, 9.0]),
    ),
    min_size=2,
    max_size=12,
)
_examples = count()


class Tale:
    """What has been asked, and what should stand in the end."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.wanted: dict[str, str] = {}
        self._texts = count()

    async def carry_out(self, act: Act) -> None:
        if act.fault is not None:
            self.scene.slack.fail(*act.fault)
        if act.during is not None:
            method, verb, subject = act.during
            self.scene.slack.during[method] = lambda: self.ask(verb, subject)
        await self.ask(act.verb, act.subject)
        await self.go_on(act.seconds)

    async def ask(self, verb: str, subject: str) -> None:
        text = f"{subject} {next(self._texts)}"
        match verb:
            case "post":
                await self.scene.post(subject, text)
                self.wanted[subject] = text
            case "hide":
                await self.scene.hide(subject)
                self.wanted.pop(subject, None)
            case _ if subject not in self.wanted:
                return
            case "to_bottom":
                await self.scene.to_bottom(subject, text)
                self.wanted[subject] = text
            case _:
                await self.scene.show(subject, text, urgent=verb == "urgent")
                self.wanted[subject] = text

    async def go_on(self, seconds: float) -> None:
        try:
            await self.scene.later(seconds)
        except Killed:
            self.scene.sender = self.scene.replica()

    async def end_well(self) -> None:
        self.scene.slack.faults.clear()
        self.scene.slack.during.clear()
        await self.scene.later(75)


class ToldTale(Tale):
    """The same where Slack tells of each post, once or several times, at once or late, in any order."""

    def __init__(self, scene: Scene, delays: Sequence[Sequence[int]]) -> None:
        super().__init__(scene)
        self._delays = cycle(delays)
        self._events: list[tuple[datetime, Posted]] = []
        scene.slack.tells = self._posted

    async def _posted(self, posted: Posted) -> None:
        for delay in next(self._delays):
            if delay:
                self._events.append((self.scene.real.now() + timedelta(seconds=delay), posted))
            else:
                await self.scene.tell(posted)

    async def go_on(self, seconds: float) -> None:
        for _ in range(max(1, int(seconds))):
            now = self.scene.real.now()
            due = [posted for at, posted in self._events if at <= now]
            self._events = [(at, posted) for at, posted in self._events if at > now]
            for posted in due:
                await self.scene.tell(posted)
            await super().go_on(min(seconds, 1.0))

    async def end_well(self) -> None:
        await super().end_well()
        await self.go_on(75)
        assert self._events == []


def a_tale(store: RunningStore, real: SetClock, *, searches: bool) -> Tale:
    return Tale(Scene(store, real, FakeSlack(real), WorkspaceId(f"T{next(_examples)}"), searches=searches))


EXAMPLES = settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@EXAMPLES
@given(acts=ACTS)
async def test_with_history_each_wanted_message_stands_exactly_once(store: RunningStore, real: SetClock, acts: list[Act]) -> None:
    tale = a_tale(store, real, searches=True)
    for act in acts:
        await tale.carry_out(act)
    await tale.end_well()
    assert sorted(tale.scene.slack.texts("C1")) == sorted(tale.wanted.values())
    assert await tale.scene.sender.idle()


@EXAMPLES
@given(acts=ACTS)
async def test_without_history_each_wanted_message_stands_and_every_other_copy_can_be_removed(
    store: RunningStore, real: SetClock, acts: list[Act]
) -> None:
    tale = a_tale(store, real, searches=False)
    for act in acts:
        await tale.carry_out(act)
    await tale.end_well()
    scene = tale.scene
    assert set(tale.wanted.values()) <= set(scene.slack.texts("C1"))
    for copy in scene.slack.standing("C1"):
        subject = copy.text.split()[0]
        await scene.store.write(remove_stale_copy, scene.workspace, None, BOARD, subject, channel="C1", ts=copy.ts)
    await scene.later(75)
    left = [text for text in scene.slack.texts("C1") if text.split()[0] in tale.wanted]
    assert sorted(left) == sorted(tale.wanted.values())


DELAYS = st.lists(st.lists(st.sampled_from([0, 0, 1, 4, 9, 30]), min_size=1, max_size=3), min_size=1, max_size=6)


@EXAMPLES
@given(acts=ACTS, delays=DELAYS)
async def test_without_history_and_with_the_event_each_wanted_message_stands_exactly_once(
    store: RunningStore, real: SetClock, acts: list[Act], delays: list[list[int]]
) -> None:
    scene = Scene(store, real, FakeSlack(real), WorkspaceId(f"T{next(_examples)}"), searches=False, hears=True)
    tale = ToldTale(scene, delays)
    for act in acts:
        await tale.carry_out(act)
    await tale.end_well()
    assert sorted(scene.slack.texts("C1")) == sorted(tale.wanted.values())
    assert await scene.sender.idle()
