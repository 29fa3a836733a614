"""Every parser of what comes from outside: how it is called, and what it may refuse with."""

import json
import os
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from slack_sdk.errors import SlackApiError
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot import settings
from bot.action_items.rules import digests
from bot.action_items.rules import typed as promises
from bot.core import csv_rows, span, written_days
from bot.core.clock import MovableClock, RealClock
from bot.core.ids import ChannelId, CountedIds, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules import searching, stats
from bot.features.lean_coffee.views import wishes
from bot.features.lean_coffee.views.windows import typed as windows
from bot.features.refinement.rules import importing as items
from bot.features.refinement.rules import settings as of_team
from bot.features.refinement.rules.forecast import question
from bot.features.refinement.views import estimate_typed, session_start
from bot.features.seu.programmes import reading as programmes
from bot.features.seu.rules import (
    claim_links,
    credential_sentence,
    entry_lines,
    library,
    library_import,
    log_sentence,
    periods,
    portable_reading,
    verifying,
)
from bot.features.seu.rules import searching as sought
from bot.features.seu.rules.portable import FORMAT as PORTABLE_FORMAT
from bot.features.seu.rules.verifying import MARK
from bot.features.sprint.rules import typed as sprints
from bot.house import addresses
from bot.house.calendars import calendar_routes
from bot.house.checks import check_manifest
from bot.house.control import control_routes
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.oauth.install_pages import install_routes
from bot.installations.grants import OddGrant, read_grant, read_refreshed
from bot.installations.rules import Verdict
from bot.installations.slack_oauth import App
from bot.meetings.views import typed as meetings
from bot.rehearsal.app import build_room
from bot.rehearsal.routes import asgi_of
from bot.schedule.grammar import sentences
from bot.slack import client as slack_client
from bot.slack import decode, genuine
from bot.slack.errors import error_of, in_log, pause_of
from bot.store.archive.cells import columns_of
from bot.store.archive.manifest import FORMAT, VERSION, BadArchive, read_manifest
from bot.store.archive.reading import opened
from bot.store.schema import whole_schema
from bot.teams import reading, typed_days
from tests.fuzz.inputs import Make, octets, one_of, texts, together, trees
from tests.fuzz.surroundings import LOOP, asked, form_of, slack_door, wire
from tests.slack import payloads
from tests.slack.stand_ins import NOW

TODAY, AT, ZONE = date(2026, 11, 28), datetime(2026, 11, 28, 10, tzinfo=UTC), "Europe/Madrid"
LINE, COMMAND, BODY = 3_000, 12_000, 1_048_576
"""Characters of a field of a form; of a slash command, by the bound of its body; bytes of a body."""
FILE, OWN_FILE = 2_000_000, 100_000
"""Characters of a file that people bring; of one that whoever runs the bot puts there, who waits for nobody but themselves."""
ANA, TEAM = PersonId("U0ANA"), WorkspaceId("T1")
Take = Callable[[Any], object]


@dataclass(frozen=True)
class Parser:
    """One parser: `of` says what it reads, `modules` where that is done, `refuses` what may come out of it in place of an answer."""

    name: str
    inputs: Make
    take: Take
    refuses: tuple[type[Exception], ...] = (Refusal,)
    modules: tuple[str, ...] = ()


def typed(name: str, take: Callable[[str], object], seeds: Sequence[str], *modules: str, most: int = COMMAND) -> Parser:
    """Describe a parser of what people type, which refuses with Refusals alone."""
    return Parser(name, texts(seeds, most), take, (Refusal,), modules)


def _sentence(text: str) -> object:
    return sentences.read_sentence(text, at=AT, zone=ZONE)


def _start(options: Any) -> Take:
    def take(text: str) -> object:
        parts = meetings.parted(options, text)
        with suppress(Refusal):
            meetings.read_series(options, text)
        return meetings.read_start(options, parts)

    return take


@cache
def _programmes() -> Any:
    return programmes.load()


