"""Beside a newer version: what only that one can draw is left to it, and holds up nothing of ours."""

from datetime import timedelta

from bot.core.kinds import ScreenKind
from bot.delivery.due import LEFT_TO_OTHERS
from bot.delivery.screens import Screens
from bot.delivery.sender import Sender
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import BOARD, Scene
from tests.fakes.logs import capture_logs

NEW = ScreenKind("tale:of_the_next_version")


def newer(scene: Scene) -> Sender:
    """A replica of a version that has one more screen."""
    sender = scene.replica()
    vars(sender._deps)["screens"] = Screens((BOARD, NEW), scene.draw)
    return sender


async def test_a_message_of_a_screen_that_only_a_newer_version_has_is_left_to_it(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("new", kind=NEW)
    await scene.later(60)
    assert slack.calls == []
    assert await newer(scene).step() == 1
    assert slack.texts("C1") == ["new"]
    assert scene.told == []


async def test_what_waits_for_a_newer_version_holds_up_nothing_in_its_channel(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("new", kind=NEW)
    await scene.post("ours")
    await scene.later(3)
    assert slack.texts("C1") == ["ours"]


async def test_a_screen_that_nobody_has_any_more_is_given_up_after_a_day(scene: Scene, slack: FakeSlack) -> None:
    await scene.post("gone", kind=NEW)
    await scene.now()
    assert len(await scene.store.read(_waiting, scene.workspace)) == 1
    scene.real.advance(LEFT_TO_OTHERS)
    with capture_logs():
        for _ in range(12):
            await scene.now()
            scene.real.advance(timedelta(minutes=10))
    assert slack.calls == []
    assert await scene.store.read(_waiting, scene.workspace) == []


async def test_while_two_versions_run_what_breaks_here_is_left_to_the_other(scene: Scene, slack: FakeSlack) -> None:
    vars(scene.sender._deps)["is_mixed"] = lambda: True
    vars(scene.sender._deps)["screens"] = Screens((BOARD,), _breaks)
    await scene.post("board")
    with capture_logs():
        for _ in range(8):
            await scene.now()
            scene.real.advance(timedelta(minutes=10))
    assert slack.calls == []
    assert await scene.replica().step() == 1
    assert slack.texts("C1") == ["board"]


def _breaks(*args: object) -> None:
    raise ValueError("a stage that this version does not know")


def _waiting(read: object) -> list[object]:
    from bot.delivery.tables import MessageRow

    return [row for row in read.rows(MessageRow.__table__.select()) if row.due is not None]  # type: ignore[attr-defined]
