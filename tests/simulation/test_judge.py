"""What the judge leaves out, and that it leaves out no more than that."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.simulation.judge import _bare, _forgotten

BUTTONS = {"type": "actions", "elements": []}
WORLD: Any = SimpleNamespace(room=SimpleNamespace(workspace=SimpleNamespace(people={})))


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "block_id": "x", "text": {"type": "mrkdwn", "text": text}}


def context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def same(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    return _bare(WORLD, one) == _bare(WORLD, other)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ([section("Closed: only ben came. 1 topic waits for the next one.")], [section("Closed: only ben came.")]),
        ([section("Closed: only ben came. 2 topics wait for the next one.")], [section("Closed: only ben came. 1 topic waits for the next one.")]),
        ([section("Over."), context("3 new topics wait for the next meeting.")], [section("Over.")]),
        ([section("Planning"), section("*Ready*  nothing yet")], [section("Planning"), section("*Sprint Goal*  ship\n*Ready*  3 items")]),
        ([section("*<!date^1930363200^{date_num} {time}|Tue 09:30>*"), context("Sprint 1")], [context("Sprint 1")]),
    ],
)  # fmt: skip
def test_a_record_may_stand_as_it_was_when_it_became_one(then: list[dict[str, Any]], now: list[dict[str, Any]]) -> None:
    assert same(then, now)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ([section("Closed: only ben came. 1 topic waits for the next one.")], [section("Closed: only ana came. 1 topic waits for the next one.")]),
        ([section("Planning"), section("*Ready*  nothing yet"), BUTTONS], [section("Planning"), section("*Ready*  3 items"), BUTTONS]),
        ([section("Topics: 3 new topics")], [section("Topics: 2 new topics")]),
        ([section("*<!date^1930363200^{date_num}|Tue>* at nine")], [section("*<!date^1930449600^{date_num}|Wed>* at nine")]),
    ],
)  # fmt: skip
def test_anything_else_has_to_be_as_it_is(then: list[dict[str, Any]], now: list[dict[str, Any]]) -> None:
    assert not same(then, now)


def test_what_housekeeping_has_forgotten_may_stand_once_where_it_stood() -> None:
    row = SimpleNamespace(ts="1.0", screen="tale:board", subject="s")
    world: Any = SimpleNamespace(database=SimpleNamespace(forgotten={"m": row}), weather=SimpleNamespace(kinds=()))
    here, there = (SimpleNamespace(ts=ts, channel="C1") for ts in ("1.0", "2.0"))
    copies: list[Any] = [here, there]
    assert _forgotten(world, "m", copies[:1]) == []
    assert _forgotten(world, "m", copies) == ["2 copies of tale:board of s stand, which was forgotten with 1.0"]
    assert _forgotten(world, "n", copies[:1]) == ["a message stands that nobody knows: n in C1"]
