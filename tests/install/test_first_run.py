"""Who runs the bot for the first time is led to the tokens: asked again, never echoed, nothing half written."""

import json
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from dotenv import dotenv_values

from bot.house.checks import MANIFEST
from bot.house.first_run import Terminal, _quoted, lead_through, link_to_new_app
from bot.house.options import Options
from bot.rehearsal.room import Room
from bot.settings import fault_of, load
from tests.command_line.typed import NO_TOKENS, typed
from tests.fakes.open_room import ROOT, open_room


@pytest.fixture
def room() -> Iterator[Room]:
    with open_room() as room:
        yield room


class Somebody:
    """Who types answers one after the other, and keeps what is said; with none left they press Ctrl-C."""

    def __init__(self, *answers: str, opens: bool = False) -> None:
        self.answers = list(answers)
        self.said: list[str] = []
        self.opened: list[str] = []
        self.terminal = Terminal(self.said.append, self._type, lambda text: opens, self.opened.append)

    def _type(self, text: str) -> str:
        self.said.append(text)
        if not self.answers:
            raise KeyboardInterrupt
        return self.answers.pop(0)

    @property
    def read(self) -> str:
        """Everything that they have read."""
        return "\n".join(self.said)


def options(room: Room | None = None) -> Options:
    return Options(api_url=f"{room.base_url}/api/" if room else "http://127.0.0.1:1/api/")


def test_the_link_makes_the_app_of_our_manifest() -> None:
    link = link_to_new_app()
    assert link.startswith("https://api.slack.com/apps?new_app=1&")
    assert json.loads(parse_qs(urlsplit(link).query)["manifest_json"][0]) == yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert len(link) < 8_000  # what servers take in a line


def test_what_is_typed_wrong_is_asked_again_and_the_file_is_only_its_owners(room: Room, alone: Path) -> None:
    somebody = Somebody(
        "", "xoxp-hunter2", "xoxb-hun ter2", "xoxb-hunter2", f" {room.app.bot_token} ", "xoxb-hunter2", "xapp-hunter2", room.app.app_token
    )  # fmt: skip
    lead_through(somebody.terminal, options(room), fault_of, alone / ".env")
    for said in (
        "SLACK_BOT_TOKEN is empty.",
        "SLACK_BOT_TOKEN is no bot token: it should begin with xoxb-.",
        "SLACK_BOT_TOKEN is no bot token: copy it anew, without spaces and line breaks.",
        "bot token: Slack refuses it: invalid_auth. Install the app in the workspace again and copy its bot token anew.",
        "scopes: All that are needed.",
        "SLACK_APP_TOKEN is no app-level token: it should begin with xapp-.",
        "app token: Slack refuses it: invalid_auth.",
        "app token: Socket Mode can be opened.",
        link_to_new_app(),
    ):
        assert said in somebody.read
    for secret in ("hunter2", "hun ter2", room.app.bot_token, room.app.app_token):
        assert secret not in somebody.read
    assert stat.S_IMODE((alone / ".env").stat().st_mode) == 0o600
    assert [path.name for path in alone.iterdir()] == [".env"]
    settings = load()
    assert settings.slack_bot_token is not None
    assert settings.slack_app_token is not None
    assert settings.slack_bot_token.get_secret_value() == room.app.bot_token
    assert settings.slack_app_token.get_secret_value() == room.app.app_token


def test_a_scope_that_is_missing_is_said_before_anything_is_written(room: Room, alone: Path) -> None:
    room.scopes.discard("im:write")
    somebody = Somebody(room.app.bot_token)
    with pytest.raises(KeyboardInterrupt):
        lead_through(somebody.terminal, options(room), fault_of, alone / ".env")
    assert "scopes: Missing: im:write" in somebody.read
    assert list(alone.iterdir()) == []


def test_only_what_is_missing_is_asked(room: Room, alone: Path) -> None:
    given = Options(api_url=f"{room.base_url}/api/", bot_token=room.app.bot_token)
    somebody = Somebody(room.app.app_token)
    lead_through(somebody.terminal, given, fault_of, alone / ".env")
    assert list(dotenv_values(alone / ".env")) == ["SLACK_APP_TOKEN"]
    assert "Make the Slack app" not in somebody.read


