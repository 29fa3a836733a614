"""What attendance is worth by the rule shown before the session (seu.md, cases 1 to 6, 20)."""

from collections.abc import Iterable
from datetime import timedelta

from bot.features.seu.rules.values import Session, Worth
from bot.presence.rules import Segment, span_present, whole_minutes


def worth(session: Session, mine: Iterable[Segment], elsewhere: Iterable[Segment]) -> Worth:
    """Return what a person's segments are worth; `elsewhere` are segments that another session of theirs counts already.

    Shared minutes count once. The minimum asks how long a person was here, not how much of that is new; full credit is for the
    whole of a session, so that who shares a part of it with another gets exact minutes.
    """
    here, others = list(mine), list(elsewhere)
    whole = _span(here, session)
    alone = _span([*here, *others], session) - _span(others, session)
    present, new = whole_minutes(whole), whole_minutes(alone)
    if present < session.minimum:
        return Worth(present, present - new, 0)
    credited = full_credit(session.rule, present, session.minutes) if whole == alone else new
    return Worth(present, present - new, credited)


def stated_worth(session: Session, minutes: int) -> Worth:
    """Return what the host's word is worth: the minutes that were stated, if they reach the minimum."""
    return Worth(present=minutes, shared=0, credited=minutes if minutes >= session.minimum else 0)


def full_credit(rule: str, minutes: int, whole: int) -> int:
    """Return the minutes by a rule: `exact`, or `full:80` for all of the session from 80 % on."""
    name, _, percent = rule.partition(":")
    return whole if name == "full" and minutes * 100 >= int(percent) * whole else minutes


def _span(segments: Iterable[Segment], session: Session) -> timedelta:
    return span_present(segments, session.began, session.ended)