@cache
def _scrum_alliance() -> Any:
    return _programmes().by_key["scrum_alliance"]


WHEN = (
    "every second thursday at 10:00 for 45m in Europe/Madrid until 2027-06-01 except 24 dec",
    "on the last working day of each month at half past nine am, 5 times",
    "tomorrow 10-11:30 https://example.com/x",
    "in 20 minutes",
    "each monday and wednesday 14h, from 1 march 2027",
)
MEETINGS = (
    '"Platform guild" box 8/4/2 for 1h30 collect 10m vote 5m dots 3',
    "Checkout flow box 10 for 1h minutes kept cohost @ben",
    "pitch 20s votes named takeaways asked every tuesday at 10 hosts <@U0ANA|ana> <@U0BEN>",
)
ENTRIES = 'Activity type;Description;Date;Hours;Minutes;Link;Logged on\nC;Agile Tour;2026-11-20;6;30;https://tour.example;2026-11-21\nEvents;"a\nb";20.11.2026;1,5;;x;\n'
PORTABLE = {
    "format": PORTABLE_FORMAT,
    "version": 1,
    "person": {"name": "Ana"},
    "entries": [
        {
            "id": "e1",
            "day": "2026-11-20",
            "minutes": 60,
            "category": "events",
            "source": "self",
            "at": "2026-11-20T10:00:00+00:00",
            "what": "x",
        }
    ],
    "credentials": [{"id": "c1", "programme": "scrum_alliance", "name": "CSPO", "issued": "2026-01-01", "removed": True}],
    "renewals": [{"credential": "c1", "day": "2026-01-01", "before": "2026-01-01", "after": "2028-01-01"}],
    "steps": [{"credential": "c1", "step": "fee", "day": "2026-01-01"}],
    "allocations": [{"entry": "e1", "credential": "c1", "minutes": 30}],
    "claims": [{"entry": "e1", "programme": "scrum_alliance", "at": "2026-01-01T00:00:00+00:00"}],
}


def _of_text() -> list[Parser]:
    return [
        typed("schedules' sentences", _sentence, WHEN, "bot.schedule.grammar.sentences"),
        typed("a typed Lean Coffee", _start(wishes.OPTIONS), MEETINGS, "bot.meetings.views.typed"),
        typed("a typed refinement", _start(session_start.OPTIONS), MEETINGS, "bot.features.refinement.views.session_start"),
        typed(
            "windows of an asynchronous meeting", windows.read_async, ('24h dots 3 "Guild"', "a week and 2 days", "1 day 12 h")
        ),
        typed("the length of a window", windows.read_window, ("24h", "2 days", "1,5 days 3 h")),
        typed(
            "an estimate that is asked for",
            lambda text: estimate_typed.read_asked(text, at=AT, zone=ZONE),
            ("Save a card by friday 12:00",),
        ),
        typed(
            "days",
            lambda text: typed_days.read_days(text, TODAY),
            ("24 dec to 2 jan", "2026-12-01 - 2026-12-05", "3 days", "next week"),
            most=LINE,
        ),
        typed(
            "several free days",
            lambda text: typed_days.read_free_days(text, TODAY, "days"),
            ("24 dec, 1-3 jan\n2027-05-01",),
            most=LINE,
        ),
        typed("a length", span.read_span, ("1h30", "5m", "90s", "1,5 h"), "bot.core.span"),
        typed(
            "a day in a file",
            written_days.read_day,
            ("2026-12-01", "1.12.2026", "1/Dec/26 9:10 AM", "13/12/2026"),
            "bot.core.written_days",
        ),
        typed(
            "Sprints", lambda text: sprints.read_sprints(text, TODAY), ("sprint 12 from monday for 2 weeks", "3 weeks 2026-12-01")
        ),
        typed(
            "a question of a forecast",
            lambda text: question.read_question(text, TODAY),
            ("12-20 items, last 8 weeks", "by 1 march growth 20%"),
        ),
        typed(
            "what was learned",
            lambda text: log_sentence.read_sentence(text, TODAY),
            ('1h30 read "Forecasting" on 12 nov https://x.example',),
        ),
        typed(
            "a credential",
            lambda text: credential_sentence.read_sentence(text, _programmes(), TODAY),
            ("CSPO 14 march 2026", "A-CSM until 2027-01-01"),
        ),
        typed("a period", lambda text: periods.read_period(text, TODAY), ("last quarter", "2026-01 to 2026-03", "nov 2026")),
        typed("a promise", lambda text: promises.read_typed(text, TODAY), ("<@U0BEN|ben> writes the rule by friday",)),
        typed(
            "a digest",
            lambda text: digests.read_digest(text, channel=ChannelId("C1"), person=ANA, zone=ZONE, at=AT),
            ("friday 14:00",),
        ),
        typed("a search of topics", searching.words_of, ("deploy pipeline", '"a b" c')),
        typed("a search of entries", sought.read_sought, ("tour 2026", "ÀÉ")),
        typed("statistics that are asked for", stats.read_asked, ("20", 'quarter "Platform guild"')),
        typed("cards", of_team.read_cards, ("1, 2, 3, 5, 8, ?", "S M L"), most=LINE),
        typed("a number of a setting", lambda text: of_team.read_number("wip", text, 1, 99), ("3", "٣"), most=LINE),
        typed("a timebox", lambda text: of_team.read_timebox(text, timedelta(minutes=5)), ("10m", "1h"), most=LINE),
        typed(
            "a claim link",
            claim_links.read_claim_link,
            ("https://x.example/claim?c=1", "http://[::1"),
            "bot.features.seu.rules.claim_links",
            most=LINE,
        ),
        typed("a link of the library", library.read_link, ("https://x.example/a",), most=LINE),
    ]


