"""A whole meeting in which people, timers, late and doubled requests and restarts interleave: after each step I1 to I6 hold.

What is asked of a stage that has passed is not offered, and does nothing: so what is drawn never depends on how fast a machine is.

The invariants are those of the product's description: the database is the truth and the board its projection (I1, I6), deadlines are stored
(I2), what is stale changes nothing and what gives lands (I3), a transition happens once (I4), a request delivered again counts once (I5).
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.core.refusal import Refusal
from bot.delivery.place import Place
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.merging import merge_topics
from bot.features.lean_coffee.actions.reports import report_topic
from bot.features.lean_coffee.kinds import BOARD, DEADLINE
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.stages import GONE, Column, Stage
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.tables import TopicRow
from bot.house.features import ROOMS_AND_FEATURES, draw_at, screens_of
from bot.meetings import actions as of_any
from bot.rehearsal.inputs import Placed, elements_of
from bot.rehearsal.records import Message
from bot.schedule.tables import AlarmRow
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.fakes.payloads import render
from tests.faults.town import Sent, Town, town
from tests.history.events import Act
from tests.plugins.repeatable import ON_CI, examples

T = TypeVar("T")
PEOPLE = ("U0ANA", "U0BEN", "U0CHLOE", "U0DEV")
WHO = st.sampled_from(PEOPLE)
PICK = st.integers(0, 30)
WISHES = "collect 1 vote 1 box 1 thumbs 20s for 12m"
OPTIONS = st.sampled_from(
    ["", "pitch 15s", "votes visible", "votes named", "ask takeaways", "pitch 20s votes visible ask takeaways"]
)
CROWD = tuple(PersonId(f"U0P{number}") for number in range(9))
"""Enough more people for tables; they are here and press nothing."""
_TURNS = count(1)
_DRAW = draw_at(screens_of(ROOMS_AND_FEATURES))
_FORM_OPENERS = ("propose", "my_topics", "vote", "takeaway", "meeting_takeaway", "action", "everything")
_DEADLINES = select(AlarmRow.subject, AlarmRow.due).where(AlarmRow.workspace == in_workspace(), AlarmRow.kind == DEADLINE.name)
_BOARDS = select(MessageRow).where(MessageRow.workspace == in_workspace(), MessageRow.screen == BOARD.name)


class WholeMeeting(RuleBasedStateMachine):
    """One meeting in a channel of its own, held through Slack's requests alone."""

    scene: Town
    loop: asyncio.Runner
    restarts = 0
    stage: Stage = Stage.GATHERING

    @initialize(
        topics=st.integers(1, 4), here=st.integers(1, 3), options=OPTIONS, is_large=st.booleans(), steps=st.integers(0, 2)
    )
    def begin(self, topics: int, here: int, options: str, is_large: bool, steps: int) -> None:
        self.phases: list[tuple[int, Stage]] = []
        self.requests = len(self.scene.post.sent)
        self.turn = next(_TURNS)
        self._run(self._open(topics, PEOPLE[1 : 1 + here], options, CROWD if is_large else ()))
        self._run(self._goes_so_far(steps))

    async def _goes_so_far(self, steps: int) -> None:
        """Begin in the vote, or in the talk about a first topic."""
        for verb in ("open_vote", "skip_pitches")[: 2 * steps]:
            await self._press("U0BEN", verb)
            await self.scene.idle()
        if steps > 1:
            await self._vote("U0BEN", [0, 1, 2], done=True)
            await self._press("U0BEN", "close_vote")

    async def _open(self, topics: int, here: tuple[str, ...], options: str, crowd: tuple[PersonId, ...]) -> None:
        people = self.scene.people
        self.channel = str((await people.add_channel(f"whole-{self.turn}"))["id"])
        for person in PEOPLE:
            await people.join(person, self.channel)
        await people.invite_bot("U0ANA", self.channel)
        self.asked = topics
        for number in range(topics):
            await self.scene.say(PEOPLE[number % 4], f"/coffee topic Topic {number}", self.channel)
        await self.scene.say("U0ANA", f'/coffee start "Whole" {WISHES} {options}', self.channel)
        self.id = await self._read(lambda read: meetings.open_meeting_of(read, ChannelId(self.channel)))
        await self.scene.idle()
        for person in here:
            await self._press(person, "check_in")
        for one in crowd:
            await self._write(of_any.check_in, ceremony=CEREMONY, meeting=MeetingId(str(self.id)), person=one)
            self._seen(one, "check_in")

    @rule(person=WHO, pick=PICK)
    def press_a_button(self, person: str, pick: int) -> None:
        self._run(self._press_one(person, pick))

    @rule(person=WHO, pick=PICK)
    def choose_from_the_menu(self, person: str, pick: int) -> None:
        self._run(self._choose_one(person, pick))

    @rule(person=WHO, picks=st.lists(PICK, min_size=1, max_size=4), done=st.booleans())
    def vote(self, person: str, picks: list[int], done: bool) -> None:
        self._run(self._vote(person, picks, done=done))

    @rule(first=st.sampled_from(["more", "next"]), others=st.lists(st.sampled_from(["more", "neutral", "next"]), max_size=3))
    def give_thumbs(self, first: str, others: list[str]) -> None:
        for person, choice in zip(PEOPLE, [first, *others], strict=False):
            self._run(self._press(person, f"thumb_{choice}"))

    @rule(person=WHO)
    def give_a_topic(self, person: str) -> None:
        self._run(self._gives_a_topic(person))

    @rule(pick=PICK)
    def merge(self, pick: int) -> None:
        self._run(self._merges(pick))

    @rule(pick=PICK)
    def report(self, pick: int) -> None:
        self._run(self._reports(pick))

    @rule(pick=PICK)
    def press_an_old_board(self, pick: int) -> None:
        self._run(self._press_old(pick))

    @rule(pick=PICK)
    def slack_delivers_again(self, pick: int) -> None:
        self._run(self._again(pick))

    @rule(seconds=st.sampled_from([1, 8, 25, 61, 180]))
    def time_passes(self, seconds: int) -> None:
        self._run(self._waits(seconds))

    @precondition(lambda self: self.restarts < 2)
    @rule()
    def the_bot_is_started_again(self) -> None:
        self.restarts += 1
        self._run(self._restart())

    def teardown(self) -> None:
        if hasattr(self, "channel"):
            self._run(self._waits(30 * 60))
            assert self.stage is Stage.CLOSED

    # What people do

    def _board(self) -> Message | None:
        found = [
            each
            for each in self.scene.room.workspace.messages.get(self.channel, {}).values()
            if each.is_bot and each.addressee is None and each.thread_ts is None and f"{self.id}:" in json.dumps(each.blocks)
        ]
        assert len(found) <= 1, "one meeting leaves one message"
        return found[0] if found else None

    def _offered(self, kind: str) -> list[Placed]:
        board = self._board()
        return [] if board is None else [each for each in elements_of(board.blocks) if each.kind == kind]

    async def _press(self, person: str, verb: str) -> None:
        for placed in self._offered("button"):
            if placed.action_id == f"lean_coffee:{verb}":
                await self._click(person, placed, placed.element.get("value"))

    async def _press_one(self, person: str, pick: int) -> None:
        found = [each for each in self._offered("button") if each.action_id.rpartition(":")[2] not in _FORM_OPENERS]
        if found:
            placed = found[pick % len(found)]
            await self._click(person, placed, placed.element.get("value"))

    async def _choose_one(self, person: str, pick: int) -> None:
        found = [(each, option["value"]) for each in self._offered("overflow") for option in each.element["options"]]
        found = [one for one in found if not one[1].startswith(("cancel", "more", "hand_over"))]
        if found:
            placed, value = found[pick % len(found)]
            await self._click(person, placed, value)

    async def _click(self, person: str, placed: Placed, value: Any) -> None:
        board = self._board()
        assert board is not None
        more: dict[str, Any] = {"value": value}
        if placed.kind == "overflow":
            more = {"selected_option": next(each for each in placed.element["options"] if each["value"] == value)}
        done = await self.scene.people.click(person, self.channel, board.ts, placed.action_id, block_id=placed.block_id, **more)
        assert done.get("outcome") == "ok", done

    async def _vote(self, person: str, picks: list[int], *, done: bool) -> None:
        await self._press(person, "vote")
        stack = self.scene.room.views.stacks.get(person)
        if not stack:
            return
        form = stack[-1]
        rows = [each for each in elements_of(form.payload["blocks"]) if each.action_id.endswith(":give_dot")]
        before = (await self._meeting()).ballots
        given = 0
        for pick in picks if rows else ():
            row = rows[pick % len(rows)]
            pressed = await self.scene.people.click_view(person, form.id, row.action_id, block_id=row.block_id)
            given += pressed.get("outcome") == "ok"
        after = await self._meeting()
        if after.stage is Stage.VOTING and rows:
            had = next((len(ballot.dots) for ballot in before if ballot.voter == person), 0)
            has = next((len(ballot.dots) for ballot in after.ballots if ballot.voter == person), 0)
            assert has == min(after.dots, had + given)  # as many as were pressed, up to the budget
        if done:
            await self.scene.people.submit(person, form.id, {})
        self.scene.room.views.clear(person)

    async def _gives_a_topic(self, person: str) -> None:
        self.asked += 1
        await self.scene.say(person, f"/coffee topic Later {self.asked}", self.channel)
        titles = await self._read(self._titles)
        assert f"Later {self.asked}" in titles  # what gives always lands

    async def _merges(self, pick: int) -> None:
        meeting = await self._meeting()
        topics = [topic.id for topic in to_vote_on(meeting)]
        if len(topics) > 1:
            first, second = topics[pick % len(topics)], topics[(pick + 1) % len(topics)]
            self._seen(meeting.host, "merge")
            named = {"meeting": meeting.id, "phase": meeting.phase, "person": meeting.host}
            await self._write(merge_topics, first=first, second=second, **named)

    async def _reports(self, pick: int) -> None:
        """Let three people report a topic: dots on it are free again, and it is talked about no more."""
        meeting = await self._meeting()
        topics = [topic.id for topic in meeting.topics if topic.column is Column.TO_DISCUSS]
        if meeting.closed is None and topics:
            for reporter in CROWD[:3]:
                self._seen(reporter, "report")
                await self._write(report_topic, meeting=meeting.id, topic=topics[pick % len(topics)], person=reporter)

    async def _write(self, action: Callable[..., Any], **named: Any) -> None:
        with suppress(Refusal):
            await self.scene.house.store.write(action, self.scene.team, None, **named)

    def _seen(self, person: str, verb: str) -> None:
        """Tell the judge of what was done behind the room's back."""
        now = self.scene.time.now().timestamp()
        self.scene.seen.append(Act(now, now, f"{verb}/{next(_TURNS)}", person, verb, str(self.id)))

    def _titles(self, read: Read) -> set[str]:
        rows = read.rows(select(TopicRow.title).where(TopicRow.workspace == in_workspace(), TopicRow.channel == self.channel), {})
        return {row.title for row in rows}

    async def _press_old(self, pick: int) -> None:
        """Press once more what a board of an earlier phase offered, as another click."""
        phase = (await self._meeting()).phase
        old = [sent for sent in self._clicks() if (found := _phase_of(sent, str(self.id))) is not None and found < phase]
        if not old:
            return
        sent, before = old[pick % len(old)], await self._meeting()
        await self.scene.deliver(_as_another(sent, f"stale.{next(_TURNS)}"), sent.content_type)
        await self.scene.idle()
        after = await self._meeting()
        assert (after.phase, after.stage, after.due) == (before.phase, before.stage, before.due)

    async def _again(self, pick: int) -> None:
        """Deliver once more what was delivered: nothing changes."""
        mine = self.scene.post.sent[self.requests :]
        if not mine:
            return
        sent, before = mine[pick % len(mine)], await self._meeting()
        await self.scene.deliver(sent.body, sent.content_type, **{"x-slack-retry-num": "1"})
        await self.scene.idle()
        assert await self._meeting() == before

    def _clicks(self) -> list[Sent]:
        return [sent for sent in self.scene.post.sent[self.requests :] if b"block_actions" in sent.body]

    async def _waits(self, seconds: int) -> None:
        told = await self.scene.people.ahead(seconds)
        assert told.get("ok", True), told

    async def _restart(self) -> None:
        await self.scene.close()
        self.scene.offset = timedelta(seconds=self.scene.room.offset_seconds)
        await self.scene.open()

    # What holds after each step

    def _run(self, step: Awaitable[None]) -> None:
        async def whole() -> None:
            await step
            await self.scene.idle()
            await self._holds()

        self.loop.run(whole())

    async def _holds(self) -> None:
        meeting = await self._meeting()
        self.stage = meeting.stage
        self._goes_on(meeting)
        wake = COURSE.wakes_at(meeting)
        deadlines = {row.subject: row.due for row in await self._read(lambda read: read.rows(_DEADLINES, {}))}
        assert deadlines.get(str(self.id)) == wake  # I2: the next moment is stored
        assert meeting.stage is Stage.CLOSED or meeting.due is None or meeting.due <= meeting.planned_end + timedelta(minutes=2)
        assert all(len(ballot.dots) <= meeting.dots for ballot in meeting.ballots)
        columns = {topic.id: topic.column for topic in meeting.topics}
        assert meeting.topic is None or columns[meeting.topic] is Column.DISCUSSING
        assert not any(columns.get(dot) in GONE for ballot in meeting.ballots for dot in ballot.dots)
        await self._is_shown(meeting)

    def _goes_on(self, meeting: Meeting) -> None:
        """Hold that phases only grow, and that each is one stage (I4)."""
        if self.phases:
            phase, stage = self.phases[-1]
            assert meeting.phase >= phase
            assert meeting.phase > phase or meeting.stage is stage
        self.phases.append((meeting.phase, meeting.stage))

    async def _is_shown(self, meeting: Meeting) -> None:
        """Hold that the one message in Slack is what the database says, drawn anew (I1, I6)."""

        def drawn(read: Read) -> Any:
            found = _DRAW(read, BOARD, str(meeting.id), Place.channel(ChannelId(self.channel)))
            return None if found is None else render(found)

        wanted, board = await self._read(drawn), self._board()
        if board is None:  # over: the message has become its summary, or its last word
            assert meeting.stage is Stage.CLOSED
            return
        assert _texts(board.blocks) == _texts(wanted.get("blocks", []))

    async def _meeting(self) -> Meeting:
        found = await self._read(lambda read: meetings.meeting(read, MeetingId(str(self.id))))
        assert found is not None
        return found

    async def _read(self, query: Callable[[Read], T]) -> T:
        return await self.scene.house.store.read(query, self.scene.team)


