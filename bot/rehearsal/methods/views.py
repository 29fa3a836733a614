"""views.*: modals and the Home."""

import json

from bot.rehearsal.blocks import view_complaints, with_ids
from bot.rehearsal.ids import Ids
from bot.rehearsal.methods.call import Call
from bot.rehearsal.records import View
from bot.rehearsal.shapes import Json, SlackError

LARGEST = 250_000


def checked_view(given: object, ids: Ids, kind: str | None = None) -> Json:
    """Check a view and fill in its block ids; raises SlackError as views.open does."""
    if not isinstance(given, dict):
        raise SlackError("invalid_arguments", "must be an object [json-pointer:/view]")
    if len(json.dumps(given)) > LARGEST:
        raise SlackError("view_too_large")
    if complaints := view_complaints(given):
        raise SlackError("invalid_arguments", *complaints)
    if kind is not None and given["type"] != kind:
        raise SlackError("invalid_arguments", f"must be a {kind} [json-pointer:/view/type]")
    return {**given, "blocks": with_ids(given["blocks"], ids)}


def _view(call: Call, kind: str | None = None) -> Json:
    given = call.structure("view", "invalid_arguments")
    if given is None:
        raise SlackError("invalid_arguments", "missing required field: view")
    return checked_view(given, call.room.ids, kind)


def _shown(call: Call, view: View) -> Json:
    return {"view": call.room.payloads.view(view)}


def open_view(call: Call) -> Json:
    """Open a modal in front of the person whose trigger this is."""
    payload = _view(call, "modal")
    trigger = call.room.grants.use_trigger(call.word("trigger_id"))
    return _shown(call, call.room.views.open(trigger.person, payload))


def push(call: Call) -> Json:
    """Lay a modal on the one that the trigger came from."""
    payload = _view(call, "modal")
    trigger = call.room.grants.use_trigger(call.word("trigger_id"))
    if trigger.in_view is None:
        raise SlackError("not_found")
    return _shown(call, call.room.views.push(trigger.person, payload))


def update(call: Call) -> Json:
    """Replace an open view, by its id or by the app's own id for it."""
    name, external_id = call.maybe("view_id"), call.maybe("external_id")
    if (name is None) == (external_id is None):
        raise SlackError("invalid_arguments", "must provide either view_id or external_id")
    payload = _view(call)
    view = call.room.views.find(name, external_id)
    if view is None:
        raise SlackError("not_found")
    return _shown(call, call.room.views.update(view, payload, call.maybe("hash")))


def publish(call: Call) -> Json:
    """Show a person's Home."""
    person = call.person("user_id")
    payload = _view(call, "home")
    return _shown(call, call.room.views.publish(person.id, payload, call.maybe("hash")))
