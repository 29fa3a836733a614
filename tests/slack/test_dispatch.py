"""How answers come to people: in the ack, by a form, by response_url, in time and too late."""

import asyncio
from dataclasses import replace
from time import monotonic
from typing import Any

import pytest
from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, SectionBlock

from bot.core.refusal import AlreadyDone, Refusal, Several
from bot.slack.answers import Answer
from bot.slack.dispatch import MOST_TYPED
from bot.slack.forms import NOTICE
from bot.slack.reading import read
from bot.slack.surfaces import Message, Modal
from tests.fakes.logs import capture_logs
from tests.slack import payloads
from tests.slack.stand_ins import Door, TooManyDots, answering, build_door, everywhere

FORM = Modal(
    "lean_coffee:propose",
    "Propose a topic",
    [InputBlock(block_id="topic", label="Topic", element=PlainTextInputElement(action_id="typed"))],
    submit="Propose",
    private="m1",
)


AT_HOME: dict[str, Any] = {
    "view": payloads.view(type="home"),
    "container": {"type": "view", "view_id": "V1"},
    "channel": None,
    "message": None,
    "response_url": None,
}
"""What a click in an App Home has in other places than one in a message."""


class NotNow(Refusal):
    """A refusal without a field."""


def door(answer: Answer | Exception) -> Door:
    return build_door(everywhere(answering(answer)))


async def sent(answer: Answer | Exception, body: dict[str, Any]) -> tuple[Any, Door]:
    """Send one request and let all that follows the ack end; return the ack's payload and the door."""
    stood = door(answer)
    response = await stood.send(body)
    await stood.dispatch.drain()
    assert response.status_code == 200
    return (response.json() if response.content else None), stood


async def test_a_command_is_answered_privately_in_its_ack() -> None:
    ack, stood = await sent(Answer.say("Noted."), payloads.command())
    assert ack == {"response_type": "ephemeral", "text": "Noted."}
    assert (stood.slack.calls, stood.slack.responses) == ([], [])


@pytest.mark.parametrize(("length", "is_read"), [(MOST_TYPED, True), (MOST_TYPED + 1, False)])
async def test_a_command_is_read_up_to_its_bound_and_beyond_it_no_handler_sees_it(length: int, is_read: bool) -> None:
    seen: list[Any] = []
    stood = build_door(everywhere(answering(Answer.say("Noted."), seen)))
    said = (await stood.send(payloads.command("x" * length))).json()["text"]
    assert ([len(request.text) for request in seen], said == "Noted.") == ([length] if is_read else [], is_read)


async def test_a_command_opens_a_form_within_the_request() -> None:
    ack, stood = await sent(Answer.open(FORM), payloads.command())
    assert ack is None
    (opened,) = stood.slack.called("views_open")
    assert opened["trigger_id"] == "trigger.1"
    assert opened["view"]["callback_id"] == "lean_coffee:propose"


async def test_a_refused_command_says_why_in_its_ack() -> None:
    ack, stood = await sent(NotNow(), payloads.command())
    assert ack == {"response_type": "ephemeral", "text": "Refused: NotNow"}
    assert stood.counts.ended == [("command", "refused")]


async def test_a_click_is_acked_empty_and_answered_privately_afterwards() -> None:
    ack, stood = await sent(Answer.say(Message("Two dots left.", [SectionBlock(text="Two dots left.")])), payloads.click())
    assert ack is None
    ((url, said),) = stood.slack.responses
    assert url == "https://hooks.example/respond/2"
    assert said["response_type"] == "ephemeral"
    assert said["replace_original"] is False
    assert said["blocks"][0]["text"]["text"] == "Two dots left."


async def test_a_private_message_is_replaced_or_removed_by_its_own_button() -> None:
    _, replaced = await sent(Answer.replace("Saved."), payloads.click())
    assert replaced.slack.responses[0][1] == {"replace_original": True, "response_type": "ephemeral", "text": "Saved."}
    _, removed = await sent(Answer.remove(), payloads.click())
    assert removed.slack.responses[0][1] == {"delete_original": True}


