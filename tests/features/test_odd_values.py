"""What a pressed element or a form carries may be anything of any length: people hear a clear word, on both engines."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.feature import Feature
from bot.house.features import ROOMS_AND_FEATURES
from bot.store.unit import RunningStore
from tests.features.desk import ANA, BEN, Desk
from tests.plugins.repeatable import sample

LONG = "x" * 2_000
NUMBER = "9" * 30
VALUES = ("", ":", LONG, f"{LONG}:1", f"m1:{NUMBER}", f"m1:{'9' * 5_000}", "m1:-1", "\ud800:1", f"topic {LONG} {LONG}")
VERBS = (
    "edit", "withdraw", "check_in", "leave", "take_over", "hand_over_meeting", "cohosts", "cancel", "remove", "roster", "close_vote", "add_minute", "end_box",
    "room_more", "room_next", "more", "skip", "pause", "resume", "end",
)  # fmt: skip
ODD = {
    "odd": VALUES,
    "long id": tuple(f"{verb}:{LONG}:1" for verb in VERBS),
    "long number": tuple(f"{verb}:m1:{NUMBER}" for verb in VERBS),
}
FIELDS = (
    "title",
    "context",
    "channel",
    "takeaway",
    "topic",
    "person",
    "minutes",
    "reason",
    "meeting",
    "dot_1",
    "day",
    "time",
    "zone",
)
TITLE = {"type": "plain_text", "text": "Theirs"}
UNCLEAR = ("Something went wrong", "That is not possible now")


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)


@pytest.mark.parametrize("values", ODD.values(), ids=ODD)
@pytest.mark.parametrize("feature", ROOMS_AND_FEATURES, ids=lambda feature: feature.name)
async def test_an_element_with_an_odd_value_gets_a_clear_word(desk: Desk, feature: Feature, values: tuple[str, ...]) -> None:
    for action in feature.clicks:
        for value in sample(values, 6):
            told = (await desk.click(ANA, action, value)).text
            assert not any(word in told for word in UNCLEAR), (action, value[:40])


@pytest.mark.parametrize("feature", ROOMS_AND_FEATURES, ids=lambda feature: feature.name)
async def test_a_form_with_odd_contents_gets_a_clear_word(desk: Desk, feature: Feature) -> None:
    for callback in feature.forms:
        for value in VALUES:
            form = {"type": "modal", "callback_id": callback, "title": TITLE, "private_metadata": value, "blocks": []}
            told = (await desk.submit(ANA, form, dict.fromkeys(FIELDS, value))).text
            assert not any(word in told for word in UNCLEAR), (callback, value[:40])


@pytest.mark.parametrize("feature", ROOMS_AND_FEATURES, ids=lambda feature: feature.name)
async def test_a_form_about_a_meeting_that_there_is_gets_a_clear_word_whatever_else_it_holds(
    desk: Desk, feature: Feature
) -> None:
    await desk.command(BEN, "/coffee topic Flaky tests")
    await desk.command(ANA, '/coffee start "Guild" for 2h')
    meeting = (await desk.the("lean_coffee:board")).subject
    for callback in feature.forms:
        for private in (meeting, f"{meeting}:0", f"{meeting} {LONG}"):
            for odd in sample(VALUES, 6):
                form = {"type": "modal", "callback_id": callback, "title": TITLE, "private_metadata": private, "blocks": []}
                told = (await desk.submit(ANA, form, dict.fromkeys(FIELDS, odd) | {"minutes": "5"})).text
                assert not any(word in told for word in UNCLEAR), (callback, private[:40], odd[:40])
