"""What is drawn in Slack: a message, a form, a Home; plain values of Slack's own block models."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block


@dataclass(frozen=True)
class Message:
    """A message: `text` is what notifications and screen readers say.

    `plainer` stands in the place of `blocks` where a workspace's Slack does not take the newer ones among them; it says no less.
    Delivery alone can tell, so a private answer has none.
    """

    text: str
    blocks: Sequence[Block] = ()
    plainer: Sequence[Block] | None = None


@dataclass(frozen=True)
class Modal:
    """A form; `private` comes back with its submission; without `submit` it only shows."""

    callback: str
    title: str
    blocks: Sequence[Block]
    submit: str | None = None
    close: str | None = None
    private: str = ""
    notify_on_close: bool = False


@dataclass(frozen=True)
class Home:
    """One person's App Home."""

    blocks: Sequence[Block] = field(default_factory=list)


Surface = Message | Home
