"""What is open in front of each person: a stack of modals, the Home, and short notices."""

from collections import defaultdict, deque
from dataclasses import replace
from typing import Any

from bot.rehearsal.change_notifier import ChangeNotifier
from bot.rehearsal.clock import RoomClock
from bot.rehearsal.drawings import Drawings
from bot.rehearsal.ids import Ids
from bot.rehearsal.inputs import keep_values, starting_values
from bot.rehearsal.records import View, from_json, to_json
from bot.rehearsal.shapes import Json, SlackError
from bot.rehearsal.storage import Storage

DEEPEST = 3


class ViewStacks:
    """Modals live as long as the room does; a Home is kept."""

    def __init__(self, *, storage: Storage, clock: RoomClock, ids: Ids, changes: ChangeNotifier) -> None:
        self.stacks: dict[str, list[View]] = defaultdict(list)
        self.homes: dict[str, View] = {}
        self.toasts: dict[str, deque[Json]] = defaultdict(lambda: deque(maxlen=3))
        self.drawings = Drawings()
        self._storage, self._clock, self._ids, self._changes = storage, clock, ids, changes
        self._count = 0
        for person, doc in storage.read("home"):
            self.homes[person] = from_json(View, doc)

    def forget(self) -> None:
        """Close everything without a word."""
        self.stacks.clear()
        self.homes.clear()
        self.toasts.clear()
        self.drawings.forget()
        self._changes.notify()

    def tell(self, person: str, text: str) -> None:
        """Show a person a short notice that is not a message."""
        self._count += 1
        self.toasts[person].append({"id": self._count, "text": text})
        self._changes.notify()

    def _fresh_hash(self) -> str:
        return f"{self._clock.now().timestamp():.0f}.{self._ids('')}"

    def _new(self, person: str, payload: Json, below: View | None) -> View:
        name = self._ids("V")
        return View(
            name, person, self._fresh_hash(), payload, below.root if below else name, below.id if below else None,
            starting_values(payload["blocks"]),
        )  # fmt: skip

    def _check_external_id(self, payload: Json, but: str | None = None) -> None:
        taken = (view for stack in self.stacks.values() for view in stack if view.id != but)
        if payload.get("external_id") and any(view.payload.get("external_id") == payload["external_id"] for view in taken):
            raise SlackError("duplicate_external_id")

    def open(self, person: str, payload: Json) -> View:
        """Open a modal on its own; what was open before is gone."""
        self._check_external_id(payload)
        view = self._new(person, payload, None)
        self.stacks[person] = [view]
        self._changes.notify()
        return view

    def push(self, person: str, payload: Json) -> View:
        """Lay a modal on top of the open one, three deep at most."""
        stack = self.stacks[person]
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
        self._check_external_id(payload)
        view = self._new(person, payload, stack[-1])
        stack.append(view)
        self._changes.notify()
        return view

    def publish(self, person: str, payload: Json, expected: str | None) -> View:
        """Show a person's Home anew; raises `hash_conflict` when it is not the one that the app knew."""
        old = self.homes.get(person)
        if old is None:
            view = self._new(person, payload, None)
        else:
            self._check_hash(old, expected)
            self.drawings.redrawn(old.id, old.payload["blocks"], payload["blocks"])
            view = replace(
                old,
                payload=payload,
                hash=self._fresh_hash(),
                values=keep_values(old.values, old.payload["blocks"], payload["blocks"]),
            )
        self.homes[person] = view
        self._storage.put("home", person, to_json(view))
        self._changes.notify()
        return view

    def _check_hash(self, view: View, expected: str | None) -> None:
        if expected is not None and expected != view.hash:
            raise SlackError("hash_conflict")

    def find(self, name: str | None = None, external_id: str | None = None) -> View | None:
        """Find an open modal or a Home by its id, or a modal by the app's own id."""
        everywhere = [*(view for stack in self.stacks.values() for view in stack), *self.homes.values()]
        for view in everywhere:
            if (name and view.id == name) or (external_id and view.payload.get("external_id") == external_id):
                return view
        return None

    def update(self, view: View, payload: Json, expected: str | None = None) -> View:
        """Replace what a view shows; inputs that stay keep what was typed."""
        self._check_hash(view, expected)
        if payload["type"] != view.kind:
            raise SlackError("invalid_arguments", "view type cannot change [json-pointer:/view/type]")
        self._check_external_id(payload, but=view.id)
        self.drawings.redrawn(view.id, view.payload["blocks"], payload["blocks"])
        values = keep_values(view.values, view.payload["blocks"], payload["blocks"])
        return self.change(view, payload=payload, hash=self._fresh_hash(), values=values, errors=None, busy=False)

    def change(self, view: View, **new: Any) -> View:
        """Put a view's new form in its place; one that is closed meanwhile stays closed."""
        changed = replace(view, **new)
        stack = self.stacks[view.person]
        for place, each in enumerate(stack):
            if each.id == view.id:
                stack[place] = changed
        if view.kind == "home" and view.person in self.homes:
            self.homes[view.person] = changed
        self._changes.notify()
        return changed

    def close(self, view: View) -> None:
        """Take a modal away and what lies on it."""
        stack = self.stacks[view.person]
        places = [place for place, each in enumerate(stack) if each.id == view.id]
        if places:
            del stack[places[0] :]
        self._changes.notify()

    def clear(self, person: str) -> None:
        """Close all modals of a person."""
        self.stacks[person].clear()
        self._changes.notify()
