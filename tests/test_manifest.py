"""app.yaml: what Slack takes as a manifest, and what the code declares."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.house.checks import differences, events_of
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.scopes import OPTIONAL_SCOPES, SCOPES
from bot.slack.post_metadata import marked

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8"))
    return read


def test_the_manifest_says_what_the_code_declares(manifest: dict[str, Any]) -> None:
    assert differences(manifest, ROOMS_AND_FEATURES) == []


def test_a_difference_is_named_with_its_side(manifest: dict[str, Any]) -> None:
    commands = [*manifest["features"]["slash_commands"], {"command": "/poker"}]
    more = manifest | {"features": manifest["features"] | {"slash_commands": commands}}
    assert differences(more, ROOMS_AND_FEATURES) == ["commands: /poker only in app.yaml"]


def test_every_command_escapes_mentions(manifest: dict[str, Any]) -> None:
    assert [each["command"] for each in manifest["features"]["slash_commands"] if each.get("should_escape") is not True] == []


def test_nothing_asks_to_read_messages(manifest: dict[str, Any]) -> None:
    assert [scope for scope in manifest["oauth_config"]["scopes"]["bot"] if "history" in scope] == []
    assert "user" not in manifest["oauth_config"]["scopes"]
    assert [event for event in events_of(ROOMS_AND_FEATURES) if event.startswith("message.") or event == "message"] == []


def test_what_is_optional_is_asked_for_at_all(manifest: dict[str, Any]) -> None:
    """Slack requests what stands in `bot`; `bot_optional` names those of them that may be left out."""
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot_optional"]) == set(OPTIONAL_SCOPES) < set(scopes["bot"])


def test_it_hears_of_no_metadata_but_its_own_kind(manifest: dict[str, Any]) -> None:
    subscribed = manifest["settings"]["event_subscriptions"]["metadata_subscriptions"]
    assert subscribed == [{"app_id": "*", "event_type": marked("m", 1)["event_type"]}]


def test_every_scope_has_its_reason() -> None:
    assert [scope for scope, reason in {**SCOPES, **OPTIONAL_SCOPES}.items() if not reason.startswith("to ")] == []


def test_the_texts_fit_slacks_limits(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert 1 <= len(shown["name"]) <= 35
    assert 1 <= len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4_000
    assert re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"])
    assert 1 <= len(manifest["features"]["bot_user"]["display_name"]) <= 80


def test_the_commands_fit_slacks_limits(manifest: dict[str, Any]) -> None:
    commands = manifest["features"]["slash_commands"]
    assert 1 <= len(commands) <= 50
    for each in commands:
        assert set(each) <= {"command", "description", "usage_hint", "should_escape"}
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", each["command"])
        assert 1 <= len(each["description"]) <= 2_000
        assert 1 <= len(each["usage_hint"]) <= 1_000


def test_the_shortcuts_fit_slacks_limits(manifest: dict[str, Any]) -> None:
    shortcuts = manifest["features"]["shortcuts"]
    assert 1 <= len(shortcuts) <= 10
    for each in shortcuts:
        assert set(each) == {"name", "type", "callback_id", "description"}
        assert each["type"] in {"message", "global"}
        assert 1 <= len(each["name"]) <= 24
        assert 1 <= len(each["callback_id"]) <= 255
        assert 1 <= len(each["description"]) <= 150


def test_the_manifest_has_only_parts_that_slack_knows(manifest: dict[str, Any]) -> None:
    assert set(manifest) == {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert set(manifest["features"]) == {"app_home", "bot_user", "shortcuts", "slash_commands"}
    assert set(manifest["settings"]) == {
        "event_subscriptions", "interactivity", "org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled"
    }  # fmt: skip
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["settings"]["interactivity"] == {"is_enabled": True}