def test_who_wants_it_has_the_page_opened(alone: Path) -> None:
    somebody = Somebody(opens=True)
    with pytest.raises(KeyboardInterrupt):
        lead_through(somebody.terminal, options(), fault_of, alone / ".env")
    assert somebody.opened == [link_to_new_app()]
    assert link_to_new_app() not in somebody.read


def test_without_slack_it_is_said_and_asked_again(alone: Path) -> None:
    somebody = Somebody("xoxb-hunter2")
    with pytest.raises(KeyboardInterrupt):
        lead_through(somebody.terminal, options(), fault_of, alone / ".env")
    assert "Slack cannot be reached" in somebody.read
    assert list(alone.iterdir()) == []


def test_a_disk_that_is_full_leaves_nothing_half_written(room: Room, alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    somebody = Somebody(room.app.bot_token, room.app.app_token)
    with pytest.raises(OSError, match="No space left"):
        lead_through(somebody.terminal, options(room), fault_of, alone / ".env")
    assert list(alone.iterdir()) == []


def test_in_a_folder_where_nothing_can_be_written_nothing_is_asked(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    somebody = Somebody()
    with pytest.raises(PermissionError):
        lead_through(somebody.terminal, options(), fault_of, alone / ".env")
    assert somebody.said == []


@pytest.mark.parametrize("value", ["xoxb-1-a", "a#b", "it's", 'a"b', "a\\b", "${HOME}$a"])
def test_what_is_written_is_read_as_it_was(alone: Path, value: str) -> None:
    (alone / ".env").write_text(f"A={_quoted(value)}\n", encoding="utf-8")
    assert dotenv_values(alone / ".env", interpolate=False)["A"] == value


def test_nobody_at_a_terminal_is_told_what_is_missing(alone: Path) -> None:
    done = typed("run", **NO_TOKENS)
    assert done.exit_code == 1
    assert done.stderr.startswith("SLACK_BOT_TOKEN is not set.\n")
    assert list(alone.iterdir()) == []


def at_a_terminal(room: Room, answer: Callable[[str], bytes | None]) -> tuple[int, str]:
    """Run the bot at a terminal of its own; `answer` is told what stands on it so far. Return how it ended, and what stood there."""
    ours, theirs = pty.openpty()
    takes_it = (
        f"import os; os.open(os.ttyname(0), os.O_RDWR); os.execv({sys.executable!r}, [{sys.executable!r}, '-m', 'bot', 'run'])"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT), "SLACK_API_URL": f"{room.base_url}/api/", "PORT": "0", "TERM": "dumb"}
    stood = ""
    with subprocess.Popen(
        [sys.executable, "-c", takes_it], stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
    ) as running:
        os.close(theirs)
        try:
            while piece := os.read(ours, 65_536):
                stood += piece.decode()
                if typed_now := answer(stood):
                    os.write(ours, typed_now)
        except OSError:  # it has hung up
            pass
        finally:
            os.close(ours)
            running.kill()
    return running.returncode, stood


def test_at_a_terminal_it_asks_shows_no_secret_and_goes_on_to_run(room: Room, alone: Path) -> None:
    steps = [("[y/N]:", b"n\n"), ("(xoxb-…), which is not shown:", room.app.bot_token.encode() + b"\n")]

    def until_ctrl_c(at: list[tuple[str, bytes]]) -> Callable[[str], bytes | None]:
        def answer(stood: str) -> bytes | None:
            return at.pop(0)[1] if at and at[0][0] in stood else None

        return answer

    code, stood = at_a_terminal(room, until_ctrl_c([*steps, ("(xapp-…), which is not shown:", b"\x03")]))
    assert code == 1
    assert stood.rstrip().endswith("Nothing was written.")
    assert list(alone.iterdir()) == []
    code, whole = at_a_terminal(
        room, until_ctrl_c([*steps, ("(xapp-…), which is not shown:", room.app.app_token.encode() + b"\n"), ('"open"', b"\x03")])
    )
    assert code == 0, whole
    assert (alone / ".env").exists()
    assert room.app.bot_token not in stood + whole
    assert room.app.app_token not in stood + whole
