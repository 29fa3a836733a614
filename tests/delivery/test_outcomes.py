"""The table of unknown outcomes, whole: each cell played with a written Slack, and the page that shows it."""

import itertools
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.ids import ChannelId
from bot.delivery.place import Place
from bot.delivery.rate_limits import TOLD_WITHIN
from tests.delivery.fake_slack import FakeSlack, Killed, Posted
from tests.delivery.scene import BOARD, ONCE, Scene
from tests.plugins.repeatable import sample

PAGE = Path(__file__).parents[2] / "docs/adr/0071-told-of-ones-own-posts.md"
TOLD = ("no", "at once", "in time", "late")
"""When the event comes: never; before the call is answered; before the post would be made again; after that."""
KINDS = {"rather twice": BOARD, "rather never": ONCE}


@dataclass(frozen=True)
class Cell:
    """One way in which nobody knows what became of a call."""

    act: str
    done: bool
    """Whether Slack did it."""
    killed: bool
    """The process was killed, and another one goes on; else its answer was lost."""
    searchable: bool = False
    told: str = "no"
    kind: str = "rather twice"

    def __str__(self) -> str:
        parts = [self.act, "done" if self.done else "not done", "killed" if self.killed else "lost"]
        return ", ".join([*parts, *(["history"] if self.searchable else []), f"told {self.told}", self.kind])


@dataclass(frozen=True)
class Row:
    """What is seen in Slack in the end where a call was like this; None: it makes no difference."""

    act: str
    done: bool | None
    searchable: bool | None
    told: tuple[str, ...] | None
    kind: str | None
    seen: tuple[str, ...]
    """The copies that stand, from the top: `standing` before, `first` by the first call, `again` by a later one."""
    live: str
    """Which of them is kept up to date; empty: none."""
    why: str

    def covers(self, cell: Cell) -> bool:
        return (
            self.act == cell.act
            and self.done in (None, cell.done)
            and self.searchable in (None, cell.searchable)
            and (self.told is None or cell.told in self.told)
            and self.kind in (None, cell.kind)
        )

    def __str__(self) -> str:
        """Write it as a line of the page."""
        done, searchable = ({None: "", True: "yes", False: "no"}[each] for each in (self.done, self.searchable))
        seen = ", ".join(f"**{copy}**" if copy == self.live else copy for copy in self.seen) or "nothing"
        cells = (self.act, done, searchable, " or ".join(self.told or ()), self.kind or "", seen, self.why)
        return f"| {' | '.join(cells)} |"


TWICE, NEVER = KINDS
SOON = ("at once", "in time")
ROWS = (
    Row("post", True, True, None, None, ("first",), "first", "found in the history"),
    Row("post", True, False, SOON, None, ("first",), "first", "the event names it"),
    Row("post", True, False, ("late",), TWICE, ("again",), "again", "made again after 8 s; the event names the first copy, which goes"),
    Row("post", True, False, ("late",), NEVER, ("first",), "first", "given up after 8 s, and taken up by the event"),
    Row("post", True, False, ("no",), TWICE, ("first", "again"), "again", "made again; the first copy goes when somebody presses a button of it"),
    Row("post", True, False, ("no",), NEVER, ("first",), "", "taken for done, and never redrawn"),
    Row("post", False, True, None, None, ("again",), "again", "not found in the history, and made again"),
    Row("post", False, False, None, TWICE, ("again",), "again", "made again"),
    Row("post", False, False, None, NEVER, (), "", "nobody knows that it is missing"),
    Row("move", True, True, None, None, ("first",), "first", "found in the history, and the old copy goes"),
    Row("move", True, False, SOON, None, ("first",), "first", "the event names it, and the old copy goes"),
    Row("move", True, False, ("late",), TWICE, ("again",), "again", "made again after 8 s; the event names the first copy, which goes"),
    Row("move", True, False, ("late",), NEVER, ("standing",), "standing", "given up after 8 s; the event names the copy at the bottom, which goes"),
    Row("move", True, False, ("no",), TWICE, ("first", "again"), "again", "made again; the first copy goes when somebody presses a button of it"),
    Row("move", True, False, ("no",), NEVER, ("standing", "first"), "standing", "given up; the copy at the bottom goes when somebody presses a button of it"),
    Row("move", False, True, None, None, ("again",), "again", "not found in the history, and made again"),
    Row("move", False, False, None, TWICE, ("again",), "again", "made again"),
    Row("move", False, False, None, NEVER, ("standing",), "standing", "given up: it stays where it stood"),
    Row("update", None, None, None, None, ("standing",), "standing", "sent again: the same text is the same text"),
    Row("delete", None, None, None, None, (), "", "sent again: what is gone is gone"),
)  # fmt: skip


