"""Balance, terms, progress and renewals of random histories, held against a second opinion."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.features.seu.programmes.converting import programme_of
from bot.features.seu.programmes.schema import ProgrammeModel
from bot.features.seu.programmes.soundness import faults_of
from bot.features.seu.rules.countable import Countable
from bot.features.seu.rules.entries import reversal
from bot.features.seu.rules.held import Held, Renewal, RenewalKind
from bot.features.seu.rules.progress import Progress, progress_of
from bot.features.seu.rules.record import Record, Use, balance, standing_lines
from bot.features.seu.rules.renewal import allocated, plan_by_units, taken_back
from bot.features.seu.rules.tally import tally
from bot.features.seu.rules.values import Category, Entry, Kind, Source, Word
from tests.features.desk import BEN
from tests.features.seu.learning import SA, day, held, line, with_window
from tests.features.seu.oracle import Life, Tree
from tests.features.seu.scene import entry

NAMES = ("a", "b", "c", "d")
QUARTER = 15


@st.composite
def trees(draw: st.DrawFn, *, minimums: bool = True) -> Tree:
    """Make up to four categories; amounts are quarters of an hour, few enough to try everything."""
    names = NAMES[: draw(st.integers(1, 4))]
    parent = {name: draw(st.sampled_from([None, *names[:at]])) for at, name in enumerate(names)}
    amounts = st.dictionaries(st.sampled_from(names), st.integers(1, 4))
    return Tree(parent, draw(amounts) if minimums else {}, draw(amounts), draw(st.integers(1, 6)))


def written(tree: Tree) -> dict[str, Any]:
    """Write a tree as the file of a programme."""
    categories = {
        name: {
            "label": f"Label {name}",
            "parent": tree.parent[name],
            "minimum": tree.least.get(name, 0) / 4 or None,
            "maximum": None if name not in tree.most else tree.most[name] / 4,
        }
        for name in tree.parent
    }
    return {
        "key": "made_up",
        "version": "1",
        "name": "Made up",
        "body": "Nobody",
        "checked_on": date(2026, 11, 28),
        "unit": {"one": "hour", "many": "hours", "minutes": 60, "step": QUARTER},
        "cycle": {"months": 24, "window": 24},
        "levels": {"only": {"name": "Only", "need": tree.need / 4}},
        "certifications": {"it": {"name": "It", "title": "It", "level": "only", "track": "it"}},
        "categories": categories,
        "filed_under": dict.fromkeys((category.value for category in Category), "a"),
    }


THERE = st.lists(st.sampled_from(NAMES), max_size=9)


def in_tree(tree: Tree, there: list[str]) -> list[str]:
    return [name for name in there if name in tree.parent]


@given(trees())
def test_a_file_is_refused_if_nobody_could_ever_renew_by_it(tree: Tree) -> None:
    file = written(tree)
    model = ProgrammeModel.model_validate(file)
    plenty = dict.fromkeys(tree.parent, tree.need)
    if not faults_of(model, file):
        assert tree.can_renew(plenty)
    elif all(tree.least.get(name, 0) <= tree.most.get(name, 99) for name in tree.parent):
        assert not tree.can_renew(plenty)


@given(trees(), THERE)
def test_it_is_done_exactly_when_some_part_of_what_is_there_is_a_renewal(tree: Tree, there: list[str]) -> None:
    file = written(tree)
    model = ProgrammeModel.model_validate(file)
    assume(not faults_of(model, file))
    programme = programme_of(model, "")
    level = programme.levels["only"]
    steps = Counter(in_tree(tree, there))
    found = tally(programme, level, {name: steps[name] * QUARTER for name in tree.parent})
    assert found.counted == tree.most_that_counts(steps) * QUARTER
    assert found.reaches(tree.need * QUARTER) == tree.can_renew(steps)
    needed = found.to_reach(tree.need * QUARTER)
    assert (needed == 0) == tree.can_renew(steps)


@given(trees(), THERE)
def test_a_renewal_uses_up_what_is_a_renewal_by_itself_and_never_more(tree: Tree, there: list[str]) -> None:
    file = written(tree)
    model = ProgrammeModel.model_validate(file)
    assume(not faults_of(model, file))
    programme, names = programme_of(model, ""), in_tree(tree, there)
    uses = allocated(programme, programme.levels["only"], tree.need * QUARTER, countables(names))
    chosen = Counter(names[int(place)] for place, minutes in uses.items() for _ in range(minutes // QUARTER))
    steps = Counter(names)
    assert tree.fits(chosen)
    assert sum(chosen.values()) == min(tree.need, tree.most_that_counts(steps))
    assert tree.is_enough(chosen) == tree.can_renew(steps)


@given(trees(minimums=False), THERE)
def test_without_minimums_a_renewal_uses_the_oldest_first(tree: Tree, there: list[str]) -> None:
    file = written(tree)
    programme, names = programme_of(ProgrammeModel.model_validate(file), ""), in_tree(tree, there)
    uses = allocated(programme, programme.levels["only"], tree.need * QUARTER, countables(names))
    assert list(map(int, uses)) == tree.oldest_first(names)


def countables(names: list[str]) -> list[Countable]:
    """Return a quarter of an hour for each name, filed under it, the oldest first."""
    return [Countable(line(0.25, entry=str(at)), QUARTER, name, logged=False, carried=False) for at, name in enumerate(names)]


ISSUED = st.one_of(st.just(date(2024, 2, 29)), st.dates(date(2023, 12, 1), date(2024, 3, 31)))


class History(RuleBasedStateMachine):
    """One person learns, corrects, renews and takes back; both accounts of it have to agree after each step."""

    @initialize(issued=ISSUED, window=st.sampled_from([24, 30]), both=st.booleans())
    def begin(self, issued: date, window: int, both: bool) -> None:
        self.programme = with_window(SA, window)
        self.held: tuple[Held, ...] = (held("cspo", issued.isoformat()), *([held("csm", issued.isoformat())] if both else []))
        self.life = Life(issued, 1_800 if both else 1_200, window)
        self.entries: list[Entry] = []
        self.renewals: tuple[Renewal, ...] = ()
        self.used: dict[str, dict[str, int]] = {}
        self.moment = datetime.combine(issued, datetime.min.time(), UTC)

    @rule(after=st.integers(-10, 780), minutes=st.integers(1, 900))
    def learn(self, after: int, minutes: int) -> None:
        """Attend something some days after the issue, or the last renewal."""
        activity = f"a{len(self.life.order)}"
        base = self.life.renewals[-1][0] - timedelta(days=730) if self.life.renewals else self.life.issued
        when = base + timedelta(days=after)
        self._write(activity, minutes, when)
        self.life.learn(activity, minutes, when)

    @rule(edge=st.sampled_from([-1, 0, 1]), last=st.booleans(), minutes=st.integers(1, 600))
    def learn_on_an_edge(self, edge: int, last: bool, minutes: int) -> None:
        """Attend something on, just before or just after the first or the last day that counts."""
        activity = f"a{len(self.life.order)}"
        when = (self.life.expiry if last else self.life.first_day) + timedelta(days=edge)
        self._write(activity, minutes, when)
        self.life.learn(activity, minutes, when)

    @precondition(lambda self: self.life.order)
    @rule(which=st.integers(0, 99), minutes=st.integers(0, 900))
    def correct(self, which: int, minutes: int) -> None:
        """Say that an activity was of another length, or was none."""
        activity = self.life.order[which % len(self.life.order)]
        credit = next((one for one in reversed(self.entries) if one.activity == activity and one.kind is Kind.CREDIT), None)
        mine = [one for one in self.entries if one.activity == activity]
        if credit is not None and all(one.reverses != credit.id for one in mine):
            back = reversal(mine, credit, entry_id=f"e{len(self.entries)}", word=Word(Source.SELF, BEN, "mistaken"))
            self.entries.append(replace(back, at=self._later()))
        if minutes:
            self._write(activity, minutes, self.life.days[activity])
        self.life.learn(activity, minutes, self.life.days[activity])

    @precondition(lambda self: len(self.life.renewals) < 4)
    @rule()
    def renew(self) -> None:
        plan = plan_by_units(self.progress())
        name, activity_of = f"r{len(self.renewals)}", {one.id: one.activity for one in self.entries}
        expected = self.life.renew()
        assert Counter({activity_of[one]: minutes for one, minutes in plan.uses.items()}) == Counter(expected)
        assert plan.after == self.life.expiry
        assert plan.short == self.life.need - sum(expected.values())
        made = Renewal(name, "cspo", plan.kind, self._later().date(), plan.before, self.life.expiry, "1", at=self._later())
        self.renewals, self.used[name] = (*self.renewals, made), dict(plan.uses)

    @precondition(lambda self: self.life.renewals)
    @rule()
    def take_back(self) -> None:
        undone = {one.undoes for one in self.renewals}
        newest = [one for one in self.renewals if one.kind is RenewalKind.UNITS and one.id not in undone][-1]
        back = taken_back(self.renewals, newest.id, new_id=f"r{len(self.renewals)}", day=self._later().date())
        self.renewals = (*self.renewals, replace(back, at=self._later()))
        del self.used[newest.id]
        self.life.renewals.pop()

    @invariant()
    def both_accounts_agree(self) -> None:
        one, left = self.progress(), self.life.left()
        counted = sum(map(len, left.values()))
        assert balance(self.record().lines) == self.life.balance == sum(each.minutes for each in self.entries)
        assert one.term is not None
        assert (one.term.expiry, one.window.first, one.need) == (self.life.expiry, self.life.first_day, self.life.need)
        assert (one.counted, one.missing) == (counted, max(0, self.life.need - counted))
        assert one.is_done == (counted >= self.life.need)

    def progress(self) -> Progress:
        found = progress_of(self.programme, self.held[0], self.record(), day("2026-01-01"))
        assert found is not None
        return found

    def record(self) -> Record:
        activity_of = {one.id: one.activity for one in self.entries}
        uses = tuple(Use(one, activity_of[one], minutes) for each in self.used.values() for one, minutes in each.items())
        key = ("scrum_alliance", "cspo")
        return Record(standing_lines(self.entries), self.held, {key: self.renewals}, {key: uses})

    def _write(self, activity: str, minutes: int, when: date) -> None:
        name = f"e{len(self.entries)}"
        self.entries.append(entry(name, minutes, activity=activity, day=when, at=self._later()))

    def _later(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


History.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestHistory = History.TestCase
