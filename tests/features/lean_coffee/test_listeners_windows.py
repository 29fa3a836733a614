"""An asynchronous Lean Coffee through the dispatch: typed, pressed, reminded of, on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import bindparam, select

from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import alarms
from bot.features.lean_coffee.rules.windows.values import Stage
from bot.features.lean_coffee.store import windows
from bot.features.lean_coffee.views.windows.typed import NotAWindow, read_async, read_window, written_window
from bot.meetings.rules.values import Closing
from bot.schedule.heartbeat import Outage
from bot.store.base import in_workspace
from tests.features.desk import text_of
from tests.features.lean_coffee.desk import labels, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN
from tests.features.lean_coffee.windowed import BOARD, DAY, REMINDER, TALK, Guild

HOUR = timedelta(hours=1)
_WANTED = select(MessageRow.wanted).where(MessageRow.workspace == in_workspace(), MessageRow.screen == bindparam("of_screen"))


async def test_it_runs_from_the_command_to_the_summary_without_anybody_being_there_at_once(windowed: Guild) -> None:
    assert (await windowed.types('async "Platform guild" 24h')).nothing
    assert "Voting opens <!date^" in await windowed.board_says()
    for title in ("Flaky tests", "On call", "Lunch", "Naming"):
        await windowed.proposes(title)
    await windowed.presses("I'm in", await windowed.its_board(), CHLOE)
    assert "In it (3): Ana, Ben, Chloé" in await windowed.board_says()

    await windowed.passes(DAY)
    await windowed.votes_for(BEN, "Flaky tests", "Flaky tests", "On call")
    await windowed.votes_for(CHLOE, "Flaky tests", "Lunch", "Naming")
    assert "Voted (2 of 3 in it): Ben, Chloé" in await windowed.board_says()

    await windowed.passes(DAY)
    assert [one.text.splitlines()[0] for one in await windowed.threads()] == [
        f"{title}: talk about it in this thread" for title in ("Flaky tests", "On call", "Lunch")
    ]
    for person in (BEN, CHLOE):
        await windowed.thumbs("Flaky tests", "👍 More", person)
    await windowed.thumbs("On call", "👎 Enough", BEN)

    await windowed.passes(DAY)
    flaky, on_call, lunch = [one.text for one in await windowed.threads()]
    assert "2 👍  0 ✊  0 👎: one more window" in flaky
    assert "0 👍  0 ✊  1 👎: discussed" in on_call
    assert "Nobody asked for one more window" in lunch

    await windowed.passes(3 * DAY)  # Friday's window would end on a Saturday
    told = await windowed.board_says()
    assert "☕ Platform guild: what came out" in told
    assert "*1. Flaky tests*  ●●● 3  ·  2 windows  ·  2 👍  0 ✊  0 👎" in told
    assert "*Not reached, back next time*\n• Naming  ·  ● 1  ·  carried 1×" in told
    assert "Took part (3): Ana, Ben, Chloé" in told
    found = await windowed.coffee()
    assert (found.how, found.ballots, found.thumbs) == (Closing.DONE, (), ())


async def test_async_check_in_and_out_of_it(windowed: Guild) -> None:
    await windowed.opens_async()
    await windowed.presses("I'm in", await windowed.its_board(), CHLOE)
    assert (await windowed.presses("I'm in", await windowed.its_board(), CHLOE)).text == "You are in it already."
    assert (await windowed.presses("I'm out", await windowed.its_board(), CHLOE)).text.startswith("Noted: you are out of it")
    assert "In it (1): Ana" in await windowed.board_says()
    assert (await windowed.presses("I'm out", await windowed.its_board(), CHLOE)).text.startswith("You are not in it")


async def test_the_ballot_by_rows_is_the_live_ones_and_says_on_which_day_it_closes(windowed: Guild) -> None:
    await windowed.to_the_vote("Flaky tests", "On call")
    asked = await windowed.presses("Vote", await windowed.its_board(), BEN)
    assert "Change it until voting closes at Thu 3 Dec 10:00" in asked.text
    pressed = await windowed.presses("+ dot", asked.form, BEN)
    assert "*2 of 3 dots left.*" in pressed.text
    assert "Voted: nobody yet" in await windowed.board_says()
    await windowed.sends(pressed.form, BEN)
    assert "Voted (1 of 2 in it): Ben" in await windowed.board_says()
    stale = await windowed.its_board()
    await windowed.passes(DAY)
    assert "Voting closed at" in (await windowed.presses("+ dot", asked.form, BEN)).text
    assert "Voting closed at" in (await windowed.presses("Vote", stale, BEN)).text


async def test_a_vote_waits_for_its_window_also_where_everybody_has_voted(windowed: Guild) -> None:
    await windowed.to_the_vote("Flaky tests")
    for person in (ANA, BEN):
        await windowed.votes_for(person, "Flaky tests")
    await windowed.passes(timedelta(hours=23))
    assert (await windowed.coffee()).stage is Stage.VOTING


async def test_every_topic_is_withdrawn_and_the_board_says_so(windowed: Guild) -> None:
    await windowed.to_the_vote("Flaky tests")
    stale = await windowed.its_board()
    await windowed.presses("Withdraw", (await windowed.types("mine", BEN)).form, BEN)
    assert "Every topic was withdrawn" in await windowed.board_says()
    assert "nothing to vote on" in (await windowed.presses("Vote", stale, BEN)).text


@pytest.mark.parametrize("label", ["👍 More", "✊ Neutral", "👎 Enough"])
async def test_async_thumb_more_async_thumb_neutral_and_async_thumb_next_are_counted_at_once(windowed: Guild, label: str) -> None:
    await windowed.to_the_talk("Flaky tests", "On call")
    assert (await windowed.thumbs("Flaky tests", label, DEV)).nothing
    flaky, on_call = await windowed.threads()
    assert f"1 {label[0]}" in flaky.text
    assert "Nobody has answered yet." in on_call.text
    assert DEV in (await windowed.coffee()).here


async def test_a_thumb_comes_too_late_for_a_topic_that_is_discussed_or_in_its_last_window(windowed: Guild) -> None:
    await windowed.to_the_talk("Flaky tests", "On call")
    old = {one.text.splitlines()[0]: one.payload for one in await windowed.threads()}
    await windowed.thumbs("Flaky tests", "👍 More", BEN)
    await windowed.passes(DAY)
    assert labels((await windowed.threads())[0].payload) == ["Takeaway", "Action"]
    for payload in old.values():
        assert "moved on: the topics are talked about" in (await windowed.presses("👍 More", payload, BEN)).text


async def test_async_take_waiting_brings_in_what_waits_in_the_channel_by_explicit_choice_alone(windowed: Guild) -> None:
    await windowed.types("topic Lunch", CHLOE)
    await windowed.opens_async("Flaky tests")
    assert [topic.title for topic in (await windowed.coffee()).topics] == ["Flaky tests"]
    stale = await windowed.its_board()
    assert (await windowed.presses("Bring in the waiting topic", stale, DEV)).nothing
    assert [topic.title for topic in (await windowed.coffee()).topics] == ["Lunch", "Flaky tests"]
    assert DEV in (await windowed.coffee()).here
    assert "nothing to vote on yet" in (await windowed.presses("Bring in the waiting topic", stale, DEV)).text
    await windowed.passes(DAY)
    assert "moved on" in (await windowed.presses("Bring in the waiting topic", stale, DEV)).text


async def wanted(windowed: Guild, screen: str) -> list[int]:
    """Return how often each message of a screen was to be drawn."""
    return await windowed.read(lambda read: [row.wanted for row in read.rows(_WANTED, {"of_screen": screen})])


async def test_an_asynchronous_board_follows_how_many_topics_wait_in_its_channel(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    (before,) = await wanted(windowed, BOARD)
    await windowed.types("topic Lunch", CHLOE)
    assert await wanted(windowed, BOARD) == [before + 1]
    assert "Bring in the waiting topic" in str(await windowed.its_board())


async def test_who_was_reminded_of_a_window_reads_that_it_is_over_once_it_is(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    await windowed.passes(23 * HOUR)
    before = await wanted(windowed, REMINDER)
    assert before
    await windowed.passes(2 * HOUR)
    assert await wanted(windowed, REMINDER) == [each + 1 for each in before]


@pytest.mark.parametrize(("lost", "times"), [(timedelta(seconds=12), 0), (2 * HOUR, 1)])
async def test_who_was_reminded_of_a_window_reads_its_new_end_where_an_outage_moves_it(
    windowed: Guild, lost: timedelta, times: int
) -> None:
    await windowed.opens_async("Flaky tests")
    await windowed.passes(23 * HOUR - timedelta(minutes=30))
    before, real = await wanted(windowed, REMINDER), windowed.real.now()
    assert before
    await windowed.act(lambda unit: alarms.after_outage(unit, Outage(real - lost, real)))
    assert await wanted(windowed, REMINDER) == [each + times for each in before]


async def test_async_end_window_is_the_hosts_asks_first_and_async_undo_takes_it_back_for_a_minute(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    due = (await windowed.coffee()).due
    assert "Only the host" in (await windowed.presses("End this window now (host)", await windowed.its_board(), BEN)).text
    asked = await windowed.presses("End this window now (host)", await windowed.its_board(), ANA)
    assert "Voting opens for everyone." in asked.text
    await windowed.sends(asked.form, ANA)
    assert "Ana ended the window early." in await windowed.board_says()
    assert "Press “I'm in” on the board" in (await windowed.presses("Undo", await windowed.its_board(), DEV)).text
    await windowed.presses("Undo", await windowed.its_board(), BEN)
    assert ((await windowed.coffee()).stage, (await windowed.coffee()).due) == (Stage.PROPOSING, due)
    assert "moved on" in (await windowed.sends(asked.form, ANA)).text


async def test_the_threads_of_a_talk_that_is_taken_back_are_gone(windowed: Guild) -> None:
    await windowed.to_the_vote("Flaky tests")
    await windowed.votes_for(BEN, "Flaky tests")
    await windowed.sends((await windowed.presses("End this window now (host)", await windowed.its_board(), ANA)).form, ANA)
    assert len(await windowed.threads()) == 1
    await windowed.presses("Undo", await windowed.its_board(), ANA)
    assert await windowed.threads() == []
    assert [ballot.voter for ballot in (await windowed.coffee()).ballots] == [BEN]
    await windowed.passes(DAY)
    assert len(await windowed.threads()) == 1


async def test_async_cancel_by_the_more_menu_keeps_the_topics_for_the_next_meeting(windowed: Guild) -> None:
    await windowed.to_the_vote("Flaky tests")
    asked = await windowed.presses("Cancel the meeting (host)", await windowed.its_board(), ANA)
    await windowed.sends(asked.form, ANA)
    assert "Cancelled by Ana. 1 topic waits for the next one." in await windowed.board_says()
    assert "1 topic waits for it." in (await windowed.types("")).text


async def test_async_more_menu_removes_a_topic_and_async_hand_over_meeting_stands_there_once_there_is_none(
    windowed: Guild,
) -> None:
    await windowed.opens_async("Flaky tests")
    asked = await windowed.presses("Remove a topic (host)", await windowed.its_board(), ANA)
    await windowed.sends(asked.form, ANA, topic=(await windowed.coffee()).topics[0].id)
    asked = await windowed.presses("Hand over (host)", await windowed.its_board(), ANA)
    await windowed.submit(ANA, asked.form, {"person": BEN})
    assert (await windowed.coffee()).host == BEN


async def test_handover_is_typed_of_the_async_one_where_no_live_one_is_open(windowed: Guild) -> None:
    await windowed.opens_async()
    assert (
        "hosts “Platform guild” now" in (await windowed.types(f"handover <@{BEN}>")).text or (await windowed.coffee()).host == BEN
    )
    assert (await windowed.coffee()).host == BEN


async def test_somebody_hosts_who_is_in_it_once_the_host_is_out_or_gone_for_good(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    assert "is theirs to type" in (await windowed.presses("I'll host", await windowed.its_board(), BEN)).text
    assert "I'm in" in (await windowed.presses("I'll host", await windowed.its_board(), CHLOE)).text
    assert "host this meeting already" in (await windowed.presses("I'll host", await windowed.its_board(), ANA)).text
    windowed.slack.people[ANA]["deleted"] = True
    windowed.real.advance(timedelta(minutes=2))
    await windowed.presses("I'll host", await windowed.its_board(), BEN)
    assert (await windowed.coffee()).host == BEN


async def test_a_live_meeting_and_an_async_one_are_open_side_by_side_and_a_second_async_one_is_not(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    told = await windowed.types("async 2 days", CHLOE)
    assert "“Platform guild” is open in this channel: one asynchronous Lean Coffee at a time." in told.text
    await windowed.types('start "Live"')
    assert (await windowed.meeting()).title == "Live"
    assert [topic.title for topic in (await windowed.meeting()).topics] == []
    await windowed.types("topic Lunch", CHLOE)
    assert [topic.title for topic in (await windowed.meeting()).topics] == ["Lunch"]
    assert (await windowed.types("board")).nothing


async def test_the_board_is_fetched_where_only_an_async_one_is_open(windowed: Guild) -> None:
    assert "No Lean Coffee is open" in (await windowed.types("board")).text
    await windowed.opens_async()
    assert (await windowed.types("board")).nothing


async def test_nobody_proposes_and_it_closes_quietly(windowed: Guild) -> None:
    await windowed.opens_async()
    await windowed.passes(DAY)
    assert "Closed quietly: nobody proposed a topic." in await windowed.board_says()


async def test_nobody_votes_and_it_closes_quietly_with_its_topics_kept_as_they_were(windowed: Guild) -> None:
    await windowed.to_the_vote("Flaky tests")
    await windowed.passes(DAY)
    assert "Closed quietly: nobody voted. 1 topic waits for the next one." in await windowed.board_says()
    assert (await windowed.coffee()).topics[0].carried == 0


async def test_a_takeaway_stands_under_its_topic_and_comes_with_the_summary_also_afterwards(windowed: Guild) -> None:
    await windowed.to_the_talk("Flaky tests", "On call")
    flaky = (await windowed.threads())[0]
    asked = await windowed.presses("Takeaway", flaky.payload, DEV)
    await windowed.sends(asked.form, DEV, takeaway="Quarantine on the second failure")
    assert "💡 Quarantine on the second failure" in await windowed.board_says()
    assert "💡 Quarantine on the second failure" in (await windowed.threads())[0].text
    await windowed.passes(3 * DAY)
    asked = await windowed.presses("Add a takeaway", await windowed.its_board(), CHLOE)
    await windowed.sends(asked.form, CHLOE, takeaway="Once more")
    told = await windowed.board_says()
    assert "💡 Quarantine on the second failure" in told
    assert "*Takeaways*\n💡 Once more" in told


async def test_an_action_is_noted_on_a_topic_and_stands_on_the_board_and_in_the_summary(windowed: Guild) -> None:
    await windowed.to_the_talk("Flaky tests", "On call")
    asked = await windowed.presses("Action", (await windowed.threads())[0].payload, DEV)
    await windowed.sends(asked.form, DEV, text="Quarantine them")
    assert "Quarantine them" in await windowed.board_says()
    assert DEV in (await windowed.coffee()).here
    await windowed.passes(3 * DAY)
    told = await windowed.board_says()
    assert told.index("Flaky tests") < told.index("Quarantine them") < told.index("On call")


async def test_the_home_says_what_waits_for_a_person_and_what_goes_on(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    home = await windowed.home(ANA)
    assert "propose topics until" in text_of(payload_of(home))
    asked = await windowed.presses("Propose a topic", home, ANA, channel=None)
    await windowed.sends(asked.form, ANA, title="On call")
    await windowed.passes(DAY)
    home = await windowed.home(ANA)
    assert "vote until" in text_of(payload_of(home))
    assert "*3 of 3 dots left.*" in (await windowed.presses("Vote", home, ANA, channel=None)).text
    await windowed.votes_for(ANA, "Flaky tests")
    assert "Vote" not in labels(await windowed.home(ANA))
    await windowed.passes(DAY)
    assert "talk in the threads until" in text_of(payload_of(await windowed.home(BEN)))
    assert "“Platform guild” is open, asynchronously." in (await windowed.types("")).text


async def test_it_gives_attendance_and_no_minutes(windowed: Guild) -> None:
    await windowed.to_the_talk("Flaky tests", "On call")
    await windowed.passes(3 * DAY)
    assert "nobody keeps learning minutes of an asynchronous meeting" in await windowed.board_says()
    assert labels(await windowed.its_board()) == ["Add a takeaway", "Add an action", "Export"]
    await windowed.passes(DAY)
    assert {one.screen for one in await windowed.shown()} == {BOARD, TALK, REMINDER}


async def test_each_window_reminds_once_who_is_in_it_and_has_not_answered(windowed: Guild) -> None:
    await windowed.opens_async("Flaky tests")
    await windowed.presses("I'm in", await windowed.its_board(), CHLOE)
    await windowed.passes(timedelta(hours=21))
    assert sorted(one.place for one in await windowed.shown(REMINDER)) == []
    await windowed.passes(timedelta(hours=2))
    reminded = await windowed.shown(REMINDER)
    assert sorted(one.place for one in reminded) == [ANA, CHLOE]
    assert "you have not proposed a topic yet" in reminded[0].text
    await windowed.passes(timedelta(hours=1))
    await windowed.votes_for(CHLOE, "Flaky tests")
    await windowed.passes(timedelta(hours=23))
    assert sorted(one.place for one in await windowed.shown(REMINDER) if "have not voted yet" in one.text) == [ANA, BEN]
    assert len([one for one in await windowed.shown(REMINDER) if "That window of “Platform guild” is over." in one.text]) == 2
    await windowed.passes(timedelta(hours=1))
    await windowed.thumbs("Flaky tests", "👍 More", BEN)
    await windowed.passes(timedelta(hours=23))
    assert sorted(one.place for one in await windowed.shown(REMINDER) if "no thumb and no takeaway" in one.text) == [ANA, CHLOE]


async def test_async_start_now_starts_what_was_shown_because_a_name_was_not_in_quotes(windowed: Guild) -> None:
    shown = await windowed.types("async Platform guild 2 days dots 5")
    assert "I took “Platform guild” for the name" in shown.text
    assert "A window of *2 days* to propose" in shown.text
    await windowed.presses("Start", shown.message, ANA)
    found = await windowed.coffee()
    assert (found.title, found.settings.window, found.settings.dots) == ("Platform guild", 2 * DAY, 5)


async def test_async_edit_start_opens_the_form_and_async_start_form_starts_what_it_says(windowed: Guild) -> None:
    shown = await windowed.types('async "Guild" 24h blind')
    assert "I left *“blind”* out: I do not know it." in shown.text
    asked = await windowed.presses("Edit", shown.message, ANA)
    assert "from 4 h to 7 days" in (await windowed.sends(asked.form, ANA, window="3h")).errors["window"]
    assert "no length of a window" in (await windowed.sends(asked.form, ANA, window="soon")).errors["window"]
    await windowed.sends(asked.form, ANA, window="a week")
    assert (await windowed.coffee()).settings.window == 7 * DAY


@pytest.mark.parametrize(
    ("typed", "title", "window"),
    [
        ("each 24h", "", DAY),
        ("windows of 36 hours", "", 36 * timedelta(hours=1)),
        ("for 2 days please", "", 2 * DAY),
        ("a week, now", "", 7 * DAY),
        ("1.5 days", "", 1.5 * DAY),
        ("“In 2 days” 24 h", "In 2 days", DAY),
        ("Python 3.12 24h", "Python 3.12", DAY),
        ("1d12h", "", 1.5 * DAY),
        ("1 day, 12 hours!", "", 1.5 * DAY),
        ("2 days and 6 h", "", 2.25 * DAY),
        ("Pizza day", "Pizza day", None),
        ("sprint24h", "sprint24h", None),
    ],
)
def test_the_length_of_a_window_is_read_in_the_ways_that_people_write_it(
    typed: str, title: str, window: timedelta | None
) -> None:
    read = read_async(typed)
    assert (read.title, read.left, read.wishes.window) == (title, (), window)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0h", "you wrote 0 s"),
        ("3h59m", "you wrote 3 h 59 min"),
        ("99999h", "you wrote 4166 days 15 h"),
        ("12h 1d", "you wrote 12h and 1d"),
        ("24h dots", "`dots`"),
        ("dots ,", "you wrote ,"),
    ],
)
async def test_what_is_no_length_of_a_window_is_named_as_it_was_typed(windowed: Guild, typed: str, told: str) -> None:
    assert told in (await windowed.types(f"async {typed}")).text
    assert await windowed.shown(BOARD) == []


@pytest.mark.parametrize("typed", ["24h, dots 4.", "4dots 24h.", "dots=4; 24h!"])
def test_dots_are_read_with_what_sentences_end_in(typed: str) -> None:
    read = read_async(typed)
    assert (read.wishes.dots, read.wishes.window, read.title, read.left) == (4, DAY, "", ())


def test_a_form_takes_one_length_of_a_window() -> None:
    with pytest.raises(NotAWindow):
        read_window("12h 1d")


def test_a_link_is_left_out_and_said_so_for_nobody_calls_at_a_time() -> None:
    read = read_async("Guild 24h https://meet.example/abc")
    assert (read.title, read.left) == ("Guild", ("https://meet.example/abc",))


@pytest.mark.parametrize(
    ("window", "written"), [(DAY, "24h"), (2 * DAY, "2 days"), (30 * timedelta(hours=1), "30h"), (DAY / 16, "90m")]
)
def test_a_window_is_written_as_it_can_be_typed_again(window: timedelta, written: str) -> None:
    assert written_window(window) == written
    assert read_window(written) == window


async def test_async_drop_start_starts_nothing(windowed: Guild) -> None:
    shown = await windowed.types("async Guild 24h")
    await windowed.presses("Cancel", shown.message, ANA)
    assert await windowed.read(windows.open_in, GUILD) is None


async def test_one_that_was_shown_meets_another_that_is_open_by_now(windowed: Guild) -> None:
    shown = await windowed.types("async Guild 24h")
    await windowed.opens_async()
    assert "`/coffee board` brings its board down here" in (await windowed.presses("Start", shown.message, ANA)).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3h", "A window lasts from 4 h to 7 days; you wrote 3 h."),
        ("8 days", "A window lasts from 4 h to 7 days; you wrote 8 days."),
        ("30m", "you wrote 30 min"),
        ("tomorrow", "so “tomorrow” has no place here"),
        ("24h at 9:00", "so “at 9:00” has no place here"),
        ("in 2 days", "so “in 2 days” has no place here"),
        ("next week", "so “next week” has no place here"),
        ("24", "“24” is no length of a window. Write hours or days: `24h`, `2 days`."),
        ("24h 2 days", "All windows are of one length; you wrote 24h and 2 days."),
        ("24h dots many", "`dots` takes a number or `auto`; you wrote many."),
        ("24h dots 50", "`dots` can be from 1 to 10"),
    ],
)
async def test_what_cannot_be_is_refused_in_words_that_lead_on(windowed: Guild, typed: str, said: str) -> None:
    assert said in (await windowed.types(f"async {typed}")).text
    assert await windowed.read(windows.open_in, GUILD) is None


async def test_command_async_alone_starts_one_of_a_day(windowed: Guild) -> None:
    assert (await windowed.types("async")).nothing
    found = await windowed.coffee()
    assert (found.title, found.settings.window, found.due) == ("Async Lean Coffee in #guild", DAY, TEN + DAY)
    assert payload_of(await windowed.its_board())["text"].startswith("Async Lean Coffee in #guild: propose topics until")
    assert isinstance(found.opened, datetime)