def cells() -> Iterator[Cell]:
    """Name every cell: only what Slack did is told of, and only of a post."""
    for act, done, killed, searchable, told, kind in itertools.product(
        ("post", "move"), (True, False), (False, True), (True, False), TOLD, KINDS
    ):
        if done or told == "no":
            yield Cell(act, done, killed, searchable, told, kind)
    for act, done, killed in itertools.product(("update", "delete"), (True, False), (False, True)):
        yield Cell(act, done, killed)


ALL = tuple(cells())
METHODS = {"post": "chat.postMessage", "move": "chat.postMessage", "update": "chat.update", "delete": "chat.delete"}


def test_each_cell_stands_in_one_row_and_each_row_holds_a_cell() -> None:
    assert [str(cell) for cell in ALL if sum(row.covers(cell) for row in ROWS) != 1] == []
    assert [row for row in ROWS if not any(row.covers(cell) for cell in ALL)] == []


def test_the_page_shows_the_table() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(tuple(f"| {act} |" for act in METHODS))] == [str(row) for row in ROWS]


async def seen_in_the_end(scene: Scene, slack: FakeSlack, cell: Cell, channel: str) -> tuple[list[str], str]:
    """Play a cell in a channel of its own: name the copies that stand in the end, and the one that is kept up to date."""
    subject, kind = f"in {channel}", KINDS[cell.kind]
    slack.channels.add(channel)
    scene.searches, scene.hears = cell.searchable, cell.told != "no"
    place = Place.channel(ChannelId(channel))
    if cell.act != "post":
        await scene.post(subject, "0", place, kind)
        await scene.later(2)
    names = {one.ts: "standing" for one in slack.standing(channel)}
    untold: list[Posted] = []

    async def told(posted: Posted) -> None:
        names[posted.ts] = "again" if "first" in names.values() else "first"
        if cell.told == "at once":
            await scene.tell(posted)
        else:
            untold.append(posted)

    slack.tells = told
    slack.fail(METHODS[cell.act], {(True, False): "lost", (False, False): "500", (True, True): "killed after", (False, True): "killed before"}[cell.done, cell.killed])  # fmt: skip
    acts: dict[str, Callable[[], Awaitable[None]]] = {
        "post": lambda: scene.post(subject, "1", place, kind),
        "move": lambda: scene.to_bottom(subject, "1", kind),
        "update": lambda: scene.show(subject, "1", kind=kind),
        "delete": lambda: scene.hide(subject, kind),
    }
    await acts[cell.act]()
    if cell.killed:
        with pytest.raises(Killed):
            await scene.now()
        scene.sender = scene.replica()
    else:
        await scene.now()
    if not cell.done and cell.act in ("post", "move"):
        names[""] = "first"  # it was never made: what is made later is made again
    await scene.later(3)
    for event in untold if cell.told == "in time" else ():
        await scene.tell(event)
    await scene.later(TOLD_WITHIN.total_seconds() + 3)
    for event in untold if cell.told == "late" else ():
        await scene.tell(event)
    if cell.act != "delete":
        await scene.show(subject, "last", kind=kind)
    await scene.later(3)
    slack.tells = None
    assert await scene.sender.idle()
    standing = slack.standing(channel)
    return [names[one.ts] for one in standing], next((names[one.ts] for one in standing if one.text == "last"), "")


@pytest.mark.parametrize("number", range(4))
async def test_what_is_seen_in_slack_in_the_end_is_what_the_table_says(scene: Scene, slack: FakeSlack, number: int) -> None:
    for place, cell in enumerate(sample(ALL[number::4], 2)):
        (row,) = (row for row in ROWS if row.covers(cell))
        seen, live = await seen_in_the_end(scene, slack, cell, f"C{number}_{place}")
        assert (str(cell), seen, live) == (str(cell), list(row.seen), row.live)
        scene.real.advance(timedelta(minutes=1))  # budgets are full again
