"""The house's own words, and whose words come first."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.core.span import NotASpan
from bot.feature import Feature
from bot.house.error_replies import ErrorReplies
from bot.slack.dispatch import Overloaded
from bot.slack.requests import Click, Command, Form, Request
from bot.slack.responder import FormNotOpened
from bot.slack.routes import NothingListens
from bot.store.errors import StoreUnavailable
from bot.teams.people import ChannelArchived, NotAChannel, NotAMember, NotAPerson, NotInvited
from bot.words.words import Words, words_for
from tests.fakes.logs import capture_logs

ASKED = {"workspace": WorkspaceId("T1"), "person": PersonId("U1"), "key": "k"}
COMMAND = Command(**ASKED, name="/coffee", text="x")  # type: ignore[arg-type]
FORM = Form(**ASKED, callback="f", private="", view="V1")  # type: ignore[arg-type]


CLICK = Click(**ASKED, action="lean_coffee:vote", at=datetime(2026, 12, 1, tzinfo=UTC))  # type: ignore[arg-type]


class NoBeans(Refusal):
    field = "beans"


def refusing(error: str, **more: str) -> SlackApiError:
    return SlackApiError("views.open", {"ok": False, "error": error, "method": "views.open"} | more)  # type: ignore[no-untyped-call]


async def english(request: Request) -> Words:
    return words_for("en-GB", "UTC")


def replies(*features: Feature) -> ErrorReplies:
    return ErrorReplies(features, english)


def explaining(text: str | None) -> Feature:
    return Feature("echo", explain=lambda refusal, words: text)


async def test_the_first_feature_that_has_words_for_a_refusal_speaks() -> None:
    reply = await replies(explaining(None), explaining("The beans are out."), explaining("Never.")).reply_to(COMMAND, NoBeans())
    assert (reply.text, reply.beside, reply.outcome) == ("The beans are out.", {"beans": "The beans are out."}, "refused")


@pytest.mark.parametrize(
    ("request_", "table"),
    [(COMMAND, {"commands": {"/coffee": None}}), (CLICK, {"clicks": {"lean_coffee:vote": None}}), (FORM, {"forms": {"f": None}})],
)
async def test_the_feature_that_was_asked_speaks_before_the_others(request_: Request, table: dict[str, Any]) -> None:
    asked = Feature("asked", explain=lambda refusal, words: "Mine.", **table)
    assert (await replies(explaining("Theirs."), asked).reply_to(request_, NoBeans())).text == "Mine."


async def test_a_feature_that_breaks_while_explaining_leaves_the_word_to_the_next() -> None:
    def broken(refusal: Refusal, words: Words) -> str | None:
        raise ZeroDivisionError

    reply = await replies(Feature("broken", explain=broken), explaining("The beans are out.")).reply_to(COMMAND, NoBeans())
    assert reply.text == "The beans are out."


@pytest.mark.parametrize(
    ("fault", "said", "outcome"),
    [
        (NotInvited(ChannelId("C1")), "/invite @Cortado", "refused"),
        (NotInvited(ChannelId("C1"), "channel"), "I am not in <#C1>. Type `/invite @Cortado` there, then try again.", "refused"),
        (NotAChannel(ChannelId("D1")), "direct message", "refused"),
        (NotAChannel(ChannelId("D1"), "channel"), "Choose a channel.", "refused"),
        (ChannelArchived(ChannelId("C1")), "archived", "refused"),
        (ChannelArchived(ChannelId("C1"), "channel"), "<#C1> is archived. Choose another", "refused"),
        (NotAPerson("person"), "That is an app, not a person.", "refused"),
        (NotAMember(PersonId("U0GONE")), "<@U0GONE> has no account here any more.", "refused"),
        (NotASpan("<!channel>"), "&lt;!channel&gt; is no length of time", "refused"),
        (NoBeans(), "That is not possible now.", "refused"),
        (NothingListens("command"), "/coffee", "unknown"),
        (StoreUnavailable("away"), "Nothing was changed.", "unavailable"),
        (StoreUnavailable("away", undone=False), "Look whether it was done", "unavailable"),
        (Overloaded(), "Too much is going on", "overloaded"),
        (FormNotOpened("expired_trigger_id"), "did not open the form", "not opened"),
        (refusing("fatal_error"), "Slack does not answer me just now. Try again in a minute.", "slack"),
        (refusing("ratelimited"), "Slack does not answer me just now.", "slack"),
        (TimeoutError(), "Slack does not answer me just now.", "slack"),
        (aiohttp.ServerDisconnectedError(), "Slack does not answer me just now.", "slack"),
        (refusing("token_revoked"), "Ask an admin to install the app again.", "slack"),
        (refusing("token_expired"), "Slack wants a new token of me. Try again in a minute;", "slack"),
        (refusing("odd_answer"), "Slack answered in a way that I cannot read. Try again in a minute.", "slack"),
        (refusing(""), "Slack answered in a way that I cannot read.", "slack"),
        (refusing("restricted_action"), "Slack refused that, and gives as its reason: `restricted_action`.", "slack"),
        (refusing("missing_scope", needed="im:write"), "I lack the permission `im:write`. Ask an admin to install", "slack"),
        (refusing("invalid_blocks"), "Something went wrong on my side.", "failed"),
        (ZeroDivisionError("text of a topic"), "Something went wrong on my side.", "failed"),
    ],
)
async def test_every_fault_has_words_that_say_what_to_do(fault: Exception, said: str, outcome: str) -> None:
    reply = await replies().reply_to(COMMAND, fault)
    assert said in reply.text
    assert reply.outcome == outcome
    assert "!" not in reply.text.replace("&lt;!channel&gt;", "")


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (replace(CLICK, label="Vote"), "Press “Vote” again."),
        (replace(CLICK, label="<!here>"), "Press “&lt;!here&gt;” again."),
        (CLICK, "Try again."),
        (COMMAND, "Type the command again."),
    ],
)
async def test_a_form_that_does_not_open_among_too_many_says_what_to_press_at_once(request_: Request, said: str) -> None:
    reply = await replies().reply_to(request_, FormNotOpened("ratelimited"))
    assert said in reply.text
    assert "minute" not in reply.text
    assert reply.outcome == "not opened"


async def test_what_became_old_is_named_by_its_kind() -> None:
    assert (await replies().reply_to(FORM, NothingListens("form"))).text.startswith("This form is from an older version.")


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (COMMAND, "I am being upgraded just now. Try again in a minute."),
        (CLICK, "I am being upgraded just now. Try again in a minute."),
        (FORM, "I am being upgraded just now. Leave this form open, and send it again in a minute."),
    ],
)
async def test_while_two_versions_run_what_one_does_not_know_may_be_of_the_other(request_: Request, said: str) -> None:
    reply = await ErrorReplies((), english, is_mixed=lambda: True).reply_to(request_, NothingListens("button"))
    assert (reply.text, reply.outcome) == (said, "unknown")


async def test_a_person_whose_language_cannot_be_found_is_answered_in_english() -> None:
    async def away(request: Request) -> Words:
        raise StoreUnavailable("away")

    reply = await ErrorReplies((), away).reply_to(COMMAND, StoreUnavailable("away"))
    assert reply.text == "My database does not answer. Nothing was changed. Try again in a minute."


@pytest.mark.parametrize("fault", [NotInvited(ChannelId("C1")), StoreUnavailable("away"), NoBeans(), ZeroDivisionError("x")])
async def test_what_was_typed_in_a_command_that_cannot_be_is_repeated_to_copy(fault: Exception) -> None:
    text = "topic My long *thought* | with <@U1|ana> &amp; <https://a.example|a> ``` end"
    said = (await replies().reply_to(replace(COMMAND, text=text), fault)).text
    assert said.endswith("\nYou typed: ```/coffee topic My long *thought* | with @ana &amp; https://a.example ''' end```")


def test_what_was_typed_too_fast_is_repeated_to_copy_too() -> None:
    said = replies().too_much(replace(COMMAND, text="topic Flaky tests"))
    assert said.startswith("That was too much at once.")
    assert said.endswith("\nYou typed: ```/coffee topic Flaky tests```")
    assert "You typed" not in replies().too_much(replace(COMMAND, text="topic"))


@pytest.mark.parametrize("text", ["", "topic"])
async def test_a_verb_alone_is_not_worth_repeating(text: str) -> None:
    assert "You typed" not in (await replies().reply_to(replace(COMMAND, text=text), NotInvited(ChannelId("C1")))).text


async def test_a_command_of_any_length_is_repeated_within_what_slack_takes() -> None:
    said = (await replies().reply_to(replace(COMMAND, text="topic " + "&" * 20_000), NotInvited(ChannelId("C1")))).text
    assert len(said) < 40_000
    assert said.endswith("…```")


@pytest.mark.parametrize(
    ("fault", "level"),
    [
        (refusing("fatal_error"), "warning"),
        (refusing("invalid_auth"), "warning"),
        (refusing("odd_answer"), "warning"),
        (refusing("missing_scope", needed="im:write"), "warning"),
        (OSError(), "warning"),
        (KeyError("x"), "error"),
    ],
)
async def test_the_trouble_of_slack_is_no_error_of_ours(fault: Exception, level: str) -> None:
    with capture_logs() as logged:
        await replies().reply_to(COMMAND, fault)
    assert [line["log_level"] for line in logged] == [level]


@pytest.mark.parametrize(
    "error", ["missing_scope", "odd_answer", "fatal_error", "token_revoked", "invalid_blocks", "trigger_unheard_of"]
)
async def test_a_refusal_of_slacks_stands_in_the_log_with_its_word_and_its_method(error: str) -> None:
    with capture_logs() as logged:
        await replies().reply_to(COMMAND, refusing(error, needed="im:write", provided="commands"))
    (line,) = logged
    assert {name: line[name] for name in ("error", "method", "needed", "provided", "request")} == {
        "error": error,
        "method": "views.open",
        "needed": "im:write",
        "provided": "commands",
        "request": "/coffee",
    }


async def test_a_workspace_without_the_app_is_told_how_to_get_it() -> None:
    assert replies().not_installed(COMMAND) == "Cortado is not installed in this workspace. Ask an admin to install it."
