"""One meeting by a script: six people, seven topics, 45 minutes; its host leaves at minute 12, the bot is killed at minute 20.

The bot is a process of its own, and real clicks go to it; only the business clock is moved. What is counted is what people had to do and
to wait for.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.features.lean_coffee.rules.stages import Stage as Standing
from bot.features.lean_coffee.rules.values import Meeting, TopicId
from bot.rehearsal.crowd_forms import chance
from tests.bench.hurried import hurried
from tests.faults.replicas import GUILD, Stage, stage

HOST = "U0ANA"
LEAVES, KILLED, AWAY = timedelta(minutes=12), timedelta(minutes=20), timedelta(minutes=2)
AS_ANYBODY = frozenset({"topic", "vote", "dot", "done", "thumb_more", "thumb_next", "leave"})
_STEP = timedelta(seconds=5)
_WANTS_MORE = (1, 4)
"""The questions, counted from the first, after which the room goes on with its topic."""
_SUBJECTS = ("Flaky tests", "Review queue", "Pairing", "On call", "Staging costs", "Hiring", "Wednesdays")


@dataclass
class Scripted:
    """What a meeting took: presses by what they are, of its host and of everybody; seconds from a time that is up to what followed."""

    of_host: Counter[str] = field(default_factory=Counter)
    presses: int = 0
    decisions: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    given: int = 0
    """Dots and thumbs that were answered as kept."""
    discussed: int = 0
    minutes: float = 0.0
    came_back: float = 0.0
    """Seconds from the start of the killed bot to a board that is right again."""

    @property
    def to_run_it(self) -> int:
        """Presses by which the host does more than anybody here: they start it; what steers would count too."""
        return sum(number for what, number in self.of_host.items() if what not in AS_ANYBODY)


async def play(url: str, folder: Path) -> Scripted:
    """Hold the meeting of the script on a database that is empty."""
    async with stage(url, folder, transport="http", history=False, rates=False, begins=hurried, judged=False) as scene:
        people = [HOST, "U0BEN", "U0CHLOE"]
        for name in ("Dev", "Eli", "Fay"):
            person = str((await scene.people.add_person(name.lower() + "x"))["id"])
            people.append(person)
        for person in people:
            await scene.people.join(person, GUILD)
        return await _Script(scene, people).to_the_end()


class _Script:
    def __init__(self, scene: Stage, people: list[str]) -> None:
        self._scene, self._people, self._found = scene, people, Scripted()
        self._passed, self._questions = timedelta(), 0
        self._answered = 0
        """The phase in which everybody has answered what is asked."""

    async def to_the_end(self) -> Scripted:
        """Begin, and let everybody do what the script says until the summary stands."""
        await self._begin()
        left = killed = False
        while (meeting := self._scene.meeting()).stage is not Standing.CLOSED:
            assert self._passed < timedelta(hours=1), "a meeting that does not end"
            if not left and self._passed >= LEAVES:
                left = True
                await self._press(HOST, "lean_coffee:more", value=f"leave:{meeting.id}:{meeting.phase}")
            if not killed and self._passed >= KILLED:
                killed = True
                await self._kill()
                continue
            await self._answer(meeting, HOST if left else "")
            await self._pass(_STEP)
        return self._told(meeting)

    async def _begin(self) -> None:
        line = '/coffee start "Guild" box 4m for 45m'
        self._note(HOST, "start", (await self._scene.people.command(HOST, GUILD, line))["outcome"])
        await self._scene.until_board_says("Gathering")
        for place, subject in enumerate(_SUBJECTS):
            person = self._people[place % len(self._people)]
            said = await self._scene.people.command(person, GUILD, f"/coffee topic {subject}")
            self._note(person, "topic", said["outcome"])
        for person in self._people[1:]:
            await self._press(person, "lean_coffee:check_in")

    async def _answer(self, meeting: Meeting, gone: str) -> None:
        """Let everybody who is here vote, or give a thumb, one after the other, once a phase."""
        if meeting.phase == self._answered or meeting.stage not in (Standing.VOTING, Standing.THUMBS):
            return
        self._answered = meeting.phase
        people = [person for person in self._people if person != gone]
        if meeting.stage is Standing.VOTING:
            for person in people:
                await self._vote(meeting, person)
                await self._pass(_STEP)
            return
        choice = "more" if self._questions in _WANTS_MORE else "next"
        self._questions += 1
        asked = meeting.began
        for person in people:
            await self._press(person, f"lean_coffee:thumb_{choice}")
            kept = self._scene.meeting()
            self._keep(any(thumb.person == person for thumb in kept.thumbs) or kept.phase != meeting.phase, f"thumb of {person}")
            await self._pass(timedelta(seconds=1 + chance(person, str(meeting.phase)) % 2))
        while (after := self._scene.meeting()).phase == meeting.phase:
            await self._pass(timedelta(seconds=1))
        assert after.verdict is not None
        self._found.decisions.append((after.verdict.at - asked).total_seconds())

    async def _vote(self, meeting: Meeting, person: str) -> None:
        await self._press(person, "lean_coffee:vote")
        form = (await self._scene.people.view(person))["modals"][-1]
        picks = [meeting.topics[chance(person, str(nth)) % len(meeting.topics)].id for nth in range(meeting.dots)]
        for topic in picks:
            row = {"block_id": f"row_{topic}"}
            pressed = await self._scene.people.click_view(person, form["id"], "lean_coffee:give_dot", **row)
            self._note(person, "dot", pressed["outcome"])
        sent = await self._scene.people.submit(person, form["id"], {})
        self._note(person, "done", sent["outcome"])
        self._keep(sorted(self._dots(person)) == sorted(picks), f"the dots of {person}", len(picks))

    def _dots(self, person: str) -> tuple[TopicId, ...]:
        return next((ballot.dots for ballot in self._scene.meeting().ballots if ballot.voter == person), ())

    async def _kill(self) -> None:
        """Kill the bot, leave it out for two minutes, start it, and wait until the board is right."""
        (replica,) = self._scene.replicas
        await self._scene.kill(replica)
        self._scene.nobody_served_for(AWAY)
        self._scene.ahead += AWAY
        self._passed += AWAY
        began = self._scene.now()
        await self._scene.start(replica)
        await self._scene.boards_right(began)
        self._found.came_back = self._scene.now() - began

    async def _pass(self, span: timedelta) -> None:
        await self._scene.passes(span)
        self._passed += span

    async def _press(self, person: str, action: str, **more: str) -> None:
        what = more.get("value", action).partition(":")[0] if more else action.rpartition(":")[2]
        self._note(person, what, await self._scene.press(person, action, **more))

    def _note(self, person: str, what: str, outcome: object) -> None:
        self._found.presses += 1
        if person == HOST:
            self._found.of_host[what] += 1
        if outcome != "ok":
            self._found.lost.append(f"{what} of {person}: {outcome}")

    def _keep(self, holds: bool, what: str, number: int = 1) -> None:
        self._found.given += number
        if not holds:
            self._found.lost.append(what)

    def _told(self, meeting: Meeting) -> Scripted:
        self._found.discussed = sum(bool(topic.boxes) for topic in meeting.topics)
        self._found.minutes = self._passed.total_seconds() / 60
        return self._found