def _of_files() -> list[Parser]:
    return [
        typed(
            "entries as a CSV",
            lambda text: entry_lines.read_lines(text, _scrum_alliance(), TODAY),
            (ENTRIES,),
            "bot.features.seu.rules.entry_lines",
            "bot.core.csv_rows",
            most=FILE,
        ),
        typed(
            "a library as a CSV",
            lambda text: library_import.read_lines(text, "en"),
            (f"{library_import.header()}\nRead;A book;https://x;1h;en\n",),
            most=FILE,
        ),
        typed(
            "items as a list",
            lambda text: items.read_table(text, TODAY),
            ("One\n- Two #12\n3. Three", "Title,Key,State,Started,Done\nOne,A-1,done,2026-11-01,2026-11-20\n"),
            most=FILE,
        ),
        Parser("the bytes of a file", octets([b"\xef\xbb\xbfa;b\n", b"\xff\xfea\0"], FILE), csv_rows.decoded),
        typed(
            "a ledger as JSON",
            lambda text: portable_reading.read_portable(text, ANA, AT),
            (json.dumps(PORTABLE),),
            "bot.features.seu.rules.portable_reading",
            "bot.features.seu.rules.portable_times",
            most=FILE,
        ),
        Parser(
            "a ledger of odd values", trees([PORTABLE]), lambda tree: portable_reading.read_portable(json.dumps(tree), ANA, AT)
        ),
        Parser(
            "a programme as YAML",
            texts(
                [path.read_text("utf-8") for path in sorted(programmes.BUILT_IN.glob("*.yaml"))[:3]]
                + ["a: &a [*b]\nb: &b [x, x]\n"],
                OWN_FILE,
            ),
            lambda text: programmes.read_programme.__wrapped__(text, "x.yaml"),
            (programmes.BadProgrammes,),
            ("bot.features.seu.programmes.reading",),
        ),
        Parser(
            "a statement",
            octets([_statement(), b"%PDF-1.7\nstream\nx\nendstream"], FILE),
            lambda content: (verifying.named_in(content), verifying.digest_of(content)),
            (),
            ("bot.features.seu.rules.verifying",),
        ),
        Parser(
            "the manifest of an archive",
            octets([_manifest({})], FILE),
            read_manifest,
            (BadArchive,),
            ("bot.store.archive.manifest",),
        ),
        Parser(
            "a workspace as an archive", octets([_archive()], FILE), _read_archive, (BadArchive,), ("bot.store.archive.reading",)
        ),
        Parser("an archive of odd rows", trees([[["C1", "guild"]]]), _read_rows, (BadArchive,)),
        Parser(
            "`.env`",
            octets([b"SLACK_BOT_TOKEN=xoxb-1\nPORT=3000\n# x\nHOST='a'\n"], OWN_FILE),
            _env,
            (settings.BadSettings,),
            ("bot.settings",),
        ),
        Parser(
            "a setting",
            together(
                one_of(sorted(settings.Settings.model_fields)),
                texts(("xoxb-1", "3000", "sqlite:///x", "https://slack.com/api/", "https://[", "1e9", "A" * 43 + "="), LINE),
            ),
            lambda given: settings.fault_of(*given),
            (),
        ),
        Parser(
            "a manifest of the app",
            texts(["features:\n  slash_commands:\n    - command: /coffee\n"], OWN_FILE),
            _app_manifest,
            (),
            ("bot.house.checks",),
        ),
    ]


