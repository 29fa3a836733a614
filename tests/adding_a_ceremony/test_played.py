"""Roll call as the document builds it, played in the rehearsal room on both engines: held, killed in the middle, planned by a sentence."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.adding_a_ceremony.assembled import begin, manifest
from tests.fakes.room_client import conversation, find_action
from tests.fakes.until import until
from tests.faults.replicas import GUILD, Stage, stage

ANA, BEN = "U0ANA", "U0BEN"


@pytest.fixture(params=["sqlite", "postgresql"])
async def scene(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    """One process of a bot that has Roll call, behind signed HTTP or by Socket Mode."""
    url = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    transport = "http" if request.param == "sqlite" else "socket"
    async with stage(url, tmp_path, transport=transport, manifest=manifest(), begins=begin) as found:
        yield found


def said_to_all(scene: Stage) -> str:
    """Return all that the bot's messages in the channel say."""
    return "\n".join(f"{each.text} {json.dumps(each.blocks, ensure_ascii=False)}" for each in scene.boards())


async def until_all_see(scene: Stage, text: str) -> None:
    async def seen() -> bool:
        return text in said_to_all(scene)

    await until(seen, lambda: f"{text!r} is not in {said_to_all(scene)}")


async def seen_by(scene: Stage, person: str, where: str, text: str) -> None:
    await scene.people.wait_for(person, lambda view: text in json.dumps(conversation(view, where), ensure_ascii=False))


async def types(scene: Stage, line: str) -> None:
    assert (await scene.people.command(ANA, GUILD, line))["outcome"] == "ok"


async def clicks(scene: Stage, person: str, action: str) -> None:
    name = f"roll_call:{action}"
    channel, ts = await scene.people.wait_for(person, lambda view: find_action(view, name, GUILD))
    assert (await scene.people.click(person, channel, ts, name))["outcome"] == "ok"


async def starts(scene: Stage, title: str, length: str) -> None:
    """Type the command, fill in the form that it opens, send it."""
    await types(scene, "/rollcall")
    form = (await scene.people.wait_for(ANA, lambda view: view["modals"]))[-1]
    typed: dict[str, Any] = {"meeting": {"value": {"value": title}}, "length": {"value": {"value": length}}}
    assert (await scene.people.submit(ANA, form["id"], typed))["outcome"] == "ok"


async def test_it_is_held_killed_in_the_middle_and_ends_and_everybody_is_asked_about_minutes(scene: Stage) -> None:
    await starts(scene, "Monday", "20m")
    await until_all_see(scene, "*Who is here?*")
    await clicks(scene, BEN, "check_in")
    await until_all_see(scene, "Here (2): Ana, Ben")
    scene.fuse.arm("before the commit of roll_call:deadline")
    await scene.passes(timedelta(minutes=2))
    await scene.boards_right(await scene.revive())
    await until_all_see(scene, "*Counted: 2*")
    await clicks(scene, ANA, "close")
    await until_all_see(scene, "Over. Here were: Ana, Ben")
    for person in (ANA, BEN):
        await seen_by(scene, person, "dm", "You were there for 2 minutes of “Monday”")


async def test_a_series_that_a_sentence_plans_opens_it_at_its_hour(scene: Stage) -> None:
    await types(scene, "/rollcall every day at 10:00 UTC for 10m")
    await clicks(scene, ANA, "save_plan")
    await until_all_see(scene, "it opens here by itself")
    await clicks(scene, BEN, "coming")
    await scene.passes(until_ten(datetime.now(UTC)))
    await until_all_see(scene, "*Who is here?*")
    assert "Roll call in #guild" in said_to_all(scene)
    await seen_by(scene, BEN, "dm", "“Roll call in #guild” begins at")


def until_ten(now: datetime) -> timedelta:
    """Return how long it is until the next 10:00 that is not about to come, and a moment more."""
    soon = now + timedelta(minutes=1)
    ten = soon.replace(hour=10, minute=0, second=1)
    return (ten if ten > soon else ten + timedelta(days=1)) - now
