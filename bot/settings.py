"""The environment and `.env`, typed; nothing but the command line reads them."""

import os
import re
from base64 import urlsafe_b64decode
from difflib import get_close_matches
from ipaddress import IPv6Address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.secret_files import BadFiles, Files, MayBeAFile, SecretFile, credentials, named_in, of_files

_CENTURY = 100 * 365.25 * 86_400
_WORD = re.compile(r"[!-~]+")
_LEAST_MONTHS = 36
_LEAST_MEETINGS_MONTHS = 6
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_OF_COMPOSE = ("compose_", "docker_", "cortado_image")
"""So begin the names that compose reads from the same file."""
_HOST = re.compile(r"[^\s/:\[\]]+")
_OF_NUMBERS = ("int_", "float_", "greater_", "less_", "finite_")
"""So begin pydantic's names of what is wrong with a number."""


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")):
        raise ValueError("begins with sqlite:/// or postgresql://, for example sqlite:///cortado.db")
    return url.replace("postgres://", "postgresql://", 1)


def _base_url(url: str) -> str:
    if not url.startswith(("https://", "http://")) or not url.endswith("/api/") or not _has_host(url):
        raise ValueError("is a URL that ends in /api/, for example https://slack.com/api/")
    return url


def _address(url: str) -> str:
    if url and (not url.startswith(("https://", "http://")) or not _has_host(url) or set(url) & {"?", "#", " "}):
        raise ValueError("is the address at which the bot is reached from outside, for example https://cortado.example.com")
    return url.rstrip("/")


def _host(host: str) -> str:
    """Take a name or an address; one of IPv6 may stand in the brackets that it has in a URL."""
    bare = host.removeprefix("[").removesuffix("]") if host.count("[") == host.count("]") == 1 else host
    try:
        good = IPv6Address(bare) is not None
    except ValueError:
        good = bare == host and _HOST.fullmatch(host) is not None
    if not good:
        raise ValueError("is a name or an address alone, for example 127.0.0.1 or ::1; the port is PORT")
    return bare


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _folder(path: Path) -> Path:
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):  # a name that is longer than any, or holds a NUL
        is_folder = False
    if not is_folder:
        raise ValueError("is a folder with files of programmes, for example /etc/cortado/programmes")
    return path


def _months(months: int) -> int:
    if months != 0 and not _LEAST_MONTHS <= months <= 1_200:
        raise ValueError(f"is 0 (words are kept) or at least {_LEAST_MONTHS} months: so long a cycle of renewal may take")
    return months


def _meetings_months(months: int) -> int:
    if months != 0 and not _LEAST_MEETINGS_MONTHS <= months <= 1_200:
        raise ValueError(f"is 0 (meetings are kept) or at least {_LEAST_MEETINGS_MONTHS} months")
    return months


def _level(level: str) -> str:
    if level.upper() not in _LEVELS:
        raise ValueError(f"is one of {', '.join(_LEVELS)}")
    return level.upper()


def _keys(secret: SecretStr | None) -> SecretStr | None:
    for key in keys_in(secret):
        try:
            whole = len(urlsafe_b64decode(key.encode("ascii"))) == 32
        except (ValueError, UnicodeEncodeError):
            whole = False
        if not whole:
            raise ValueError("holds something that is no key: `python -m bot key` makes one; several stand apart by commas")
    return secret


def keys_in(secret: SecretStr | None) -> tuple[str, ...]:
    """Return the keys of TOKEN_KEYS: the first encrypts, all decrypt."""
    return () if secret is None else tuple(re.findall(r"[^\s,]+", secret.get_secret_value()))


