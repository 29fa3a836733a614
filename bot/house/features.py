"""The rooms and ceremonies that offer something, in their order, and their tables laid together."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot import action_items
from bot.calendars.date_files import feature_of as date_files_of
from bot.core.facts import (
    ActionItemsChanged,
    AgendaChanged,
    AttendanceCorrected,
    AwayChanged,
    Fact,
    MeetingClosed,
    PersonErased,
    QueueChanged,
    RosterTaken,
    SprintGoalWritten,
    TeamDatesChanged,
)
from bot.core.ids import PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.delivery.place import Place
from bot.delivery.screens import DrawAt
from bot.feature import HOME, Deps, Draw, Feature, SprintNotes, WithSprintNotes
from bot.features import lean_coffee, refinement, seu, sprint
from bot.features.lean_coffee.actions import course, windows
from bot.features.lean_coffee.actions.recurring import RECURRING as MEETINGS
from bot.features.refinement.actions import session
from bot.features.refinement.actions.recurring import RECURRING as REMINDERS
from bot.features.refinement.actions.sprint_notes import NOTES
from bot.features.sprint.actions.recurring import RECURRING as EVENTS
from bot.house.home import draw_home, parts_of
from bot.house.home_commands import where_it_is_told
from bot.house.installations import NotServed
from bot.house.undeliverable import UNDELIVERABLE, draw_undeliverable, owners_of
from bot.meetings.ceremony import Ceremony
from bot.schedule.alarms import AlarmHandler
from bot.series.recurring import Recurring
from bot.slack.answers import Answer
from bot.slack.requests import Event
from bot.slack.routes import Routes
from bot.slack.surfaces import Surface
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.words.words import Words, words_for

RECURRING: tuple[Recurring, ...] = (MEETINGS, REMINDERS, EVENTS)
"""What comes again and finds another owner; a test holds it against what the features offer."""

CEREMONIES: tuple[Ceremony[Any], ...] = (course.CEREMONY, windows.CEREMONY, session.CEREMONY)
"""Whose meetings people hold; a test holds it against the alarms of the features."""

ROOMS: tuple[Feature, ...] = (action_items.FEATURE,)
"""What belongs to no ceremony, and is heard and shown like one."""

FEATURES: tuple[Feature, ...] = (lean_coffee.FEATURE, refinement.FEATURE, sprint.FEATURE, seu.FEATURE)

ROOMS_AND_FEATURES = (*ROOMS, *FEATURES, date_files_of(RECURRING))
"""All that is heard and shown, the files of whatever comes again among it."""

ANSWERED_BY: Mapping[type[Fact], tuple[Feature, ...]] = {
    MeetingClosed: (seu.FEATURE,),
    AttendanceCorrected: (seu.FEATURE,),
    RosterTaken: (seu.FEATURE,),
    TeamDatesChanged: (action_items.FEATURE, lean_coffee.FEATURE, refinement.FEATURE, sprint.FEATURE),
    AwayChanged: (action_items.FEATURE, refinement.FEATURE, sprint.FEATURE),
    QueueChanged: (sprint.FEATURE,),
    SprintGoalWritten: (refinement.FEATURE,),
    ActionItemsChanged: (lean_coffee.FEATURE, sprint.FEATURE),
    AgendaChanged: (sprint.FEATURE,),
    PersonErased: (lean_coffee.FEATURE,),
}
"""Who answers which fact, in this order; a test holds it against what the features offer."""

SPRINT_NOTES: SprintNotes = NOTES
"""What the cards of a Sprint's events carry that another feature knows: what is ready, what is done."""

DepsFor = Callable[[Any], Awaitable[Deps]]
Listener = Callable[[Any, Deps], Awaitable[Answer]]


def routes_of(
    features: Sequence[Feature],
    deps_for: DepsFor,
    own: Mapping[str, Listener],
    bare: Mapping[str, Callable[[Event], Awaitable[Answer]]] | None = None,
) -> Routes:
    """Lay the features' tables together; `own` are the house's own listeners to events, asked before the features'.

    `bare` ones hear events that nobody else does, and want nothing but them.
    """

    def with_deps(listener: Listener) -> Callable[[Any], Awaitable[Answer]]:
        async def listen(request: Any) -> Answer:
            try:
                deps = await deps_for(request)
            except NotServed:
                return Answer.nothing()  # Slack tells twice that the app was removed: the second time nobody is left to be served
            return await listener(request, deps)

        return listen

    every = (*features, parts_of(features))

    def table(
        part: str, so: Callable[[Listener], Listener] = lambda listener: listener
    ) -> dict[str, Callable[[Any], Awaitable[Answer]]]:
        return {name: with_deps(so(listener)) for feature in every for name, listener in getattr(feature, part).items()}

    heard: dict[str, list[Listener]] = {}
    for table_of in (own, *(feature.events for feature in features)):
        for kind, listener in table_of.items():
            heard.setdefault(kind, []).append(listener)
    return Routes(
        commands=table("commands"),
        clicks=table("clicks", where_it_is_told),
        forms=table("forms"),
        shortcuts=table("shortcuts"),
        events={kind: with_deps(_each(listeners)) for kind, listeners in heard.items()} | dict(bare or {}),
    )


def _each(listeners: Sequence[Listener]) -> Listener:
    """Return one listener for an event that several want to hear; the last one that says something is heard."""

    async def listen(event: Event, deps: Deps) -> Answer:
        answer = Answer.nothing()
        for listener in listeners:
            said = await listener(event, deps)
            answer = said if said != Answer.nothing() else answer
        return answer

    return listen


def screens_of(features: Sequence[Feature]) -> dict[ScreenKind, Draw]:
    """Return every screen that can be drawn, the house's own with them."""
    own = {HOME: draw_home(features), UNDELIVERABLE: draw_undeliverable(owners_of(features))}
    drawn = {kind: draw for feature in features for kind, draw in feature.screens.items()}
    return own | {kind: draw.given(SPRINT_NOTES) if isinstance(draw, WithSprintNotes) else draw for kind, draw in drawn.items()}


def draw_at(screens: Mapping[ScreenKind, Draw]) -> DrawAt:
    """Return how a screen is drawn for those who see it at a place: one person in their own words, a channel in English."""

    def draw(read: Read, kind: ScreenKind, subject: str, place: Place) -> Surface | None:
        return screens[kind](read, subject, _words_at(read, place))

    return draw


def _words_at(read: Read, place: Place) -> Words:
    person = teams.person(read, PersonId(place.id)) if place.kind in {"person", "home"} else None
    words = words_for("en-GB", "UTC").to_all() if person is None else words_for(person.locale, person.zone)
    return words.at(read.now)


def alarms_of(features: Sequence[Feature]) -> dict[AlarmKind, AlarmHandler]:
    """Return what rings, and what is done about it."""
    return {kind: handler for feature in features for kind, handler in feature.alarms.items()}


def answers_of(answered_by: Mapping[type[Fact], Sequence[Feature]]) -> dict[type[Fact], list[Callable[[Unit, Any], None]]]:
    """Return who answers which fact, as the store asks."""
    return {fact: [feature.answers[fact] for feature in features] for fact, features in answered_by.items()}