THERE = "https://hooks.example/preview"


@pytest.mark.parametrize("in_time", [True, False])
async def test_a_form_also_replaces_the_private_message_that_it_was_opened_from(*, in_time: bool) -> None:
    answer = Answer.close().and_replace(THERE, "Saved.")
    _, stood = await (sent if in_time else late)(answer, payloads.form())
    assert stood.slack.responses == [(THERE, {"replace_original": True, "response_type": "ephemeral", "text": "Saved."})]


async def test_a_form_that_no_message_was_left_behind_for_says_nothing_elsewhere() -> None:
    ack, stood = await sent(Answer.close().and_replace("", "Saved."), payloads.form())
    assert (ack, stood.slack.responses) == ({"response_action": "clear"}, [])


async def test_a_click_in_a_form_lays_the_next_one_on_top() -> None:
    body = payloads.click(view=payloads.view(), container={"type": "view", "view_id": "V1"}, response_url=None)
    _, stood = await sent(Answer.push(FORM), body)
    assert [name for name, _ in stood.slack.calls] == ["views_push"]


async def test_a_click_in_a_form_puts_another_in_its_place() -> None:
    body = payloads.click(view=payloads.view(), container={"type": "view", "view_id": "V1"}, response_url=None)
    _, stood = await sent(Answer.update(FORM), body)
    (updated,) = stood.slack.called("views_update")
    assert (updated["view_id"], updated["hash"]) == ("V1", "h1")


@pytest.mark.parametrize(("kind", "method"), [("modal", "views_push"), ("home", "views_open")])
async def test_where_no_private_message_can_be_left_a_form_says_it(kind: str, method: str) -> None:
    body = payloads.click(view=payloads.view(type=kind), container={"type": "view", "view_id": "V1"}, response_url=None)
    _, stood = await sent(NotNow(), body)
    (opened,) = stood.slack.called(method)
    assert opened["view"]["blocks"][0]["text"]["text"] == "Refused: NotNow"
    assert "submit" not in opened["view"]


async def test_a_form_without_a_word_closes_and_a_closed_one_clears_the_stack() -> None:
    assert (await sent(Answer.nothing(), payloads.form()))[0] is None
    assert (await sent(Answer.close(), payloads.form()))[0] == {"response_action": "clear"}


async def test_errors_stand_beside_their_fields() -> None:
    ack, _ = await sent(Answer.field_errors({"context": "Too long."}), payloads.form())
    assert ack == {"response_action": "errors", "errors": {"context": "Too long."}}


async def test_a_refusal_that_names_its_field_stands_beside_it() -> None:
    ack, _ = await sent(TooManyDots(), payloads.form())
    assert ack == {"response_action": "errors", "errors": {"context": "Refused: TooManyDots"}}


async def test_a_refusal_with_a_mention_stands_below_its_field_for_an_error_is_plain_text() -> None:
    refused = TooManyDots("not in <#C1>")
    ack, _ = await sent(refused, payloads.form())
    assert ack["response_action"] == "update"
    assert [block["block_id"] for block in ack["view"]["blocks"]] == ["context", f"{NOTICE}:context"]
    assert ack["view"]["blocks"][1]["text"] == {"type": "mrkdwn", "text": "Refused: not in <#C1>"}
    again, _ = await sent(refused, payloads.form(view=payloads.view(blocks=ack["view"]["blocks"])))
    assert again["view"]["blocks"] == ack["view"]["blocks"]


class TooLong(Refusal):
    """A refusal of another field."""

    field = "title"


TWO_FIELDS = payloads.view(
    state={"values": {name: {"typed": {"type": "plain_text_input", "value": "x"}} for name in ("title", "context")}},
    blocks=[
        {
            "type": "input",
            "block_id": name,
            "label": {"type": "plain_text", "text": name},
            "element": {"type": "plain_text_input"},
        }
        for name in ("title", "context")
    ],
)