def _statement() -> bytes:
    return b"%PDF-1.7\n" + MARK.encode() + b"0123456789abcdef\nstream\r\n" + zlib.compress(b"x" * 1_000) + b"\nendstream\n"


def _manifest(more: Mapping[str, Any]) -> bytes:
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "revision": "0001",
        "workspace": "T1",
        "made": "2026-11-28T10:00:00+00:00",
        "by": "0.1.0",
        "tables": [],
    }
    return json.dumps(told | dict(more)).encode()


def _archive(rows: bytes = b'["C1"]\n') -> bytes:
    table = whole_schema().tables["teams_channel"]
    told = {"name": table.name, "columns": [*columns_of(table)], "rows": rows.count(b"\n"), "sha256": sha256(rows).hexdigest()}
    with tempfile.TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            archive.writestr("manifest.json", _manifest({"tables": [told]}))
            archive.writestr("tables/teams_channel.jsonl", rows)
        file.seek(0)
        return file.read()


def _read_archive(content: bytes) -> int:
    path = Path(tempfile.gettempdir()) / f"fuzzed-{os.getpid()}.zip"
    path.write_bytes(content)
    try:
        with opened(path) as archive:
            return sum(1 for table in whole_schema().sorted_tables for _ in archive.rows(table))
    finally:
        path.unlink()


def _read_rows(rows: Any) -> int:
    lines = rows if isinstance(rows, list) else [rows]
    return _read_archive(_archive(b"".join(json.dumps(line).encode() + b"\n" for line in lines)))


def _env(content: bytes) -> None:
    path = Path(tempfile.gettempdir()) / f"fuzzed-{os.getpid()}.env"
    path.write_bytes(content)
    try:
        settings._read_file(path)
    finally:
        path.unlink()


def _app_manifest(text: str) -> object:
    path = Path(tempfile.gettempdir()) / f"fuzzed-{os.getpid()}.yaml"
    path.write_text(text, "utf-8", "replace")
    try:
        return check_manifest(ROOMS_AND_FEATURES, path)
    finally:
        path.unlink()


REQUESTS = (
    payloads.command(),
    payloads.click(),
    payloads.form(),
    payloads.closed(),
    payloads.shortcut(),
    payloads.event(),
    payloads.event("app_uninstalled"),
    payloads.event("tokens_revoked", tokens={"bot": ["U_BOT"]}),
    payloads.event("user_change", user={"id": "U1", "profile": {"status_text": "x", "status_expiration": 1}}),
    payloads.event("channel_id_changed", old_channel_id="C1", new_channel_id="C2"),
    payloads.event("team_access_granted", team_ids=["T1"]),
    payloads.event(
        "message_metadata_posted",
        metadata={"event_type": "cortado_message", "event_payload": {"id": "m1", "revision": 3}},
        app_id="A1",
        bot_id="B1",
        channel_id="C1",
        message_ts="1795303000.000100",
        team_id="T1",
        user_id="U_BOT",
    ),
)
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_STATUSES = {200, 400, 401, 404, 408, 413}


