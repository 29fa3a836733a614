"""Tests of how an app is installed and removed in the room: as strict as Slack, and as honest about it."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from bot.rehearsal.app import build_room
from bot.rehearsal.default_workspace import SEVERAL
from bot.rehearsal.installation import Installation
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json
from bot.rehearsal.storage import Storage
from tests.fakes.room_client import RoomClient
from tests.rehearsal.stage import COMMANDS, REQUEST_URL, FakeApp, FakeTime, counted_ids, modal, section, settle

BACK = "http://app.test/slack/oauth_redirect"
APP = Installation(
    request_url=REQUEST_URL, commands=COMMANDS, redirect_urls=(BACK,), scopes=("chat:write", "commands", "users:read", "im:write", "channels:read"),
    optional_scopes=("files:write",), rotates_tokens=True, is_for_orgs=True,
    events=("app_uninstalled", "tokens_revoked", "team_access_granted", "team_access_revoked", "app_home_opened", "user_status_changed"),
)  # fmt: skip
ASKED = {
    "client_id": APP.client_id,
    "scope": "chat:write,commands,users:read,im:write,channels:read,files:write",
    "redirect_uri": BACK,
    "state": "s1",
}
REHEARSAL, ATELIER, FOUNDRY, HARBOUR = "T0REHEARSAL", "T1ATELIER", "T2FOUNDRY", "E0HARBOUR"
HALF_A_DAY = 43_200


@dataclass
class Town:
    """Several workspaces, an app that wants to be installed, and time."""

    room: Room
    app: FakeApp
    time: FakeTime
    http: httpx.AsyncClient

    async def allows(self, place: str, *optional: str, **given: str) -> Json:
        """Press Allow on Slack's page; give what the app gets to know."""
        form = [*{**ASKED, **given}.items(), ("place", place), ("answer", "allow"), *(("optional", each) for each in optional)]
        return await self._sent_back(form)

    async def _sent_back(self, form: list[tuple[str, str]]) -> Json:
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await self.http.post("/oauth/v2/authorize", content=urlencode(form), headers=head)
        assert answer.status_code == 303, answer.text
        assert answer.headers["location"].startswith(f"{BACK}?")
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}

    async def asks(self, **args: str) -> Json:
        """Call oauth.v2.access as the app does, with its id and secret in the head."""
        basic = base64.b64encode(f"{APP.client_id}:{APP.client_secret}".encode()).decode()
        answer = await self.http.post("/api/oauth.v2.access", data=args, headers={"Authorization": f"Basic {basic}"})
        return dict(answer.json())

    async def installs(self, place: str, *optional: str) -> Json:
        """Allow and fetch the tokens."""
        given = await self.asks(code=(await self.allows(place, *optional))["code"], redirect_uri=BACK)
        assert given["ok"], given
        return given

    async def api(self, method: str, token: str, **args: Any) -> Json:
        """Call a Web API method."""
        return dict((await self.http.post(f"/api/{method}", json=args, headers={"Authorization": f"Bearer {token}"})).json())

    async def does(self, verb: str, team: str) -> Json:
        """Press a control of a workspace."""
        return dict((await self.http.post(f"/room/install/{verb}", params={"team": team}, json={})).json())

    def people(self, team: str) -> RoomClient:
        """Act in one of the workspaces."""
        return RoomClient(self.http, team=team)

    async def told(self) -> list[Json]:
        """Give what the app was sent."""
        await settle()
        return [each.payload for each in self.app.received]


@asynccontextmanager
async def town(app: Installation = APP, path: Path | None = None) -> AsyncIterator[Town]:
    time, fake = FakeTime(), FakeApp()
    room = build_room(
        app=app, path=path, real=time, ids=counted_ids(), http=fake, rates=False, workspaces=SEVERAL, install_url="http://app.test/slack/install"
    )  # fmt: skip
    async with room, httpx.AsyncClient(transport=httpx.ASGITransport(room.asgi), base_url="http://127.0.0.1:8765") as client:
        yield Town(room, fake, time, client)


