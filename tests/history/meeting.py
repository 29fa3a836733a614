"""What may be true of one Lean Coffee at a moment, by what people did and were told: a model of its board in the checker's own words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import inf

from tests.history.events import Act, Answer, Board
from tests.history.phases import Shown
from tests.history.polls import BLANK, PRESSES, Paper, Poll, may_sum_to, papers
from tests.history.presence import Presence

UNSETTLES = frozenset({
    "undo", "merge", "merge_topics", "take_apart", "remove", "remove_topic", "report", "run_off", "vote_again", "topic_more",
    "edit_topic",
})  # fmt: skip
"""What changes topics, or what a vote has decided: after that its dots are no longer those that were given."""
CHOICES = ("more", "neutral", "next")
NOBODY_KNOWN = "somebody"
"""How a person is shown of whom Slack says nothing."""
SAYS_NOTHING = ("closed", "tables")
"""Stages whose boards do not tell who is here."""


class Course:
    """One meeting: what was done to it, in order, and what may hold of it at moments that only go on."""

    def __init__(
        self,
        acts: Sequence[Act],
        boards: Sequence[Shown],
        names: Mapping[str, str],
        topics: Mapping[str, str],
        proposed: Sequence[Act] = (),
        handles: Mapping[str, str] | None = None,
    ) -> None:
        self.acts = sorted((*acts, *proposed), key=lambda act: act.began)
        self.begins = [act.began for act in self.acts]
        self._names, self._proposed = names, proposed
        self._called = _topics_called(topics, {each for act in self.acts for each in act.what})
        self._shared = {name for name, times in Counter(names.values()).items() if times > 1}
        self._stages = {board.stage for _, _, board in boards}
        self._is_unsettled = any(act.counts and act.verb in UNSETTLES for act in self.acts)
        self._undone = {act.phase for act in self.acts if act.counts and act.verb == "undo"}
        self._takeaways_given = [act for act in self.acts if act.verb == "takeaway"]
        self.polls = _stages_of_polls(boards)
        self._presses = {phase: self._presses_of(phase) for phase in self.polls}
        self._open = {phase: Poll(self._presses[phase], each) for phase, (_, each) in self.polls.items()}
        self._handles = handles or {}
        ids = {**self._handles, **{name: person for person, name in names.items()}}
        first = frozenset(ids.get(name, name) for name in (boards[0][2].here_names if boards else ()))
        self._presence = Presence([act for act in self.acts if act not in proposed] if proposed else self.acts, first)
        self._result = cache(self._papers_of)

    def _presses_of(self, phase: int) -> list[Act]:
        return [act for act in self.acts if act.phase == phase and act.verb in PRESSES]

    def settle(self, moment: float) -> None:
        """Say that nothing before a moment is asked about any more."""
        self._presence.settle(moment)
        for poll in self._open.values():
            poll.settle(moment)

    def differs(self, board: Board, moment: float) -> str:
        """Say in what a board differs from all that may hold at this moment; nothing where it does not."""
        for of in (self._here, self._poll, self._topics, self._takeaways):
            if told := of(board, moment):
                return told
        return ""

    def _name(self, person: str) -> str:
        return self._names.get(person, person).casefold()

    def _as_named(self, shown: Iterable[str]) -> set[str]:
        """Give names as people have them, also of whom was only the id known at that moment, or the handle."""
        return {self._name(self._handles.get(each, each)) for each in shown}

    def _here(self, board: Board, moment: float) -> str:
        if board.here is None or board.stage in SAYS_NOTHING or "tables" in self._stages:
            return ""
        surely_ids, possibly_ids = self._presence.at(moment)
        if not len(surely_ids) <= board.here <= len(possibly_ids):
            return f"says that {board.here} are here, where {len(surely_ids)} to {len(possibly_ids)} may be"
        surely, possibly = set(map(self._name, surely_ids)), set(map(self._name, possibly_ids))
        named = self._as_named(board.here_names)
        if strange := named - possibly - {NOBODY_KNOWN}:
            return f"says that {', '.join(sorted(strange))} is here"
        missing = (surely & {name.casefold() for name in self._names.values()}) - named
        if len(named) == board.here and missing:
            return f"leaves out {', '.join(sorted(missing))}, who is here"
        return ""

    def _topics(self, board: Board, moment: float) -> str:
        if board.phase != 1 or board.topics is None or not self._proposed or self._is_unsettled:
            return ""
        return _held(board.topics, [act for act in self._proposed if act.verb == "propose"], moment, strange=False)

    def _takeaways(self, board: Board, moment: float) -> str:
        if board.takeaways is None or "tables" in self._stages:
            return ""
        return _held(board.takeaways, self._takeaways_given, moment, strange=True)

    def _poll(self, board: Board, moment: float) -> str:
        poll = self._open.get(board.phase)
        if poll is None or any(phase < board.phase for phase in self._undone):
            return ""  # what was given before something was taken back may stand again, also when a vote is opened once more
        found = poll.at(moment)
        if board.stage == "voting":
            return self._voted(board, poll, found) or self._totals(board, poll, found)
        if board.answered is not None:
            gave = {**poll.known, **found}
            most = sum(any(paper.dots for paper in each) or not each for each in gave.values())
            if board.answered > most:
                return f"says that {board.answered} have answered, where at most {most} can have"
        return ""

    def _voted(self, board: Board, poll: Poll, found: Mapping[str, frozenset[Paper]]) -> str:
        if board.voted is None or board.each is None:
            return ""
        chosen, may_have = poll.chosen(found)
        named = self._as_named(board.voted)
        if (missing := set(map(self._name, chosen)) - named) and not self._is_cut(board):
            return f"leaves out that {', '.join(sorted(missing))} has voted"
        may = set(map(self._name, may_have))
        if strange := named - may - {NOBODY_KNOWN}:
            return f"says that {', '.join(sorted(strange))} has voted"
        return ""

    def _is_cut(self, board: Board) -> bool:
        return len(board.voted or ()) >= 20

    def _totals(self, board: Board, poll: Poll, found: Mapping[str, frozenset[Paper]]) -> str:
        known = {topic: number for topic, number in board.dots.items() if topic in self._called}
        if known and not poll.may_be({self._called[topic]: number for topic, number in known.items()}, found):
            return f"shows dots that no ballots give: {known}"
        return ""

    def result(self, board: Board, opened: Mapping[int, float], over: Mapping[int, float]) -> str:
        """Say in what the result of a poll that is over differs from what was given in it.

        `opened`: until when each poll was surely open; `over`: from when on it was surely over.
        """
        votes = [phase for phase, (stage, _) in self.polls.items() if stage == "voting"]
        if len(votes) == 1 and votes[0] < board.phase and not self._is_unsettled:
            known = {topic: number for topic, number in board.dots.items() if topic in self._called}
            found = self._result(votes[0], opened.get(votes[0], 0.0), over.get(votes[0], inf))
            if known and not may_sum_to(found, {self._called[topic]: number for topic, number in known.items()}):
                return f"shows dots that no ballots give: {known}"
        asked = board.phase - 1
        if self.polls.get(asked, ("", 0))[0] == "thumbs" and board.stage != "closed" and len(board.tallies) == 1:
            found = self._result(asked, opened.get(asked, 0.0), over.get(asked, inf))
            if not may_sum_to(found, dict(zip(CHOICES, board.tallies[0][1], strict=True))):
                return f"counts thumbs as {board.tallies[0][1]}, which nobody's give"
        return ""

    def _papers_of(self, phase: int, opened: float, over: float) -> tuple[frozenset[Paper], ...]:
        """Give what each person may have given when a poll ended, somewhere between two moments."""
        people = dict.fromkeys(act.person for act in self._presses[phase])
        found = []
        for person in people:
            acts = [act for act in self._presses[phase] if act.person == person]
            left = any(act.verb in ("leave", "left_channel") and act.person == person and act.began <= over for act in self.acts)
            gave = papers(acts, self.polls[phase][1], until=over, closed=opened)
            found.append(gave | BLANK if left and gave else gave)
        return tuple(found)


def _topics_called(topics: Mapping[str, str], voted_on: set[str]) -> dict[str, str]:
    """Give the topic of each title, of all meetings' `topics`: another meeting's topic may be called the same, and so may two of this one."""
    found = {title: topic for topic, title in topics.items()}
    here = [(title, topic) for topic, title in topics.items() if topic in voted_on]
    shared = {title for title, times in Counter(title for title, _ in here).items() if times > 1}
    return {title: topic for title, topic in (found | dict(here)).items() if title not in shared}


def _stages_of_polls(boards: Sequence[Shown]) -> dict[int, tuple[str, int]]:
    """Give the stage of each phase in which people vote or answer, and how much each may give."""
    found: dict[int, tuple[str, int]] = {}
    for _, _, board in boards:
        if board.stage in ("voting", "thumbs"):
            found.setdefault(board.phase, (board.stage, 1 if board.stage == "thumbs" else board.each or 1))
    return found


def _held(shown: Sequence[str], given: Sequence[Act], moment: float, *, strange: bool) -> str:
    """Hold the texts that are shown against those that were given. `strange`: whether one that nobody gave is a fault."""
    counts, least, most = Counter(shown), Counter[str](), Counter[str]()
    for act in given:
        if act.counts and act.began <= moment:
            most[act.what[0]] += 1
            least[act.what[0]] += act.answer is Answer.ACKNOWLEDGED and act.ended <= moment
    for text, number in least.items():
        if counts[text] < number:
            return f"shows {text!r} {counts[text]} times, where it was given {number} times"
    for text, number in counts.items():
        if number > most[text] and (strange or most[text]):
            return f"shows {text!r} {number} times, where it was given at most {most[text]} times"
    return ""
