"""What people do with elements and forms: press, choose, send, close."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.rehearsal.acts import tell_outcome, url_for, visible_message, who, word
from bot.rehearsal.deliver import Ack
from bot.rehearsal.inputs import STATE, Placed, complaint, elements_of, read_given, starting_values
from bot.rehearsal.methods.views import checked_view
from bot.rehearsal.payloads import action_of
from bot.rehearsal.records import Message, Person, View
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json, SlackError
from bot.rehearsal.workspace import drawn_at

_CHANNEL_MENUS = frozenset(f"{many}{kind}_select" for many in ("", "multi_") for kind in ("conversations", "channels"))
TROUBLE = "We had some trouble connecting. Try again?"
GONE = "That button is no longer there."
KEPT_DRAFTS = 5_000


async def click(room: Room, act: Json) -> Json:
    """Press a button or choose in a menu, in a message or in a view."""
    person = who(room, act)
    if act.get("view_id"):
        return await _click_in_view(room, act, person)
    message = visible_message(room, act, person)
    placed = _element(room.workspace.drawings.of(drawn_at(message), message.blocks), act)
    values = _draft(room, person, message)
    chosen = _choose(room, person, placed, act, values)
    if placed.is_input and not _dispatches(message.blocks, placed):
        return {}
    channel = room.workspace.conversations[message.channel]
    grants: Json = {"trigger_id": room.grants.trigger(person.id), "response_url": url_for(room, person, channel, message)[0]}
    action = action_of(placed, chosen, room.clock.stamp())
    payload = room.payloads.message_click(person, channel, message, action, values, grants)
    return tell_outcome(room, person, await room.send("interactive", payload))


def _draft(room: Room, person: Person, message: Message) -> Json:
    """Give what this person has put into a message's inputs; everybody has inputs of their own."""
    drafts = room.workspace.drafts
    fresh, kept = starting_values(message.blocks), drafts.get((person.id, message.ts), {})
    for block_id, actions in fresh.items():
        for action_id in actions:
            actions[action_id] = kept.get(block_id, {}).get(action_id, actions[action_id])
    if fresh:
        drafts[person.id, message.ts] = fresh
        if len(drafts) > KEPT_DRAFTS:
            del drafts[next(iter(drafts))]
    return fresh


async def _click_in_view(room: Room, act: Json, person: Person) -> Json:
    view = _own_view(room, act, person)
    placed = _element(room.views.drawings.of(view.id, view.payload["blocks"]), act)
    values = {block_id: dict(actions) for block_id, actions in view.values.items()}
    chosen = _choose(room, person, placed, act, values)
    view = room.views.change(view, values={block_id: values[block_id] for block_id in view.values})
    if placed.is_input and not _dispatches(view.payload["blocks"], placed):
        return {}
    trigger = room.grants.trigger(person.id, view.id if view.kind == "modal" else None)
    payload = room.payloads.view_click(person, view, action_of(placed, chosen, room.clock.stamp()), trigger)
    return tell_outcome(room, person, await room.send("interactive", payload))


def _element(drawings: Iterable[Iterable[Json]], act: Json) -> Placed:
    """Find what was pressed as the person saw it: a redraw on the way changes nothing, and what is too late is the app's to say."""
    action_id, block_id = word(act, "action_id"), act.get("block_id") or None
    found = [
        placed
        for blocks in drawings
        for placed in elements_of(blocks)
        if placed.action_id == action_id and block_id in (None, placed.block_id)
    ]
    for placed in found:
        if _shows(placed, act):
            return placed
    raise ActRefused("That choice is not offered any more." if any(each.kind == "overflow" for each in found) else GONE)


def _shows(placed: Placed, act: Json) -> bool:
    """Tell whether an element is drawn as it was pressed: with that value, with that choice. What an act leaves out is not compared."""
    if placed.kind == "button":
        return act.get("value") in (None, placed.element.get("value"))
    if placed.kind == "overflow":
        return any(option["value"] == _picked(act) for option in placed.element["options"])
    return True


def _picked(act: Json) -> Any:
    wanted = act.get("selected_option")
    return wanted.get("value") if isinstance(wanted, dict) else wanted or act.get("value")


def _dispatches(blocks: Any, placed: Placed) -> bool:
    return any(block.get("dispatch_action") for block in blocks if block.get("block_id") == placed.block_id)


def _offered(room: Room, person: Person, placed: Placed, state: Json) -> None:
    """Hold a channel that was chosen against what Slack's menu lists for this person. Raise ActRefused."""
    if placed.kind in _CHANNEL_MENUS:
        given = state[STATE[placed.kind][0]] or []
        for chosen in [given] if isinstance(given, str) else given:
            conversation = room.workspace.conversations.get(chosen)
            if conversation is not None and not room.workspace.may_see(person.id, conversation):
                raise ActRefused("That choice is not offered any more.")


def _choose(room: Room, person: Person, placed: Placed, act: Json, values: Json) -> Json:
    """Read what was chosen, and keep it in the state of its form."""
    if placed.kind == "button":
        return {}
    if placed.kind == "overflow":
        return {"selected_option": next(each for each in placed.element["options"] if each["value"] == _picked(act))}
    state = read_given(placed, act)
    _offered(room, person, placed, state)
    if (said := complaint(placed, state)) is not None and not placed.is_input:
        raise ActRefused(said)
    values.setdefault(placed.block_id, {})[placed.action_id] = state
    return {name: value for name, value in state.items() if name != "type"}


