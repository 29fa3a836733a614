"""The checker finds what it must: each test breaks one promise in a good history, which by itself passes."""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from time import process_time

import pytest

from tests.history.checker import faults_of
from tests.history.events import Act, Answer, Board, Deleted, Due, Event, History, Posted, Served, Updated, in_order
from tests.plugins.repeatable import ON_CI

NAMES = {"U1": "Ana", "U2": "Ben", "U3": "Chloé"}
TOPICS = {"t1": "flakytests", "t2": "oncall"}
PRESSES = 1_600 if ON_CI else 100
NOON = 1_000_000.0
"""Business time when the real clock is at 0."""
BOTH = frozenset({"Ana", "Ben"})
Change = Callable[[list[Event]], list[Event]]


def act(at: float, verb: str, person: str = "U1", phase: int = 0, *what: str, subject: str = "m", took: float = 0.01) -> Act:
    return Act(at, at + took, f"{verb}-{person}-{at}", person, verb, subject, phase, what)


def post(at: float, revision: int, board: Board | None, text: str = "board", message: str = "b") -> Posted:
    return Posted(at, NOON + at, message, revision, "C", f"ts{revision}{message}", None, text, (("x:y", message),), board)


def update(at: float, ts: str, board: Board) -> Updated:
    return Updated(at, NOON + at, "C", ts, "board", board)


GATHERING = Board("m", 1, "gathering", topics=("flakytests", "oncall"), due=NOON + 300, here=2, here_names=BOTH)
VOTING = Board(
    "m",
    2,
    "voting",
    {"flakytests": 0, "oncall": 0},
    ("flakytests", "oncall"),
    voted=frozenset(),
    each=3,
    due=NOON + 400,
    here=2,
    here_names=BOTH,
)
VOTED = replace(VOTING, dots={"flakytests": 3, "oncall": 3}, voted=frozenset({"Ana", "Ben"}))
TALK = Board(
    "m",
    3,
    "discussing",
    {"flakytests": 3, "oncall": 3},
    due=NOON + 130,
    gone_by=frozenset({"flakytests"}),
    here=2,
    here_names=BOTH,
)
THUMBS = Board("m", 4, "thumbs", gone_by=frozenset({"flakytests"}), answered=0, due=NOON + 190, here=2, here_names=BOTH)
LAST = Board("m", 5, "last_call", tallies=(("", (0, 0, 2)),), due=NOON + 300, takeaways=(), here=2, here_names=BOTH)
CLOSED = Board("m", 6, "closed", {"flakytests": 3, "oncall": 3}, tallies=(("flakytests", (0, 0, 2)),), takeaways=("pairmore",))
CREDIT = Posted(320.5, NOON + 320.5, "credit", 1, "D1", "tsc", None, "You were there", (("seu:keep", "m"),))


def good() -> list[Event]:
    """A meeting of two people: topics, dots by rows and by a form, a box, thumbs, a takeaway, the end."""
    return [
        act(1, "propose", "U1", 0, "flakytests", subject="C"),
        act(2, "propose", "U2", 0, "oncall", subject="C"),
        act(3, "start", subject="C"),
        post(3.2, 1, replace(GATHERING, here=1, here_names=frozenset({"Ana"}), due=None)),
        act(5, "check_in", "U2", 1),
        update(5.5, "ts1b", GATHERING),
        act(10, "open_vote", "U1", 1),
        post(10.2, 2, VOTING),
        Deleted(10.4, "C", "ts1b"),
        act(12, "give_dot", "U1", 2, "t1"),
        act(13, "give_dot", "U1", 2, "t1"),
        act(14, "give_dot", "U1", 2, "t2"),
        update(14.5, "ts2b", replace(VOTING, dots={"flakytests": 2, "oncall": 1}, voted=frozenset({"Ana"}))),
        act(15, "ballot", "U2", 2, "t1", "t2", "t2"),
        update(15.5, "ts2b", VOTED),
        update(26, "ts2b", TALK),
        post(131, 3, THUMBS),
        Deleted(131.2, "C", "ts2b"),
        act(140, "thumb_next", "U1", 4),
        act(141, "thumb_next", "U2", 4),
        update(142, "ts3b", replace(THUMBS, answered=2)),
        post(152, 4, LAST),
        Deleted(152.2, "C", "ts3b"),
        act(160, "takeaway", "U2", 0, "pairmore"),
        update(161, "ts4b", replace(LAST, takeaways=("pairmore",))),
        act(310, "finish", "U1", 5),
        post(310.3, 5, CLOSED),
        Deleted(310.5, "C", "ts4b"),
        CREDIT,
        Due(1, NOON + 300, "D1", "You were there", late=60),
    ]