def _begins(prefix: str, name: str) -> AfterValidator:
    def check(secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not secret.get_secret_value().startswith(prefix):
            raise ValueError(f"is no {name}: it should begin with {prefix}")
        return secret

    return AfterValidator(check)


def _word(name: str) -> AfterValidator:
    """Refuse what was not copied as Slack shows it: HTTP takes no other characters, and Slack would take nobody's word."""

    def check(given: Any) -> Any:
        said = given.get_secret_value() if isinstance(given, SecretStr) else given
        if said and not _WORD.fullmatch(said):
            raise ValueError(f"is no {name}: copy it anew, without spaces and line breaks")
        return given

    return AfterValidator(check)


def _no_token(name: str) -> AfterValidator:
    """Refuse a token in the place of another secret, which Slack shows on another page."""

    def check(secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and secret.get_secret_value().startswith(("xoxb-", "xoxp-", "xoxe", "xapp-")):
            raise ValueError(f"is no {name}, but a token: copy the {name} from Basic Information, App Credentials")
        return secret

    return AfterValidator(check)


def _trimmed(value: Any) -> Any:
    """Read an empty line of `.env`, or a token whose value was never filled in, as none."""
    text = value.strip() if isinstance(value, str) else value
    return None if text in ("", "xoxb-", "xapp-") else text


def _or_none(value: Any) -> Any:
    """Read an empty line of `.env` as the empty text."""
    return _trimmed(value) or ""


_Secret = Annotated[SecretStr | None, BeforeValidator(_trimmed)]


class Settings(BaseSettings):
    """Everything that can be set. Names are those of the environment; a secret may stand in a file (`NAME_FILE`) or a credential.

    The environment goes before a credential of systemd, and that before `.env`.
    """

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8-sig", extra="ignore", hide_input_in_errors=True)

    database_url: Annotated[str, AfterValidator(_database), MayBeAFile, Field(repr=False)] = "sqlite:///cortado.db"
    slack_bot_token: Annotated[_Secret, _begins("xoxb-", "bot token"), _word("bot token")] = None
    slack_app_token: Annotated[_Secret, _begins("xapp-", "app-level token"), _word("app-level token")] = None
    slack_signing_secret: Annotated[_Secret, _no_token("signing secret"), _word("signing secret")] = None
    slack_client_id: Annotated[str, BeforeValidator(_or_none), _word("client id")] = ""
    """The app as OAuth knows it: with it many workspaces install the app by themselves, and SLACK_BOT_TOKEN stays empty."""
    slack_client_secret: Annotated[_Secret, _no_token("client secret"), _word("client secret")] = None
    token_keys: Annotated[_Secret, AfterValidator(_keys)] = None
    """One or several keys that the tokens of many workspaces are encrypted with: the first encrypts, all decrypt."""
    slack_api_url: Annotated[str, AfterValidator(_base_url)] = "https://slack.com/api/"
    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 3000
    metrics_port: Annotated[Annotated[int, Field(ge=1, le=65_535)] | None, BeforeValidator(_trimmed)] = None
    """Where `/metrics` is shown, apart from what Slack reaches; beside it where none is set."""
    public_url: Annotated[str, BeforeValidator(_or_none), AfterValidator(_address)] = ""
    """Where browsers and people's calendar apps reach this bot from outside; without one there are no calendars."""
    seu_programmes: Annotated[Annotated[Path, AfterValidator(_folder)] | None, BeforeValidator(_trimmed)] = None
    """The folder of an admin's own programmes, which add to those that come with the bot, or take their place."""
    seu_words_months: Annotated[int, AfterValidator(_months)] = 0
    """After so many months the words of a ledger's entries are forgotten, its minutes never; 0: never."""
    meetings_months: Annotated[int, AfterValidator(_meetings_months)] = 0
    """After so many months a closed meeting is forgotten with its topics, dots and takeaways, ledgers never; 0: never."""
    uninstalled_days: Annotated[int, Field(ge=0, le=3_650)] = 30
    """So many days all is kept of a workspace that has removed the app, then nothing; 0: until somebody erases it."""
    person_pace: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)] = 10.0
    """So many clicks a second one person may keep up, six seconds' worth at once; 0: nobody is held to anything."""
    address_pace: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)] = 2.0
    """So many pages (installations, calendars) a second one address may keep up, half a minute's worth at once; 0: any number."""
    trusted_proxies: Annotated[int, Field(ge=0, le=16)] = 0
    """How many proxies every request comes through: the first of them says in X-Forwarded-For which address asks; 0: none is believed."""
    log_level: Annotated[str, AfterValidator(_level)] = "INFO"
    clock_control: _Secret = None
    """Opens `/control/clock` to whoever knows it; for the rehearsal room only."""
    clock_offset_seconds: Annotated[float, Field(ge=-_CENTURY, le=_CENTURY, allow_inf_nan=False)] = 0.0
    """How far business time is ahead of real time at the start; for the rehearsal room only."""
    ends_with_input: bool = False
    """Ends when its standard input does, which whoever started it holds open; for the rehearsal room only."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Say what goes before what; a file goes before its own variable, which is empty then."""
        in_environment, in_credentials, in_env_file = _files(settings_cls, env_settings, dotenv_settings)
        return (
            init_settings,
            Files(settings_cls, in_environment),
            env_settings,
            Files(settings_cls, in_credentials),
            Files(settings_cls, in_env_file),
            dotenv_settings,
        )

    @model_validator(mode="before")
    @classmethod
    def _not_empty(cls, given: Any) -> Any:
        """Read what is empty as not set: an empty HOST would mean every address of the machine. Blanks around a value are none of it."""
        if not isinstance(given, dict):  # one field is looked at alone
            return given
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
        return {name: value for name, value in trimmed.items() if value != ""}

    @field_validator("metrics_port")
    @classmethod
    def _apart(cls, port: int | None, others: ValidationInfo) -> int | None:
        if port is not None and port == others.data.get("port"):
            raise ValueError("is the same as PORT; choose another, or leave it out")
        return port


