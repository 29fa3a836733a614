"""What a person is told by the whole house where the usual way is barred: no form opens, the workspace is not ours."""

from dataclasses import replace
from typing import Any

import pytest

from bot.house.features import ROOMS_AND_FEATURES
from bot.slack.answers import Answer
from tests.fakes.until import until
from tests.features.desk import elements_of
from tests.house.stand_ins import Scene, echoing, scene


@pytest.fixture(params=["socket", "http"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def home(stage: Scene) -> dict[str, Any]:
    """Let Ana open the App Home, and return it."""
    await stage.act("open_home", **{"as": "U0ANA"})

    async def drawn() -> bool:
        return (await stage.seen())["home"] is not None

    await until(drawn)
    shown: dict[str, Any] = (await stage.seen())["home"]
    return shown


async def test_a_form_that_does_not_open_from_the_home_is_told_by_dm_with_what_the_app_lacks(
    sqlite_url: str, transport: str
) -> None:
    async with scene(sqlite_url, transport, ROOMS_AND_FEATURES) as stage:
        view = await home(stage)
        button = next(each for each in elements_of(view) if each["type"] == "button" and "url" not in each)
        fault = {"method": "views.open", "kind": "error", "error": "missing_scope", "times": 10}
        await stage.http.post(f"{stage.room.base_url}/room/faults", json=[fault])
        await stage.act("click", **{"as": "U0ANA", "view_id": view["id"], "action_id": button["action_id"]})

        async def told() -> bool:
            return any(
                text.startswith("Slack refused that, and gives as its reason: `missing_scope`") for text in await stage.texts()
            )

        await until(told)
        assert not any("missing_scope" in text for text in await stage.texts("U0BEN"))


async def test_a_workspace_that_has_not_installed_the_app_is_told_so_and_counted(sqlite_url: str, transport: str) -> None:
    async with scene(sqlite_url, transport, (echoing(lambda command: Answer.say("done")),)) as stage:
        stage.room.payloads._app = replace(stage.room.app, team_id="T0OTHER")
        told = await stage.type("hello")
        assert told.get("outcome", "ok") == "ok", told
        assert await stage.texts() == ["Cortado is not installed in this workspace. Ask an admin to install it."]
        assert b'cortado_requests_total{kind="command",outcome="not installed"} 1.0' in await stage.house.metrics()
