"""Holds the stages of each meeting against its course: in order, back only where somebody took something back, none before its time."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.history.events import Act, Board, Fault
from tests.history.polls import PRESSES

RANK = {"gathering": 0, "pitch": 1, "voting": 2, "discussing": 3, "paused": 3, "thumbs": 3, "carry_on": 3, "tables": 3}
RANK |= {"last_call": 4, "closed": 5}
BACK = frozenset({"undo", "take_back", "run_off", "vote_again", "talk_about", "one_table"})
"""What brings a meeting back to where it was."""
STEERS_NOT = PRESSES | {
    "check_in", "vote", "takeaway", "meeting_takeaway", "takeaway_of_last", "action", "propose", "my_topics", "leave", "more",
    "add_minute", "take_over", "keep_hosting", "hand_over", "cohosts", "all_topics", "merge", "undo_merge",
}  # fmt: skip
"""What leaves a meeting in the stage in which it is."""
ROUNDED = 1.0
"""A board tells whole seconds."""
Shown = tuple[float, float, Board]
"""When (real, business) a board was shown."""


def phases(meeting: str, boards: Sequence[Shown], acts: Sequence[Act]) -> Iterator[Fault]:
    """Find what a meeting's boards tell that no course of a meeting allows."""
    stages: dict[int, str] = {}
    for at, _, board in boards:
        before = stages.setdefault(board.phase, board.stage)
        if before != board.stage:
            yield Fault("phase", meeting, f"phase {board.phase} is told as {before} and as {board.stage} (at {at:.3f})")
    for (_, _, one), (at, business, other) in pairwise(boards):
        if other.phase < one.phase:
            yield Fault("phase", meeting, f"phase {other.phase} ({other.stage}) is told after {one.phase} ({one.stage})")
        if other.phase > one.phase:
            yield from _moved(meeting, one, other, at, business, acts)


def _moved(meeting: str, one: Board, other: Board, at: float, business: float, acts: Sequence[Act]) -> Iterator[Fault]:
    steered = [
        act
        for act in acts
        if act.counts and act.began <= at and act.verb not in STEERS_NOT and one.phase <= max(act.phase, one.phase) < other.phase
        and (act.phase == 0 or act.phase >= one.phase)
    ]  # fmt: skip
    if one.stage == "closed":
        yield Fault("phase", meeting, f"goes on as {other.stage} after it was closed")
    elif RANK[other.stage] < RANK[one.stage] and not _goes_back(one, other, steered):
        yield Fault("phase", meeting, f"goes back from {one.stage} to {other.stage}, and nobody took anything back")
    is_early = other.phase == one.phase + 1 and one.due is not None and business + ROUNDED < one.due
    if is_early and not steered and not _all_answered(one, acts, at):
        yield Fault(
            "deadline", meeting, f"{one.stage} ended {(one.due or 0) - business:.1f} s before its time, and nobody ended it"
        )


def _goes_back(one: Board, other: Board, steered: Sequence[Act]) -> bool:
    nothing_left = other.stage == "gathering" and not other.topics
    return nothing_left or any(act.verb in BACK for act in steered) or one.stage == "tables"


def _all_answered(one: Board, acts: Sequence[Act], at: float) -> bool:
    """Tell whether everybody who was here may have answered by then: a vote and a question end early by that."""
    if one.stage not in ("voting", "thumbs"):
        return False
    gave = {act.person for act in acts if act.counts and act.verb in PRESSES and act.phase == one.phase and act.began <= at}
    waited_for = (one.here or 0) - (1 if one.watches else 0)
    left = {act.person for act in acts if act.counts and act.verb in ("leave", "left_channel") and act.began <= at}
    return len(gave | left) >= waited_for
