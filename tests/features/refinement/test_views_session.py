"""The largest boards, summaries and forms of sessions and estimates stay within what Slack takes, and say what they are about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.ids import ChannelId, ItemId, MeetingId, PersonId
from bot.core.refusal import Several, field_of
from bot.features.refinement.rules import session as rules
from bot.features.refinement.rules.agenda import AgendaLine, AgendaLineId
from bot.features.refinement.rules.estimation import FIBONACCI, Agreed, Estimation, EstimationId, Round, Vote
from bot.features.refinement.rules.experiments import Experiment
from bot.features.refinement.rules.goals import Direction, Goal
from bot.features.refinement.rules.items import Criterion, CriterionId, Difference, Item
from bot.features.refinement.rules.notes import Kind, Note, NoteId
from bot.features.refinement.rules.session_values import Left, Session, SessionSettings, Stage, Visit
from bot.features.refinement.views import estimate_forms, estimates, item_card, session, session_forms, session_summary
from bot.features.refinement.views.estimates import Drawn
from bot.features.refinement.views.item_around import Around
from bot.features.refinement.views.session_pieces import OnTable, Refined
from bot.features.refinement.views.session_start import SessionWishes, settle
from bot.meetings.rules.values import Closing, NewMeeting
from bot.meetings.views.frame import Reader
from bot.teams.team import DEFAULTS
from bot.words.words import words_for
from tests.fakes.payloads import render_message, render_modal
from tests.features.desk import EXTREMES, elements_of, text_of

TEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
CROWD = tuple(PersonId(f"U{number:03}") for number in range(60))
ANA = CROWD[0]
READER = Reader(words_for("en-GB", "UTC").to_all(), TEN, {person: f"Somebody with a long name {person}" for person in CROWD})
WRITTEN = {name: text for name, text in EXTREMES.items() if text.strip()}
"""No title, criterion or question is empty."""
LONG = [text[:300] for text in EXTREMES.values()]


def item(text: str) -> Item:
    criteria = tuple(Criterion(CriterionId(f"c{number}"), text[:300], ANA) for number in range(20))
    made = {"number": 1, "title": text[:250], "author": ANA, "created": TEN, "changed": TEN, "why": text[:1000]}
    return Item(id=ItemId("i1"), channel=ChannelId("C0GUILD"), criteria=criteria, outcome=text[:500], size="x" * 20, **made)  # type: ignore[arg-type]


def asked(*, revealed: bool, votes: int = 60) -> tuple[Estimation, Sequence[Vote]]:
    people = frozenset(CROWD[:votes])
    first = Round(2, TEN, TEN + timedelta(days=1), people, people, TEN if revealed else None)
    one = Estimation(EstimationId("e1"), ChannelId("C0GUILD"), ItemId("i1"), "T", ANA, "UTC", FIBONACCI, TEN, first)
    return one, [Vote(person, FIBONACCI[place % 8], LONG[place % len(LONG)]) for place, person in enumerate(CROWD[:votes])]


def held(**more: object) -> Session:
    plan = NewMeeting(ChannelId("C0GUILD"), "Checkout", ANA, "UTC", SessionSettings())
    begun = rules.begin(plan, meeting=MeetingId("m1"), queue=[ItemId("i1")], at=TEN)
    return replace(begun, here=frozenset(CROWD), came=frozenset(CROWD), **more)  # type: ignore[arg-type]


def notes(text: str) -> tuple[Note, ...]:
    kinds = [Kind.QUESTION, Kind.DECISION, Kind.NEEDS_INFO]
    made = Note(NoteId("n"), ItemId("i1"), Kind.QUESTION, text[:300], ANA, TEN, ANA, date(2026, 12, 3))
    return tuple(replace(made, id=NoteId(f"n{number}"), kind=kinds[number % 3]) for number in range(45))


def table(text: str, estimate: Drawn | None) -> OnTable:
    points = tuple(f"{number}{text}"[:100] for number in range(8))
    line = AgendaLine(AgendaLineId("l"), None, text[:200], ANA, TEN)  # type: ignore[arg-type]  # of no reminder here
    ticks = frozenset(points[:4])
    return OnTable(item(text), 1, 1_000, points, ticks, notes(text), estimate, (line,) * 50, [item(text)] * 30)


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_an_items_card_leads_from_the_vision_to_each_of_its_criteria(text: str) -> None:
    full = item(text)
    many = tuple(Criterion(CriterionId(f"c{n}"), f"{n}{text}"[:300], ANA) for n in range(20))
    goal = Goal("g", text[:300], ANA, TEN)
    around = Around(
        Direction(goal, "A shop in an hour", text[:200]),
        replace(DEFAULTS, ready=tuple(f"{n}{text}"[:100] for n in range(8))),
        notes=notes(text),
        parent=full,
        parts=[full] * 20,
        experiment=Experiment(full.id, text[:500], text[:300], date(2026, 12, 3), ANA, "It did not"),
    )
    drawn = render_modal(item_card.card(READER, replace(full, criteria=many), (), around, orders=True))
    read = text_of(drawn)
    places = [
        read.index(each) for each in ("A shop in an hour", "*Acceptance criteria*", "☐ 19", "*Split off from*", "It did not")
    ]
    assert places == sorted(places)
    assert read.count("❓") == 30


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_a_full_board_and_its_summary_fit_into_a_message(text: str) -> None:
    estimation, votes = asked(revealed=True)
    drawn = Drawn(replace(estimation, title=text[:150]), votes, {1: votes})
    running = held()
    render_message(session.board(READER, running, table(text, drawn), goal=text[:300]))
    render_message(session.board(READER, replace(running, stage=Stage.CARRY_ON, due=None), table(text, None)))
    refined = [
        Refined(
            Visit(ItemId("i1"), TEN, Left.READY),
            item(text),
            [Difference("criterion", "", text[:300])] * 20,
            notes(text)[:9],
            [item(text)] * 9,
        )
    ] * 9
    over = held(closed=TEN, how=Closing.AFTER_OUTAGE, is_learning=True)
    render_message(session_summary.summary(READER, over, refined))
    render_modal(session_forms.to_paste(READER.words, session_summary.to_paste(READER, refined)))


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_forms_about_an_item_of_any_words_can_be_opened(text: str) -> None:
    words, running, one = READER.words, held(), item(text)
    render_modal(session_forms.criterion_form(words, running, one))
    render_modal(session_forms.note_form(words, running, one, Kind.QUESTION))
    render_modal(session_forms.note_form(words, running, one, Kind.DECISION, notes(text)[:30]))
    render_modal(session_forms.info_form(words, running, one, date(2026, 12, 3)))
    render_modal(session_forms.split_form(words, running, one))
    points = table(text, None).points
    render_modal(session_forms.ticks_form(words, running, one, points, frozenset(points[:2])))
    estimation, _ = asked(revealed=False)
    own = Vote(ANA, "5", text[:300])
    render_modal(estimate_forms.vote_form(words, replace(estimation, title=text[:150]), own))
    render_message(estimate_forms.todo(words, [replace(estimation, title=text[:150])] * 60))


def test_what_one_may_do_depends_on_who_one_is_and_what_is_on_the_table() -> None:
    words, running = READER.words, held()
    as_host = text_of(render_modal(session_forms.everything(words, running, ANA, "Done.")))
    assert all(text in as_host for text in ("Done.", "Park it", "Keep minutes", "Cancel", "I have to leave"))
    away = replace(running, here=frozenset([CROWD[1]]))
    assert "I'll host" in text_of(render_modal(session_forms.everything(words, away, CROWD[1])))
    assert "I'm here" in text_of(render_modal(session_forms.everything(words, away, CROWD[2])))
    over = replace(running, stage=Stage.CLOSED, closed=TEN)
    assert "This meeting is over." in text_of(render_modal(session_forms.everything(words, over, ANA)))


def test_a_session_that_left_no_record_says_how_it_ended() -> None:
    came = replace(held(closed=TEN, how=Closing.QUIET), came=frozenset([ANA]))
    assert "Closed quietly: only Somebody" in session.over(READER, came).text
    assert "nobody came" in session.over(READER, replace(came, came=frozenset[PersonId]())).text


def test_what_changed_is_said_part_by_part() -> None:
    changes = [
        Difference("title", "Pay", "Pay by invoice"),
        Difference("size", "5", "8"),
        Difference("criterion", "Old", ""),
        Difference("key", "", "PAY-7"),
        Difference("state", "to_refine", "ready"),
    ]
    told = notes("Which countries?")[2:3]
    settled = [replace(told[0], settled=TEN), replace(told[0], owner=None), replace(told[0], due=None)]
    one = Refined(Visit(ItemId("i1"), TEN, Left.NEXT, timedelta(minutes=4)), item("Pay by invoice"), changes, [*told, *settled])
    shown = text_of(render_message(session_summary.summary(READER, held(closed=TEN, how=Closing.DONE), [one])))
    for line in ("title: Pay by invoice", "size: 8 (was 5)", "criterion taken away: Old", "key: PAY-7", "to be refined further"):
        assert line in shown
    for line in ("(Somebody with a long name U000, by Thu 3 Dec)", "(answered)", "question: Which countries?\n"):
        assert line in shown
    assert "Nothing was changed." in session_summary.to_paste(READER, [])[0]


def test_an_agreed_size_and_an_empty_round_are_told() -> None:
    estimation, votes = asked(revealed=True, votes=3)
    empty = replace(estimation.round, answered=frozenset[PersonId]())
    shown = text_of(render_message(estimates.message(READER, Drawn(replace(estimation, round=empty)))))
    assert "Nobody answered in time." in shown
    agreed = replace(estimation, agreed=Agreed("5", ANA, TEN))
    assert "Round 2: *1   2   3*" in text_of(render_message(estimates.message(READER, Drawn(agreed, votes))))


@pytest.mark.parametrize("size", ["", "5"])
@pytest.mark.parametrize("stage", [Stage.REFINING, Stage.CARRY_ON])
@pytest.mark.parametrize("asked_now", [None, False, True])
def test_a_board_has_one_primary_button(size: str, stage: Stage, asked_now: bool | None) -> None:
    estimate = None if asked_now is None else Drawn(*asked(revealed=asked_now, votes=3))
    shown = replace(table("Pay by invoice", estimate), item=replace(item("Pay by invoice"), size=size))
    drawn = render_message(session.board(READER, held(stage=stage, due=None), shown))
    primary = [one["action_id"] for one in elements_of(drawn) if one.get("style") == "primary"]
    assert len(primary) == 1
    assert primary == [estimates.AGAIN] or not asked_now, "of three cards none is ahead, so another round is offered first"


@pytest.mark.parametrize(
    ("said", "next_is", "first"),
    [
        ("3 3 5", "*Close together.* Agree on a size", estimates.AGREE),
        ("3 3 13", "*Far apart.* Somebody with a long name U002 speaks first.", estimates.AGAIN),
        ("3 5", "*No size is ahead.* Talk, then vote again", estimates.AGAIN),
        ("? ?", "*Nobody named a size.* Talk about what is not clear", estimates.AGAIN),
        ("", "*Nobody named a size.*", estimates.AGAIN),
    ],
)
def test_a_reveal_says_what_comes_next_and_offers_it_first(said: str, next_is: str, first: str) -> None:
    estimation, _ = asked(revealed=True, votes=3)
    votes = tuple(Vote(person, value) for person, value in zip(CROWD, said.split(), strict=False))
    drawn = render_message(estimates.message(READER, Drawn(replace(estimation, deck=FIBONACCI), votes)))
    assert next_is in text_of(drawn)
    assert [one["action_id"] for one in elements_of(drawn) if one.get("style") == "primary"] == [first]


def test_all_that_is_out_of_bounds_in_a_start_is_refused_at_once() -> None:
    with pytest.raises(Several) as refused:
        settle(SessionWishes(box=timedelta(hours=9), full_credit=200, minimum=timedelta(seconds=90)))
    assert {field_of(one) for one in refused.value.refusals} == {"box", "credit", "min"}
