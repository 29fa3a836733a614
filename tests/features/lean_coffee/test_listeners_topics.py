"""Topics from a command, a form, a message, the Home: proposed, edited, withdrawn, kept, let go."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.kinds import KEEP_TOPIC
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Topic
from bot.features.lean_coffee.store import topics
from bot.slack.forms import NOTICE
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.features.desk import Told
from tests.features.lean_coffee.desk import DIRECT, PRIVATE, Desk, Payload, labels, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: the verbs behind are tried on both."""
    return sqlite_url


async def waiting(desk: Desk) -> tuple[Topic, ...]:
    return await desk.read(topics.waiting_topics, GUILD)


async def test_topic__is_proposed_as_it_was_typed(desk: Desk) -> None:
    answered = await desk.types("topic R&amp;D &lt;3 | ask <@U0BEN|ben> in <#C0GUILD|guild>", BEN)
    assert answered.message["response_type"] == "ephemeral"
    assert answered.text == "“R&amp;D &lt;3” waits for the next Lean Coffee here. `/coffee mine` edits or withdraws it."
    (topic,) = await waiting(desk)
    assert (topic.title, topic.context, topic.author) == ("R&D <3", "ask @ben in #guild", BEN)


async def test_topic__lands_on_the_board_while_topics_are_collected(desk: Desk) -> None:
    await desk.opens()
    assert "is on the board" in (await desk.types("topic Flaky tests", BEN)).text


@pytest.mark.parametrize(
    ("text", "block", "said"),
    [
        ("| only context", "title", "A topic needs a few words"),
        ("x" * 151, "title", "At most 150 characters fit; you typed 151."),
        ("x | " + "y" * 501, "context", "At most 500 characters fit; you typed 501."),
    ],
)
async def test_topic__that_cannot_be_kept_comes_back_in_the_form_with_what_to_do(
    desk: Desk, text: str, block: str, said: str
) -> None:
    form = (await desk.types(f"topic {text}", BEN)).form
    assert "Not proposed yet." in form["blocks"][0]["text"]["text"]
    hints = {each["block_id"]: each["hint"]["text"] for each in form["blocks"] if each.get("hint")}
    assert list(hints) == [block]
    assert said in hints[block]
    assert set((await desk.sends(form)).errors) == {block}
    assert await waiting(desk) == ()


def told_in_its_place(answered: Told) -> str:
    """Return what stands in the place of a form that was sent: it asks for nothing more, and nothing else was said."""
    assert answered.ack is not None
    assert answered.ack["response_action"] == "update"
    assert "submit" not in answered.form
    assert answered.private == []
    (block,) = answered.form["blocks"]
    return str(block["text"]["text"])


def texts_in(form: Payload) -> dict[str, str]:
    """Return what stands in the text boxes of a form, each held against the box's own limit."""
    boxes = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    typed = {name: box for name, box in boxes.items() if box["type"] == "plain_text_input"}
    assert all(len(box.get("initial_value", "")) <= box["max_length"] <= 3_000 for box in typed.values())
    return {name: box.get("initial_value", "") for name, box in typed.items()}


async def test_topic__that_is_too_long_needs_only_to_be_shortened_in_the_form(desk: Desk) -> None:
    typed = "Why do we " + "really " * 30 + "need this? &amp; who"
    form = (await desk.types(f"topic {typed} | third &lt;week&gt;\nin a row", BEN)).form
    held = texts_in(form)
    assert held == {"title": typed.replace("&amp;", "&"), "context": "third <week>\nin a row"}
    assert "waits for" in told_in_its_place(await desk.sends(form, title="Why do we need this?"))
    (topic,) = await waiting(desk)
    assert (topic.title, topic.context, topic.author) == ("Why do we need this?", "third <week>\nin a row", BEN)