def told(events: list[Event], *, topics: dict[str, str] = TOPICS, **more: object) -> list[str]:
    history = History(in_order(events), 400.0, NAMES, topics, handles={"benb": "U2"}, **more)  # type: ignore[arg-type]
    return [str(fault) for fault in faults_of(history)]


def instead(of: Event, *others: Event) -> Change:
    def changed(events: list[Event]) -> list[Event]:
        place = events.index(of)
        return [*events[:place], *others, *events[place + 1 :]]

    return changed


def also(*others: Event) -> Change:
    return lambda events: [*events, *others]


def without(of: Event) -> Change:
    return instead(of)


def test_a_good_history_has_no_fault() -> None:
    assert told(good()) == []


def test_a_press_that_opens_the_form_of_a_topic_proposes_none() -> None:
    pressed = Act(4.0, 4.0, "asks", "U2", "propose", "C", answer=Answer.ACKNOWLEDGED)
    assert told(also(pressed)(good())) == []


def test_who_slack_could_not_be_asked_for_may_be_called_by_their_handle() -> None:
    called = instead(update(26, "ts2b", TALK), update(26, "ts2b", replace(TALK, here_names=frozenset({"Ana", "benb"}))))
    assert told(called(good())) == []


BROKEN: dict[str, tuple[Change, str]] = {
    "an acknowledged dot is not there": (also(act(14.2, "give_dot", "U3", 2, "t1")), "fold [m]: the voting board of 15.500 shows dots"),
    "a dot that nobody gave": (
        instead(update(15.5, "ts2b", VOTED), update(15.5, "ts2b", replace(VOTED, dots={"flakytests": 3, "oncall": 4}))),
        "shows dots that no ballots give",
    ),
    "a dot of one topic stands on another": (
        instead(update(15.5, "ts2b", VOTED), update(15.5, "ts2b", replace(VOTED, dots={"flakytests": 4, "oncall": 2}))),
        "shows dots that no ballots give",
    ),
    "a dot is lost when the vote closes": (
        instead(update(26, "ts2b", TALK), update(26, "ts2b", replace(TALK, dots={"flakytests": 3, "oncall": 2}))),
        "fold [m]: the discussing board",
    ),
    "a dot is lost in the summary": (
        instead(post(310.3, 5, CLOSED), post(310.3, 5, replace(CLOSED, dots={"flakytests": 2, "oncall": 3}))),
        "fold [m]: the closed board",
    ),
    "a board goes back to what was true before": (
        also(update(14.8, "ts2b", VOTING)),
        "fold [m]: the voting board of 14.800",
    ),
    "somebody's vote is not told": (
        instead(update(15.5, "ts2b", VOTED), update(15.5, "ts2b", replace(VOTED, voted=frozenset({"Ana"})))),
        "leaves out that ben has voted",
    ),
    "somebody is told to have voted who has not": (
        instead(update(15.5, "ts2b", VOTED), update(15.5, "ts2b", replace(VOTED, voted=frozenset({"Ana", "Ben", "Chloé"})))),
        "",
    ),
    "who is here is not": (also(act(20, "check_in", "U3", 2)), "fold [m]: the last_call board of 161.000 says that 2 are here, where 3 to 3"),
    "somebody is here who never came": (
        instead(update(26, "ts2b", TALK), update(26, "ts2b", replace(TALK, here=3, here_names=frozenset({"Ana", "Ben", "Chloé"})))),
        "says that 3 are here, where 2 to 2",
    ),
    "a thumb is lost": (
        instead(post(152, 4, LAST), post(152, 4, replace(LAST, tallies=(("", (0, 0, 1)),)))),
        "counts thumbs as (0, 0, 1)",
    ),
    "a thumb is turned": (
        instead(post(152, 4, LAST), post(152, 4, replace(LAST, tallies=(("", (1, 0, 1)),)))),
        "counts thumbs as (1, 0, 1)",
    ),
    "a takeaway is lost": (instead(post(310.3, 5, CLOSED), post(310.3, 5, replace(CLOSED, takeaways=()))), "shows 'pairmore' 0 times"),
    "a takeaway is there twice": (
        instead(post(310.3, 5, CLOSED), post(310.3, 5, replace(CLOSED, takeaways=("pairmore", "pairmore")))),
        "shows 'pairmore' 2 times",
    ),
    "a topic is lost": (also(act(4, "propose", "U2", 0, "retros", subject="C")), "shows 'retros' 0 times"),
    "a topic is there twice": (
        instead(update(5.5, "ts1b", GATHERING), update(5.5, "ts1b", replace(GATHERING, topics=("flakytests", "flakytests", "oncall")))),
        "shows 'flakytests' 2 times",
    ),
    "a message stands twice": (without(Deleted(131.2, "C", "ts2b")), "once [b]: stands 2 times"),
    "a post is doubled": (also(replace(CREDIT, at=330.0, ts="tsd")), "once [credit]: stands 2 times"),
    "an occurrence is told by two messages": (
        also(replace(CREDIT, at=330.0, business=NOON + 330, message="other", ts="tsd")),
        "occurrence [D1]: 'You were there'",
    ),
    "an occurrence never comes": (without(CREDIT), "occurrence [D1]: 'You were there' was due and never came"),
    "an occurrence comes too early": (
        instead(Due(1, NOON + 300, "D1", "You were there", late=60), Due(1, NOON + 350, "D1", "You were there", late=60)),
        "deadline [D1]",
    ),
    "an occurrence comes too late": (
        instead(Due(1, NOON + 300, "D1", "You were there", late=60), Due(1, NOON + 200, "D1", "You were there", late=60)),
        "deadline [D1]",
    ),
    "phases are swapped": (
        instead(update(26, "ts2b", TALK), update(26, "ts2b", replace(THUMBS, phase=3)), update(27, "ts2b", TALK)),
        "phase 3 is told as thumbs and as discussing",
    ),
    "a phase comes back": (also(update(30, "ts2b", VOTED)), "phase [m]: phase 2 (voting) is told after 3 (discussing)"),
    "a stage comes back by itself": (
        also(update(153, "ts4b", replace(VOTING, phase=6, dots={}))),
        "goes back from last_call to voting",
    ),
    "a closed meeting goes on": (also(update(311, "ts5b", replace(LAST, phase=7))), "goes on as last_call after it was closed"),
    "a deadline comes early": (
        instead(post(131, 3, THUMBS), post(121, 3, THUMBS)),
        "deadline [m]: discussing ended 9.0 s before its time",
    ),
    "a vote closes before all have voted": (without(act(15, "ballot", "U2", 2, "t1", "t2", "t2")), "voting ended"),
    "an act is shown late": (
        instead(update(5.5, "ts1b", GATHERING), update(20, "ts1b", GATHERING)),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "fault"), BROKEN.values(), ids=BROKEN)