async def test_what_is_wrong_with_several_fields_is_told_beside_each_at_once() -> None:
    ack, _ = await sent(Several(TooLong(), TooManyDots()), payloads.form(view=TWO_FIELDS))
    told = {"title": "Refused: TooLong", "context": "Refused: TooManyDots"}
    assert ack == {"response_action": "errors", "errors": told}


async def test_where_one_of_several_mentions_a_channel_each_stands_below_its_field() -> None:
    ack, _ = await sent(Several(TooLong(), TooManyDots("not in <#C1>")), payloads.form(view=TWO_FIELDS))
    named = [block["block_id"] for block in ack["view"]["blocks"]]
    assert named == ["title", f"{NOTICE}:title", "context", f"{NOTICE}:context"]


async def test_of_several_reasons_the_one_whose_field_is_not_there_stands_above_the_others() -> None:
    ack, _ = await sent(Several(TooLong(), TooManyDots()), payloads.form())
    assert [block["block_id"] for block in ack["view"]["blocks"]] == [NOTICE, "context", f"{NOTICE}:context"]


async def test_an_error_is_plain_text_without_markup_and_entities() -> None:
    ack, _ = await sent(TooManyDots("*Try* `topic Flaky`, not _&lt;b&gt;_"), payloads.form())
    assert ack["errors"] == {"context": "Refused: Try “topic Flaky”, not <b>"}


async def test_a_refusal_of_a_field_that_the_form_does_not_have_is_told_above_its_fields() -> None:
    other = payloads.view(state={"values": {"title": {"typed": {"type": "plain_text_input", "value": "x"}}}})
    ack, _ = await sent(TooManyDots(), payloads.form(view=other))
    assert ack is not None
    assert ack["view"]["blocks"][0]["text"]["text"] == "Refused: TooManyDots"


async def test_another_refusal_stands_above_the_fields_and_the_form_stays_as_it_was() -> None:
    ack, _ = await sent(NotNow(), payloads.form())
    assert ack["response_action"] == "update"
    notice, kept = ack["view"]["blocks"]
    assert notice["text"]["text"] == "Refused: NotNow"
    assert kept == payloads.view()["blocks"][0]
    assert ack["view"]["private_metadata"] == "m1:2"
    assert "hash" not in ack["view"]
    assert "id" not in ack["view"]


async def test_a_second_refusal_takes_the_place_of_the_first() -> None:
    first, _ = await sent(NotNow(), payloads.form())
    again, _ = await sent(NotNow(), payloads.form(view=payloads.view(blocks=first["view"]["blocks"])))
    assert len(again["view"]["blocks"]) == 2


async def test_a_form_is_followed_or_topped_by_another() -> None:
    assert (await sent(Answer.update(FORM), payloads.form()))[0]["response_action"] == "update"
    assert (await sent(Answer.push(FORM), payloads.form()))[0]["response_action"] == "push"


async def test_a_request_that_was_carried_out_before_is_quietly_acked() -> None:
    ack, stood = await sent(AlreadyDone(), payloads.form())
    assert ack is None
    assert stood.counts.ended == [("form", "already done")]


async def test_a_button_that_nothing_listens_to_says_that_it_is_old() -> None:
    _, stood = await sent(Answer.nothing(), payloads.click({"action_id": "lean_coffee:of_last_year"}))
    assert stood.slack.responses[0][1]["text"] == "This button is from an older version."
    assert stood.counts.ended == [("click", "unknown")]


async def test_an_event_that_nothing_listens_to_is_acked() -> None:
    ack, stood = await sent(Answer.nothing(), payloads.event("team_join"))
    assert ack is None
    assert stood.slack.calls == []