@pytest.fixture
async def slack() -> AsyncIterator[Town]:
    async with town() as opened:
        yield opened


async def test_a_code_becomes_tokens_of_the_workspace_that_was_chosen(slack: Town) -> None:
    told = await slack.allows(ATELIER, "files:write")
    assert told["state"] == "s1"
    given = await slack.asks(code=told["code"], redirect_uri=BACK)
    assert given["team"] == {"id": ATELIER, "name": "Atelier"}
    assert given["enterprise"] == {"id": HARBOUR, "name": "Harbour"}
    assert (given["is_enterprise_install"], given["bot_user_id"], given["authed_user"]) == (False, "U1CORTADO", {"id": "U1INES"})
    assert (given["token_type"], given["expires_in"]) == ("bot", HALF_A_DAY)
    assert "files:write" in given["scope"].split(",")
    who = await slack.api("auth.test", given["access_token"])
    assert (who["team_id"], who["user_id"]) == (ATELIER, "U1CORTADO")


async def test_who_cancels_sends_back_access_denied_and_installs_nothing(slack: Town) -> None:
    said = await slack._sent_back([*ASKED.items(), ("place", ATELIER), ("answer", "cancel")])
    assert said == {"error": "access_denied", "state": "s1"}
    assert slack.room.slack.installs.all == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"client_id": "1.2"}, "Invalid client_id"),
        ({"redirect_uri": "http://elsewhere.test/"}, "http://elsewhere.test/"),
        ({"redirect_uri": BACK + "evil"}, "did not match"),
        ({"scope": "chat:write,admin"}, "admin"),
        ({"scope": ""}, "No scopes requested"),
    ],
)
async def test_an_address_that_slack_would_not_take_is_refused_and_leads_nowhere(
    slack: Town, wrong: dict[str, str], said: str
) -> None:
    shown = await slack.http.get("/oauth/v2/authorize", params={**ASKED, **wrong})
    assert shown.status_code == 400
    assert said in shown.text
    form = {**ASKED, **wrong, "place": ATELIER, "answer": "allow"}
    assert (await slack.http.post("/oauth/v2/authorize", data=form)).status_code == 400


async def test_the_page_asks_in_plain_words_and_escapes_what_it_was_given(slack: Town) -> None:
    shown = (await slack.http.get("/oauth/v2/authorize", params={**ASKED, "state": '"><script>'})).text
    assert "Hand out files: exports, statements, charts" in shown
    assert "Harbour" in shown
    assert "<script>" not in shown


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"code": "none", "redirect_uri": BACK}, "invalid_code"),
        ({"redirect_uri": BACK}, "invalid_code"),
        ({"code": "{code}", "redirect_uri": "http://app.test/other"}, "bad_redirect_uri"),
        ({"code": "{code}"}, "bad_redirect_uri"),
        ({"code": "{code}", "redirect_uri": BACK, "grant_type": "password"}, "invalid_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "xoxe-1-none"}, "invalid_refresh_token"),
    ],
)
async def test_what_cannot_be_exchanged_is_refused_in_slacks_words(slack: Town, args: dict[str, str], error: str) -> None:
    code = (await slack.allows(REHEARSAL))["code"]
    assert (await slack.asks(**{name: value.format(code=code) for name, value in args.items()}))["error"] == error


async def test_a_code_is_good_once_and_for_ten_minutes(slack: Town) -> None:
    first, second = (await slack.allows(REHEARSAL))["code"], (await slack.allows(REHEARSAL))["code"]
    assert (await slack.asks(code=first, redirect_uri=BACK))["ok"]
    assert (await slack.asks(code=first, redirect_uri=BACK))["error"] == "code_already_used"
    await slack.time.pass_by(601)
    assert (await slack.asks(code=second, redirect_uri=BACK))["error"] == "invalid_code"


