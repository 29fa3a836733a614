"""Many workspaces from the command line: what is missing is said, keys are made, tokens encrypted anew."""

import pytest

from bot.installations.encryption import TokenKeys, fresh_key
from tests.command_line.typed import typed

OAUTH = {
    "SLACK_BOT_TOKEN": None,
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "hunter2",
    "TOKEN_KEYS": fresh_key(),
    "PUBLIC_URL": "https://cortado.example.com",
    "DATABASE_URL": "sqlite:///many.db",
}


@pytest.mark.parametrize("name", ["SLACK_CLIENT_SECRET", "TOKEN_KEYS", "PUBLIC_URL"])
def test_run_and_check_say_what_oauth_lacks(name: str) -> None:
    for command in ("run", "check"):
        done = typed(command, **{**OAUTH, name: None})
        assert done.exit_code == 1
        assert f"SLACK_CLIENT_ID is set, and {name} is not." in done.output
        assert "docs/many-workspaces.md" in done.output


def test_a_token_and_oauth_at_once_are_refused_in_a_sentence() -> None:
    done = typed("run", **{**OAUTH, "SLACK_BOT_TOKEN": "xoxb-1"})
    assert (done.exit_code, "are both set" in done.output, "Leave one empty." in done.output) == (1, True, True)


def test_a_key_that_is_none_is_said_without_its_value() -> None:
    done = typed("check", **{**OAUTH, "TOKEN_KEYS": f"{fresh_key()}, hunter2"})
    assert done.exit_code == 1
    assert "TOKEN_KEYS holds something that is no key" in done.output
    assert "hunter2" not in done.output


def test_key_prints_one_that_can_be_set() -> None:
    done = typed("key")
    TokenKeys([done.stdout.strip()])
    assert done.stdout != typed("key").stdout


def test_check_tells_the_addresses_and_asks_for_https() -> None:
    assert typed("migrate", **OAUTH).exit_code == 0
    done = typed("check", **OAUTH)
    assert "the app's redirect URL is https://cortado.example.com/slack/oauth_redirect" in done.output
    assert "hunter2" not in done.output
    done = typed("check", **{**OAUTH, "PUBLIC_URL": "http://cortado.example.com"})
    assert "wrong   OAuth: PUBLIC_URL does not begin with https://." in done.output


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Behind a proxy that is the proxy's, one for all; TRUSTED_PROXIES mends it."),
        ({"TRUSTED_PROXIES": "1"}, "the address that the proxy writes into X-Forwarded-For."),
        ({"TRUSTED_PROXIES": "2"}, "the address that the first of 2 proxies writes into X-Forwarded-For."),
        ({"PUBLIC_URL": "http://127.0.0.1:3000"}, None),
        ({"ADDRESS_PACE": "0"}, None),
    ],
)
def test_check_tells_by_which_address_visitors_are_counted(changed: dict[str, str], said: str | None) -> None:
    lines = [line for line in typed("check", **{**OAUTH, **changed}).output.splitlines() if line.startswith("ok      addresses:")]
    assert [line.endswith(said or "") for line in lines] == ([True] if said else [])


def test_reencrypt_needs_a_key_and_says_what_it_did() -> None:
    assert typed("migrate", **OAUTH).exit_code == 0
    assert "Encrypted anew: 0." in typed("reencrypt", **OAUTH).output
    done = typed("reencrypt", **{**OAUTH, "TOKEN_KEYS": None})
    assert (done.exit_code, "TOKEN_KEYS is not set" in done.output) == (1, True)
