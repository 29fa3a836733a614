"""Every table says whether its rows go along when a workspace moves; a new one has to say too."""

from sqlalchemy import MetaData

from bot.house.workspaces.travelling import EMPTIED, GOES, STAYS


def test_every_table_is_decided_about_once(schema: MetaData) -> None:
    assert sorted([*GOES, *STAYS]) == sorted(schema.tables)


def test_what_goes_is_of_one_workspace(schema: MetaData) -> None:
    assert [name for name in GOES if "workspace" not in schema.tables[name].c] == []


def test_who_has_a_row_in_hand_stays_behind(schema: MetaData) -> None:
    leased = {name for name in GOES if "leased" in schema.tables[name].c}
    assert leased == {name for name, columns in EMPTIED.items() if "leased" in columns}
    assert [(name, one) for name, columns in EMPTIED.items() for one in columns if one not in schema.tables[name].c] == []
