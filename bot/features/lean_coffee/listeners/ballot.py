"""What people press and send in their private ballot -> action -> the form as it stands then."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.feature import Deps
from bot.features.lean_coffee.actions import talk
from bot.features.lean_coffee.listeners.reading import read_board
from bot.features.lean_coffee.rules import ballots
from bot.features.lean_coffee.rules.refusals import NoDotsLeft, NoDotThere, NoTopics, TooManyDots, TopicGone, VotingClosed
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.views import ballot, ids
from bot.features.lean_coffee.views.ballot import OpenBallot
from bot.features.lean_coffee.views.ballot_menus import by_menus, read_chosen
from bot.features.lean_coffee.views.explain import explain
from bot.meetings.listeners.board import Listener
from bot.meetings.rules.refusals import MeetingOver, Stale
from bot.meetings.views.ids import read_value
from bot.paging import turned
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.slack.surfaces import Modal

_TOO_LATE = (VotingClosed, MeetingOver, Stale)
_IN_FORM = (NoDotsLeft, NoDotThere, TopicGone)
"""Why a press does not count, as the form itself tells."""


async def on_vote(click: Click, deps: Deps) -> Answer:
    """Open the private ballot with what this person gave before: by rows, or by menus where calls to Slack are scarce."""
    opened = ballot.read_open(click.value)
    meeting = await read_board(opened.meeting, deps)
    ballots.may_vote(meeting, voter=click.person, phase=opened.phase)
    if not to_vote_on(meeting):
        raise NoTopics
    if ballot.has_rows(len(meeting.here), deps.view_calls_left):
        return Answer.open(ballot.by_rows(deps.words, meeting, click.person, opened, at=deps.now))
    return Answer.open(by_menus(deps.words, meeting, Counter(ballots.dots_of(meeting, click.person))))


def _press(action: Callable[..., None]) -> Listener:
    async def on_press(click: Click, deps: Deps) -> Answer:
        """Count one press; the form is drawn anew, with others of this person that come within a second."""
        topic, phase = read_value(click.value)
        opened, of = ballot.read_open(click.private), {"phase": phase, "voter": click.person, "topic": TopicId(topic)}
        late, notice = None, ""
        try:
            await deps.store.write(action, meeting=opened.meeting, **of)
        except _TOO_LATE as refused:
            late = refused
        except _IN_FORM as refused:
            notice = _not_counted(refused, deps)
        return Answer.redraw(partial(_rows_now, deps, click.person, opened, notice=notice, late=late))

    return on_press


async def on_rows_turned(click: Click, deps: Deps) -> Answer:
    """Show another page of the rows."""
    opened = ballot.read_open(click.private)
    there = OpenBallot(opened.meeting, opened.phase, turned(click.value)[0], opened.topics)
    return Answer.redraw(partial(_rows_now, deps, click.person, there))


async def on_done(form: Form, deps: Deps) -> Answer:
    """Keep that this person has chosen, and close the form; who has lost dots to a topic that is gone is told that first."""
    opened = ballot.read_open(form.private)
    try:
        gone = await deps.store.write(talk.say_done, meeting=opened.meeting, phase=opened.phase, voter=form.person)
    except _TOO_LATE:
        return Answer.update(await _rows_now(deps, form.person, opened))
    if not gone:
        return Answer.close()
    known = OpenBallot(opened.meeting, opened.phase, opened.page, {**opened.topics, **dict.fromkeys(gone, 0)})
    return Answer.update(await _rows_now(deps, form.person, known, notice=_topics_gone(deps)))


async def on_ballot(form: Form, deps: Deps) -> Answer:
    """Replace a person's ballot by the menus that were sent; of a topic that was withdrawn meanwhile the form tells.

    Where voting has closed meanwhile the form says so, with nothing more to send.
    """
    opened = ballot.read_open(form.private)
    chosen = read_chosen(form.fields, opened)
    dots = tuple(topic for topic, number in chosen.items() for _ in range(number))
    of, phase = opened.meeting, opened.phase
    try:
        gone = await deps.store.write(talk.cast_ballot, meeting=of, phase=phase, voter=form.person, dots=dots)
    except _TOO_LATE as refused:
        return Answer.update(await _rows_now(deps, form.person, opened, late=refused))
    if not gone:
        return Answer.close()
    meeting = await read_board(opened.meeting, deps)
    return Answer.update(by_menus(deps.words, meeting, chosen, opened.page, notice=_topics_gone(deps)))


async def on_menus_turned(click: Click, deps: Deps) -> Answer:
    """Show another page of the menus, with what was chosen on this one; where that is too much, stay and say so."""
    opened = ballot.read_open(click.private)
    chosen = read_chosen(click.fields, opened)
    return Answer.redraw(partial(_menus_now, deps, click.person, opened, chosen, turned(click.value)[0]))


async def _rows_now(deps: Deps, voter: PersonId, opened: OpenBallot, *, notice: str = "", late: Refusal | None = None) -> Modal:
    """Draw what a ballot is at this moment. `late`: why the last press did not count, where nothing counts any more."""
    meeting = await read_board(opened.meeting, deps)
    if late is not None:
        return ballot.closed(deps.words, late, meeting, voter, counted=False)
    try:
        ballots.may_vote(meeting, voter=voter, phase=opened.phase)
    except _TOO_LATE as over:
        return ballot.closed(deps.words, over, meeting, voter, counted=True)
    return ballot.by_rows(deps.words, meeting, voter, opened, at=deps.now, notice=notice)


async def _menus_now(deps: Deps, voter: PersonId, opened: OpenBallot, chosen: Mapping[TopicId, int], page: int) -> Modal:
    meeting = await read_board(opened.meeting, deps)
    try:
        ballots.may_vote(meeting, voter=voter, phase=opened.phase)
    except _TOO_LATE as over:
        return ballot.closed(deps.words, over, meeting, voter, counted=False)
    given = sum(chosen.values())
    if given <= meeting.dots:
        return by_menus(deps.words, meeting, chosen, page)
    return by_menus(deps.words, meeting, chosen, opened.page, notice=explain(TooManyDots(given, meeting.dots), deps.words) or "")


def _not_counted(refused: Refusal, deps: Deps) -> str:
    if isinstance(refused, TopicGone):  # withdrawn by its author or taken off by the host: its row says which
        return deps.words.say("That topic cannot be voted on any more. Dots on it are free again.")
    return explain(refused, deps.words) or ""


def _topics_gone(deps: Deps) -> str:
    return deps.words.say("A topic was withdrawn meanwhile. Your other dots are kept; those on it are free again.")


CLICKS: Mapping[str, Listener] = {
    ids.GIVE_DOT: _press(talk.give_dot),
    ids.TAKE_DOT: _press(talk.take_dot),
    ids.ROWS_BEFORE: on_rows_turned,
    ids.ROWS_AFTER: on_rows_turned,
    ids.MENUS_BEFORE: on_menus_turned,
    ids.MENUS_AFTER: on_menus_turned,
}
FORMS: Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]] = {ids.ROWS_FORM: on_done, ids.BALLOT_FORM: on_ballot}
