"""What the documents say of installing is what there is."""

import re

import yaml

from bot.secret_files import of_files
from bot.settings import Settings
from tests.install.image import ROOT, compose

MANY = (ROOT / "docs" / "many-workspaces.md").read_text(encoding="utf-8")
INSTALLING = (ROOT / "docs" / "installing.md").read_text(encoding="utf-8")


def test_every_secret_stands_in_the_list_of_those_that_may_be_files() -> None:
    [listed] = [line for line in INSTALLING.splitlines() if line.startswith("Each of `SLACK_BOT_TOKEN`")]
    assert set(re.findall(r"`([A-Z_]+)`", listed)) == {name.upper() for name in of_files(Settings)} - {"CLOCK_CONTROL"}


def test_the_container_by_hand_may_no_more_than_that_of_compose() -> None:
    [command] = re.findall(r"docker run .*?\n  cortado\n", INSTALLING, re.DOTALL)
    bot = compose()["services"]["bot"]
    for part in (
        "--read-only",
        "--cap-drop ALL",
        "--security-opt no-new-privileges",
        f"--memory {bot['mem_limit']}",
        "--volume cortado:/data",
    ):
        assert part in command
    assert bot["stop_grace_period"] == "45s"
    assert "--stop-timeout 45" in command


def test_what_is_typed_into_the_container_of_the_database_gives_its_password() -> None:
    database = compose()["services"]["database"]
    assert database["environment"]["POSTGRES_INITDB_ARGS"] == "--auth=scram-sha-256"  # of its own socket too
    assert "database_password" in database["secrets"]
    typed = [
        line for path in sorted((ROOT / "docs").glob("*.md")) for line in re.findall(r"docker compose exec .*", path.read_text())
    ]
    assert len(typed) >= 4
    for line in typed:
        assert re.search(r" database sh -c '(export )?PGPASSWORD=\$\(cat /run/secrets/database_password\) ", line), line


def test_every_command_of_make_is_one() -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("installing.md", "upgrading.md")]
    named = {word for text in texts for word in re.findall(r"`?\bmake (?:-C \S+ )?([a-z]+)`", text)}
    assert named <= known
    assert {"run", "packages", "demo"} <= named


def test_every_file_that_is_named_is_there() -> None:
    for name in ("deploy/cortado.service", "deploy/secrets.sh", "compose.yaml", "app.yaml", "deploy/compose.oauth.yaml"):
        assert (ROOT / name).exists()
        assert name in INSTALLING or name.rpartition("/")[2] in INSTALLING or name in MANY
    assert yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