@pytest.mark.parametrize(
    ("name", "secret", "error"), [("1.2", APP.client_secret, "invalid_client_id"), (APP.client_id, "wrong", "bad_client_secret")]
)
async def test_an_app_proves_who_it_is_in_the_head_or_in_the_form(slack: Town, name: str, secret: str, error: str) -> None:
    code = (await slack.allows(REHEARSAL))["code"]
    wrong = {"client_id": name, "client_secret": secret, "code": code, "redirect_uri": BACK}
    assert (await slack.http.post("/api/oauth.v2.access", data=wrong)).json()["error"] == error
    right = wrong | {"client_id": APP.client_id, "client_secret": APP.client_secret}
    assert (await slack.http.post("/api/oauth.v2.access", data=right)).json()["ok"]
    lines = slack.room.journal.calls("oauth.v2.access")
    assert lines[-1]["ok"]
    assert not {"client_secret", "code"} & set(lines[-1]["args"])


async def test_an_access_token_lives_for_twelve_hours_and_a_refresh_token_for_one_use(slack: Town) -> None:
    given = await slack.installs(REHEARSAL)
    assert (await slack.api("auth.test", given["access_token"]))["ok"]
    await slack.time.pass_by(HALF_A_DAY)
    assert (await slack.api("auth.test", given["access_token"]))["error"] == "token_expired"
    anew = await slack.asks(grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert (await slack.api("auth.test", anew["access_token"]))["ok"]
    assert anew["team"]["id"] == REHEARSAL
    assert (await slack.asks(grant_type="refresh_token", refresh_token=given["refresh_token"]))[
        "error"
    ] == "invalid_refresh_token"


async def test_of_the_access_tokens_of_an_installation_two_are_good_at_a_time(slack: Town) -> None:
    tokens = [await slack.installs(REHEARSAL)]
    for _ in range(2):
        tokens.append(await slack.asks(grant_type="refresh_token", refresh_token=tokens[-1]["refresh_token"]))
    said = [(await slack.api("auth.test", each["access_token"])).get("error") for each in tokens]
    assert said == ["token_revoked", None, None]


async def test_without_rotation_a_token_stays_the_same_and_nothing_is_refreshed() -> None:
    async with town(replace(APP, rotates_tokens=False)) as slack:
        given = await slack.installs(REHEARSAL)
        assert not {"refresh_token", "expires_in"} & set(given)
        assert (await slack.installs(REHEARSAL))["access_token"] == given["access_token"]
        await slack.time.pass_by(10 * HALF_A_DAY)
        assert (await slack.api("auth.test", given["access_token"]))["ok"]
        assert (await slack.asks(grant_type="refresh_token", refresh_token="xoxe-1-x"))["error"] == "token_rotation_not_enabled"
        assert "no token rotation" in (await slack.does("expire", REHEARSAL))["error"]


async def test_an_optional_scope_that_was_left_out_is_missing_and_comes_with_the_next_installation(slack: Town) -> None:
    token = (await slack.installs(REHEARSAL))["access_token"]
    refused = await slack.api("files.getUploadURLExternal", token, filename="x", length=1)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "files:write")
    answer = await slack.http.post("/api/auth.test", headers={"Authorization": f"Bearer {token}"})
    assert "files:write" not in answer.headers["x-oauth-scopes"]
    assert "files:write" in (await slack.installs(REHEARSAL, "files:write"))["scope"]
    assert "files:write" in (await slack.installs(REHEARSAL))["scope"]


