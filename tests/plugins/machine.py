"""What the machine offers the tests: a Chromium and a PostgreSQL, or how to get them."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
POSTGRES_DEFAULT = "postgresql://postgres@127.0.0.1:5432/postgres"

NO_CHROMIUM = (
    "Chromium is missing (Debian: apt install chromium; macOS: brew install --cask chromium; or set CHROMIUM to its path)"
)
NO_POSTGRES = "PostgreSQL does not answer (Debian: apt install postgresql; or set TEST_POSTGRES_URL to a superuser's URL)"


def chromium(environment: Mapping[str, str] = os.environ) -> str | None:
    """Find the browser of the end-to-end tests: `CHROMIUM`, else the usual names and places."""
    if chosen := environment.get("CHROMIUM"):
        return shutil.which(chosen)
    on_path = (shutil.which(name, path=environment.get("PATH")) for name in CHROMIUM_NAMES)
    installed = (place for place in CHROMIUM_ON_MACOS if Path(place).exists())
    return next((found for found in (*on_path, *installed) if found), None)


def postgres(environment: Mapping[str, str] = os.environ) -> str | None:
    """Give the URL of a PostgreSQL that answers within 2 s: `TEST_POSTGRES_URL`, else the local one with trust."""
    url = environment.get("TEST_POSTGRES_URL", POSTGRES_DEFAULT)
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return None
    return url


def missing() -> list[str]:
    """List what the tests will go without, each with the way to get it."""
    return [reason for found, reason in ((chromium(), NO_CHROMIUM), (postgres(), NO_POSTGRES)) if not found]


def main() -> None:
    """Tell a person what the tests will go without."""
    for reason in missing():
        sys.stdout.write(f"{reason}. Tests that need it are skipped.\n")


if __name__ == "__main__":
    main()
