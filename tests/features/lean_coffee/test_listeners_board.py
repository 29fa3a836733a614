"""What people press on a board and send from its forms: the answer, and what it changed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.clock import SetClock
from bot.core.ids import PersonId
from bot.delivery.tables import StaleCopyRow
from bot.feature import ADD_TO_MINUTES
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.rules import topics
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.views import ids
from bot.meetings.rules.values import Closing
from bot.presence.store import corrections
from bot.slack.repeats import QUIET
from bot.store.base import in_workspace
from bot.store.tables import StoreRequest
from bot.store.unit import Read
from tests.features.desk import elements_of, value_of
from tests.features.lean_coffee.ballot_form import told_in_rows
from tests.features.lean_coffee.desk import Desk, found_in, labels, payload_of, told_in
from tests.features.lean_coffee.drawing import told
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes

_REQUESTS = select(StoreRequest.key).where(StoreRequest.workspace == in_workspace())
_STALE_COPIES = select(StaleCopyRow.ts).where(StaleCopyRow.workspace == in_workspace())


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: the verbs behind are tried on both."""
    return sqlite_url


def stale_copies(read: Read) -> list[str]:
    return [row.ts for row in read.rows(_STALE_COPIES)]


def remembered(read: Read) -> int:
    return len(read.rows(_REQUESTS))


async def test_check_in__puts_a_person_on_the_board_without_a_word(desk: Desk) -> None:
    board = await desk.opens(here=())
    assert (await desk.presses("I'm here", board, DEV)).nothing
    assert (await desk.meeting()).here == {ANA, DEV}
    assert (await desk.presses("I'm here", board, DEV)).text == "You are here already."


async def test_check_in__from_the_menu_answers_the_same(desk: Desk) -> None:
    board = await desk.talks("one")
    assert (await desk.presses("I'm here", board, BEN)).text == "You are here already."
    assert (await desk.presses("I'm here", board, DEV)).nothing
    assert DEV in (await desk.meeting()).here


async def test_leave__is_confirmed_and_told_apart_from_not_being_there(desk: Desk) -> None:
    board = await desk.opens()
    assert "you have left" in (await desk.presses("I have to leave", board, BEN)).text
    assert BEN not in (await desk.meeting()).here
    assert "not on the list" in (await desk.presses("I have to leave", board, BEN)).text


async def test_open_vote__opens_the_vote_for_whoever_is_here(desk: Desk) -> None:
    board = await desk.opens("one")
    assert "Press “I'm here” on the board first." in (await desk.presses("Start voting", board, DEV)).text
    assert (await desk.presses("Start voting", board, BEN)).nothing
    assert (await desk.meeting()).stage is Stage.VOTING


async def test_open_vote__by_someone_who_left_is_refused(desk: Desk) -> None:
    board = await desk.opens("one")
    await desk.presses("I have to leave", board, BEN)
    assert "Only people who are here can do this." in (await desk.presses("Start voting", board, BEN)).text
    assert (await desk.meeting()).stage is Stage.GATHERING


async def test_a_stale_button_changes_nothing_and_says_where_the_meeting_is(desk: Desk) -> None:
    board = await desk.opens("one")
    await desk.presses("Start voting", board)
    before = await desk.meeting()
    answered = await desk.presses("Start voting", board, CHLOE)
    assert answered.text == "The meeting has moved on: it votes. Use the buttons of the live board."
    assert await desk.meeting() == before


async def test_a_click_that_slack_delivers_twice_is_not_stale_by_its_own_doing(desk: Desk) -> None:
    board = await desk.opens("one")
    for _ in range(2):
        assert (await desk.presses("Start voting", board, trigger="one click")).nothing
    assert (await desk.meeting()).stage is Stage.VOTING


async def test_a_stale_button_pressed_again_is_not_looked_at_again_for_a_while(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, real: SetClock
) -> None:
    board = await desk.opens("one")
    await desk.presses("Start voting", board)
    with monkeypatch.context() as closed:
        assert "The meeting has moved on" in (await desk.presses("Start voting", board, CHLOE)).text
        closed.setattr(desk.store, "write", None)
        assert (await desk.presses("Start voting", board, CHLOE)).nothing
    assert "The meeting has moved on" in (await desk.presses("Start voting", board, BEN)).text
    real.advance(QUIET)
    assert "The meeting has moved on" in (await desk.presses("Start voting", board, CHLOE)).text