async def test_topic__that_fits_neither_box_loses_no_word(desk: Desk) -> None:
    typed, told = " ".join(f"word{number}" for number in range(600)), " ".join(f"more{number}" for number in range(600))
    form = (await desk.types(f"topic {typed} | {told}", BEN)).form
    held = texts_in(form)
    below = [block["text"]["text"] for block in form["blocks"] if block["type"] == "section"][1:]
    assert below[0] == "What did not fit in, for you to copy:"
    assert held["title"] + held["context"] + "".join(below[1:]) == f"{typed}\n{told}"
    assert {block["block_id"] for block in form["blocks"] if block.get("hint")} == {"title", "context"}


async def test_topic_form__opened_by_nothing_typed_says_nothing_of_limits_and_holds_them_itself(desk: Desk) -> None:
    for text in ("topic", "topic |", "topic  | ", "topic \u2800", "topic\n\u3164 | \u200b"):
        form = (await desk.types(text, BEN)).form
        boxes = [block["element"]["max_length"] for block in form["blocks"] if block["block_id"] in ("title", "context")]
        assert (boxes, "Not proposed" in str(form)) == ([150, 500], False)


async def test_topic__without_words_opens_the_form(desk: Desk) -> None:
    form = (await desk.types("topic", BEN)).form
    said = told_in_its_place(await desk.sends(form, title="Flaky tests", context="third\nweek"))
    assert said == "“Flaky tests” waits for the next Lean Coffee here. `/coffee mine` edits or withdraws it."
    (topic,) = await waiting(desk)
    assert (topic.title, topic.context, topic.anonymous) == ("Flaky tests", "third\nweek", False)


async def test_topic__in_a_channel_that_the_bot_is_not_in_gives_back_what_was_typed(desk: Desk) -> None:
    told = (await desk.types("topic My long thought | with context", channel=PRIVATE)).text
    assert "/invite @Cortado" in told
    assert "You typed: ```/coffee topic My long thought | with context```" in told


async def test_topic_form__refuses_beside_the_field(desk: Desk) -> None:
    form = (await desk.types("topic", BEN)).form
    assert set((await desk.sends(form, title="  ", context="x")).errors) == {"title"}
    assert set((await desk.sends(form, title="x" * 151)).errors) == {"title"}
    assert set((await desk.sends(form, title="x", context="y" * 501)).errors) == {"context"}


async def test_topic_form__keeps_a_name_off_the_topic(desk: Desk) -> None:
    form = (await desk.types("topic", BEN)).form
    answered = await desk.sends(form, title="Who owns it?", anonymous=("anonymous",))
    assert told_in_its_place(answered).startswith("“Who owns it?” waits for the next Lean Coffee here.")
    assert BEN not in str(answered)
    (topic,) = await waiting(desk)
    assert (topic.author, topic.anonymous) == (None, True)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("anonymous: Flaky tests", "Flaky tests"),
        ("Flaky tests (anonymous)", "Flaky tests"),
        ("Flaky tests --anon", "Flaky tests"),
        ("Flaky tests [anonym]", "Flaky tests"),
        ("anonymous Flaky tests", "anonymous Flaky tests"),
        ("Make the survey anonymous", "Make the survey anonymous"),
        ("Flaky tests, anonymously", "Flaky tests, anonymously"),
    ],
)
async def test_topic__that_may_ask_for_no_name_gets_none_before_its_author_has_seen_the_form(
    desk: Desk, typed: str, title: str
) -> None:
    form = (await desk.types(f"topic {typed}")).form
    filled_in = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    assert filled_in["title"]["initial_value"] == title
    assert [one["value"] for one in filled_in["anonymous"]["initial_options"]] == ["anonymous"]
    assert "waits" in told_in_its_place(await desk.submit(ANA, form))
    (topic,) = await waiting(desk)
    assert (topic.author, topic.anonymous) == (None, True)


async def test_topic__that_only_speaks_of_it_is_proposed(desk: Desk) -> None:
    assert "waits" in (await desk.types("topic Why anonymous votes matter")).text


