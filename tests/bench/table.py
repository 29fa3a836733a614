"""The table: what was measured, beside what it has to reach."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measure. `figure` is held against `reach` (None: nothing is asked), from below where `at_least`; `unit` stands behind both."""

    measure: str
    reference: str
    figure: float
    reach: float | None
    unit: str = ""
    at_least: bool = False
    stretch: float | None = None
    told: str = ""
    """Absolute figures, for orientation alone."""

    @property
    def holds(self) -> bool:
        """Whether the figure is reached."""
        if self.reach is None:
            return True
        return self.figure >= self.reach if self.at_least else self.figure <= self.reach

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts."""
        figure = f"{self.figure:.3g}{self.unit}"
        if self.reach is None:
            return self.measure, self.reference, figure, "–", "–", self.told
        sign = "≥" if self.at_least else "≤"
        stretch = "" if self.stretch is None else f" ({self.stretch:g})"
        wanted = f"{sign} {self.reach:g}{self.unit}{stretch}"
        return self.measure, self.reference, figure, wanted, "yes" if self.holds else "NO", self.told


_HEADS = ("measure", "reference in the same run", "measured", "to reach", "reached", "absolute, for orientation")


def in_columns(rows: Sequence[Row]) -> str:
    """Lay the table out for a terminal."""
    lines = [_HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEADS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def in_markdown(rows: Sequence[Row], *, command: str, where: str, when: str) -> str:
    """Write the page of the documentation."""
    lines = [_HEADS, ("---",) * len(_HEADS), *(row.cells() for row in rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return _PAGE.format(table=table, command=command, where=where, when=when)


_PAGE = """# Speed and memory

Written by `{command}` on {when}: {where}.

{table}

Ratios of one run are the result; absolute figures differ from machine to machine and with what else it does. Where a row names two
requests, the worse of the two counts. Beside `to reach`, in brackets, what we would like.

## How it is measured

The servers are processes on one core, the load is one on another, all on loopback. Rounds go through all servers in turns; a ratio is
the median over the rounds of two figures from the same round; in brackets stand its lowest and highest round. Where these lie far apart, the
machine was busy with other things and the median says little: look above at the load average and at what the host took away, and measure
again on a quiet machine. Any answer but 200 ends the run, and at its end each database is asked whether it remembers exactly the votes
that were acknowledged.

- **The bot** is `python -m bot run` on a migrated database, delivery and clock included; a stand-in for Slack answers its calls.
- **Bare Bolt** is slack-bolt's `AsyncApp` with one listener, in Starlette on uvicorn with uvloop and httptools, and
  `process_before_response=True`, its faster way. It stores nothing.
- **Bare sqlite3** is an ASGI application that checks the HMAC, decodes in C and carries out by hand the statements that the bot's own
  vote was recorded with, with the same group commit.
- **A thumb** is a click that brings its board along. **A ballot** is sent from the form by menus, with 3 dots among the
  20 topics of its page, and brings that form along; **a press** is one of “+ dot” or “− dot” in the form by rows, which comes along too, and
  after which the form is drawn anew, at most once a second for each of the forty people. Forty people
  answer on eight boards; one person more is there who never does, so that no answer ends the question.
- **A stale click** is a thumb of an earlier phase, pressed again and again by forty people on eight boards. It is refused and stores nothing;
  its person is told by `response_url`, and for five seconds the same click of that person is not looked at again (ADR 11). **For the first
  time**: none is like another, so each is locked, refused and rolled back. Bare Bolt refuses nothing and tells nobody. **The same click
  again** is one thumb that Slack delivers over and over: it is recognised, and nothing is written or said.
- **Processor time** is that of the server process alone; PostgreSQL's own is not in it.
- **Acks in an open loop** are thumbs sent at a fixed rate that waits for no answer; time counts from when one was to be sent. The load
  collects its garbage between the rounds: its own pause would count as the server's.
- **The alarms** are a thousand meetings whose gathering ends in the same instant: each opens its vote and moves its board. A hold-up of the
  loop counts with the processor time that the bot itself has used in it; how late the loop was in all stands beside it.
- **After 5 years**: 3,000 meetings, 60,000 topics, more than 100,000 messages and 500 series, a twelfth of them in the channel of the board.
  One meeting is held by the bot itself, and the database copies its rows. The action, delivery and its drawing run in the measuring process,
  on a clock that goes on by two seconds before each thumb: nothing waits for a lane.
- **A tick** rings ten alarms of rules and sets their next ones; nothing else is done about them. It also asks when to look again.
- **Progress** is what `/seu` and the Home show a person with 2,000 entries, who lie all over the ledger, and the Home of somebody who has
  not answered yet.
- **A queue of 1,000** has 2,600 done items of five years behind it, two criteria each. Shown is one of its fifty pages; moved is an item to the top, up, down or
  to the bottom, and the page on which it stands then. A nudge looks at what is
  in range and writes what is told; a forecast is ten thousand draws with its test and its replays, which run in a thread of their own. The processor time is that of the process; PostgreSQL's own is not in it.
- **A meeting of 10, 7 topics** is held in a rehearsal room with Slack's limits on, its time passed over between acts: seven topics in the first
  two minutes, ten ballots within a minute, ten thumbs within 20 s of each question, boxes of 4 min, two of them extended. The eight begin
  half a minute apart, in eight channels of one workspace, each with ten people of its own. A press is lost that is not acknowledged, or that
  has left nothing behind although its question still stands. Who votes opens the form, presses three dots and says that they are done; a form
  opens by menus where fewer than 40 calls for forms are left of the minute.
"""
