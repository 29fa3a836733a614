"""What the machine offers the tests: a Chromium and a PostgreSQL, or how to get them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import psycopg

CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The shell has no windows to draw: the page's tests take two thirds of the time in it."""
CHROMIUM_ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PLAYWRIGHTS_OWN = (
    ".cache/ms-playwright/chromium-*/chrome-linux*/chrome",
    "Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
"""Where `playwright install chromium` puts its browser, under the person's home."""
URL_FILE = Path(__file__).parents[2] / "build" / "test-postgres-url"
"""Where a set-up writes the address of the server that it has started for the tests."""
POSTGRES_DEFAULT = "postgresql://postgres@127.0.0.1:5432/postgres"

NO_CHROMIUM = (
    "Chromium is missing (Debian: apt install chromium; Ubuntu, macOS: .venv/bin/playwright install chromium; "
    "or set CHROMIUM to its path)"
)
NO_DRIVER = "The browser's driver does not start (Debian, Ubuntu: apt install libatomic1)"
NO_POSTGRES = "PostgreSQL does not answer (Debian: apt install postgresql; or set TEST_POSTGRES_URL to a superuser's URL)"
SBIN = f"/usr/sbin{os.pathsep}/usr/local/sbin"
NO_POOL = "PgBouncer is missing (Debian: apt install pgbouncer)"


def pgbouncer(environment: Mapping[str, str] = os.environ, more: str = SBIN) -> str | None:
    """Find the pool of connections on the path, or where Debian keeps what few people call."""
    return shutil.which("pgbouncer", path=f"{environment.get('PATH', '')}{os.pathsep}{more}")


def chromium(environment: Mapping[str, str] = os.environ) -> str | None:
    """Find the browser of the end-to-end tests: `CHROMIUM`, else the usual names and places."""
    if chosen := environment.get("CHROMIUM"):
        return shutil.which(chosen)
    home = Path(environment.get("HOME", "/nonexistent"))
    on_path = (shutil.which(name, path=environment.get("PATH")) for name in CHROMIUM_NAMES)
    installed = (place for place in CHROMIUM_ON_MACOS if Path(place).exists())
    fetched = (place for pattern in PLAYWRIGHTS_OWN for place in sorted(home.glob(pattern), reverse=True))
    return next((str(found) for found in (*on_path, *installed, *fetched) if found), None)


@cache
def driver_starts() -> bool:
    """Tell whether Playwright's driver runs here: it is a Node.js that wants libatomic, which a bare Debian lacks."""
    return subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False).returncode == 0


def answers(url: str) -> bool:
    """Tell whether a PostgreSQL answers there within 2 s."""
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def postgres(environment: Mapping[str, str] = os.environ, kept: Path = URL_FILE) -> str | None:
    """Give the URL of a PostgreSQL that answers: `TEST_POSTGRES_URL` alone, else the one set up for this checkout, else the local one."""
    if chosen := environment.get("TEST_POSTGRES_URL"):
        candidates = [chosen]
    else:
        candidates = [*([kept.read_text(encoding="utf-8")] if kept.exists() else []), POSTGRES_DEFAULT]
    return next((url for url in candidates if answers(url)), None)
