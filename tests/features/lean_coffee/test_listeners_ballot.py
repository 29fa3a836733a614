"""What people press and send in their private ballot, told there."""

import pytest

from bot.core.ids import PersonId
from bot.features.lean_coffee.actions.reports import report_topic
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.views.ballot import MOST_BY_ROWS
from bot.slack.view_calls import A_MINUTE, ViewCalls
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.ballot_form import gives, labels_of, menus_of, told_at_all, told_in_rows, turns
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.drawing import told
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, seconds

CROWD = [PersonId(f"U0X{number:02}") for number in range(MOST_BY_ROWS)]


async def dots(desk: Desk, person: PersonId = CHLOE) -> list[str]:
    """Return the topics that somebody's dots are on, in the order of giving."""
    state = await desk.meeting()
    names = {topic.id: topic.title for topic in state.topics}
    return [names[dot] for ballot in state.ballots if ballot.voter == person for dot in ballot.dots]


async def test_vote__opens_a_row_for_each_topic_with_its_context(desk: Desk) -> None:
    board = await desk.votes("one | third week in a row", "two")
    form = (await desk.presses("Vote", board)).form
    assert form["title"]["text"] == "Your 3 dots"
    assert form["submit"]["text"] == "Done"
    assert told_in_rows(form) == ["*one*", "*two*"]
    assert "third week in a row" in told_at_all(form)
    assert "*3 of 3 dots left.* Change it until voting closes at 10:02. Nobody sees it." in told_at_all(form)


