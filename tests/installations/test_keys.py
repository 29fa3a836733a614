"""Tokens are encrypted, each bound to its workspace; keys change, get lost, and stand nowhere."""

import io
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from sqlalchemy import update

from bot.core.ids import WorkspaceId
from bot.house.checks_of_oauth import check_oauth, some_token
from bot.house.logs import set_up
from bot.house.oauth.reencrypting import NotEncrypted, encrypt_anew
from bot.installations import store as installations
from bot.installations.encryption import TokenKeys, UnreadableTokens, fresh_key
from bot.installations.rules import Tokens
from bot.installations.tables import InstallationRow
from bot.store.base import in_workspace
from bot.store.unit import Unit
from tests.fakes.slack_oauth import CLIENT_SECRET, FakeSlack, fake_slack
from tests.installations.scene import KEY, SIGNING, Replica, options_of, replica

ONE, TWO = WorkspaceId("T0ONE"), WorkspaceId("T0TWO")
NEW = fresh_key()
_COPY = update(InstallationRow).where(InstallationRow.workspace == in_workspace()).values(revision=InstallationRow.revision + 1)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    set_up("DEBUG", stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_the_first_key_encrypts_all_decrypt_and_only_for_the_workspace_that_it_was_sealed_for() -> None:
    old, both = TokenKeys([KEY]), TokenKeys([NEW, KEY])
    sealed = old.seal(ONE, Tokens("access", "refresh"))
    assert both.open(ONE, sealed) == Tokens("access", "refresh")
    assert (both.is_current(sealed), both.is_current(both.seal(ONE, Tokens("a")))) == (False, True)
    for keys, workspace in ((both, TWO), (TokenKeys([NEW]), ONE)):
        with pytest.raises(UnreadableTokens):
            keys.open(workspace, sealed)
    with pytest.raises(ValueError):
        TokenKeys([])


async def test_a_new_key_in_front_takes_the_place_of_the_old_one_at_the_next_start(database_url: str, slack: FakeSlack) -> None:
    async with replica(options_of(database_url, slack), slack) as one:
        await one.install()
    async with replica(options_of(database_url, slack, NEW, KEY), slack) as one:
        assert one.serves(ONE)
    async with replica(options_of(database_url, slack, NEW), slack) as one:
        assert one.serves(ONE)


async def test_without_the_key_that_workspace_alone_is_not_served_and_it_is_said(database_url: str, slack: FakeSlack) -> None:
    async with replica(options_of(database_url, slack), slack) as one:
        await one.install()
    async with replica(options_of(database_url, slack, NEW), slack) as one:
        await one.install("T0TWO")
        assert (one.serves(ONE), one.serves(TWO)) == (False, True)
        assert 'cortado_installations{state="unreadable"} 1.0' in (await one.house.metrics()).decode()


async def test_a_token_copied_into_another_workspaces_row_is_not_used(one: Replica) -> None:
    await one.install("T0ONE")
    await one.install("T0TWO")
    row = await one.house.store.read(installations.installation, ONE)
    assert row is not None
    await one.house.store.write(copy, TWO, None, row.secret)
    await one.many.sync.look()
    assert (one.serves(ONE), one.serves(TWO)) == (True, False)


def copy(unit: Unit, secret: str) -> None:
    unit.run(_COPY, {"secret": secret})


async def test_reencrypt_says_when_the_old_key_is_needed_no_more(sqlite_url: str, slack: FakeSlack) -> None:
    async with replica(options_of(sqlite_url, slack), slack) as one:
        await one.install()
        with pytest.raises(NotEncrypted):
            await encrypt_anew(sqlite_url, [NEW, KEY])  # the bot holds the file
    with pytest.raises(NotEncrypted, match="T0ONE"):
        await encrypt_anew(sqlite_url, [NEW])
    with pytest.raises(NotEncrypted, match="TOKEN_KEYS is not set"):
        await encrypt_anew(sqlite_url, [])
    assert "Encrypted anew: 1." in await encrypt_anew(sqlite_url, [NEW, KEY])
    assert "Encrypted anew: 0." in await encrypt_anew(sqlite_url, [NEW])


async def test_check_tells_of_the_address_the_keys_and_every_token(sqlite_url: str, slack: FakeSlack) -> None:
    options = options_of(sqlite_url, slack)
    async with replica(options, slack) as one:
        await one.install("T0ONE")
        await one.install("T0TWO", granted="commands")
    found = [(each.what, each.well) for each in await check_oauth(options, [])]
    assert found[:2] == [("OAuth", True), ("keys", True)]
    assert set(found[2:]) == {("workspace T0ONE", True), ("workspace T0TWO", True), ("workspace T0TWO", False)}
    lost = await check_oauth(options_of(sqlite_url, slack, NEW), [])
    assert [(each.what, each.well) for each in lost] == [("OAuth", True), ("keys", False)]
    assert "T0ONE, T0TWO" in lost[1].said
    slack.uninstall("T0ONE")
    assert ("workspace T0ONE", False) in [(each.what, each.well) for each in await check_oauth(options, [])]
    assert [each.said for each in await check_oauth(options, ["A sentence."])] == ["A sentence."]


async def test_no_token_and_no_secret_stands_in_the_database_the_log_or_a_repr(sqlite_url: str, logged: io.StringIO) -> None:
    async with fake_slack(rotates=True) as slack:
        options = options_of(sqlite_url, slack)
        async with replica(options, slack) as one:
            await one.install()
            await one.type("hello")
            slack.faults["oauth.v2.access"] = "invalid_code"
            await one.install("T0TWO")
            slack.faults.clear()
            workspaces = one.many.sync
            shown = repr((options, workspaces, workspaces.rows, one.many.app, workspaces.keys, one.house.parts.installations))
            secrets = [*slack.tokens, *slack.refreshing, CLIENT_SECRET, SIGNING, KEY]
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    raw = sqlite3.connect(path)
    kept = raw.serialize() + "\n".join(raw.iterdump()).encode()
    raw.close()
    assert len(secrets) == 5
    for secret in secrets:
        assert secret.encode() not in kept
        assert secret not in shown
        assert secret not in logged.getvalue()


async def test_slack_is_asked_about_screens_with_a_token_that_opens(database_url: str, slack: FakeSlack) -> None:
    options = options_of(database_url, slack)
    async with replica(options, slack) as one:
        assert await some_token(options) is None
        await one.install()
        assert await some_token(options) == slack.token_of(ONE)
    assert await some_token(options_of(database_url, slack, fresh_key())) is None
    assert await some_token(replace(options, oauth=None)) is None
