"""Mentions in a text become the names that people read, as far as those may be told."""

from typing import Any

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.store.unit import RunningStore
from bot.teams.channel_cache import ChannelCache
from bot.teams.directory import Directory
from bot.teams.mentions import MOST_ASKED, names_in
from bot.teams.person_lookups import PersonLookups
from bot.words.words import words_for
from tests.features.desk import Desk

WORDS = words_for("en", "UTC")


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    desk = Desk(store, clock, real, workspace)
    desk.slack.people = {"U0BEN": {"profile": {"display_name": "Ben"}}, "W0DEV": {"profile": {"display_name": "Dev"}}}
    desk.slack.refused_channels = {"C0SECRET": "channel_not_found"}
    return desk


async def named(desk: Desk, text: str) -> dict[str, str]:
    directory = Directory(desk.workspace, desk.store, desk.slack, desk.real, ChannelCache(desk.real), PersonLookups())
    return dict(await names_in(text, directory, WORDS))


async def test_people_and_public_channels_are_named(desk: Desk) -> None:
    text = "<@U0BEN> and <@W0DEV> in <#C0GUILD|>, not <@U0ANA|ana>"
    assert await named(desk, text) == {"U0BEN": "@Ben", "W0DEV": "@Dev", "C0GUILD": "#guild"}


async def test_who_is_not_known_and_what_is_private_is_not_read_by_its_id(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.slack.people["U0NOBODY"] = {"name": ""}
    assert await named(desk, "<@U0NOBODY> in <#C0SECRET>") == {"U0NOBODY": "somebody", "C0SECRET": "a private channel"}

    async def private(*, channel: str, include_num_members: bool) -> dict[str, Any]:
        return {"ok": True, "channel": {"id": channel, "name": "layoffs", "is_private": True, "is_member": True}}

    monkeypatch.setattr(desk.slack, "conversations_info", private)
    assert await named(desk, "<#C0HIDDEN>") == {"C0HIDDEN": "a private channel"}


async def test_a_text_that_mentions_a_crowd_asks_for_the_first_of_it(desk: Desk) -> None:
    found = await named(desk, " ".join(f"<@U{number:04}>" for number in range(MOST_ASKED + 3)))
    assert list(found.values()).count("somebody") == 3
