"""A topic is reported, hidden, put back or removed, and nobody learns who reported it; on both engines."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.core.facts import PersonErased
from bot.core.ids import PersonId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.actions.merging import merge_topics
from bot.features.lean_coffee.actions.reports import hear_erased, report_topic
from bot.features.lean_coffee.kinds import HIDDEN_TOPIC
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.store.topics import waiting_topics
from bot.features.lean_coffee.tables import ReportRow, TopicRow
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk, labels, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes

EVE = PersonId("U0EVE")
_REPORTS = select(ReportRow.topic, ReportRow.mark).where(ReportRow.workspace == in_workspace())
_KEYS = select(TopicRow.report_key).where(TopicRow.workspace == in_workspace(), TopicRow.report_key.is_not(None))

_ASKED = select(MessageRow.wanted).where(MessageRow.workspace == in_workspace(), MessageRow.screen == HIDDEN_TOPIC.name)


def kept(read: Read) -> tuple[int, int]:
    """Count the reports, and the keys that could hold them against a person."""
    return len(read.rows(_REPORTS)), len(read.rows(_KEYS))


async def more(desk: Desk, person: PersonId) -> Any:
    return (await desk.presses("More …", await desk.board(), person)).form


async def reports(desk: Desk, *people: PersonId, named: str = "bad") -> Any:
    answered = None
    for person in people:
        form = (await desk.presses("Report a topic", await more(desk, person), person)).form
        topic = next(one for one in to_vote_on(await desk.meeting()) if one.title == named)
        answered = await desk.sends(form, person, topic=topic.id)
    return answered


async def hidden(desk: Desk, *, anonymous: bool = False) -> Any:
    """Have a topic of Ben's hidden, and return what its host is told."""
    await desk.opens("good")
    form = (await desk.types("topic", BEN)).form
    await desk.sends(form, BEN, title="bad", context="words", anonymous=["anonymous"] if anonymous else [])
    await reports(desk, ANA, CHLOE, DEV)
    return await desk.the(HIDDEN_TOPIC.name)


async def titles(desk: Desk) -> list[str]:
    return [topic.title for topic in to_vote_on(await desk.meeting())]


async def test_report__is_noted_for_who_sent_it_alone_and_counts_once(desk: Desk) -> None:
    await desk.opens("bad", "good")
    before = payload_of(await desk.board())
    answered = await reports(desk, CHLOE)
    assert "Noted. Nobody sees that it was you" in str(answered.ack)
    assert (await reports(desk, CHLOE)).notice == "You have reported this topic already. Nobody sees that."
    await reports(desk, DEV)
    assert payload_of(await desk.board()) == before
    assert await desk.read(kept) == (2, 1)
    assert "Report a topic" not in labels(await more(desk, BEN))
    found = await desk.read(lambda read: str([(row.topic, row.mark) for row in read.rows(_REPORTS)]))
    assert CHLOE not in found
    assert DEV not in (await desk.meeting()).came


async def test_report__of_the_third_person_hides_the_topic_and_tells_the_host_without_a_name(desk: Desk) -> None:
    told = await hidden(desk)
    assert told.place == ANA
    words = str(told.payload)
    assert "Three people have reported a topic in <#C0GUILD>" in words
    assert "*bad*" in words
    assert not any(name in words for name in ("Chloé", "Dev", "Ben", CHLOE, DEV))
    assert await titles(desk) == ["good"]
    assert "bad" not in str(payload_of(await desk.board()))


async def test_report__of_what_is_gone_by_then_says_so(desk: Desk) -> None:
    await desk.opens("bad", "good")
    form = (await desk.presses("Report a topic", await more(desk, DEV), DEV)).form
    topic = (await desk.meeting()).topics[0].id
    await reports(desk, ANA, CHLOE, EVE)
    assert "This topic is hidden, because several people reported it." in (await desk.sends(form, DEV, topic=topic)).notice
    offered = await more(desk, DEV)
    await reports(desk, ANA, CHLOE, EVE, named="good")
    assert "No topic of somebody else's waits" in (await desk.presses("Report a topic", offered, DEV)).text


@pytest.mark.parametrize("anonymous", [False, True])
async def test_my_topics__tells_its_author_neutrally_and_lets_them_withdraw_it(desk: Desk, anonymous: bool) -> None:
    await hidden(desk, anonymous=anonymous)
    mine = (await desk.types("mine", BEN)).form
    assert "hidden: several people reported it, and the host decides" in str(mine)
    assert "hidden" not in str((await desk.types("mine", CHLOE)).form)
    await desk.presses("Withdraw", mine, BEN, nth=1)
    assert "is off the list" in str((await desk.the(HIDDEN_TOPIC.name)).payload)
    assert "Hidden topics" not in labels(await more(desk, ANA))


