"""Every command, in whatever state of settings and database: nothing that it says holds a secret, or a word of anybody's."""

import base64
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import click
import pytest
from sqlalchemy import MetaData, update

from bot.__main__ import app
from bot.core.ids import WorkspaceId
from bot.rehearsal.room import Room
from bot.store.opening import engine_of, read_url
from bot.teams.tables import WorkspaceRow
from tests.command_line.typed import typed
from tests.fakes.open_room import open_room
from tests.house.workspaces.rows import fill

MARK = "7hr33blind/mice"
"""Stands in every secret, and nowhere else; a URL spells it otherwise."""
QUOTED = quote(MARK, safe="")
KEY = base64.urlsafe_b64encode(MARK.encode().ljust(32, b"+")).decode()
BOT, APP, SIGNING, CLIENT = f"xoxb-{MARK}-bot", f"xapp-1-{MARK}-app", f"{MARK}-signing", f"{MARK}-client"
BASIC = base64.b64encode(f"1.2:{CLIENT}".encode()).decode()
NEVER = (MARK, QUOTED, KEY, KEY[:20], BASIC, BASIC[:20])
WORDS = "beans"
"""What people have written, in every column of the database that holds a text."""
TEAM = WorkspaceId("T0TEAM")
DEAD = "http://127.0.0.1:1/api/"
Env = dict[str, str | None]
pytestmark = pytest.mark.timeout(method="thread")

ARGUMENTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "migrate": ((), ("--force",)),
    "check": ((),),
    "doctor": ((), ("--json",), ("--mend", "--yes")),
    "health": ((),),
    "key": ((),),
    "reencrypt": ((),),
    "backup": (("copy.db",), ("nowhere/copy.db",)),
    "restore": (("copy.db", "--yes"), ("list.csv", "--yes")),
    "import": (("#guild", "list.csv", "--yes"), ("#guild", "nowhere.csv")),
    "verify": (("list.csv",), ("--id", "0123456789abcdef")),
    "purge": (("--dry-run",), ("--yes",)),
    "workspace list": ((),),
    "workspace export": ((TEAM, "team.zip"), ("T0NOBODY", "other.zip")),
    "workspace import": (("team.zip",), ("list.csv",)),
    "workspace erase": ((TEAM, "--dry-run"), (TEAM, "--yes"), ("T0NOBODY", "--yes")),
}
"""What is typed for each command that ends by itself."""
STAY = {"run", "demo"}
"""They run until they are told to end: `test_no_secret_in_a_meeting.py`."""
TELLS_WORDS = {"import"}
"""It shows the lines of a file before it asks. Its log never does."""


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """Name all that can be typed, as the parser has it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_of_the_parser_is_tried_here() -> None:
    assert sorted(commands(app)) == sorted({*ARGUMENTS, *STAY})


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    with open_room(bot_token=BOT, app_token=APP, signing_secret=SIGNING, client_secret=CLIENT) as room:
        yield room


def single(room: Room, url: str) -> Env:
    return {
        "SLACK_BOT_TOKEN": BOT,
        "SLACK_APP_TOKEN": APP,
        "SLACK_SIGNING_SECRET": SIGNING,
        "CLOCK_CONTROL": f"{MARK}-control",
        "SLACK_API_URL": f"{room.base_url}/api/",
        "DATABASE_URL": url,
        "LOG_LEVEL": "DEBUG",
    }


def many(room: Room, url: str) -> Env:
    oauth = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": CLIENT,
        "TOKEN_KEYS": KEY,
        "PUBLIC_URL": "https://cortado.example.com",
    }
    return single(room, url) | {"SLACK_BOT_TOKEN": None} | oauth


def spoilt(room: Room, url: str) -> Env:
    """Each secret is there, and each is wrong in its way."""
    wrong = {"SLACK_BOT_TOKEN": f"xoxp-{MARK}", "SLACK_APP_TOKEN": f"xapp-{MARK} {MARK}", "TOKEN_KEYS": f"{KEY}, {MARK}"}
    return single(room, url) | wrong | {"DATABASE_URL": f"mysql://cortado:{QUOTED}@127.0.0.1/x"}


def pasted_elsewhere(room: Room, url: str) -> Env:
    """A secret stands in the line of what is none."""
    numbers = dict.fromkeys(("PORT", "METRICS_PORT", "PERSON_PACE", "ADDRESS_PACE", "TRUSTED_PROXIES", "MEETINGS_MONTHS"), BOT)
    texts = {"LOG_LEVEL": BOT, "SLACK_API_URL": BOT, "PUBLIC_URL": BOT, "SEU_PROGRAMMES": f"/{BOT}", "ENDS_WITH_INPUT": BOT}
    return single(room, url) | numbers | texts | {"SEU_WORDS_MONTHS": BOT, "UNINSTALLED_DAYS": BOT, "CLOCK_OFFSET_SECONDS": BOT}


def in_files(room: Room, url: str) -> Env:
    Path("bad").write_bytes(BOT.encode() + b"\xff")
    Path(".env").write_text(f"SLACK_BOT_TOKEN={BOT}\n{MARK}\n", encoding="utf-8")
    return single(room, url) | {"SLACK_BOT_TOKEN": None, "SLACK_BOT_TOKEN_FILE": "bad", "TOKEN_KEYS_FILE": f"/{BOT}"}


def other_database(address: str) -> Callable[[Room, str], Env]:
    return lambda room, url: single(room, address)


STATES: Mapping[str, Callable[[Room, str], Env]] = {
    "all is well": single,
    "OAuth, and a key that opens nothing": many,
    "another key": lambda room, url: many(room, url) | {"TOKEN_KEYS": f"{base64.urlsafe_b64encode(b'-' * 32).decode()},{KEY}"},
    "Slack refuses the tokens": lambda room, url: (
        single(room, url) | {"SLACK_BOT_TOKEN": f"{BOT}-not", "SLACK_APP_TOKEN": f"{APP}-not"}
    ),
    "Slack is away": lambda room, url: single(room, url) | {"SLACK_API_URL": DEAD},
    "OAuth, and Slack is away": lambda room, url: many(room, url) | {"SLACK_API_URL": DEAD},
    "the database is down": other_database(f"postgresql://cortado:{QUOTED}@127.0.0.1:1/cortado"),
    "OAuth, and the database is down": lambda room, url: many(room, f"postgresql://cortado:{QUOTED}@127.0.0.1:1/cortado"),
    "no such role": other_database(f"postgresql://not_there:{QUOTED}@127.0.0.1:5432/postgres"),
    "a password that is not quoted": other_database(f"postgresql://cortado:p@ss:{MARK}@127.0.0.1:5432/cortado"),
    "a port that is none": other_database(f"postgresql://cortado:{QUOTED}@127.0.0.1:port/cortado"),
    "a password as an option": other_database(f"postgresql://127.0.0.1:1/cortado?password={QUOTED}"),
    "an option that is none": other_database(f"postgresql://127.0.0.1:1/cortado?passwort={QUOTED}"),
    "spoilt": spoilt,
    "pasted elsewhere": pasted_elsewhere,
    "files that cannot be read": in_files,
}


@pytest.fixture
def filled(alone: None, sqlite_url: str, schema: MetaData) -> str:
    """A database with rows in every table, and files beside it."""
    fill(sqlite_url, TEAM, schema, rows=2)
    engine = engine_of(read_url(sqlite_url))
    with engine.begin() as connection:
        connection.execute(update(WorkspaceRow).values(name="Acme"))  # commands name a workspace
    engine.dispose()
    Path("list.csv").write_text(f"title;why\nSave {WORDS};{WORDS}\n", encoding="utf-8")
    return sqlite_url


def secrets_in(said: str) -> list[str]:
    """Find the lines that hold a secret."""
    return [line for line in said.splitlines() if any(secret in line for secret in NEVER)]


def said_by(capfd: pytest.CaptureFixture[str], env: Env, *words: str) -> tuple[str, str]:
    """Run a command; return what it has written on its output, and all else that it or what it started has written."""
    done = typed(*words, **env)
    assert done.exception is None or isinstance(done.exception, SystemExit), (words, type(done.exception))
    beside = capfd.readouterr()
    return done.stdout, done.stderr + beside.out + beside.err


@pytest.mark.parametrize("name", ARGUMENTS)
def test_no_command_tells_a_secret(name: str, room: Room, filled: str, capfd: pytest.CaptureFixture[str]) -> None:
    for state, env_of in STATES.items():
        for arguments in ARGUMENTS[name]:
            out, err = said_by(capfd, env_of(room, filled), *name.split(), *arguments)
            assert secrets_in(out + err) == [], (state, arguments)
            assert WORDS not in err, (state, arguments)
            assert name in TELLS_WORDS or WORDS not in out, (state, arguments)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_no_command_tells_the_password_of_a_server(
    name: str, room: Room, filled: str, postgres_url: str, schema: MetaData, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(postgres_url, TEAM, schema, rows=2)
    url = read_url(postgres_url)
    url = url if url.password else url.set(password=MARK)
    for arguments in ARGUMENTS[name]:
        out, err = said_by(capfd, single(room, url.render_as_string(hide_password=False)), *name.split(), *arguments)
        assert secrets_in(out + err) == [], (name, arguments)
        assert WORDS not in err, (name, arguments)


def test_slack_is_asked_about_screens_without_telling_the_token(
    room: Room, filled: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for state in ("OAuth, and a key that opens nothing", "OAuth, and the database is down", "pasted elsewhere"):
        out, err = said_by(capfd, STATES[state](room, filled), "check", "--screens")
        assert secrets_in(out + err) == []


def test_a_secret_would_be_found() -> None:
    """What is looked for is what is set."""
    assert secrets_in(f"a\nb {BOT} c\n{KEY}\n{QUOTED}") == [f"b {BOT} c", KEY, QUOTED]


CANNOT_BEGIN = (
    "Slack refuses the tokens",
    "no such role",
    "a password that is not quoted",
    "a port that is none",
    "an option that is none",
    "spoilt",
    "pasted elsewhere",
    "files that cannot be read",
)


@pytest.mark.parametrize("state", CANNOT_BEGIN)
def test_a_run_that_cannot_begin_tells_no_secret(state: str, room: Room, filled: str, capfd: pytest.CaptureFixture[str]) -> None:
    out, err = said_by(capfd, STATES[state](room, filled), "run")
    assert err
    assert secrets_in(out + err) == []
    assert WORDS not in out + err
