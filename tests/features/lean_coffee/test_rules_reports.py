"""Three different people hide a topic, and nobody sees who they were."""

from dataclasses import replace

import pytest

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules import ballots, merging, reports, topics, voting
from bot.features.lean_coffee.rules.acts import Act, acts
from bot.features.lean_coffee.rules.changes import BallotCast, TopicHidden, TopicReported, TopicWithdrawn
from bot.features.lean_coffee.rules.refusals import (
    NotHidden,
    NothingToReport,
    OwnTopic,
    ReportedBefore,
    TopicGone,
    TopicMerged,
    TopicTaken,
)
from bot.features.lean_coffee.rules.reports import HIDDEN_AT, Reports
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.topics import sealed
from bot.features.lean_coffee.rules.values import TopicId
from bot.meetings.rules.refusals import MeetingOver, NotHost
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, Scene, talking, topic

ONE, NEW = TopicId("one"), Reports("key")
EVE = PersonId("U0EVE")


def scene_of() -> Scene:
    return Scene(topic("one", author=DEV), topic("two", author=DEV))


def told(*people: PersonId) -> Reports:
    return Reports("key", frozenset(sealed("key", person).mark for person in people))


def hides(scene: Scene, name: str = "one") -> Scene:
    scene.do(reports.report, topic=TopicId(name), person=ANA, reports=told(BEN, CHLOE))
    return scene


def test_a_report_is_kept_as_a_mark_and_changes_nothing_that_anybody_sees() -> None:
    scene = scene_of()
    before = scene.meeting
    (change,) = scene.do(reports.report, topic=ONE, person=ANA, reports=NEW)
    assert change == TopicReported(ONE, "key", sealed("key", ANA).mark)
    assert ANA not in repr(change)
    assert scene.meeting == before


def test_the_third_person_hides_it_and_the_same_one_counts_once() -> None:
    scene = scene_of()
    with pytest.raises(ReportedBefore):
        scene.do(reports.report, topic=ONE, person=ANA, reports=told(ANA))
    assert len(scene.do(reports.report, topic=ONE, person=ANA, reports=told(BEN))) == 1
    assert TopicHidden(ONE) in scene.do(reports.report, topic=ONE, person=ANA, reports=told(BEN, CHLOE))
    assert HIDDEN_AT == 3
    assert [one.id for one in topics.to_vote_on(scene.meeting)] == ["two"]
    assert [one.id for one in reports.hidden(scene.meeting)] == ["one"]
    assert topics.on_agenda(scene.meeting) == topics.to_vote_on(scene.meeting)


def test_its_dots_go_back_and_who_gave_it_all_of_theirs_has_not_voted() -> None:
    scene = scene_of()
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(BEN, "one", "one")
    scene.ballot(CHLOE, "one", "two")
    scene.ballot(ANA)
    hides(scene)
    assert {ballot.voter: ballot.dots for ballot in scene.meeting.ballots} == {ANA: (), CHLOE: ("two",)}
    assert ballots.voted(scene.meeting) == {ANA, CHLOE}
    assert [change.ballot.voter for change in scene.happened if isinstance(change, BallotCast) and change.gone] == [BEN, CHLOE]


def test_a_host_puts_it_back_and_the_reports_of_before_count_no_more() -> None:
    scene = hides(scene_of())
    with pytest.raises(NotHost):
        scene.do(reports.restore, topic=ONE, person=BEN)
    assert Act.HIDDEN in acts(scene.meeting, ANA, scene.now)
    assert Act.HIDDEN not in acts(scene.meeting, BEN, scene.now)
    scene.do(reports.restore, topic=ONE, person=ANA)
    assert scene.of("one").column is Column.TO_DISCUSS
    with pytest.raises(NotHidden):
        scene.do(reports.restore, topic=ONE, person=ANA)
    settled = Reports("key", settled=told(ANA, BEN, CHLOE).counting)
    with pytest.raises(ReportedBefore):
        scene.do(reports.report, topic=ONE, person=BEN, reports=settled)
    assert len(scene.do(reports.report, topic=ONE, person=EVE, reports=settled)) == 1


def test_a_host_removes_it_and_its_author_may_still_withdraw_it() -> None:
    scene = hides(hides(scene_of()), "two")
    scene.do(topics.remove, topic=ONE, person=ANA)
    assert scene.of("one").column is Column.REMOVED
    withdrawn = topics.withdraw(scene.of("two"), person=DEV, host=None)
    assert withdrawn == (TopicWithdrawn(TopicId("two")),)


def test_what_cannot_be_reported() -> None:
    scene = hides(scene_of())
    with pytest.raises(TopicGone):
        scene.do(reports.report, topic=ONE, person=EVE, reports=NEW)
    with pytest.raises(OwnTopic):
        scene.do(reports.report, topic=TopicId("two"), person=DEV, reports=NEW)
    scene.do(reports.restore, topic=ONE, person=ANA)
    scene.do(merging.merge, first=ONE, second=TopicId("two"), merged=TopicId("both"), person=ANA)
    with pytest.raises(TopicMerged):
        scene.do(reports.report, topic=ONE, person=EVE, reports=NEW)
    assert len(scene.do(reports.report, topic=TopicId("both"), person=EVE, reports=NEW)) == 1
    running = talking("one", "two")
    with pytest.raises(TopicTaken):
        running.do(reports.report, topic=ONE, person=EVE, reports=NEW)
    running.to_the_end()
    with pytest.raises(MeetingOver):
        running.do(reports.report, topic=TopicId("two"), person=EVE, reports=NEW)
    assert reports.reportable(running.meeting, EVE) == ()


def test_an_anonymous_author_is_known_by_the_seal_alone() -> None:
    scene = scene_of()
    scene.propose("secret", BEN, key="k")
    assert "secret" not in {one.id for one in reports.reportable(scene.meeting, BEN)}
    assert "secret" in {one.id for one in reports.reportable(scene.meeting, CHLOE)}
    assert not reports.is_own(replace(scene.of("secret"), seal=None), ANA)


def test_what_is_hidden_when_the_meeting_closes_does_not_come_back_by_itself() -> None:
    scene = hides(scene_of())
    scene.to_the_end()
    assert scene.stage is Stage.CLOSED
    assert scene.of("one").column is Column.HIDDEN


def test_what_was_hidden_during_the_vote_is_shown_again_without_a_place() -> None:
    scene = scene_of()
    hides(scene)
    scene.do(voting.open_vote, person=ANA)
    scene.ballot(BEN, "two")
    scene.do(voting.close_vote, person=ANA)
    scene.do(reports.restore, topic=ONE, person=ANA)
    assert (scene.of("one").rank, scene.of("one").column) == (0, Column.TO_DISCUSS)


def test_at_a_table_nothing_is_reported_or_put_back() -> None:
    scene = hides(scene_of())
    scene.meeting = replace(scene.meeting, parent=MeetingId("all"))
    assert reports.reportable(scene.meeting, EVE) == reports.hidden(scene.meeting) == ()
    with pytest.raises(NothingToReport):
        scene.do(reports.report, topic=TopicId("two"), person=EVE, reports=NEW)
    with pytest.raises(NotHidden):
        scene.do(reports.restore, topic=ONE, person=ANA)
