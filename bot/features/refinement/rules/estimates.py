"""Estimates without anchoring: sealed votes, one reveal, outliers first, never an average. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.ids import PersonId
from bot.core.limits import line, paragraph
from bot.core.refusal import AllAtOnce
from bot.features.refinement.rules.estimate_refusals import (
    EstimateOver,
    NobodyAnswered,
    NobodyToAsk,
    NoSize,
    NotAsked,
    NotInDeck,
    NotRevealed,
    OnlyHostReveals,
    OnlyHostTakesBack,
    OutOfTime,
    RoundRevealed,
    TooLateToUndo,
)
from bot.features.refinement.rules.estimation import (
    NO_SIZES,
    Agreed,
    AskedNoMore,
    Change,
    Estimation,
    PersonAsked,
    Revealed,
    RevealUndone,
    Round,
    RoundOpened,
    SizeAgreed,
    TakenBack,
    Vote,
    VoteGiven,
    apply,
)
from bot.schedule.working_days import WorkingDays
from bot.teams.day_range import DayRange

UNDO_FOR = timedelta(seconds=60)
"""So long a reveal can be taken back."""
USUAL, LONGEST = timedelta(days=1), timedelta(days=60)
"""How long people have where nothing is said, and at most."""
LIMITS = {"estimate": 150, "because": 300}


def begin(new: Estimation) -> Estimation:
    """Return an estimation that may be asked as it was typed. Raise EmptyText, TextTooLong, OutOfTime or NobodyToAsk."""
    refused = AllAtOnce()
    title = refused.read("", line, "estimate", new.title, LIMITS["estimate"])
    if new.round.due is not None and not new.opened < new.round.due <= new.opened + LONGEST:
        refused.add(OutOfTime(new.round.due))
    refused.refuse()
    if new.session is None and not new.round.asked:
        raise NobodyToAsk
    return replace(new, title=title)


def can_answer(away: Iterable[DayRange], days: DayRange, working: WorkingDays) -> bool:
    """Tell whether somebody is there on one of the team's working days of a round; where it has none, on any of its days."""
    gone = tuple(away)

    def is_there(day: date) -> bool:
        return not any(day in one for one in gone)

    return any(map(is_there, [day for day in days if working.works(day)] or days))


def without(estimation: Estimation, gone: Iterable[PersonId], at: datetime) -> tuple[Change, ...]:
    """Return what it does to a round that these people cannot answer it: they are not waited for, and the others' answers may be all."""
    if not estimation.takes_votes:
        return ()
    leave = sorted(estimation.round.waits_for & frozenset(gone))
    return with_what_falls_due(estimation, tuple(map(AskedNoMore, leave)), at)


def vote(estimation: Estimation, given: Vote, *, number: int, is_developer: bool, at: datetime) -> tuple[Change, ...]:
    """Take a vote of the round that it was drawn for; the last one that is awaited reveals.

    `is_developer`: a Developer who came since the question is asked too. Raise EstimateOver, RoundRevealed, NotAsked, NotInDeck or
    TextTooLong.
    """
    may_vote(estimation, given.person, number, is_developer=is_developer)
    refused = AllAtOnce()
    reason = refused.read("", paragraph, "because", given.reason, LIMITS["because"])
    if given.value not in estimation.deck:
        refused.add(NotInDeck())
    refused.refuse()
    comes = () if given.person in estimation.round.asked else (PersonAsked(given.person),)
    return with_what_falls_due(estimation, (*comes, VoteGiven(replace(given, reason=reason))), at)


def with_what_falls_due(estimation: Estimation, changes: tuple[Change, ...], at: datetime) -> tuple[Change, ...]:
    """Return changes, and the reveal where they leave nobody to wait for."""
    for change in changes:
        estimation = apply(estimation, change)
    return (*changes, *fall_due(estimation, at))


def may_vote(estimation: Estimation, person: PersonId, number: int, *, is_developer: bool) -> None:
    """Raise EstimateOver, RoundRevealed or NotAsked unless this person's vote of that round counts now."""
    _in_round(estimation, number)
    if not estimation.takes_votes:
        raise RoundRevealed(estimation.round.number)
    if person not in estimation.round.asked and not is_developer:
        raise NotAsked


def fall_due(estimation: Estimation, at: datetime) -> tuple[Revealed, ...]:
    """Return what happens by itself: the reveal, once all have answered, or at the deadline, whoever has."""
    waits = next_wake(estimation)
    return (Revealed(at),) if waits is not None and waits <= at else ()


def next_wake(estimation: Estimation) -> datetime | None:
    """Return when the round reveals itself; None where it waits for people."""
    current = estimation.round
    if not estimation.takes_votes:
        return None
    if current.asked and not current.waits_for and not current.held:
        return current.opened
    return current.due