def _texts(blocks: Any) -> list[str]:
    """Return all that is to be read or pressed in blocks, in order."""
    return re.findall(r'"(?:text|value|action_id)": "((?:[^"\\]|\\.)*)"', json.dumps(blocks, ensure_ascii=False))


def _payload(sent: Sent) -> dict[str, Any]:
    return dict(json.loads(parse_qs(sent.body.decode())["payload"][0]))


def _phase_of(sent: Sent, meeting: str) -> int | None:
    """Return the phase that a click on a board named."""
    (action,) = _payload(sent)["actions"]
    value = str(action.get("value") or (action.get("selected_option") or {}).get("value", ""))
    found = re.search(rf"{re.escape(meeting)}:(\d+)$", value)
    gives = action["action_id"].endswith((":check_in", ":vote", ":takeaway")) or value.startswith(("leave", "take_over"))
    return None if found is None or gives else int(found[1])


def _as_another(sent: Sent, trigger: str) -> bytes:
    """Return the body of a click as somebody's new one."""
    return urlencode({"payload": json.dumps(_payload(sent) | {"trigger_id": trigger})}).encode()


@pytest.mark.at_once
@pytest.mark.parametrize("part", range(3 if ON_CI else 1))
def test_whatever_people_timers_and_restarts_do_the_board_is_the_database_and_nothing_counts_twice(
    database_url: str, part: int
) -> None:
    with asyncio.Runner() as loop:
        opened = town(database_url)
        scene = loop.run(opened.__aenter__())
        held = type(f"WholeMeeting{part}", (WholeMeeting,), {"scene": scene, "loop": loop})
        try:
            few = settings(
                max_examples=examples(15) // 2,
                stateful_step_count=12,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],
            )
            run_state_machine_as_test(held, settings=few)
        finally:
            loop.run(opened.__aexit__(None, None, None))
