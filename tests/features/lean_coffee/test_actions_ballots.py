"""Presses of many people at once, through the store: durable, once each, within the budget."""

import asyncio
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from bot.core.ids import PersonId
from bot.core.refusal import AlreadyDone
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.rules.refusals import NoDotsLeft, TopicGone, VotingClosed
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.values import TopicId
from bot.meetings.rules.refusals import Stale
from bot.store.base import in_workspace
from bot.store.transaction import Snapshot
from bot.store.unit import Read
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, minutes

FORTY = [PersonId(f"U{number:02}") for number in range(40)]
_WANTED = select(MessageRow.wanted).where(
    MessageRow.workspace == in_workspace(), MessageRow.screen == BOARD.name, MessageRow.subject == bindparam("of")
)


class Vote:
    """A vote that runs on a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def opens(self, *topics: str, **other: Any) -> list[TopicId]:
        await self.desk.votes(*topics, **other)
        state = await self.desk.meeting()
        self.id, self.phase = state.id, state.phase
        return [topic.id for topic in state.topics]

    async def press(self, person: PersonId, topic: TopicId, key: str | None = None, action: Any = actions.give_dot) -> Any:
        of = {"meeting": self.id, "phase": self.phase, "voter": person, "topic": topic}
        return await self.desk.store.write(action, self.desk.workspace, key, **of)

    async def done(self, person: PersonId) -> Any:
        return await self.desk.act(actions.say_done, meeting=self.id, phase=self.phase, voter=person)

    async def dots(self) -> dict[PersonId, Counter[TopicId]]:
        return {ballot.voter: Counter(ballot.dots) for ballot in (await self.desk.meeting()).ballots}

    async def drawn(self) -> int:
        """How often the board was wanted anew."""

        def wanted(read: Read) -> int:
            row = read.row(_WANTED, {"of": self.id})
            assert row is not None
            return int(row.wanted)

        return await self.desk.read(wanted)


@pytest.fixture
def vote(desk: Desk) -> Vote:
    return Vote(desk)


@pytest.mark.at_once
@pytest.mark.parametrize(("presses", "left"), [(20, 3), (2, 2)])
async def test_presses_at_once_by_one_person_leave_as_many_dots_as_the_budget_has(vote: Vote, presses: int, left: int) -> None:
    topics = await vote.opens("one", "two", "three")
    answers = await asyncio.gather(*(vote.press(BEN, topics[n % 3]) for n in range(presses)), return_exceptions=True)
    assert sum(isinstance(one, NoDotsLeft) for one in answers) == presses - left
    assert (await vote.dots())[BEN].total() == left


@pytest.mark.at_once
async def test_forty_people_at_once_leave_forty_ballots(vote: Vote) -> None:
    topics = await vote.opens(*[f"t{number}" for number in range(10)])
    await asyncio.gather(*(vote.press(person, topics[(place + n) % 10]) for place, person in enumerate(FORTY) for n in range(3)))
    assert {person: given.total() for person, given in (await vote.dots()).items()} == dict.fromkeys(FORTY, 3)
    await vote.desk.act(actions.close_vote, meeting=vote.id, phase=vote.phase, person=ANA)
    assert sum(topic.dots for topic in (await vote.desk.meeting()).topics) == 120


@pytest.mark.at_once
async def test_presses_beside_redeliveries_a_withdrawal_and_the_close_count_once_or_are_refused(vote: Vote) -> None:
    topics = await vote.opens("one", "two", "three")
    counted: Counter[tuple[PersonId, TopicId]] = Counter()

    async def press(person: PersonId, topic: TopicId, key: str) -> None:
        try:
            await vote.press(person, topic, key)
        except (AlreadyDone, NoDotsLeft, TopicGone, VotingClosed, Stale):
            return
        counted[person, topic] += 1

    async def withdraw_and_close() -> None:
        await vote.press(ANA, topics[1])
        await vote.desk.act(actions.withdraw_topic, topic=topics[0], person=BEN)
        await vote.press(ANA, topics[1])
        await vote.desk.act(actions.close_vote, meeting=vote.id, phase=vote.phase, person=ANA)

    people = FORTY[:12]
    presses = [
        press(person, topics[(place + n) % 3], f"{person}.{n}")
        for n in range(4)
        for place, person in enumerate(people)
        for _ in range(2)
    ]
    await asyncio.gather(*presses[:48], withdraw_and_close(), *presses[48:])
    state = await vote.desk.meeting()
    for person, given in (await vote.dots()).items():
        assert sum(number for topic, number in given.items() if topic != topics[0]) <= 3
        for topic in topics[1:]:
            assert given[topic] == counted[person, topic] + (2 if (person, topic) == (ANA, topics[1]) else 0)
    totals = {topic.id: topic.dots for topic in state.topics if topic.column is not Column.WITHDRAWN}
    assert totals == {topic: sum(each[topic] for each in (await vote.dots()).values()) for topic in topics[1:]}


async def test_a_press_delivered_again_changes_nothing(vote: Vote) -> None:
    (topic,) = await vote.opens("one")
    await vote.press(BEN, topic, "Ev1")
    await vote.press(BEN, topic, "Ev2", actions.take_dot)
    with pytest.raises(AlreadyDone):
        await vote.press(BEN, topic, "Ev1")
    assert (await vote.dots())[BEN].total() == 0


async def test_the_board_is_drawn_anew_only_where_it_tells_of_a_press(vote: Vote) -> None:
    (topic,) = await vote.opens("one")
    drawn = [await vote.drawn()]
    for _ in range(3):
        await vote.press(BEN, topic)
        drawn.append(await vote.drawn())
    await vote.done(BEN)
    drawn.append(await vote.drawn())
    await vote.press(BEN, topic, action=actions.take_dot)
    drawn.append(await vote.drawn())
    assert [later - before for before, later in pairwise(drawn)] == [0, 0, 1, 0, 1]


async def test_a_press_runs_no_more_statements_than_a_thumb(vote: Vote, monkeypatch: pytest.MonkeyPatch) -> None:
    (topic,) = await vote.opens("one")
    ran: list[str] = []
    run = Snapshot._run_prepared

    def counted(self: Snapshot, *given: Any) -> Any:
        ran.append("one")
        return run(self, *given)

    monkeypatch.setattr(Snapshot, "_run_prepared", counted)
    await vote.press(BEN, topic, "a")
    presses = len(ran)
    await vote.desk.presses("Close voting", await vote.desk.board())
    await vote.desk.waits(minutes(5))
    state = await vote.desk.meeting()
    assert state.stage is Stage.THUMBS
    ran.clear()
    thumb: dict[str, Any] = {
        "meeting": state.id,
        "phase": state.phase,
        "person": BEN,
        "choice": Choice.MORE,
        "ts": "9999999999.0",
    }
    await vote.desk.store.write(actions.give_thumb, vote.desk.workspace, "b", **thumb)
    assert presses <= len(ran)
    assert presses == 4


async def test_a_watching_host_and_who_left_hold_nobody_up(vote: Vote) -> None:
    (topic,) = await vote.opens("one", wishes="host watches")
    await vote.desk.act(actions.leave, meeting=vote.id, person=CHLOE)
    for _ in range(3):
        await vote.press(BEN, topic)
    assert "Everyone here has given all dots" in str(await vote.desk.board())
    await vote.press(BEN, topic, action=actions.take_dot)
    assert "Everyone here has given all dots" not in str(await vote.desk.board())


@pytest.mark.parametrize(("wishes", "redraws"), [("", 0), ("votes visible", 1)])
async def test_a_dot_draws_the_board_anew_where_its_total_stands_there(desk: Desk, wishes: str, redraws: int) -> None:
    vote = Vote(desk)
    first, _ = await vote.opens("one", "two", wishes=wishes)
    before = await vote.drawn()
    await vote.press(CHLOE, first)
    assert await vote.drawn() - before == redraws