class OddStatus(Exception):
    """A request was answered with a status that says that nobody thought of it."""


def _answered(status: int, fits: set[int]) -> None:
    if status not in fits:
        raise OddStatus(status)


def _of_slack() -> list[Parser]:
    door = slack_door()

    def body(given: tuple[bytes, str]) -> None:
        _answered(door(given[0], given[1], {}), _STATUSES)

    def tree(given: Any) -> None:
        text = json.dumps(given)
        _answered(door(text.encode(), _JSON, {}), _STATUSES)
        _answered(door(form_of(text), _FORM, {}), _STATUSES)

    def head(given: tuple[str, str]) -> None:
        signed = {"x-slack-request-timestamp": given[0], "x-slack-signature": given[1]}
        _answered(door(b"{}", _JSON, signed), _STATUSES)

    raw = [payloads.raw(one) for one in REQUESTS]
    kinds = one_of((_FORM, _JSON, "", "text/plain", "APPLICATION/JSON; charset=utf-16"))
    now = str(int(NOW.timestamp()))
    return [
        Parser(
            "bodies of requests",
            together(octets([content for content, _ in raw], BODY), kinds),
            body,
            (),
            ("bot.slack.decode", "bot.slack.endpoint"),
        ),
        Parser(
            "requests of odd values",
            trees(REQUESTS),
            tree,
            (),
            ("bot.slack.reading", "bot.slack.state", "bot.slack.post_metadata"),
        ),
        Parser(
            "signatures",
            together(texts((now, "0", "-1", "٣"), 300), texts(("v0=" + "0" * 64, "v0="), 300)),
            head,
            (),
            ("bot.slack.signature",),
        ),
        Parser(
            "forwarded addresses",
            octets([b"198.51.100.1, 203.0.113.7:80", b"[2001:db8::7%eth0]:80,unknown", b"::ffff:203.0.113.7"], 32_768),
            _forwarded,
            (),
            ("bot.house.addresses",),
        ),
        Parser("a quoted form", octets([b"a=%20b&c=%C3%A9+x", b"%=%&=&"], BODY), decode.read_form, ()),
        Parser(
            "HTTP",
            octets(
                [_post(b"{}"), _post(b"x", b"Transfer-Encoding: chunked"), b"GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n"], 200_000
            ),
            wire,
            (),
            ("bot.house.connections",),
        ),
        Parser("answers of Slack", trees(_ANSWERS), _slack_says, (SlackApiError,), ("bot.slack.genuine", "bot.slack.client")),
        Parser(
            "people and channels of Slack",
            trees(_ANSWERS),
            _of_people,
            (Refusal, SlackApiError),
            ("bot.teams.reading", "bot.teams.status"),
        ),
        Parser(
            "answers of a `response_url`",
            octets([b"ok", b'{"ok": false, "error": "x"}', b"<html>"], genuine.READ_BYTES),
            genuine.complaint,
            (),
        ),
        Parser(
            "addresses that Slack gives",
            texts(("https://files.slack.com/x", "http://[", "https://[::1]/", "//x"), LINE),
            lambda url: slack_client.is_slacks_own(url, slack_client.SLACK),
            (),
        ),
        Parser(
            "limits",
            _limit,
            pause_of,
            (),
        ),
        Parser(
            "grants of OAuth",
            trees([_GRANT, {**_GRANT, "is_enterprise_install": True}]),
            _granted,
            (OddGrant,),
            ("bot.installations.grants",),
        ),
    ]


def _forwarded(said: bytes) -> None:
    """Read from where a request comes, behind one proxy and behind several: always an address."""
    for proxies in (1, 3, 16):
        scope = {"headers": [(b"x-forwarded-for", said)], "client": ("192.0.2.1", 1)}
        host = addresses.with_address(scope, proxies)["client"][0]
        ip_address(addresses.network_of(str(ip_address(host))))


