"""The private ballot by rows: each press counts at once, and the form is drawn anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.ids import MeetingId, PersonId
from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules.ballots import dots_of
from bot.features.lean_coffee.rules.refusals import VotingClosed
from bot.features.lean_coffee.rules.stages import GONE, Column
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId, TopicMeeting
from bot.features.lean_coffee.rules.voting import voting_may_close_at
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.explain import explain
from bot.features.lean_coffee.views.pieces import context_line, dots
from bot.features.lean_coffee.views.votes_option import told_on_ballot
from bot.meetings.rules.refusals import Stale
from bot.meetings.views.frame import Reader, facts
from bot.meetings.views.ids import read_value, value
from bot.paging import paged, turning
from bot.slack.blocks import actions, button, context, divider, section
from bot.slack.forms import NOTICE
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

MOST_BY_ROWS = 15
"""With more people here a call to Slack for each press would be too many for their workspace: the form has menus."""
LEAST_CALLS = 40
"""With fewer calls left of the workspace's minute too."""


@dataclass(frozen=True)
class OpenBallot:
    """What an open ballot carries: whose meeting, in which phase, which page is shown.

    `topics`: those that stand on the page, so that one that is withdrawn meanwhile can say so; where the form has menus, the dots
    that were chosen on its other pages.
    """

    meeting: MeetingId
    phase: int
    page: int = 0
    topics: Mapping[TopicId, int] = field(default_factory=dict)

    def written(self) -> str:
        """Write it as the private part of a form."""
        listed = ",".join(f"{topic}={number}" for topic, number in self.topics.items())
        return f"{value(self.meeting, self.phase)} {self.page} {listed}"


def read_open(private: str) -> OpenBallot:
    """Read the private part of a ballot, of an older version's too."""
    named, _, rest = private.partition(" ")
    page, _, listed = rest.partition(" ")
    meeting, phase = read_value(named)
    pairs = [part.partition("=") for part in listed.split(",") if part]
    return OpenBallot(MeetingId(meeting), phase, Pages.read(page), {TopicId(name): Pages.read(n) for name, _, n in pairs})


def has_rows(people: int, calls_left: int) -> bool:
    """Tell whether a ballot that opens now has rows to press, or menus."""
    return people <= MOST_BY_ROWS and calls_left >= LEAST_CALLS


def by_rows(words: Words, meeting: TopicMeeting, voter: PersonId, opened: OpenBallot, *, at: datetime, notice: str = "") -> Modal:
    """Draw a page of the ballot: a row for each topic with the dots that a voter gave it. `notice`: why the last press did not count."""
    given = Counter(dots_of(meeting, voter))
    listed = on_ballot(meeting, {*opened.topics, *given})
    if not any(topic.column is Column.TO_DISCUSS for topic in listed):
        return nothing_left(words, meeting)
    pages = paged(opened.page, len(listed))
    shown, reader = listed[pages.start : pages.stop], Reader(words, at, {})
    left = meeting.dots - sum(given[topic.id] for topic in listed if topic.column is Column.TO_DISCUSS)
    blocks: list[Block] = [
        *told(notice),
        section(_left(words, meeting, left)),
        divider(),
        *(block for topic in shown for block in _row(reader, meeting, topic, given[topic.id])),
        *turning(words, pages, ids.ROWS_BEFORE, ids.ROWS_AFTER),
        context(_explained(words, meeting)),
    ]
    private = OpenBallot(meeting.id, meeting.phase, pages.number, {topic.id: 0 for topic in shown}).written()
    return Modal(ids.ROWS_FORM, title_of(words, meeting), blocks, words.say("Done"), words.say("Close"), private=private)


def title_of(words: Words, meeting: TopicMeeting) -> str:
    """Return what a ballot is headed by."""
    return words.count("Your {n} dot", "Your {n} dots", meeting.dots)


def told(notice: str) -> list[Block]:
    """Draw what is said above a form, if anything."""
    return [section(notice, block=NOTICE)] if notice else []


def on_ballot(meeting: TopicMeeting, known: set[TopicId]) -> Sequence[Topic]:
    """Return what stands on a ballot, in the board's order: what can be voted on, and what was and is known to this form."""
    gone = (topic for topic in meeting.topics if topic.column in GONE and topic.id in known)
    listed = [*to_vote_on(meeting), *gone]
    return sorted(listed, key=lambda topic: (topic.rank or len(meeting.topics), topic.proposed, topic.id))


