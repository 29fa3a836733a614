"""Slack's bodies read into typed values, whatever they carry too much and too little."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import ChannelId, WorkspaceId
from bot.slack.post_metadata import marked
from bot.slack.reading import Unreadable, read
from bot.slack.requests import Click, Command, Event, Form, OwnPost, Request, Shortcut
from tests.slack import payloads

BODIES = [payloads.command(), payloads.click(), payloads.form(), payloads.shortcut(), payloads.event(), payloads.closed()]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def test_a_command_is_read_with_its_text_trimmed() -> None:
    command = read(payloads.command("  topic Flaky | why "))
    assert isinstance(command, Command)
    assert (command.name, command.text, command.channel, command.key) == ("/coffee", "topic Flaky | why", "C_GUILD", "trigger.1")
    assert command.response_url == "https://hooks.example/respond/1"


@pytest.mark.parametrize(
    ("action", "label"),
    [
        ({"type": "button", "value": "v", "text": {"type": "plain_text", "text": "Vote"}}, "Vote"),
        ({"type": "overflow", "selected_option": {"value": "v", "text": {"type": "plain_text", "text": "More …"}}}, "More …"),
        ({"type": "button", "value": "v"}, ""),
        ({"type": "button", "value": "v", "text": "odd"}, ""),
    ],
)
def test_a_click_keeps_what_was_pressed_as_it_reads(action: dict[str, Any], label: str) -> None:
    click = read(payloads.click(actions=[{"action_id": "a", "block_id": "b", "action_ts": "1.0"} | action]))
    assert isinstance(click, Click)
    assert click.label == label


def test_a_click_keeps_slacks_time_to_the_microsecond() -> None:
    click = read(payloads.click())
    assert isinstance(click, Click)
    assert click.at == datetime(2026, 11, 21, 23, 20, 0, 250, tzinfo=UTC)
    assert (click.action, click.block, click.value, click.message) == ("lean_coffee:check_in", "b1", "m1:4", "1795303100.000100")


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ({"type": "overflow", "value": None, "selected_option": {"value": "leave:m1:4"}}, ("leave:m1:4",)),
        ({"type": "static_select", "value": None, "selected_option": None}, ()),
        ({"type": "checkboxes", "value": None, "selected_options": [{"value": "a"}, {"value": "b"}]}, ("a", "b")),
        ({"type": "checkboxes", "value": None, "selected_options": []}, ()),
        ({"type": "datepicker", "value": None, "selected_date": "2026-12-01"}, ("2026-12-01",)),
        ({"type": "timepicker", "value": None, "selected_time": "10:15"}, ("10:15",)),
        ({"type": "users_select", "value": None, "selected_user": "U2"}, ("U2",)),
        ({"type": "multi_users_select", "value": None, "selected_users": ["U2", "U3"]}, ("U2", "U3")),
        ({"type": "conversations_select", "value": None, "selected_conversation": "C2"}, ("C2",)),
    ],
)
def test_what_was_chosen_is_read_from_every_kind_of_element(action: dict[str, Any], values: tuple[str, ...]) -> None:
    click = read(payloads.click(action))
    assert isinstance(click, Click)
    assert click.values == values
    assert click.value == (values[0] if values else "")


def test_a_form_gives_each_field_by_its_block() -> None:
    state = {
        "values": {
            "topic": {"t": {"type": "plain_text_input", "value": "Flaky\x00 tests"}},
            "context": {"t": {"type": "plain_text_input", "value": None}},
            "anonymous": {"t": {"type": "checkboxes", "selected_options": [{"value": "yes"}]}},
            "nobody": {"t": {"type": "checkboxes", "selected_options": []}},
            "dot1": {"t": {"type": "static_select", "selected_option": {"value": "t1"}}},
            "dot2": {"t": {"type": "static_select", "selected_option": None}},
        }
    }
    form = read(payloads.form(view=payloads.view(state=state)))
    assert isinstance(form, Form)
    assert form.fields == {
        "topic": "Flaky tests", "context": None, "anonymous": ("yes",), "nobody": (), "dot1": "t1", "dot2": None
    }  # fmt: skip
    assert (form.text("topic"), form.text("context"), form.chosen("anonymous"), form.chosen("dot1")) == (
        "Flaky tests",
        "",
        ("yes",),
        ("t1",),
    )
    assert (form.callback, form.private, form.view_hash) == ("lean_coffee:ballot", "m1:2", "h1")


def test_a_message_shortcut_gives_the_message_and_a_global_one_none() -> None:
    on_message = read(payloads.shortcut())
    assert isinstance(on_message, Shortcut)
    assert (on_message.message_text, on_message.message_author) == ("we should talk about this", "U_BEN")
    body = {
        key: value for key, value in payloads.shortcut(type="shortcut").items() if key not in {"message", "message_ts", "channel"}
    }
    everywhere = read(body)
    assert isinstance(everywhere, Shortcut)
    assert (everywhere.message, everywhere.message_author, everywhere.channel) == ("", None, None)


def test_an_event_is_recognised_by_its_event_id_and_knows_the_bot_itself() -> None:
    mention = read(payloads.event())
    assert isinstance(mention, Event)
    assert (mention.kind, mention.key, mention.is_bot_itself) == ("app_mention", "Ev1", False)
    joined = read(payloads.event("member_joined_channel", user="U_BOT"))
    assert isinstance(joined, Event)
    assert joined.is_bot_itself


def test_a_changed_profile_is_nobodys_act_and_its_words_are_not_shown_where_the_event_is() -> None:
    body = payloads.event("user_status_changed")
    profile = {"status_text": "Out sick", "status_emoji": ":thermometer:", "status_expiration": 0}
    body["event"] = {"type": "user_status_changed", "user": {"id": "U0ANA", "profile": profile}}
    changed = read(body)
    assert isinstance(changed, Event)
    assert (changed.person, changed.profile_of, changed.profile) == ("", "U0ANA", profile)
    assert "sick" not in repr(changed)


def test_an_event_without_a_person_is_read_all_the_same() -> None:
    body = payloads.event("app_uninstalled")
    body["event"] = {"type": "app_uninstalled"}
    gone = read(body)
    assert (gone.person, gone.channel) == ("", None)


def test_a_form_opened_across_workspaces_belongs_to_the_one_where_the_app_is() -> None:
    assert read(payloads.form(view=payloads.view(app_installed_team_id="T_HOME"))).workspace == "T_HOME"


def test_a_request_that_nothing_names_is_recognised_by_its_envelope_or_by_itself() -> None:
    assert read(payloads.closed(), "envelope-1").key == "envelope-1"
    assert read(payloads.closed()).key == read(copy.deepcopy(payloads.closed())).key
    assert read(payloads.closed()).key != read(payloads.closed() | {"is_cleared": True}).key


@pytest.mark.parametrize("odd", ["U" * 33, "<!channel>", "U0 ANA", "U0\x00", "U0ÄNA", "\ud800", 7, ["U0ANA"]])
def test_what_cannot_be_an_id_of_slacks_makes_a_request_unreadable(odd: Any) -> None:
    picked = {"values": {"person": {"value": {"type": "users_select", "selected_user": odd}}}}
    for body in (
        payloads.command(user_id=odd),
        payloads.command(team_id=odd),
        payloads.click(user={"id": odd}),
        payloads.form(team={"id": odd}),
        payloads.form(view=payloads.view(state=picked)),
        payloads.click({"type": "multi_users_select", "value": None, "selected_users": [odd]}),
        payloads.shortcut(user={"id": odd}),
        payloads.closed() | {"user": {"id": odd}},
    ):
        with pytest.raises(Unreadable):
            read(body)


@pytest.mark.parametrize("odd", ["C" * 33, "<!channel>", "C0\x00"])
def test_what_cannot_be_a_channel_makes_a_request_unreadable(odd: str) -> None:
    for body in (payloads.command(channel_id=odd), payloads.click(channel={"id": odd}), payloads.event(channel=odd)):
        with pytest.raises(Unreadable):
            read(body)


def test_a_click_on_a_message_that_cannot_be_one_is_unreadable() -> None:
    for container in ({"message_ts": "1" * 33}, {"message_ts": "\x00"}, {"message_ts": ["1.2"]}):
        body = payloads.click(container={"type": "message", "channel_id": "C_GUILD"} | container)
        with pytest.raises(Unreadable):
            read(body)


@pytest.mark.parametrize("known", ["U" * 32, "USLACKBOT", "W012A3CDE", "U_ANA", "u0ana"])
def test_any_id_that_slack_may_give_is_read(known: str) -> None:
    assert read(payloads.command(user_id=known)).person == known


def test_a_request_whose_own_id_is_longer_than_any_of_slacks_is_unreadable() -> None:
    assert read(payloads.command(trigger_id="t" * 255)).key == "t" * 255
    for body, envelope in ((payloads.command(trigger_id="t" * 256), None), (payloads.closed(), "e" * 256)):
        with pytest.raises(Unreadable):
            read(body, envelope)


def test_what_no_database_keeps_is_dropped_from_texts() -> None:
    command = read(payloads.command("start \x00\ud800Guild"))
    click = read(payloads.click({"value": "m1\udfff:4"}))
    assert isinstance(command, Command)
    assert isinstance(click, Click)
    assert (command.text, click.value) == ("start Guild", "m1:4")


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.get("type", "command"))
def test_fields_that_slack_adds_one_day_change_nothing(body: dict[str, Any]) -> None:
    assert read(body | {"is_enterprise_install": "false", "new_in_2031": {"a": [1]}}, "e1") == read(body, "e1")


@given(st.sampled_from(BODIES), st.data())
def test_a_body_with_any_field_missing_or_changed_is_read_or_clearly_unreadable(
    body: dict[str, Any], data: st.DataObject
) -> None:
    broken = copy.deepcopy(body)
    part: Any = broken
    for _ in range(data.draw(st.integers(0, 3))):
        inner = [value for value in part.values() if isinstance(value, dict) and value]
        if not inner:
            break
        part = data.draw(st.sampled_from(inner))
    name = data.draw(st.sampled_from(sorted(part)))
    if data.draw(st.booleans()):
        del part[name]
    else:
        part[name] = data.draw(anything)
    try:
        found = read(broken)
    except Unreadable:
        return
    assert isinstance(found, Request)
    assert isinstance(found.workspace, str)
    assert isinstance(found.key, str)


def test_a_request_that_comes_in_another_envelope_is_recognised_all_the_same() -> None:
    for body in (payloads.event(), payloads.click(), payloads.form(), payloads.command()):
        assert read(body, "envelope-1").key == read(body, "envelope-2").key


def told_post(**other: Any) -> dict[str, Any]:
    """Make the event in which Slack tells of a post of ours."""
    inner = {
        "user": None,
        "app_id": "A1",
        "bot_id": "B1",
        "user_id": "U_BOT",
        "team_id": "T2",
        "channel_id": "C9",
        "metadata": marked("m" * 32, 7),
        "message_ts": "1795303100.000100",
        "event_ts": "1795303100.000100",
    }
    return payloads.event("message_metadata_posted", **(inner | other))


def test_a_post_of_our_own_is_known_by_the_app_that_made_it_and_by_its_mark() -> None:
    told = read(told_post())
    assert isinstance(told, Event)
    assert told.person == ""
    assert told.own_post == OwnPost(WorkspaceId("T2"), ChannelId("C9"), "1795303100.000100", "m" * 32, 7)


@pytest.mark.parametrize(
    "other",
    [
        {"app_id": "A_OTHER"},
        {"app_id": None},
        {"metadata": None},
        {"metadata": "cortado_message"},
        {"metadata": {"event_type": "task_created", "event_payload": {"id": "m", "revision": 1}}},
        {"metadata": {"event_type": "cortado_message"}},
        {"metadata": marked("", 1)},
        {"metadata": marked("m" * 33, 1)},
        {"metadata": marked("m\0", 1)},
        {"metadata": marked("m", -1)},
        {"metadata": marked("m", 10**12)},
        {"metadata": {"event_type": "cortado_message", "event_payload": {"id": "m", "revision": True}}},
        {"metadata": {"event_type": "cortado_message", "event_payload": {"id": ["m"], "revision": 1}}},
    ],
)
def test_what_another_app_posts_or_nobody_has_marked_is_no_post_of_ours(other: dict[str, Any]) -> None:
    told = read(told_post(**other))
    assert isinstance(told, Event)
    assert told.own_post is None


@pytest.mark.parametrize("other", [{"channel_id": None}, {"message_ts": "x" * 40}, {"team_id": 7}])
def test_a_post_of_ours_without_a_place_cannot_be_read(other: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        read(told_post(**other))


def test_a_form_that_its_person_sends_once_more_is_the_same_request() -> None:
    """Slack leaves a form open whose answer was lost: sent again it comes by a trigger of its own."""
    key = read(payloads.form()).key
    assert read(payloads.form(trigger_id="trigger.4")).key == key
    other_words = {"values": {"context": {"typed": {"type": "plain_text_input", "value": "fourth week in a row"}}}}
    for another in ({"state": other_words}, {"id": "V9"}, {"hash": "drawn anew"}, {"private_metadata": "another topic"}):
        assert read(payloads.form(view=payloads.view(**another))).key != key
    assert read(payloads.form(user={"id": "U_OTHER"})).key != key


def test_a_form_without_a_hash_is_known_by_its_trigger() -> None:
    without = {key: value for key, value in payloads.view().items() if key != "hash"}
    assert read(payloads.form(view=without)).key == "trigger.3"
