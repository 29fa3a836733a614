"""Records what tests draw at its largest, by screen, for `make screens`; asleep unless SCREENS_FOLDER names a folder."""

import gzip
import json
import os
import subprocess
import sys
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # the whole bot, which a run that records nothing does not import for this
    from bot.core.kinds import ScreenKind
    from bot.feature import Draw
    from bot.slack.surfaces import Surface
    from bot.store.unit import Read
    from bot.words.words import Words

Payload = dict[str, Any]
DRAWN_BY = (
    "tests/features",
    "tests/meetings",
    "tests/series",
    "tests/action_items",
    "tests/calendars",
    "tests/house/test_undeliverable.py",
)
"""The tests that draw screens and forms at their largest."""
LANGUAGE = "en"
"""In which tests draw; another language is recorded beside it once it is shipped."""
_FOLDER = os.environ.get("SCREENS_FOLDER")
_drawing: ContextVar[str] = ContextVar("drawing", default="")
_largest: dict[str, Payload] = {}


def listen() -> None:
    """Hear of what is rendered: before any test's module is imported, for those lay the screens together."""
    from bot.house import features
    from bot.house.undeliverable import UNDELIVERABLE
    from bot.slack import rendering

    held, draw_undeliverable = vars(rendering)["hold"], vars(features)["draw_undeliverable"]

    def hold(where: str, payload: Payload) -> None:
        held(where, payload)
        keep(name_of(where, payload), payload)

    for patched, name, value in (
        (rendering, "hold", hold),
        (features, "draw_undeliverable", lambda owners: named(UNDELIVERABLE, draw_undeliverable(owners))),
    ):
        setattr(patched, name, value)
    for feature in features.ROOMS_AND_FEATURES:
        assert isinstance(feature.screens, dict)
        feature.screens.update({kind: named(kind, draw) for kind, draw in feature.screens.items()})
    draw_what_is_wanted()
    render_what_is_built({name for feature in features.ROOMS_AND_FEATURES for name in feature.forms})


def draw_what_is_wanted() -> None:
    """Have each test's database drawn at its end, message by message: many tests post what they draw by its view alone, or not at all."""
    from sqlalchemy import select

    from bot.core.ids import MACHINE, WorkspaceId
    from bot.delivery.tables import MessageRow
    from bot.house.features import ROOMS_AND_FEATURES, screens_of
    from bot.store.sqlite import SqliteStore
    from bot.words.words import words_for

    stop, wanted = SqliteStore.stop, select(MessageRow.workspace, MessageRow.screen, MessageRow.subject)
    draws = {kind.name: draw for kind, draw in screens_of(ROOMS_AND_FEATURES).items()}
    words = words_for(LANGUAGE, "UTC").to_all()

    async def drawn_and_stopped(store: SqliteStore) -> None:
        with suppress(Exception):  # a database that cannot be read, or has not all of what is shown, gives no sample
            for row in await store.read(lambda read: read.rows(wanted), MACHINE):
                if row.screen in draws:
                    with suppress(Exception):
                        await store.read(draws[row.screen], WorkspaceId(row.workspace), row.subject, words)
        await stop(store)

    setattr(SqliteStore, "stop", drawn_and_stopped)  # noqa: B010 - mypy lets nobody assign to a method


def render_what_is_built(forms: "set[str]") -> None:
    """Have each form of the features rendered as soon as it is built: many tests look at its parts only."""
    from bot.slack import rendering
    from bot.slack.limits import BadSurface
    from bot.slack.surfaces import Modal

    build = Modal.__init__

    def built(modal: Modal, *given: Any, **named: Any) -> None:
        build(modal, *given, **named)
        if modal.callback in forms:
            with suppress(BadSurface):  # a test that builds what must not be sent
                rendering.render_modal(modal)

    setattr(Modal, "__init__", built)  # noqa: B010 - as above


def named(kind: "ScreenKind", draw: "Draw") -> "Draw":
    """Have what a screen draws recorded by its name."""
    from bot.feature import WithSprintNotes

    def drawn(read: "Read", subject: str, words: "Words") -> "Surface | None":
        return recorded(kind, draw(read, subject, words))

    if isinstance(draw, WithSprintNotes):
        return WithSprintNotes(lambda read, subject, words, notes: recorded(kind, draw.draw(read, subject, words, notes)))
    return drawn


def recorded(kind: "ScreenKind", surface: "Surface | None") -> "Surface | None":
    """Render what was drawn once more, under its name."""
    from bot.slack import rendering
    from bot.slack.limits import BadSurface

    token = _drawing.set(kind.name)
    try:
        if surface is not None:
            rendering.render(surface)
    except BadSurface:
        pass  # a test that draws what must not be sent
    finally:
        _drawing.reset(token)
    return surface


def name_of(where: str, payload: Payload) -> str:
    """Name what is rendered: a form by its id, a message by its screen, an answer by what can be pressed in it."""
    if where == "modal":
        return f"form {payload['callback_id']}"
    if where == "home":
        return "screen house:home"
    if _drawing.get():
        return f"screen {_drawing.get()}"
    return f"answer {', '.join(sorted(set(actions_in(payload))))}"


def actions_in(part: Any) -> list[str]:
    """Return the ids of all that can be pressed."""
    if isinstance(part, dict):
        own = [str(part["action_id"])] if "action_id" in part else []
        return own + [one for value in part.values() for one in actions_in(value)]
    return [one for each in part for one in actions_in(each)] if isinstance(part, list) else []


def keep(name: str, payload: Payload) -> None:
    """Keep the largest of a name: with blocks before text alone, which only a screen may be, for an answer of text has no name."""
    if (payload.get("blocks") or name.startswith("screen ")) and size_of(payload) > size_of(_largest.get(name, {})):
        _largest[name] = json.loads(json.dumps(payload))


def size_of(payload: Payload) -> tuple[bool, int]:
    """Return by what the largest is found."""
    return bool(payload.get("blocks")), len(json.dumps(payload))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what this process has seen."""
    if _FOLDER is not None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        Path(_FOLDER, f"{worker}.json").write_text(json.dumps(_largest, sort_keys=True), encoding="utf-8")


if _FOLDER is not None:
    listen()


def gather(folder: Path, *, anew: bool) -> None:
    """Write the catalogue from what all processes have seen: anew, or with what stands in it where that is larger."""
    from bot.house.screens import CATALOGUE, samples

    for sample in () if anew else samples(CATALOGUE):
        if sample.language == LANGUAGE:
            keep(sample.name, dict(sample.payload))
    for seen in sorted(folder.glob("*.json")):
        for name, payload in json.loads(seen.read_text(encoding="utf-8")).items():
            keep(name, payload)
    with CATALOGUE.open("wb") as file, gzip.GzipFile("", "wb", mtime=0, fileobj=file) as packed:
        packed.write(json.dumps({name: {LANGUAGE: _largest[name]} for name in sorted(_largest)}).encode())


def main(*chosen: str) -> None:
    """Run the tests that draw, and write the catalogue anew; with `chosen` arguments of pytest add what these tests draw."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-k", "not postgresql", *(chosen or DRAWN_BY)]
        done = subprocess.run(command, env={**os.environ, "SCREENS_FOLDER": folder}, check=False)
        if done.returncode:
            sys.exit(done.returncode)
        gather(Path(folder), anew=not chosen)


if __name__ == "__main__":
    main(*sys.argv[1:])
