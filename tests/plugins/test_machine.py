"""Finding the browser and the database that tests use."""

from pathlib import Path

import pytest

from tests.plugins import machine


def executable(path: Path) -> Path:
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_chromium_that_is_named_goes_before_the_one_on_the_path(tmp_path: Path) -> None:
    executable(tmp_path / "chromium")
    named = executable(tmp_path / "my-browser")
    assert machine.chromium({"PATH": str(tmp_path), "CHROMIUM": str(named)}) == str(named)


def test_a_chromium_on_the_path_is_found_by_its_usual_names(tmp_path: Path) -> None:
    found = executable(tmp_path / "chromium-browser")
    assert machine.chromium({"PATH": str(tmp_path)}) == str(found)


def test_a_chromium_that_is_named_and_not_there_is_missing(tmp_path: Path) -> None:
    assert machine.chromium({"PATH": str(tmp_path), "CHROMIUM": str(tmp_path / "gone")}) is None


def test_a_postgres_that_does_not_answer_is_missing() -> None:
    assert machine.postgres({"TEST_POSTGRES_URL": "postgresql://nobody@127.0.0.1:1/none"}) is None


def test_the_server_that_was_set_up_goes_before_the_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "url"
    kept.write_text("postgresql://kept", encoding="utf-8")
    monkeypatch.setattr(machine, "answers", lambda url: True)
    assert machine.postgres({}, kept) == "postgresql://kept"
    assert machine.postgres({"TEST_POSTGRES_URL": "postgresql://named"}, kept) == "postgresql://named"


def test_a_server_that_is_gone_gives_way_to_the_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "url"
    kept.write_text("postgresql://kept", encoding="utf-8")
    monkeypatch.setattr(machine, "answers", lambda url: url != "postgresql://kept")
    assert machine.postgres({}, kept) == machine.POSTGRES_DEFAULT
