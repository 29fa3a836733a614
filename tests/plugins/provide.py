"""Bring what the tests use to this machine where that may be done: a Chromium, a PostgreSQL and a PgBouncer."""

import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.plugins.machine import (
    NO_CHROMIUM,
    NO_DRIVER,
    NO_POOL,
    NO_POSTGRES,
    SBIN,
    URL_FILE,
    answers,
    chromium,
    driver_starts,
    pgbouncer,
    postgres,
)
from tests.plugins.no_skips import skips_are_failures

BROWSER = ("chromium", "fonts-liberation", "fonts-noto-color-emoji")
QUICKER = "chromium-headless-shell"
"""The same browser without windows: the tests of the page take two thirds of the time in it. Newer releases have it."""
SERVER = ("postgresql",)
_ROLE = "cortado_test"
Way = Callable[[], None]


class NotDone(Exception):
    """A step did not succeed; its sentence says which."""


@dataclass(frozen=True)
class System:
    """What this machine is, and how its commands are run: tests hand in a machine of their own."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    platform: str = sys.platform
    is_root: bool = field(default_factory=lambda: os.geteuid() == 0)
    release: Path = Path("/etc/os-release")
    servers: Path = Path("/usr/lib/postgresql")
    url_file: Path = URL_FILE
    driver_starts: Callable[[], bool] = driver_starts
    say: Callable[[str], object] = lambda text: print(f"==> {text}", flush=True)
    sbin: str = SBIN

    def has(self, command: str) -> bool:
        """Tell whether a command is there."""
        return shutil.which(command, path=self.environment.get("PATH")) is not None

    def runs(self, *command: str, stdin: str = "") -> bool:
        """Run a command in silence and tell whether it succeeded."""
        done = subprocess.run(
            command, env=dict(self.environment), input=stdin, capture_output=True, text=True, check=False, timeout=600
        )
        return done.returncode == 0

    def does(self, *command: str, stdin: str = "") -> None:
        """Run a command; raise NotDone with the last line that it said where it fails."""
        done = subprocess.run(
            command,
            env={**self.environment, "DEBIAN_FRONTEND": "noninteractive"},
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=1200,
        )
        if done.returncode != 0:
            raise NotDone(f"{' '.join(command[:6])}: {(done.stdout.strip().splitlines() or ['no word'])[-1]}")

    def as_root(self, *command: str) -> tuple[str, ...]:
        """Return a command as root runs it."""
        return command if self.is_root else ("sudo", "-n", *command)

    def as_postgres(self, *command: str) -> tuple[str, ...]:
        """Return a command as the server's own user runs it."""
        return self.as_root("runuser", "-u", "postgres", "--", *command)

    @property
    def is_left_alone(self) -> bool:
        """Tell whether its owner wants nothing installed."""
        return bool(self.environment.get("CORTADO_NO_INSTALL"))

    @property
    def may_install(self) -> bool:
        """Tell whether Debian's packages may be installed without asking anybody."""
        return self.has("apt-get") and (self.is_root or (self.has("sudo") and self.runs("sudo", "-n", "true")))

    @property
    def is_ubuntu(self) -> bool:
        """Tell whether Chromium is a snap here, which containers cannot run."""
        return self.release.exists() and re.search(r"^ID(_LIKE)?=.*ubuntu", self.release.read_text(), re.MULTILINE) is not None

    def install(self, *packages: str) -> None:
        """Install packages of Debian's, and say so before."""
        self.say(f"Installing {' '.join(packages)} (apt-get)")
        self.does(*self.as_root("apt-get", "update", "-qq"))
        self.does(*self.as_root("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages))


def way_to_a_browser(system: System) -> Way | None:
    """Choose how a Chromium comes here: Debian's package, else Playwright's own; None where nothing may be installed."""
    if system.is_left_alone or "CHROMIUM" in system.environment:
        return None
    if system.may_install and not system.is_ubuntu:
        return lambda: system.install(*BROWSER)
    if system.platform == "darwin" or system.is_ubuntu:
        return lambda: _playwrights_own(system)
    return None


def _playwrights_own(system: System) -> None:
    """Fetch the browser that Playwright publishes: into the person's cache, nothing of the system is touched but its libraries."""
    system.say("Installing Chromium (playwright install)")
    libraries = ("--with-deps",) if system.may_install else ()
    system.does(sys.executable, "-m", "playwright", "install", *libraries, "chromium")


def way_to_a_driver(system: System) -> Way | None:
    """Choose how the library that Playwright's driver wants comes here; None where nothing may be installed."""

    def install() -> None:
        system.install("libatomic1")
        driver_starts.cache_clear()

    return None if system.is_left_alone or not system.may_install else install


def way_to_a_server(system: System) -> Way | None:
    """Choose how a PostgreSQL comes here; None where nothing may be installed or started, or another one is named."""
    if system.is_left_alone or "TEST_POSTGRES_URL" in system.environment:
        return None
    if system.may_install:
        return lambda: _debians_server(system)
    if system.platform == "darwin" and system.has("brew"):
        return lambda: _homebrews_server(system)
    return None


def _homebrews_server(system: System) -> None:
    """Install and start Homebrew's server, which trusts the person who installed it."""
    system.say("Installing and starting postgresql@17 (brew)")
    system.does("brew", "install", "--quiet", "postgresql@17")
    system.does("brew", "services", "run", "postgresql@17")
    _keep(system, f"postgresql://{system.environment.get('USER', '')}@127.0.0.1:5432/postgres")


def _debians_server(system: System) -> None:
    """Start the newest cluster, installed where there is none; a fresh one wants a password, so the tests get a role of their own."""
    if not any(system.servers.glob("*/bin/postgres")):
        system.install(*SERVER)
    version, name, port = _cluster(system)
    if not system.runs(*system.as_postgres("pg_isready", "--quiet", "--port", port)):
        system.say(f"Starting PostgreSQL {version} on port {port}")
        system.does(*system.as_root("pg_ctlcluster", "--skip-systemctl-redirect", version, name, "start"))
        system.does(*system.as_postgres("pg_isready", "--quiet", "--port", port, "--timeout", "30"))
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    _keep(system, url if answers(url) else _role(system, port))


def _cluster(system: System) -> tuple[str, str, str]:
    """Return version, name and port of the newest cluster, made where there is none."""

    def clusters() -> list[list[str]]:
        told = subprocess.run(
            ["pg_lsclusters", "-h"], env=dict(system.environment), capture_output=True, text=True, check=False
        ).stdout
        return sorted((line.split() for line in told.splitlines()), key=lambda one: float(one[0]))

    if not clusters():
        versions = sorted((path.parts[-3] for path in system.servers.glob("*/bin/postgres")), key=float)
        system.does(*system.as_root("pg_createcluster", versions[-1], "main"))
    version, name, port = clusters()[-1][:3]
    return version, name, port


def _role(system: System, port: str) -> str:
    """Give the tests a role and a database of their own, and return its URL; its password is made anew each time.

    It may switch triggers off, to empty append-only tables between tests, and choose how soon a deadlock is seen; before version 15
    only a superuser could.
    """
    password = secrets.token_hex(16)
    script = f"""
SELECT 'CREATE ROLE {_ROLE} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{_ROLE}') \\gexec
ALTER ROLE {_ROLE} CREATEDB PASSWORD '{password}';
SELECT CASE WHEN current_setting('server_version_num')::int >= 150000
  THEN 'GRANT SET ON PARAMETER session_replication_role, deadlock_timeout TO {_ROLE}' ELSE 'ALTER ROLE {_ROLE} SUPERUSER' END \\gexec
SELECT 'CREATE DATABASE {_ROLE} OWNER {_ROLE}' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{_ROLE}') \\gexec
"""
    psql = ("psql", "--no-psqlrc", "--quiet", "--port", port, "--set", "ON_ERROR_STOP=1")
    system.does(*system.as_postgres(*psql), stdin=script)
    return f"postgresql://{_ROLE}:{password}@127.0.0.1:{port}/{_ROLE}"


def _keep(system: System, url: str) -> None:
    """Write down where the server answers, for the tests of this checkout. Raise NotDone where it does not."""
    if not answers(url):
        raise NotDone("PostgreSQL runs and does not let the tests in")
    system.url_file.parent.mkdir(exist_ok=True)
    system.url_file.touch(mode=0o600)
    system.url_file.write_text(url, encoding="utf-8")


def way_to_a_pool(system: System) -> Way | None:
    """Choose how a PgBouncer comes here, of which only the program is wanted; None where nothing may be installed."""
    if system.is_left_alone:
        return None
    if system.may_install:
        return lambda: _debians_pool(system)
    if system.platform == "darwin" and system.has("brew"):
        return lambda: system.does("brew", "install", "--quiet", "pgbouncer")
    return None


def _debians_pool(system: System) -> None:
    """Install Debian's package, and end the service that it brings: the tests start a pool of their own."""
    system.install("pgbouncer")
    if system.has("systemctl"):
        system.runs(*system.as_root("systemctl", "disable", "--now", "pgbouncer"))


def hasten(system: System) -> None:
    """Bring Debian's quicker browser beside what is there; without the network, or in an older release, things stay as they are."""
    stays = system.is_left_alone or "CHROMIUM" in system.environment or system.is_ubuntu or system.has(QUICKER)
    if stays or not system.may_install or not system.has("apt-cache") or not system.runs("apt-cache", "show", QUICKER):
        return
    system.say(f"Installing {QUICKER} (apt-get)")
    with suppress(NotDone, OSError, subprocess.TimeoutExpired):
        system.does(*system.as_root("apt-get", "install", "-y", "-qq", "--no-install-recommends", QUICKER))


def provide(system: System) -> list[str]:
    """Bring what is missing; return what the tests go without all the same, a sentence each."""
    wanted: tuple[tuple[Callable[[], object], Callable[[System], Way | None], str], ...] = (
        (lambda: chromium(system.environment), way_to_a_browser, NO_CHROMIUM),
        (system.driver_starts, way_to_a_driver, NO_DRIVER),
        (lambda: postgres(system.environment, system.url_file), way_to_a_server, NO_POSTGRES),
        (lambda: pgbouncer(system.environment, system.sbin), way_to_a_pool, NO_POOL),
    )
    without = []
    for found, way_to, advice in wanted:
        if found():
            continue
        problem = ""
        if (way := way_to(system)) is not None:
            try:
                way()
            except (NotDone, OSError, subprocess.TimeoutExpired) as wrong:
                problem = f" What was tried: {wrong}."
        if not found():
            without.append(f"{advice}.{problem}")
    return without


def main() -> int:
    """Bring what is missing and a quicker browser, say what is missing still; fail only where no test may be skipped."""
    without = provide(System())
    hasten(System())
    strict = skips_are_failures(os.environ)
    for sentence in without:
        print(sentence if strict else f"{sentence} Tests that need it are skipped.", flush=True)
    return 1 if strict and without else 0


if __name__ == "__main__":
    sys.exit(main())
