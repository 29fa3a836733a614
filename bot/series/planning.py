"""What a ceremony fills in to have its plans previewed, edited and saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.schedule.drafts import Draft
from bot.series.recurring import Recurring
from bot.slack.requests import Form
from bot.store.unit import Unit
from bot.words import Words

CHANNEL = "channel"
"""The extra of a draft that says where the plan is for."""
ZONE_OF_BEFORE = "zone_of_before"
"""The extra that names the zone which Slack gave for its author before, where it did not say it as they asked."""


@dataclass(frozen=True)
class Planning:
    """One kind of plan.

    `purpose` is what its drafts are kept under and what its ids begin with; `title` names its forms. `fields` draws the ceremony's
    own fields round those of the schedule, `read` reads its own back: the title, and the extras that they change. `note` says what
    saving brings. `keep` keeps a plan in the transaction that takes its draft; `saved` says so, of a rule in words, a channel, and whether it is a single date.
    `limits` raises what a plan is refused for before anybody sees its preview.
    """

    purpose: str
    title: Callable[[Words], str]
    fields: Callable[[Words, Draft], list[Block]]
    read: Callable[[Form], tuple[str, Mapping[str, str]]]
    note: Callable[[Words, Draft, datetime], str]
    keep: Callable[[Unit, PersonId, Draft], None]
    saved: Callable[[Words, str, str, bool], str]
    limits: Callable[[Draft, datetime], None] = lambda plan, at: None
    recurring: Recurring | None = None
    """What a kept plan becomes, where it can be handed over."""
