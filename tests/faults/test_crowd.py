"""Forty people and thirty topics, all voting within five seconds over signed HTTP, with Slack's limits on."""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from bot.core.ids import ChannelId
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.store import meetings
from bot.rehearsal.shapes import Json
from bot.store.unit import Read
from tests.fakes.until import until
from tests.faults.strain import Strain
from tests.faults.town import Town, town

GUILD = ChannelId("C0GUILD")
TOPICS, PEOPLE, SECONDS = 30, 40, 5
SHOWN_WITHIN = 1.5


def meeting_of(read: Read) -> Meeting | None:
    found = meetings.open_meeting_of(read, GUILD)
    return meetings.meeting(read, found) if found is not None else None


async def meeting(scene: Town) -> Meeting:
    found = await scene.house.store.read(meeting_of, scene.team)
    assert found is not None
    return found


async def open_vote(scene: Town) -> Meeting:
    """Propose thirty topics at once, open a meeting and its vote."""
    await scene.idle()
    typed = [
        scene.say(f"U0{name}", f"/coffee topic Topic {n} of {name}")
        for n in range(TOPICS // 3)
        for name in ("ANA", "BEN", "CHLOE")
    ]
    await asyncio.gather(*typed)
    await scene.say("U0ANA", '/coffee start "Guild" collect 10m vote 10m for 2h')
    await scene.press("U0BEN", "lean_coffee:check_in")
    await scene.idle()  # the board offers the vote once a second person is here
    await scene.press("U0ANA", "lean_coffee:open_vote")
    await scene.idle()
    opened = await meeting(scene)
    assert len(opened.topics) == TOPICS  # also where Slack was asked too often what the channel is called
    return opened


def ballot(scene: Town, state: Meeting, voter: str, dots: list[str]) -> bytes:
    """Write a ballot as Slack sends it."""
    form = {
        "id": f"V{voter}",
        "type": "modal",
        "callback_id": "lean_coffee:ballot",
        "private_metadata": f"{state.id}:{state.phase}",
    }
    values = {f"dot_{n}": {"v": {"type": "static_select", "selected_option": {"value": dot}}} for n, dot in enumerate(dots, 1)}
    payload: Json = {
        "type": "view_submission",
        "team": {"id": scene.team, "domain": "rehearsal"},
        "user": {"id": voter, "name": voter, "team_id": scene.team},
        "trigger_id": f"{voter}.{scene.team}.ballot",
        "view": form | {"hash": "h", "title": {"type": "plain_text", "text": "Dots"}, "blocks": [], "state": {"values": values}},
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


async def vote(scene: Town, state: Meeting, voter: str, place: int) -> None:
    """Give three dots."""
    topics = [state.topics[(place * step) % TOPICS].id for step in (1, 3, 7)]
    answer = await scene.deliver(ballot(scene, state, voter, list(topics)), "application/x-www-form-urlencoded")
    assert (answer.status, json.loads(answer.body)) == (200, {"response_action": "clear"})


async def vote_all(scene: Town, state: Meeting, voters: list[str]) -> None:
    """Let as many vote at once as come in a second, and pass over what is left of it but for the last, with nobody's turn hurried."""
    scene.hurries = False
    began = scene.time.now()
    for second in range(SECONDS):
        await scene.go_on(began + timedelta(seconds=second))
        await asyncio.gather(
            *(vote(scene, state, voter, place) for place, voter in enumerate(voters) if place % SECONDS == second)
        )


async def test_forty_ballots_in_five_seconds_are_all_there_and_the_board_keeps_up(database_url: str) -> None:
    async with town(database_url, rates=True) as scene, Strain() as strain:
        state = await open_vote(scene)
        voters = [(await scene.people.add_person(f"voter{n}"))["id"] for n in range(PEOPLE)]
        before = len(updates(scene))
        await vote_all(scene, state, voters)
        last, stolen = scene.time.now(), strain.stolen
        scene.hurries = True

        async def shown() -> bool:
            return f"Voted ({PEOPLE} of {PEOPLE + 2} here)" in str(updates(scene)[-1]["args"].get("blocks"))

        await until(shown)
        held = strain.stolen - stolen
        cast = (await meeting(scene)).ballots
        assert sorted(each.voter for each in cast) == sorted(voters)
        assert all(len(each.dots) == 3 for each in cast)
        assert (moment(updates(scene)[-1]) - last).total_seconds() <= SHOWN_WITHIN + held
        drawn = [moment(line) for line in updates(scene)[before:]]
        assert len(drawn) <= (drawn[-1] - drawn[0]).total_seconds() + 2
        assert all(line["ok"] for line in scene.room.journal.calls("chat.update"))


def updates(scene: Town) -> list[dict[str, Any]]:
    """Give the redraws of the board that Slack was asked for."""
    return scene.room.journal.calls("chat.update")


def moment(line: Json) -> datetime:
    return datetime.fromisoformat(line["at_real"])
