"""The rooms and ceremonies that offer something, in their order, and their tables laid together."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog

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
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.core.refusal import Refusal
from bot.delivery import messages
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
from bot.house import home
from bot.house.home import draw_home, parts_of
from bot.house.home_commands import where_it_is_told
from bot.house.installations import NotServed
from bot.house.oauth.installing import Installing
from bot.house.undeliverable import UNDELIVERABLE, draw_undeliverable, owners_of
from bot.installations.rules import is_of_now
from bot.meetings.ceremony import Ceremony
from bot.schedule.alarms import AlarmHandler
from bot.series.recurring import Recurring
from bot.slack.answers import Answer
from bot.slack.errors import FAILED
from bot.slack.requests import Event
from bot.slack.routes import Routes
from bot.slack.surfaces import Surface
from bot.store.channel_moves import move_channel
from bot.store.gone import note_gone
from bot.store.pausing import pause
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.words.words import Words, words_for

log = structlog.get_logger("house")

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

_EVER = datetime(1970, 1, 1, tzinfo=UTC)
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


async def on_mention(commands: Iterable[str], event: Event, deps: Deps) -> Answer:
    """Say which commands the bot listens to."""
    named = deps.words.all_of([f"`{command} help`" for command in commands])
    return Answer.say(deps.words.say("I listen to commands. Type {commands} to see what each of them does.", commands=named))


async def on_joined(event: Event, deps: Deps) -> Answer:
    """Learn the name of a channel that the bot was invited to, and that a person has joined one."""
    if event.is_bot_itself and event.channel is not None:
        await deps.store.write(take_up, channel=event.channel)
        with suppress(Refusal, *FAILED):
            await deps.directory.look_again(event.channel)
    elif event.channel is not None:
        await deps.store.write(home.joined, person=event.person, channel=event.channel)
    return Answer.nothing()


async def on_unarchived(event: Event, deps: Deps) -> Answer:
    """Show in a channel that was archived what Slack has refused meanwhile."""
    if event.channel is not None:
        deps.directory.channel_cache.forget(event.workspace, event.channel)
        await deps.store.write(take_up, channel=event.channel)
    return Answer.nothing()


def take_up(unit: Unit, *, channel: ChannelId) -> None:
    """Take up again what a channel would not have; doing it again changes nothing."""
    messages.take_up_again(unit, channel)


async def on_moved(event: Event, deps: Deps) -> Answer:
    """Follow a channel that Slack has given another id."""
    old, new = event.old_channel, event.channel
    if old is not None and new is not None and old != new:
        await deps.store.write(follow_channel, old=old, new=new)
        deps.directory.channel_cache.forget(event.workspace, old)
        log.info("a channel has another id", workspace=event.workspace)
        with suppress(Refusal, *FAILED):
            await deps.directory.look_again(new)
    return Answer.nothing()


def own_listeners(
    forget: Callable[[Any], None],
    commands: Iterable[str],
    left: Callable[[WorkspaceId, PersonId], None] = lambda workspace, person: None,
    installing: Installing | None = None,
    accepted: Callable[[], datetime | None] = lambda: None,
) -> Mapping[str, Listener]:
    """Return what the house itself does about events; `installing` where there are many workspaces.

    `accepted`: when Slack has said whose the one token is. News of a removal that is no younger may be of an installation before.
    """

    async def on_gone(event: Event, deps: Deps) -> Answer:
        if installing is not None:
            if await installing.removed(event):
                deps.directory.channel_cache.forget_all(event.workspace)
            return Answer.nothing()
        sure = event.at is None or is_of_now(event.at, accepted() or _EVER, deps.directory.real.now())
        if not sure and not await deps.directory.is_shut_out():
            log.info("told that the app was removed, but the token is good", workspace=event.workspace)
            return Answer.nothing()
        await deps.store.write(give_up)
        forget(event.workspace)
        deps.directory.channel_cache.forget_all(event.workspace)
        log.info("the app was removed", workspace=event.workspace)
        return Answer.nothing()

    async def on_revoked(event: Event, deps: Deps) -> Answer:
        return await on_gone(event, deps) if event.text else Answer.nothing()

    async def on_left(event: Event, deps: Deps) -> Answer:
        left(event.workspace, event.person)
        if event.channel is not None and event.person:
            await deps.store.write(home.left, person=event.person, channel=event.channel)
        return Answer.nothing()

    async def on_access(event: Event, deps: Deps) -> Answer:
        if installing is not None:
            await installing.access_changed(event)
        return Answer.nothing()

    of_organizations = {"team_access_granted": on_access, "team_access_revoked": on_access} if installing is not None else {}
    return of_organizations | {
        "member_left_channel": on_left,
        "channel_id_changed": on_moved,
        "channel_unarchive": on_unarchived,
        "group_unarchive": on_unarchived,
        "app_home_opened": home.HomeOpened(),
        "member_joined_channel": on_joined,
        "app_uninstalled": on_gone,
        "tokens_revoked": on_revoked,
        "app_mention": partial(on_mention, commands),
    }


def give_up(unit: Unit) -> None:
    """Write down that the app was removed: nothing rings and nothing is sent until it is there again."""
    note_gone(unit)
    pause(unit, unit.real_now)


def follow_channel(unit: Unit, *, old: ChannelId, new: ChannelId) -> None:
    """Let all that is kept by a channel's old id be kept by the new one; doing it again changes nothing."""
    move_channel(unit, old=old, new=new)
    teams.keep_became(unit, old, new)
    messages.revive(unit, new)
    messages.show_all_about(unit, new)


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
