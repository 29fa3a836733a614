"""Verbs of estimates: ask, vote, reveal and take that back, ask anew, agree."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.facts import AwayChanged
from bot.core.ids import ChannelId, ItemId, PersonId
from bot.core.kinds import ScreenKind
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.features.refinement.actions.items import add_item, size_item
from bot.features.refinement.kinds import ESTIMATE, REVEAL, SESSION, UNDO_OVER
from bot.features.refinement.rules import estimates as rules
from bot.features.refinement.rules.estimate_refusals import AllAway, AskedAlready
from bot.features.refinement.rules.estimation import (
    AskedNoMore,
    Change,
    Estimation,
    EstimationId,
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
from bot.features.refinement.rules.item_refusals import NoSuchItem
from bot.features.refinement.rules.item_texts import ItemText, typed_number
from bot.features.refinement.rules.items import Item
from bot.features.refinement.store import estimates as store
from bot.features.refinement.store import items
from bot.features.refinement.store.items_written import lock_item
from bot.meetings.store.meetings import hosts_of
from bot.presence.store import here
from bot.schedule import alarms
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.teams.away_store import away
from bot.teams.day_range import DayRange
from bot.teams.team_store import settings, team

COUNTED_WITHIN = timedelta(seconds=5)
"""A count that comes with the next one says as much; the last answer reveals at once."""
_HOMES_OF_ALL = (Revealed, RevealUndone, RoundOpened, SizeAgreed, TakenBack)


@dataclass(frozen=True)
class Question:
    """What somebody asks a channel: how large is this? `developers`: who is asked, as Slack says now.

    `item`: of the channel's items; None where it is none yet, so that it becomes one.
    """

    channel: ChannelId
    item: ItemId | None
    title: str
    host: PersonId
    zone: str
    due: datetime
    developers: frozenset[PersonId]


def ask_for_estimate(unit: Unit, *, question: Question) -> frozenset[PersonId]:
    """Ask a channel's Developers for their estimates; what is no item yet is added to what they refine next.

    Return who is not asked, because they are away. Raise EmptyText, TextTooLong, OutOfTime, NobodyToAsk, AllAway, AskedAlready or NoSuchItem.
    """
    once(unit)
    deck, due = settings(unit, question.channel).cards, question.due
    gone = away_until(unit, question.channel, question.developers, due, question.zone)
    new = rules.begin(
        Estimation(
            EstimationId(unit.fresh()),
            question.channel,
            question.item or ItemId(""),
            question.title,
            question.host,
            question.zone,
            deck,
            unit.now,
            Round(1, unit.now, due, question.developers),
            lasts=due - unit.now,
        )
    )
    new = replace(new, round=replace(new.round, asked=question.developers - gone))
    if not new.round.asked:
        raise AllAway
    if question.item is not None:
        lock_item(unit, question.item)  # two who ask at the same time do so one after the other
        if store.asks_for(unit, question.item):
            raise AskedAlready(new.title)
    else:
        new = replace(new, item=add_item(unit, channel=new.channel, person=new.host, text=ItemText(new.title)).id)
    store.add_estimation(unit, new)
    alarms.wake(unit, REVEAL, new.id, due)
    messages.post(unit, ESTIMATE, new.id, Place.channel(new.channel))
    _show_homes(unit, new.round.asked)
    return gone


def away_until(read: Read, channel: ChannelId, asked: Collection[PersonId], due: datetime, zone: str) -> frozenset[PersonId]:
    """Return who of these people is away on all days from now until a deadline; the days are those of a zone."""
    here = zone_or_utc(zone)
    first, last = read.now.astimezone(here).date(), due.astimezone(here).date()
    if last < first:
        return frozenset()
    found = away(read, sorted(asked), first, last, channel)
    working = settings(read, channel).working_days
    return frozenset(who for who, days in found.items() if not rules.can_answer(days, DayRange(first, last), working))


def item_named(read: Read, channel: ChannelId, text: str) -> Item | None:
    """Return the item of a channel that a text names whole, by its number, key or title; None where it names none.

    Raise NoSuchItem for a number that no item has: it is no title.
    """
    wanted = text.strip().casefold()
    if (found := items.by_typed_number(read, channel, wanted)) is not None:
        return found
    for known in items.known(read, channel):
        if wanted in (known.title.casefold(), known.key.casefold() or None):
            return items.numbered(read, channel, known.number)
    if typed_number(wanted) is not None:
        raise NoSuchItem(text)
    return None


def is_developer(read: Read, channel: ChannelId, person: PersonId) -> bool:
    """Say whether a person of the channel estimates."""
    known = people.person(read, person)
    return team(read, channel).estimates(person, is_guest=known is not None and known.is_guest)


def give_vote(unit: Unit, *, estimation: EstimationId, number: int, vote: Vote, is_guest: bool) -> None:
    """Keep a sealed vote; a Developer who came since the question is asked too.

    Raise NoEstimate, EstimateOver, RoundRevealed, NotAsked, NotInDeck or TextTooLong.
    """
    once(unit)
    before = store.locked_estimation(unit, estimation)
    is_developer = team(unit, before.channel).estimates(vote.person, is_guest=is_guest)
    _apply(unit, before, rules.vote(before, vote, number=number, is_developer=is_developer, at=unit.now), vote.person)


def reveal(unit: Unit, *, estimation: EstimationId, number: int, person: PersonId, host_is_gone: bool) -> None:
    """Reveal at once; in a refinement its host is gone when they have left it.

    Raise NoEstimate, EstimateOver, RoundRevealed, OnlyHostReveals or NobodyAnswered.
    """
    once(unit)
    before = store.locked_estimation(unit, estimation)
    if before.session is not None:
        host_is_gone = before.host not in here(unit, before.session)
    _apply(
        unit,
        before,
        rules.reveal(_as_host(unit, before, person), person=person, number=number, at=unit.now, host_is_gone=host_is_gone),
        person,
    )


def undo_reveal(unit: Unit, *, estimation: EstimationId, number: int, person: PersonId) -> None:
    """Take a fresh reveal back. Raise NoEstimate, EstimateOver, RoundRevealed, NotAsked or TooLateToUndo."""
    once(unit)
    before = store.locked_estimation(unit, estimation)
    _apply(unit, before, rules.undo(_as_host(unit, before, person), person=person, number=number, at=unit.now), person)


def ask_again(unit: Unit, *, estimation: EstimationId, number: int, person: PersonId) -> None:
    """Open another round for those who were asked and are not away, in a refinement for the Developers who are here now.

    Raise NoEstimate, EstimateOver, RoundRevealed, NotAsked or NotRevealed.
    """
    before = store.locked_estimation(unit, estimation)
    asked = before.round.asked
    if before.lasts is not None:
        asked -= away_until(unit, before.channel, asked, unit.now + before.lasts, before.zone)
    if before.session is not None:
        asked = frozenset(one for one in here(unit, before.session) if is_developer(unit, before.channel, one))
    changes = rules.again(_as_host(unit, before, person), person=person, number=number, asked=asked, at=unit.now)
    _apply(unit, before, changes, person)


def agree(unit: Unit, *, estimation: EstimationId, number: int, person: PersonId, size: str) -> None:
    """Write down the size that was agreed on, in the item too.

    Raise NoEstimate, EstimateOver, RoundRevealed, NotAsked, NotRevealed, NoSize or NoSuchItem.
    """
    before = store.locked_estimation(unit, estimation)
    changes = rules.agree(_as_host(unit, before, person), person=person, number=number, size=size, at=unit.now)
    size_item(unit, item=before.item, person=person, size=size)
    _apply(unit, before, changes, person)


def take_back(unit: Unit, *, estimation: EstimationId, person: PersonId) -> None:
    """Take a question back, as who asked it. Raise NoEstimate, EstimateOver or OnlyHostTakesBack."""
    before = store.locked_estimation(unit, estimation)
    _apply(unit, before, rules.take_back(_as_host(unit, before, person), person=person, at=unit.now), person)


def reveal_due(unit: Unit, estimation: EstimationId) -> None:
    """Reveal what is due, because of its deadline or because who is left to answer is away; nothing where it was revealed."""
    before = store.estimation(unit, estimation)
    if before is None:
        return
    waits, due = before.round.waits_for, before.round.due
    gone = away_until(unit, before.channel, waits, due, before.zone) if before.session is None and due is not None else ()
    after = _apply(unit, before, rules.without(before, gone, unit.now), None)
    if (following := rules.next_wake(after)) is not None:
        alarms.wake(unit, REVEAL, after.id, following)


def hear_away(unit: Unit, changed: AwayChanged) -> None:
    """Look again at the estimates that wait for somebody whose days away have changed."""
    for waiting in store.waiting_for(unit, changed.person):
        if waiting.session is None:
            alarms.wake(unit, REVEAL, waiting.id, unit.now)


def written(unit: Unit, before: Estimation, changes: Iterable[Change]) -> Estimation:
    """Write changes of a locked estimate and set its alarms; return it as it stands then."""
    after = before
    for change in changes:
        store.record(unit, after, change)
        after = apply(after, change)
    _set_alarms(unit, before, after)
    return after


def show(unit: Unit, estimation: Estimation, *, urgent: bool = False) -> None:
    """Draw anew where an estimate stands: its own message, or the board of its refinement."""
    messages.show(unit, *_stands(estimation), urgent=urgent)


def _stands(estimation: Estimation) -> tuple[ScreenKind, str]:
    return (ESTIMATE, estimation.id) if estimation.session is None else (SESSION.board, estimation.session)


def _apply(unit: Unit, before: Estimation, changes: Iterable[Change], person: PersonId | None) -> Estimation:
    """Write changes of a locked estimate, show what tells of it, and return it as it stands then."""
    changes = tuple(changes)
    after = written(unit, before, changes)
    if after.round.revealed == before.round.revealed and isinstance(changes[-1] if changes else None, VoteGiven):
        messages.show_within(unit, *_stands(after), COUNTED_WITHIN)
    else:
        show(unit, after, urgent=after.round.revealed != before.round.revealed)
    everybody = any(isinstance(change, _HOMES_OF_ALL) for change in changes)
    left = [change.person for change in changes if isinstance(change, AskedNoMore)]
    _show_homes(unit, {*left, *(after.round.asked if everybody else [person] if person else [])})
    return after


def _set_alarms(unit: Unit, before: Estimation, after: Estimation) -> None:
    due = rules.next_wake(after)
    if due is None:
        alarms.cancel_alarm(unit, REVEAL, after.id)
    elif due != rules.next_wake(before):
        alarms.wake(unit, REVEAL, after.id, due)
    if after.round.revealed is not None and after.round.revealed != before.round.revealed:
        alarms.wake(unit, UNDO_OVER, after.id, after.round.revealed + rules.UNDO_FOR)


def _show_homes(unit: Unit, people: Iterable[PersonId]) -> None:
    for person in sorted(people):
        messages.show(unit, HOME, person)


def _as_host(unit: Unit, estimation: Estimation, person: PersonId) -> Estimation:
    """Return a question as its rules are to see it where a co-host of its refinement acts: they may all that the host may."""
    beside = frozenset[PersonId]() if estimation.session is None else hosts_of(unit, estimation.session)
    return replace(estimation, host=person) if person in beside else estimation
