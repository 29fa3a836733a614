"""Whether a Docker daemon answers: on CI the image is then built and run, and where none does that is said at the top."""

import shutil
import subprocess

from tests.plugins.repeatable import ON_CI


def docker(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Docker's client."""
    return subprocess.run(["docker", *words], capture_output=True, text=True, timeout=600, check=False)


def daemon_answers() -> bool:
    """Tell whether images can be built here."""
    return shutil.which("docker") is not None and docker("info").returncode == 0


BUILDS = ON_CI and daemon_answers()


def pytest_report_header() -> list[str]:
    """Say on CI what of the image is not tried."""
    return ["docker: no daemon answers, the image is not built; its commands are run without one"] if ON_CI and not BUILDS else []