def test_a_broken_promise_is_found(change: Change, fault: str) -> None:
    found = told(change(good()))
    assert found
    assert any(fault in each for each in found), found


def test_an_act_that_is_not_shown_within_ten_seconds_is_late() -> None:
    found = told(instead(update(14.5, "ts2b", replace(VOTING, dots={"flakytests": 2, "oncall": 1}, voted=frozenset({"Ana"}))))(
        instead(update(15.5, "ts2b", VOTED), update(25.9, "ts2b", VOTED))(good())
    ))  # fmt: skip
    assert any(each.startswith("late [m]") for each in found), found
    assert (
        told(
            [
                *instead(update(15.5, "ts2b", VOTED), update(25.9, "ts2b", VOTED))(good()),
                Served(16, up=False),
                Served(25, up=True),
            ]
        )
        == []
    )


def test_an_act_that_nobody_answered_is_there_or_not_but_wholly() -> None:
    ballot = act(15, "ballot", "U2", 2, "t1", "t2", "t2")
    unanswered = replace(ballot, answer=Answer.NONE, ended=inf)
    assert told(instead(ballot, unanswered)(good())) == []
    half = replace(VOTED, dots={"flakytests": 3, "oncall": 2})
    found = told(instead(update(15.5, "ts2b", VOTED), update(15.5, "ts2b", half))(instead(ballot, unanswered)(good())))
    assert any("shows dots that no ballots give" in each for each in found), found


