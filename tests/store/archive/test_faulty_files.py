"""A file that is none of ours, cut, or changed is refused in a sentence, and nothing of it is taken."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import MetaData

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.house.workspaces.moving import export_workspace, import_workspace
from bot.store.archive.manifest import BadArchive
from tests.fakes.databases import copy_file
from tests.house.workspaces.rows import fill, standing
from tests.plugins.repeatable import sample

Change = Callable[[dict[str, bytes]], None]
CARD = "tables/teams_channel.jsonl"


def without(name: str) -> Change:
    def change(files: dict[str, bytes]) -> None:
        del files[name]

    return change


def replaced(name: str, by: Callable[[bytes], bytes]) -> Change:
    return lambda files: files.update({name: by(files[name])})


def manifest(**told: Any) -> Change:
    return replaced("manifest.json", lambda text: json.dumps(json.loads(text) | told).encode())


def rows(by: Callable[[list[Any]], list[Any]]) -> Change:
    """Change the rows of a table, and have the manifest agree."""

    def change(files: dict[str, bytes]) -> None:
        from hashlib import sha256

        lines = by([json.loads(line) for line in files[CARD].splitlines()])
        files[CARD] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        told = json.loads(files["manifest.json"])
        (table,) = [one for one in told["tables"] if one["name"] == "teams_channel"]
        table |= {"rows": len(lines), "sha256": sha256(files[CARD]).hexdigest()}
        files["manifest.json"] = json.dumps(told).encode()

    return change


FAULTS: list[tuple[Change, str]] = [
    (without("manifest.json"), "it has no manifest.json"),
    (replaced("manifest.json", lambda text: text[:-9]), "its manifest.json cannot be read"),
    (manifest(format="beans"), "it is of another program"),
    (manifest(version=2), "of format 2, and this version reads 1"),
    (manifest(revision="9999"), "of revision 9999, which this version does not know"),
    (manifest(workspace=7), "its manifest.json cannot be read"),
    (manifest(tables=[{"name": "x", "columns": [1], "rows": 1, "sha256": ""}]), "its manifest.json cannot be read"),
    (manifest(workspace="T\0"), "its manifest.json cannot be read"),
    (manifest(workspace="T" * 33), "its manifest.json cannot be read"),
    (replaced("manifest.json", lambda _: b"[" * 100_000), "its manifest.json cannot be read"),
    (replaced(CARD, lambda _: b"[" * 100_000), "the rows of teams_channel cannot be read"),
    (without(CARD), "the rows of teams_channel are missing"),
    (replaced(CARD, lambda text: text.replace(b"x1", b"x9")), "the rows of teams_channel are not those that were exported"),
    (replaced(CARD, lambda text: text[: len(text) // 2]), "the rows of teams_channel"),
    (replaced(CARD, lambda _: b"\xff\n"), "the rows of teams_channel cannot be read"),
    (replaced(CARD, lambda _: b""), "the rows of teams_channel are not those that were exported"),
    (rows(lambda all_: [all_[0][:-1]]), "row 1 of teams_channel has other columns than the table"),
    (rows(lambda all_: [all_[0], "no list"]), "row 2 of teams_channel has other columns than the table"),
    (rows(lambda all_: [["C" * 33, *all_[0][1:]]]), "channel in row 1 of teams_channel is nothing that can stand there"),
    (rows(lambda all_: [[None, *all_[0][1:]]]), "channel in row 1 of teams_channel is nothing that can stand there"),
    (rows(lambda all_: [["C\0", *all_[0][1:]]]), "channel in row 1 of teams_channel is nothing that can stand there"),
    (rows(lambda all_: [["C\ud800", *all_[0][1:]]]), "channel in row 1 of teams_channel is nothing that can stand there"),
    (rows(lambda all_: [[*all_[0][:-1], 2**62]]), "refreshed in row 1 of teams_channel is nothing that can stand there"),
    (rows(lambda all_: [[*all_[0][:-1], 2**63]]), "refreshed in row 1 of teams_channel is nothing that can stand there"),
    (
        rows(lambda all_: [[*all_[0][:2], 1, *all_[0][3:]]]),
        "is_private in row 1 of teams_channel is nothing that can stand there",
    ),
    (rows(lambda all_: [all_[0], all_[0]]), "rows of teams_channel do not go together with others"),
]


@pytest.fixture
def file(sqlite_url: str, tmp_path: Path, clock: SetClock, workspace: WorkspaceId, schema: MetaData) -> Path:
    fill(sqlite_url, workspace, schema)
    export_workspace(sqlite_url, workspace, tmp_path / "team.zip", clock=clock)
    return tmp_path / "team.zip"


def test_each_fault_has_a_sentence_and_nothing_is_imported(
    file: Path, sqlite_template: Path, tmp_path: Path, workspace: WorkspaceId, schema: MetaData
) -> None:
    with ZipFile(file) as whole:
        good = {name: whole.read(name) for name in whole.namelist()}
    target = copy_file(sqlite_template, tmp_path / "target.db")
    for change, said in sample(FAULTS, 7):
        files = dict(good)
        change(files)
        with ZipFile(tmp_path / "bad.zip", "w") as bad:
            for name, content in files.items():
                bad.writestr(name, content)
        with pytest.raises(BadArchive) as refused:
            import_workspace(target, tmp_path / "bad.zip")
        assert said in str(refused.value)
        assert standing(target, workspace, schema) == {}
    import_workspace(target, file)
    assert standing(target, workspace, schema) != {}


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_rows_that_rest_on_others_which_are_missing_are_refused(
    file: Path, tmp_path: Path, engine: str, workspace: WorkspaceId, schema: MetaData, request: pytest.FixtureRequest
) -> None:
    with ZipFile(file) as whole, ZipFile(tmp_path / "bad.zip", "w") as bad:
        told = json.loads(whole.read("manifest.json"))
        told["tables"] = [table for table in told["tables"] if table["name"] != "series_series"]
        bad.writestr("manifest.json", json.dumps(told))
        for table in told["tables"]:
            bad.writestr(f"tables/{table['name']}.jsonl", whole.read(f"tables/{table['name']}.jsonl"))
    is_file = engine == "sqlite"
    target = f"sqlite:///{tmp_path / 'target.db'}" if is_file else str(request.getfixturevalue("postgres_url"))
    with pytest.raises(BadArchive, match=r"The file is damaged: rows of .* (rest on|do not go together with) others"):
        import_workspace(target, tmp_path / "bad.zip")
    assert standing(target, workspace, schema) == {}


def test_a_file_that_is_cut_or_of_another_kind_is_said_to_be_so(file: Path, tmp_path: Path, sqlite_url: str) -> None:
    whole = file.read_bytes()
    for content in (whole[: len(whole) // 2], b"title;why\n", b""):
        (tmp_path / "odd.zip").write_bytes(content)
        with pytest.raises(BadArchive, match="no whole export of a workspace"):
            import_workspace(sqlite_url, tmp_path / "odd.zip")
    for at, bits in ((8, 1), (10, 99)):  # encrypted; packed in a way that nobody knows
        directory = whole.rindex(b"PK\1\2") + at
        (tmp_path / "odd.zip").write_bytes(whole[:directory] + bytes([bits]) + whole[directory + 1 :])
        with pytest.raises(BadArchive, match=r"its manifest\.json cannot be read"):
            import_workspace(sqlite_url, tmp_path / "odd.zip")
    middle = len(whole) // 2
    (tmp_path / "odd.zip").write_bytes(whole[:middle] + bytes(64) + whole[middle + 64 :])
    with pytest.raises(BadArchive, match="The file is damaged"):
        import_workspace(f"sqlite:///{tmp_path / 'target.db'}", tmp_path / "odd.zip")
    with pytest.raises(BadArchive, match="cannot be read: No such file or directory"):
        import_workspace(sqlite_url, tmp_path / "none.zip")
