"""A whole Lean Coffee in a minute and a half, held by three invented people and decided by the rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.lean_coffee.rules import ballots, boxes, topics
from bot.features.lean_coffee.rules.apply import applied
from bot.features.lean_coffee.rules.changes import Change
from bot.features.lean_coffee.rules.meeting import COURSE, add_takeaway, open_meeting
from bot.features.lean_coffee.rules.stages import Choice
from bot.features.lean_coffee.rules.values import Meeting, Proposal, Settings, TakeawayId, TopicId
from bot.meetings.rules import course
from bot.meetings.rules.acted import acted
from bot.meetings.rules.values import NewMeeting

IDA, NOOR, TOM = (PersonId(f"played:{name}") for name in ("ida", "noor", "tom"))
"""Nobody's ids: no workspace has people called like this."""
LASTS = timedelta(seconds=90)
SETTINGS = Settings(
    length=LASTS,
    collect=timedelta(seconds=12),
    vote=timedelta(seconds=14),
    boxes=(timedelta(seconds=12), timedelta(seconds=8), timedelta(seconds=4)),
    thumbs=timedelta(seconds=8),
    last_call=timedelta(seconds=10),
)
_CHANNEL, _MEETING = ChannelId("played"), MeetingId("played")
_FIRST, _SECOND, _THIRD = (TopicId(f"played:{number}") for number in (1, 2, 3))
_KEY = "played"
Deed = Callable[[Meeting, datetime], tuple[Change, ...]]


@dataclass(frozen=True)
class Lines:
    """What the invented people say: the meeting's title, three topics with their context, two takeaways."""

    title: str
    topics: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    takeaways: tuple[str, str]


_ANY_LINES = Lines("-", (("-", ""), ("-", ""), ("-", "")), ("-", "-"))


def played(lines: Lines, begun: datetime, at: datetime) -> Meeting:
    """Return the meeting as it stands at a moment of the play."""
    new = NewMeeting(_CHANNEL, lines.title, IDA, "UTC", SETTINGS)
    (opened,) = open_meeting(new, meeting=_MEETING, waiting=(), at=begun)
    meeting, since = opened.meeting, begun
    for seconds, deed in _script(lines):
        moment = begun + timedelta(seconds=seconds)
        if moment > at:
            break
        meeting = _passed(meeting, since, moment)
        meeting, since = applied(meeting, acted(COURSE, meeting, deed(meeting, moment))), moment
    return _passed(meeting, since, at)


@cache
def moments() -> tuple[timedelta, ...]:
    """Return how long after its beginning a play changes, in order: at what people do, and at its deadlines."""
    begun = at = datetime(2026, 1, 1, tzinfo=UTC)
    deeds = [begun + timedelta(seconds=seconds) for seconds, _ in _script(_ANY_LINES)]
    found = {at}
    while (wake := COURSE.wakes_at(played(_ANY_LINES, begun, at))) is not None:
        at = min([wake, *(deed for deed in deeds if deed > at)])
        found.add(at)
    return tuple(sorted(moment - begun for moment in found))


def next_moment(begun: datetime, at: datetime) -> datetime | None:
    """Return when the play changes next; None once it is over."""
    return next((begun + after for after in moments() if begun + after > at), None)


def _passed(meeting: Meeting, since: datetime, at: datetime) -> Meeting:
    """Let what falls due between two moments happen, each at its own time."""
    while (wake := COURSE.wakes_at(meeting)) is not None and wake <= at:
        meeting = applied(meeting, course.fall_due(COURSE, meeting, max(wake, since)))
    return meeting


def _script(lines: Lines) -> Sequence[tuple[float, Deed]]:
    """Return what the three do, with the seconds after the beginning."""
    more, neutral, following = Choice.MORE, Choice.NEUTRAL, Choice.NEXT
    dots: Mapping[PersonId, tuple[TopicId, ...]] = {
        IDA: (_FIRST, _FIRST, _SECOND),
        NOOR: (_FIRST, _SECOND, _SECOND),
        TOM: (_FIRST, _FIRST, _FIRST),
    }
    return (
        (0, partial(_comes, IDA)),
        (2, partial(_proposes, IDA, _FIRST, lines.topics[0])),
        (4, partial(_comes, NOOR)),
        (6, partial(_proposes, NOOR, _SECOND, lines.topics[1])),
        (8, partial(_comes, TOM)),
        (10, partial(_proposes_unnamed, TOM, _THIRD, lines.topics[2])),
        *((15 + 3 * place, partial(_votes, person, dots[person])) for place, person in enumerate(dots)),
        (33, partial(_notes, NOOR, "1", lines.takeaways[0])),
        (40, partial(_thumb, IDA, more)),
        (42, partial(_thumb, NOOR, more)),
        (44, partial(_thumb, TOM, following)),
        (54, partial(_thumb, TOM, following)),
        (56, partial(_thumb, IDA, following)),
        (57.5, partial(_thumb, NOOR, neutral)),
        (66, partial(_notes, IDA, "2", lines.takeaways[1])),
        (72, partial(_thumb, NOOR, following)),
        (73, partial(_thumb, TOM, following)),
        (75, partial(_thumb, IDA, neutral)),
    )


def _comes(person: PersonId, meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    return course.check_in(meeting, person=person, at=at)


def _proposes(person: PersonId, topic: TopicId, said: tuple[str, str], meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    return topics.propose(meeting, Proposal(_CHANNEL, person, *said), waiting=0, topic=topic, at=at)


def _proposes_unnamed(
    person: PersonId, topic: TopicId, said: tuple[str, str], meeting: Meeting, at: datetime
) -> tuple[Change, ...]:
    proposal = Proposal(_CHANNEL, person, *said, anonymous=True)
    return topics.propose(meeting, proposal, waiting=0, topic=topic, at=at, key=_KEY)


def _votes(person: PersonId, dots: tuple[TopicId, ...], meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    given: tuple[Change, ...] = ()
    for topic in dots:
        press = ballots.give_dot(meeting, phase=meeting.phase, voter=person, topic=topic, at=at)
        meeting, given = applied(meeting, press), (*given, *press)
    return given


def _thumb(person: PersonId, choice: Choice, meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    return boxes.give_thumb(meeting, person=person, phase=meeting.phase, choice=choice, ts=str(at.timestamp()), at=at)


def _notes(person: PersonId, number: str, text: str, meeting: Meeting, at: datetime) -> tuple[Change, ...]:
    takeaway = TakeawayId(f"played:{number}")
    return add_takeaway(meeting, takeaway=takeaway, topic=meeting.topic, text=text, person=person, at=at)