async def test_a_token_of_one_workspace_reads_nothing_of_another(slack: Town) -> None:
    here, there = (await slack.installs(REHEARSAL))["access_token"], (await slack.installs(ATELIER))["access_token"]
    assert (await slack.api("chat.postMessage", here, channel="C1STUDIO", text="x"))["error"] == "channel_not_found"
    assert (await slack.api("users.info", here, user="U1INES"))["error"] == "user_not_found"
    await slack.people(ATELIER).invite_bot("U1INES", "C1STUDIO")
    posted = await slack.api("chat.postMessage", there, channel="C1STUDIO", text="Hello")
    assert posted["ok"]
    assert (await slack.api("chat.update", here, channel="C1STUDIO", ts=posted["ts"], text="x"))["error"] == "channel_not_found"
    assert (await slack.api("auth.test", "xoxb-nobody"))["error"] == "invalid_auth"


async def test_a_trigger_and_a_response_url_belong_to_their_workspace(slack: Town) -> None:
    here = (await slack.installs(REHEARSAL))["access_token"]
    await slack.installs(ATELIER)
    await slack.people(ATELIER).command("U1INES", "C1STUDIO", "/coffee start")
    command = slack.app.last
    assert (command["team_id"], command["enterprise_id"], command["is_enterprise_install"]) == (ATELIER, HARBOUR, "false")
    assert (await slack.api("views.open", here, trigger_id=command["trigger_id"], view=modal(section())))[
        "error"
    ] == "invalid_trigger_id"
    assert (await slack.http.post(urlsplit(command["response_url"]).path, json={"text": "Only here"})).text == "ok"
    assert "Only here" in str(await slack.people(ATELIER).view("U1INES"))
    assert "Only here" not in str(await slack.people(REHEARSAL).view("U0ANA"))


async def test_where_the_app_is_not_installed_it_has_no_commands_and_hears_nothing(slack: Town) -> None:
    await slack.installs(REHEARSAL)
    said = await slack.people(ATELIER).command("U1INES", "C1STUDIO", "/coffee start")
    assert said["outcome"] == "unknown_command"
    await slack.people(ATELIER).open_home("U1INES")
    await slack.people(ATELIER).act("status", person="U1INES", text="On vacation")
    assert (await slack.people(ATELIER).invite_bot("U1INES", "C1STUDIO"))["error"] == "Cortado is not installed in Atelier."
    assert await slack.told() == []
    assert (await slack.people(ATELIER).workspace())["commands"] == []


async def test_uninstalling_ends_the_tokens_tells_the_app_and_leaves_the_other_workspace_alone(slack: Town) -> None:
    here, there = (await slack.installs(REHEARSAL))["access_token"], (await slack.installs(ATELIER))["access_token"]
    await slack.people(ATELIER).invite_bot("U1INES", "C1STUDIO")
    said = await slack.does("uninstall", ATELIER)
    assert said["said"] == "Slack sends the app app_uninstalled, then tokens_revoked."
    told = await slack.told()
    assert [(each["team_id"], each["event"]["type"]) for each in told] == [
        (ATELIER, "app_uninstalled"),
        (ATELIER, "tokens_revoked"),
    ]
    assert told[1]["event"]["tokens"] == {"oauth": [], "bot": ["U1CORTADO"]}
    assert told[0]["authorizations"][0]["team_id"] == ATELIER
    assert (await slack.api("auth.test", there))["error"] == "account_inactive"
    assert (await slack.api("auth.test", here))["ok"]
    studio = next(each for each in (await slack.people(ATELIER).workspace())["channels"] if each["id"] == "C1STUDIO")
    assert not studio["is_member_bot"]
    assert (await slack.api("auth.test", (await slack.installs(ATELIER))["access_token"]))["ok"]
    assert (await slack.does("uninstall", FOUNDRY))["error"] == "Cortado is not installed in Foundry."


async def test_the_last_token_that_is_revoked_ends_the_installation(slack: Town) -> None:
    token = (await slack.installs(REHEARSAL))["access_token"]
    assert (await slack.api("auth.revoke", token, test=1))["revoked"] is False
    assert (await slack.api("auth.revoke", token))["revoked"] is True
    assert [each["event"]["type"] for each in await slack.told()] == ["tokens_revoked", "app_uninstalled"]
    assert (await slack.api("auth.test", token))["error"] == "token_revoked"


