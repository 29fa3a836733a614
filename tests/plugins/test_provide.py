"""What the set-up does about a Python, a browser and a server, before it installs or runs anything."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.plugins import provide
from tests.plugins.machine import NO_CHROMIUM, NO_DRIVER, NO_POOL, NO_POSTGRES
from tests.plugins.provide import System

PYTHON = Path(__file__).parents[2] / ".ci" / "python"
REFUSES = '#!/bin/sh\necho "no network"\nexit 3\n'
OLD_PYTHON = "#!/bin/sh\nexit 1\n"
DEBIAN = "ID=debian\n"
UBUNTU = "ID=ubuntu\nID_LIKE=debian\n"
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'


class Machine:
    """A machine on which only the commands are there that a test puts there; what the set-up says is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.driver_starts = True
        self.tools = folder / "bin"
        self.tools.mkdir()
        self.pool = folder / "sbin" / "pgbouncer"
        self.pool.parent.mkdir()
        self.pool.touch(mode=0o755)

    def has(self, name: str, script: str) -> None:
        """Put a command on the path."""
        (self.tools / name).write_text(script, encoding="utf-8")
        (self.tools / name).chmod(0o755)

    def does(self, name: str) -> None:
        """Put a command on the path that writes down how it was called, and succeeds."""
        self.has(name, f'#!/bin/sh\necho "{name} $*" >> {self.folder}/calls\n')

    @property
    def calls(self) -> str:
        """The commands that were called."""
        path = self.folder / "calls"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def system(self, release: str = DEBIAN, *, platform: str = "linux", is_root: bool = True, **more: str) -> System:
        """Describe the machine to the set-up."""
        (self.folder / "os-release").write_text(release, encoding="utf-8")
        environment = {"PATH": f"{self.tools}", "HOME": str(self.folder), **more}
        return System(
            environment,
            platform,
            is_root,
            self.folder / "os-release",
            self.folder / "servers",
            self.folder / "url",
            lambda: self.driver_starts,
            self.said.append,
            str(self.pool.parent),
        )


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Give a machine where no server answers anywhere."""
    monkeypatch.setattr("tests.plugins.machine.answers", lambda url: False)
    monkeypatch.setattr("tests.plugins.provide.answers", lambda url: False)
    return Machine(tmp_path)


def test_debian_installs_its_own_browser_and_server_and_says_so_before(machine: Machine) -> None:
    machine.does("apt-get")
    without = provide.provide(machine.system())
    assert "install -y -qq --no-install-recommends chromium" in machine.calls
    assert "install -y -qq --no-install-recommends postgresql" in machine.calls
    assert machine.said == [
        "Installing chromium fonts-liberation fonts-noto-color-emoji (apt-get)",
        "Installing postgresql (apt-get)",
    ]
    assert [sentence[: len(advice)] for sentence, advice in zip(without, (NO_CHROMIUM, NO_POSTGRES), strict=True)] == [
        NO_CHROMIUM,
        NO_POSTGRES,
    ]


@pytest.mark.parametrize("release", [UBUNTU, MINT])
def test_where_chromium_is_a_snap_playwrights_own_is_fetched(
    machine: Machine, release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.does("apt-get")
    machine.does("python")
    monkeypatch.setattr("sys.executable", str(machine.tools / "python"))
    provide.provide(machine.system(release))
    assert "python -m playwright install --with-deps chromium" in machine.calls
    assert "chromium fonts" not in machine.calls


def test_a_pool_is_installed_where_it_is_missing_and_its_service_is_ended(machine: Machine) -> None:
    machine.pool.unlink()
    machine.has("chromium", REFUSES)
    for command in ("apt-get", "systemctl"):
        machine.does(command)
    assert f"{NO_POOL}." in provide.provide(machine.system(TEST_POSTGRES_URL="postgresql://nobody@127.0.0.1:1/none"))
    assert "install -y -qq --no-install-recommends pgbouncer\nsystemctl disable --now pgbouncer" in machine.calls


def test_a_pool_comes_by_homebrew_or_not_at_all(machine: Machine) -> None:
    machine.pool.unlink()
    machine.has("chromium", REFUSES)
    named = {"TEST_POSTGRES_URL": "postgresql://nobody@127.0.0.1:1/none"}
    assert f"{NO_POOL}." in provide.provide(machine.system(platform="darwin", is_root=False, **named))
    machine.does("brew")
    provide.provide(machine.system(platform="darwin", is_root=False, **named))
    provide.provide(machine.system(platform="darwin", is_root=False, CORTADO_NO_INSTALL="1", **named))
    assert machine.calls == "brew install --quiet pgbouncer\n"


def test_sudo_without_a_password_is_enough(machine: Machine) -> None:
    machine.does("apt-get")
    machine.has("sudo", f'#!/bin/sh\necho "sudo $*" >> {machine.folder}/calls\n')
    provide.provide(machine.system(is_root=False))
    assert "sudo -n apt-get install -y -qq --no-install-recommends chromium" in machine.calls


def test_who_may_not_install_is_told_what_is_missing_and_nothing_is_tried(machine: Machine) -> None:
    machine.does("apt-get")
    machine.has("sudo", REFUSES)
    assert provide.provide(machine.system(is_root=False)) == [f"{NO_CHROMIUM}.", f"{NO_POSTGRES}."]
    assert machine.calls == ""


def test_who_wants_nothing_installed_is_told_what_is_missing(machine: Machine) -> None:
    machine.does("apt-get")
    assert provide.provide(machine.system(CORTADO_NO_INSTALL="1")) == [f"{NO_CHROMIUM}.", f"{NO_POSTGRES}."]
    assert machine.calls == ""


def test_an_installation_that_fails_leaves_its_last_word(machine: Machine) -> None:
    machine.has("apt-get", REFUSES)
    browser, server = provide.provide(machine.system())
    assert browser == f"{NO_CHROMIUM}. What was tried: apt-get update -qq: no network."
    assert server.startswith(NO_POSTGRES)


def test_debian_brings_a_quicker_browser_beside_another_and_goes_on_without_it(machine: Machine) -> None:
    machine.has("chromium", REFUSES)
    machine.does("apt-cache")
    machine.has("apt-get", REFUSES)
    provide.hasten(machine.system())
    assert machine.said == ["Installing chromium-headless-shell (apt-get)"]
    machine.does("apt-get")
    provide.hasten(machine.system())
    assert "apt-get install -y -qq --no-install-recommends chromium-headless-shell" in machine.calls


def test_no_quicker_browser_comes_to_who_wants_none(machine: Machine) -> None:
    machine.does("apt-cache")
    machine.does("apt-get")
    provide.hasten(machine.system(CORTADO_NO_INSTALL="1"))
    provide.hasten(machine.system(CHROMIUM="/opt/chrome"))
    assert machine.calls == ""


@pytest.mark.parametrize("there", [("apt-get",), ("apt-get", "apt-cache", "chromium-headless-shell")])
def test_where_the_quicker_browser_is_there_or_unknown_nothing_is_installed(machine: Machine, there: tuple[str, ...]) -> None:
    for command in there:
        machine.does(command)
    provide.hasten(machine.system())
    assert machine.calls == ""


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
def test_a_browser_that_the_tests_find_is_enough(machine: Machine, name: str) -> None:
    machine.does("apt-get")
    machine.has(name, REFUSES)
    assert [sentence[: len(NO_POSTGRES)] for sentence in provide.provide(machine.system(TEST_POSTGRES_URL="postgresql://x"))] == [
        NO_POSTGRES
    ]
    assert machine.calls == ""


def test_a_browser_that_playwright_has_fetched_is_found(machine: Machine) -> None:
    fetched = machine.folder / ".cache/ms-playwright/chromium-1255/chrome-linux64"
    fetched.mkdir(parents=True)
    (fetched / "chrome").touch()
    assert provide.provide(machine.system(TEST_POSTGRES_URL="postgresql://x")) == [f"{NO_POSTGRES}."]


def test_a_driver_that_lacks_its_library_gets_it_or_is_named(machine: Machine) -> None:
    machine.driver_starts = False
    machine.has("chromium", REFUSES)
    machine.does("apt-get")
    assert NO_DRIVER in provide.provide(machine.system(TEST_POSTGRES_URL="postgresql://x"))[0]
    assert "install -y -qq --no-install-recommends libatomic1" in machine.calls


def test_a_server_that_is_named_is_never_installed_or_started(machine: Machine) -> None:
    machine.does("apt-get")
    machine.has("chromium", REFUSES)
    assert provide.provide(machine.system(TEST_POSTGRES_URL="postgresql://nobody@127.0.0.1:1/none")) == [f"{NO_POSTGRES}."]
    assert machine.calls == ""


def test_the_newest_cluster_is_started_and_a_role_made_where_trust_is_not_given(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.plugins.provide.answers", lambda url: "cortado_test:" in url)
    (machine.folder / "servers" / "15" / "bin").mkdir(parents=True)
    (machine.folder / "servers" / "15" / "bin" / "postgres").touch()
    machine.does("apt-get")
    machine.has("chromium", REFUSES)
    machine.has("pg_lsclusters", "#!/bin/sh\necho '9.6 old 5431 down'\necho '15 main 5433 down'\n")
    machine.has("pg_ctlcluster", f'#!/bin/sh\necho "pg_ctlcluster $*" >> {machine.folder}/calls\n')
    machine.has(
        "runuser",
        f'#!/bin/sh\necho "$*" >> {machine.folder}/calls\n[ "$4" = psql ] && exec cat >> {machine.folder}/script\n[ "$5" != --quiet ] || [ -e {machine.folder}/started ] || {{ echo > {machine.folder}/started; exit 2; }}\n',
    )
    machine.tools.joinpath("cat").symlink_to(shutil.which("cat") or "/bin/cat")
    provide.provide(machine.system())
    assert "pg_ctlcluster --skip-systemctl-redirect 15 main start" in machine.calls
    assert "ALTER ROLE cortado_test CREATEDB PASSWORD" in (machine.folder / "script").read_text(encoding="utf-8")
    kept = machine.folder / "url"
    assert kept.read_text(encoding="utf-8").startswith("postgresql://cortado_test:")
    assert "@127.0.0.1:5433/cortado_test" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_macos_takes_playwrights_browser_and_homebrews_server(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.does("brew")
    machine.does("python")
    monkeypatch.setattr("sys.executable", str(machine.tools / "python"))
    provide.provide(machine.system(platform="darwin", is_root=False))
    assert "python -m playwright install chromium" in machine.calls
    assert "brew install --quiet postgresql@17" in machine.calls


def find_python(machine: Machine, **more: str) -> subprocess.CompletedProcess[str]:
    for name in ("sh", "env"):
        machine.tools.joinpath(name).symlink_to(shutil.which(name) or f"/bin/{name}")
    machine.has("id", "#!/bin/sh\necho 0\n")
    env = {"PATH": str(machine.tools), **more}
    return subprocess.run([str(PYTHON), "test"], env=env, capture_output=True, text=True, check=False, timeout=60)


def test_a_python_that_is_new_enough_is_taken(machine: Machine) -> None:
    machine.has("python3", OLD_PYTHON)
    machine.has("python3.12", "#!/bin/sh\nexit 0\n")
    assert find_python(machine).stdout == "python3.12\n"


def test_a_missing_python_is_installed_where_that_may_be_done(machine: Machine) -> None:
    machine.has("apt-get", f'#!/bin/sh\necho "apt-get $*" >> {machine.folder}/calls\n')
    done = find_python(machine)
    assert "Installing python3 python3-venv" in done.stderr
    assert "apt-get install -y -qq --no-install-recommends python3 python3-venv" in machine.calls
    assert done.returncode == 1  # this apt-get brings nothing


def test_where_it_may_not_a_missing_python_is_named_with_the_way_to_get_it(machine: Machine) -> None:
    machine.has("apt-get", REFUSES)
    done = find_python(machine, CORTADO_NO_INSTALL="1")
    assert done.returncode == 1
    assert "sudo apt install python3 python3-venv" in done.stderr
    assert "make PYTHON=/path/to/python3 test" in done.stderr


def test_a_python_without_venv_is_told_apart(machine: Machine) -> None:
    machine.has("python3", '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n')
    assert "python3 has no venv module" in find_python(machine, CORTADO_NO_INSTALL="1").stderr
