"""What `.ci/run` does about a browser, before it installs or runs anything."""

import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / ".ci" / "run"
NEEDED = ("bash", "dirname", "env", "grep", "id")
REFUSES = '#!/bin/sh\necho "$0 $*"\nexit 3\n'


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Give a machine without a browser, on which nothing can be installed: who tries is heard of, and fails."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        assert found is not None, name
        (tools / name).symlink_to(found)
    for name in ("make", "python3"):
        _write(tools / name, "#!/bin/sh\n")
    for name in ("apt-get", "sudo", "psql"):
        _write(tools / name, REFUSES)
    return tmp_path


def _write(tool: Path, text: str) -> None:
    tool.write_text(text, encoding="utf-8")
    tool.chmod(0o755)


def run(machine: Path, system: str, **more: str) -> subprocess.CompletedProcess[str]:
    (machine / "os-release").write_text(system, encoding="utf-8")
    env = {
        "PATH": str(machine / "bin"),
        "OS_RELEASE": str(machine / "os-release"),
        "TEST_POSTGRES_URL": "postgresql://nobody@127.0.0.1:1/none",
    }
    return subprocess.run([str(RUN)], env=env | more, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("system", ["ID=ubuntu\nID_LIKE=debian\n", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'])
def test_without_a_browser_ubuntu_is_told_to_set_chromium(machine: Path, system: str) -> None:
    done = run(machine, system)
    assert done.returncode == 1
    assert "set CHROMIUM to its path" in done.stderr
    assert "apt-get" not in done.stdout


def test_without_a_browser_debian_installs_its_own(machine: Path) -> None:
    done = run(machine, "ID=debian\n")
    assert done.returncode == 3
    assert "Installing chromium " in done.stdout


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
def test_a_browser_that_the_tests_find_is_enough(machine: Path, name: str) -> None:
    _write(machine / "bin" / name, REFUSES)
    assert "Nothing to install" in run(machine, "ID=ubuntu\n").stdout


def test_a_browser_that_is_named_is_enough(machine: Path) -> None:
    assert "Nothing to install" in run(machine, "ID=ubuntu\n", CHROMIUM="/opt/chrome/chrome").stdout
