"""Two replicas behind a PgBouncer in transaction mode: a meeting with votes at once, alarms and a kill."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from bot.store.migrate import migrate
from bot.store.revisions import examine
from tests.fakes.databases import postgres_database
from tests.fakes.pool import transaction_pool
from tests.faults.replicas import stage
from tests.faults.test_killed import ANA, BEN, ballot, ballots, open_vote
from tests.plugins.repeatable import ON_CI


@pytest.mark.skipif(not ON_CI, reason="on CI alone: two replicas are started, and a database is migrated from nothing")
async def test_a_meeting_behind_a_pool_is_held_by_two_replicas_of_which_one_dies(tmp_path: Path) -> None:
    with postgres_database(MetaData(), "pooled") as postgres, transaction_pool(postgres, tmp_path / "pool") as url:
        migrate(url)
        assert "A pool shares its connections" in examine(url)
        async with stage(url, tmp_path, transport="socket", replicas=2) as scene:
            meeting = await open_vote(scene, "collect 5m vote 10s box 10s thumbs 5m for 1h")
            first, second = (topic.id for topic in meeting.topics)
            scene.fuse.arm("after the commit of lean_coffee:deadline")
            assert await asyncio.gather(*(ballot(scene, each, [first, second]) for each in (ANA, BEN))) == ["ok", "ok"]
            assert ballots(scene) == {ANA: (first, second), BEN: (first, second)}
            await scene.passes(timedelta(seconds=10))
            since = await scene.revive()
            await scene.until_stage("discussing")
            await scene.boards_right(since)
            await scene.passes(timedelta(seconds=10))
            await scene.until_stage("thumbs")
            await scene.boards_right(scene.now())
            logs = "".join(replica.log.read_text() for replica in scene.replicas)
            assert "a pool shares connections" in logs
            assert "prepared statement" not in logs
