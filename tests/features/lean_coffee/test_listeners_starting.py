"""A start that is not quite understood: shown to its author alone, edited, started from then on, or dropped."""

from datetime import timedelta
from typing import Any

import pytest

from bot.features.lean_coffee.kinds import NAME
from bot.features.lean_coffee.store import meetings
from bot.meetings.store.meetings import open_meetings
from bot.slack.client import RespondRefused
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, minutes

TYPED = "start “Platform guild” for 1h box 4 dots 2 host watches sharp <https://meet.example/abc>"


async def shown(desk: Desk, typed: str = TYPED) -> dict[str, Any]:
    """Type a start that leaves a rest, and return the preview."""
    told = await desk.types(typed)
    assert labels(told.ack) == ["Start", "Edit", "Cancel"]
    assert told.message["response_type"] == "ephemeral"
    assert await desk.read(open_meetings, NAME) == ()
    return told.message


async def open_now(desk: Desk) -> int:
    return len(await desk.read(open_meetings, NAME))


async def test_a_start_that_leaves_a_rest_shows_what_it_would_open_and_what_was_left_out(desk: Desk) -> None:
    said = (await desk.types(TYPED)).text
    assert "*Platform guild*, now, in <#C0GUILD>" in said
    assert "It lasts *1 h* (until <!date^1796122800^{time}|12:00> if it starts now): gathering 3 min, voting 2 min" in said
    assert "boxes of 4 min, 2 min 24 s and 48 s." in said
    assert "I left *“sharp”* out: I do not know it." in said
    assert "<https://meet.example/abc|the call>" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("start Sprint 12 review", "I ask because of “12”."),
        ("start Monday blues", "I ask because of “Monday”."),
        ("start Vote of thanks", "I ask because of “Vote”."),
        ("start help", "I ask because of “help”."),
        ("start --help", "I ask because of “--help”."),
        ("start ?", "Lean Coffee in #guild, now"),
        ("start stop", "I ask because of “stop”."),
        ("start “Guild” 45 minutes", "I ask because of “45 minutes”."),
        ("start “Guild” boxx 5", "I left *“boxx 5”* out. Did you mean `box`, as in `box 5`?"),
        ("start “Guild” <!channel>", "I left *“@channel”* out"),
    ],
)
async def test_what_is_in_doubt_is_named(desk: Desk, typed: str, said: str) -> None:
    assert said in str(await shown(desk, typed))


async def test_start_now__counts_its_times_from_the_press_and_takes_the_preview_away(desk: Desk) -> None:
    preview = await shown(desk)
    desk.clock.advance(timedelta(hours=2))
    pressed = await desk.presses("Start", preview, ANA, private=True)
    assert pressed.private == [{"delete_original": True}]
    found = await desk.meeting()
    assert (found.title, found.host, found.link) == ("Platform guild", ANA, "https://meet.example/abc")
    assert (found.settings.length, found.settings.boxes[0], found.settings.dots) == (minutes(60), minutes(4), 2)
    assert not found.settings.host_votes
    assert found.opened == desk.clock.now()
    assert found.planned_end == desk.clock.now() + minutes(60)
    assert found.here == {ANA}


async def test_start_now__works_once_for_its_author_and_for_a_day(desk: Desk) -> None:
    preview = await shown(desk)
    assert "no longer valid" in (await desk.presses("Start", preview, BEN, private=True)).text
    assert await open_now(desk) == 0
    await desk.presses("Start", preview, ANA, private=True)
    again = await desk.presses("Start", preview, ANA, private=True)
    assert "“Platform guild” was started from this preview." in again.text
    assert again.private[0]["replace_original"] is True
    assert await open_now(desk) == 1
    old = (await desk.types("start Sprint 12", BEN)).ack
    desk.clock.advance(timedelta(hours=25))
    assert "no longer valid" in (await desk.presses("Start", old, BEN, private=True)).text


async def test_start_now__delivered_twice_opens_one_meeting_and_says_nothing_more(desk: Desk) -> None:
    preview = await shown(desk)
    for _ in range(2):
        pressed = await desk.presses("Start", preview, ANA, private=True, trigger="the same")
    assert await open_now(desk) == 1
    assert "went wrong" not in pressed.text


async def test_start_now__where_a_meeting_runs_by_now_offers_what_can_become_of_it(desk: Desk) -> None:
    preview = await shown(desk)
    await desk.types("start “Other”", BEN)
    pressed = await desk.presses("Start", preview, ANA, private=True)
    assert "“Other” is running in this channel." in pressed.text
    assert pressed.private[0]["replace_original"] is True
    assert labels(pressed.private[0]) == ["Queue as next", "Run in a thread"]
    assert await open_now(desk) == 1
    await desk.presses("Run in a thread", pressed.private[0], ANA, private=True)
    assert await open_now(desk) == 2


async def test_drop_start__forgets_it(desk: Desk) -> None:
    preview = await shown(desk)
    assert (await desk.presses("Cancel", preview, ANA, private=True)).private == [{"delete_original": True}]
    assert "no longer valid" in (await desk.presses("Start", preview, ANA, private=True)).text
    assert await open_now(desk) == 0


async def test_drop_start__of_what_was_started_says_so(desk: Desk) -> None:
    preview = await shown(desk)
    await desk.presses("Start", preview, ANA, private=True)
    assert "was started from this preview" in (await desk.presses("Cancel", preview, ANA, private=True)).text


def filled(form: dict[str, Any]) -> dict[str, Any]:
    boxes = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    return {name: box.get("initial_value", (box.get("initial_option") or {}).get("value")) for name, box in boxes.items()}