async def test_the_app_uninstalls_itself_with_its_token_and_its_secret(slack: Town) -> None:
    token = (await slack.installs(REHEARSAL))["access_token"]
    client = {"client_id": APP.client_id, "client_secret": "wrong"}
    assert (await slack.api("apps.uninstall", token, **client))["error"] == "bad_client_secret"
    assert (await slack.api("apps.uninstall", token, **client | {"client_secret": APP.client_secret}))["ok"]
    assert (await slack.api("auth.test", token))["error"] == "account_inactive"


async def test_an_organizations_token_reaches_the_workspaces_that_it_was_added_to(slack: Town) -> None:
    given = await slack.installs(HARBOUR)
    token = given["access_token"]
    assert (given["team"], given["enterprise"]["id"], given["is_enterprise_install"]) == (None, HARBOUR, True)
    who = await slack.api("auth.test", token)
    assert (who["enterprise_id"], who["is_enterprise_install"]) == (HARBOUR, True)
    assert (await slack.api("users.info", token, user="U1INES"))["error"] == "missing_scope"
    assert (await slack.does("add", ATELIER))["sent"] == ["team_access_granted"]
    await slack.does("add", FOUNDRY)
    assert [each["name"] for each in (await slack.api("auth.teams.list", token))["teams"]] == ["Atelier", "Foundry"]
    told = (await slack.told())[0]
    assert (told["event"]["team_ids"], told["team_id"], told["enterprise_id"]) == ([ATELIER], None, HARBOUR)
    assert told["authorizations"][0]["is_enterprise_install"] is True
    assert (await slack.api("users.info", token, user="U1INES"))["user"]["team_id"] == ATELIER
    assert (await slack.api("users.info", token, user="U2LEA"))["user"]["team_id"] == FOUNDRY
    assert (await slack.api("users.conversations", token))["error"] == "missing_argument"
    assert (await slack.api("users.conversations", token, team_id=FOUNDRY))["ok"]
    assert (await slack.api("users.conversations", token, team_id=REHEARSAL))["error"] == "team_access_not_granted"
    assert (await slack.api("chat.postMessage", token, channel="C0GUILD", text="x"))["error"] == "channel_not_found"


async def test_a_file_of_an_organizations_token_ends_in_the_workspace_where_it_is_shared(slack: Town) -> None:
    token = (await slack.installs(HARBOUR, "files:write"))["access_token"]
    await slack.does("add", ATELIER)
    await slack.does("add", FOUNDRY)
    await slack.people(FOUNDRY).invite_bot("U2LEA", "C2FLOOR")
    given = await slack.api("files.getUploadURLExternal", token, filename="x.csv", length=3)
    assert (await slack.http.post(urlsplit(given["upload_url"]).path, content=b"abc")).text == "OK"
    shared = {"files": [{"id": given["file_id"]}], "channel_id": "C2FLOOR"}
    assert (await slack.api("files.completeUploadExternal", token, **shared))["ok"]
    assert "x.csv" in str(await slack.people(FOUNDRY).view("U2LEA"))
    assert (await slack.http.get(f"/files/{given['file_id']}")).content == b"abc"


async def test_what_is_done_under_an_organizations_installation_says_so(slack: Town) -> None:
    await slack.installs(HARBOUR)
    await slack.does("add", ATELIER)
    await slack.told()
    await slack.people(ATELIER).command("U1INES", "C1STUDIO", "/coffee start")
    assert (slack.app.last["team_id"], slack.app.last["is_enterprise_install"]) == (ATELIER, "true")
    await slack.people(ATELIER).open_home("U1INES")
    opened = (await slack.told())[-1]
    assert opened["authorizations"] == [
        {"enterprise_id": HARBOUR, "team_id": ATELIER, "user_id": "U1CORTADO", "is_bot": True, "is_enterprise_install": True}
    ]