async def test_a_refusal_that_the_person_can_mend_is_looked_at_anew_at_once(desk: Desk) -> None:
    board = await desk.opens("one")
    for _ in range(2):
        assert "Press “I'm here” on the board first." in (await desk.presses("Start voting", board, DEV)).text
    await desk.presses("I'm here", board, DEV)
    assert (await desk.presses("Start voting", board, DEV)).nothing
    assert (await desk.meeting()).stage is Stage.VOTING


async def test_vote_again__takes_the_topics_that_came_while_talk_was_on(desk: Desk) -> None:
    board = await desk.talks("one")
    said = (await desk.types("topic two", CHLOE)).text
    assert said.startswith("“two” is new: it waits for the next Lean Coffee here, or takes part if the group votes again.")
    assert "1 new topic waits for the next meeting." in told(await desk.board())
    await desk.presses("Next topic", board)
    offered = await desk.board()
    assert "Press “I'm here”" in (await desk.presses("Vote on the new topic", offered, DEV)).text
    assert (await desk.presses("Vote on the new topic", offered, CHLOE)).nothing
    assert (await desk.meeting()).stage is Stage.VOTING
    form = (await desk.presses("Vote", await desk.board(), BEN)).form
    assert [row for row in told_in_rows(form) if row.startswith("*")] == ["*two*"]
    await desk.gives_dots()
    await desk.waits(minutes(3))
    assert "*two*" in told(await desk.board())


async def test_vote_again__with_too_little_time_says_so(desk: Desk) -> None:
    board = await desk.talks("one")
    await desk.types("topic two", CHLOE)
    await desk.presses("Next topic", board)
    offered = await desk.board()
    desk.clock.advance(minutes(42))
    said = (await desk.presses("Vote on the new topic", offered, CHLOE)).text
    assert said == "There is no time left for another vote: the meeting ends at 11:45."


async def test_a_summary_says_how_many_topics_came_while_talk_was_on(desk: Desk) -> None:
    board = await desk.talks("one")
    await desk.types("topic two", CHLOE)
    await desk.presses("Next topic", board)
    await desk.presses("Finish now", await desk.board())
    assert "1 new topic waits for the next meeting." in told(await desk.board())


async def test_close_vote__opens_the_top_topic(desk: Desk) -> None:
    board = await desk.votes("one")
    await desk.gives_dots()
    assert (await desk.presses("Close voting", board)).nothing
    assert (await desk.meeting()).stage is Stage.DISCUSSING


async def test_talk_about__opens_a_topic_that_had_no_dot(desk: Desk) -> None:
    await desk.votes("one", "two")
    await desk.presses("Close voting", await desk.board())
    board = await desk.board()
    assert "*Talk about one of these.* Without a dot no topic opens by itself." in told(board)
    assert "Press “I'm here” on the board first." in (await desk.presses("two", board, DEV)).text
    assert (await desk.presses("two", board, CHLOE)).nothing
    assert "Chloé chose this topic." in told(await desk.board())
    assert (await desk.meeting()).stage is Stage.DISCUSSING
    assert "The meeting has moved on" in (await desk.presses("one", board, BEN)).text


async def test_talk_about__with_too_little_time_says_so(desk: Desk) -> None:
    await desk.votes("one", "two")
    await desk.presses("Close voting", await desk.board())
    board = await desk.board()
    desk.clock.advance(minutes(44))
    said = (await desk.presses("two", board, CHLOE)).text
    assert said == "There is no time left for another topic: the meeting ends at 11:45."


