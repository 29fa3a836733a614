"""Holds posts against what may stand: each message once, no occurrence told twice, none that was due missing."""

from collections import defaultdict
from collections.abc import Iterator

from tests.history.events import Deleted, Due, Fault, History, Posted

SAME_OCCURRENCE = 3600.0
"""Business seconds within which two posts of the same words and buttons are one occurrence told twice."""


def copies(history: History) -> Iterator[Fault]:
    """Find messages that stand more often than once at the end, and those of which nothing is left though their post was needed."""
    standing: dict[str, list[Posted]] = defaultdict(list)
    gone = {(event.channel, event.ts) for event in history.events if isinstance(event, Deleted)}
    posted = [event for event in history.events if isinstance(event, Posted)]
    for post in posted:
        if (post.channel, post.ts) not in gone:
            standing[post.message].append(post)
    if history.quiet:
        for message, left in standing.items():
            if len(left) > 1 + history.copies:
                yield Fault("once", message, f"stands {len(left)} times: {', '.join(post.ts for post in left)}")
    yield from _stamped_twice(posted)


def _stamped_twice(posted: list[Posted]) -> Iterator[Fault]:
    """Find revisions of one message that were posted more than once: only an unknown outcome may come to that."""
    seen: dict[tuple[str, int, str], Posted] = {}
    for post in posted:
        before = seen.setdefault((post.message, post.revision, post.channel), post)
        if before is not post and before.ts == post.ts:
            yield Fault("once", post.message, f"is told by two posts of one stamp {post.ts}")


def occurrences(history: History) -> Iterator[Fault]:
    """Find what was announced, reminded of, opened, summed up or credited twice, or not at all though it was due."""
    yield from _doubled(history)
    for due in history.events:
        if isinstance(due, Due):
            yield from _due(history, due)


def _doubled(history: History) -> Iterator[Fault]:
    last: dict[tuple[str, str | None, str, tuple[tuple[str, str], ...]], Posted] = {}
    for post in history.events:
        if not isinstance(post, Posted) or not post.marks or (post.board is not None and post.board.stage != "closed"):
            continue
        told = (post.channel, post.thread, post.text, post.marks)
        before = last.get(told)
        if before is not None and before.message != post.message and post.business - before.business < SAME_OCCURRENCE:
            yield Fault("occurrence", post.channel, f"{post.text!r} is told by two messages, {before.message} and {post.message}")
        last[told] = post


def _due(history: History, due: Due) -> Iterator[Fault]:
    told = {
        event.message: event
        for event in reversed(history.events)
        if isinstance(event, Posted) and event.channel == due.channel and due.text in event.text and event.at >= due.at
    }
    if not told:
        yield Fault("occurrence", due.channel, f"{due.text!r} was due and never came")
    if len(told) > 1:
        yield Fault("occurrence", due.channel, f"{due.text!r} came {len(told)} times: {', '.join(told)}")
    for post in told.values():
        if post.business < due.business:
            yield Fault("deadline", due.channel, f"{due.text!r} came {due.business - post.business:.3f} s too early")
        if post.business > due.business + due.late:
            yield Fault("deadline", due.channel, f"{due.text!r} came {post.business - due.business:.1f} s after it was due")
