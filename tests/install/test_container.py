"""The image as Docker builds and runs it; only on CI, and only where a daemon answers: elsewhere its commands are tried without one."""

import pytest

from bot.core.version import VERSION
from tests.install.image import ROOT
from tests.plugins.containers import BUILDS, docker

NAME = "cortado-under-test"
HARDENED = (
    "--rm",
    "--read-only",
    "--cap-drop",
    "ALL",
    "--security-opt",
    "no-new-privileges",
    "--tmpfs",
    "/tmp",
    "--memory",
    "512m",
)


def inside(*words: str) -> str:
    """Run a command of the bot in a container as compose.yaml does, and give what it says."""
    done = docker("run", *HARDENED, NAME, *words)
    return done.stdout + done.stderr


if BUILDS:  # what is not here is not skipped: test_image.py tries the same commands on any machine

    @pytest.mark.timeout(900)  # a base is fetched, packages are installed
    def test_the_image_builds_and_runs_with_no_rights_on_a_root_that_it_cannot_write_to() -> None:
        built = docker("build", "--tag", NAME, str(ROOT))
        assert built.returncode == 0, built.stderr[-2_000:]
        try:
            assert inside("--version") == f"Cortado {VERSION}\n"
            assert "The database is at revision" in inside("migrate")
            assert "SLACK_BOT_TOKEN is not set." in inside("run")
            assert "No bot answers at 127.0.0.1:3000" in inside("health")
        finally:
            docker("image", "rm", "--force", NAME)
