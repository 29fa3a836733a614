"""The whole bot of a version that does not exist yet, as a process: two more revisions, and a feature that this one lacks."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.core.ids import PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.delivery.messages import post
from bot.delivery.place import Place
from bot.feature import Deps, Feature
from bot.house.build import build
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.lifecycle import House
from bot.house.options import Options
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.slack.answers import Answer
from bot.slack.blocks import actions, button, section
from bot.slack.requests import Click
from bot.slack.surfaces import Message
from bot.store import revisions
from bot.store.migrate import migrate
from bot.store.unit import Read, Unit
from bot.words.words import Words
from tests.fakes.next_version import ADDS, TAKES_AWAY, next_version
from tests.faults.bot import begin

BELL = AlarmKind("next:bell", useful_for=timedelta(days=40_000))
CARD = ScreenKind("next:card")
PRESS = "next:press"
READER = "U0ANA"
PRESSED = "The next version heard you."


def _ring(unit: Unit, alarm: Alarm) -> None:
    post(unit, CARD, alarm.subject, Place.person(PersonId(READER)))


def _draw(read: Read, subject: str, words: Words) -> Message:
    return Message("Of the next version", [section("Of the next version"), actions(button("Press", PRESS, subject))])


async def _pressed(click: Click, deps: Deps) -> Answer:
    return Answer.say(PRESSED)


NEXT = Feature("next", clicks={PRESS: _pressed}, screens={CARD: _draw}, alarms={BELL: AlarmHandler(ring=_ring)})


def revisions_to_come() -> dict[str, tuple[str, str]]:
    """Return what the next version brings: a revision that expands, and one that contracts."""
    return {"r9001": (revisions.needs_of(revisions.head()), ADDS), "r9002": ("9001", TAKES_AWAY)}


def _checked(options: Options, **more: object) -> House:
    """Build a house that looks at the database first, as `run` does."""
    return build(options, prepare=lambda: revisions.make_current(options.database_url, migrate=migrate), **more)  # type: ignore[arg-type]


def begin_old(given: Mapping[str, str], log: str) -> None:
    """Run today's version."""
    begin(given, log, _checked)


def begin_next(given: Mapping[str, str], log: str) -> None:
    """Run the next one."""
    with next_version(Path(log).with_suffix(".revisions"), **revisions_to_come()):
        begin(given, log, partial(_checked, features=(*ROOMS_AND_FEATURES, NEXT)))
