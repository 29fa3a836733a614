"""Reads what somebody did out of a request of Slack's, and what its answer tells of it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.history.boards import key_of
from tests.history.events import Act, Answer

Json = Mapping[str, Any]
LATE = 2.4
"""Seconds after which an acknowledgement may come before what it acknowledges: it says nothing then."""
OURS = "lean_coffee:"
_DOTS = ("give_dot", "take_dot")


def read_act(kind: str, payload: Json, began: float) -> Act | None:
    """Read what somebody did; None for what is nobody's act on a meeting or in a channel, or no request of Slack's at all."""
    try:
        return _read(kind, payload, began)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None  # tests send what Slack never would: the bot has to refuse that


def _read(kind: str, payload: Json, began: float) -> Act | None:
    if kind == "slash_commands":
        return _command(payload, began)
    if kind == "events_api":
        return _event(payload, began)
    match payload.get("type"):
        case "block_actions":
            return _click(payload, began)
        case "view_submission":
            return _form(payload, began)
        case _:
            return None


def answer_of(act: Act, body: Any, *, took: float) -> Answer:
    """Say what an answer with a status of 200 tells of an act."""
    if took > LATE:
        return Answer.NONE
    if isinstance(body, Mapping) and body.get("response_action") == "errors":
        return Answer.REFUSED
    if isinstance(body, Mapping) and body.get("response_action") == "update" and act.verb != "propose":
        return Answer.NONE  # the form says what became of it
    said = str(body.get("text", "") if isinstance(body, Mapping) else body or "")
    match act.verb:
        case "command":
            return Answer.NONE
        case "start":
            return Answer.NONE if said else Answer.ACKNOWLEDGED
        case "propose" if said:
            return Answer.ACKNOWLEDGED if "“" in said and "`/coffee mine`" in said else Answer.NONE
        case _:
            return Answer.ACKNOWLEDGED


def titled(act: Act, body: Any) -> Act:
    """Give a proposal as its answer names it: what was typed may have more in it than the title."""
    said = str(body.get("text", "") if isinstance(body, Mapping) else body or "")
    named = re.search("“(.+?)”", said) if act.verb == "propose" else None
    return act if named is None else replace(act, what=(key_of(named[1]),))


def _command(payload: Json, began: float) -> Act:
    request, person, channel = str(payload["trigger_id"]), str(payload["user_id"]), str(payload["channel_id"])
    word, _, rest = str(payload.get("text", "")).partition(" ")
    if payload["command"] == "/coffee" and word == "topic" and rest:
        return Act(began, began, request, person, "propose", channel, what=(key_of(rest),))
    verb = "start" if payload["command"] == "/coffee" and word == "start" else "command"
    return Act(began, began, request, person, verb, channel, what=(f"{payload['command']} {payload.get('text', '')}",))


def _event(payload: Json, began: float) -> Act | None:
    event = payload.get("event", {})
    if event.get("type") != "member_left_channel":
        return None
    return Act(began, began, str(payload["event_id"]), str(event["user"]), "left_channel", str(event["channel"]))


def _click(payload: Json, began: float) -> Act | None:
    action = payload["actions"][0]
    if not str(action["action_id"]).startswith(OURS):
        return None
    verb = str(action["action_id"]).removeprefix(OURS)
    carried = str(action.get("value") or (action.get("selected_option") or {}).get("value", ""))
    if verb in ("more", "talk_about") and carried.count(":") > 1:
        chosen, _, carried = carried.partition(":")
        verb = chosen if verb == "more" else verb
    about, _, phase = carried.rpartition(":")
    number = int(phase) if phase.isdigit() else 0
    meeting, what = about.rpartition(":")[2] or carried, tuple[str, ...]()
    if verb in _DOTS:
        meeting, what = str(payload.get("view", {}).get("private_metadata", "")).partition(":")[0], (about,)
    return _of(payload, began, verb, meeting, number, what)


def _form(payload: Json, began: float) -> Act | None:
    view = payload["view"]
    name, private = str(view.get("callback_id", "")), str(view.get("private_metadata", ""))
    if not name.startswith(OURS):
        return None
    meeting, _, rest = private.partition(":")
    phase = rest.partition(" ")[0]
    number = int(phase) if phase.isdigit() else 0
    match name.removeprefix(OURS):
        case "rows":
            return _of(payload, began, "done", meeting, number)
        case "ballot":
            return _of(payload, began, "ballot", meeting, number, tuple(sorted(_chosen(view, private))))
        case "takeaway":
            text = next(iter(_typed(view, "takeaway")), "")
            return _of(payload, began, "takeaway", private.partition(" ")[0], 0, (key_of(text),))
        case "topic":
            return _of(payload, began, "propose", private.partition(" ")[0], 0, (key_of(next(iter(_typed(view, "title")), "")),))
        case other:
            return _of(payload, began, other, meeting.partition(" ")[0], number)


def _of(payload: Json, began: float, verb: str, subject: str, phase: int = 0, what: tuple[str, ...] = ()) -> Act:
    return Act(began, began, str(payload["trigger_id"]), str(payload["user"]["id"]), verb, subject, phase, what)


def _typed(view: Json, block: str) -> list[str]:
    return [str(each.get("value") or "") for each in view.get("state", {}).get("values", {}).get(block, {}).values()]


def _chosen(view: Json, private: str) -> list[str]:
    """Give the topics that a ballot by menus gives dots to, once for each dot: on this page, and on the others."""
    found: list[str] = []
    for part in [*private.split(" "), "", ""][2].split(","):
        topic, _, number = part.partition("=")
        found += [topic] * (int(number) if number.isdigit() else 0)
    for block, fields in view.get("state", {}).get("values", {}).items():
        for each in fields.values():
            chosen = str((each.get("selected_option") or {}).get("value") or "")
            if block.startswith("gives_") and chosen.isdigit():
                found += [block.removeprefix("gives_")] * int(chosen)
            elif block.startswith("dot_") and chosen:
                found.append(chosen)
    return found