def _own_view(room: Room, act: Json, person: Person) -> View:
    view = room.views.find(word(act, "view_id"))
    if view is None or view.person != person.id:
        raise ActRefused("That form is no longer open.")
    return view


async def submit(room: Room, act: Json) -> Json:
    """Send the form on top; Slack's own complaints come first, then the app's answer."""
    person = who(room, act)
    view = _own_view(room, act, person)
    stack = room.views.stacks[person.id]
    if not stack or stack[-1].id != view.id:
        raise ActRefused("Another form lies on top of that one.")
    if view.busy:
        raise ActRefused("The form is being sent.")
    given = act.get("values")
    values, errors = _filled(room, person, view, given if isinstance(given, dict) else {})
    if errors:
        room.views.change(view, values=values, errors=errors)
        return {"ok": False, "error": "Some fields need another look.", "errors": errors}
    view = room.views.change(view, values=values, errors=None, busy=True)
    trigger = room.grants.trigger(person.id, view.id)
    payload = room.payloads.submission(person, view, trigger, _response_urls(room, person, view))
    ack = await room.send("interactive", payload)
    return _answered(room, view, ack)


def _filled(room: Room, person: Person, view: View, given: Json) -> tuple[Json, dict[str, str]]:
    fields = [placed for placed in elements_of(view.payload["blocks"]) if placed.kind in STATE]
    if (strange := _strange(fields, given)) is not None:
        raise ActRefused(f"That form has no such field: {strange}.")
    values = {block_id: dict(actions) for block_id, actions in view.values.items()}
    errors: dict[str, str] = {}
    for placed in fields:
        mine = given.get(placed.block_id, {}).get(placed.action_id, values[placed.block_id][placed.action_id])
        try:
            state = read_given(placed, mine)
            _offered(room, person, placed, state)
        except ActRefused as refused:
            errors[placed.block_id] = str(refused)
            continue
        values[placed.block_id][placed.action_id] = state
        if (said := complaint(placed, state)) is not None:
            errors[placed.block_id] = said
    return values, errors


def _strange(fields: list[Placed], given: Json) -> str | None:
    """Name the first id that no field has: left out unsaid, the form would be sent as if nothing had been put into it."""
    for block_id, actions in given.items():
        known = {placed.action_id for placed in fields if placed.block_id == block_id}
        if not known:
            return block_id
        if unknown := [action_id for action_id in actions if action_id not in known]:
            return f"{block_id}, {unknown[0]}"
    return None


def _response_urls(room: Room, person: Person, view: View) -> list[Json]:
    urls: list[Json] = []
    for placed in elements_of(view.payload["blocks"]):
        if placed.element.get("response_url_enabled"):
            key = STATE[placed.kind][0]
            channel = room.workspace.conversations.get(view.values[placed.block_id][placed.action_id][key] or "")
            if channel is not None:
                where = {"block_id": placed.block_id, "action_id": placed.action_id, "channel_id": channel.id}
                urls.append({**where, "response_url": url_for(room, person, channel)[0]})
    return urls


def _answered(room: Room, sent: View, ack: Ack) -> Json:
    view = room.views.find(sent.id)
    if view is None:
        return {"outcome": ack.outcome}  # closed or replaced while it was sent
    view = room.views.change(view, busy=False)
    if ack.outcome != "ok":
        return {"ok": False, "error": TROUBLE, "outcome": ack.outcome}
    try:
        return {"outcome": "ok", **_apply(room, view, {} if ack.body in (None, "") else ack.body)}
    except SlackError as error:
        room.journal.request({"kind": "ack_refused", "error": error.code, "messages": list(error.messages), "answer": ack.body})
        return {"ok": False, "error": TROUBLE, "outcome": error.code}


def _apply(room: Room, view: View, answer: Any) -> Json:
    if not isinstance(answer, dict):
        raise SlackError("invalid_response")
    match answer.get("response_action") if answer else "close":
        case "close":
            room.views.close(view)
        case "clear":
            room.views.clear(view.person)
        case "errors":
            return _show_errors(room, view, answer.get("errors"))
        case "update":
            room.views.update(view, checked_view(answer.get("view"), room.ids, "modal"))
        case "push":
            room.views.push(view.person, checked_view(answer.get("view"), room.ids, "modal"))
        case other:
            raise SlackError("invalid_response", f"there is no response_action {other}")
    return {}


def _show_errors(room: Room, view: View, errors: Any) -> Json:
    inputs = {placed.block_id for placed in elements_of(view.payload["blocks"]) if placed.is_input}
    if not isinstance(errors, dict) or not errors or not all(isinstance(each, str) and each for each in errors.values()):
        raise SlackError("invalid_response", "errors must be an object of texts")
    if strange := set(errors) - inputs:
        raise SlackError("invalid_response", f"no input block has the id {min(strange)}")
    room.views.change(view, errors=errors)
    return {"ok": False, "error": "Some fields need another look.", "errors": errors}


async def close(room: Room, act: Json) -> Json:
    """Close a modal, with clear_on_close all of them; the app hears of it where it asked to."""
    person = who(room, act)
    view = _own_view(room, act, person)
    if view.kind != "modal":
        raise ActRefused("The Home stays open.")
    all_of_them = bool(view.payload.get("clear_on_close"))
    if all_of_them:
        room.views.clear(person.id)
    else:
        room.views.close(view)
    if view.payload.get("notify_on_close"):
        closed = room.payloads.closed(person, replace(view, errors=None), all_of_them)
        return {"outcome": (await room.send("interactive", closed)).outcome}
    return {}
