"""The App Home of who is of a team without being named: Developers by default, as far as Slack says in which channels they are."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, WorkspaceId
from bot.house.features import ANSWERED_BY, ROOMS_AND_FEATURES, answers_of
from bot.house.home import ASKED_AGAIN, draw_home
from bot.slack.surfaces import Home
from bot.store.transaction import Answering
from bot.store.unit import RunningStore
from bot.teams import members_store, store
from bot.teams.people import Person
from bot.teams.team import Team
from bot.words.words import words_for
from tests.fakes.payloads import Payload, render_home
from tests.features.desk import ANA, BEN, CHLOE, Desk, text_of, value_of
from tests.features.refinement.scene import wanted
from tests.features.sprint.scene import set_up, team_is

_EVENTS = count(1)
GUILD, ASKED = ChannelId("C0GUILD"), "users.conversations"


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    """Ana has set up Sprints, a queue and a reminder in the guild, where Ben is too; Chloé is elsewhere."""
    desk = Desk(store, clock, real, workspace)
    desk.slack.channels = {ANA: {GUILD}, BEN: {GUILD, "C0OTHER"}, CHLOE: {"C0OTHER"}}
    return desk


async def a_team(desk: Desk) -> None:
    await set_up(desk)
    await desk.command(ANA, "/refine add Save a card")
    reminder = await desk.command(ANA, "/refine remind every other tuesday at 10:00")
    await desk.click(ANA, "refinement:save_plan", value_of(reminder.message, "refinement:save_plan"))


async def event(desk: Desk, kind: str, person: str, **told: str) -> None:
    inner = {"type": kind, "user": person, **told}
    await desk.send({"type": "event_callback", "team_id": desk.workspace, "event_id": f"Ev{next(_EVENTS)}", "event": inner})


async def looks(desk: Desk, person: str) -> str:
    """Open one's Home, and read it as it stands then."""
    await event(desk, "app_home_opened", person, tab="home", channel="D1")
    return text_of(await home_of(desk, person))


async def home_of(desk: Desk, person: str) -> Payload:
    words = words_for("en-GB", "Europe/London").at(desk.clock.now())
    drawn = await desk.store.read(draw_home(ROOMS_AND_FEATURES), desk.workspace, person, words)
    assert isinstance(drawn, Home)
    return render_home(drawn)


async def test_who_was_never_named_sees_their_teams_and_what_comes_next(desk: Desk) -> None:
    await a_team(desk)
    home = await looks(desk, BEN)
    assert home.count(f"*<#{GUILD}>*") == 1
    for told in ("1 item to refine", "Product Owner: nobody yet", "Sprint 12 begins", "Sprint Planning", "Backlog refinement"):
        assert told in home
    assert "Sprint 12" not in await looks(desk, CHLOE)
    assert "Change …" in text_of(await home_of(desk, ANA)), "whose reminder it is changes it"
    assert "Change …" not in home


async def test_what_a_team_opens_most_comes_before_who_is_who_and_its_settings(desk: Desk) -> None:
    await a_team(desk)
    await looks(desk, BEN)
    rows = [block["elements"] for block in (await home_of(desk, BEN))["blocks"] if block["type"] == "actions"]
    of_team = next([each["text"]["text"] for each in row] for row in rows if "Team" in str(row))
    assert of_team == ["To refine next", "Sprint", "Sprint Goal", "Team", "Settings"]


async def test_named_developers_leave_the_others_out_and_so_do_guests(desk: Desk) -> None:
    await a_team(desk)
    await looks(desk, BEN)
    await desk.store.write(store.keep_person, desk.workspace, None, Person(BEN, "Ben", is_guest=True))
    assert "Sprint 12" not in text_of(await home_of(desk, BEN))
    await desk.store.write(store.keep_person, desk.workspace, None, Person(BEN, "Ben"))
    assert "Sprint 12" in text_of(await home_of(desk, BEN))
    await team_is(desk, Team(GUILD, developers=frozenset({ANA})))
    assert "Sprint 12" not in text_of(await home_of(desk, BEN))


@pytest.mark.parametrize(
    "team", [Team(GUILD, developers=frozenset({BEN})), Team(GUILD, product_owner=BEN)], ids=["develops", "orders"]
)
async def test_who_has_left_a_private_channel_is_told_nothing_of_it_though_named_there(desk: Desk, team: Team) -> None:
    desk.slack.private_channels[GUILD] = {ANA, BEN}
    desk.slack.channels[ANA].add("C0OTHER")
    await a_team(desk)
    await team_is(desk, team)
    assert "1 item to refine" in await looks(desk, BEN)
    assert "Sprint 12" in await looks(desk, ANA), "who has set the Sprints up"
    for person in (ANA, BEN):
        await event(desk, "member_left_channel", person, channel=GUILD)
    for person in (ANA, BEN):
        home = text_of(await home_of(desk, person))
        assert not any(told in home for told in ("item to refine", "Sprint 12", "Sprint Planning", "Product Owner:"))
    await event(desk, "member_joined_channel", BEN, channel=GUILD)
    assert "Sprint 12" in text_of(await home_of(desk, BEN))


