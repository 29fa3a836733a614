"""The card of an event of the Sprint, the line shortly before it, what its owner hears."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.core.ids import ChannelId
from bot.core.kinds import AlarmKind
from bot.feature import AGENDA
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.views.event_names import EMBLEMS, days_from_to, event_titled, title_of
from bot.series.recurring import Ending, Lost, Shown
from bot.series.rules import CalledOff, Series
from bot.series.views import card as cards
from bot.series.views.announcement import became, framed, take_back
from bot.slack.blocks import context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.teams.sprints import Sprint
from bot.words.words import Words


@dataclass(frozen=True)
class Brought:
    """What a card carries: its Sprint, how long the event lasts, the Sprint Goal, lines of its own, who is away.

    `one_hour`: who reads the card has the hour of its head, so it stands nowhere else.
    """

    sprint: Sprint | None = None
    today: date | None = None
    timebox: timedelta | None = None
    goal: str = ""
    lines: Sequence[str] = ()
    away: Sequence[str] = ()
    one_hour: bool = False


NOTHING_BROUGHT = Brought()


def card(words: Words, shown: Shown, brought: Brought = NOTHING_BROUGHT) -> Message:
    """Draw the card in the channel: when, in which Sprint, the call, what is needed, who is late, away or cannot."""
    words, occurrence, emblem = words.in_zone(shown.series.zone), shown.occurrence, _emblem(shown.series)
    if occurrence.called_off is not None:
        text = _called_off(words, shown, occurrence.called_off)
        return became(text, f"{emblem} {text}", *take_back(words, SERIES, occurrence, shown.at))
    when = [] if brought.one_hour else [section(f"*{words.slack_day_time(occurrence.starts)}*")]
    blocks: list[Block] = [*when, context(_facts(words, shown, brought))]
    goal = [words.say("*Sprint Goal*  {goal}", goal=plain(brought.goal, 500))] if brought.goal else []
    if goal or brought.lines:
        blocks.append(section("\n".join([*goal, *brought.lines])))
    if shown.at < occurrence.starts:
        blocks.append(cards.answer_buttons(words, SERIES, shown, AGENDA))
    blocks.append(context(_answers(words, shown, brought.away)))
    values = {"emblem": emblem, "title": title_of(words, shown.series.title), "day": words.short_day(occurrence.starts)}
    text = words.say(
        "{emblem} {title}, {day} {time} {zone}", **values, time=words.clock(occurrence.starts), zone=shown.series.zone
    )
    return framed(text, text, blocks)


def _emblem(series: Series) -> str:
    event = event_titled(series.title)
    return "🗓" if event is None else EMBLEMS[event]


def _facts(words: Words, shown: Shown, brought: Brought) -> str:
    sprint, today = brought.sprint, brought.today
    told = []
    if sprint is not None and today is not None:
        told = [
            words.say("Sprint {number}", number=sprint.number),
            days_from_to(words, sprint.first, sprint.last, today),
        ]
    timebox = "" if brought.timebox is None else words.say("at most {span}", span=words.minutes(brought.timebox))
    return "  ·  ".join(fact for fact in (*told, timebox, cards.link_to_call(words, shown.series)) if fact)


def _answers(words: Words, shown: Shown, away: Sequence[str]) -> str:
    silence, answered = words.say("Silence means coming."), cards.answered(words, shown)
    told = [silence, *answered, cards.away_of(words, away), cards.was_due(words, shown)]
    return "  ·  ".join(note for note in told if note)


def _called_off(words: Words, shown: Shown, why: CalledOff) -> str:
    values = {"title": title_of(words, shown.series.title), "when": words.slack_day_time(shown.occurrence.starts)}
    match why:
        case CalledOff.SKIPPED:
            return words.say("{title}, {when}: skipped this time.", **values)
        case CalledOff.PAUSED | CalledOff.ZONE_GONE:
            return words.say("{title}, {when}: paused.", **values)
        case CalledOff.ENDED:
            return words.say("{title}, {when}: not announced here any more.", **values)
        case _:
            return words.say("{title}, {when}: moved to another day: the Sprint's dates have changed.", **values)


def line(words: Words, shown: Shown) -> Message:
    """Draw the line shortly before, with the link; once it is called off, how, for it stands in the channel already."""
    words = words.in_zone(shown.series.zone)
    if shown.occurrence.called_off is not None:
        return Message(_called_off(words, shown, shown.occurrence.called_off))
    time = words.slack_time(shown.occurrence.starts, zone=True)
    text = words.say("{title} begins at {time}.", title=title_of(words, shown.series.title), time=time)
    return Message(f"{text} {cards.link_to_call(words, shown.series)}".rstrip())


def placed(words: Words, series: Series) -> str:
    """Name an event and its channel."""
    return words.say("{title} in <#{channel}>", title=title_of(words, series.title), channel=series.channel)


def all_placed(words: Words, channel: ChannelId) -> str:
    """Name all events of a channel's Sprints, within a sentence."""
    return words.say("the events of the Sprints in <#{channel}>", channel=channel)


def comes(words: Words, title: str, kind: AlarmKind) -> str:
    """Say in a few words what an alarm of an event brings."""
    return cards.comes(words, title_of(words, title), kind, SERIES)


def missed(words: Words, series: Series, due: datetime, following: datetime | None) -> str:
    """Tell the owner that a card was not sent, and what comes next."""
    text = words.say(
        "I could not announce {what} in time: it was due {when}.", what=placed(words, series), when=words.slack_day_time(due)
    )
    coming = words.say("The next one is {when}.", when=words.slack_day_time(following)) if following else ""
    return f"{text} {coming}".rstrip()


def zone_gone(words: Words, series: Series) -> tuple[str, str]:
    """Name an event whose zone is gone, and the command that places it anew."""
    return placed(words, series), "/sprint 2 weeks from 1 december Europe/Madrid"


def listing(words: Words) -> tuple[str, str]:
    """Return the title of the list of events, and what stands there when it is empty."""
    empty = words.say("No events of Sprints are announced here. `/sprint 2 weeks from 1 december` sets Sprints up.")
    return words.say("Events of this channel's Sprints"), empty


def ending(words: Words, series: Series) -> Ending:
    """Name the end of an event."""
    title = title_of(words, series.title)
    done = words.say("{what} is not announced any more. `/sprint events` has it announced again.", what=placed(words, series))
    return Ending(words.say("End"), words.say("Stop announcing it?"), words.say("Stop announcing it"), done or title)


def losing(words: Words, series: Series, lost: Lost) -> list[str]:
    """Say what is lost with an event: its cards; the event itself is the team's."""
    return [words.say("{what} is not announced any more, and is in no calendar.", what=placed(words, series))]


def skipped(words: Words, starts: datetime) -> str:
    """Say that a date is skipped."""
    return words.say("Skipped: {when}.", when=words.slack_day_time(starts))