async def test_a_fault_is_told_and_nothing_else_is_harmed() -> None:
    ack, stood = await sent(ZeroDivisionError("secret text"), payloads.command())
    assert ack["text"] == "Something went wrong on my side."
    assert stood.counts.ended == [("command", "failed")]


async def test_a_mention_is_answered_to_that_person_alone() -> None:
    _, stood = await sent(Answer.say("Try /coffee help."), payloads.event())
    (said,) = stood.slack.called("chat_postEphemeral")
    assert (said["channel"], said["user"], said["text"]) == (payloads.GUILD, payloads.ANA, "Try /coffee help.")


async def test_a_form_that_slack_does_not_open_is_said() -> None:
    stood = door(Answer.open(FORM))
    stood.slack.refuses["views_open"] = "expired_trigger_id"
    response = await stood.send(payloads.command())
    assert response.json()["text"] == "The form did not open."


async def test_an_answer_that_slack_would_refuse_becomes_a_word_instead() -> None:
    ack, stood = await sent(Answer.say(Message("")), payloads.command())
    assert ack["text"] == "Something went wrong on my side."
    assert stood.counts.ended == [("command", "failed")]


class Slow:
    """A handler that ends when the test says so."""

    def __init__(self, answer: Answer | Exception) -> None:
        self.answer = answer
        self.began = asyncio.Event()
        self.ended = asyncio.Event()

    async def __call__(self, request: Any) -> Answer:
        self.began.set()
        await self.ended.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def late(answer: Answer | Exception, body: dict[str, Any]) -> tuple[Any, Door]:
    """Let the ack go out first, then the handler end; return the ack's payload and the door."""
    slow = Slow(answer)
    stood = build_door(everywhere(slow), patience=0.01)
    response = await stood.send(body)
    assert stood.counts.ended[-1][1] == "late"
    assert stood.dispatch.running == 1
    slow.ended.set()
    await stood.dispatch.drain()
    return (response.json() if response.content else None), stood


async def test_a_slow_command_is_acked_and_answers_by_response_url() -> None:
    ack, stood = await late(Answer.say("Done after all."), payloads.command())
    assert ack is None
    ((url, said),) = stood.slack.responses
    assert (url, said["text"], said["response_type"]) == ("https://hooks.example/respond/1", "Done after all.", "ephemeral")


async def test_a_slow_form_says_that_it_is_saving_and_then_that_it_is_saved() -> None:
    ack, stood = await late(Answer.close(), payloads.form())
    assert ack["response_action"] == "update"
    assert ack["view"]["blocks"][0]["text"]["text"] == "Saving …"
    (shown,) = stood.slack.called("views_update")
    assert (shown["view_id"], shown["view"]["blocks"][0]["text"]["text"]) == ("V1", "Saved.")


async def test_a_slow_form_that_is_refused_comes_back_with_what_was_typed() -> None:
    _, stood = await late(TooManyDots(), payloads.form())
    (shown,) = stood.slack.called("views_update")
    notice, field = shown["view"]["blocks"]
    assert notice["text"]["text"] == "Refused: TooManyDots"
    assert field["element"]["initial_value"] == "third week in a row"
    assert shown["view"]["submit"]["text"] == "Save"


async def test_a_field_that_was_emptied_comes_back_empty() -> None:
    emptied = payloads.view(state={"values": {"context": {"typed": {"type": "plain_text_input", "value": None}}}})
    _, stood = await late(NotNow(), payloads.form(view=emptied))
    assert "initial_value" not in stood.slack.called("views_update")[0]["view"]["blocks"][1]["element"]


async def test_a_slow_refusal_of_a_click_is_said_by_response_url() -> None:
    ack, stood = await late(NotNow(), payloads.click())
    assert ack is None
    assert stood.slack.responses[0][1]["text"] == "Refused: NotNow"


async def test_a_handler_goes_on_when_the_caller_hangs_up() -> None:
    slow = Slow(Answer.say("Done after all."))
    stood = build_door(everywhere(slow), patience=60)
    asking = asyncio.create_task(stood.send(payloads.command()))
    await slow.began.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert stood.dispatch.running == 1
    slow.ended.set()
    await stood.dispatch.drain()


