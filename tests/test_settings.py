"""What the environment may say, and what is told when it says something else."""

import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.house.oauth.many_workspaces import OAuthOptions
from bot.house.options import Options
from bot.settings import BadSettings, Settings, load

NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_has_to_be_set() -> None:
    settings = load()
    assert (settings.database_url, settings.slack_api_url) == ("sqlite:///cortado.db", "https://slack.com/api/")
    assert (settings.host, settings.port, settings.log_level) == ("127.0.0.1", 3000, "INFO")
    assert settings.slack_bot_token is None
    assert settings.clock_control is None


def test_a_line_of_the_file_counts_and_the_environment_goes_before_it(
    empty_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_environment / ".env").write_text("PORT=4000\nLOG_LEVEL=debug\nUNKNOWN=1\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "5000")
    settings = load()
    assert (settings.port, settings.log_level) == (5000, "DEBUG")


def test_the_example_file_means_the_defaults(empty_environment: Path) -> None:
    example = Path(__file__).parents[1] / ".env.example"
    (empty_environment / ".env").write_text(example.read_text(encoding="utf-8"), encoding="utf-8")
    assert load() == Settings(_env_file=None)  # type: ignore[call-arg]


def test_the_example_file_shows_every_variable_but_the_rehearsal_rooms_own() -> None:
    example = (Path(__file__).parents[1] / ".env.example").read_text(encoding="utf-8")
    shown = {name.lower() for name in re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE)}
    assert set(Settings.model_fields) - shown == {"clock_control", "clock_offset_seconds", "ends_with_input"}


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://x:hunter2@db/x", "DATABASE_URL begins with sqlite:/// or postgresql://"),
        ("SLACK_BOT_TOKEN", "xoxp-hunter2", "SLACK_BOT_TOKEN is no bot token: it should begin with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-hunter2", "SLACK_APP_TOKEN is no app-level token: it should begin with xapp-"),
        ("SLACK_API_URL", "https://slack.com/hunter2", "SLACK_API_URL is a URL that ends in /api/"),
        ("PORT", "hunter2", "PORT is a whole number from 0 to 65535."),
        ("PORT", "70000", "PORT is a whole number from 0 to 65535."),
        ("METRICS_PORT", "hunter2", "METRICS_PORT is a whole number from 1 to 65535."),
        ("METRICS_PORT", "0", "METRICS_PORT is a whole number from 1 to 65535."),
        ("METRICS_PORT", "3000", "METRICS_PORT is the same as PORT"),
        ("SEU_WORDS_MONTHS", "12", "SEU_WORDS_MONTHS is 0 (words are kept) or at least 36 months"),
        ("SEU_PROGRAMMES", "/nowhere/hunter2", "SEU_PROGRAMMES is a folder with files of programmes"),
        ("PERSON_PACE", "-1", "PERSON_PACE is a number from 0 to 10000."),
        ("PERSON_PACE", "nan", "PERSON_PACE is a number from 0 to 10000."),
        ("ADDRESS_PACE", "1,5", "ADDRESS_PACE is a number from 0 to 10000."),
        ("ADDRESS_PACE", "inf", "ADDRESS_PACE is a number from 0 to 10000."),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES is a whole number from 0 to 16."),
        ("TRUSTED_PROXIES", "127.0.0.1", "TRUSTED_PROXIES is a whole number from 0 to 16."),
        ("MEETINGS_MONTHS", "1.5", "MEETINGS_MONTHS is a whole number."),
        ("HOST", "hunter2:3000", "HOST is a name or an address alone, for example 127.0.0.1 or ::1; the port is PORT."),
        ("HOST", "http://hunter2", "HOST is a name or an address alone"),
        ("HOST", "[127.0.0.1]", "HOST is a name or an address alone"),
        ("HOST", "[::1]:3000", "HOST is a name or an address alone"),
        ("SLACK_SIGNING_SECRET", "hunter2 hunter2", "SLACK_SIGNING_SECRET is no signing secret: copy it anew"),
        ("SLACK_SIGNING_SECRET", "xapp-hunter2", "SLACK_SIGNING_SECRET is no signing secret, but a token"),
        ("SLACK_CLIENT_SECRET", "xoxb-hunter2", "SLACK_CLIENT_SECRET is no client secret, but a token"),
        ("SLACK_CLIENT_SECRET", "hunter2\nhunter2", "SLACK_CLIENT_SECRET is no client secret: copy it anew"),
        ("SLACK_CLIENT_ID", "hunter2 1", "SLACK_CLIENT_ID is no client id: copy it anew"),
        ("SEU_PROGRAMMES", "hunter2" * 1_000, "SEU_PROGRAMMES is a folder with files of programmes"),
        ("LOG_LEVEL", "hunter2", "LOG_LEVEL is one of DEBUG, INFO, WARNING, ERROR"),
    ],
)
def test_what_makes_no_sense_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as bad:
        load()
    assert bad.value.lines[0].startswith(sentence)
    assert "hunter2" not in str(bad.value)


