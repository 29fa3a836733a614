"""Reads how far a person is with all that they hold, and draws it."""

from datetime import date

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.seu.actions import reading
from bot.features.seu.actions.terms import ruled, without_lines
from bot.features.seu.kinds import OVER_TIME
from bot.features.seu.rules.credentials import joint_renewal
from bot.features.seu.rules.growth import growth
from bot.features.seu.rules.standings import standings
from bot.features.seu.rules.values import Keeping
from bot.features.seu.store import credentials
from bot.features.seu.store import entries as entries_store
from bot.features.seu.store.learning import record_of
from bot.features.seu.views import my_seus
from bot.features.seu.views.credential_pieces import Card
from bot.features.seu.views.messages import question_in_ledger
from bot.features.seu.views.over_time import Picture
from bot.features.seu.views.progress import Overview
from bot.slack.surfaces import Message
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.words.words import Words


def overview(read: Read, person: PersonId, today: date) -> Overview:
    """Read how far a person is with all that they hold, and what they prepare for; nothing is read of who has neither."""
    if not credentials.credentials_of(read, person):
        return Overview(())
    record = record_of(read, person)
    every = ruled(read, person, record)
    steps = credentials.steps_of(read, person)
    prepared = tuple((one, len(steps.get(one.held.id, ()))) for one in every if one.held.is_prepared_for)
    return Overview(standings(every, record, today), prepared)


def my_seus_of(read: Read, person: PersonId, words: Words) -> Message:
    """Read and draw a person's SEUs; of who has no credential their ledger."""
    today = words.local_date(read.now)
    found = overview(read, person, today)
    if found.is_empty:
        return my_seus.without_credential(words, reading.ledger(read, person, words))
    keeping = entries_store.keeping(read, person)
    lines = reading.asked_lines(read, person) if keeping is Keeping.UNDECIDED else []
    return my_seus.my_seus(words, found, today, keeping, question_in_ledger(words, lines))


def cards(read: Read, person: PersonId) -> tuple[Card, ...]:
    """Read a person's credentials, as they are listed: what expires first at first, then what is prepared for."""
    record, steps = without_lines(read, person), credentials.steps_of(read, person)
    every = sorted(ruled(read, person, record), key=lambda one: (one.held.is_prepared_for, one.expiry or date.max))
    return tuple(
        Card(
            one.held,
            one.programme,
            one.certification,
            one.expiry,
            steps.get(one.held.id, {}),
            joint_renewal(one.programme, one.held, record),
        )
        for one in every
    )


def pictures(read: Read, person: PersonId, today: date) -> tuple[Picture, ...]:
    """Read how what counts has grown, for each thing that is renewed by learning."""
    found = overview(read, person, today).standings
    return tuple(Picture(one, growth(one.progress, today)) for one in found if one.progress.need is not None)


def send_chart(unit: Unit, *, person: PersonId) -> None:
    """Send a person the picture as a direct message, at the bottom of it."""
    once(unit)
    messages.post(unit, OVER_TIME, person, Place.person(person))
    messages.to_bottom(unit, OVER_TIME, person)
