"""An asynchronous Lean Coffee through the dispatch: typed, pressed, reminded of, on both databases."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, PersonId, WorkspaceId
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage
from bot.features.lean_coffee.store import windows
from bot.meetings.rules.values import Closing
from bot.store.unit import RunningStore
from tests.fakes.passing import pass_until
from tests.features.desk import Shown, text_of
from tests.features.lean_coffee.desk import Desk, labels, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN

DAY = timedelta(days=1)
BOARD, TALK, REMINDER = ("lean_coffee:async:board", "lean_coffee:async:talk", "lean_coffee:async:reminder")


class Guild(Desk):
    """A guild that is not in one room, nor awake at the same time."""

    async def coffee(self) -> AsyncCoffee:
        """Return the asynchronous meeting that is open, or was last."""
        found: AsyncCoffee | None = await self.read(windows.find, MeetingId((await self.the(BOARD)).subject))
        assert found is not None
        return found

    async def its_board(self) -> dict[str, Any]:
        return (await self.the(BOARD)).payload

    async def board_says(self) -> str:
        return text_of(await self.its_board())

    async def proposes(self, title: str, person: PersonId = BEN) -> None:
        asked = await self.presses("Propose a topic", await self.its_board(), person)
        await self.sends(asked.form, person, title=title)

    async def votes_for(self, person: PersonId, *titles: str) -> None:
        """Press "+ dot" once for each title, then "Done"."""
        form = (await self.presses("Vote", await self.its_board(), person)).form
        for title in titles:
            rows = [block for block in form["blocks"] if title in block.get("text", {}).get("text", "")]
            form = (await self.presses("+ dot", form | {"blocks": rows}, person)).form
        await self.sends(form, person)

    async def threads(self) -> list[Shown]:
        return await self.shown(TALK)

    async def thumbs(self, title: str, label: str, person: PersonId) -> Any:
        (thread,) = [one for one in await self.threads() if f"*{title}*" in one.text]
        return await self.presses(label, thread.payload, person)

    async def passes(self, span: timedelta) -> None:
        """Let time pass from alarm to alarm."""
        await pass_until(self, self.clock.now() + span)

    async def opens_async(self, *topics: str, typed: str = '"Platform guild" 24h') -> None:
        await self.types(f"async {typed}")
        for topic in topics:
            await self.proposes(topic)

    async def to_the_vote(self, *topics: str) -> None:
        await self.opens_async(*topics)
        await self.passes(DAY)

    async def to_the_talk(self, *topics: str) -> None:
        await self.to_the_vote(*topics)
        for place, topic in enumerate(topics):
            await self.votes_for((BEN, CHLOE, ANA, DEV)[place % 4], topic)
        await self.passes(DAY)


@pytest.fixture
async def guild(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Guild:
    clock.instant = real.instant = TEN
    desk = Guild(store, clock, real, workspace)
    await desk.furnish()
    return desk


async def test_it_runs_from_the_command_to_the_summary_without_anybody_being_there_at_once(guild: Guild) -> None:
    assert (await guild.types('async "Platform guild" 24h')).nothing
    assert "Voting opens <!date^" in await guild.board_says()
    for title in ("Flaky tests", "On call", "Lunch", "Naming"):
        await guild.proposes(title)
    await guild.presses("I'm in", await guild.its_board(), CHLOE)
    assert "In it (3): Ana, Ben, Chloé" in await guild.board_says()

    await guild.passes(DAY)
    await guild.votes_for(BEN, "Flaky tests", "Flaky tests", "On call")
    await guild.votes_for(CHLOE, "Flaky tests", "Lunch", "Naming")
    assert "Voted (2 of 3 in it): Ben, Chloé" in await guild.board_says()

    await guild.passes(DAY)
    assert [one.text.splitlines()[0] for one in await guild.threads()] == [
        f"{title}: talk about it in this thread" for title in ("Flaky tests", "On call", "Lunch")
    ]
    for person in (BEN, CHLOE):
        await guild.thumbs("Flaky tests", "👍 More", person)
    await guild.thumbs("On call", "👎 Enough", BEN)

    await guild.passes(DAY)
    flaky, on_call, lunch = [one.text for one in await guild.threads()]
    assert "2 👍  0 ✊  0 👎: one more window" in flaky
    assert "0 👍  0 ✊  1 👎: discussed" in on_call
    assert "Nobody asked for one more window" in lunch

    await guild.passes(3 * DAY)  # Friday's window would end on a Saturday
    told = await guild.board_says()
    assert "☕ Platform guild: what came out" in told
    assert "*1. Flaky tests*  ●●● 3  ·  2 windows  ·  2 👍  0 ✊  0 👎" in told
    assert "*Not reached, back next time*\n• Naming  ·  ● 1  ·  carried 1×" in told
    assert "Took part (3): Ana, Ben, Chloé" in told
    found = await guild.coffee()
    assert (found.how, found.ballots, found.thumbs) == (Closing.DONE, (), ())


async def test_async_check_in_and_out_of_it(guild: Guild) -> None:
    await guild.opens_async()
    await guild.presses("I'm in", await guild.its_board(), CHLOE)
    assert (await guild.presses("I'm in", await guild.its_board(), CHLOE)).text == "You are in it already."
    assert (await guild.presses("I'm out", await guild.its_board(), CHLOE)).text.startswith("Noted: you are out of it")
    assert "In it (1): Ana" in await guild.board_says()
    assert (await guild.presses("I'm out", await guild.its_board(), CHLOE)).text.startswith("You are not in it")


async def test_the_ballot_by_rows_is_the_live_ones_and_says_on_which_day_it_closes(guild: Guild) -> None:
    await guild.to_the_vote("Flaky tests", "On call")
    asked = await guild.presses("Vote", await guild.its_board(), BEN)
    assert "Change it until voting closes at Thu 3 Dec 10:00" in asked.text
    pressed = await guild.presses("+ dot", asked.form, BEN)
    assert "*2 of 3 dots left.*" in pressed.text
    assert "Voted: nobody yet" in await guild.board_says()
    await guild.sends(pressed.form, BEN)
    assert "Voted (1 of 2 in it): Ben" in await guild.board_says()
    stale = await guild.its_board()
    await guild.passes(DAY)
    assert "Voting closed at" in (await guild.presses("+ dot", asked.form, BEN)).text
    assert "Voting closed at" in (await guild.presses("Vote", stale, BEN)).text


async def test_a_vote_waits_for_its_window_also_where_everybody_has_voted(guild: Guild) -> None:
    await guild.to_the_vote("Flaky tests")
    for person in (ANA, BEN):
        await guild.votes_for(person, "Flaky tests")
    await guild.passes(timedelta(hours=23))
    assert (await guild.coffee()).stage is Stage.VOTING


async def test_every_topic_is_withdrawn_and_the_board_says_so(guild: Guild) -> None:
    await guild.to_the_vote("Flaky tests")
    stale = await guild.its_board()
    await guild.presses("Withdraw", (await guild.types("mine", BEN)).form, BEN)
    assert "Every topic was withdrawn" in await guild.board_says()
    assert "nothing to vote on" in (await guild.presses("Vote", stale, BEN)).text


@pytest.mark.parametrize("label", ["👍 More", "✊ Neutral", "👎 Enough"])
async def test_async_thumb_more_async_thumb_neutral_and_async_thumb_next_are_counted_at_once(guild: Guild, label: str) -> None:
    await guild.to_the_talk("Flaky tests", "On call")
    assert (await guild.thumbs("Flaky tests", label, DEV)).nothing
    flaky, on_call = await guild.threads()
    assert f"1 {label[0]}" in flaky.text
    assert "Nobody has answered yet." in on_call.text
    assert DEV in (await guild.coffee()).here


async def test_a_thumb_comes_too_late_for_a_topic_that_is_discussed_or_in_its_last_window(guild: Guild) -> None:
    await guild.to_the_talk("Flaky tests", "On call")
    old = {one.text.splitlines()[0]: one.payload for one in await guild.threads()}
    await guild.thumbs("Flaky tests", "👍 More", BEN)
    await guild.passes(DAY)
    assert labels((await guild.threads())[0].payload) == ["Takeaway", "Action"]
    for payload in old.values():
        assert "moved on: the topics are talked about" in (await guild.presses("👍 More", payload, BEN)).text


async def test_async_take_waiting_brings_in_what_waits_in_the_channel_by_explicit_choice_alone(guild: Guild) -> None:
    await guild.types("topic Lunch", CHLOE)
    await guild.opens_async("Flaky tests")
    assert [topic.title for topic in (await guild.coffee()).topics] == ["Flaky tests"]
    stale = await guild.its_board()
    assert (await guild.presses("Bring in the waiting topic", stale, DEV)).nothing
    assert [topic.title for topic in (await guild.coffee()).topics] == ["Lunch", "Flaky tests"]
    assert DEV in (await guild.coffee()).here
    assert "nothing to vote on yet" in (await guild.presses("Bring in the waiting topic", stale, DEV)).text
    await guild.passes(DAY)
    assert "moved on" in (await guild.presses("Bring in the waiting topic", stale, DEV)).text


async def test_async_end_window_is_the_hosts_asks_first_and_async_undo_takes_it_back_for_a_minute(guild: Guild) -> None:
    await guild.opens_async("Flaky tests")
    due = (await guild.coffee()).due
    assert "Only the host" in (await guild.presses("End this window now (host)", await guild.its_board(), BEN)).text
    asked = await guild.presses("End this window now (host)", await guild.its_board(), ANA)
    assert "Voting opens for everyone." in asked.text
    await guild.sends(asked.form, ANA)
    assert "Ana ended the window early." in await guild.board_says()
    assert "Press “I'm in” on the board" in (await guild.presses("Undo", await guild.its_board(), DEV)).text
    await guild.presses("Undo", await guild.its_board(), BEN)
    assert ((await guild.coffee()).stage, (await guild.coffee()).due) == (Stage.PROPOSING, due)
    assert "moved on" in (await guild.sends(asked.form, ANA)).text


async def test_the_threads_of_a_talk_that_is_taken_back_are_gone(guild: Guild) -> None:
    await guild.to_the_vote("Flaky tests")
    await guild.votes_for(BEN, "Flaky tests")
    await guild.sends((await guild.presses("End this window now (host)", await guild.its_board(), ANA)).form, ANA)
    assert len(await guild.threads()) == 1
    await guild.presses("Undo", await guild.its_board(), ANA)
    assert await guild.threads() == []
    assert [ballot.voter for ballot in (await guild.coffee()).ballots] == [BEN]
    await guild.passes(DAY)
    assert len(await guild.threads()) == 1


async def test_async_cancel_by_the_more_menu_keeps_the_topics_for_the_next_meeting(guild: Guild) -> None:
    await guild.to_the_vote("Flaky tests")
    asked = await guild.presses("Cancel the meeting (host)", await guild.its_board(), ANA)
    await guild.sends(asked.form, ANA)
    assert "Cancelled by Ana. 1 topic waits for the next one." in await guild.board_says()
    assert "1 topic waits for it." in (await guild.types("")).text


async def test_async_more_menu_removes_a_topic_and_async_hand_over_meeting_stands_there_once_there_is_none(guild: Guild) -> None:
    await guild.opens_async("Flaky tests")
    asked = await guild.presses("Remove a topic (host)", await guild.its_board(), ANA)
    await guild.sends(asked.form, ANA, topic=(await guild.coffee()).topics[0].id)
    asked = await guild.presses("Hand over (host)", await guild.its_board(), ANA)
    await guild.submit(ANA, asked.form, {"person": BEN})
    assert (await guild.coffee()).host == BEN


async def test_handover_is_typed_of_the_async_one_where_no_live_one_is_open(guild: Guild) -> None:
    await guild.opens_async()
    assert "hosts “Platform guild” now" in (await guild.types(f"handover <@{BEN}>")).text or (await guild.coffee()).host == BEN
    assert (await guild.coffee()).host == BEN


async def test_somebody_hosts_who_is_in_it_once_the_host_is_out_or_gone_for_good(guild: Guild) -> None:
    await guild.opens_async("Flaky tests")
    assert "is theirs to type" in (await guild.presses("I'll host", await guild.its_board(), BEN)).text
    assert "I'm in" in (await guild.presses("I'll host", await guild.its_board(), CHLOE)).text
    assert "host this meeting already" in (await guild.presses("I'll host", await guild.its_board(), ANA)).text
    guild.slack.people[ANA]["deleted"] = True
    guild.real.advance(timedelta(minutes=2))
    await guild.presses("I'll host", await guild.its_board(), BEN)
    assert (await guild.coffee()).host == BEN


async def test_a_live_meeting_and_an_async_one_are_open_side_by_side_and_a_second_async_one_is_not(guild: Guild) -> None:
    await guild.opens_async("Flaky tests")
    told = await guild.types("async 2 days", CHLOE)
    assert "“Platform guild” is open in this channel: one asynchronous Lean Coffee at a time." in told.text
    await guild.types('start "Live"')
    assert (await guild.meeting()).title == "Live"
    assert [topic.title for topic in (await guild.meeting()).topics] == []
    await guild.types("topic Lunch", CHLOE)
    assert [topic.title for topic in (await guild.meeting()).topics] == ["Lunch"]
    assert (await guild.types("board")).nothing


async def test_the_board_is_fetched_where_only_an_async_one_is_open(guild: Guild) -> None:
    assert "No meeting of this kind is open" in (await guild.types("board")).text
    await guild.opens_async()
    assert (await guild.types("board")).nothing


async def test_nobody_proposes_and_it_closes_quietly(guild: Guild) -> None:
    await guild.opens_async()
    await guild.passes(DAY)
    assert "Closed quietly: nobody proposed a topic." in await guild.board_says()


async def test_nobody_votes_and_it_closes_quietly_with_its_topics_kept_as_they_were(guild: Guild) -> None:
    await guild.to_the_vote("Flaky tests")
    await guild.passes(DAY)
    assert "Closed quietly: nobody voted. 1 topic waits for the next one." in await guild.board_says()
    assert (await guild.coffee()).topics[0].carried == 0


async def test_a_takeaway_stands_under_its_topic_and_comes_with_the_summary_also_afterwards(guild: Guild) -> None:
    await guild.to_the_talk("Flaky tests", "On call")
    flaky = (await guild.threads())[0]
    asked = await guild.presses("Takeaway", flaky.payload, DEV)
    await guild.sends(asked.form, DEV, takeaway="Quarantine on the second failure")
    assert "💡 Quarantine on the second failure" in await guild.board_says()
    assert "💡 Quarantine on the second failure" in (await guild.threads())[0].text
    await guild.passes(3 * DAY)
    asked = await guild.presses("Add a takeaway", await guild.its_board(), CHLOE)
    await guild.sends(asked.form, CHLOE, takeaway="Once more")
    told = await guild.board_says()
    assert "💡 Quarantine on the second failure" in told
    assert "*Takeaways*\n💡 Once more" in told


async def test_an_action_is_noted_on_a_topic_and_stands_on_the_board_and_in_the_summary(guild: Guild) -> None:
    await guild.to_the_talk("Flaky tests", "On call")
    asked = await guild.presses("Action", (await guild.threads())[0].payload, DEV)
    await guild.sends(asked.form, DEV, text="Quarantine them")
    assert "Quarantine them" in await guild.board_says()
    assert DEV in (await guild.coffee()).here
    await guild.passes(3 * DAY)
    told = await guild.board_says()
    assert told.index("Flaky tests") < told.index("Quarantine them") < told.index("On call")


async def test_the_home_says_what_waits_for_a_person_and_what_goes_on(guild: Guild) -> None:
    await guild.opens_async("Flaky tests")
    assert "propose topics until" in text_of(home := payload_of(await guild.home(ANA)))
    asked = await guild.presses("Propose a topic", home, ANA, channel=None)
    await guild.sends(asked.form, ANA, title="On call")
    await guild.passes(DAY)
    assert "vote until" in text_of(home := payload_of(await guild.home(ANA)))
    assert "*3 of 3 dots left.*" in (await guild.presses("Vote", home, ANA, channel=None)).text
    await guild.votes_for(ANA, "Flaky tests")
    assert "Vote" not in labels(payload_of(await guild.home(ANA)))
    await guild.passes(DAY)
    assert "talk in the threads until" in text_of(payload_of(await guild.home(BEN)))
    assert "“Platform guild” is open, asynchronously." in (await guild.types("")).text


async def test_it_gives_attendance_and_no_minutes(guild: Guild) -> None:
    await guild.to_the_talk("Flaky tests", "On call")
    await guild.passes(3 * DAY)
    assert "nobody keeps learning minutes of an asynchronous meeting" in await guild.board_says()
    assert labels(await guild.its_board()) == ["Add a takeaway", "Add an action"]
    await guild.passes(DAY)
    assert {one.screen for one in await guild.shown()} == {BOARD, TALK, REMINDER}


async def test_each_window_reminds_once_who_is_in_it_and_has_not_answered(guild: Guild) -> None:
    await guild.opens_async("Flaky tests")
    await guild.presses("I'm in", await guild.its_board(), CHLOE)
    await guild.passes(timedelta(hours=21))
    assert sorted(one.place for one in await guild.shown(REMINDER)) == []
    await guild.passes(timedelta(hours=2))
    reminded = await guild.shown(REMINDER)
    assert sorted(one.place for one in reminded) == [ANA, CHLOE]
    assert "you have not proposed a topic yet" in reminded[0].text
    await guild.passes(timedelta(hours=1))
    await guild.votes_for(CHLOE, "Flaky tests")
    await guild.passes(timedelta(hours=23))
    assert sorted(one.place for one in await guild.shown(REMINDER) if "have not voted yet" in one.text) == [ANA, BEN]
    assert len([one for one in await guild.shown(REMINDER) if "That window of “Platform guild” is over." in one.text]) == 2
    await guild.passes(timedelta(hours=1))
    await guild.thumbs("Flaky tests", "👍 More", BEN)
    await guild.passes(timedelta(hours=23))
    assert sorted(one.place for one in await guild.shown(REMINDER) if "no thumb and no takeaway" in one.text) == [ANA, CHLOE]


async def test_async_start_now_starts_what_was_shown_because_a_name_was_not_in_quotes(guild: Guild) -> None:
    shown = await guild.types("async Platform guild 2 days dots 5")
    assert "I took “Platform guild” for the name" in shown.text
    assert "A window of *2 days* to propose" in shown.text
    await guild.presses("Start", shown.message, ANA)
    found = await guild.coffee()
    assert (found.title, found.settings.window, found.settings.dots) == ("Platform guild", 2 * DAY, 5)


async def test_async_edit_start_opens_the_form_and_async_start_form_starts_what_it_says(guild: Guild) -> None:
    shown = await guild.types('async "Guild" 24h blind')
    assert "I left *“blind”* out: I do not know it." in shown.text
    asked = await guild.presses("Edit", shown.message, ANA)
    assert "from 4 h to 7 days" in (await guild.sends(asked.form, ANA, window="3h")).errors["window"]
    assert "no length of a window" in (await guild.sends(asked.form, ANA, window="soon")).errors["window"]
    await guild.sends(asked.form, ANA, window="a week")
    assert (await guild.coffee()).settings.window == 7 * DAY


async def test_async_drop_start_starts_nothing(guild: Guild) -> None:
    shown = await guild.types("async Guild 24h")
    await guild.presses("Cancel", shown.message, ANA)
    assert await guild.read(windows.open_in, GUILD) is None


async def test_one_that_was_shown_meets_another_that_is_open_by_now(guild: Guild) -> None:
    shown = await guild.types("async Guild 24h")
    await guild.opens_async()
    assert "`/coffee board` brings its board down here" in (await guild.presses("Start", shown.message, ANA)).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3h", "A window lasts from 4 h to 7 days; you wrote 3 h."),
        ("8 days", "A window lasts from 4 h to 7 days; you wrote 8 days."),
        ("30m", "you wrote 30 min"),
        ("tomorrow", "so “tomorrow” has no place here"),
        ("24h at 9:00", "so “at 9:00” has no place here"),
        ("24h 2 days", "All windows are of one length; you wrote 24h and 2 days."),
        ("24h dots many", "`dots` takes a number or `auto`; you wrote many."),
        ("24h dots 50", "`dots` can be from 1 to 10"),
    ],
)
async def test_what_cannot_be_is_refused_in_words_that_lead_on(guild: Guild, typed: str, said: str) -> None:
    assert said in (await guild.types(f"async {typed}")).text
    assert await guild.read(windows.open_in, GUILD) is None


async def test_command_async_alone_starts_one_of_a_day(guild: Guild) -> None:
    assert (await guild.types("async")).nothing
    found = await guild.coffee()
    assert (found.title, found.settings.window, found.due) == ("Async Lean Coffee in #guild", DAY, TEN + DAY)
    assert payload_of(await guild.its_board())["text"].startswith("Async Lean Coffee in #guild: propose topics until")
    assert isinstance(found.opened, datetime)
