"""Every command runs in an empty folder and without settings, and leaves the process as it was."""

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.settings import Settings


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """An environment without any setting, a folder of its own, and a log that is put back."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level, threads, unraisable = list(root.handlers), root.level, threading.excepthook, sys.unraisablehook
    yield
    root.handlers, root.level, threading.excepthook, sys.unraisablehook = handlers, level, threads, unraisable
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    gc.unfreeze()
    gc.enable()