def _post(body: bytes, more: bytes = b"") -> bytes:
    extra = more + b"\r\n" if more else b"Content-Length: %d\r\n" % len(body)
    return b"POST /slack/events HTTP/1.1\r\nHost: x\r\n" + extra + b"X-Slack-Signature: v0=0\r\n\r\n" + body


def _limit(chance: Random) -> Any:
    return SimpleNamespace(headers={"Retry-After": texts(("30", "1e400", "-1"), 100)(chance)})


_ANSWERS: tuple[dict[str, Any], ...] = (
    {"ok": True, "ts": "1.2", "channel": {"id": "C1", "name": "guild", "is_member": True, "num_members": 3, "is_private": False}},
    {
        "ok": True,
        "user": {
            "id": "U0ANA",
            "name": "ana",
            "tz": "Europe/Madrid",
            "locale": "en-US",
            "is_admin": True,
            "profile": {
                "real_name": "Ana",
                "display_name": "",
                "status_text": "away",
                "status_emoji": "",
                "status_expiration": 1,
            },
            "enterprise_user": {"teams": ["T1"]},
            "team_id": "T1",
        },
    },
    {"ok": False, "error": "ratelimited", "needed": "chat:write", "response_metadata": {"messages": ["x"], "next_cursor": "a"}},
    {
        "ok": True,
        "team_id": "T1",
        "user_id": "U_BOT",
        "bot_id": "B1",
        "url": "https://x.slack.com/",
        "teams": [{"id": "T1", "name": "x"}],
    },
)
_GRANT = {
    "ok": True,
    "token_type": "bot",
    "access_token": "xoxe.xoxb-1",
    "refresh_token": "xoxe-1",
    "expires_in": 43_200,
    "app_id": "A1",
    "bot_user_id": "U_BOT",
    "scope": "commands,chat:write",
    "team": {"id": "T1", "name": "x"},
    "enterprise": {"id": "E1", "name": "x"},
    "is_enterprise_install": False,
    "authed_user": {"id": "U1"},
}


class _Says:
    """What slack_sdk's client gives back: whatever came."""

    token, base_url, proxy = "xoxb-1", slack_client.SLACK, None

    def __init__(self, told: Any) -> None:
        self.data, self.headers = told, {"x-oauth-scopes": "commands"}

    async def api_call(self, method: str, **parts: Any) -> Any:
        """Answer."""
        return self


def _client(told: Any) -> slack_client.SlackClient:
    client = slack_client.SlackClient("xoxb-1", cast(Any, None))
    client.web = cast(Any, _Says(told))
    return client


def _slack_says(told: Any) -> None:
    for method in ("chat.postMessage", "users.info", "auth.test", "conversations.info"):
        try:
            LOOP.run_until_complete(_client(told).ask(method))
        except SlackApiError as refused:
            error_of(refused), in_log(refused)


def _of_people(told: Any) -> None:
    """Read people and channels out of what the client lets through."""
    for method, name, read in (
        ("users.info", "user", lambda user: reading.read_person(ANA, user, TEAM)),
        ("conversations.info", "channel", lambda channel: reading.read_channel(ChannelId("C1"), channel, None)),
    ):
        with suppress(SlackApiError, Refusal):
            _heard(method, name, read, told)


def _heard(method: str, name: str, read: Take, told: Any) -> None:
    answer = LOOP.run_until_complete(_client(told).ask(method))
    reading.heard(method, lambda: read(answer[name]))


def _granted(told: Any) -> None:
    if isinstance(told, dict):
        with suppress(OddGrant):
            read_grant(told)
        read_refreshed(told)


class _NoDatabase:
    """A store that knows nothing, and judges no state to be good."""

    async def read(self, query: Any, *args: Any) -> Any:
        """Find nothing."""
        return None

    async def write(self, action: Any, *args: Any) -> Any:
        """Give a state, or judge one."""
        return "s" * 32 if action.__name__ == "begin" else Verdict.UNKNOWN