@pytest.mark.parametrize(("here", "thin"), [((BEN, CHLOE), True), ((BEN, CHLOE, DEV), False)])
async def test_propose__says_where_anonymity_is_thin(desk: Desk, here: tuple, thin: bool) -> None:
    board = await desk.opens(here=here)
    for form in ((await desk.presses("Propose a topic", board)).form, (await desk.types("topic", BEN)).form):
        assert ("others may guess who wrote an anonymous topic" in str(form)) is thin


@pytest.mark.parametrize(
    ("members", "said"), [(3, "With so few people"), (4, "With so few people"), (5, ""), (None, "In a channel of a few people")]
)
async def test_where_no_meeting_is_open_the_members_of_the_channel_tell_whether_anonymity_is_thin(
    desk: Desk, members: int | None, said: str
) -> None:
    desk.slack.members = members
    desk.real.advance(timedelta(minutes=1))
    invitation = (await desk.types("")).message
    forms = [
        (await desk.types("topic", BEN)).form,
        (await desk.types(f"topic {'x' * 151}", BEN)).form,
        (await desk.suggests("hello")).form,
        (await desk.presses("Propose a topic", invitation)).form,
    ]
    for form in forms:
        assert ("others may guess" in str(form)) is bool(said)
        assert said in str(form)


async def test_propose__opens_the_form_of_the_board_s_channel(desk: Desk) -> None:
    form = (await desk.presses("Propose a topic", await desk.opens())).form
    assert (await desk.sends(form, title="Flaky tests")).ack == {"response_action": "clear"}
    assert [topic.title for topic in (await desk.meeting()).topics] == ["Flaky tests"]


async def test_topic_form__says_of_a_topic_that_comes_while_talk_is_on_that_it_is_new(desk: Desk) -> None:
    form = (await desk.presses("Propose a topic", await desk.opens("one"))).form
    await desk.presses("Start voting", await desk.board())
    await desk.presses("Close voting", await desk.board())
    assert "“two” is new: it waits for the next Lean Coffee here" in told_in_its_place(await desk.sends(form, title="two"))


async def test_home_propose__names_the_channel_where_the_bot_is_not_below_its_menu(desk: Desk) -> None:
    form = (await desk.presses("Propose a topic", await desk.home(BEN), channel=None)).form
    refused = (await desk.sends(form, channel=PRIVATE, title="Flaky tests")).form
    assert [block.get("block_id") for block in refused["blocks"][:3]] == ["channel", f"{NOTICE}:channel", "title"]
    assert refused["blocks"][1]["text"]["text"] == "I am not in <#C0SECRET>. Type `/invite @Cortado` there, then try again."
    desk.slack.refused_channels.clear()
    assert "“Flaky tests” waits" in told_in_its_place(await desk.sends(refused, channel=PRIVATE, title="Flaky tests"))
    assert [topic.title for topic in await desk.read(topics.waiting_topics, PRIVATE)] == ["Flaky tests"]


async def test_home_propose__goes_to_the_channel_that_was_chosen_instead(desk: Desk) -> None:
    form = (await desk.presses("Propose a topic", await desk.home(BEN), channel=None)).form
    refused = (await desk.sends(form, channel=PRIVATE, title="Flaky tests")).form
    assert "“Flaky tests” waits" in told_in_its_place(await desk.sends(refused, channel=GUILD, title="Flaky tests"))
    assert [topic.title for topic in await waiting(desk)] == ["Flaky tests"]


async def test_topic_form__of_a_channel_that_the_bot_has_left_says_so_on_top(desk: Desk) -> None:
    form = (await desk.types("topic", BEN)).form
    desk.loses(GUILD)
    assert "I am not in this channel" in (await desk.sends(form, title="Flaky tests")).notice


