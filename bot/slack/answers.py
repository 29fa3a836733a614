"""What a listener answers to one request; the dispatch carries it out."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.slack.surfaces import Message, Modal


@dataclass(frozen=True)
class Answer:
    """One answer; at most one of its parts about forms is set.

    `said` is private: in the ack of a command, by `response_url` for a click or a shortcut, above the fields for a form.
    `errors` (block id -> sentence) stand beside the fields of a form.
    `replaced` and `removed` concern the private message that held the pressed button; for a form, `replaced` goes to `replaced_at`,
    the `response_url` of the private message that the form was opened from.
    """

    said: Message | None = None
    replaced: Message | None = None
    replaced_at: str = ""
    removed: bool = False
    opened: Modal | None = None
    pushed: Modal | None = None
    updated: Modal | None = None
    redrawn: Callable[[], Awaitable[Modal]] | None = None
    """Draws the form that was clicked in as it stands when its turn comes: acts that come fast are drawn together."""
    errors: Mapping[str, str] | None = None
    cleared: bool = False

    @staticmethod
    def nothing() -> "Answer":
        """Answer without a word: the board shows it; a form closes."""
        return Answer()

    @staticmethod
    def close() -> "Answer":
        """Close the submitted form and those below it."""
        return Answer(cleared=True)

    @staticmethod
    def say(message: Message | str) -> "Answer":
        """Tell this person alone."""
        return Answer(said=Message(message) if isinstance(message, str) else message)

    @staticmethod
    def replace(message: Message | str) -> "Answer":
        """Put this in the place of the private message that held the button."""
        return Answer(replaced=Message(message) if isinstance(message, str) else message)

    @staticmethod
    def remove() -> "Answer":
        """Take away the private message that held the button."""
        return Answer(removed=True)

    @staticmethod
    def open(form: Modal) -> "Answer":
        """Open a form (a command, a click in a message or Home, a shortcut)."""
        return Answer(opened=form)

    @staticmethod
    def push(form: Modal) -> "Answer":
        """Lay a form on top of the one that was submitted or clicked in."""
        return Answer(pushed=form)

    @staticmethod
    def update(form: Modal) -> "Answer":
        """Put this form in the place of the one that was submitted or clicked in."""
        return Answer(updated=form)

    @staticmethod
    def redraw(draw: Callable[[], Awaitable[Modal]]) -> "Answer":
        """Have the form that was clicked in drawn anew, at most once a second for each person, the last time as it stands last."""
        return Answer(redrawn=draw)

    @staticmethod
    def field_errors(errors: Mapping[str, str]) -> "Answer":
        """Keep the form open with these sentences beside its fields (block_id -> sentence)."""
        return Answer(errors=errors)

    def and_replace(self, url: str, text: str) -> "Answer":
        """Put this, too, in the place of the private message with this `response_url`; nothing where it is empty."""
        return replace(self, replaced=Message(text), replaced_at=url) if url else self