def test_a_refused_act_is_nowhere() -> None:
    ballot = act(15, "ballot", "U2", 2, "t1", "t2", "t2")
    found = told(instead(ballot, replace(ballot, answer=Answer.REFUSED))(good()))
    assert any("shows dots that no ballots give" in each for each in found), found


def test_a_stage_comes_back_where_somebody_takes_its_end_back() -> None:
    events = [event for event in good() if not isinstance(event, Due) and _at(event) < 26.5]
    back: list[Event] = [act(27, "undo", "U2", 3), update(27.5, "ts2b", replace(VOTED, phase=4, due=NOON + 410))]
    assert told([*events, *back]) == []
    assert any("goes back" in each for each in told([*events, back[1]]))


def test_a_vote_that_is_opened_once_more_may_keep_what_was_given_before_it_was_taken_back() -> None:
    events = [event for event in good() if not isinstance(event, Due) and _at(event) < 16]
    again: list[Event] = [
        act(17, "undo", "U2", 2),
        update(17.5, "ts2b", replace(GATHERING, phase=3)),
        act(18, "open_vote", "U1", 3),
        update(18.5, "ts2b", replace(VOTED, phase=4)),
    ]
    assert told([*events, *again]) == []


def test_topics_of_other_meetings_may_be_called_the_same_and_two_of_one_are_not_told_apart() -> None:
    elsewhere = {"t8": "flakytests", "t9": "oncall"}
    assert told(good(), topics={**TOPICS, **elsewhere}) == told(good(), topics={**elsewhere, **TOPICS}) == []
    wrong = instead(update(15.5, "ts2b", VOTED), update(15.5, "ts2b", replace(VOTED, dots={"flakytests": 3, "oncall": 4})))
    assert told(wrong(good()), topics={**TOPICS, **elsewhere})
    assert told([*good(), act(14.1, "give_dot", "U1", 2, "t3")], topics={**TOPICS, "t3": "oncall"}) == []


def _at(event: Event) -> float:
    return event.began if isinstance(event, Act) else event.at


def test_a_hundred_thousand_events_are_judged_in_seconds() -> None:
    """With fewer of them where nobody waits for the whole number."""
    events: list[Event] = []
    for number in range(30):
        board = replace(VOTING, meeting=f"m{number}", dots={"flakytests": 0}, each=PRESSES, here=1, here_names=frozenset({"Ana"}))
        events.append(replace(post(0, 1, board, message=f"b{number}"), channel=f"C{number}"))
        for press in range(PRESSES):
            at = 1.0 + press
            events.append(act(at, "give_dot", f"U{press % 40}", 2, "t1", subject=f"m{number}"))
            events.append(update(at + 0.5, f"ts1b{number}", replace(board, dots={"flakytests": press + 1})))
    began = process_time()
    assert faults_of(History(in_order(events), 2_000.0, NAMES, TOPICS)) == []
    assert process_time() - began < 1 + PRESSES / 50