def reveal(estimation: Estimation, *, person: PersonId, number: int, at: datetime, host_is_gone: bool) -> tuple[Change, ...]:
    """Reveal at once, as host; in place of a host who is gone any Developer can.

    Raise EstimateOver, RoundRevealed, OnlyHostReveals or NobodyAnswered.
    """
    _in_round(estimation, number)
    if not estimation.takes_votes:
        raise RoundRevealed(estimation.round.number)
    if person != estimation.host and not (host_is_gone and person in estimation.round.asked):
        raise OnlyHostReveals(estimation.host)
    if not estimation.round.answered:
        raise NobodyAnswered
    return (Revealed(at, person),)


def undo(estimation: Estimation, *, person: PersonId, number: int, at: datetime) -> tuple[Change, ...]:
    """Take a reveal back while it is fresh. Raise EstimateOver, RoundRevealed (of another round), NotAsked or TooLateToUndo."""
    _decides(estimation, person, number)
    revealed, due = estimation.round.revealed, estimation.round.due
    if revealed is None or at >= revealed + UNDO_FOR:
        raise TooLateToUndo
    return (RevealUndone(person, due if due is not None and due > at else None),)


def again(
    estimation: Estimation, *, person: PersonId, number: int, asked: frozenset[PersonId], at: datetime
) -> tuple[Change, ...]:
    """Ask once more; what was said stays to be read. Raise EstimateOver, RoundRevealed, NotAsked or NotRevealed."""
    _decides(estimation, person, number)
    if estimation.round.revealed is None:
        raise NotRevealed
    due = None if estimation.lasts is None else at + estimation.lasts
    return (RoundOpened(Round(number + 1, at, due, asked)),)


def agree(estimation: Estimation, *, person: PersonId, number: int, size: str, at: datetime) -> tuple[Change, ...]:
    """Write down what was agreed on; nothing is averaged. Raise EstimateOver, RoundRevealed, NotAsked, NotRevealed or NoSize."""
    _decides(estimation, person, number)
    if estimation.round.revealed is None:
        raise NotRevealed
    if size not in sizes(estimation.deck):
        raise NoSize
    return (SizeAgreed(Agreed(size, person, at)),)


def take_back(estimation: Estimation, *, person: PersonId, at: datetime) -> tuple[Change, ...]:
    """Let whoever asked take the question back. Raise EstimateOver or OnlyHostTakesBack."""
    if estimation.is_over:
        raise EstimateOver(estimation.agreed.size if estimation.agreed else None)
    if person != estimation.host:
        raise OnlyHostTakesBack(estimation.host)
    return (TakenBack(at),)


def _in_round(estimation: Estimation, number: int) -> None:
    if estimation.is_over:
        raise EstimateOver(estimation.agreed.size if estimation.agreed else None)
    if number != estimation.round.number:
        raise RoundRevealed(number)


def _decides(estimation: Estimation, person: PersonId, number: int) -> None:
    """Let whoever is asked, and the host, who writes down what they say, act on the round that they saw."""
    _in_round(estimation, number)
    if person != estimation.host and person not in estimation.round.asked:
        raise NotAsked


def sizes(deck: Iterable[str]) -> tuple[str, ...]:
    """Return the cards that are a size."""
    return tuple(card for card in deck if card not in NO_SIZES)


def in_order(votes: Iterable[Vote], deck: tuple[str, ...]) -> tuple[Vote, ...]:
    """Return votes by the order of their cards; what is no size stands last."""
    return tuple(sorted(votes, key=lambda one: (deck.index(one.value), one.person)))


def outliers(votes: Iterable[Vote], deck: tuple[str, ...]) -> frozenset[PersonId]:
    """Return who speaks first: the lowest and the highest, where more than one card lies between two people's.

    Who gave what most gave is no outlier, lowest or highest or not.
    """
    votes = tuple(votes)
    places = {one.person: sizes(deck).index(one.value) for one in votes if one.value in sizes(deck)}
    if not places or max(places.values()) - min(places.values()) <= 1:
        return frozenset()
    usual = favourite(votes, deck)
    ends = {min(places.values()), max(places.values())} - ({sizes(deck).index(usual)} if usual else set())
    return frozenset(person for person, place in places.items() if place in ends)


def favourite(votes: Iterable[Vote], deck: tuple[str, ...]) -> str | None:
    """Return the size that more people gave than any other; None where no size is ahead."""
    given = [one.value for one in votes if one.value in sizes(deck)]
    most = max((given.count(size) for size in given), default=0)
    ahead = {size for size in given if given.count(size) == most}
    return ahead.pop() if len(ahead) == 1 else None
