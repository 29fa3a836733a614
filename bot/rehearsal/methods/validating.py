"""blocks.validate: says what Slack would refuse in blocks, a message or a view; nothing is posted."""

import re

from bot.rehearsal.blocks import view_complaints
from bot.rehearsal.methods.call import Call
from bot.rehearsal.shapes import Json, SlackError

KINDS = ("blocks", "message", "view")
_COMPLAINT = re.compile(r"(.*) \[json-pointer:(?:/view)?(.*)\]", re.DOTALL)


def validate(call: Call) -> Json:
    """Check one of the three, and answer with every fault and its place."""
    given = [kind for kind in KINDS if call.maybe(kind) is not None]
    if len(given) != 1:
        raise SlackError("invalid_arguments", "must provide exactly one of `blocks`, `view`, or `message`")
    (kind,) = given
    payload = call.structure(kind, "invalid_arguments")
    if isinstance(payload, dict) and kind == "view":
        complaints = view_complaints(payload)
    elif isinstance(payload, dict) and kind == "message":
        complaints = call.room.block_complaints(payload.get("blocks", []))
    elif isinstance(payload, list) and kind == "blocks":
        complaints = call.room.block_complaints(payload)
    else:
        raise SlackError("invalid_arguments", f"must be {'an array' if kind == 'blocks' else 'an object'} [json-pointer:/{kind}]")
    if complaints:
        raise SlackError(f"invalid_{kind}", errors=[_error(each, kind) for each in complaints])
    return {}


def _error(complaint: str, kind: str) -> Json:
    found = _COMPLAINT.fullmatch(complaint)
    why, pointer = (complaint, "") if found is None else (found[1], found[2])
    return {
        "code": "failed_constraint",
        "message": why,
        "pointer": pointer.removeprefix("/blocks") if kind == "blocks" else pointer,
    }