async def test_a_workspace_is_withdrawn_from_an_organizations_installation_and_the_others_go_on(slack: Town) -> None:
    token = (await slack.installs(HARBOUR))["access_token"]
    await slack.does("add", ATELIER)
    await slack.does("add", FOUNDRY)
    assert (await slack.does("withdraw", ATELIER))["sent"] == ["team_access_revoked"]
    assert (await slack.api("users.info", token, user="U1INES"))["error"] == "user_not_found"
    assert (await slack.api("users.info", token, user="U2LEA"))["ok"]
    assert "has not added" in (await slack.does("withdraw", ATELIER))["error"]
    await slack.does("uninstall", FOUNDRY)
    assert (await slack.api("auth.test", token))["error"] == "account_inactive"


async def test_a_workspace_has_its_own_installation_or_its_organizations_not_both(slack: Town) -> None:
    await slack.installs(ATELIER)
    await slack.installs(HARBOUR)
    assert "installation of its own" in (await slack.does("add", ATELIER))["error"]
    await slack.does("add", FOUNDRY)
    form = {**ASKED, "place": FOUNDRY, "answer": "allow"}
    assert "Harbour has added it already" in (await slack.http.post("/oauth/v2/authorize", data=form)).text


async def test_the_access_token_can_be_made_to_expire_now(slack: Town) -> None:
    token = (await slack.installs(REHEARSAL))["access_token"]
    assert "token_expired" in (await slack.does("expire", REHEARSAL))["said"]
    assert (await slack.api("auth.test", token))["error"] == "token_expired"
    assert await slack.told() == []


async def test_installations_outlive_the_room_and_end_with_a_reset(tmp_path: Path) -> None:
    async with town(path=tmp_path / "room") as slack:
        token = (await slack.installs(ATELIER))["access_token"]
        await slack.people(ATELIER).invite_bot("U1INES", "C1STUDIO")
        assert (await slack.api("chat.postMessage", token, channel="C1STUDIO", text="Kept"))["ok"]
    async with town(path=tmp_path / "room") as slack:
        assert (await slack.api("auth.test", token))["ok"]
        assert "Kept" in str(await slack.people(ATELIER).view("U1INES"))
        assert "Kept" not in str(await slack.people(REHEARSAL).view("U0ANA"))
        await slack.people(REHEARSAL).reset()
        assert (await slack.api("auth.test", token))["error"] == "invalid_auth"
        assert "Kept" not in str(await slack.people(ATELIER).view("U1INES"))


def test_a_part_of_what_is_kept_is_emptied_alone(tmp_path: Path) -> None:
    whole = Storage(tmp_path / "room")
    here, there = whole.apart("T1"), whole.apart("T12")
    for each in (whole, here, there):
        each.put("person", "U", {"of": each.owner})
    here.empty()
    assert [[doc["of"] for _, doc in each.read("person")] for each in (whole, here, there)] == [[""], [], ["T12/"]]
    whole.empty()
    assert [list(each.read("person")) for each in (whole, there)] == [[], [("U", {"of": "T12/"})]]
    whole.close()


async def test_a_workspace_that_does_not_exist_is_named(slack: Town) -> None:
    assert (await slack.http.get("/room/workspace", params={"team": "T9"})).json()["error"] == "There is no workspace T9."
    assert "There is no exile" in (await slack.does("exile", REHEARSAL))["error"]


async def test_slacks_own_addresses_lead_to_the_workspace(slack: Town) -> None:
    assert (await slack.http.get("/app_redirect", params={"app": "A0", "team": ATELIER})).headers[
        "location"
    ] == f"/?team={ATELIER}"
    assert (
        (await slack.http.get("/archives/C1STUDIO/p1700000000000001"))
        .headers["location"]
        .startswith(f"/?team={ATELIER}&channel=C1STUDIO")
    )
