"""What an event's card carries: its Sprint, what it is about, who is away."""

from datetime import timedelta

from bot.action_items import store as promised
from bot.core.facts import ActionItemsChanged, AgendaChanged, QueueChanged
from bot.core.ids import ChannelId
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.feature import NO_SPRINT_NOTES, NotedEvent, SprintNotes
from bot.features.sprint.actions.of_event import event_of, sprint_of
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.views import card as views
from bot.series.recurring import Shown
from bot.series.store import announced_in
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.teams.away_store import away_of_team
from bot.teams.sprint_events import ScrumEvent
from bot.teams.sprint_store import sprint_goal
from bot.teams.team_store import one_hour_for_all
from bot.words.words import Words

SOON = timedelta(seconds=5)
"""Within so long a card shows a change, with the others that come until then."""
_MOST = 8
"""Open action items that the Retrospective's card names."""


def draw_card(read: Read, words: Words, shown: Shown, notes: SprintNotes = NO_SPRINT_NOTES) -> Message:
    """Read what a card carries, and draw it; what is called off carries nothing."""
    found = sprint_of(read, shown.series, shown.occurrence.starts)
    if shown.occurrence.called_off is not None or found is None:
        return views.card(words, shown)
    (sprints, sprint), event, channel = found, event_of(shown.series), shown.series.channel
    note = notes.get(event)
    lines = list(note(read, words, NotedEvent(channel, shown.series.id, shown.occurrence.wall, sprints, sprint))) if note else []
    goal = sprint_goal(read, channel, sprint.number)
    return views.card(
        words,
        shown,
        views.Brought(
            sprint=sprint,
            today=shown.at.astimezone(zone_or_utc(sprints.zone)).date(),
            timebox=_timebox(event, sprints.timebox(event, sprint.number)),
            goal=goal.text if goal else "",
            lines=[*lines, *_own(read, words, event, channel)],
            away=_away(read, words, shown),
            one_hour=one_hour_for_all(read, channel, zone_or_utc(shown.series.zone), shown.occurrence.starts),
        ),
    )


def show_cards(unit: Unit, changed: QueueChanged | ActionItemsChanged | AgendaChanged) -> None:
    """Draw anew the cards that stand in a channel, with what else they tell changes within a few seconds."""
    for occurrence in announced_in(unit, SERIES.name, changed.channel):
        messages.show_within(unit, SERIES.announcement, occurrence, SOON)


def _timebox(event: ScrumEvent, span: timedelta) -> timedelta | None:
    return None if event is ScrumEvent.DAILY else span


def _own(read: Read, words: Words, event: ScrumEvent, channel: ChannelId) -> list[str]:
    if event is ScrumEvent.REVIEW:
        return [words.say("Invite stakeholders: what they see of the Increment changes what comes next.")]
    if event is not ScrumEvent.RETROSPECTIVE:
        return []
    found = promised.in_channel(read, channel)
    if not found:
        return []
    owners = people.names(read, [one.owner for one in found[:_MOST]], words)
    lines = [words.say("☐ {text}  ·  {name}", text=plain(one.text, 200), name=plain(owners[one.owner])) for one in found[:_MOST]]
    more = [words.count("and {n} more", "and {n} more", len(found) - _MOST)] if len(found) > _MOST else []
    return [words.say("*Open action items*"), *lines, *more]


def _away(read: Read, words: Words, shown: Shown) -> list[str]:
    """Name who of the team is away on the day, and has not answered."""
    day = shown.occurrence.starts.astimezone(zone_or_utc(shown.series.zone)).date()
    gone = away_of_team(read, shown.series.channel, day, shown.occurrence.replies)
    return list(people.names(read, gone, words).values())
