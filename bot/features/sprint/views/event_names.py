"""How the events of a Sprint are called, and what stands before their names."""

from datetime import date

from bot.features.sprint.rules.overlaps import overlapping
from bot.schedule.working_days import WorkingDays
from bot.teams.sprint_events import ScrumEvent, TeamSprints
from bot.teams.sprints import Sprint, SprintLength, Unit
from bot.words.words import Words

_ENGLISH = {
    ScrumEvent.PLANNING: "Sprint Planning",
    ScrumEvent.DAILY: "Daily Scrum",
    ScrumEvent.REVIEW: "Sprint Review",
    ScrumEvent.RETROSPECTIVE: "Sprint Retrospective",
}
EMBLEMS = {ScrumEvent.PLANNING: "🎯", ScrumEvent.DAILY: "🔄", ScrumEvent.REVIEW: "🔍", ScrumEvent.RETROSPECTIVE: "🪞"}


def english_title(event: ScrumEvent) -> str:
    """Return what an event's series is called where it is kept."""
    return _ENGLISH[event]


def event_titled(title: str) -> ScrumEvent | None:
    """Return the event whose series is kept under a title."""
    return next((event for event, kept in _ENGLISH.items() if kept == title), None)


def event_name(words: Words, event: ScrumEvent) -> str:
    """Name an event."""
    match event:
        case ScrumEvent.PLANNING:
            return words.say("Sprint Planning")
        case ScrumEvent.DAILY:
            return words.say("Daily Scrum")
        case ScrumEvent.REVIEW:
            return words.say("Sprint Review")
        case ScrumEvent.RETROSPECTIVE:
            return words.say("Sprint Retrospective")


def title_of(words: Words, title: str) -> str:
    """Name the event whose series is kept under a title."""
    event = event_titled(title)
    return title if event is None else event_name(words, event)


def length_name(words: Words, length: SprintLength) -> str:
    """Say how long a Sprint lasts."""
    if length.unit is Unit.MONTH:
        return words.say("one month")
    return words.count("{n} week", "{n} weeks", length.weeks)


def days_from_to(words: Words, first: date, last: date, today: date) -> str:
    """Say days in a row: `Tue 1 Dec – Mon 14 Dec`."""
    return words.say("{first} – {last}", first=words.short_day(first, today), last=words.short_day(last, today))


def told_of_overlaps(words: Words, sprints: TeamSprints, working: WorkingDays, sprint: Sprint) -> list[str]:
    """Say which events of a Sprint begin before another one is over."""
    return [
        words.say(
            "⚠️ {later} begins before {earlier} is over: give one of them another time, or a shorter timebox.",
            earlier=event_name(words, earlier),
            later=event_name(words, later),
        )
        for earlier, later in overlapping(sprints, working, sprint)
    ]
