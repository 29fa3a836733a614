"""What people's dots and thumbs may come to: all ballots that a person may have by now, and which totals those allow."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from tests.history.events import Act, Answer

Ballot = tuple[str, ...]
"""What one person has given, sorted: topics' ids, once for each dot, or the one choice of a thumb."""
MOST_WORLDS = 500
"""With more ballots or totals than these nothing is held against them any more: sound, and quick."""
THUMBS = {"thumb_more": "more", "thumb_neutral": "neutral", "thumb_next": "next"}
IN_A_FORM = ("give_dot", "take_dot")
PRESSES = frozenset({"give_dot", "take_dot", "ballot", "done", *THUMBS})


@dataclass(frozen=True, slots=True)
class Paper:
    """What a person may have given, and whether they may have said that this is all."""

    dots: Ballot = ()
    done: bool = False

    def is_complete(self, each: int) -> bool:
        """Whether nobody waits for this person."""
        return self.done or len(self.dots) >= each


BLANK = frozenset({Paper()})


def after(paper: Paper, act: Act, each: int) -> Paper:
    """Give what a press makes of a person's paper; one that does not fit changes nothing."""
    match act.verb:
        case "give_dot" if len(paper.dots) < each:
            return Paper(tuple(sorted((*paper.dots, *act.what))))
        case "take_dot" if act.what[0] in paper.dots:
            left = list(paper.dots)
            left.remove(act.what[0])
            return Paper(tuple(left))
        case "ballot" if len(act.what) <= each:
            return Paper(tuple(sorted(act.what)), done=True)
        case "done":
            return Paper(paper.dots, done=True)
        case verb if verb in THUMBS:
            return Paper((THUMBS[verb],), done=True)
        case _:
            return paper


def papers(
    acts: Sequence[Act], each: int, *, until: float, closed: float = inf, known: frozenset[Paper] = BLANK
) -> frozenset[Paper]:
    """Give the papers that one person may have at the moment `until`, of their presses in order. Nothing: there are too many.

    `closed`: until when the poll was surely open: a press in a form that ended later may have come too late, which only that form tells;
    what is pressed on a board is told so. `known`: what they had before.
    """
    found = _in_order(acts, each, until, closed, known)
    for place in range(len(acts) - 1):
        one, other = acts[place], acts[place + 1]
        if one.began <= until and other.began <= until and other.began < one.ended and one.answer is not Answer.NONE:
            found |= _in_order((*acts[:place], other, one, *acts[place + 2 :]), each, until, closed, known)
    return found if len(found) <= MOST_WORLDS else frozenset()


def _in_order(acts: Sequence[Act], each: int, until: float, closed: float, known: frozenset[Paper]) -> frozenset[Paper]:
    found = known
    for act in acts:
        if act.counts and act.began <= until and len(found) <= MOST_WORLDS:
            done = frozenset(after(paper, act, each) for paper in found)
            in_time = act.ended <= (min(until, closed) if act.verb in IN_A_FORM else until)
            found = done if in_time and act.answer is Answer.ACKNOWLEDGED else found | done
    return found