async def test_slack_is_asked_once_for_many_looks_and_who_comes_and_goes_is_heard(desk: Desk) -> None:
    await a_team(desk)
    for _ in range(3):
        await looks(desk, BEN)
    assert desk.slack.asked.count(ASKED) == 1
    await event(desk, "member_left_channel", BEN, channel=GUILD)
    assert "Sprint 12" not in text_of(await home_of(desk, BEN))
    await event(desk, "member_joined_channel", BEN, channel=GUILD)
    assert "Sprint 12" in text_of(await home_of(desk, BEN))
    desk.slack.channels[BEN] = set()
    desk.real.advance(ASKED_AGAIN)
    assert "Sprint 12" not in await looks(desk, BEN)
    assert desk.slack.asked.count(ASKED) == 2


async def test_nothing_is_kept_of_who_never_looks(desk: Desk) -> None:
    await event(desk, "member_joined_channel", CHLOE, channel=GUILD)
    assert await desk.store.read(members_store.channels_with, desk.workspace, CHLOE) == frozenset()


async def test_a_silent_slack_leaves_what_was_known_and_is_asked_at_the_next_look(desk: Desk, monkeypatch: Any) -> None:
    async def refused(method: str, /, **arguments: Any) -> dict[str, Any]:
        raise TimeoutError

    with monkeypatch.context() as silent:
        silent.setattr(desk.slack, "ask", refused)
        await looks(desk, BEN)
    await a_team(desk)
    assert "Sprint 12" in await looks(desk, BEN)


@pytest.mark.parametrize(
    "act", ["/refine add Refund in one step", "/refine po <@U0ANA>", "/sprint goal Customers save a card"], ids=str.split
)
async def test_what_changes_in_a_team_is_drawn_on_the_homes_of_its_developers(desk: Desk, act: str) -> None:
    await a_team(desk)
    await looks(desk, BEN)
    before = await desk.home_wanted(BEN)
    await desk.command(ANA, act)
    assert await desk.home_wanted(BEN) > before


async def test_whom_nobody_has_named_is_shown_as_away_on_the_cards_of_their_channel(desk: Desk) -> None:
    desk.clock.instant = datetime(2026, 11, 30, 10, tzinfo=UTC)
    await a_team(desk)
    for person in (BEN, CHLOE):
        await looks(desk, person)
    await desk.tick.run()
    cards = {"sprint:card", "refinement:card"}
    before = {screen: await wanted(desk, screen) for screen in cards}
    for person in (BEN, CHLOE):
        await desk.command(person, "/sprint away 1 dec")
    for screen in cards:
        assert await wanted(desk, screen) > before[screen]
        assert "Away: u0ben" in (await desk.the(screen)).text
        assert "u0chloe" not in (await desk.the(screen)).text
    await team_is(desk, Team(GUILD, developers=frozenset({ANA})))
    for screen in cards:
        assert "Away" not in (await desk.the(screen)).text


@pytest.mark.parametrize(("zone", "once"), [("Europe/Lisbon", True), ("Asia/Kolkata", False)])
async def test_a_card_names_its_hour_once_where_all_who_are_known_there_have_the_same(desk: Desk, zone: str, once: bool) -> None:
    desk.clock.instant = datetime(2026, 11, 30, 10, tzinfo=UTC)
    await a_team(desk)
    await desk.tick.run()
    for screen in ("sprint:card", "refinement:card"):
        assert "<!date" in (await desk.the(screen)).text, "nobody is known to be there"
    await desk.store.write(store.keep_person, desk.workspace, None, Person(BEN, "Ben", zone))
    await looks(desk, BEN)
    for screen, hour in (("sprint:card", "Tue 1 Dec 09:30 Europe/London"), ("refinement:card", "Tue 1 Dec 10:00 Europe/London")):
        assert hour in (await desk.the(screen)).text
        assert ("<!date" not in (await desk.the(screen)).text) is once


async def test_a_title_that_names_its_channel_is_said_once(desk: Desk) -> None:
    await desk.command(ANA, "/coffee start")
    preview = await desk.command(ANA, "/coffee every thursday 15:00")
    await desk.click(ANA, "lean_coffee:save_plan", value_of(preview.message, "lean_coffee:save_plan"))
    home = text_of(await home_of(desk, ANA))
    assert "*Now:* Lean Coffee in #guild, until" in home
    lines = [line for line in home.split("\n") if "Lean Coffee in #guild" in line]
    assert len(lines) == 3
    assert not any(f"<#{GUILD}>" in line for line in lines)
    assert "\nhost " in (await desk.the("lean_coffee:board")).text, "nor is the ceremony said twice"