async def test_take_back__goes_back_to_the_topic_that_silence_ended(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.waits(minutes(12.5))
    board = await desk.board()
    assert told(board).splitlines()[0] == "Nobody answered: on to the next topic"
    assert "_one_ is done.  ·  Until <!date^" in told(board)
    assert (await desk.presses("Back to the last topic", board, CHLOE)).nothing
    assert "Chloé went back to this topic." in told(await desk.board())
    found = await desk.meeting()
    assert (found.stage, topics.topic_of(found, found.topic or TopicId("")).title) == (Stage.CARRY_ON, "one")


async def test_take_back__after_a_minute_says_until_when_it_could(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.waits(minutes(12.5))
    board = await desk.board()
    await desk.waits(minutes(1))
    assert "Back to the last topic" not in labels(await desk.board())
    said = (await desk.presses("Back to the last topic", board, CHLOE)).text
    assert said.startswith("That could be taken back until 11:13:30.")


async def test_more__offers_what_a_person_may_do_and_says_what_became_of_it(desk: Desk) -> None:
    board = await desk.talks("one", "two")
    form = (await desk.presses("More …", board, DEV)).form
    assert labels(form) == ["Takeaway", "Action", "Propose a topic", "My topics", "All topics", "I'm here", "Report a topic"]
    came = (await desk.presses("I'm here", form, DEV)).form
    assert told_in(came)[0] == "Done."
    assert labels(came) == [
        "One-dot run-off", "Undo", "Takeaway", "Action", "Pause", "+1 min", "End this box", "Next topic", "Propose a topic", "My topics", "All topics",
        "I have to leave", "I'll host", "Report a topic",
    ]  # fmt: skip
    left = (await desk.presses("I have to leave", came, DEV)).form
    assert told_in(left)[0] == "Noted: you have left. “I'm here” brings you back."
    assert labels(left) == labels(form)


async def test_more__offers_the_host_what_is_the_host_s(desk: Desk) -> None:
    board = await desk.votes("one", wishes="host watches")
    offered = labels((await desk.presses("More …", board, ANA)).form)
    assert offered == [
        "Close voting", "Undo", "Propose a topic", "My topics", "All topics", "I have to leave", "Hand over", "Co-hosts",
        "Report a topic", "Remove a topic", "Cancel the meeting",
    ]  # fmt: skip
    assert "Vote" in labels((await desk.presses("More …", board, BEN)).form)


async def test_more__opens_forms_of_its_own_on_top(desk: Desk) -> None:
    form = (await desk.presses("More …", await desk.talks("one"), BEN)).form
    assert (await desk.presses("Takeaway", form, BEN)).form["callback_id"] == ids.TAKEAWAY_FORM
    assert (await desk.presses("Propose a topic", form, BEN)).form["callback_id"] == ids.TOPIC_FORM


async def test_more__of_a_meeting_that_ends_says_that_it_is_over(desk: Desk) -> None:
    await desk.presses("Next topic", await desk.talks("one"))
    form = (await desk.presses("More …", await desk.board(), BEN)).form
    over = (await desk.presses("Finish now", form, BEN)).form
    assert told_in(over) == ["Done.", "This meeting is over."]
    assert labels(over) == []


async def test_more__with_a_button_of_an_earlier_phase_says_where_the_meeting_is(desk: Desk) -> None:
    board = await desk.talks("one", "two")
    form = (await desk.presses("More …", board, BEN)).form
    await desk.presses("Pause", board, CHLOE)
    assert "The meeting has moved on: the box is paused." in (await desk.presses("End this box", form, BEN)).text


@pytest.mark.parametrize("label", ["Next topic", "Close voting", "Finish now"])
async def test_what_ends_something_for_everybody_asks_before_it_counts(desk: Desk, label: str) -> None:
    await desk.talks("Who owns it?", "two") if label != "Close voting" else await desk.votes("Who owns it?")
    for _ in range(2 if label == "Finish now" else 0):
        await desk.presses("Next topic", await desk.board())
    board = await desk.board()
    shown = payload_of(board) if label != "Close voting" else (await desk.presses("More …", board, BEN)).form
    (asks,) = [each["confirm"] for each in elements_of(shown) if each.get("text", {}).get("text") == label]
    assert asks["confirm"]["text"] == label
    assert asks["deny"]["text"] not in (label, "")
    if label == "Next topic":
        assert asks["text"]["text"] == "“Who owns it?” ends for everyone. The next topic opens."


@pytest.mark.parametrize(
    ("label", "stage"),
    [("Pause", Stage.PAUSED), ("Next topic", Stage.DISCUSSING), ("End this box", Stage.THUMBS), ("+1 min", Stage.DISCUSSING)],
)
async def test_a_box_is_steered_from_the_board(desk: Desk, label: str, stage: Stage) -> None:
    board = await desk.talks("one", "two")
    before = await desk.meeting()
    assert (await desk.presses(label, board)).nothing
    after = await desk.meeting()
    assert after.stage is stage
    assert (after.phase, after.due, after.topic) != (before.phase, before.due, before.topic)


async def test_add_minute__is_refused_where_the_planned_end_allows_none_and_not_offered_then(desk: Desk) -> None:
    board = await desk.talks("one", wishes="box 3 for 4m")
    await desk.presses("+1 min", board, BEN)
    assert "already lasts until the planned end at 11:04" in (await desk.presses("+1 min", board, CHLOE)).text
    assert "+1 min" not in labels(await desk.board())


async def test_resume__lets_the_box_run_on(desk: Desk) -> None:
    await desk.presses("Pause", await desk.talks("one"))
    assert (await desk.presses("Go on", await desk.board(), CHLOE)).nothing
    assert (await desk.meeting()).stage is Stage.DISCUSSING


async def test_carry_on__goes_to_the_next_topic_when_the_group_is_ready(desk: Desk) -> None:
    await desk.talks("one", "two")
    await desk.waits(minutes(8))
    assert (await desk.meeting()).stage is Stage.CARRY_ON
    assert (await desk.presses("Next topic", await desk.board())).nothing
    assert (await desk.meeting()).stage is Stage.DISCUSSING


@pytest.mark.parametrize(("label", "tally"), [("👍 More", (1, 0, 0)), ("✊ Neutral", (0, 1, 0)), ("👎 Next topic", (0, 0, 1))])
async def test_a_thumb_is_kept_without_a_word(desk: Desk, label: str, tally: tuple[int, int, int]) -> None:
    await desk.presses("End this box", await desk.talks("one"))
    assert (await desk.presses(label, await desk.board())).nothing
    choices = [thumb.choice.value for thumb in (await desk.meeting()).thumbs]
    assert tuple(choices.count(choice) for choice in ("more", "neutral", "next")) == tally


@pytest.mark.parametrize(("label", "box"), [("The room says: more", 2), ("The room says: next", 1)])
async def test_the_room_s_thumbs_decide_at_once(desk: Desk, label: str, box: int) -> None:
    await desk.presses("End this box", await desk.talks("one", "two"))
    assert (await desk.presses(label, await desk.board())).nothing
    found = await desk.meeting()
    assert (found.stage, found.box) == (Stage.DISCUSSING, box)


async def test_takeaway__lands_on_the_topic_it_was_opened_for_however_late(desk: Desk) -> None:
    form = (await desk.presses("Takeaway", await desk.talks("one", "two"))).form
    about = (await desk.meeting()).topic
    await desk.presses("Next topic", await desk.board())
    assert (await desk.sends(form, takeaway="Quarantine on the second failure")).ack == {"response_action": "clear"}
    (kept,) = (await desk.meeting()).takeaways
    assert (kept.topic, kept.text) == (about, "Quarantine on the second failure")


async def test_takeaway__that_says_nothing_is_refused_beside_its_field(desk: Desk) -> None:
    form = (await desk.presses("Takeaway", await desk.talks("one"))).form
    assert (await desk.sends(form, takeaway=" \n ")).errors == {"takeaway": "Write what you take with you."}
    too_long = (await desk.sends(form, takeaway="x" * 501)).errors
    assert too_long == {"takeaway": "The takeaway has 501 characters; at most 500 fit. Please shorten it."}


async def test_meeting_takeaway__is_taken_on_the_summary_too(desk: Desk) -> None:
    await desk.talks("one")
    await desk.waits(timedelta(hours=1))
    assert (await desk.meeting()).closed is not None
    form = (await desk.presses("Add a takeaway", await desk.board())).form
    await desk.sends(form, takeaway="Meet again")
    (kept,) = (await desk.meeting()).takeaways
    assert (kept.topic, kept.text) == (None, "Meet again")


async def test_finish__ends_the_last_call(desk: Desk) -> None:
    await desk.presses("Next topic", await desk.talks("one"))
    form = (await desk.presses("Takeaway", await desk.board())).form
    await desk.sends(form, takeaway="Meet again")
    assert (await desk.presses("Finish now", await desk.board())).nothing
    found = await desk.meeting()
    assert (found.how, len(found.takeaways)) == (Closing.DONE, 1)


async def test_cancel__is_the_host_s_alone(desk: Desk) -> None:
    board = await desk.opens("one")
    assert "Only the host, <@U0ANA>, can do this." in (await desk.presses("Cancel the meeting (host)", board)).text
    asked = await desk.presses("Cancel the meeting (host)", board, ANA)
    assert "ends at once for everyone" in asked.text
    assert (await desk.meeting()).closed is None
    assert "Only the host" in (await desk.sends(asked.form, BEN)).text
    await desk.sends(asked.form, ANA)
    assert (await desk.meeting()).how is Closing.CANCELLED
    late = (await desk.presses("I'm here", board, BEN)).text
    assert "This meeting is over: it ran from Tue 1 Dec 10:00 to Tue 1 Dec 10:00." in late
    assert late.count("Tue 1 Dec 10:00") == 2
    assert "Where it has a summary, “Not right?” there adds or corrects your own minutes" in late


async def test_who_presses_after_the_end_hears_when_it_was_and_is_led_on_to_their_own_minutes(desk: Desk) -> None:
    board = await desk.talks("one")
    await desk.waits(timedelta(hours=2))
    meeting = await desk.meeting()
    for label in ("Pause", "Next topic"):
        late = (await desk.presses(label, board, DEV)).message
        assert "This meeting is over: it ran from Tue 1 Dec 10:00 to Tue 1 Dec 10:" in late["text"]
        assert labels(late) == ["Add it to my minutes"]
        assert value_of(late, ADD_TO_MINUTES) == meeting.id


async def test_the_summary_leads_everybody_on_to_their_own_minutes(desk: Desk) -> None:
    await desk.talks("one")
    await desk.waits(timedelta(hours=1))
    summary = await desk.board()
    of_host = ["Correct attendance (host)", "Roster to sign (host, PDF)", "Add the claim link (host)"]
    assert labels(summary) == ["Add a takeaway", "Add an action", "Not right?", "Export", *of_host]
    assert value_of(payload_of(summary), ADD_TO_MINUTES) == (await desk.meeting()).id


async def test_remove_topic__takes_it_off_the_board(desk: Desk) -> None:
    board = await desk.opens("one", "two")
    assert "Only the host" in (await desk.presses("Remove a topic (host)", board, BEN)).text
    form = (await desk.presses("Remove a topic (host)", board, ANA)).form
    one = (await desk.meeting()).topics[0]
    assert (await desk.sends(form, ANA, topic=one.id)).ack == {"response_action": "clear"}
    assert [topic.column for topic in (await desk.meeting()).topics] == [Column.REMOVED, Column.TO_DISCUSS]
    assert (await desk.sends(form, ANA, topic=one.id)).notice == "The host took this topic off the board."


async def test_remove_topic__where_none_is_left_says_so(desk: Desk) -> None:
    board = await desk.opens("one")
    await desk.presses("Withdraw", (await desk.types("mine", BEN)).form, BEN)
    assert "nothing to vote on" in (await desk.presses("Remove a topic (host)", board, ANA)).text


async def closed(desk: Desk) -> None:
    await desk.talks("one")
    await desk.waits(timedelta(hours=1))


async def test_roster__lets_the_host_state_minutes_with_a_reason(desk: Desk) -> None:
    await closed(desk)
    found = await desk.meeting()
    roster = await desk.shows(CEREMONY.kinds.roster, found.id)
    form = (await desk.presses("Correct", roster, ANA)).form
    answered = await desk.sends(form, ANA, person=DEV, minutes="20", reason="on the call")
    assert answered.ack == {"response_action": "clear"}
    stated = await desk.read(corrections, found.id)
    assert {person: (said.minutes, said.by) for person, said in stated.items()} == {DEV: (20, ANA)}
    assert "20 min" in str([block.to_dict() for block in (await desk.shows(CEREMONY.kinds.roster, found.id)).blocks])


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"minutes": "soon"}, {"minutes": "Whole minutes from 0 to 47."}),
        ({"minutes": "²"}, {"minutes": "Whole minutes from 0 to 47."}),
        ({"minutes": "48"}, {"minutes": "Whole minutes from 0 to 47."}),
        ({"reason": "  "}, {"reason": "Say in a few words why."}),
    ],
)
async def test_roster__refuses_beside_the_field(desk: Desk, typed: dict[str, Any], errors: dict[str, str]) -> None:
    await closed(desk)
    form = (await desk.presses("Correct attendance (host)", await desk.board(), ANA)).form
    answered = await desk.sends(form, ANA, **{"person": DEV, "minutes": "20", "reason": "on the call"} | typed)
    assert answered.errors == errors