def test_what_is_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, " ")
    assert load() == Settings.model_construct(**{name: field.default for name, field in Settings.model_fields.items()})


def test_an_empty_host_opens_no_other_address(monkeypatch: pytest.MonkeyPatch, empty_environment: Path) -> None:
    (empty_environment / ".env").write_text("HOST=\n", encoding="utf-8")
    assert load().host == "127.0.0.1"
    monkeypatch.setenv("HOST", "::1")
    assert load().host == "::1"


def test_blanks_around_a_value_are_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"HOST": " [::1]\t", "PORT": " 4000 ", "DATABASE_URL": " postgresql://a@b/c \n", "PUBLIC_URL": " https://a.example "}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = load()
    assert (settings.host, settings.port, settings.database_url) == ("::1", 4000, "postgresql://a@b/c")
    assert settings.public_url == "https://a.example"


def test_a_file_of_settings_that_is_none_is_not_passed_over(empty_environment: Path) -> None:
    file = empty_environment / ".env"
    file.mkdir()  # so Docker leaves a file that it was to mount and that was not there
    with pytest.raises(BadSettings, match=r"\.env is a folder\. Put a file"):
        load()
    file.rmdir()
    file.symlink_to("nowhere")
    with pytest.raises(BadSettings, match=r"\.env is a link that leads nowhere"):
        load()


def test_a_file_too_large_for_settings_is_refused_before_it_is_read(empty_environment: Path) -> None:
    file = empty_environment / ".env"
    file.write_text("PORT=4000\n" + "#" * (32_768 - 10), "utf-8")
    assert load().port == 4000
    file.write_text("PORT=4000" + " " * 100_000 + "'", "utf-8")
    with pytest.raises(BadSettings, match=r"\.env has 100,010 bytes, and at most 32,768 are read"):
        load()


def test_a_secret_is_never_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hunter2")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "hunter2")
    settings = load()
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_herokus_spelling_of_postgresql_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://a@b/c")
    assert load().database_url == "postgresql://a@b/c"


def test_no_secret_and_no_password_stands_in_what_settings_and_options_say_of_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = "known-to-nobody"
    key = Fernet.generate_key().decode()
    given = {
        "DATABASE_URL": f"postgresql://cortado:{mark}@db/cortado",
        "SLACK_BOT_TOKEN": f"xoxb-{mark}",
        "SLACK_APP_TOKEN": f"xapp-{mark}",
        "TOKEN_KEYS": key,
    } | dict.fromkeys(("SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET", "CLOCK_CONTROL"), mark)
    secrets = {name.upper() for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert secrets == given.keys() - {"DATABASE_URL"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = load()
    oauth = OAuthOptions("1.2", mark, (key,))
    options = Options(settings.database_url, f"xoxb-{mark}", f"xapp-{mark}", mark, clock_control=mark, oauth=oauth)
    said = f"{settings!r} {settings} {options!r} {options}"
    assert mark not in said
    assert key not in said
