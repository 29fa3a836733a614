"""Explains the refusals of any meeting, with the command of its ceremony."""

from collections.abc import Mapping
from typing import Any

from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.meetings.naming import Naming
from bot.meetings.rules.refusals import (
    AlreadyHost,
    HostAsked,
    HostsAlready,
    MeetingOver,
    MeetingRunning,
    MinutesOutOfBounds,
    NobodyNamed,
    NoMeeting,
    NoPeople,
    NotHere,
    NothingToHold,
    NothingToUndo,
    NotHost,
    NotNow,
    OneMeetingHasOneHost,
    OutOfBounds,
    QueuedMeetingGone,
    Stale,
    TooLateToUndo,
    TooManyCohosts,
    TooManyHosts,
    WishWithoutValue,
)
from bot.meetings.views.credit_words import explain as of_credit
from bot.meetings.views.options import StartOptions
from bot.meetings.views.refused_times import DayOver
from bot.meetings.views.typed import HourOver, UnknownWish
from bot.papers.sending import explain_paper
from bot.series import rules as series
from bot.series.leads import BadLead
from bot.series.views.explain import bad_lead
from bot.slack.text import plain
from bot.words.words import Words


def explain(
    naming: Naming, stages: Mapping[Any, str], refusal: Refusal, words: Words, options: StartOptions[Any] | None = None
) -> str | None:
    """Say what happened and what to do; None for a refusal of another room, or about another ceremony's series or stages.

    `stages`: what a meeting does in each, after “it” or a colon. `options`: what people choose of one that they type.
    """
    if isinstance(refusal, series.OfSeries):
        return _of_series(naming, refusal, words) if refusal.ceremony == naming.name else None
    return (
        _of_state(naming, stages, refusal, words)
        or _of_people(refusal, words)
        or _of_hosting(naming, refusal, words)
        or _of_course(naming, refusal, words)
        or _of_texts(refusal, words)
        or explain_paper(refusal, words)
        or (None if options is None else _of_typed(options, refusal, words))
    )


def _of_series(naming: Naming, refusal: series.OfSeries, words: Words) -> str:
    command = naming.command
    match refusal:
        case series.NotOwner():
            return words.say("Only <@{host}>, who hosts it, or an admin can change it.", host=refusal.owner)
        case series.NoSuchSeries():
            return words.say(
                "I find nothing of the kind planned. `{command} series` lists what is planned in this channel.", command=command
            )
        case series.SeriesEnded(series=over):
            return _ended(words, over, command)
        case _:
            return words.say(
                "That date is over, or was skipped or moved already. `{command} series` shows what comes.", command=command
            )


def _ended(words: Words, over: series.Series, command: str) -> str:
    """Say that a series has ended or one meeting was cancelled, on which day where that was noted, and what plans another."""
    title, day = plain(over.title), "" if over.ended is None else words.day(over.ended)
    if over.one_off:
        told = words.say("“{title}” was cancelled on {day}.", title=title, day=day)
        if not day:
            told = words.say("“{title}” was cancelled.", title=title)
        return f"{told} {words.say('`{command} plan …` plans another meeting.', command=command)}"
    told = words.say("“{title}” ended on {day}.", title=title, day=day) if day else words.say("“{title}” has ended.", title=title)
    return f"{told} {words.say('`{command} every …` plans a new series.', command=command)}"