async def test_no_more_handlers_run_at_once_than_there_is_room_for() -> None:
    running: list[int] = []
    most: list[int] = []

    async def handler(request: Any) -> Answer:
        running.append(1)
        most.append(len(running))
        await asyncio.sleep(0)
        running.pop()
        return Answer.nothing()

    stood = build_door(everywhere(handler), at_once=3)
    await asyncio.gather(*(stood.send(payloads.click()) for _ in range(20)))
    assert max(most) == 3
    assert stood.counts.ended == [("click", "done")] * 20


async def test_a_queue_that_is_too_long_turns_people_away_at_once() -> None:
    slow = Slow(Answer.nothing())
    stood = build_door(everywhere(slow), at_once=1, in_line=1, patience=60)
    waiting = [asyncio.create_task(stood.send(payloads.click())) for _ in range(2)]
    for _ in range(100):
        await asyncio.sleep(0)
    assert stood.dispatch.running == 2
    refused = await stood.send(payloads.command())
    assert refused.json()["text"] == "Too busy."
    slow.ended.set()
    await asyncio.gather(*waiting)


async def carried_late(answer: Answer, body: dict[str, Any], method: str, refusal: str | None = None) -> tuple[Any, Door]:
    """Let the ack go out while Slack is still asked for a form, then let Slack answer; return the ack's payload and the door."""
    stood = build_door(everywhere(answering(answer)), patience=0.01)
    stood.slack.slow[method] = asyncio.Event()
    response = await stood.send(body)
    assert response.status_code == 200
    assert [outcome for _, outcome in stood.counts.ended] == ["late"]
    assert len(stood.slack.called(method)) == 1
    if refusal is not None:
        stood.slack.refuses[method] = refusal
    stood.slack.slow[method].set()
    await stood.dispatch.drain()
    return (response.json() if response.content else None), stood


IN_FORM: dict[str, Any] = {"view": payloads.view(), "container": {"type": "view", "view_id": "V1"}}


@pytest.mark.parametrize(
    ("answer", "body", "method"),
    [
        (Answer.open(FORM), payloads.command(), "views_open"),
        (Answer.open(FORM), payloads.click(), "views_open"),
        (Answer.open(FORM), payloads.shortcut(), "views_open"),
        (Answer.push(FORM), payloads.click(**IN_FORM), "views_push"),
        (Answer.update(FORM), payloads.click(**IN_FORM), "views_update"),
    ],
)
async def test_the_ack_does_not_wait_for_a_slow_form(answer: Answer, body: dict[str, Any], method: str) -> None:
    ack, stood = await carried_late(answer, body, method)
    assert ack is None
    assert stood.slack.responses == []
    _, refused = await carried_late(answer, body, method, "expired_trigger_id")
    assert [said["text"] for _, said in refused.slack.responses] == ["The form did not open."]


async def test_a_form_is_drawn_anew_after_the_ack() -> None:
    async def draw() -> Modal:
        return FORM

    stood = door(Answer.redraw(draw))
    response = await stood.send(payloads.click(**IN_FORM))
    assert (response.status_code, response.content) == (200, b"")
    await stood.dispatch.drain()
    (shown,) = stood.slack.called("views_update")
    assert (shown["view_id"], shown["view"]["callback_id"]) == ("V1", FORM.callback)


async def test_a_form_is_drawn_anew_also_where_the_press_took_long() -> None:
    async def draw() -> Modal:
        return FORM

    slow = Slow(Answer.redraw(draw))
    stood = build_door(everywhere(slow), patience=0.01)
    await stood.send(payloads.click(**IN_FORM))
    assert stood.slack.called("views_update") == []
    slow.ended.set()
    await stood.dispatch.drain()
    assert len(stood.slack.called("views_update")) == 1