async def test_edit_start__has_everything_in_it_that_was_typed(desk: Desk) -> None:
    form = (await desk.presses("Edit", await shown(desk), ANA, private=True)).form
    assert filled(form) == {
        "meeting": "Platform guild",
        "length": "60m",
        "collect": None,
        "vote": None,
        "box": "4m",
        "thumbs": None,
        "dots": "2",
        "host": "watches",
        "votes": "blind",
        "pitch": None,
        "takeaways": "free",
        "cohost": None,
        "credit": None,
        "min": None,
        "link": "https://meet.example/abc",
    }
    assert "I left *“sharp”* out" in str(form)


async def test_edit_start__of_what_was_started_says_so(desk: Desk) -> None:
    preview = await shown(desk)
    await desk.presses("Start", preview, ANA, private=True)
    assert "was started from this preview" in (await desk.presses("Edit", preview, ANA, private=True)).text


async def test_start_form__starts_what_it_says_and_tells_the_preview(desk: Desk) -> None:
    preview = await shown(desk)
    form = (await desk.presses("Edit", preview, ANA, private=True)).form
    sent = await desk.sends(form, ANA, meeting="Guild", length="30m", collect="90s", dots="auto", host="votes", link=None)
    found = await desk.meeting()
    assert (found.title, found.link, found.settings.length) == ("Guild", "", minutes(30))
    assert (found.settings.collect, found.settings.dots, found.settings.host_votes) == (timedelta(seconds=90), "auto", True)
    assert "“Guild” was started from this preview." in sent.text
    assert "was started from this preview" in (await desk.presses("Start", preview, ANA, private=True)).text
    again = await desk.sends(form, ANA)
    assert "was started from this preview" in again.text
    assert await open_now(desk) == 1


async def test_start_form__says_all_that_is_wrong_at_once_beside_its_fields(desk: Desk) -> None:
    form = (await desk.presses("Edit", await shown(desk), ANA, private=True)).form
    sent = await desk.sends(form, ANA, meeting="\u2800", length="soon", box="x", dots="many", link="not a link")
    assert set(sent.errors) == {"meeting", "length", "box", "dots", "link"}
    assert sent.errors["length"].startswith("“soon” is no length of time.")
    assert await open_now(desk) == 0


@pytest.mark.parametrize(
    ("typed", "block"), [({"length": "99h"}, "length"), ({"box": "2s"}, "box"), ({"collect": "3h"}, "collect")]
)
async def test_start_form__holds_the_times_against_their_limits(desk: Desk, typed: dict[str, str], block: str) -> None:
    form = (await desk.presses("Edit", await shown(desk), ANA, private=True)).form
    assert set((await desk.sends(form, ANA, **typed)).errors) == {block}
    assert await open_now(desk) == 0


async def test_start_form__where_a_meeting_runs_by_now_offers_it_in_its_place(desk: Desk) -> None:
    form = (await desk.presses("Edit", await shown(desk), ANA, private=True)).form
    await desk.types("start “Other”", BEN)
    offer = (await desk.sends(form, ANA)).form
    assert labels(offer) == ["Queue as next", "Run in a thread"]
    queued = await desk.presses("Queue as next", offer, ANA, channel=None)
    assert "“Platform guild” opens here when “Other” has ended." in queued.text
    form = (await desk.presses("Edit", (await desk.types("start Sprint 12")).ack, ANA, private=True)).form
    offer = (await desk.sends(form, ANA)).form
    assert "in a thread of the channel" in (await desk.presses("Run in a thread", offer, ANA, channel=None)).text


async def test_a_start_that_is_understood_opens_at_once(desk: Desk) -> None:
    assert (await desk.types("start Platform guild for 1 hour")).nothing
    assert (await desk.meeting()).settings.length == minutes(60)
    assert await desk.read(meetings.open_meeting_of, GUILD) is not None


async def test_start_now__after_the_half_hour_of_its_response_url_still_works_and_is_answered_privately(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = await shown(desk)
    await desk.types("start “Other”", BEN)
    desk.clock.advance(timedelta(minutes=31))
    aside: list[dict[str, Any]] = []

    async def respond(url: str, payload: dict[str, Any]) -> None:
        raise RespondRefused(404, "expired_url")

    async def ephemeral(**said: Any) -> dict[str, Any]:
        aside.append(said)
        return {"ok": True}

    monkeypatch.setattr(desk.slack, "respond", respond)
    monkeypatch.setattr(desk.slack, "chat_postEphemeral", ephemeral, raising=False)
    await desk.presses("Start", preview, ANA, private=True)
    (said,) = aside
    assert (said["channel"], said["user"]) == (GUILD, ANA)
    assert "“Other” is running in this channel." in said["text"]


async def test_a_length_without_a_unit_that_may_be_hours_is_asked(desk: Desk) -> None:
    said = (await desk.types("start “Platform guild” for 1")).text
    assert "“for 1”" in said
    assert "You typed: " in said
    assert await open_now(desk) == 0


async def test_words_of_a_meeting_lead_to_its_board_while_one_runs_and_to_a_start_otherwise(desk: Desk) -> None:
    assert "*let's vote*, now" in (await desk.types("let's vote")).text
    assert "Nothing is planned" in (await desk.types("skip topic")).text
    await desk.types("start “Guild”")
    for typed in ("let's vote", "skip topic", "5 more minutes"):
        told = (await desk.types(typed)).text
        assert "There is no button for that now" in told
        assert "now, in <#C0GUILD>" not in told
    assert "“Cancel the meeting”" not in (await desk.types("end vote")).text
    assert "You typed: ```Write it down```" in (await desk.types("note Write it down")).text
