"""Open forms are drawn anew at most once a second for each person, the last time as they stand last."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest
from slack_sdk.errors import SlackApiError

from bot.core.ids import PersonId, WorkspaceId
from bot.slack.blocks import section
from bot.slack.client import SlackApi
from bot.slack.redraws import FormRedraws, OpenForm
from bot.slack.surfaces import Modal

HERE, ANA, BEN = WorkspaceId("T1"), PersonId("U0ANA"), PersonId("U0BEN")


class Limited:
    """An answer of Slack's that asks for a pause."""

    status_code = 429
    headers = {"Retry-After": "7"}  # noqa: RUF012 — as slack_sdk has it


def refused(error: str) -> SlackApiError:
    answer: Any = Limited() if error == "ratelimited" else {"ok": False, "error": error}
    return SlackApiError(error, answer)  # type: ignore[no-untyped-call]  # slack_sdk leaves it without annotations


class Scene:
    """A Slack that takes forms down, and seconds that pass only while somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.calls: list[tuple[float, str, str, str | None]] = []
        self.faults: list[Exception | None] = []
        self.waits: list[Callable[[], None]] = []
        self.meanwhile: list[Callable[[], None]] = []
        self.redraws = FormRedraws(self.wait, lambda: self.now)
        self.state = 0
        self.asked: set[asyncio.Task[None]] = set()

    async def wait(self, seconds: float) -> None:
        self.now += seconds
        if self.waits:
            self.waits.pop(0)()
        await asyncio.sleep(0)

    async def views_update(self, *, view_id: str, view: dict[str, Any], hash: str | None = None) -> dict[str, Any]:  # noqa: A002 — Slack's
        self.calls.append((self.now, view_id, view["blocks"][0]["text"]["text"], hash))
        if self.meanwhile:
            self.meanwhile.pop(0)()
            await asyncio.sleep(0)  # what was pressed then begins
        if self.faults and (fault := self.faults.pop(0)) is not None:
            raise fault
        return {"ok": True, "view": {"hash": f"h{len(self.calls)}"}}

    async def draw(self) -> Modal:
        return Modal("x", "X", [section(f"state {self.state}")])

    async def press(self, person: PersonId = ANA, view: str = "V1") -> None:
        self.state += 1
        await self.redraws.redraw(cast(SlackApi, self), OpenForm(HERE, person, view, "h0"), self.draw)

    def presses(self, person: PersonId = ANA, view: str = "V1", times: int = 1) -> None:
        """Press while something else is on its way."""
        self.asked |= {asyncio.ensure_future(self.press(person, view)) for _ in range(times)}

    @property
    def shown(self) -> list[str]:
        return [text for _, _, text, _ in self.calls]


async def test_the_first_press_is_drawn_at_once_and_the_next_one_a_second_later() -> None:
    scene = Scene()
    await scene.press()
    await scene.press()
    assert [call[0] for call in scene.calls] == [100.0, 101.0]


async def test_presses_that_come_while_one_is_drawn_are_drawn_together_with_the_last_state() -> None:
    scene = Scene()
    scene.meanwhile.append(lambda: scene.presses(times=19))
    await scene.press()
    assert scene.shown == ["state 1", "state 20"]
    assert scene.calls[1][0] - scene.calls[0][0] >= 1


async def test_a_form_that_was_just_opened_is_not_drawn_anew_in_the_same_second() -> None:
    scene = Scene()
    scene.redraws.note(HERE, ANA)
    await scene.press(BEN)
    await scene.press()
    assert [call[0] for call in scene.calls] == [100.0, 101.0]


async def test_two_forms_of_one_person_are_drawn_one_after_the_other() -> None:
    scene = Scene()
    scene.meanwhile.append(lambda: scene.presses(view="V2"))
    await scene.press()
    assert [(call[0], call[1]) for call in scene.calls] == [(100.0, "V1"), (101.0, "V2")]


async def test_a_drawing_names_the_one_that_it_follows() -> None:
    scene = Scene()
    await scene.press()
    await scene.press()
    assert [call[3] for call in scene.calls] == ["h0", "h1"]


@pytest.mark.parametrize(("fault", "at"), [("ratelimited", 107.0), ("hash_conflict", 101.0)])
async def test_what_slack_refused_is_drawn_again_with_what_stands_then(fault: str, at: float) -> None:
    scene = Scene()
    scene.faults.append(refused(fault))
    scene.meanwhile.append(scene.presses)
    await scene.press()
    assert [call[0] for call in scene.calls] == [100.0, at]
    assert scene.shown[-1] == "state 2"
    assert scene.calls[-1][3] is None


async def test_a_call_whose_answer_was_lost_is_made_again() -> None:
    scene = Scene()
    scene.faults.append(TimeoutError())
    await scene.press()
    assert scene.shown == ["state 1", "state 1"]


async def test_a_form_that_was_sent_meanwhile_is_drawn_no_more() -> None:
    scene = Scene()
    scene.redraws.drop(HERE, ANA, "V1")
    scene.meanwhile.append(scene.presses)
    scene.waits.append(lambda: scene.redraws.drop(HERE, ANA, "V1"))
    await scene.press()
    assert scene.shown == ["state 1"]


async def test_a_form_that_was_closed_meanwhile_is_left_alone() -> None:
    scene = Scene()
    scene.faults.append(refused("not_found"))
    await scene.press()
    assert len(scene.calls) == 1


@pytest.mark.parametrize(("fault", "calls"), [("invalid_auth", 1), ("ratelimited", 5)])
async def test_what_stays_refused_is_told_and_the_next_press_begins_anew(fault: str, calls: int) -> None:
    scene = Scene()
    scene.faults += [refused(fault)] * calls
    with pytest.raises(SlackApiError):
        await scene.press()
    assert len(scene.calls) == calls
    await scene.press()
    assert scene.shown[-1] == "state 2"


async def test_no_more_than_so_many_people_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.redraws._MOST", 2)
    scene = Scene()
    for name in ("U1", "U2", "U3", "U1"):
        await scene.press(PersonId(name), f"V{name}")
    assert [call[0] for call in scene.calls] == [100.0] * 4
