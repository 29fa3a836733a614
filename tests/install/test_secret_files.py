"""Secrets in files and credentials: which one counts, and what is said of a file that cannot be taken."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import SecretStr

from bot.secret_files import SecretFile, of_files
from bot.settings import BadSettings, Settings, files_named, load, open_to_all
from tests.command_line.typed import typed

TOKEN = "xoxb-hunter2"


def token_of(settings: Settings) -> str:
    assert settings.slack_bot_token is not None
    return settings.slack_bot_token.get_secret_value()


def lines() -> list[str]:
    with pytest.raises(BadSettings) as bad:
        load()
    assert "hunter2" not in str(bad.value)
    assert bad.value.__cause__ is None
    return bad.value.lines


@pytest.fixture
def credentials(alone: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = alone / "credentials"
    folder.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder


@pytest.mark.parametrize(
    "held", [TOKEN, f"{TOKEN}\n", f"{TOKEN}\r\n", f"\ufeff{TOKEN}\n", f"  {TOKEN}\n\n"], ids=["bare", "n", "rn", "bom", "blank"]
)
def test_a_token_stands_in_a_file_as_editors_leave_it(alone: Path, monkeypatch: pytest.MonkeyPatch, held: str) -> None:
    (alone / "token").write_text(held, encoding="utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(alone / "token"))
    assert token_of(load()) == TOKEN


def test_every_secret_and_the_address_of_the_database_may_stand_in_a_file(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "s",
        "DATABASE_URL": "postgres://a:b@c/d",
    }
    for name, value in held.items():
        (alone / name).write_text(value + "\n", encoding="utf-8")
        monkeypatch.setenv(f"{name}_FILE", name)
    settings = load()
    assert settings.database_url == "postgresql://a:b@c/d"
    assert settings.slack_app_token == SecretStr("xapp-1")
    assert settings.slack_signing_secret == SecretStr("s")


def test_a_secret_that_is_added_may_stand_in_a_file_without_another_line() -> None:
    class More(Settings):
        pepper: Annotated[SecretStr | None, "older"] = None
        keys: tuple[SecretStr, ...] = ()
        days: int = 30

    assert set(of_files(More)) - set(of_files(Settings)) == {"pepper", "keys"}
    assert "database_url" in of_files(Settings)
    assert "log_level" not in of_files(Settings)


def test_systemd_hands_over_credentials(credentials: Path) -> None:
    (credentials / "slack_bot_token").write_text(TOKEN, encoding="utf-8")
    (credentials / "database_url").write_text("sqlite:///there.db\n", encoding="utf-8")
    (credentials / "of_another").write_text("x", encoding="utf-8")
    assert token_of(load()) == TOKEN
    assert load().database_url == "sqlite:///there.db"


def test_a_folder_of_credentials_that_is_not_there_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/nowhere")
    assert load().slack_bot_token is None


def test_the_environment_goes_before_a_credential_and_that_before_the_env_file(
    credentials: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("of-env-file").write_text("xoxb-of-env-file", encoding="utf-8")
    Path(".env").write_text("SLACK_BOT_TOKEN_FILE=of-env-file\n", encoding="utf-8")
    assert token_of(load()) == "xoxb-of-env-file"
    (credentials / "slack_bot_token").write_text("xoxb-of-credential", encoding="utf-8")
    assert token_of(load()) == "xoxb-of-credential"
    Path("of-environment").write_text("xoxb-of-file", encoding="utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "of-environment")
    assert token_of(load()) == "xoxb-of-file"
    monkeypatch.delenv("SLACK_BOT_TOKEN_FILE")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-environment")
    assert token_of(load()) == "xoxb-of-environment"


def test_a_file_that_another_place_goes_before_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SLACK_BOT_TOKEN_FILE=/nowhere\nSLACK_BOT_TOKEN=xoxb-too\n", encoding="utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    assert token_of(load()) == TOKEN


@pytest.mark.parametrize("left", ["", "xoxb-", " "])
def test_a_line_that_was_never_filled_in_is_no_rival(left: str) -> None:
    Path("token").write_text(TOKEN, encoding="utf-8")
    Path(".env").write_text(f"SLACK_BOT_TOKEN={left}\nSLACK_BOT_TOKEN_FILE=token\n", encoding="utf-8")
    assert token_of(load()) == TOKEN


@pytest.mark.parametrize("place", ["environment", "file"])
def test_a_secret_and_its_file_in_one_place_are_one_too_many(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    Path("token").write_text(TOKEN, encoding="utf-8")
    if place == "environment":
        monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
        monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "token")
    else:
        Path(".env").write_text(f"SLACK_BOT_TOKEN={TOKEN}\nSLACK_BOT_TOKEN_FILE=token\n", encoding="utf-8")
    assert lines() == ["SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set. Keep one of them."]


def loop(path: Path) -> None:
    path.symlink_to(path.name)


FAULTS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "not there": (lambda path: None, "is not there. Make the file, or mend the name."),
    "a folder": (Path.mkdir, "is a folder or a device. Name the file that holds the secret."),
    "not readable": (loop, "cannot be read (Too many levels of symbolic links). Give this user the right to read it."),
    "empty": (Path.touch, "is empty. Write the secret into it."),
    "blank": (lambda path: path.write_text("\ufeff \n", encoding="utf-8"), "is empty. Write the secret into it."),
    "not UTF-8": (lambda path: path.write_bytes(b"hunter2\xff"), "is no UTF-8 text. Save it again as UTF-8."),
    "large": (lambda path: path.write_bytes(b"hunter2" * 10_000), "is too large for a secret. Name the file that holds the secret alone."),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "DATABASE_URL"])
def test_a_file_that_cannot_be_taken_is_said_by_its_variable(monkeypatch: pytest.MonkeyPatch, fault: str, name: str) -> None:
    make, said = FAULTS[fault]
    make(Path("hunter2"))
    monkeypatch.setenv(f"{name}_FILE", "hunter2")
    assert lines() == [f"The file of {name}_FILE {said}"]


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "not there"])
def test_a_credential_that_cannot_be_taken_is_said_by_its_name(credentials: Path, fault: str) -> None:
    make, said = FAULTS[fault]
    make(credentials / "slack_bot_token")
    assert lines() == [f"The credential slack_bot_token (SLACK_BOT_TOKEN) {said}"]


def test_all_files_that_cannot_be_taken_are_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "/nowhere")
    monkeypatch.setenv("DATABASE_URL_FILE", "/nowhere")
    assert len(lines()) == 2


def test_a_name_that_no_file_can_have_is_not_there() -> None:
    Path(".env").write_text('SLACK_BOT_TOKEN_FILE="hunter2\0"\n', encoding="utf-8")
    Path("file").touch()
    assert lines() == ["The file of SLACK_BOT_TOKEN_FILE is not there. Make the file, or mend the name."]
    Path(".env").write_text("SLACK_BOT_TOKEN_FILE=file/hunter2\n", encoding="utf-8")
    assert lines() == ["The file of SLACK_BOT_TOKEN_FILE is not there. Make the file, or mend the name."]


def test_what_a_file_holds_is_looked_at_as_a_variable_is(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("token").write_text("xoxp-hunter2", encoding="utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "token")
    assert lines() == ["SLACK_BOT_TOKEN is no bot token: it should begin with xoxb-."]


def test_check_warns_of_secrets_that_everybody_on_the_machine_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, mode in (("open", 0o644), ("closed", 0o640)):
        Path(name).write_text(TOKEN, encoding="utf-8")
        Path(name).chmod(mode)
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "closed")
    Path(".env").write_text("DATABASE_URL=sqlite:///a.db\n", encoding="utf-8")
    Path(".env").chmod(0o644)
    assert open_to_all() == []
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "open")
    Path(".env").write_text("DATABASE_URL=postgresql://a:hunter2@127.0.0.1:1/c\n", encoding="utf-8")
    assert open_to_all() == [".env", "the file of SLACK_BOT_TOKEN_FILE"]
    done = typed("check", SLACK_BOT_TOKEN=None, DATABASE_URL="sqlite:///a.db")
    assert "warning secrets: The file of SLACK_BOT_TOKEN_FILE can be read by every user of this machine." in done.stdout
    assert "hunter2" not in done.output


def test_a_secret_of_a_container_may_be_readable_in_it(tmp_path: Path) -> None:
    (tmp_path / "token").touch(mode=0o644)
    (tmp_path / "token").chmod(0o644)
    assert SecretFile("a", "a", tmp_path / "token").is_open_to_all()

    class Mounted(type(tmp_path)):  # type: ignore[misc]
        def stat(self, **more: Any) -> os.stat_result:
            return (tmp_path / "token").stat()

    assert not SecretFile("a", "a", Mounted("/run/secrets/token")).is_open_to_all()


def test_the_demo_knows_which_files_it_must_not_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "/nowhere")
    monkeypatch.setenv("OTHER_FILE", "/nowhere")
    assert files_named() == ["SLACK_BOT_TOKEN_FILE"]
