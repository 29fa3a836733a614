"""What the documents of security name is there: files, tests, and a state for each requirement."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def rows(name: str, cells: int) -> list[list[str]]:
    lines = (ROOT / "docs" / name).read_text(encoding="utf-8").splitlines()
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in found if len(row) == cells and not set(row[0]) <= {"-"}]


@pytest.mark.parametrize("name", ["asvs.md", "security.md"])
def test_every_file_that_is_named_is_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|tests|docs|deploy|\.github)/[\w/.-]+|[\w.-]+\.(?:md|toml)|Dockerfile)`", text)
    named += [f"docs/{link}" for link in re.findall(r"\]\(([\w/.-]+\.md)", text)]
    assert len(named) > 20
    assert sorted({one for one in named if not (ROOT / one).exists()}) == []


def test_each_requirement_stands_once_with_what_it_is() -> None:
    table = rows("asvs.md", 5)[1:]
    assert {row[2] for row in table} == {"yes", "part", "no"}
    ids = [one.strip() for row in table for one in row[0].split(",")]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", one) for one in ids)
    assert len(ids) == len(set(ids))
    assert all(row[3] and row[4] for row in table)
