"""A message that Slack will never take: its owner hears of it once, with the way out."""

from collections.abc import Callable, Mapping, Sequence

import structlog

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.kinds import ScreenKind, WhenUnsure
from bot.core.nobody import is_nobody
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import Draw, Feature, Owned
from bot.slack.blocks import actions, button, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.store.unit import Read, Unit
from bot.teams.store import admins
from bot.words.words import Words

log = structlog.get_logger("house")

UNDELIVERABLE = ScreenKind("house:unreachable", WhenUnsure.RATHER_NEVER)
"""Subject: `screen|subject|error` of the message that cannot stand where it should."""

Owner = Callable[[Read, str], Owned | None]


def owners_of(features: Sequence[Feature]) -> dict[str, Owner]:
    """Return who owns a message, by the name of its screen."""
    owners: dict[str, Owner] = {}
    for feature in features:
        for kind in feature.screens:
            if feature.owner is not None:
                owners[kind.name] = _bound(feature.owner, kind)
    return owners


def _bound(owner: Callable[[Read, ScreenKind, str], Owned | None], kind: ScreenKind) -> Owner:
    return lambda read, subject: owner(read, kind, subject)


def undeliverable_of(
    features: Sequence[Feature], forget: Callable[[WorkspaceId, ChannelId], None]
) -> Callable[[Unit, ScreenKind, str, str], None]:
    """Return what is done when a message can never be delivered: its owner gets a direct message, and its feature may send another.

    `forget` hears of the channel, so that nobody relies on what Slack said of it a moment ago; it is called from a thread of the store.
    """
    owners = owners_of(features)

    def tell(unit: Unit, kind: ScreenKind, subject: str, error: str) -> None:
        log.warning("undeliverable", screen=kind.name, error=error)
        owned = owners[kind.name](unit, subject) if kind.name in owners else None
        if owned is not None:
            forget(unit.workspace, owned.channel)
            told = f"{kind.name}|{subject if owned.once is None else owned.once}|{error}"
            for person in _told_of(unit, owned):
                messages.post(unit, UNDELIVERABLE, told, Place.person(person))
        if kind == UNDELIVERABLE:
            _tell_admins(unit, owners, subject)
        for feature in features:
            if feature.instead is not None and kind in feature.screens:
                feature.instead(unit, kind, subject)

    return tell


def _told_of(read: Read, owned: Owned) -> Sequence[PersonId]:
    return admins(read) if owned.shared is not None and is_nobody(owned.person) else [owned.person]


def _tell_admins(unit: Unit, owners: Mapping[str, Owner], subject: str) -> None:
    """Tell the admins, each once, of what is a whole channel's, where Slack refuses to tell who asked for it."""
    owned = _named_in(unit, owners, subject)
    if owned is None or owned.shared is None:
        return
    for admin in admins(unit):
        if not messages.was_wanted_at(unit, UNDELIVERABLE, subject, Place.person(admin)):
            messages.post(unit, UNDELIVERABLE, subject, Place.person(admin))


def _named_in(read: Read, owners: Mapping[str, Owner], subject: str) -> Owned | None:
    screen, about, _ = subject.split("|", 2)
    return owners[screen](read, about) if screen in owners else None


def draw_undeliverable(owners: Mapping[str, Owner]) -> Draw:
    """Return how an owner is told what cannot be posted, and why."""

    def draw(read: Read, subject: str, words: Words) -> Message | None:
        owned = _named_in(read, owners, subject)
        if owned is None:
            return None
        text = f"{_what(words, owned)} {_way_out(words, subject.split('|', 2)[2])}"
        if owned.ends is None:
            return Message(text)
        end = button(words.say("End it"), owned.ends.action, owned.ends.value)
        return Message(text, [section(f"{text} {words.say('You can also end it here:')}"), actions(end)])

    return draw


def _what(words: Words, owned: Owned) -> str:
    if owned.shared is not None:
        return owned.shared(words, owned.channel)
    if owned.title:
        return words.say("I cannot post “{title}” in <#{channel}>.", title=plain(owned.title), channel=owned.channel)
    return words.say("I cannot post your reminder in <#{channel}>.", channel=owned.channel)


def _way_out(words: Words, error: str) -> str:
    """Say what its owner can do; in an archived channel nothing can be typed, and the bot cannot be invited."""
    match error:
        case "channel_not_found" | "not_in_channel":
            return words.say("I am not in that channel (any more). Type `/invite @Cortado` there; what is planned goes on.")
        case "is_archived":
            return words.say("The channel is archived. Open its details in Slack and unarchive it; what is planned goes on.")
        case _:
            return words.say("Slack says `{error}`. Whoever runs this bot finds more in its log.", error=error)
