"""Judges a history: which promises were broken, by nothing but what was seen from outside."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tests.history.copies import copies, occurrences
from tests.history.events import Act, Board, Fault, History, Posted, Served, Updated
from tests.history.meeting import Course
from tests.history.phases import Shown, phases

EDITS = ("edit_topic", "topic_more", "let_go", "keep_topic")
"""What an author changes a topic by, or takes it back."""
RIGHT_WITHIN = 10.0
"""Real seconds after which what was acknowledged has to be shown."""


def faults_of(history: History, *, within: float | None = RIGHT_WITHIN) -> list[Fault]:
    """Find every broken promise. `within`: how soon an act has to be shown (real seconds); None: only at the end."""
    found = [*copies(history), *occurrences(history)]
    acts, channels, away = _acts_of(history), _channels_of(history), _spans_away(history)
    editors = {act.person for of in acts.values() for act in of if act.verb in EDITS}
    for meeting, boards in boards_of(history).items():
        waited = acts[channels[meeting]] if meeting in channels else []
        proposed = [act for act in waited if act.verb == "propose" and act.what and act.person not in editors]
        course = Course(acts[meeting], boards, history.names, history.topics, proposed, history.handles)
        found += phases(meeting, boards, course.acts)
        found += _folds(history, course, boards, within, away)
    return found


def boards_of(history: History) -> dict[str, list[Shown]]:
    """Give what each meeting's boards have shown, in the order in which Slack took them."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for event in history.events:
        if isinstance(event, Posted | Updated) and event.board is not None:
            found[event.board.meeting].append((event.at, event.business, event.board))
    return found


def _acts_of(history: History) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = defaultdict(list)
    for event in history.events:
        if isinstance(event, Act):
            found[event.subject].append(event)
    return found


def _channels_of(history: History) -> dict[str, str]:
    """Name the channel of each meeting that is the first one there: of a later one nobody sees which topics had waited."""
    found: dict[str, str] = {}
    for event in history.events:
        if isinstance(event, Posted) and event.board is not None and event.channel not in found.values():
            found.setdefault(event.board.meeting, event.channel)
    return found


def _folds(
    history: History, course: Course, boards: Sequence[Shown], within: float | None, away: Sequence[tuple[float, float]]
) -> Iterator[Fault]:
    """Hold each board against what may have been true between its predecessor's moment and its drawing; the last one to the end."""
    since = float("-inf")
    meeting = boards[0][2].meeting
    opened: dict[int, float] = {}
    over: dict[int, float] = {}
    for place, (at, _, board) in enumerate(boards):
        for phase in course.polls:
            if phase < board.phase:
                over.setdefault(phase, at)
        found, told = _moment_of(course, board, since, at)
        if found is None:
            yield Fault("fold", meeting, f"the {board.stage} board of {at:.3f} {told}")
        else:
            since = found
            opened[board.phase] = found
            course.settle(found)
        if told := course.result(board, opened, over):
            yield Fault("fold", meeting, f"the {board.stage} board of {at:.3f} {told}")
        until = boards[place + 1][0] if place + 1 < len(boards) else history.ends
        is_last = place + 1 == len(boards)
        late = until - within if within is not None else None
        if is_last and history.quiet and (told := course.differs(board, history.ends)):
            yield Fault("lost", meeting, f"at the end the {board.stage} board {told}")
        elif found is None or late is None or late <= at or any(began < until and ended > late for began, ended in away):
            continue
        elif told := course.differs(board, late):
            yield Fault("late", meeting, f"{until - at:.1f} s long the {board.stage} board {told}")


def _moment_of(course: Course, board: Board, since: float, at: float) -> tuple[float | None, str]:
    """Give the earliest moment whose truth a board shows; None and how it differs from the last one, where there is none."""
    first = max(since, course.begins[0] - 1 if course.begins else at)
    moments = [first, *course.begins[bisect_right(course.begins, first) : bisect_right(course.begins, at)]]
    told = ""
    for moment in moments:
        told = course.differs(board, moment)
        if not told:
            return moment, ""
    return None, told


def _spans_away(history: History) -> list[tuple[float, float]]:
    """Give the spans in which nobody served."""
    found: list[tuple[float, float]] = []
    down: float | None = None
    for event in history.events:
        if isinstance(event, Served):
            if event.up and down is not None:
                found.append((down, event.at))
            down = None if event.up else event.at if down is None else down
    return found if down is None else [*found, (down, history.ends)]
