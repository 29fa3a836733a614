"""What refinement knows of a Sprint, for the cards of its events: what is ready, what was done."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.feature import NotedEvent, SprintNotes
from bot.features.refinement.actions.agenda import lines_at
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.store import goals
from bot.features.refinement.store import items as store
from bot.features.refinement.views import sprint_notes as views
from bot.features.refinement.views.agenda import on_card
from bot.store.unit import Read
from bot.teams import store as people
from bot.teams.sprint_events import ScrumEvent
from bot.teams.sprints import Sprint
from bot.words.words import Words

Note = Callable[[Read, Words, NotedEvent], Sequence[str]]
_SPRINTS = 3
_MOST = 50
"""Ready items whose sizes are named."""


def on_planning(read: Read, words: Words, noted: NotedEvent) -> list[str]:
    """Say where the team is heading, what is ready, how large, and how many items each of the last three Sprints has brought."""
    ready = store.page(read, noted.channel, (ItemState.READY,), most=_MOST)
    count = store.counts(read, noted.channel, (ItemState.READY,))[ItemState.READY]
    goal = goals.goal(read, noted.channel)
    sizes = [item.size for item in ready]
    return views.on_planning(words, goal.text if goal else "", count, sizes, _throughput(read, noted))


def on_review(read: Read, words: Words, noted: NotedEvent) -> list[str]:
    """Name what was done in the Sprint."""
    done = [one.item for one in store.finished(read, noted.channel, noted.sprint.first) if one.done <= noted.sprint.last]
    known = store.items(read, done[: views.MOST_NAMED])
    return views.on_review(words, len(done), [known[one].title for one in done if one in known])


def _throughput(read: Read, noted: NotedEvent) -> list[int]:
    """Count what was done in each of the last three Sprints that are over, the earliest first."""
    calendar, number = noted.sprints.calendar, noted.sprint.number
    before = [calendar.sprint(each) for each in range(max(calendar.first, number - _SPRINTS), number)]
    days = store.done_days(read, noted.channel, before[0].first) if before else ()
    return [_done_in(days, sprint) for sprint in before]


def _done_in(days: tuple[date, ...], sprint: Sprint) -> int:
    return sum(sprint.first <= day <= sprint.last for day in days)


def _with_agenda(note: Note | None) -> Note:
    """Return what a card carries of an event, with what people have brought to that date."""

    def noted(read: Read, words: Words, event: NotedEvent) -> list[str]:
        lines = lines_at(read, event.series, event.wall)
        names = people.names(read, [each.author for each in lines], words)
        return [*(note(read, words, event) if note else ()), *on_card(words, lines, names)]

    return noted


_OWN: SprintNotes = {ScrumEvent.PLANNING: on_planning, ScrumEvent.REVIEW: on_review}
NOTES: SprintNotes = {event: _with_agenda(_OWN.get(event)) for event in ScrumEvent}