def closes(words: Words, meeting: TopicMeeting) -> str:
    """Return the time at which voting closes, as things stand now."""
    due = meeting.due or meeting.planned_end
    if not isinstance(meeting, Meeting):  # a window ends when it was said, and that may be days ahead
        return words.slack_day_time(due)
    early = voting_may_close_at(meeting)
    return words.clock(due) if early is None or early >= due else words.clock_seconds(early)


def gone(words: Words, topic: Topic) -> Block:
    """Draw the row of a topic that cannot be voted on any more: why, and of one that was reported no word."""
    if topic.column is Column.HIDDEN:
        return section(words.say("_A topic was hidden meanwhile: several people reported it. Dots on it are free again._"))
    told_of = (
        words.say("Withdrawn meanwhile. Dots on it are free again.")
        if topic.column is Column.WITHDRAWN
        else words.say("Taken off the board meanwhile. Dots on it are free again.")
    )
    return section(f"*{plain(topic.title, 200)}*\n_{told_of}_")


def nothing_left(words: Words, meeting: TopicMeeting) -> Modal:
    """Say in the place of a ballot that there is nothing to vote on any more."""
    nothing = section(words.say("Every topic was withdrawn meanwhile, so there is nothing to vote on."))
    return Modal(ids.ROWS_FORM, title_of(words, meeting), [nothing], close=words.say("Close"))


def closed(words: Words, refused: Refusal, meeting: TopicMeeting, voter: PersonId, *, counted: bool) -> Modal:
    """Say in the place of a ballot that the vote is over, and what counts of this voter's; `counted`: nothing came too late."""
    title, said = words.say("Voting has closed"), explain(refused, words) or ""
    if isinstance(refused, Stale) and meeting.is_voting:  # a close was taken back, or the group votes again
        title = words.say("Another vote is on")
        said = words.say("This form is of an earlier vote, and counts no more. Press “Vote” on the board.")
    if counted and isinstance(refused, VotingClosed):
        said = words.say("Voting closed at {time}. What you gave until then counts.", time=words.clock_seconds(refused.closed))
    given = Counter(dots_of(meeting, voter))
    lines = [
        f"{dots(given[topic.id])}  {plain(topic.title, 200)}"
        for topic in meeting.topics
        if given[topic.id] and topic.column not in GONE
    ]
    kept = (
        [section("\n".join([words.say("Your dots that count:"), *lines]))] if lines and isinstance(refused, VotingClosed) else []
    )
    return Modal(ids.ROWS_FORM, title, [section(said), *kept], close=words.say("Close"))


def _left(words: Words, meeting: TopicMeeting, left: int) -> str:
    if seen := told_on_ballot(words, meeting):
        now = words.count(
            "*{left} of {n} dot left.* Change it until voting closes at {time}.",
            "*{left} of {n} dots left.* Change it until voting closes at {time}.",
            meeting.dots,
            left=left,
            time=closes(words, meeting),
        )
        return f"{now} {seen}"
    return words.count(
        "*{left} of {n} dot left.* Change it until voting closes at {time}. Nobody sees it.",
        "*{left} of {n} dots left.* Change it until voting closes at {time}. Nobody sees it.",
        meeting.dots,
        left=left,
        time=closes(words, meeting),
    )


def _explained(words: Words, meeting: TopicMeeting) -> str:
    several = words.say("Several dots may go to one topic.") if meeting.dots > 1 else ""
    done = words.say(
        "Each press counts at once. “Done” says that you have chosen, with fewer dots or none: nobody waits for you then."
    )
    return f"{several} {done}".strip()


def _row(reader: Reader, meeting: TopicMeeting, topic: Topic, given: int) -> list[Block]:
    words = reader.words
    if topic.column is not Column.TO_DISCUSS:
        return [gone(words, topic)]
    mark = value(topic.id, meeting.phase)
    head = f"*{plain(topic.title, 200)}*" + (f"   {dots(given)}" if given else "")
    told_of = facts(context_line(reader, topic))
    give = button(words.say("+ dot"), ids.GIVE_DOT, mark)
    row = section(f"{head}\n{told_of}".rstrip(), give, block=f"row_{topic.id}")
    return [row, actions(button(words.say("− dot"), ids.TAKE_DOT, mark))] if given else [row]
