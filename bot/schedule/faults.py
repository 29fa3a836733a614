"""What the log says of a fault."""

import traceback


def trace(fault: BaseException) -> str:
    """Return where a fault came from, without the values that were at hand there: they may be somebody's."""
    return "".join(traceback.format_exception(fault))