async def test_restore_topic__puts_it_back_on_the_board(desk: Desk) -> None:
    told = await hidden(desk)
    assert "Only the host" in (await desk.presses("Put it back", told.payload, BEN)).text
    assert (await desk.presses("Put it back", told.payload, ANA)).nothing
    assert sorted(await titles(desk)) == ["bad", "good"]
    assert "is back on the list" in str((await desk.the(HIDDEN_TOPIC.name)).payload)
    assert "not hidden any more" in (await desk.presses("Remove it", told.payload, ANA)).text
    assert (await reports(desk, CHLOE)).notice.startswith("You have reported this topic already")
    await reports(desk, EVE)
    assert sorted(await titles(desk)) == ["bad", "good"]


async def test_remove_hidden__takes_it_off_for_good_from_the_hosts_form(desk: Desk) -> None:
    await hidden(desk)
    everything = await more(desk, ANA)
    assert "Hidden topics" not in labels(await more(desk, BEN))
    form = (await desk.presses("Hidden topics", everything, ANA)).form
    await desk.presses("Remove it", form, ANA)
    assert [topic.column for topic in (await desk.meeting()).topics if topic.title == "bad"] == [Column.REMOVED]
    assert "is off the list" in str((await desk.the(HIDDEN_TOPIC.name)).payload)
    assert "not hidden any more" in (await desk.presses("Hidden topics", everything, ANA)).text


async def test_a_close_forgets_who_reported_and_a_host_still_decides(desk: Desk) -> None:
    told = await hidden(desk, anonymous=True)
    assert await desk.read(kept) == (3, 1)
    await desk.cancels()
    assert await desk.read(kept) == (0, 0)
    assert [topic.title for topic in await desk.read(waiting_topics, GUILD)] == ["good"]
    await desk.presses("Put it back", told.payload, ANA)
    assert {topic.title for topic in await desk.read(waiting_topics, GUILD)} == {"good", "bad"}
    assert "not hidden any more" in (await desk.presses("Put it back", told.payload, ANA)).text


async def test_after_the_close_a_host_removes_it_too(desk: Desk) -> None:
    told = await hidden(desk)
    await desk.waits(minutes(60))
    await desk.presses("Remove it", told.payload, ANA)
    assert "bad" not in {topic.title for topic in await desk.read(waiting_topics, GUILD)}
    assert "not hidden any more" in (await desk.presses("Remove it", told.payload, ANA)).text


async def test_who_is_erased_has_reported_nothing(desk: Desk) -> None:
    await desk.opens("bad")
    await reports(desk, CHLOE, DEV)
    await desk.act(hear_erased, erased=PersonErased(DEV))
    assert await desk.read(kept) == (1, 1)
    await reports(desk, ANA)
    assert await titles(desk) == ["bad"]


async def test_the_host_reads_the_words_of_now_when_a_part_of_what_is_hidden_is_edited_or_withdrawn(desk: Desk) -> None:
    await desk.opens("one", "two", "three")
    state = await desk.meeting()
    first, second = (topic.id for topic in state.topics if topic.title in ("one", "two"))
    named = {"meeting": state.id, "phase": state.phase, "person": ANA}
    merged = await desk.act(merge_topics, first=first, second=second, **named)
    for person in (ANA, CHLOE, DEV):
        await desk.act(report_topic, meeting=state.id, topic=merged, person=person)

    async def asked() -> int:
        return int((await desk.read(lambda read: read.rows(_ASKED)))[0].wanted)

    seen = await asked()
    await desk.act(actions.edit_topic, topic=first, person=BEN, title="milder", context="")
    assert "milder + two" in (await desk.the(HIDDEN_TOPIC.name)).text
    assert await asked() > seen
    seen = await asked()
    await desk.act(actions.withdraw_topic, topic=second, person=BEN)
    assert "two" not in (await desk.the(HIDDEN_TOPIC.name)).text
    assert await asked() > seen


async def test_who_hosts_from_now_on_decides_about_what_is_hidden_also_after_the_close(desk: Desk) -> None:
    await hidden(desk)
    await desk.act(actions.hand_over, meeting=(await desk.meeting()).id, person=ANA, to=CHLOE)
    told = await desk.the(HIDDEN_TOPIC.name)
    assert told.place == CHLOE
    await desk.waits(minutes(60))
    await desk.presses("Put it back", told.payload, CHLOE)
    assert "bad" in [topic.title for topic in await desk.read(waiting_topics, GUILD)]