async def test_home_propose__from_the_invitation_knows_its_channel(desk: Desk) -> None:
    form = (await desk.presses("Propose a topic", (await desk.types("", BEN)).ack)).form
    assert "channel" not in [block.get("block_id") for block in form["blocks"]]
    await desk.sends(form, title="Flaky tests")
    assert [topic.title for topic in await waiting(desk)] == ["Flaky tests"]


async def test_mine__lists_signed_and_anonymous_topics_of_the_channel_to_their_author_alone(desk: Desk) -> None:
    await desk.types("topic Flaky tests", BEN)
    await desk.sends((await desk.types("topic", BEN)).form, title="Who owns it?", anonymous=("anonymous",))
    mine = str((await desk.types("mine", BEN)).form)
    assert "Flaky tests" in mine
    assert "Who owns it?*\\nanonymous  ·  waits for the next meeting" in mine
    assert "You have no topic here" in str((await desk.types("mine", CHLOE)).form)


async def test_mine__in_a_direct_message_lists_those_of_all_channels(desk: Desk) -> None:
    await desk.types("topic Flaky tests", BEN)
    assert "Flaky tests" in str((await desk.types("mine", BEN, DIRECT)).form)


async def test_my_topics__and_the_home_open_the_same_list(desk: Desk) -> None:
    await desk.types("topic Flaky tests", BEN)
    board = await desk.opens()
    assert "Flaky tests" in str((await desk.presses("My topics", board)).form)
    assert "Flaky tests" in str((await desk.presses("My topics", await desk.home(BEN), channel=None)).form)


async def test_my_topics__leaves_out_what_can_no_longer_be_changed(desk: Desk) -> None:
    board = await desk.talks("one", "two")
    form = (await desk.presses("Next topic", board)).forms or (await desk.types("mine", BEN)).forms
    assert "You have no topic here" in str(form)


async def test_edit__is_laid_on_the_list_and_changes_the_words(desk: Desk) -> None:
    await desk.types("topic Flaky tests | third week", BEN)
    shown = await desk.presses("Edit", (await desk.types("mine", BEN)).form)
    ((way, form),) = shown.forms
    assert way == "push"
    assert set((await desk.sends(form, title=" ")).errors) == {"title"}
    assert (await desk.sends(form, title="Flaky tests on main")).ack == {"response_action": "clear"}
    (topic,) = await waiting(desk)
    assert (topic.title, topic.context) == ("Flaky tests on main", "third week")


async def test_edit__of_an_anonymous_topic_is_its_author_s_too(desk: Desk) -> None:
    await desk.sends((await desk.types("topic", BEN)).form, title="Who owns it?", anonymous=("anonymous",))
    listed = (await desk.types("mine", BEN)).form
    form = (await desk.presses("Edit", listed)).form
    await desk.sends(form, title="Who owns the queue?")
    (topic,) = await waiting(desk)
    assert (topic.title, topic.author) == ("Who owns the queue?", None)
    stranger = await desk.presses("Edit", listed, CHLOE)
    assert "I find no such topic here." in str(stranger.form)


async def test_edit__of_another_s_topic_is_refused(desk: Desk) -> None:
    await desk.types("topic Flaky tests", BEN)
    form = (await desk.presses("Edit", (await desk.types("mine", BEN)).form)).form
    assert "Only its author can change this topic" in (await desk.sends(form, CHLOE, title="Mine now")).notice
    assert [topic.title for topic in await waiting(desk)] == ["Flaky tests"]


async def test_withdraw__takes_it_off_the_list_at_once(desk: Desk) -> None:
    for title in ("one", "two"):
        await desk.types(f"topic {title}", BEN)
    listed = (await desk.types("mine", BEN)).form
    ((way, after),) = (await desk.presses("Withdraw", listed)).forms
    assert way == "update"
    assert ("one" in str(after), "*two*" in str(after)) == (False, True)
    assert after["private_metadata"] == GUILD
    assert [topic.title for topic in await waiting(desk)] == ["two"]


