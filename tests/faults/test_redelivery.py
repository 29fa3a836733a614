"""Every kind of request twice, at once and after a restart: one effect, and the second is answered without a word."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from bot.store.requests import purge_requests
from tests.faults.busy_week import again_and_again, once
from tests.faults.town import UNSAID, Rows, Sent, Town, town

Acts = Callable[[Town], Awaitable[None]]
ONCE = {
    "meetings_meeting": (1, 0),
    "lean_coffee_course": (1, 0),
    "lean_coffee_topic": (3, 0),
    "lean_coffee_takeaway": (1, 0),
    "series_series": (0, 2),
    "series_occurrence": (0, 2),
    "series_answer": (0, 2),
    "seu_session": (1, 0),
    "seu_resource": (1, 0),
    "seu_logged_resource": (1, 0),
    "seu_hidden_resource": (1, 0),
    "schedule_rule": (0, 2),
    "schedule_draft": (0, 2),
}
"""Rows that each half of the week leaves behind: what is asked for twice is there once."""
HALVES = [
    (once, 0, {"command", "block_actions", "view_submission", "message_action"}),
    (again_and_again, 1, {"command", "block_actions", "app_home_opened"}),
]
"""What people do, its place in ONCE, and the kinds of requests that they make by it."""
BY_THE_CLOCK = {
    "schedule_heartbeat",
    "schedule_alarm",
    "delivery_lane",
    "delivery_budget",
    "delivery_message",
    "delivery_ghost",
    "delivery_lacked_block",
    "teams_channel",
}
"""Tables that go on by themselves, or note when something was last looked up."""


def kind_of(sent: Sent) -> str:
    """Name a request as Slack does."""
    if sent.content_type == "application/json":
        return str(json.loads(sent.body)["event"]["type"])
    form = parse_qs(sent.body.decode())
    return str(json.loads(form["payload"][0])["type"]) if "payload" in form else "command"


def settled(rows: dict[str, Rows]) -> dict[str, Rows]:
    """Leave out what the clock changes, and that a late press on an old copy of a board had it removed."""
    kept = {name: found for name, found in rows.items() if name not in BY_THE_CLOCK}
    kept["store_request"] = [row for row in kept["store_request"] if not row["key"].endswith("/remove_stale_copy")]
    return kept


def wanted(scene: Town) -> list[tuple[str, ...]]:
    return sorted((row["screen"], row["subject"], row["place_id"], row["state"]) for row in scene.rows()["delivery_message"])


def seen(scene: Town) -> int:
    """Count the messages that everybody in their channels sees."""
    return sum(each.addressee is None for place in scene.room.workspace.messages.values() for each in place.values())


def complaints(scene: Town) -> list[str]:
    """Find what somebody was told about a form that a first delivery had opened: by the ack, or by a private message."""
    answered = [answer.body.decode() for sent in scene.post.sent for answer in sent.answers]
    whispered = [each.text for place in scene.room.workspace.messages.values() for each in place.values() if each.addressee]
    return [text for text in (*answered, *whispered) if "did not open" in text]


@pytest.mark.parametrize(("acts", "half", "of_kinds"), HALVES, ids=["once", "again_and_again"])
async def test_every_request_twice_at_once_and_again_after_a_restart_has_one_effect(
    database_url: str, acts: Acts, half: int, of_kinds: set[str]
) -> None:
    async with town(database_url, doubled=True) as scene:
        await acts(scene)
        kept = scene.rows()
        assert {name: len(kept[name]) for name in ONCE} == {name: left[half] for name, left in ONCE.items()}
        kinds = Counter(kind_of(sent) for sent in scene.post.sent)
        assert kinds.keys() >= of_kinds
        for sent in scene.post.sent:
            one, other = sorted(sent.answers, key=lambda answer: len(answer.body))
            assert (one.status, other.status) == (200, 200)
            assert one.body in {*UNSAID, other.body}, sent.body
        assert not complaints(scene)

        await scene.close()
        await scene.open()
        before, standing, messages = settled(scene.rows()), wanted(scene), seen(scene)
        for sent in scene.post.sent:
            again = await scene.deliver(sent.body, sent.content_type, **{"X-Slack-Retry-Num": "1"})
            assert again.status == 200
            assert kind_of(sent) == "command" or again.body in UNSAID, (sent.body, again.body)
        await scene.idle()
        assert not complaints(scene)
        assert settled(scene.rows()) == before
        assert (wanted(scene), seen(scene)) == (standing, messages)

        await forget_requests(scene)
        for sent in scene.post.sent:
            assert (await scene.deliver(sent.body, sent.content_type)).status == 200
        await scene.idle()
        assert given(scene.rows()) == given(before)


async def forget_requests(scene: Town) -> None:
    """Let so much time pass that no request is recognised by its key any more."""
    later = scene.time.now() + timedelta(days=2)
    while await scene.house.store.write(purge_requests, scene.team, None, later):
        pass


def given(rows: dict[str, Rows]) -> dict[str, Rows]:
    """Leave out the keys of requests, and the previews and offers that a command of then makes anew and nobody has saved."""
    return {name: found for name, found in rows.items() if name not in {*BY_THE_CLOCK, "store_request", "schedule_draft"}}