class Poll:
    """One vote or question while it is open: what each person may have given, at moments that only go on."""

    def __init__(self, acts: Sequence[Act], each: int) -> None:
        self.each = each
        self._acts = acts
        self._next = 0
        self._pending: list[Act] = []
        self.known: dict[str, frozenset[Paper]] = {}
        self._sums: Counter[str] = Counter()
        self._unsure: set[str] = set()
        self._chosen: set[str] = set()
        self._may_have: set[str] = set()

    def settle(self, moment: float) -> None:
        """Let what was over at a moment be known: no later question is about one before it."""
        while self._next < len(self._acts) and self._acts[self._next].began <= moment:
            self._pending.append(self._acts[self._next])
            self._next += 1
        waiting: dict[str, list[Act]] = {}
        for act in self._pending:
            waiting.setdefault(act.person, []).append(act)
        self._pending = [act for person, acts in waiting.items() for act in self._settled(person, acts, moment)]

    def _settled(self, person: str, acts: list[Act], moment: float) -> list[Act]:
        """Take the presses of a person that are all over, or none of them: what was under way at once stays together."""
        if any(act.counts and act.answer is Answer.ACKNOWLEDGED and act.ended > moment for act in acts):
            return acts
        before = self.known.get(person, BLANK)
        after_it = papers(acts, self.each, until=moment, known=before) if before else before
        self._count(before, -1)
        self._count(after_it, 1)
        self.known[person] = after_it
        (self._unsure.discard if len(after_it) == 1 else self._unsure.add)(person)
        all_do, some_do = self._have(after_it)
        (self._chosen.add if all_do else self._chosen.discard)(person)
        (self._may_have.add if some_do else self._may_have.discard)(person)
        return []

    def _count(self, choices: frozenset[Paper], by: int) -> None:
        if len(choices) == 1:
            for topic in next(iter(choices)).dots:
                self._sums[topic] += by

    def at(self, moment: float) -> dict[str, frozenset[Paper]]:
        """Give what those may have given of whom more than what is known may be true at a moment."""
        waiting: dict[str, list[Act]] = {person: [] for person in self._unsure}
        for act in self._pending:
            waiting.setdefault(act.person, []).append(act)
        for place in range(self._next, len(self._acts)):
            if self._acts[place].began > moment:
                break
            waiting.setdefault(self._acts[place].person, []).append(self._acts[place])
        found = {}
        for person, acts in waiting.items():
            known = self.known.get(person, BLANK)
            found[person] = papers(acts, self.each, until=moment, known=known) if known else known
        return found

    def _have(self, choices: frozenset[Paper]) -> tuple[bool, bool]:
        complete = {paper.is_complete(self.each) for paper in choices} or {True, False}
        return complete == {True}, True in complete

    def chosen(self, open_ones: Mapping[str, frozenset[Paper]]) -> tuple[set[str], set[str]]:
        """Give who surely has chosen, and who may have. `open_ones`: as `at` gives them."""
        have = {person: self._have(choices) for person, choices in open_ones.items()}
        surely = self._chosen - have.keys() | {person for person, (all_do, _) in have.items() if all_do}
        return surely, self._may_have - have.keys() | {person for person, (_, some_do) in have.items() if some_do}

    def may_be(self, wanted: Mapping[str, int], open_ones: Mapping[str, frozenset[Paper]]) -> bool:
        """Tell whether these totals may be true. `open_ones`: as `at` gives them."""
        left = {topic: number - self._sums[topic] for topic, number in wanted.items()}
        for person in open_ones:
            known = self.known.get(person, BLANK)
            if len(known) == 1:
                for topic in next(iter(known)).dots:
                    if topic in left:
                        left[topic] += 1
        return may_sum_to(open_ones.values(), left)


def may_sum_to(voters: Iterable[frozenset[Paper]], wanted: Mapping[str, int]) -> bool:
    """Tell whether some choice of one paper for each voter gives these totals, each paper wholly or not at all."""
    sums: set[tuple[int, ...]] = {tuple(0 for _ in wanted)}
    order = list(wanted)
    for choices in voters:
        if not choices:
            return True
        vectors = {_counted(paper, order) for paper in choices}
        sums = {tuple(map(sum, zip(one, vector, strict=True))) for one in sums for vector in vectors}
        sums = {one for one in sums if all(number <= wanted[topic] for number, topic in zip(one, order, strict=True))}
        if len(sums) > MOST_WORLDS * 10:
            return True
    return tuple(wanted[topic] for topic in order) in sums


def _counted(paper: Paper, order: Sequence[str]) -> tuple[int, ...]:
    counts = Counter(paper.dots)
    return tuple(counts[topic] for topic in order)