def whom_it_serves(settings: Settings) -> list[str]:
    """Say what is missing, or too much, to know which workspaces the bot works for: the one of a token, or all that install it."""
    if not settings.slack_client_id:
        return [] if settings.slack_bot_token else ["SLACK_BOT_TOKEN is not set."]
    if settings.slack_bot_token:
        return [
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: a token serves its workspace, OAuth serves all. Leave one empty."
        ]
    needed = {
        "SLACK_CLIENT_SECRET": settings.slack_client_secret,
        "TOKEN_KEYS": keys_in(settings.token_keys),
        "PUBLIC_URL": settings.public_url,
    }
    return [f"SLACK_CLIENT_ID is set, and {name} is not." for name, value in needed.items() if not value]


class BadSettings(Exception):
    """The environment does not make sense; each line names a variable and what is wrong with it, never its value."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _files(
    settings: type[BaseSettings], env: PydanticBaseSettingsSource, dotenv: PydanticBaseSettingsSource
) -> tuple[list[SecretFile], list[SecretFile], list[SecretFile]]:
    """Find the files of secrets: those of the environment, the credentials, those of `.env`."""
    names = of_files(settings)

    def named(source: PydanticBaseSettingsSource) -> list[SecretFile]:
        return list(named_in(source.env_vars, names, _says)) if isinstance(source, EnvSettingsSource) else []

    return named(env), list(credentials(names)), named(dotenv)


def _says(value: str | None) -> bool:
    return _trimmed(value) is not None


def load(**given: Any) -> Settings:
    """Read the environment and `.env`; `given` goes before both. Raise BadSettings."""
    _read_file(Path(".env"))
    try:
        return Settings(**given)
    except BadFiles as bad:
        raise BadSettings(bad.lines) from None
    except ValidationError as fault:
        raise BadSettings([_sentence(error) for error in fault.errors(include_input=False)]) from None


def fault_of(name: str, value: str) -> str | None:
    """Say what is wrong with the value of one setting, or that it is empty; None where nothing is."""
    if not _says(value):
        return f"{name.upper()} is empty."
    try:
        Settings.__pydantic_validator__.validate_assignment(Settings.model_construct(), name, value)
    except ValidationError as fault:
        return _sentence(fault.errors(include_input=False)[0])
    return None


def files_named() -> list[str]:
    """Name the variables of the environment that name files of secrets."""
    may = {f"{name}_file" for name in of_files(Settings)}
    return [name for name in os.environ if name.lower() in may]


def unknown() -> list[tuple[str, str | None]]:
    """Name what stands in `.env` and is no setting, each with the setting whose name is nearest, if any is near."""
    known = [*Settings.model_fields, *(f"{name}_file" for name in of_files(Settings))]
    told = [name for name in DotEnvSettingsSource(Settings).env_vars if name not in known and not name.startswith(_OF_COMPOSE)]
    return [(name.upper(), next((near.upper() for near in get_close_matches(name, known, 1, 0.8)), None)) for name in told]


def open_to_all() -> list[str]:
    """Name the files of secrets that every user of this machine can read, `.env` among them where a secret stands in it."""
    env, dotenv = EnvSettingsSource(Settings), DotEnvSettingsSource(Settings)
    found = [file for place in _files(Settings, env, dotenv) for file in place if file.is_open_to_all()]
    own = SecretFile("", ".env", Path(".env"))
    holds = any(_holds_secret(name, dotenv.env_vars.get(name)) for name in of_files(Settings))
    return [file.called for file in ([own] if holds and own.is_open_to_all() else []) + found]


def _holds_secret(name: str, value: str | None) -> bool:
    """Tell whether a line holds a secret; the address of a database does where it names a user."""
    return _says(value) and (name != "database_url" or "@" in str(value))


_MOST_OF_A_FILE = 32_768
"""Bytes; the library that reads it takes seconds for a long run of blanks."""


def _read_file(path: Path) -> None:
    """Look whether each line of `.env` can be read: the library passes over what cannot, and what it says is not set then."""
    if path.is_dir() or (path.is_symlink() and not path.exists()):
        what = "a folder" if path.is_dir() else "a link that leads nowhere"
        raise BadSettings([f"{path} is {what}. Put a file with lines of NAME=value in its place, or take it away."])
    if not path.is_file():
        return
    try:
        if (size := path.stat().st_size) > _MOST_OF_A_FILE:
            most = f"at most {_MOST_OF_A_FILE:,} are read"
            raise BadSettings([f"{path} has {size:,} bytes, and {most}. Keep only lines of NAME=value in it."])
        with path.open(encoding="utf-8-sig") as file:
            lines = list(parse_stream(file))
    except UnicodeError:
        raise BadSettings([f"{path} is no UTF-8 text. Save it again as UTF-8."]) from None
    except OSError as fault:
        raise BadSettings([f"{path} cannot be read ({fault.strerror}). Give this user the right to read it."]) from None
    wrong = [line.original.line for line in lines if line.error or (line.key is not None and line.value is None)]
    if wrong:
        raise BadSettings(
            [f"{path} line {number} is not NAME=value. Mend it, or begin it with # to leave it out." for number in wrong]
        )


def _sentence(error: Any) -> str:
    name = str(error["loc"][0]).upper()
    if error["type"] == "value_error":
        return f"{name} {error['ctx']['error']}."
    if error["type"].startswith(_OF_NUMBERS):
        return f"{name} is {_number(error['loc'][0])}."
    return f"{name}: {error['msg'][0].lower()}{error['msg'][1:]}."


def _number(field: str) -> str:
    """Say which numbers a setting takes."""
    said = Settings.model_json_schema()["properties"][field]
    said = said.get("anyOf", [said])[0]
    bounds = f" from {said['minimum']:g} to {said['maximum']:g}" if {"minimum", "maximum"} <= said.keys() else ""
    return f"a {'whole ' if said['type'] == 'integer' else ''}number{bounds}"