async def test_roster__is_not_opened_for_others(desk: Desk) -> None:
    await closed(desk)
    assert "Only the host" in (await desk.presses("Correct attendance (host)", await desk.board(), BEN)).text


async def test_an_old_copy_of_the_board_names_the_live_one_and_goes_away(desk: Desk) -> None:
    board = await desk.opens("one")
    await desk.posted("1795303300.000100")
    await desk.presses("Start voting", board, ts="1795303300.000100")
    answered = await desk.presses("Start voting", board, CHLOE, ts="1795303100.000100")
    assert answered.text == (
        "This was an old copy of the board, so nothing was changed. "
        "<https://guild.slack.com/archives/C0GUILD/p1795303300000100|Go to the live board>"
    )
    assert await desk.read(stale_copies) == ["1795303100.000100"]


async def test_what_is_given_on_an_old_copy_counts_and_the_copy_goes_away(desk: Desk) -> None:
    board = await desk.opens("one")
    await desk.posted("1795303300.000100")
    answered = await desk.presses("I'm here", board, DEV, ts="1795303100.000100")
    assert answered.text.startswith("This was an old copy of the board. What you pressed counts all the same. <https://")
    assert DEV in (await desk.meeting()).here
    assert await desk.read(stale_copies) == ["1795303100.000100"]


