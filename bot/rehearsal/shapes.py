"""Types that the room shares: JSON objects and its two errors."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """A Web API call is refused as Slack refuses it: an error code, and where Slack gives them, sentences about the cause."""

    def __init__(self, code: str, *messages: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages
        self.more = more

    def as_answer(self) -> Json:
        """Give the body that Slack would answer with."""
        answer: Json = {"ok": False, "error": self.code, **self.more}
        if self.messages:
            answer["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
            if self.code == "invalid_blocks":
                answer["errors"] = list(self.messages)
        return answer


class ActRefused(Exception):
    """A person's act cannot be done; the text is what that person is told."""