async def test_give_dot__counts_at_once_and_shows_in_the_form(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one", "two"), CHLOE)).form
    drawn = await gives(desk, form, "two", CHLOE)
    assert drawn.ack is None
    again = await gives(desk, drawn.form, "two", CHLOE)
    assert told_in_rows(again.form) == ["*one*", "*two*   ●● 2"]
    assert "*1 of 3 dots left.*" in told_at_all(again.form)
    assert await dots(desk) == ["two", "two"]


async def test_give_dot__beyond_the_budget_says_so_in_the_form(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one"), CHLOE)).form
    for _ in range(4):
        form = (await gives(desk, form, "one", CHLOE)).form
    assert "You have given all 3 dots. Take one back first with “− dot”." in told_at_all(form)
    assert await dots(desk) == ["one"] * 3


async def test_take_dot__gives_one_back(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one", "two"), CHLOE)).form
    form = (await gives(desk, form, "one", CHLOE)).form
    taken = (await desk.presses("− dot", form, CHLOE)).form
    assert told_in_rows(taken) == ["*one*", "*two*"]
    assert "There is no dot of yours on that topic any more." in told_at_all((await desk.presses("− dot", form, CHLOE)).form)
    assert await dots(desk) == []


async def test_give_dot__delivered_again_changes_nothing(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one"), CHLOE)).form
    for _ in range(2):
        told_again = await gives(desk, form, "one", CHLOE, trigger="1.2.3")
    assert told_again.nothing
    assert await dots(desk) == ["one"]


async def test_give_dot__on_a_topic_withdrawn_meanwhile_keeps_its_row_which_says_so(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one", "two"), CHLOE)).form
    form = (await gives(desk, form, "one", CHLOE)).form
    one = (await desk.meeting()).topics[0].id
    await desk.act(actions.withdraw_topic, topic=one, person=BEN)
    late = (await gives(desk, form, "one", CHLOE)).form
    assert "That topic cannot be voted on any more. Dots on it are free again." in told_at_all(late)
    assert told_in_rows(late) == ["*two*"]
    assert "*one*\n_Withdrawn meanwhile. Dots on it are free again._" in told_at_all(late)
    assert "*3 of 3 dots left.*" in told_at_all(late)
    for _ in range(3):
        late = (await gives(desk, late, "two", CHLOE)).form
    assert "*one*\n_Withdrawn meanwhile." in told_at_all(late)
    assert await dots(desk) == ["two"] * 3


async def test_give_dot__says_of_a_topic_that_the_host_took_off_that_it_is(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one", "two"), CHLOE)).form
    one = (await desk.meeting()).topics[0].id
    await desk.act(actions.remove_topic, meeting=(await desk.meeting()).id, topic=one, person=ANA)
    assert "_Taken off the board meanwhile." in told_at_all((await gives(desk, form, "two", CHLOE)).form)


async def test_give_dot__shows_no_word_of_a_topic_that_was_reported(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one", "two"), CHLOE)).form
    state = await desk.meeting()
    for person in (ANA, CHLOE, DEV):
        await desk.act(report_topic, meeting=state.id, topic=state.topics[0].id, person=person)
    drawn = told_at_all((await gives(desk, form, "two", CHLOE)).form)
    assert "_A topic was hidden meanwhile: several people reported it. Dots on it are free again._" in drawn
    assert "*one*" not in drawn


async def test_give_dot__after_the_close_is_told_in_the_form_with_the_time_of_the_reader(desk: Desk) -> None:
    board = await desk.votes("one", "two")
    form = (await desk.presses("Vote", board, CHLOE)).form
    form = (await gives(desk, form, "one", CHLOE)).form
    desk.clock.advance(seconds(72))
    await desk.presses("Close voting", board, BEN)
    late = (await gives(desk, form, "two", CHLOE)).form
    assert told_at_all(late) == "Voting closed at 11:01:12, not counted.\nYour dots that count:\n● 1  one"
    assert "submit" not in late
    assert await dots(desk) == ["one"]


async def test_give_dot__of_a_meeting_that_was_cancelled_says_that_it_is_over(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one"), CHLOE)).form
    await desk.cancels()
    assert told_at_all((await gives(desk, form, "one", CHLOE)).form).startswith("This meeting is over")


async def test_give_dot__of_somebody_who_is_not_here_checks_them_in(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one"), DEV)).form
    await gives(desk, form, "one", DEV)
    assert DEV in (await desk.meeting()).here


async def test_rows__done_closes_the_form_and_without_a_dot_abstains(desk: Desk) -> None:
    board = await desk.votes("one")
    form = (await desk.presses("Vote", board, CHLOE)).form
    assert (await desk.sends(form, CHLOE)).ack == {"response_action": "clear"}
    assert "Voted (1 of 3 here): Chloé" in told(await desk.board())
    assert [(ballot.dots, ballot.done) for ballot in (await desk.meeting()).ballots] == [((), True)]


async def test_rows__the_vote_closes_ten_seconds_after_all_have_given_their_dots_or_are_done(desk: Desk) -> None:
    board = await desk.votes("one", "two")
    for person in (ANA, BEN):
        await desk.sends((await desk.presses("Vote", board, person)).form, person)
    form = (await desk.presses("Vote", board, CHLOE)).form
    for _ in range(2):
        form = (await gives(desk, form, "one", CHLOE)).form
    await desk.waits(seconds(30))
    assert (await desk.meeting()).stage is Stage.VOTING  # her last dot is waited for
    form = (await gives(desk, form, "one", CHLOE)).form
    assert "Everyone here has given all dots or pressed “Done”: closes at" in told(await desk.board())
    assert "Change it until voting closes at 11:00:40." in told_at_all(form)
    await desk.waits(seconds(9))
    form = (await desk.presses("− dot", form, CHLOE)).form
    await desk.waits(seconds(30))
    assert (await desk.meeting()).stage is Stage.VOTING  # who changes something holds it up
    await desk.sends(form, CHLOE)
    await desk.waits(seconds(10))
    assert (await desk.meeting()).stage is Stage.DISCUSSING


async def test_rows__done_tells_first_of_dots_that_a_withdrawn_topic_gave_back(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("one", "two"), CHLOE)).form
    form = (await gives(desk, form, "one", CHLOE)).form
    await desk.act(actions.withdraw_topic, topic=(await desk.meeting()).topics[0].id, person=BEN)
    answered = await desk.sends(form, CHLOE)
    assert answered.notice.startswith("A topic was withdrawn meanwhile.")
    assert "Voted: nobody yet" in told(await desk.board())
    assert (await desk.sends(answered.form, CHLOE)).ack == {"response_action": "clear"}
    assert "Voted (1 of 3 here): Chloé" in told(await desk.board())


async def test_rows__done_after_the_close_says_what_counts(desk: Desk) -> None:
    board = await desk.votes("one")
    form = (await desk.presses("Vote", board, CHLOE)).form
    form = (await gives(desk, form, "one", CHLOE)).form
    await desk.presses("Close voting", board, BEN)
    answered = await desk.sends(form, CHLOE)
    assert answered.notice == "Voting closed at 11:00:00. What you gave until then counts."
    assert "● 1  one" in told_at_all(answered.form)


async def test_vote__says_of_a_ballot_whose_topic_was_withdrawn_since_that_its_dots_are_free(desk: Desk) -> None:
    board = await desk.votes("one", "two")
    form = (await desk.presses("Vote", board, CHLOE)).form
    form = (await gives(desk, form, "one", CHLOE)).form
    await desk.act(actions.withdraw_topic, topic=(await desk.meeting()).topics[0].id, person=BEN)
    again = (await desk.presses("Vote", board, CHLOE)).form
    assert "*one*\n_Withdrawn meanwhile. Dots on it are free again._" in told_at_all(again)
    assert "*3 of 3 dots left.*" in told_at_all(again)


async def test_vote__on_topics_that_are_all_gone_says_so(desk: Desk) -> None:
    board = await desk.votes("one")
    form = (await desk.presses("Vote", board, CHLOE)).form
    await desk.presses("Withdraw", (await desk.types("mine", BEN)).form, BEN)
    assert told_at_all((await gives(desk, form, "one", CHLOE)).form).startswith("Every topic was withdrawn meanwhile")
    assert "There is nothing to vote on yet." in (await desk.presses("Vote", board, CHLOE)).text


async def test_vote__of_a_host_who_watches_is_refused_and_of_one_who_stepped_in_is_not(desk: Desk) -> None:
    board = await desk.votes("one", wishes="host watches")
    assert (await desk.presses("Vote", board, ANA)).text == "You host this meeting without voting."
    await desk.presses("I have to leave", board, ANA)
    await desk.presses("I'll host", await desk.board(), BEN)
    await gives(desk, (await desk.presses("Vote", await desk.board(), BEN)).form, "one", BEN)
    assert await dots(desk, BEN) == ["one"]


async def test_rows_after_and_rows_before__turn_the_pages_of_many_topics(desk: Desk) -> None:
    board = await desk.votes(*[f"t{number:02}" for number in range(25)])
    form = (await desk.presses("Vote", board, CHLOE)).form
    first = [row.strip("*") for row in told_in_rows(form)]
    form = (await gives(desk, form, first[3], CHLOE)).form
    second = (await desk.presses("More", form, CHLOE)).form
    rest = [row.strip("*") for row in told_in_rows(second)]
    assert (len(first), len(rest), len({*first, *rest})) == (20, 5, 25)
    second = (await gives(desk, second, rest[4], CHLOE)).form
    assert told_in_rows(second)[4] == f"*{rest[4]}*   ● 1"
    assert told_in_rows((await desk.presses("Back", second, CHLOE)).form)[3] == f"*{first[3]}*   ● 1"


async def many_here(desk: Desk) -> None:
    for person in CROWD:
        await desk.presses("I'm here", await desk.board(), person)


async def test_vote__where_many_are_here_asks_by_menus(desk: Desk) -> None:
    board = await desk.votes("one | third week", "two")
    for person in CROWD[: MOST_BY_ROWS - 3]:
        await desk.presses("I'm here", board, person)
    assert (await desk.presses("Vote", board, CHLOE)).form["callback_id"] == "lean_coffee:rows"
    await desk.presses("I'm here", board, CROWD[-1])
    form = (await desk.presses("Vote", board, CHLOE)).form
    assert form["callback_id"] == "lean_coffee:ballot"
    assert labels_of(form) == ["one: 0", "two: 0"]
    assert [option["text"]["text"] for option in form["blocks"][1]["element"]["options"]] == ["○ 0", "● 1", "●● 2", "●●● 3"]
    assert form["blocks"][1]["hint"]["text"] == "third week"
    assert told_at_all(form).startswith("*3 dots to give.* They count when you press “Done”")


async def test_ballot__by_menus_counts_when_it_is_sent_and_comes_back_prefilled(desk: Desk) -> None:
    board = await desk.votes("one", "two")
    await many_here(desk)
    one, two = [topic.id for topic in (await desk.meeting()).topics]
    form = (await desk.presses("Vote", board, CHLOE)).form
    answered = await desk.sends(form, CHLOE, **{f"gives_{one}": "2", f"gives_{two}": "1"})
    assert answered.ack == {"response_action": "clear"}
    assert await dots(desk) == ["one", "one", "two"]
    again = (await desk.presses("Vote", board, CHLOE)).form
    assert labels_of(again) == ["one: 2", "two: 1"]
    await desk.sends(again, CHLOE, **{f"gives_{one}": "0"})
    assert await dots(desk) == ["two"]


async def test_ballot__by_menus_with_too_many_dots_says_so_and_keeps_what_was_chosen(desk: Desk) -> None:
    board = await desk.votes("one", "two")
    await many_here(desk)
    one, two = [topic.id for topic in (await desk.meeting()).topics]
    form = (await desk.presses("Vote", board, CHLOE)).form
    answered = await desk.sends(form, CHLOE, **{f"gives_{one}": "3", f"gives_{two}": "2"})
    assert answered.notice == "You gave 5 dots; each of you has 3."
    assert [block.get("block_id") for block in answered.form["blocks"][-2:]] == [f"gives_{one}", f"gives_{two}"]
    assert await dots(desk) == []


async def test_ballot__by_menus_tells_which_topic_was_withdrawn_and_keeps_the_rest(desk: Desk) -> None:
    board = await desk.votes("one", "two &lt;b&gt; &amp; co")
    await many_here(desk)
    one, two = [topic.id for topic in (await desk.meeting()).topics]
    form = (await desk.presses("Vote", board, CHLOE)).form
    await desk.presses("Withdraw", (await desk.types("mine", BEN)).form, BEN, nth=1)
    answered = await desk.sends(form, CHLOE, **{f"gives_{one}": "1", f"gives_{two}": "2"})
    assert answered.notice.startswith("A topic was withdrawn meanwhile. Your other dots are kept")
    assert "*two &lt;b&gt; &amp; co*\n_Withdrawn meanwhile. Dots on it are free again._" in told_at_all(answered.form)
    assert labels_of(answered.form) == ["one: 1"]
    assert await dots(desk) == ["one"]


async def test_ballot__by_menus_after_the_close_is_told_in_the_form(desk: Desk) -> None:
    board = await desk.votes("one")
    await many_here(desk)
    form = (await desk.presses("Vote", board, CHLOE)).form
    desk.clock.advance(seconds(72))
    await desk.presses("Close voting", board, BEN)
    answered = await desk.sends(form, CHLOE)
    assert answered.notice == "Voting closed at 11:01:12, not counted."
    assert (await desk.meeting()).ballots == ()
    assert "submit" not in answered.form


async def test_ballot__on_topics_that_are_all_gone_says_so(desk: Desk) -> None:
    board = await desk.votes("one")
    await many_here(desk)
    one = (await desk.meeting()).topics[0].id
    form = (await desk.presses("Vote", board, CHLOE)).form
    await desk.presses("Withdraw", (await desk.types("mine", BEN)).form, BEN)
    answered = await desk.sends(form, CHLOE, **{f"gives_{one}": "1"})
    assert told_at_all(answered.form).startswith("Every topic was withdrawn meanwhile")


async def test_menus_after_and_menus_before__keep_what_was_chosen_on_each_page(desk: Desk) -> None:
    board = await desk.votes(*[f"t{number:02}" for number in range(25)])
    await many_here(desk)
    form = (await desk.presses("Vote", board, CHLOE)).form
    second = (await turns(desk, form, "More", CHLOE, **{menus_of(form)[3]: "2"})).form
    back = (await turns(desk, second, "Back", CHLOE, **{menus_of(second)[4]: "1"})).form
    assert (len(menus_of(form)), len(menus_of(second)), menus_of(back)) == (20, 5, menus_of(form))
    assert [label for label in labels_of(back) if not label.endswith(": 0")] == [labels_of(form)[3].replace(": 0", ": 2")]
    assert (await desk.sends(back, CHLOE)).ack == {"response_action": "clear"}
    (ballot,) = (await desk.meeting()).ballots
    assert sorted(ballot.dots) == sorted(name.removeprefix("gives_") for name in [menus_of(form)[3]] * 2 + [menus_of(second)[4]])


async def test_menus_after__with_too_many_dots_stays_and_says_so(desk: Desk) -> None:
    board = await desk.votes(*[f"t{number:02}" for number in range(25)])
    await many_here(desk)
    form = (await desk.presses("Vote", board, CHLOE)).form
    stays = (await turns(desk, form, "More", CHLOE, **{menus_of(form)[3]: "3", menus_of(form)[4]: "3"})).form
    assert told_at_all(stays).startswith("You gave 6 dots; each of you has 3.")
    assert [label.partition(": ")[2] for label in labels_of(stays)][2:6] == ["0", "3", "3", "0"]
    await desk.presses("Close voting", board, BEN)
    assert "Voting closed at" in told_at_all((await turns(desk, stays, "More", CHLOE)).form)


async def test_ballot__of_an_older_version_that_is_still_open_counts_whole(desk: Desk) -> None:
    await desk.votes("one", "two")
    state = await desk.meeting()
    one, two = [topic.id for topic in state.topics]
    old = {"callback_id": "lean_coffee:ballot", "private_metadata": f"{state.id}:{state.phase}", "blocks": [], "title": {}}
    given = {
        f"dot_{number}": {"value": {"selected_option": {"value": topic}}} for number, topic in ((1, one), (2, one), (10, two))
    }
    state_of = {"values": given | {"dot_3": {"value": {"selected_option": None}}}}
    form = {**old, "id": "V1", "type": "modal", "state": state_of}
    sent = await desk.send({"type": "view_submission", "user": {"id": CHLOE}, "team": {"id": desk.workspace}, "view": form})
    assert sent.ack == {"response_action": "clear"}
    assert await dots(desk) == ["one", "one", "two"]
    assert "Voted (1 of 3 here): Chloé" in told(await desk.board())


async def test_ballot__of_an_older_version_tells_of_a_topic_that_was_withdrawn_and_of_the_close(desk: Desk) -> None:
    await desk.votes("one", "two")
    state = await desk.meeting()
    one, two = [topic.id for topic in state.topics]
    await desk.act(actions.withdraw_topic, topic=one, person=BEN)
    values = {f"dot_{n}": {"value": {"selected_option": {"value": topic}}} for n, topic in ((1, one), (2, two))}
    form = {"callback_id": "lean_coffee:ballot", "private_metadata": f"{state.id}:{state.phase}", "blocks": [], "title": {}}
    view = {**form, "id": "V1", "type": "modal", "state": {"values": values}}
    body = {"type": "view_submission", "user": {"id": CHLOE}, "team": {"id": desk.workspace}, "view": view}
    sent = await desk.send(body)
    assert sent.notice.startswith("A topic was withdrawn meanwhile. Your other dots are kept")
    assert labels_of(sent.form) == ["two: 1"]
    assert await dots(desk) == ["two"]
    await desk.presses("Close voting", await desk.board(), BEN)
    assert "Voting closed at 11:00:00, not counted." in (await desk.send(body)).notice


@pytest.mark.parametrize(("made", "limited", "rows"), [(60, False, True), (61, False, False), (1, True, False)])
async def test_vote__where_few_calls_are_left_asks_by_menus(desk: Desk, made: int, limited: bool, rows: bool) -> None:
    board = await desk.votes("one")
    for _ in range(made):
        desk.view_calls.heard("views.update", "ratelimited" if limited else "ok")
    form = (await desk.presses("Vote", board, CHLOE)).form
    assert (form["callback_id"] == "lean_coffee:rows") is rows


def test_calls_for_forms_are_counted_for_a_minute() -> None:
    now = [0.0]
    calls = ViewCalls(lambda: now[0])
    calls.heard("views.open", "ok")
    calls.heard("chat.update", "ok")
    assert calls.left() == A_MINUTE - 1
    now[0] += 59
    calls.heard("views.update", "ratelimited")
    assert calls.left() == 0
    now[0] += 60
    assert calls.left() == A_MINUTE


async def test_a_form_of_a_vote_that_was_closed_and_taken_back_leads_to_the_new_one(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.votes("Flaky tests", "On-call"), BEN)).form
    await desk.presses("Close voting", await desk.board(), BEN)
    await desk.presses("Undo", await desk.board(), BEN)
    said = (await gives(desk, form, "On-call", BEN)).form
    assert said["title"]["text"] == "Another vote is on"
    assert "Press “Vote” on the board." in told_at_all(said)
