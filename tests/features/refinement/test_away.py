"""Days away: by a form, by one's status in Slack, taken back; never why."""

from datetime import date
from typing import Any

from bot.core.ids import PersonId
from bot.store.unit import Read
from bot.teams.away_store import away
from tests.features.desk import ANA, BEN, Desk
from tests.features.lean_coffee.scene import GUILD
from tests.features.refinement.scene import london

XMAS = date(2026, 12, 25)


async def away_days(desk: Desk, person: PersonId = ANA) -> list[tuple[str, str]]:
    def found(read: Read) -> list[tuple[str, str]]:
        days = away(read, [ANA, BEN], date(2026, 12, 1), date(2027, 12, 31), GUILD).get(person, ())
        return [(each.first.isoformat(), each.last.isoformat()) for each in days]

    return await desk.store.read(found, desk.workspace)


async def status(desk: Desk, person: str, text: str, until: str = "") -> None:
    """Have Slack tell that somebody's status has changed."""
    ends = int(london(until).timestamp()) if until else 0
    profile: dict[str, Any] = {"status_text": text, "status_emoji": "", "status_expiration": ends}
    user = {"id": person, "team_id": desk.workspace, "profile": profile}
    event = {"type": "user_status_changed", "user": user}
    await desk.send({"type": "event_callback", "event_id": f"Ev{text}{until}", "team_id": desk.workspace, "event": event})


async def test_a_status_with_one_of_the_words_is_followed_of_whom_the_bot_knows(desk: Desk) -> None:
    desk.clock.instant = london("2026-12-20 09:00")
    await status(desk, ANA, "Vacationing", "2026-12-27 00:00")
    assert await away_days(desk) == []
    await desk.command(ANA, "/refine help")
    await status(desk, ANA, "On leave", "2026-12-27 00:00")
    assert await away_days(desk) == [("2026-12-20", "2026-12-26")]
    await status(desk, ANA, "Back")
    assert await away_days(desk) == []
    desk.slack.people[BEN] = {"profile": {"status_text": "ooo", "status_expiration": int(london("2026-12-22 18:00").timestamp())}}
    await desk.command(BEN, "/refine help")
    assert await away_days(desk, BEN) == [("2026-12-20", "2026-12-22")]
