"""Makes a history of what Slack sent to a bot and got from it, payload by payload, whoever plays Slack."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from math import inf
from typing import Any

from tests.history.boards import key_of, marks_of, read_blocks, read_board, texts_of
from tests.history.events import Act, Answer, Deleted, Event, History, Posted, Updated, in_order
from tests.history.polls import IN_A_FORM
from tests.history.requests import answer_of, read_act, titled

Json = Mapping[str, Any]
HUSHED = 8.0
"""Seconds after which a person is surely told again what was told already: five, and how long an answer may take."""


class Recorder:
    """Takes requests and calls in any order and gives the history that they are.

    `forms_may_fail`: a press in a form counts as answered only where the form was drawn anew after it, with no notice: where the
    database goes away, or a form is closed at once, its acknowledgement says nothing.
    """

    def __init__(self, names: Mapping[str, str], *, forms_may_fail: bool = False) -> None:
        self._forms_may_fail = forms_may_fail
        self._views: dict[str, str] = {}
        self._redrawn: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
        self.names = dict(names)
        self.handles: dict[str, str] = {}
        self.doubts: list[tuple[float, float]] = []
        """When an acknowledgement does not say that something was done: the word that it was not may be lost."""
        self.topics: dict[str, str] = {}
        self._acts: dict[str, Act] = {}
        self._events: list[Event] = []
        self._told: set[str] = set()
        self._urls: dict[str, str] = {}

    def add(self, event: Event) -> None:
        """Add what is no request and no call."""
        self._events.append(event)

    def request(self, kind: str, payload: Json, began: float, ended: float, *, answered: bool, body: Any = None) -> None:
        """Add one request as Slack sent it. `answered`: with a status of 200 within three seconds, and what it said then."""
        act = read_act(kind, payload, began)
        if act is None:
            return
        if isinstance(body, Mapping) and isinstance(body.get("view"), Mapping):
            self._learn(body["view"])
        if url := str(payload.get("response_url") or ""):
            self._urls[act.request] = url.rpartition("/")[2]
        self._views[act.request] = str((payload.get("view") or {}).get("id", ""))
        answer = answer_of(act, body, took=ended - began) if answered else Answer.NONE
        found = replace(titled(act, body), ended=ended if answer is not Answer.NONE else inf, answer=answer)
        before = self._acts.get(act.request)
        if before is None or before.answer is Answer.NONE:
            self._acts[act.request] = found if before is None else replace(found, began=min(before.began, began))

    def told(self, response_url: str) -> None:
        """Note that who acted was told something afterwards: what it was to have done is there, or not."""
        self._told.add(response_url.rpartition("/")[2])

    def call(self, method: str, args: Json, at: float, business: float, ts: str = "", channel: str = "") -> None:
        """Add one call of the Web API that Slack has carried out, with the `ts` and channel that it answered."""
        if "view" in args:
            view = json.loads(args["view"]) if isinstance(args["view"], str) else args["view"]
            self._learn(view)
            has_notice = any(block.get("block_id") == "cortado:notice" for block in view.get("blocks", ()))
            self._redrawn[str(args.get("view_id", ""))].append((at, has_notice))
        where, stamp = channel or str(args.get("channel", "")), ts or str(args.get("ts", ""))
        blocks, text = read_blocks(args.get("blocks")), str(args.get("text", ""))
        match method:
            case "chat.postMessage":
                metadata = args.get("metadata") or {}
                marked = (json.loads(metadata) if isinstance(metadata, str) else metadata).get("event_payload", {})
                thread = args.get("thread_ts")
                board = None if thread else read_board(text, blocks)
                message, revision = str(marked.get("id", "")), int(marked.get("revision", 0))
                self.add(Posted(at, business, message, revision, where, stamp, thread, text, marks_of(blocks), board))
            case "chat.update":
                self.add(Updated(at, business, where, stamp, text, read_board(text, blocks)))
            case "chat.delete":
                self.add(Deleted(at, where, stamp))

    def history(self, ends: float, **more: Any) -> History:
        """Give all that was added."""
        hushed = self._hushed()
        acts = [
            replace(act, answer=Answer.NONE)
            if act.verb != "propose"
            and (any(_within(act, *span) for span in (*hushed[act.person], *self.doubts)) or self._is_in_doubt(act))
            else act
            for act in self._acts.values()
        ]
        return History(in_order((*acts, *self._events)), ends, self.names, self.topics, handles=self.handles, **more)

    def _is_in_doubt(self, act: Act) -> bool:
        """Tell whether a press in a form may have failed without a word that was seen."""
        if not self._forms_may_fail or act.verb not in IN_A_FORM:
            return False
        after = [has_notice for at, has_notice in self._redrawn[self._views.get(act.request, "")] if at > act.began]
        return not after or after[0]

    def _hushed(self) -> defaultdict[str, list[tuple[float, float]]]:
        """Give when each person was told something about an act, and for how long the same would not have been told again."""
        found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
        for act in self._acts.values():
            if self._urls.get(act.request) in self._told:
                found[act.person].append((act.began, (act.began if act.ended == inf else act.ended) + HUSHED))
        return found

    def _learn(self, view: Json) -> None:
        """Learn what topics are called from the rows of a ballot."""
        for block in view.get("blocks", ()):
            named = re.fullmatch(r"(?:row|gives)_(.+)", str(block.get("block_id", "")))
            if named:
                told = next(iter(texts_of([block])), "") or str(block.get("label", {}).get("text", ""))
                title = re.match(r"\*(.+?)\*", told)
                self.topics.setdefault(named[1], key_of(title[1] if title else told))


def _within(act: Act, began: float, ended: float) -> bool:
    return began <= act.began <= ended
