"""Topics: proposed, edited, withdrawn, removed; signed or anonymous."""

import pytest

from bot.core.ids import PersonId
from bot.core.limits import EmptyText, TextTooLong
from bot.features.lean_coffee.rules import apply, texts, topics, voting
from bot.features.lean_coffee.rules.refusals import NoSuchTopic, NotYourTopic, TooManyTopics, TopicGone, TopicTaken
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Proposal, TopicId
from bot.meetings.rules.refusals import NotHost
from bot.slack.text import as_read
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, TEN, Scene, talking, topic


def test_a_topic_proposed_while_no_meeting_is_on_waits() -> None:
    (change,) = topics.propose(None, Proposal(GUILD, BEN, "Flaky tests"), waiting=0, topic=TopicId("t"), at=TEN)
    assert change.topic.meeting is None
    assert change.topic.author == BEN


def test_a_topic_proposed_while_topics_are_gathered_or_voted_on_joins() -> None:
    scene = Scene(topic("one"))
    assert scene.propose("two").meeting == scene.meeting.id
    scene.do(voting.open_vote, person=ANA)
    assert scene.propose("three").meeting == scene.meeting.id
    assert [found.id for found in topics.on_agenda(scene.meeting)] == ["one", "two", "three"]


def test_a_topic_proposed_while_talk_is_on_waits_for_the_next_meeting() -> None:
    scene = talking("one", "two")
    assert scene.propose("new").meeting is None
    assert [found.id for found in scene.meeting.topics] == ["one", "two"]


def test_an_anonymous_topic_names_nobody_and_still_knows_its_author() -> None:
    found = Scene().propose("Who owns the queue?", BEN, key="a key of its own")
    assert found.anonymous
    assert BEN not in repr(found)
    assert topics.may_change(found, BEN, ANA)
    assert not topics.may_change(found, CHLOE, ANA)
    assert not topics.may_change(found, ANA, ANA)


def test_the_same_author_leaves_different_marks_on_two_topics() -> None:
    scene = Scene()
    first, second = scene.propose("one", key="k1"), scene.propose("two", key="k2")
    assert first.seal is not None
    assert second.seal is not None
    assert first.seal.mark != second.seal.mark


def test_a_carried_anonymous_topic_is_decided_about_by_the_host() -> None:
    orphan = topic("orphan", author=None)
    assert topics.may_change(orphan, ANA, ANA)
    assert not topics.may_change(orphan, BEN, ANA)
    assert not topics.may_change(orphan, BEN, None)


@pytest.mark.parametrize("title", ["", "   ", "\n\t", "\u200b", "\u2060 \u00ad", "\x00", "\ud800"])
def test_a_blank_title_is_refused(title: str) -> None:
    with pytest.raises(EmptyText) as refused:
        Scene().do(topics.propose, proposal=Proposal(GUILD, BEN, title), waiting=0, topic=TopicId("t"))
    assert refused.value.field == "title"


@pytest.mark.parametrize(("title", "context", "field", "most"), [("x" * 151, "", "title", 150), ("x", "y" * 501, "context", 500)])
def test_a_text_that_is_too_long_is_refused_with_its_limit(title: str, context: str, field: str, most: int) -> None:
    with pytest.raises(TextTooLong) as refused:
        Scene().do(topics.propose, proposal=Proposal(GUILD, BEN, title, context), waiting=0, topic=TopicId("t"))
    assert (refused.value.field, refused.value.length, refused.value.most) == (field, most + 1, most)


def test_a_text_is_kept_as_typed_but_for_what_nobody_can_see() -> None:
    proposal = Proposal(GUILD, BEN, "  Flaky\n tests\x00 \ud83d\udc4d", " third week\n\nin a row \x07")
    (change,) = topics.propose(None, proposal, waiting=0, topic=TopicId("t"), at=TEN)
    assert change.topic.title == "Flaky tests"
    assert change.topic.context == "third week\n\nin a row"


def test_an_emoji_joined_of_several_stays_whole() -> None:
    assert texts.line("title", "👩\u200d💻 at work") == "👩\u200d💻 at work"


def test_the_board_takes_as_many_topics_as_a_menu_can_offer() -> None:
    full = Scene(*[topic(f"t{number}") for number in range(100)])
    with pytest.raises(TooManyTopics) as refused:
        full.propose("one more")
    assert refused.value.most == 100


