"""`check --screens` says for each screen what Slack says of it, and ends with a code for scripts."""

import pytest

from bot.house import screens
from tests.command_line.test_oauth import OAUTH
from tests.command_line.typed import typed

pytestmark = pytest.mark.timeout(method="thread")


def test_what_slack_does_not_say_is_no_success(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "samples", lambda: [screens.Sample("form a", "en", {"type": "modal", "blocks": []})])
    done = typed("check", "--screens")
    assert (done.exit_code, done.stdout.splitlines()) == (
        1,
        [
            "unknown form a (en, 0 blocks): Slack cannot be reached (ClientConnectorError).",
            "1 screens, forms and answers: 0 wrong, 1 of which Slack did not say, 0 without blocks.",
        ],
    )


def test_without_a_token_nobody_is_asked(alone: None) -> None:
    done = typed("check", "--screens", SLACK_BOT_TOKEN=None)
    assert (done.exit_code, "SLACK_BOT_TOKEN is not set" in done.output) == (1, True)


def test_with_oauth_somebody_has_to_have_installed_the_app(alone: None) -> None:
    for _ in range(2):
        done = typed("check", "--screens", **OAUTH)
        assert (done.exit_code, "No workspace has a token that lives" in done.output) == (1, True)
        assert typed("migrate", **OAUTH).exit_code == 0