async def test_a_form_opens_from_an_old_copy_too_and_the_copy_goes_away(desk: Desk) -> None:
    board = await desk.votes("one")
    await desk.posted("1795303300.000100")
    answered = await desk.presses("Vote", board, ts="1795303100.000100")
    assert answered.form["title"]["text"] == "Your 3 dots"
    assert "old copy" in answered.text
    assert await desk.read(stale_copies) == ["1795303100.000100"]


@pytest.mark.parametrize("label", ["Pause", "End this box"])
async def test_an_old_copy_is_known_by_its_menu_too_and_the_live_one_is_not_taken_for_one(desk: Desk, label: str) -> None:
    board = await desk.talks("one")
    await desk.posted("1795303300.000100")
    await desk.presses("Pause", board)
    assert "old copy" in (await desk.presses(label, board, CHLOE, ts="1795303100.000100")).text
    assert "The meeting has moved on" in (await desk.presses(label, board, CHLOE, ts="1795303300.000100")).text


async def test_a_refused_click_on_the_live_board_stores_nothing(desk: Desk) -> None:
    board = await desk.talks("one")
    await desk.posted("1795303300.000100")
    await desk.presses("Pause", board)
    before = await desk.read(remembered)
    assert "The meeting has moved on" in (await desk.presses("Pause", board, CHLOE, ts="1795303300.000100")).text
    assert await desk.read(remembered) == before
    await desk.presses("Pause", board, CHLOE, ts="1795303100.000100")
    assert await desk.read(remembered) == before + 1