@pytest.mark.parametrize("body", [payloads.command(), payloads.click()])
async def test_what_is_said_beside_a_slow_form_comes_by_response_url(body: dict[str, Any]) -> None:
    _, stood = await carried_late(Answer(opened=FORM, said=Message("One more word.")), body, "views_open")
    assert [(said["text"], said["response_type"]) for _, said in stood.slack.responses] == [("One more word.", "ephemeral")]


async def test_a_form_is_given_up_when_its_trigger_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.responder.TRIGGER_SECONDS", 0.01)
    stood = door(Answer.open(FORM))
    stood.slack.slow["views_open"] = asyncio.Event()
    response = await stood.send(payloads.command())
    assert response.json()["text"] == "Something went wrong on my side."
    assert len(stood.slack.called("views_open")) == 1


@pytest.mark.parametrize("error", ["invalid_auth", "fatal_error", "invalid_arguments"])
async def test_a_form_that_slack_refuses_for_another_reason_is_not_called_late(error: str) -> None:
    stood = door(Answer.open(FORM))
    stood.slack.refuses["views_open"] = error
    response = await stood.send(payloads.command())
    assert response.json()["text"] == "Something went wrong on my side."


@pytest.mark.parametrize(
    "body", [payloads.command(), payloads.click(), payloads.shortcut()], ids=["command", "click", "shortcut"]
)
async def test_nobody_waits_for_a_limit_while_a_trigger_runs_out(body: dict[str, Any]) -> None:
    stood = door(Answer.open(FORM))
    stood.slack.limited["views_open"] = 1
    response = await stood.send(body)
    await stood.dispatch.drain()
    said = response.json() if response.content else stood.slack.responses[0][1]
    assert said["text"] == "The form did not open."
    assert (len(stood.slack.called("views_open")), stood.waited) == (1, [])


@pytest.mark.parametrize(("pauses", "tried"), [(["1"], 2), (["0"], 2), (["0.5", "1"], 3), (["2"], 2)])
async def test_a_form_is_tried_again_where_the_pause_fits_into_its_trigger_s_life(pauses: list[str], tried: int) -> None:
    stood = door(Answer.open(FORM))
    stood.slack.pauses["views_open"] = list(pauses)
    await stood.send(payloads.click())
    await stood.dispatch.drain()
    assert len(stood.slack.called("views_open")) == tried
    assert stood.waited == [max(float(pause), 0.1) for pause in pauses]
    assert stood.slack.responses == []


@pytest.mark.parametrize("pause", ["2.8", "30", "soon", ""])
async def test_a_pause_that_does_not_fit_is_told_at_once(pause: str) -> None:
    stood = door(Answer.open(FORM))
    stood.slack.pauses["views_open"] = [pause]
    await stood.send(payloads.click())
    await stood.dispatch.drain()
    assert (len(stood.slack.called("views_open")), stood.waited) == (1, [])
    assert [said["text"] for _, said in stood.slack.responses] == ["The form did not open."]


async def test_what_a_slow_handler_took_is_gone_from_the_trigger_s_life() -> None:
    stood = door(Answer.open(FORM))
    stood.slack.pauses["views_open"] = ["1"]
    body = payloads.click()
    request = replace(read(body), received=monotonic() - 2)
    await stood.dispatch(request, body)
    await stood.dispatch.drain()
    assert (len(stood.slack.called("views_open")), stood.waited) == (1, [])


async def test_a_form_that_is_being_saved_waits_for_a_limit_once_and_not_for_long() -> None:
    slow = Slow(Answer.close())
    stood = build_door(everywhere(slow), patience=0.01)
    stood.slack.limited["views_update"] = 1
    await stood.send(payloads.form())
    slow.ended.set()
    await stood.dispatch.drain()
    assert stood.waited == [5.0]
    assert stood.slack.called("views_update")[-1]["view"]["blocks"][0]["text"]["text"] == "Saved."


