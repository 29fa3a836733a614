"""Why not, and what to do: every refusal of Lean Coffee in the reader's words."""

from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules.refusals import (
    DotsOutOfBounds,
    HostDoesNotVote,
    NoDotsLeft,
    NoDotThere,
    NoRunOff,
    NoSuchTopic,
    NotHidden,
    NothingToMerge,
    NothingToReport,
    NoTimeLeft,
    NoTimeToTalk,
    NoTimeToVote,
    NotMerged,
    NoTopics,
    NotYourTopic,
    OwnTopic,
    ReportedBefore,
    RunOffTooLate,
    SameTopic,
    TableOver,
    TakenBackTooLate,
    TooFewForTables,
    TooFewPeople,
    TooFewTopicsForTables,
    TooManyDots,
    TooManyParts,
    TooManyTopics,
    TopicGone,
    TopicMerged,
    TopicTaken,
    VotingClosed,
)
from bot.features.lean_coffee.rules.searching import ChannelsNotTold, TooManyWords
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.views import wishes
from bot.features.lean_coffee.views.box_option import explain_boxes
from bot.features.lean_coffee.views.pieces import NAMING
from bot.features.lean_coffee.views.pitch_option import explain_pitch
from bot.features.lean_coffee.views.takeaway_option import explain_takeaways
from bot.features.lean_coffee.views.votes_option import explain_votes
from bot.features.lean_coffee.views.windows.explain import explain as of_windows
from bot.features.lean_coffee.views.windows.explain import stages
from bot.meetings.views import explain as of_any
from bot.slack.text import plain
from bot.words.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say what happened and what to do; None for a refusal of another room."""
    return (
        _of_texts(refusal, words)
        or _of_settings(refusal, words)
        or _of_people(refusal, words)
        or _of_topics(refusal, words)
        or _of_merging(refusal, words)
        or _of_reports(refusal, words)
        or _of_state(refusal, words)
        or _of_time(refusal, words)
        or _of_tables(refusal, words)
        or of_windows(refusal, words)
        or of_any.explain(
            NAMING, {**{stage: now(stage, words) for stage in Stage}, **stages(words)}, refusal, words, wishes.OPTIONS
        )
    )


def _of_texts(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case EmptyText(field="title"):
            return words.say("A topic needs a few words: `/coffee topic Flaky tests | third week in a row`.")
        case EmptyText(field="takeaway"):
            return words.say("Write what you take with you.")
        case EmptyText(field="search"):
            return words.say("Type what to look for: `/coffee search deploy`, or `/coffee search “flaky tests” friday`.")
        case TooManyWords():
            return words.say("At most {most} words at once; you typed {given}.", most=refusal.most, given=refusal.given)
        case ChannelsNotTold():
            return words.say("Slack did not say in time which channels you are in, so I did not search. Please try again.")
        case TextTooLong():
            return _too_long(refusal, words)
        case _:
            return None


def _too_long(refusal: TextTooLong, words: Words) -> str | None:
    """Name the text that is over its limit: a command has several."""
    length, most = refusal.length, refusal.most
    match refusal.field:
        case "title":
            return words.say(
                "The topic has {length} characters; at most {most} fit. Please shorten it.", length=length, most=most
            )
        case "context":
            return words.say(
                "The sentences about the topic have {length} characters; at most {most} fit. Please shorten them.",
                length=length,
                most=most,
            )
        case "search":
            return words.say("A search has at most {most} characters; this has {length}.", length=length, most=most)
        case "takeaway":
            return words.say(
                "The takeaway has {length} characters; at most {most} fit. Please shorten it.", length=length, most=most
            )
        case _:
            return None


def _of_settings(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case wishes.BadHost():
            return words.say("`host` takes `votes` or `watches`; you wrote {text}.", text=plain(refusal.text, 40))
        case wishes.BadDots():
            return words.say("`dots` takes a number or `auto`; you wrote {text}.", text=plain(refusal.text, 40))
        case DotsOutOfBounds():
            return words.say("`dots` can be from {least} to {most}, or `auto`.", least=refusal.least, most=refusal.most)
        case _:
            return (
                explain_boxes(refusal, words)
                or explain_takeaways(refusal, words)
                or explain_pitch(refusal, words)
                or explain_votes(refusal, words)
            )


def _of_people(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case HostDoesNotVote():
            return words.say("You host this meeting without voting.")
        case NotYourTopic():
            return words.say("Only its author can change this topic; a carried anonymous one is the host's to decide about.")
        case _:
            return None


def _of_topics(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case NoTopics():
            return words.say("There is nothing to vote on yet. Propose a topic first.")
        case TooFewPeople():
            return words.say("Voting opens once a second person is here: whoever presses “I'm here” on the board is.")
        case TooManyTopics():
            return words.say("The list is full: {most} topics. Withdraw one, or wait for the next meeting.", most=refusal.most)
        case TopicGone(column=Column.WITHDRAWN):
            return words.say("This topic was withdrawn already.")
        case TopicGone(column=Column.HIDDEN):
            return words.say("This topic is hidden, because several people reported it. The host decides about it.")
        case TopicGone():
            return words.say("The host took this topic off the board.")
        case TopicTaken():
            return words.say("This topic is being discussed, or was: it stays as it is.")
        case NoSuchTopic():
            return words.say("I find no such topic here. `/coffee mine` lists yours.")
        case TooManyDots() | NoDotsLeft() | NoDotThere():
            return _of_dots(refusal, words)
        case _:
            return None


def _of_merging(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case TopicMerged():
            return words.say("This topic is part of “{title}” by now.", title=plain(refusal.topic))
        case SameTopic():
            return words.say("These are the same topic. Choose two different ones.")
        case TooManyParts():
            return words.say("At most {most} topics fit into one. Merge fewer of them.", most=refusal.most)
        case NothingToMerge():
            return words.say("Two topics can be merged while topics are gathered, once there are two on the board.")
        case NotMerged():
            return words.say("This topic is not a merged one any more.")
        case _:
            return None


def _of_dots(refusal: TooManyDots | NoDotsLeft | NoDotThere, words: Words) -> str:
    match refusal:
        case TooManyDots():
            return words.say("You gave {given} dots; each of you has {allowed}.", given=refusal.given, allowed=refusal.allowed)
        case NoDotsLeft():
            return words.count(
                "You have given your dot. Take it back first with “− dot”.",
                "You have given all {n} dots. Take one back first with “− dot”.",
                refusal.allowed,
            )
        case NoDotThere():
            return words.say("There is no dot of yours on that topic any more.")


def _of_reports(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case ReportedBefore():
            return words.say("You have reported this topic already. Nobody sees that.")
        case OwnTopic():
            return words.say("This topic is yours: “My topics” withdraws it.")
        case NothingToReport():
            return words.say("No topic of somebody else's waits on the board.")
        case NotHidden():
            return words.say("This topic is not hidden any more.")
        case _:
            return None


def _of_state(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case VotingClosed():
            return words.say("Voting closed at {time}, not counted.", time=words.clock_seconds(refusal.closed))
        case _:
            return None


def _of_time(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case NoTimeToVote():
            return words.say(
                "There is no time left for another vote: the meeting ends at {time}.", time=words.clock(refusal.planned_end)
            )
        case NoTimeToTalk():
            return words.say(
                "There is no time left for another topic: the meeting ends at {time}.", time=words.clock(refusal.planned_end)
            )
        case NoRunOff():
            return words.say("There is nothing to decide by a run-off: no topics share the top of a vote that has just ended.")
        case RunOffTooLate():
            return words.say("A run-off could be had until {time}. The talk goes on.", time=words.clock_seconds(refusal.until))
        case TakenBackTooLate():
            return words.say(
                "That could be taken back until {time}. To talk about the topic once more, propose it again: `/coffee topic …`.",
                time=words.clock_seconds(refusal.until),
            )
        case NoTimeLeft():
            return words.say(
                "This box already lasts until the planned end at {time}, which does not move.",
                time=words.clock(refusal.planned_end),
            )
        case _:
            return None


def _of_tables(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case TableOver():
            return words.say("This table is over. The board of the meeting shows the ones that go on.")
        case TooFewForTables():
            return words.say(
                "A meeting splits into tables once {least} people are here; there are {here}.",
                least=refusal.least,
                here=refusal.here,
            )
        case TooFewTopicsForTables():
            return words.say("Tables need {least} topics with dots that are not discussed yet.", least=refusal.least)
        case _:
            return None


def now(stage: Stage, words: Words) -> str:
    """Say what a meeting does in a stage, after “it” or a colon."""
    return {
        Stage.GATHERING: words.say("it gathers topics"),
        Stage.PITCH: words.say("topics are pitched"),
        Stage.VOTING: words.say("it votes"),
        Stage.DISCUSSING: words.say("a topic is being discussed"),
        Stage.PAUSED: words.say("the box is paused"),
        Stage.THUMBS: words.say("it asks for thumbs"),
        Stage.CARRY_ON: words.say("the talk carries on"),
        Stage.TABLES: words.say("it talks at tables"),
        Stage.LAST_CALL: words.say("last call for takeaways"),
        Stage.CLOSED: words.say("it has ended"),
    }[stage]