async def test_a_board_of_another_workspace_is_none_of_theirs(desk: Desk) -> None:
    board = await desk.opens("one")
    theirs = (await desk.meeting()).id
    desk.workspace = type(desk.workspace)("T0OTHER")
    for label in {*labels(board)} - {"My topics"}:
        assert "No Lean Coffee is open in this channel." in (await desk.presses(label, board, PersonId("U0BEN"))).text
    desk.workspace = type(desk.workspace)("T0COFFEE")
    assert (await desk.board()).text == "Platform guild: gathering topics for Lean Coffee"
    assert (await desk.meeting()).id == theirs


async def test_a_board_shows_names_not_ids_and_no_mentions(desk: Desk) -> None:
    await desk.opens("one")
    text = str([block.to_dict() for block in (await desk.shows(BOARD, (await desk.meeting()).id)).blocks])
    assert "Ana, Ben, Chloé" in text
    assert "U0" not in text


async def test_roster__shows_the_host_s_word_before_what_was_counted(desk: Desk) -> None:
    await closed(desk)
    roster = await desk.shows(CEREMONY.kinds.roster, (await desk.meeting()).id)
    await desk.sends((await desk.presses("Correct", roster, ANA)).form, ANA, person=BEN, minutes="20", reason="left early")
    shown = str([block.to_dict() for block in (await desk.shows(CEREMONY.kinds.roster, (await desk.meeting()).id)).blocks])
    assert "Ben  20 min" in shown
    assert "Ben  47 min" not in shown


async def test_of_two_thumbs_the_one_pressed_last_counts_whichever_arrives_first(desk: Desk) -> None:
    await desk.talks("one")
    await desk.waits(minutes(5))
    pressed = found_in(payload_of(await desk.board()), "👍 More")
    for ts, choice in (("1795303500.000300", "more"), ("1795303500.000200", "next")):
        action = pressed | {"action_id": f"lean_coffee:thumb_{choice}", "action_ts": ts}
        body = {"type": "block_actions", "user": {"id": BEN}, "team": {"id": desk.workspace}, "actions": [action]}
        await desk.send(body | {"container": {"type": "message", "message_ts": "1.0", "channel_id": GUILD}})
    (thumb,) = (await desk.meeting()).thumbs
    assert (thumb.choice, thumb.ts) == (Choice.MORE, "1795303500.000300")
