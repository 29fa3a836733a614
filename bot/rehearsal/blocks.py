"""The room's own strict check of Block Kit, and the block ids that Slack fills in."""

from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import Any

from bot.rehearsal import charts
from bot.rehearsal.checks import Check, Place, as_object, boolean, both, by_type, items, only, shape, string, text, twice
from bot.rehearsal.elements import ACCESSORY, IN_ACTIONS, IN_CONTEXT, INPUT_ELEMENT, MRKDWN, PLAIN, URL
from bot.rehearsal.ids import Ids
from bot.rehearsal.shapes import Json

MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
BLOCK_ID: dict[str, Check] = {"block_id": string(255, 1)}


def _section_says_something(given: Any, place: Place) -> None:
    if not {"text", "fields"} & set(as_object(given)):
        place.refuse("missing required field: text or fields")


def _actions_differ(given: Any, place: Place) -> None:
    elements = as_object(given).get("elements")
    names = [as_object(element).get("action_id") for element in elements] if isinstance(elements, list) else []
    for name in twice(names):
        place.refuse(f"`action_id` must be unique in its block: {name}")


def _rich_text(given: Any, place: Place) -> None:
    kinds = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
    for number, element in enumerate(as_object(given).get("elements", ())):
        if as_object(element).get("type") not in kinds or not isinstance(as_object(element).get("elements"), list):
            (place / "elements" / number).refuse("must be a rich text section, list, quote or preformatted text")


def _any(_given: Any, _place: Place) -> None:
    return None


CLASSIC: dict[str, Check] = {
    "section": both(
        shape({}, {**BLOCK_ID, "text": text(3000, PLAIN, MRKDWN), "fields": items(10, text(2000, PLAIN, MRKDWN)),
                   "accessory": ACCESSORY, "expand": boolean}),
        _section_says_something,
    ),
    "actions": both(shape({"elements": items(25, IN_ACTIONS)}, BLOCK_ID), _actions_differ),
    "input": shape(
        {"label": text(2000, PLAIN), "element": INPUT_ELEMENT},
        {**BLOCK_ID, "hint": text(2000, PLAIN), "optional": boolean, "dispatch_action": boolean},
    ),
    "context": shape({"elements": items(10, IN_CONTEXT)}, BLOCK_ID),
    "header": shape({"text": text(150, PLAIN)}, BLOCK_ID),
    "divider": shape({}, BLOCK_ID),
    "image": shape({"image_url": URL, "alt_text": string(2000, 1)}, {**BLOCK_ID, "title": text(2000, PLAIN)}),
    "rich_text": both(shape({"elements": items(100, _any)}, BLOCK_ID), _rich_text),
}  # fmt: skip
_OLDER = {**CLASSIC, "markdown": shape({"text": string(12_000, 1)}, BLOCK_ID)}
_NEWER = {"data_visualization": charts.CHART}
NEWER = frozenset(_NEWER)
"""Blocks that Slack brings to one workspace after the other."""
IN_MESSAGE = by_type({**_OLDER, **_NEWER})
IN_VIEW = by_type(CLASSIC)


def _ids_differ(blocks: list[Any], place: Place) -> None:
    for name in twice([as_object(block).get("block_id") for block in blocks]):
        place.refuse(f"`block_id` must be unique: {name}")


def _one_focus(blocks: list[Any], place: Place) -> None:
    focused = [block for block in blocks if as_object(as_object(block).get("element")).get("focus_on_load")]
    if len(focused) > 1:
        place.refuse("only one element may have focus_on_load")


def message_complaints(blocks: Any, *, lacking: Collection[str] = ()) -> list[str]:
    """Say all that Slack would refuse in the blocks of a message, in a workspace that lacks some of NEWER."""
    place = Place("/blocks")
    known = (
        by_type({**_OLDER, **{kind: check for kind, check in _NEWER.items() if kind not in lacking}}) if lacking else IN_MESSAGE
    )
    items(MOST_IN_MESSAGE, known, least=0)(blocks, place)
    if isinstance(blocks, list):
        _ids_differ(blocks, place)
        if sum(as_object(block).get("type") == "data_visualization" for block in blocks) > charts.MOST_IN_MESSAGE:
            place.refuse(f"no more than {charts.MOST_IN_MESSAGE} data_visualization blocks allowed")
        written = [as_object(block).get("text") for block in blocks if as_object(block).get("type") == "markdown"]
        if sum(len(each) for each in written if isinstance(each, str)) > 12_000:
            place.refuse("markdown blocks must be no more than 12000 characters together")
    return place.complaints


VIEW_FIELDS: dict[str, Check] = {
    "blocks": items(MOST_IN_VIEW, IN_VIEW),
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
MODAL: dict[str, Check] = {
    "title": text(24, PLAIN),
    "submit": text(24, PLAIN),
    "close": text(24, PLAIN),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "submit_disabled": boolean,
}


def view_complaints(view: Json) -> list[str]:
    """Say all that Slack would refuse in a view: a modal or a Home."""
    place = Place("/view")
    allowed = {**VIEW_FIELDS, **(MODAL if view.get("type") == "modal" else {})}
    only(view, {"type", *allowed}, place)
    if view.get("type") not in ("modal", "home"):
        (place / "type").refuse("must be one of: modal, home")
    for name in ("blocks", *(("title",) if view.get("type") == "modal" else ())):
        if view.get(name) is None:
            place.refuse(f"missing required field: {name}")
    for name, check in allowed.items():
        if view.get(name) is not None:
            check(view[name], place / name)
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        _ids_differ(blocks, place / "blocks")
        _one_focus(blocks, place / "blocks")
        if (
            view.get("type") == "modal"
            and not view.get("submit")
            and any(as_object(each).get("type") == "input" for each in blocks)
        ):
            place.refuse("`submit` is required when there are input blocks")
    return place.complaints


def with_ids(blocks: list[Json], ids: Ids, before: Sequence[Json] = ()) -> list[Json]:
    """Give the blocks that came without a block id one, as Slack does; a redraw keeps those that stood at their places `before`."""
    given = {block["block_id"] for block in blocks if block.get("block_id")}
    kept = [None if block["block_id"] in given else str(block["block_id"]) for block in before]
    at_their_places = zip_longest(blocks, kept[: len(blocks)])
    return [{**block, "block_id": block.get("block_id") or old or ids("")[-5:].lower()} for block, old in at_their_places]
