"""Asks a running bot whether all is well, as a container or a supervisor does."""

import json
from http.client import HTTPConnection, HTTPException

_SECONDS = 4.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104 - where it listens, and where it is asked


def ask_health(host: str, port: int) -> tuple[bool, str]:
    """Tell whether the bot that listens there is well, and say what is not."""
    host = _EVERYWHERE.get(host, host)
    asked = HTTPConnection(host, port, timeout=_SECONDS)
    try:
        asked.request("GET", "/healthz")
        answer = asked.getresponse()
        told = json.loads(answer.read(65_536))
    except OSError as fault:
        return False, f"No bot answers at {host}:{port} ({fault.strerror or type(fault).__name__})."
    except (HTTPException, ValueError):
        return False, f"What answers at {host}:{port} is no bot."
    finally:
        asked.close()
    if answer.status == 200:
        return True, "All is well."
    wrong = [str(name) for name, well in told.items() if well is False and name != "ok"] if isinstance(told, dict) else []
    return False, f"Not well: {', '.join(wrong) or answer.status}."
