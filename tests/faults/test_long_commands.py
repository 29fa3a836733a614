"""Commands that are far longer than anybody types: a private word with the limit, at once, and nothing half done."""

import json
import time
from collections.abc import AsyncIterator, Iterator
from itertools import count, cycle
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.house.features import ROOMS_AND_FEATURES
from bot.slack.dispatch import MOST_TYPED
from tests.fakes.logs import capture_logs
from tests.faults.town import Town, town
from tests.plugins.repeatable import sample

FORM = "application/x-www-form-urlencoded"
COMMANDS = sorted(name for feature in ROOMS_AND_FEATURES for name in feature.commands)
VERBS = (
    "",
    "topic ",
    "start ",
    "every ",
    "action ",
    "search ",
    "add ",
    "remind ",
    "goal ",
    "import ",
    "away ",
    "log ",
    "library ",
)
FILLS = ("x", "a ", "@", "9", "| ", "\n", "<@U0ANA> ", "to ", "tuesday at 10 and ", "👩‍👩‍👧", "`", "<")
COSTLY = ("a ", "| ", "tuesday at 10 and ")
IN_TIME = 3
"""Seconds after which Slack tells a person that the app did not answer."""
_TRIGGERS: Iterator[int] = count()


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Town]:
    async with town(sqlite_url, judged=False) as found:
        await found.say("U0ANA", "/coffee topic Flaky tests")
        await found.idle()
        found.hurries = False
        yield found


def kept(scene: Town) -> dict[str, Any]:
    """Read what stands there, but for the names of people, which any request may bring."""
    passing = ("store_", "schedule_heartbeat", "teams_person")
    return {name: rows for name, rows in scene.rows().items() if not name.startswith(passing)}


async def typed(scene: Town, name: str, text: str) -> tuple[str, float]:
    """Return the answer to a command, and the seconds of processor time until then."""
    fields = {"team_id": scene.team, "user_id": "U0ANA", "channel_id": "C0GUILD", "channel_name": "guild"}
    asked = {"command": name, "text": text, "trigger_id": f"t.{next(_TRIGGERS)}", **fields}
    began = time.process_time()
    answer = await scene.deliver(urlencode(asked).encode(), FORM)
    assert answer.status == 200
    return answer.body.decode(), time.process_time() - began


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_hundred_thousand_characters_get_a_private_word_with_the_limit_and_do_nothing(scene: Town, name: str) -> None:
    before, slowest = kept(scene), 0.0
    with capture_logs() as logged:
        for verb, fill in zip(VERBS, cycle(FILLS), strict=False):
            text = f"{verb}.{fill * 100_000}"[: 99_999 if fill.isascii() else 39_999] + "."  # no message has more
            said, seconds = await typed(scene, name, text)
            slowest = max(slowest, seconds)
            assert '"response_type": "ephemeral"' in said, verb
            assert "A command takes at most 12,000 characters; this one has" in said, verb
            assert len(json.loads(said)["text"]) < 40_000, (verb, fill)
    assert slowest < 1
    assert kept(scene) == before
    assert [line["event"] for line in logged] == []


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_at_the_bound_is_read_quickly_and_one_character_more_is_not(scene: Town, name: str) -> None:
    for verb in sample(VERBS, 4):
        for fill in COSTLY:
            text = (verb + fill * MOST_TYPED)[: MOST_TYPED - 1] + "."
            said, seconds = await typed(scene, name, text)
            assert "A command takes at most" not in said, (verb, fill)
            assert seconds < IN_TIME, (verb, fill)
    assert f"this one has {MOST_TYPED + 1:,}." in (await typed(scene, name, "x" * (MOST_TYPED + 1)))[0]
