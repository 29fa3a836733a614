"""Has a paper drawn by a process of its own: a replica keeps none of the memory that takes."""

import asyncio
import os
import sys
from pathlib import Path

import structlog

from bot.core.refusal import Refusal
from bot.papers.paper import Paper, written

log = structlog.get_logger("papers")

_ROOT = Path(__file__).parents[2]
_LONGEST = 60
"""Seconds; a thousand rows take three."""
_ONE = asyncio.Semaphore(1)
"""They are drawn one after the other: each takes a core and 60 MB while it is."""


class NotPrinted(Refusal):
    """The PDF could not be made."""


async def printed(paper: Paper) -> bytes:
    """Return a paper as a PDF. Raise NotPrinted."""
    async with _ONE:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.papers"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=_ROOT,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(int(paper.made.timestamp()))},
        )
        try:
            content, faults = await asyncio.wait_for(process.communicate(written(paper)), _LONGEST)
        except TimeoutError:
            process.kill()
            await process.wait()
            content, faults = b"", b"it took too long"
    if process.returncode or not content.startswith(b"%PDF"):
        log.error("a paper was not drawn", error=_kind_of(faults))
        raise NotPrinted
    return content


def _kind_of(faults: bytes) -> str:
    """Return the kind of a fault without its words, which may quote people."""
    lines = faults.decode(errors="replace").strip().splitlines()
    return lines[-1].partition(":")[0] if lines else ""
