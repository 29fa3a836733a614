"""Logs as JSON lines: ids, kinds, outcomes, places in the code; never what people wrote."""

import logging
import sys
import threading
from collections.abc import MutableMapping
from typing import IO, Any

import structlog

from bot.core.trace import chain, code_of, kind_of, places, short

Event = MutableMapping[str, Any]

_SPEAKS_PLAINLY = ("uvicorn", "apscheduler", "alembic")
"""Libraries whose messages hold no request: the others quote bodies, parameters and rows, so only their place is logged."""
_QUIET = ("slack_sdk", "slack_bolt", "bolt", "sqlalchemy", "aiohttp", "asyncio", "apscheduler", "alembic")


def set_up(level: str = "INFO", stream: IO[str] | None = None) -> None:
    """Send everything, our own and the libraries', to one stream as JSON lines: standard error unless another is given."""
    shared: list[Any] = [structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level, _stamp, fault_only]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, place_only, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in _QUIET:
        logging.getLogger(noisy).setLevel(logging.WARNING)


def hear_everything() -> None:
    """Send to the log what Python would print by itself, words and all: warnings, threads that die, faults that nobody can catch."""
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_died
    sys.unraisablehook = _unraisable


def fault_only(logger: Any, method: str, event: Event) -> Event:
    """Put types, codes and places of a fault and its causes in the place of its traceback: its message may quote what people wrote."""
    told = event.pop("exc_info", None)
    fault = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(fault, BaseException):
        first, *causes = chain(fault)
        event["fault"] = type(first).__name__
        if code := code_of(first):
            event["code"] = code
        event["at"] = places(first)
        if causes:
            event["causes"] = [f"{kind_of(cause)} at {(places(cause) or ['an unknown place'])[-1]}" for cause in causes]
    return event


def place_only(logger: Any, method: str, event: Event) -> Event:
    """Put the place of a library's message where its words were, unless the library is known to speak plainly."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None and not record.name.startswith(_SPEAKS_PLAINLY):
        event["event"] = "a library reports"
        event["at"] = [f"{short(record.pathname)}:{record.lineno} {record.funcName}"]
        event.pop("positional_args", None)
    return event


def _stamp(logger: Any, method: str, event: Event) -> Event:
    return structlog.processors.TimeStamper(fmt="iso", utc=True)(logger, method, event)


def _thread_died(told: threading.ExceptHookArgs) -> None:
    """Say that a thread has ended by a fault, which Python would print with all its words."""
    name = told.thread.name if told.thread is not None else ""
    structlog.get_logger("house").critical("a thread died", thread=name, exc_info=told.exc_value)


def _unraisable(told: Any) -> None:
    """Say what Python could raise nowhere: a fault while something was thrown away."""
    structlog.get_logger("house").error("a fault that nobody could catch", exc_info=told.exc_value)
