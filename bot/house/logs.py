"""Logs as JSON lines: ids, kinds, outcomes and places in the code; never what people wrote, voted or earned."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import IO, Any

import structlog

Event = MutableMapping[str, Any]

_SPEAKS_PLAINLY = ("uvicorn", "apscheduler", "alembic")
"""Libraries whose messages hold no request: the others quote bodies, parameters and rows, so only their place is logged."""
_QUIET = ("slack_sdk", "slack_bolt", "bolt", "sqlalchemy", "aiohttp", "asyncio", "apscheduler", "alembic.runtime.plugins")
_FRAMES = 12


def set_up(level: str = "INFO", stream: IO[str] | None = None) -> None:
    """Send everything, our own and the libraries', to one stream as JSON lines."""
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
    handler = logging.StreamHandler(stream or sys.stdout)
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


def fault_only(logger: Any, method: str, event: Event) -> Event:
    """Put the type of a fault and where it arose in the place of its traceback: its message may quote what people wrote."""
    told = event.pop("exc_info", None)
    fault = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(fault, BaseException):
        event["fault"] = type(fault).__name__
        frames = traceback.extract_tb(fault.__traceback__)[-_FRAMES:]
        event["at"] = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def place_only(logger: Any, method: str, event: Event) -> Event:
    """Put the place of a library's message where its words were, unless the library is known to speak plainly."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None and not record.name.startswith(_SPEAKS_PLAINLY):
        event["event"] = "a library reports"
        event["at"] = [f"{_short(record.pathname)}:{record.lineno} {record.funcName}"]
        event.pop("positional_args", None)
    return event


def _stamp(logger: Any, method: str, event: Event) -> Event:
    return structlog.processors.TimeStamper(fmt="iso", utc=True)(logger, method, event)


def _short(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-3:])