async def test_where_the_word_that_a_form_is_saved_is_lost_it_is_said_again_and_no_trouble_is_told() -> None:
    """Who reads of trouble in a form sends it once more, and what was done would stand twice."""
    slow = Slow(Answer.close())
    stood = build_door(everywhere(slow), patience=0.01)
    stood.slack.lost["views_update"] = 1
    await stood.send(payloads.form())
    slow.ended.set()
    await stood.dispatch.drain()
    said = [call["view"]["blocks"][0]["text"]["text"] for call in stood.slack.called("views_update")]
    assert said == ["Saved.", "Saved."]


async def test_a_late_word_is_tried_once_by_response_url_and_then_said_in_the_channel() -> None:
    slow = Slow(Answer.say("Done after all."))
    stood = build_door(everywhere(slow), patience=0.01)
    stood.slack.refuses["respond"] = "used_url"
    with capture_logs() as logged:
        await stood.send(payloads.command())
        slow.ended.set()
        await stood.dispatch.drain()
    assert len(stood.slack.responses) == 1
    assert [said["text"] for said in stood.slack.called("chat_postEphemeral")] == ["Done after all."]
    assert [line["event"] for line in logged] == ["not answered by response_url"]


async def test_a_form_that_the_same_request_has_opened_before_is_not_said_to_be_missing() -> None:
    stood = door(Answer.open(FORM))
    stood.slack.refuses["views_open"] = "exchanged_trigger_id"
    assert not (await stood.send(payloads.command())).content


