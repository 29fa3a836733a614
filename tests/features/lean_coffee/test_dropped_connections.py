"""A connection that drops moves no role and nobody off the list; who is here stands on the board in every stage."""

from datetime import timedelta

from bot.core.ids import PersonId
from bot.features.lean_coffee.alarms import after_outage
from bot.features.lean_coffee.rules.stages import Stage
from bot.meetings.rules.values import Closing
from bot.schedule.heartbeat import Outage
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, minutes, seconds


async def drops(desk: Desk, person: PersonId) -> None:
    """Have Slack tell all that it ever tells of somebody who is cut off: a status, and nothing of their being there."""
    away = {"status_text": "On a train", "status_emoji": ":train:", "status_expiration": 0}
    event = {"type": "user_status_changed", "user": {"id": person, "profile": away}}
    await desk.send({"type": "event_callback", "event_id": f"Ev{desk.clock.now()}", "team_id": desk.workspace, "event": event})
    desk.slack.people[person] |= {"presence": "away", "profile": away}


async def test_a_dropped_connection_never_moves_the_role(desk: Desk) -> None:
    await desk.talks("one", "two")
    await drops(desk, ANA)
    began = desk.real.now()
    for clock in (desk.clock, desk.real):
        clock.advance(seconds(40))
    await desk.act(after_outage, outage=Outage(began, desk.real.now()))
    hosts = set()
    for _ in range(60):
        await desk.waits(minutes(1))
        hosts.add((await desk.meeting()).host)
    meeting = await desk.meeting()
    assert hosts == {ANA}
    assert (meeting.how, meeting.host, ANA in meeting.came) == (Closing.DONE, ANA, True)


async def test_who_is_here_stands_on_the_board_in_every_stage_with_a_way_to_be(desk: Desk) -> None:
    seen = {}
    await desk.opens("one", "two")

    async def look() -> None:
        board = await desk.board()
        seen[(await desk.meeting()).stage] = ("Here (3): Ana, Ben, Chloé" in str(board), "I'm here" in labels(board))

    await look()
    await desk.presses("Start voting", await desk.board())
    await look()
    await desk.gives_dots()
    await desk.presses("Close voting", await desk.board())
    await look()
    await desk.presses("Pause", await desk.board())
    await look()
    await desk.presses("Go on", await desk.board())
    for _ in range(400):
        await desk.waits(timedelta(seconds=10))
        if (await desk.meeting()).closed is not None:
            break
        await look()
    assert seen.keys() >= {Stage.GATHERING, Stage.VOTING, Stage.DISCUSSING, Stage.PAUSED, Stage.THUMBS}
    assert {stage: found for stage, found in seen.items() if found != (True, True)} == {}
