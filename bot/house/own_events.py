"""What the house itself does about events: of channels, of the app removed, of the Home opened."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

import structlog

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.delivery import messages
from bot.feature import Deps
from bot.house import home
from bot.house.features import Listener
from bot.house.oauth.installing import Installing
from bot.installations.rules import is_of_now
from bot.slack.answers import Answer
from bot.slack.errors import FAILED
from bot.slack.requests import Event
from bot.store.channel_moves import move_channel
from bot.store.gone import note_gone
from bot.store.pausing import pause
from bot.store.unit import Unit
from bot.teams import store as teams

log = structlog.get_logger("house")

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def own_listeners(
    forget: Callable[[WorkspaceId], None],
    commands: Iterable[str],
    left: Callable[[WorkspaceId, PersonId], None] = lambda workspace, person: None,
    installing: Installing | None = None,
    accepted: Callable[[], datetime | None] = lambda: None,
) -> Mapping[str, Listener]:
    """Return what the house itself does about events; `installing` where there are many workspaces.

    `accepted`: when Slack has said whose the one token is. News of a removal that is no younger may be of an installation before.
    """
    on_gone = partial(_on_gone, forget, accepted) if installing is None else partial(_on_uninstalled, installing)
    return {
        **({} if installing is None else _listeners_of_organizations(installing)),
        "member_left_channel": partial(_on_left, left),
        "channel_id_changed": on_moved,
        "channel_unarchive": on_unarchived,
        "group_unarchive": on_unarchived,
        "app_home_opened": home.HomeOpened(),
        "member_joined_channel": on_joined,
        "app_uninstalled": on_gone,
        "tokens_revoked": partial(_on_revoked, on_gone),
        "app_mention": partial(on_mention, commands),
    }


def _listeners_of_organizations(installing: Installing) -> Mapping[str, Listener]:
    on_access = partial(_on_access, installing)
    return {"team_access_granted": on_access, "team_access_revoked": on_access}


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


async def _on_left(left: Callable[[WorkspaceId, PersonId], None], event: Event, deps: Deps) -> Answer:
    """Let a person be gone from a channel, and somebody else host what they hosted there."""
    left(event.workspace, event.person)
    if event.channel is not None and event.person:
        await deps.store.write(home.left, person=event.person, channel=event.channel)
    return Answer.nothing()


async def _on_gone(
    forget: Callable[[WorkspaceId], None], accepted: Callable[[], datetime | None], event: Event, deps: Deps
) -> Answer:
    """Give up the one workspace, which has removed the app, unless that is news of an installation before."""
    sure = event.at is None or is_of_now(event.at, accepted() or _EVER, deps.directory.real.now())
    if not sure and not await deps.directory.is_shut_out():
        log.info("told that the app was removed, but the token is good", workspace=event.workspace)
        return Answer.nothing()
    await deps.store.write(give_up)
    forget(event.workspace)
    deps.directory.channel_cache.forget_all(event.workspace)
    log.info("the app was removed", workspace=event.workspace)
    return Answer.nothing()


async def _on_uninstalled(installing: Installing, event: Event, deps: Deps) -> Answer:
    """Give up one of many workspaces, which has removed the app."""
    if await installing.removed(event):
        deps.directory.channel_cache.forget_all(event.workspace)
    return Answer.nothing()


async def _on_revoked(on_gone: Listener, event: Event, deps: Deps) -> Answer:
    return await on_gone(event, deps) if event.text else Answer.nothing()


async def _on_access(installing: Installing, event: Event, deps: Deps) -> Answer:
    await installing.access_changed(event)
    return Answer.nothing()


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
