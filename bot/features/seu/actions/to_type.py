"""Reads what is to be typed in at the bodies of a person, and draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.core.ids import PersonId
from bot.features.seu.actions.at_body import programme_of
from bot.features.seu.actions.terms import ruled
from bot.features.seu.rules import at_body
from bot.features.seu.rules.at_body import Job, Task
from bot.features.seu.rules.body_refusals import NoSuchBody
from bot.features.seu.rules.programmes import Programme
from bot.features.seu.rules.progress import Progress
from bot.features.seu.rules.record import Line
from bot.features.seu.rules.refusals import AlreadyReversed, NotYourEntry
from bot.features.seu.rules.standings import standings
from bot.features.seu.rules.values import Entry
from bot.features.seu.store import claims, credentials, entries, sessions
from bot.features.seu.store.learning import Learning, learning_of
from bot.features.seu.views import at_body as views
from bot.features.seu.views.at_body import Done, Waiting
from bot.features.seu.views.typed_values import ToType
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words

USUAL = "scrum_alliance"
"""The programme by which who holds nothing yet is shown how to log something."""


@dataclass(frozen=True)
class AtBody:
    """What is to be done at one body, by the credential whose expiry is the nearest."""

    progress: Progress
    tasks: tuple[Task, ...]

    @property
    def programme(self) -> Programme:
        """Return its programme, as the running cycle began with it."""
        return self.progress.programme

    @property
    def waiting(self) -> Waiting:
        """Return how much waits there."""
        minutes = sum(task.minutes for task in self.tasks)
        return Waiting(self.programme, len(self.tasks), minutes)


def at_bodies(read: Read, person: PersonId, today: date) -> tuple[AtBody, ...]:
    """Return what is to be done at each body whose credentials a person renews, the nearest expiry first."""
    return _at_bodies(read, person, learning_of(read, person), today)


def minutes_to_log(read: Read, person: PersonId, today: date) -> int:
    """Return the minutes that a person is still to log at the body whose expiry is the nearest.

    Of who renews nothing: what stands in their ledger and was not said to be logged.
    """
    if not credentials.credentials_of(read, person) and not claims.claims_of(read, person):
        return entries.balance(read, person)
    learning = learning_of(read, person)
    every = _at_bodies(read, person, learning, today)
    if every:
        return every[0].waiting.minutes
    said = learning.spoken(USUAL).claims
    logged = {entry for entry, claim in said.items() if claim.logged}
    return sum(line.minutes for line in learning.record.lines if line.entry not in logged)


def next_to_log(
    read: Read, person: PersonId, words: Words, today: date, *, programme: str = "", number: int = 1, done: Done | None = None
) -> Modal:
    """Draw the task of a number at a body (empty: the one whose expiry is the nearest, of those where something is to be done)."""
    learning = learning_of(read, person)
    every = _at_bodies(read, person, learning, today)
    here = _named(every, programme)
    if here is None:
        return views.nothing_renewed_form(words)
    others = [one.waiting for one in every if one.tasks and one is not here]
    if number > len(here.tasks):
        return views.nothing_left_form(words, here.waiting, others, done)
    shown = _to_type(read, learning, here.programme, _as_they_happened(read, person, here.tasks)[number - 1], words)
    return views.to_type_form(words, today, shown, views.Walk(number, here.waiting, others), done)


def how_to_log(
    read: Read, person: PersonId, words: Words, today: date, entry: str, *, programme: str = "", done: Done | None = None
) -> Modal:
    """Draw how one entry is logged at a body (empty: the one whose expiry is the nearest), or that it was. Raise NotYourEntry, AlreadyReversed."""
    learning = learning_of(read, person)
    line = _own_line(read, learning, person, entry)
    every = _at_bodies(read, person, learning, today)
    here = _named(every, programme)
    rules = here.programme if here else programme_of(read, person, programme or USUAL)
    spoken = learning.spoken(rules.key)
    before = at_body.logged_before(spoken).get(line.activity, ())
    task = at_body.mended(rules, line, before, spoken.claims) if before else None
    others = [one.waiting for one in every if one.programme.key != rules.key]
    shown = _to_type(read, learning, rules, task or Task(Job.LOG, line), words)
    return views.to_type_form(words, today, shown, views.Alone(others, here.waiting if here else None), done)


def body_named(read: Read, person: PersonId, text: str, today: date) -> str:
    """Return the programme of the body that a person names, or that has certified what they name. Raise NoSuchBody."""
    every = at_bodies(read, person, today)
    asked = text.strip().casefold()
    for one in every:
        certified = [share.certification.name for share in one.progress.joint.shares]
        if asked in {name.casefold() for name in (one.programme.key, one.programme.name, one.programme.body, *certified)}:
            return one.programme.key
    raise NoSuchBody(text, tuple(one.programme.name for one in every))


def _named(every: Sequence[AtBody], programme: str) -> AtBody | None:
    if programme:
        return next((one for one in every if one.programme.key == programme), None)
    return next((one for one in every if one.tasks), every[0] if every else None)


def _at_bodies(read: Read, person: PersonId, learning: Learning, today: date) -> tuple[AtBody, ...]:
    nearest: dict[str, Progress] = {}
    for standing in standings(ruled(read, person, learning.record), learning.record, today):
        if standing.progress.need is not None:
            nearest.setdefault(standing.progress.programme.key, standing.progress)
    return tuple(AtBody(one, at_body.tasks(one, learning.spoken(key))) for key, one in nearest.items())


def _as_they_happened(read: Read, person: PersonId, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return tasks with those of one day in the order in which their sessions began; what was done alone comes behind them."""
    began, late = sessions.began(read, person), datetime.max.replace(tzinfo=UTC)
    return tuple(sorted(tasks, key=lambda one: (one.job is Job.LOG, one.line.day, began.get(one.line.activity, late))))


def _own_line(read: Read, learning: Learning, person: PersonId, entry: str) -> Line:
    found = next((line for line in learning.record.lines if line.entry == entry), None)
    if found is not None:
        return found
    one = entries.entry(read, entry)
    raise NotYourEntry if one is None or one.person != person else AlreadyReversed


def _to_type(read: Read, learning: Learning, programme: Programme, task: Task, words: Words) -> ToType:
    claim = learning.record.claims.get((task.line.entry, programme.key))
    before = _entry(read, task.before[-1]) if task.job is Job.CHANGE else None
    link, host = _claim_link(read, task.line, words) if programme.claim_links else ("", "")
    return ToType(programme, task.job, _entry(read, task.line), claim, before, link, host)


def _claim_link(read: Read, line: Line, words: Words) -> tuple[str, str]:
    """Return the claim link of a session, and the name of the host who gave it; both empty where there is none."""
    session = sessions.session(read, line.activity)
    if session is None or not session.claim_link:
        return "", ""
    return session.claim_link, people.names(read, [session.host], words)[session.host]


def _entry(read: Read, line: Line) -> Entry:
    found = entries.entry(read, line.entry)
    assert found is not None  # it was read from the same snapshot
    return found