class _NoTravel:
    async def next(self) -> None:
        """Nothing follows."""

    async def to(self, instant: datetime) -> None:
        """Go nowhere."""


@cache
def _pages() -> ASGIApp:
    store = cast(Any, _NoDatabase())
    app = App("1.2", "secret", "https://bot.example/slack/oauth_redirect", slack_client.SLACK)
    installs = install_routes(app, ("commands",), store, cast(Any, None), CountedIds("x" * 32), lambda: True)

    async def idle() -> bool:
        return True

    control = control_routes("secret", MovableClock(RealClock()), _NoTravel(), idle)
    return Starlette(routes=[*installs, *calendar_routes(store, ()), *control])


_HEADER_MAKES: Mapping[str, Make] = {
    "cookie": texts(("__Host-cortado-install=" + "a" * 64, 'a="b; c=d', "$Version=1"), LINE),
    "accept-language": texts(("de-CH,de;q=0.9", "en"), 200),
    "if-none-match": texts(('"abc"', "W/*"), 200),
    "authorization": texts(("Bearer secret", "Basic x"), 200),
}


def _headers(chance: Random) -> dict[str, str]:
    return {name: make(chance) for name, make in _HEADER_MAKES.items()}


_PAGE = {200, 302, 304, 307, 400, 401, 403, 404, 405, 429, 502, 503}


def _of_pages() -> list[Parser]:
    def page(given: tuple[str, str, Mapping[str, str]]) -> None:
        _answered(asked(_pages(), given[0], query=given[1], headers=given[2]), _PAGE)

    def control(content: bytes) -> None:
        _answered(
            asked(_pages(), "/control/clock", headers={"authorization": "Bearer secret"}, body=content, method="POST"), {200, 400}
        )

    def room(given: tuple[str, bytes]) -> None:
        _answered(
            asked(
                _room(), f"/room/{given[0]}", headers={"host": "127.0.0.1", "content-type": _JSON}, body=given[1], method="POST"
            ),
            {200, 400, 404, 405},
        )

    paths = (
        "/slack/install",
        "/slack/install/start",
        "/slack/oauth_redirect",
        "/calendar/abc.ics",
        "/calendar/a/b.ics",
        "/calendar/a/b/20261201T100000.ics",
    )
    queries = ("state=abc&code=123", "error=access_denied&state=x", "code=&state=%00", "state=a&state=b")
    made = texts(paths, 2_000)

    def _path(chance: Random) -> str:
        return "/" + str(made(chance)).lstrip("/")

    acts = ("act/click", "act/command", "act/submit", "act/close", "people", "channels", "reset", "clock", "faults", "crowd")
    wishes_of_page = [
        json.dumps(one).encode()
        for one in (
            {"as": "U0ANA", "channel": "C0GUILD", "command": "/coffee", "text": "x"},
            {"name": "x"},
            {"as": "U0ANA", "action_id": "a", "view_id": "V1", "values": {}},
        )
    ]
    return [
        Parser(
            "pages and calendars",
            together(_path, texts(queries, 2_000), _headers),
            page,
            (),
            ("bot.house.oauth.install_pages", "bot.house.calendars"),
        ),
        Parser("the demo's clock", octets([b'{"to": "2026-12-01T10:00:00Z"}'], 10_000), control, (), ("bot.house.control",)),
        Parser(
            "the rehearsal page",
            together(one_of(acts), octets(wishes_of_page, 10_000)),
            room,
            (),
            ("bot.rehearsal.json_api", "bot.rehearsal.page_api"),
        ),
    ]


@cache
def _room() -> ASGIApp:
    return asgi_of(build_room(rates=False))


def all_parsers() -> list[Parser]:
    """Name every parser."""
    return [*_of_text(), *_of_files(), *_of_slack(), *_of_pages()]
