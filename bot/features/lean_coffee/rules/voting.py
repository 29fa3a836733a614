"""The vote: how it opens and closes, ranked with a stated rule for ties."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.advance import advance, opened, time_to_talk, worth_opening
from bot.features.lean_coffee.rules.apply import apply
from bot.features.lean_coffee.rules.ballots import expected_voters, voted
from bot.features.lean_coffee.rules.changes import (
    Change,
    GatheringBegun,
    Ranked,
    TopicOpened,
    TopicsTaken,
    VotingEnded,
    VotingOpened,
)
from bot.features.lean_coffee.rules.refusals import (
    NoTimeToTalk,
    NoTimeToVote,
    NoTopics,
    TooFewPeople,
    TopicGone,
    TopicTaken,
)
from bot.features.lean_coffee.rules.run_off import run_off_ended
from bot.features.lean_coffee.rules.settings import dots_for
from bot.features.lean_coffee.rules.shown_votes import givers
from bot.features.lean_coffee.rules.stages import GONE, Column, Stage, Steering
from bot.features.lean_coffee.rules.topics import MOST_TOPICS, proposed, to_vote_on, topic_of
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId, TopicMeeting
from bot.meetings.rules.guards import steering
from bot.meetings.rules.values import ENOUGH_PEOPLE, Steered

SURE_OF_VOTES = timedelta(seconds=10)
"""So long after the last ballot that was waited for the vote stays open: time to change one's mind."""


def open_vote(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Let somebody here start the vote before gathering ends. Raise NoTopics, TooFewPeople, or what steering raises."""
    steering(meeting, person, phase, Stage.GATHERING)
    if len(meeting.came) < ENOUGH_PEOPLE:
        raise TooFewPeople
    return voting_opened(meeting, at, Steered(person, Steering.OPENED_VOTE, at))


def voting_opened(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[VotingOpened]:
    """Open the vote on what is still to discuss. Raise NoTopics."""
    topics = len(to_vote_on(meeting))
    if not topics:
        raise NoTopics
    due = at + _lasts(meeting, at)
    return (VotingOpened(at, due, dots_for(meeting.settings.dots, topics), steered=steered),)


def vote_again(
    meeting: Meeting, *, waiting: tuple[Topic, ...], person: PersonId, phase: int, at: datetime
) -> tuple[TopicsTaken | VotingOpened, ...]:
    """Let somebody here, in the last call, have the new topics voted on that wait in the channel, with those that had no dot.

    Raise NoTimeToVote, NoTopics, or what steering raises.
    """
    steering(meeting, person, phase, Stage.LAST_CALL)
    if not time_to_vote(meeting, at):
        raise NoTimeToVote(meeting.planned_end)
    new = waiting[: new_to_vote_on(meeting, len(waiting), at)]
    if not new:
        raise NoTopics
    taken = TopicsTaken(tuple(replace(topic, meeting=meeting.id) for topic in new))
    return (taken, *voting_opened(apply(meeting, taken), at, Steered(person, Steering.VOTED_AGAIN, at)))


def new_to_vote_on(meeting: Meeting, waiting: int, at: datetime) -> int:
    """Return how many of the topics that wait in the channel a last call can still have voted on."""
    if meeting.stage is not Stage.LAST_CALL or meeting.in_thread or not time_to_vote(meeting, at):
        return 0
    return max(0, min(waiting, MOST_TOPICS - proposed(meeting)))


def to_talk_about(meeting: Meeting, at: datetime) -> tuple[Topic, ...]:
    """Return the topics that people may still choose in a last call, in the order of the vote: those that nobody's dots opened."""
    if meeting.stage is not Stage.LAST_CALL or not time_to_talk(meeting, at):
        return ()
    return tuple(sorted(to_vote_on(meeting), key=lambda topic: (topic.rank, topic.proposed, topic.id)))


def talk_about(meeting: Meeting, *, topic: TopicId, person: PersonId, phase: int, at: datetime) -> tuple[TopicOpened]:
    """Let somebody here, in the last call, open a topic that had no dot.

    Raise NoTimeToTalk, NoSuchTopic, TopicGone, TopicTaken, or what steering raises.
    """
    steering(meeting, person, phase, Stage.LAST_CALL)
    if not time_to_talk(meeting, at):
        raise NoTimeToTalk(meeting.planned_end)
    found = topic_of(meeting, topic)
    if found.column in GONE:
        raise TopicGone(found.column)
    if found.column is not Column.TO_DISCUSS:
        raise TopicTaken(found.column)
    return opened(meeting, topic, at, Steered(person, Steering.TALKED_ABOUT, at))


def close_vote(meeting: Meeting, *, person: PersonId, phase: int, at: datetime) -> tuple[Change, ...]:
    """Let somebody here close the vote; the top topic opens. Raise what steering raises."""
    steering(meeting, person, phase, Stage.VOTING)
    return voting_ended(meeting, at, Steered(person, Steering.CLOSED_VOTE, at))


def voting_ended(meeting: Meeting, at: datetime, steered: Steered | None = None) -> tuple[Change, ...]:
    """Rank the topics and open the top one, if it has a dot and time is left.

    Where all of them are gone, gather anew, if there is time to vote on that.
    """
    if meeting.run_off:
        return run_off_ended(meeting, at, steered)
    ranking = ranked(meeting)
    if not ranking and time_to_vote(meeting, at):
        return (GatheringBegun(at, min(at + meeting.settings.collect, meeting.planned_end), steered=steered),)
    return (
        VotingEnded(at, ranking, steered=steered),
        *advance(meeting, tuple(place.topic for place in ranking if place.dots), at),
    )


def ranked(meeting: TopicMeeting) -> tuple[Ranked, ...]:
    """Rank the topics by dots; ties: more different voters, then carried more often, then proposed earlier, then by id."""
    dots, voters = Counter[TopicId](), Counter[TopicId]()
    for ballot in meeting.ballots:
        dots.update(ballot.dots)
        voters.update(set(ballot.dots))

    def before(topic: Topic) -> tuple[int, int, int, datetime, str]:
        return (-dots[topic.id], -voters[topic.id], -topic.carried, topic.proposed, topic.id)

    order = sorted(to_vote_on(meeting), key=before)
    return tuple(
        Ranked(topic.id, rank, dots[topic.id], voters[topic.id], givers(meeting, topic.id))
        for rank, topic in enumerate(order, start=1)
    )


def voting_may_close_at(meeting: Meeting) -> datetime | None:
    """Return when the vote closes because everyone here has voted: 10 s after the last change of it, or after who was missing has left.

    None while somebody is missing. What an outage took of the 10 s is given back.
    """
    expected = expected_voters(meeting)
    if not expected or not expected <= voted(meeting):
        return None
    cast = [ballot.at for ballot in meeting.ballots if ballot.voter in expected]
    since = max(meeting.began, meeting.regrouped or meeting.began, *cast)
    if meeting.outage is not None and meeting.outage.ended > since:
        since += meeting.outage.ended - max(since, meeting.outage.began)
    return since + SURE_OF_VOTES


def time_to_vote(meeting: Meeting, at: datetime) -> bool:
    """Tell whether a vote that opens now can end with a topic opened."""
    return meeting.planned_end - at >= meeting.settings.vote + worth_opening(meeting.settings)


def _lasts(meeting: Meeting, at: datetime) -> timedelta:
    return min(meeting.settings.vote, meeting.planned_end - at)
