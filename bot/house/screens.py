"""What `check --screens` asks Slack: whether it takes every screen of the bot at its largest."""

import gzip
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.delivery.failures import Limited, fault_of
from bot.feature import Feature
from bot.house.features import screens_of
from bot.slack.client import SlackClient
from bot.slack.errors import LOST, error_of

CATALOGUE = Path(__file__).with_name("screens.json.gz")
"""What the tests of views have drawn at its largest, by name: `make screens` writes it anew."""
_REFUSALS = ("invalid_message", "invalid_view")
_TRIES = 5
_WITHIN = {"blocks": "block", "elements": "element", "fields": "field", "options": "option", "option_groups": "group"}
Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Sample:
    """A screen, a form or an answer as people see it, in a language."""

    name: str
    language: str
    payload: Payload

    @property
    def argument(self) -> str:
        """How Slack calls what it is."""
        return "view" if self.payload.get("type") in ("modal", "home") else "message"

    @property
    def is_text(self) -> bool:
        """Tell whether it has no block: Slack validates blocks alone, so there is nothing to ask."""
        return self.argument == "message" and not self.payload.get("blocks")


@dataclass(frozen=True)
class Checked:
    """What Slack says of a sample: nothing, or what is wrong at which place; `unasked`: it did not say."""

    sample: Sample
    wrong: Sequence[str] = ()
    unasked: str = ""
    blocks: int = field(default=0)

    @property
    def line(self) -> str:
        """Say it in one line."""
        if self.sample.is_text:
            return f"text    {self.sample.name} ({self.sample.language}): no blocks, so there is nothing to ask Slack"
        told = f"{self.sample.name} ({self.sample.language}, {self.blocks} blocks)"
        if self.unasked:
            return f"unknown {told}: {self.unasked}"
        return f"wrong   {told}: {'; '.join(self.wrong)}" if self.wrong else f"ok      {told}"


def samples(path: Path = CATALOGUE) -> list[Sample]:
    """Read the catalogue, in the order of names."""
    with gzip.open(path, "rt", encoding="utf-8") as opened:
        kept: dict[str, dict[str, Payload]] = json.load(opened)
    return [
        Sample(name, language, payload) for name, drawn in sorted(kept.items()) for language, payload in sorted(drawn.items())
    ]


def wanted(features: Sequence[Feature]) -> list[str]:
    """Name every screen and form that the features offer, as the catalogue does."""
    screens = [f"screen {kind.name}" for kind in screens_of(features)]
    return sorted({*screens, *(f"form {name}" for feature in features for name in feature.forms)})


async def validate(
    client: SlackClient,
    all_of_them: Iterable[Sample],
    wait: Callable[[float], Awaitable[object]],
    said: Callable[[Checked], None],
) -> list[Checked]:
    """Ask Slack about each sample that has blocks, one after the other, as fast as it allows; tell of each."""
    checked = []
    for sample in all_of_them:
        found = await _ask(client, sample, wait)
        said(found)
        checked.append(found)
    return checked


async def _ask(client: SlackClient, sample: Sample, wait: Callable[[float], Awaitable[object]]) -> Checked:
    if sample.is_text:
        return Checked(sample)
    number, given = len(sample.payload.get("blocks", ())), {sample.argument: json.dumps(sample.payload)}
    for _ in range(_TRIES):
        try:
            await client.call("blocks.validate", **given)
        except SlackApiError as refused:
            fault = fault_of(refused)
            if isinstance(fault, Limited):
                await wait(fault.pause.total_seconds())
                continue
            error = error_of(refused)
            if error not in _REFUSALS:
                return Checked(sample, unasked=f"Slack does not say ({error}).", blocks=number)
            return Checked(sample, tuple(_faults(refused.response)) or (error,), blocks=number)
        except LOST as lost:
            return Checked(sample, unasked=f"Slack cannot be reached ({type(lost).__name__}).", blocks=number)
        else:
            return Checked(sample, blocks=number)
    return Checked(sample, unasked="Slack limits how often it may be asked; try again later.", blocks=number)


def _faults(response: Any) -> Iterable[str]:
    found = response.get("errors") or ()
    for each in found if isinstance(found, list) else ():
        if isinstance(each, Mapping):
            yield f"{placed(str(each.get('pointer', '')))}: {each.get('message') or each.get('code')}"


def placed(pointer: str) -> str:
    """Say a JSON pointer in words: `/blocks/2/elements/1/text` is “block 3, element 2, text”."""
    words: list[str] = []
    within = "block"
    for step in (one.replace("~1", "/").replace("~0", "~") for one in pointer.split("/")[1:]):
        if re.fullmatch(r"\d+", step):
            words.append(f"{within} {int(step) + 1}")
        elif step in _WITHIN:
            within = _WITHIN[step]
        else:
            words.append(step)
    return ", ".join(words) or "all of it"
