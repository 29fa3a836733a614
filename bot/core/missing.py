"""What is said where a Python lacks what the bot needs."""

import sys


def said_of_missing(fault: ModuleNotFoundError) -> str:
    """Say which package this Python lacks, and which Python has it; raise the fault anew where a part of the bot itself is missing."""
    package = (fault.name or "bot").partition(".")[0]
    if package == "bot":
        raise fault
    return (
        f"This Python ({sys.executable}) has no {package}, which the bot needs.\n"
        "In a checkout: `make packages` installs all of it into .venv, and `.venv/bin/python -m bot` uses it."
    )
