"""What Slack answers to a code or a refresh token is read as it is meant, or refused whole."""

from datetime import timedelta
from typing import Any

import pytest

from bot.installations.grants import OddGrant, read_grant, read_refreshed
from bot.installations.rules import Tokens

GRANTED: dict[str, Any] = {
    "ok": True, "access_token": "xoxb-1", "token_type": "bot", "scope": "commands,chat:write", "bot_user_id": "U0BOT", "app_id": "A1",
    "team": {"id": "T1", "name": "One"}, "enterprise": None, "is_enterprise_install": False, "authed_user": {"id": "U1"},
}  # fmt: skip
ENDS = {"refresh_token": "xoxe-1", "expires_in": 43_200}
WHOLE = {"team": None, "enterprise": {"id": "E1", "name": "All"}, "is_enterprise_install": True, "bot_user_id": "W0BOT"}


def test_a_grant_of_a_workspace_has_its_token_which_never_ends_where_slack_gives_no_other() -> None:
    grant = read_grant(GRANTED)
    assert (grant.workspace, grant.organization, grant.is_org, grant.name) == ("T1", "", False, "One")
    assert (grant.bot_user, grant.app, sorted(grant.scopes)) == ("U0BOT", "A1", ["chat:write", "commands"])
    assert (grant.tokens, grant.lasts) == (Tokens("xoxb-1"), None)
    assert read_grant(GRANTED | ENDS).lasts == timedelta(hours=12)


def test_a_grant_of_an_organization_is_of_no_one_workspace_and_one_of_its_workspaces_is_its_own() -> None:
    grant = read_grant(GRANTED | WHOLE)
    assert (grant.workspace, grant.organization, grant.is_org, grant.name) == ("E1", "E1", True, "All")
    inside = read_grant(GRANTED | {"enterprise": WHOLE["enterprise"]})
    assert (inside.workspace, inside.organization, inside.is_org) == ("T1", "E1", False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"token_type": "user"},
        {"access_token": None},
        {"access_token": "xoxb-1\n"},
        {"access_token": ""},
        {"team": None},
        {"team": {"id": "t1"}},
        {"team": {"id": ["T1"]}},
        {"team": "T1"},
        {"bot_user_id": None},
        {"is_enterprise_install": True},
        ENDS | {"expires_in": "43200"},
        ENDS | {"expires_in": 0},
        ENDS | {"expires_in": True},
        ENDS | {"expires_in": 10**9},
    ],
    ids=str,
)
def test_what_is_no_grant_of_slacks_is_refused_and_its_refusal_holds_no_token(wrong: dict[str, Any]) -> None:
    with pytest.raises(OddGrant) as refused:
        read_grant(GRANTED | wrong)
    assert "xox" not in str(refused.value)


def test_new_tokens_are_a_pair_with_an_end() -> None:
    refreshed = read_refreshed(GRANTED | ENDS)
    assert (refreshed.tokens, refreshed.lasts) == (Tokens("xoxb-1", "xoxe-1"), timedelta(hours=12))
    for wrong in (GRANTED, GRANTED | ENDS | {"token_type": "user"}, {"refresh_token": "xoxe-1"}):
        with pytest.raises(OddGrant):
            read_refreshed(wrong)
