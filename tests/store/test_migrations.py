"""The revisions and the tables as the code declares them say the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, text

from bot.core.ids import WorkspaceId
from bot.core.texts import folded
from bot.store import migrate, revisions
from bot.store.errors import StoreHeld
from bot.store.opening import read_url
from bot.store.sqlite_file import Hold, path_of
from tests.fakes.databases import postgres_database
from tests.fakes.old_rows import Old
from tests.fakes.reader import open_reader

_OLD_RULE = text(
    "INSERT INTO schedule_rule (workspace, id, rule, start, zone, skipped, added, duration, state)"
    " VALUES ('T1', :id, 'FREQ=MONTHLY;BYDAY=1TH', '2026-11-05T15:00:00', 'UTC', :skipped, '', NULL, :state)"
)
_OLD_DATE = text(
    "INSERT INTO lean_coffee_occurrence (workspace, id, series, wall, starts, meeting, skipped)"
    " VALUES ('T1', :id, :series, :wall, 0, NULL, :skipped)"
)


@pytest.fixture
def bare_postgres() -> Iterator[str]:
    with postgres_database(MetaData(), "bare") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bare.db"
    url: str = request.getfixturevalue("bare_postgres")
    return url


def test_the_revisions_are_one_straight_line() -> None:
    script = ScriptDirectory.from_config(migrate._config())
    assert len(script.get_heads()) == 1
    assert not any(revision.is_branch_point or revision.is_merge_point for revision in script.walk_revisions())
    assert [revision.revision for revision in script.walk_revisions()] == list(reversed(revisions._known()))


def test_an_empty_database_becomes_what_the_code_declares(bare_url: str, schema: MetaData) -> None:
    migrate.migrate(bare_url)
    assert revisions.is_current(bare_url)
    assert migrate.drift(bare_url, schema) == []


def test_migrating_again_changes_nothing(bare_url: str, schema: MetaData) -> None:
    migrate.migrate(bare_url)
    migrate.migrate(bare_url)
    assert migrate.drift(bare_url, schema) == []


def test_a_file_that_is_not_there_was_never_migrated_and_is_not_made(tmp_path: Path) -> None:
    assert revisions.current(f"sqlite:///{tmp_path}/none.db") is None
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_use_is_not_migrated(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/held.db"
    hold = Hold(path_of(read_url(url)))
    hold.take()
    with pytest.raises(StoreHeld):
        migrate.migrate(url)
    hold.release()


def test_what_was_called_off_before_the_reason_was_kept_gets_the_reason_of_its_rule(bare_url: str) -> None:
    walls = {"skipped": "2026-12-03T15:00:00", "other": "2027-01-07T15:00:00"}
    with revisions.connected(bare_url) as connection:
        command.upgrade(migrate._config(connection), "0001")
        for state in ("running", "paused", "ended"):
            rule = {"id": state, "skipped": f"2026-11-05T15:00:00,{walls['skipped']}", "state": state}
            connection.execute(_OLD_RULE, rule)
            for name, wall in walls.items():
                connection.execute(_OLD_DATE, {"id": f"{state} {name}", "series": state, "wall": wall, "skipped": True})
        connection.execute(_OLD_DATE, {"id": "takes place", "series": "running", "wall": "2027-02-04T15:00:00", "skipped": False})
        command.upgrade(migrate._config(connection), "0002")
        found = {row.id: row.called_off for row in connection.execute(text("SELECT id, called_off FROM lean_coffee_occurrence"))}
    assert found == {
        "running skipped": "skipped",
        "running other": "skipped",
        "paused skipped": "skipped",
        "paused other": "paused",
        "ended skipped": "skipped",
        "ended other": "ended",
        "takes place": None,
    }


def test_product_owners_of_before_stay_when_a_team_gets_several_developers(bare_url: str) -> None:
    held = [("C1", "product_owner", "U1"), ("C2", "product_owner", "U2")]
    with revisions.connected(bare_url) as connection:
        command.upgrade(migrate._config(connection), "0010")
        for channel, what, person in held:
            values = {"channel": channel, "what": what, "person": person}
            connection.execute(text("INSERT INTO teams_accountability VALUES ('T1', :channel, :what, :person)"), values)
        command.upgrade(migrate._config(connection), "0011")
        found = connection.execute(text("SELECT channel, accountability, person FROM teams_accountability ORDER BY channel"))
        assert [tuple(row) for row in found] == held


_OLD_ENTRY = text(
    "INSERT INTO seu_entry (workspace, entry, person, kind, minutes, day, category, description, source, session, rule, actor, reason,"
    " reverses, overlap, at, key) VALUES ('T1', :entry, :person, :kind, :minutes, '2026-12-01', 'Events', 'Guild', 'attendance', 's1',"
    " 'exact', 'U9', 'why', :reverses, 0, 7, :key)"
)
_NEW_ENTRIES = text(
    "SELECT l.person, e.entry, e.kind, e.minutes, e.category, e.activity, e.reverses, w.description, w.reason, w.actor,"
    " replace(e.key, l.holder, 'HOLDER') AS key FROM seu_entry AS e JOIN seu_ledger AS l ON l.holder = e.holder"
    " JOIN seu_entry_words AS w ON w.entry = e.entry ORDER BY e.entry"
)


def test_entries_of_before_keep_their_minutes_and_words_and_name_no_person(bare_url: str) -> None:
    with revisions.connected(bare_url) as connection:
        command.upgrade(migrate._config(connection), "0027")
        connection.execute(text("INSERT INTO seu_ledger VALUES ('T1', 'U1', 'yes', 4)"))
        old = {"person": "U1", "minutes": 60, "kind": "credit", "reverses": None}
        connection.execute(_OLD_ENTRY, {**old, "entry": "e1", "key": "attendance:s1:U1:0#0"})
        back = {"minutes": -60, "kind": "reversal", "reverses": "e1"}
        connection.execute(_OLD_ENTRY, {**old, **back, "entry": "e2", "key": "host:s1:U1:1#0"})
        connection.execute(_OLD_ENTRY, {**old, "entry": "e3", "person": "U2", "key": "attendance:s1:U2:0#0"})
        command.upgrade(migrate._config(connection), "0028")
        found = [tuple(row) for row in connection.execute(_NEW_ENTRIES)]
        ledgers = [
            tuple(row) for row in connection.execute(text("SELECT person, keeping, revision FROM seu_ledger ORDER BY person"))
        ]
        whole = str([tuple(row) for row in connection.execute(text("SELECT * FROM seu_entry"))])
    words = ("Guild", "why", "U9")
    assert found == [
        ("U1", "e1", "credit", 60, "event", "s1", None, *words, "attendance:s1:HOLDER:0#0"),
        ("U1", "e2", "reversal", -60, "event", "s1", "e1", *words, "host:s1:HOLDER:1#0"),
        ("U2", "e3", "credit", 60, "event", "s1", None, *words, "attendance:s1:HOLDER:0#0"),
    ]
    assert ledgers == [("U1", "yes", 4), ("U2", "undecided", 0)]
    assert "U1" not in whole
    assert "Guild" not in whole


def test_a_drift_is_seen(bare_url: str, schema: MetaData) -> None:
    migrate.migrate(bare_url)
    assert migrate.drift(bare_url, MetaData()) != []


def test_a_migrated_file_can_be_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/fresh.db"
    migrate.migrate(url)
    with open_reader(url) as reader:
        assert reader.read(lambda read: read.workspace, "T1") == "T1"  # type: ignore[arg-type]


WORDS = next((Path(__file__).parents[2] / "migrations" / "versions").glob("*_words_as_they_are_searched.py")).name[:4]
BEFORE_WORDS = f"{int(WORDS) - 1:04}"
TITLES = ["Déploys on FRIDAY", "", "ﬁne  ß\n Ünïcode 🎉", "плёнка", "ガイド"]


def test_what_was_written_before_is_found_after_the_upgrade(bare_url: str) -> None:
    with revisions.connected(bare_url) as connection:
        command.upgrade(migrate._config(connection), BEFORE_WORDS)
        old = Old(connection, WorkspaceId("T1"))
        for number, title in enumerate(TITLES):
            old.add("lean_coffee_topic", id=f"t{number}", title=title, context="Ça va")
            old.add("lean_coffee_takeaway", id=f"t{number}", text=title)
            old.add("meetings_meeting", id=f"t{number}", title=title, channel=f"C{number}")
            old.add("action_items_item", id=f"t{number}", text=title)
        command.upgrade(migrate._config(connection), WORDS)
        asked = "SELECT folded FROM {} ORDER BY id"
        found = {
            table: [row.folded for row in connection.execute(text(asked.format(table)))]
            for table in ("lean_coffee_topic", "lean_coffee_takeaway", "meetings_meeting", "action_items_item")
        }
    words = [folded(title) for title in TITLES]
    assert found.pop("lean_coffee_topic") == [folded(f"{title} Ça va") for title in TITLES]
    assert [each for each in found.values() if each != words] == []