def test_a_channel_lets_as_many_topics_wait_as_a_board_takes() -> None:
    with pytest.raises(TooManyTopics):
        topics.propose(None, Proposal(GUILD, BEN, "one more"), waiting=100, topic=TopicId("t"), at=TEN)


def test_the_author_edits_and_nobody_else() -> None:
    scene = Scene(topic("one", author=BEN))
    changes = topics.edit(scene.of("one"), person=BEN, host=None, title="Better", context="why")
    scene.meeting = apply.applied(scene.meeting, changes)
    assert (scene.of("one").title, scene.of("one").context) == ("Better", "why")
    with pytest.raises(NotYourTopic):
        topics.edit(scene.of("one"), person=ANA, host=ANA, title="Mine", context="")


def test_a_topic_withdrawn_twice_is_refused_the_second_time() -> None:
    scene = Scene(topic("one", author=BEN))
    scene.meeting = apply.applied(scene.meeting, topics.withdraw(scene.of("one"), person=BEN, host=None))
    with pytest.raises(TopicGone) as refused:
        topics.withdraw(scene.of("one"), person=BEN, host=None)
    assert refused.value.column is Column.WITHDRAWN


@pytest.mark.parametrize("person", [BEN, CHLOE])
def test_an_anonymous_topic_that_was_withdrawn_forgets_its_author_and_says_to_all_that_it_is_gone(person: PersonId) -> None:
    scene = Scene()
    scene.propose("secret", BEN, key="a key of its own")
    (secret,) = scene.meeting.topics
    scene.meeting = apply.applied(scene.meeting, topics.withdraw(secret, person=BEN, host=None))
    (secret,) = scene.meeting.topics
    assert secret.seal is None
    with pytest.raises(TopicGone):
        topics.withdraw(secret, person=person, host=CHLOE)


def test_an_anonymous_topic_that_the_host_removed_forgets_its_author() -> None:
    scene = Scene()
    secret = scene.propose("secret", BEN, key="a key of its own")
    scene.meeting = apply.applied(scene.meeting, topics.remove(scene.meeting, topic=secret.id, person=ANA))
    assert scene.of(secret.id).seal is None


def test_a_topic_under_discussion_stays_as_it_is() -> None:
    scene = talking("one", "two")
    with pytest.raises(TopicTaken) as refused:
        topics.withdraw(scene.of("one"), person=ANA, host=ANA)
    assert refused.value.column is Column.DISCUSSING


def test_only_the_host_removes_a_topic_and_only_while_it_is_to_discuss() -> None:
    scene = Scene(topic("one"), topic("two"))
    with pytest.raises(NotHost) as refused:
        topics.remove(scene.meeting, topic=TopicId("one"), person=BEN)
    assert refused.value.host == ANA
    scene.meeting = apply.applied(scene.meeting, topics.remove(scene.meeting, topic=TopicId("one"), person=ANA))
    assert [found.id for found in topics.on_agenda(scene.meeting)] == ["two"]
    with pytest.raises(TopicGone):
        topics.remove(scene.meeting, topic=TopicId("one"), person=ANA)


def test_a_topic_that_is_not_on_the_board_is_refused() -> None:
    with pytest.raises(NoSuchTopic) as refused:
        topics.remove(Scene().meeting, topic=TopicId("elsewhere"), person=ANA)
    assert refused.value.topic == "elsewhere"


def test_a_topic_that_was_taken_off_a_full_board_makes_room_for_another() -> None:
    full = Scene(*[topic(f"t{number}") for number in range(100)])
    full.meeting = apply.applied(full.meeting, topics.remove(full.meeting, topic=TopicId("t0"), person=ANA))
    assert full.propose("one more").meeting == full.meeting.id


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Flaky tests", ("Flaky tests", "")),
        ("Flaky tests | third week | in a row", ("Flaky tests", "third week | in a row")),
        ("  | only context ", ("", "only context")),
        ("\u2800 | \u3164", ("", "")),
        ("R&amp;D &lt;!channel&gt; | see <https://x.example|the page>", ("R&D <!channel>", "see the page (https://x.example)")),
    ],
)
def test_a_topic_is_parted_from_its_context(text: str, read: tuple[str, str]) -> None:
    assert texts.read_topic(as_read(text)) == read
