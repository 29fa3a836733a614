"""Votes on four servers in turns: how many a second, what each costs, how soon it is acknowledged."""

from collections import defaultdict
from collections.abc import Callable
from itertools import count
from statistics import median

from tests.bench import machine
from tests.bench.load import Figures, closed_loop, open_line, open_loop
from tests.bench.servers import Server
from tests.bench.slack import Slack
from tests.bench.stage import DOTS, PEOPLE, Board, Stage
from tests.bench.wire import Sample, Template, click, press, submission

ROUND = 1_000_000
_IN_TURNS = ("lean_coffee:give_dot", "lean_coffee:take_dot")
NUMBERS = count(ROUND, ROUND)
"""Where each round begins to count its requests; stamps must grow, for the last thumb by Slack's own time counts."""
RATES = (200, 500)
VOTES = ("thumb", "ballot")
PRESS = "press"
"""A press of “+ dot” or “− dot” in a ballot, its form drawn anew."""
STALE, FIRST, AGAIN = "stale click", "stale click for the first time", "same click again"
BOLT_PATHS = {"thumb": "/thumb", "ballot": "/ballot", PRESS: "/press", STALE: "/thumb", FIRST: "/thumb"}
Rounds = dict[tuple[str, str], list[float]]


def samples(name: str, stage: Stage, slack: Slack) -> dict[str, Sample]:
    """Return the requests that a server gets: thumbs and ballots of forty people on all boards, and clicks of an earlier phase."""
    thumb = _spread(name, [(board, _thumb(board, slack)) for board in stage.thumbs], "thumb")
    return {
        "thumb": thumb,
        "ballot": _spread(name, [(board, ballot_of(board)) for board in stage.ballots], "ballot"),
        PRESS: _spread(name, [(board, press(board.payload)) for board in stage.presses], PRESS),
        AGAIN: lambda number: thumb(0),
        **{what: _spread(name, [(board, _thumb(board, slack)) for board in stage.thumbs], what) for what in (STALE, FIRST)},
    }


def _thumb(board: Board, slack: Slack) -> Template:
    return click("lean_coffee:thumb_more", board.payload, slack.respond)


def ballot_of(board: Board) -> Template:
    """Return the ballot of a board, its dots still to be chosen."""
    return submission(board.payload)


def chosen(board: Board, number: int) -> dict[str, str]:
    """Return what the menus of a ballot hold: three of those on its page one dot each, the others none."""
    menus = sum(1 for block in board.payload["blocks"] if block["type"] == "input")
    given = {(number + 7 * place) % menus for place in range(DOTS)}
    return {f"DOTS{menu}MARK": str(int(menu in given)) for menu in range(menus)}


def _spread(name: str, boards: list[tuple[Board, Template]], what: str) -> Sample:
    others = PEOPLE[2:] if what == PRESS else PEOPLE[1:]  # the first has no dot left to give by a press
    templates = [(board, template.at(BOLT_PATHS[what]) if name == "bolt" else template) for board, template in boards]

    def request(number: int) -> bytes:
        board, template = templates[number % len(templates)]
        person = others[number // len(templates) % len(others)]
        turn = number % ROUND // (len(others) * len(templates))
        dots = chosen(board, number) if what == "ballot" else {"ACTIONMARK": _IN_TURNS[turn % 2], "TOPICMARK": board.topics[0]}
        return template.request(str(number), person, board.meeting, board.phase + _away(what, number), **dots)

    return request


def _away(what: str, number: int) -> int:
    """Return how many phases off a request is: none, the same one each time, or each time another."""
    return {STALE: -1, FIRST: number}.get(what, 0)


class Votes:
    """Measures in rounds, so that whatever else the machine does touches all servers alike."""

    def __init__(self, servers: dict[str, Server], slack: Slack, tell: Callable[[str], None]) -> None:
        self._servers = servers
        self._samples = {name: samples(name, server.stage, slack) for name, server in servers.items()}
        self._slack = slack
        self._tell = tell
        self.rates: Rounds = defaultdict(list)
        self.cpu: Rounds = defaultdict(list)
        self.p99: Rounds = defaultdict(list)

    async def warm_up(self, seconds: float) -> None:
        """Let each server meet each request, and compile what it compiles; the click that comes again comes for the first time."""
        line = await open_line(self._servers["SQLite"].port)
        await line.ask(self._samples["SQLite"][AGAIN](0))
        line.close()
        self._servers["SQLite"].acked += 1
        for name, what in self._pairs():
            await self._round(name, what, seconds)

    async def compare(self, rounds: int, seconds: float) -> None:
        """Measure rates and processor time of all pairs in turns."""
        for number in range(rounds):
            self._tell(f"votes, round {number + 1} of {rounds}")
            for name, what in self._pairs():
                server = self._servers[name]
                before = machine.cpu_seconds(server.process.pid)
                figures = await self._round(name, what, seconds)
                self.rates[name, what].append(figures.rate)
                self.cpu[name, what].append((machine.cpu_seconds(server.process.pid) - before) / figures.done)

    async def acks(self, rates: tuple[int, ...], rounds: int, seconds: float) -> None:
        """Measure how soon thumbs are acknowledged at these rates."""
        for number in range(rounds):
            self._tell(f"acks at {' and '.join(map(str, rates))} a second, round {number + 1} of {rounds}")
            for rate in rates:
                for name in ("SQLite", "PostgreSQL"):
                    server = self._servers[name]
                    figures = await open_loop(server.port, self._samples[name]["thumb"], next(NUMBERS), rate, seconds)
                    server.acked += figures.done
                    self.p99[name, str(rate)].append(figures.p99)

    def settle_accounts(self) -> None:
        """Raise AssertionError unless each database remembers exactly what was acknowledged."""
        for server in self._servers.values():
            if server.url:
                assert server.stored() == server.acked, f"{server.name}: {server.acked} acks, {server.stored()} stored"

    def ratio(self, name: str, reference: str, whats: tuple[str, ...], of: Rounds | None = None) -> float:
        """Return the median over the rounds of one server's figure divided by the other's in the same round, the worst of `whats`."""
        kept = self.rates if of is None else of
        found = [median(self.ratios(name, reference, what, kept)) for what in whats]
        return min(found) if of is None else max(found)

    def ratios(self, name: str, reference: str, what: str, kept: Rounds) -> list[float]:
        """Return one server's figure divided by the other's, round by round."""
        return [ours / theirs for ours, theirs in zip(kept[name, what], kept[reference, what], strict=True)]

    async def _round(self, name: str, what: str, seconds: float) -> Figures:
        server = self._servers[name]
        figures = await closed_loop(server.port, self._samples[name][what], next(NUMBERS), seconds)
        if what in (*VOTES, PRESS):
            server.acked += figures.done
        return figures

    def _pairs(self) -> list[tuple[str, str]]:
        both = [(name, what) for what in VOTES for name in self._servers]
        presses = [(name, PRESS) for name in ("bolt", "SQLite", "PostgreSQL")]
        return [*both, *presses, *((name, what) for what in (STALE, FIRST, AGAIN) for name in ("bolt", "SQLite"))]