async def test_withdraw__twice_says_that_it_was_done(desk: Desk) -> None:
    await desk.types("topic one", BEN)
    listed = (await desk.types("mine", BEN)).form
    await desk.presses("Withdraw", listed)
    ((way, told),) = (await desk.presses("Withdraw", listed)).forms
    assert (way, told["blocks"][0]["text"]["text"]) == ("push", "This topic was withdrawn already.")


async def test_withdraw__of_an_anonymous_topic_twice_says_so_too_and_so_does_edit(desk: Desk) -> None:
    await desk.sends((await desk.types("topic", BEN)).form, title="Who owns it?", anonymous=("anonymous",))
    listed = (await desk.types("mine", BEN)).form
    await desk.presses("Withdraw", listed)
    for again in ("Withdraw", "Edit"):
        ((way, told),) = (await desk.presses(again, listed)).forms
        assert (way, told["blocks"][0]["text"]["text"]) == ("push", "This topic was withdrawn already.")


async def test_withdraw__of_what_is_being_discussed_is_refused(desk: Desk) -> None:
    await desk.types("topic one", BEN)
    listed = (await desk.types("mine", BEN)).form
    await desk.talks()
    assert "it stays as it is" in str((await desk.presses("Withdraw", listed)).forms)
    assert [topic.column for topic in (await desk.meeting()).topics] == [Column.DISCUSSING]


async def test_suggest_shortcut__keeps_the_link_and_fits_the_words_in(desk: Desk) -> None:
    said = "Main is red &amp; nobody looks, says <@U0BEN> at <https://ci.example/1|the log>\n" + "more " * 300
    form = (await desk.suggests(said)).form
    assert "The link to the message goes with it." in str(form)
    assert "waits for the next Lean Coffee here" in told_in_its_place(await desk.sends(form))
    (topic,) = await waiting(desk)
    assert topic.title == "Main is red & nobody looks, says @Ben at the log (https://ci.example/1)"
    assert topic.context.startswith(topic.title + "\nmore more")
    assert topic.link == "https://guild.slack.com/archives/C0GUILD/p1795303000.000100"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Can <@U0BEN> show it?", "Can @Ben show it?"),
        ("Can <@U0NOBODY> show it in <#C0SECRET>?", "Can somebody show it in a private channel?"),
        ("Ask <!subteam^S0OPS|@ops> or <mailto:ana@example.com|ana@example.com>", "Ask @ops or ana@example.com"),
        ("Due <!date^1795303000^{date_short}|2 Dec>, see <#C0GUILD|>", "Due 2 Dec, see #guild"),
    ],
)
async def test_suggest_shortcut__reads_as_the_message_does_in_slack(desk: Desk, text: str, title: str) -> None:
    desk.slack.people["U0NOBODY"] = {"name": ""}
    assert texts_in((await desk.suggests(text)).form)["title"] == title


async def test_topic__reads_as_it_was_typed(desk: Desk) -> None:
    await desk.types("topic Ask <@U0CHLOE> | by <mailto:ana@example.com|ana@example.com> or <tel:112|112>", BEN)
    (topic,) = await waiting(desk)
    assert (topic.title, topic.context) == ("Ask @Chloé", "by ana@example.com or 112")


@pytest.mark.parametrize("text", ["", " \n ", "\n\n", "\u2800\n\u3164"])
async def test_suggest_shortcut__on_a_message_without_words_asks_for_them(desk: Desk, text: str) -> None:
    form = (await desk.suggests(text)).form
    assert set((await desk.sends(form)).errors) == {"title"}
    await desk.sends(form, title="The picture")
    (topic,) = await waiting(desk)
    assert topic.link


async def test_suggest_shortcut__does_not_say_one_line_twice(desk: Desk) -> None:
    await desk.sends((await desk.suggests("Main is red & nobody looks")).form)
    (topic,) = await waiting(desk)
    assert (topic.title, topic.context) == ("Main is red & nobody looks", "")


