"""Whose the token is, asked until Slack answers."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from slack_sdk.errors import SlackApiError

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.feature import Deps
from bot.house.installations import Installations
from bot.house.introduction import TokenRefused, introduce
from bot.house.own_events import give_up, own_listeners
from bot.slack.answers import Answer
from bot.slack.bolt import Installed
from bot.slack.client import SlackClient
from bot.slack.requests import Event
from bot.store.gone import LEASE, begin_erasing, gone_since, note_gone
from bot.store.pausing import paused_since
from bot.store.unit import Store
from bot.store.workspace_erasure import rows_by_table
from bot.teams import store as teams
from bot.teams.people import Channel
from bot.teams.store import keep_channel

TOLD = {
    "team_id": "T1",
    "user_id": "U_BOT",
    "team": "Guild",
    "url": "https://guild.slack.com/",
    "bot_id": "B1",
    "scopes": ["commands"],
}


class Slack:
    """Answers `auth.test` with what is laid ready."""

    def __init__(self, *answers: Mapping[str, Any] | Exception) -> None:
        self.answers = list(answers)

    async def auth_test(self) -> Mapping[str, Any]:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def refusing(error: str) -> SlackApiError:
    return SlackApiError("auth.test", {"ok": False, "error": error})  # type: ignore[no-untyped-call]


def client(slack: Slack) -> SlackClient:
    return cast(SlackClient, slack)


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def wait(pauses: list[float]) -> Callable[[float], Any]:
    async def waited(seconds: float) -> None:
        pauses.append(seconds)

    return waited


async def test_the_workspace_of_the_token_is_served_and_written_down(store: Store, wait: Callable[[float], Any]) -> None:
    installations = Installations()
    assert not installations.any
    await introduce(installations, store, "xoxb-1", client(Slack(TOLD)), wait)
    installed = await installations.authorize(WorkspaceId("T1"))
    assert installed == Installed(WorkspaceId("T1"), "xoxb-1", "U_BOT", "B1")
    known = await store.read(teams.workspace, WorkspaceId("T1"))
    assert known is not None
    assert (known.name, known.domain, known.bot_user) == ("Guild", "guild", "U_BOT")


@pytest.mark.parametrize(
    "url",
    [
        "https://guild.slack.com/",
        "https://acme.slack-gov.com/",
        "https://acme.enterprise.slack.com/",
        "https://acme-team.enterprise.slack.com/",
    ],
)
async def test_links_begin_with_the_address_that_slack_gives(store: Store, wait: Callable[[float], Any], url: str) -> None:
    await introduce(Installations(), store, "xoxb-1", client(Slack(TOLD | {"url": url})), wait)
    known = await store.read(teams.workspace, WorkspaceId("T1"))
    assert known is not None
    assert known.url == url


async def test_slack_is_asked_again_until_it_answers(store: Store, wait: Callable[[float], Any], pauses: list[float]) -> None:
    slack = Slack(OSError(), TimeoutError(), refusing("internal_error"), TOLD)
    await introduce(Installations(), store, "xoxb-1", client(slack), wait)
    assert pauses == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked"])
async def test_a_token_that_is_refused_for_good_is_not_asked_again(
    store: Store, wait: Callable[[float], Any], error: str
) -> None:
    with pytest.raises(TokenRefused, match=error):
        await introduce(Installations(), store, "xoxb-1", client(Slack(refusing(error))), wait)


async def test_another_workspace_and_one_that_removed_the_app_are_not_served(store: Store, wait: Callable[[float], Any]) -> None:
    installations = Installations()
    await introduce(installations, store, "xoxb-1", client(Slack(TOLD)), wait)
    assert await installations.authorize(WorkspaceId("T2")) is None
    with pytest.raises(LookupError):
        installations.client_for(WorkspaceId("T2"))
    installations.forget(WorkspaceId("T1"))
    assert await installations.authorize(WorkspaceId("T1")) is None
    with pytest.raises(LookupError):
        installations.client_for(WorkspaceId("T1"))


async def test_a_workspace_that_comes_back_while_it_is_erased_begins_anew(
    store: Store, real: SetClock, wait: Callable[[float], Any], pauses: list[float]
) -> None:
    workspace = WorkspaceId("T1")
    await introduce(Installations(), store, "xoxb-1", client(Slack(TOLD)), wait)
    await store.write(keep_channel, workspace, None, Channel(ChannelId("C0OLD"), "old"))
    await store.write(note_gone, workspace)
    real.advance(timedelta(days=1))
    assert await store.write(begin_erasing, workspace, None, real.now())

    async def died(seconds: float) -> None:
        pauses.append(seconds)
        real.advance(LEASE)

    await introduce(Installations(), store, "xoxb-2", client(Slack(*[TOLD] * 3)), died)
    assert pauses == [0.5, 1.0]
    assert await store.read(rows_by_table, workspace) == {"teams_workspace": 1}
    assert await store.read(gone_since, workspace) is None


async def test_what_had_waited_since_the_app_was_removed_goes_on_once_it_is_installed_anew(
    store: Store, real: SetClock, wait: Callable[[float], Any]
) -> None:
    workspace = WorkspaceId("T1")
    told: list[tuple[WorkspaceId, bool]] = []

    async def resumed(workspace: WorkspaceId, since: datetime) -> None:
        still_waits = await store.read(paused_since, workspace) == since == gone
        told.append((workspace, still_waits))

    await introduce(Installations(), store, "xoxb-1", client(Slack(TOLD)), wait, resumed=resumed)
    assert told == []
    gone = real.now()
    await store.write(give_up, workspace)
    real.advance(timedelta(days=1))
    await store.write(give_up, workspace)
    for token in ("xoxb-2", "xoxb-2"):
        await introduce(Installations(), store, token, client(Slack(TOLD)), wait, resumed=resumed)
    assert told == [(workspace, True)]
    assert await store.read(paused_since, workspace) is None


async def test_history_is_searched_only_where_the_token_may_read_it(store: Store, wait: Callable[[float], Any]) -> None:
    installations = Installations()
    slack = Slack(TOLD | {"scopes": ["channels:history"]})
    await introduce(installations, store, "xoxb-1", client(slack), wait)
    workspace = WorkspaceId("T1")
    assert [installations.may_search(workspace, channel) for channel in ("C1", "G1", "D1", "")] == [True, False, False, False]
    assert not installations.may_search(WorkspaceId("T2"), "C1")


async def test_a_token_of_somebodys_own_that_is_revoked_takes_no_workspace_away() -> None:
    gone: list[WorkspaceId] = []
    revoked = own_listeners(gone.append, [])["tokens_revoked"]
    told = Event(workspace=WorkspaceId("T1"), person=PersonId(""), key="Ev1", kind="tokens_revoked")
    assert await revoked(told, cast(Deps, None)) == Answer.nothing()
    assert gone == []