def _of_state(naming: Naming, stages: Mapping[Any, str], refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case MeetingOver():
            return words.say(
                "This meeting is over: it ran from {opened} to {closed}. Where it has a summary, “Not right?” there adds or corrects your own minutes; its host can correct the roster. `{command} start` starts the next one.",
                opened=words.slack_day_time(refusal.opened),
                closed=words.slack_day_time(refusal.closed),
                command=naming.command,
            )
        case Stale() | NotNow() if refusal.stage in stages:
            return words.say("The meeting has moved on: {stage}. Use the buttons of the live board.", stage=stages[refusal.stage])
        case NothingToUndo():
            return words.say("There is nothing to take back: the meeting came here by itself.")
        case TooLateToUndo():
            return words.say("That could be taken back until {time}.", time=words.clock_seconds(refusal.until))
        case _:
            return None


def _of_course(naming: Naming, refusal: Refusal, words: Words) -> str | None:
    command = naming.command
    match refusal:
        case NoMeeting():
            return words.say(
                "No {ceremony} is open in this channel. `{command} start` starts one.",
                ceremony=naming.called(words),
                command=command,
            )
        case MeetingRunning():
            return words.say(
                "A meeting is running in this channel already. `{command} board` brings its board down here.", command=command
            )
        case QueuedMeetingGone():
            return words.say(
                "This offer is over: it was used, or it is older than 24 hours. `{command} start` makes a new one.",
                command=command,
            )
        case _:
            return None


def _of_people(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case NotHere():
            return words.say("Only people who are here can do this. Press “I'm here” on the board first.")
        case NothingToHold() if type(refusal) is NothingToHold:  # a ceremony says in its own words what it lacks
            return words.say("There is nothing that this meeting could be about right now.")
        case MinutesOutOfBounds():
            return words.say("Whole minutes from 0 to {most}.", most=refusal.most)
        case _:
            return None


def _of_hosting(naming: Naming, refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case NotHost(or_cohost=True):
            return words.say("Only the host, <@{host}>, or a co-host can do this.", host=refusal.host)
        case NotHost():
            return words.say("Only the host, <@{host}>, can do this.", host=refusal.host)
        case AlreadyHost():
            return words.say("You host this meeting already.")
        case HostsAlready():
            return words.say("<@{host}> hosts this meeting already. Choose somebody else.", host=refusal.host)
        case HostAsked():
            time = words.clock_seconds(refusal.until)
            return words.say("<@{host}> has been asked already, and has until {time} to answer.", host=refusal.host, time=time)
        case TooManyCohosts():
            return words.say("{given} co-hosts are too many: at most {most}.", given=refusal.given, most=refusal.most)
        case TooManyHosts():
            return words.say("{given} hosts in turn are too many: at most {most}.", given=refusal.given, most=refusal.most)
        case NoPeople():
            return words.say(
                "I find no person in “{text}”. Name people as Slack offers them behind an @: `{option} @ana @ben`.",
                text=plain(refusal.text, 60),
                option=refusal.field,
            )
        case OneMeetingHasOneHost():
            return words.say(
                "Hosts take turns in a series: `{command} every … hosts @ana @ben`. One meeting is yours to host; `cohost @ana` names who hosts it beside you, and `{command} handover @ana` hands it over once it runs.",
                command=naming.command,
            )
        case NobodyNamed():
            return words.say("Name one person: `{command} handover @ana`. Alone it asks in a form.", command=naming.command)
        case _:
            return None


def _of_texts(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case EmptyText(field="meeting"):
            return words.say("The meeting needs a name, for example “Platform guild”.")
        case EmptyText(field="person"):
            return words.say("Whose minutes are these? Choose the person.")
        case EmptyText(field="guest"):
            return words.say("Whose minutes are these? Write the name.")
        case EmptyText(field="reason"):
            return words.say("Say in a few words why.")
        case EmptyText():
            return words.say("This cannot be empty.")
        case TextTooLong():
            return _too_long(refusal, words)
        case OutOfBounds():
            return words.say(
                "`{setting}` can be from {least} to {most} here; you wrote {given}.",
                setting="for" if refusal.setting == "length" else refusal.setting.replace("_", " "),
                least=words.minutes(refusal.least),
                most=words.minutes(refusal.most),
                given=words.minutes(refusal.given),
            )
        case _:
            return None


def _too_long(refusal: TextTooLong, words: Words) -> str | None:
    length, most = refusal.length, refusal.most
    match refusal.field:
        case "meeting":
            return words.say(
                "The meeting's name has {length} characters; at most {most} fit. Please shorten it.", length=length, most=most
            )
        case "link":
            return words.say(
                "The link has {length} characters; at most {most} fit. Please use a shorter address.", length=length, most=most
            )
        case "guest":
            return words.say("The name has {length} characters; at most {most} fit. Please shorten it.", length=length, most=most)
        case "reason":
            return words.say(
                "The reason has {length} characters; at most {most} fit. Please shorten it.", length=length, most=most
            )
        case _:
            return None


def _of_typed(options: StartOptions[Any], refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case UnknownWish():
            told = words.say("I do not understand “{word}” here.", word=plain(refusal.word, 40))
            if refusal.nearest:
                told += " " + words.say("Did you mean `{nearest}`?", nearest=refusal.nearest)
            line = f"{options.naming.command} start {options.example}"
            return told + " " + words.say("For example: `{line}`.", line=line)
        case HourOver():
            return words.say(
                "{time} of today is over. For tomorrow type `{line}`.",
                time=f"{refusal.wall:%H:%M}",
                line=plain(refusal.tomorrow, 1_200),
            )
        case DayOver():
            return words.say(
                "“{words}” is over. For a day to come type `{line}`; a name that has such words in it goes in quotes.",
                words=plain(refusal.words, 60),
                line=plain(refusal.instead, 1_200),
            )
        case WishWithoutValue():
            example = options.names[refusal.option].example
            return words.say("`{option}` needs a value, as in `{example}`.", option=refusal.option, example=example)
        case BadLead():
            return bad_lead(words, refusal)
        case _:
            return of_credit(words, refusal)