async def test_suggest_shortcut__works_where_slack_gives_no_link(desk: Desk) -> None:
    desk.slack.gives_links = False
    form = (await desk.suggests("x" * 400)).form
    assert "The link" not in str(form)
    await desk.sends(form)
    (topic,) = await waiting(desk)
    assert (len(topic.title), len(topic.context), topic.link) == (150, 400, "")


async def test_suggest_shortcut__where_the_bot_is_not_says_how_to_invite_it(desk: Desk) -> None:
    assert "/invite @Cortado" in (await desk.suggests("hello", channel=PRIVATE)).text
    assert "direct message" in (await desk.suggests("hello", channel=DIRECT)).text


async def carried_thrice(desk: Desk) -> Topic:
    """Let one topic miss three meetings; its author is asked then."""
    await desk.types("topic Pairing with Support", BEN)
    for _ in range(3):
        await desk.opens(wishes="collect 45s vote 15s for 1m")
        await desk.waits(timedelta(hours=1))
    (topic,) = await waiting(desk)
    assert topic.carried == 3
    return topic


async def test_keep_topic__leaves_it_on_the_list_and_says_so(desk: Desk) -> None:
    topic = await carried_thrice(desk)
    asked = await desk.shows(KEEP_TOPIC, topic.id)
    assert labels(asked) == ["Keep it", "Let it go"]
    assert (await desk.presses("Keep it", asked)).text == f"“{topic.title}” stays on the list."
    assert topic.id in {each.id for each in await waiting(desk)}
    assert "Only its author" in (await desk.presses("Keep it", asked, DEV)).text


async def test_let_go__takes_it_off_the_list_and_the_question_says_so(desk: Desk) -> None:
    topic = await carried_thrice(desk)
    asked = await desk.shows(KEEP_TOPIC, topic.id)
    assert (await desk.presses("Let it go", asked)).nothing
    assert topic.id not in {each.id for each in await waiting(desk)}
    after = await desk.shows(KEEP_TOPIC, topic.id)
    assert payload_of(after)["text"] == f"*{topic.title}* is off the list of <#C0GUILD>."
    assert "withdrawn already" in (await desk.presses("Keep it", asked)).text


async def test_a_hundred_and_first_topic_is_refused(desk: Desk) -> None:
    for number in range(100):
        await desk.types(f"topic number {number}", BEN)
    assert "The list is full: 100 topics." in (await desk.types("topic one too many", ANA)).text


_QUESTIONS = select(MessageRow.wanted, MessageRow.state).where(
    MessageRow.workspace == in_workspace(), MessageRow.screen == KEEP_TOPIC.name
)


def question(read: Read) -> tuple[int, str]:
    """Return how often the one question was wanted anew, and whether it stands."""
    (row,) = read.rows(_QUESTIONS)
    return int(row.wanted), row.state


async def test_the_question_goes_away_when_its_topic_is_kept(desk: Desk) -> None:
    topic = await carried_thrice(desk)
    assert (await desk.read(question))[1] == "live"
    await desk.presses("Keep it", await desk.shows(KEEP_TOPIC, topic.id))
    assert (await desk.read(question))[1] == "hidden"


async def test_the_question_is_drawn_anew_when_its_topic_is_taken_off_the_list(desk: Desk) -> None:
    await carried_thrice(desk)
    before = await desk.read(question)
    await desk.presses("Withdraw", (await desk.types("mine", BEN)).form)
    assert await desk.read(question) > before


@pytest.mark.parametrize("typed", ["help", "?", "list", "Delete"])
async def test_topic__that_only_asks_for_something_opens_the_form_and_proposes_nothing(desk: Desk, typed: str) -> None:
    assert "Propose a topic" in (await desk.types(f"topic {typed}")).text
    assert not await waiting(desk)