@pytest.mark.parametrize("error", ["hash_conflict", "not_found", "view_not_found"])
async def test_a_form_that_has_changed_since_it_was_clicked_in_or_was_closed_is_left_without_a_word(error: str) -> None:
    in_form = {"container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "hash": "h", "type": "modal"}}
    stood = door(Answer.update(FORM))
    stood.slack.refuses["views_update"] = error
    assert not (await stood.send(payloads.click(**in_form))).content
    assert len(stood.slack.called("views_update")) == 1
    assert stood.slack.called("views_push") == []


WORDLESS: list[dict[str, Any]] = [payloads.click(**AT_HOME), payloads.shortcut(type="shortcut", response_url=None, channel=None)]


@pytest.mark.parametrize("body", WORDLESS, ids=["home", "global shortcut"])
@pytest.mark.parametrize("error", ["expired_trigger_id", "invalid_arguments", "missing_scope", "odd_answer"])
async def test_a_form_that_does_not_open_where_no_private_message_can_be_left_is_told_by_dm(
    error: str, body: dict[str, Any]
) -> None:
    stood = build_door(everywhere(answering(Answer.open(FORM))))
    stood.slack.refuses["views_open"] = error
    with capture_logs() as logged:
        response = await stood.send(body)
        await stood.dispatch.drain()
    assert (response.status_code, response.content) == (200, b"")
    (said,) = stood.slack.called("chat_postMessage")
    assert said["channel"] == payloads.ANA
    assert said["text"] in {"The form did not open.", "Something went wrong on my side."}
    assert [line["error"] for line in logged] == [error]


async def test_a_form_that_slack_opens_too_late_for_the_ack_is_told_by_dm_too() -> None:
    ack, stood = await carried_late(Answer.open(FORM), payloads.click(**AT_HOME), "views_open", "expired_trigger_id")
    assert ack is None
    assert [said["text"] for said in stood.slack.called("chat_postMessage")] == ["The form did not open."]


async def test_a_slow_refusal_of_a_click_at_home_is_said_by_dm() -> None:
    _, stood = await late(NotNow(), payloads.click(**AT_HOME))
    assert [said["text"] for said in stood.slack.called("chat_postMessage")] == ["Refused: NotNow"]


@pytest.mark.parametrize("error", ["push_limit_reached", "missing_scope"])
async def test_a_word_that_cannot_be_laid_on_a_form_stands_in_it(error: str) -> None:
    body = payloads.click(view=payloads.view(), container={"type": "view", "view_id": "V1"}, response_url=None)
    stood = build_door(everywhere(answering(Answer.push(FORM))))
    stood.slack.refuses["views_push"] = error
    await stood.send(body)
    await stood.dispatch.drain()
    (shown,) = stood.slack.called("views_update")
    assert shown["view_id"] == "V1"
    assert [block["block_id"] for block in shown["view"]["blocks"]] == [NOTICE, "context"]
    assert stood.slack.called("chat_postMessage") == []


async def test_a_word_about_a_form_that_was_closed_meanwhile_is_said_by_dm() -> None:
    body = payloads.click(view=payloads.view(), container={"type": "view", "view_id": "V1"}, response_url=None, channel=None)
    stood = build_door(everywhere(answering(NotNow())))
    stood.slack.refuses |= {"views_push": "expired_trigger_id", "views_update": "not_found"}
    await stood.send(body)
    await stood.dispatch.drain()
    assert [said["text"] for said in stood.slack.called("chat_postMessage")] == ["Refused: NotNow"]


async def late_and_closed(answer: Answer | Exception) -> Door:
    """Let a form be answered after its ack, and after the person has closed it."""
    slow = Slow(answer)
    stood = build_door(everywhere(slow), patience=0.01)
    stood.slack.refuses["views_update"] = "not_found"
    await stood.send(payloads.form())
    slow.ended.set()
    await stood.dispatch.drain()
    return stood


async def test_a_late_refusal_of_a_form_that_was_closed_is_said_by_dm_and_a_saved_one_needs_no_word() -> None:
    refused, saved = await late_and_closed(TooManyDots()), await late_and_closed(Answer.close())
    assert [said["text"] for said in refused.slack.called("chat_postMessage")] == ["Refused: TooManyDots"]
    assert saved.slack.called("chat_postMessage") == []


async def test_what_slack_does_not_take_at_all_is_in_the_log_with_its_word() -> None:
    stood = build_door(everywhere(answering(Answer.open(FORM))))
    stood.slack.refuses |= {"views_open": "fatal_error", "chat_postMessage": "messages_tab_disabled"}
    with capture_logs() as logged:
        await stood.send(payloads.click(**AT_HOME))
        await stood.dispatch.drain()
    assert [line["error"] for line in logged] == ["fatal_error", "messages_tab_disabled"]


@pytest.mark.parametrize("body", [payloads.click(), payloads.shortcut()], ids=["click", "shortcut"])
async def test_a_word_that_its_response_url_does_not_take_is_said_to_that_person_in_the_channel(body: dict[str, Any]) -> None:
    stood = build_door(everywhere(answering(NotNow())))
    stood.slack.refuses["respond"] = "used_url"
    await stood.send(body)
    await stood.dispatch.drain()
    (said,) = stood.slack.called("chat_postEphemeral")
    assert said == {"channel": payloads.GUILD, "user": payloads.ANA, "text": "Refused: NotNow"}


@pytest.mark.parametrize("body", [payloads.event(), payloads.click()], ids=["mention", "click"])
async def test_a_word_that_cannot_be_said_in_a_channel_comes_by_dm(body: dict[str, Any]) -> None:
    stood = build_door(everywhere(answering(Answer.say("Try /coffee help."))))
    stood.slack.refuses |= {"respond": "used_url", "chat_postEphemeral": "user_not_in_channel"}
    await stood.send(body)
    await stood.dispatch.drain()
    assert stood.slack.called("chat_postMessage") == [{"channel": payloads.ANA, "text": "Try /coffee help."}]


async def test_what_only_changes_a_message_is_not_said_elsewhere() -> None:
    stood = build_door(everywhere(answering(Answer.remove())))
    stood.slack.refuses["respond"] = "used_url"
    await stood.send(payloads.click())
    await stood.dispatch.drain()
    assert stood.slack.calls == []
