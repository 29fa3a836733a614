"""The house's own words to a person: what a refusal means, and what to do when something went wrong."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import structlog
from slack_sdk.errors import SlackApiError

from bot.core.refusal import Refusal, Several, field_of
from bot.delivery.failures import Flawed, fault_of
from bot.feature import Feature
from bot.house.explain import explain
from bot.schedule.explain import explain as of_schedule
from bot.series.views.explain import explain as of_series
from bot.slack.client import RespondRefused
from bot.slack.dispatch import ErrorReply, Overloaded, name_of
from bot.slack.errors import DEAD_TOKEN, ODD, error_of, in_log, is_away
from bot.slack.requests import Click, Command, Form, Request
from bot.slack.responder import RATE_LIMITED, FormNotOpened
from bot.slack.routes import NothingListens, kind_of
from bot.slack.text import as_typed, code_block, plain
from bot.store.errors import StoreUnavailable
from bot.words.words import Words, words_for

log = structlog.get_logger("house")

WordsOf = Callable[[Request], Awaitable[Words]]
_PLAIN = words_for("en", "UTC")


class ErrorReplies:
    """Finds the words: the features' own for their refusals, the house's for everything else."""

    def __init__(
        self,
        features: Sequence[Feature],
        words_of: WordsOf,
        bot_name: str = "Cortado",
        is_mixed: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take the features, and who says whether replicas of two versions run."""
        self._is_mixed = is_mixed
        self._features = features
        self._words_of = words_of
        self._bot_name = bot_name

    async def reply_to(self, request: Request, fault: Exception) -> ErrorReply:
        """Say what a fault means for this person, and repeat what they typed: Slack keeps no command. Never raises."""
        words = await self._words(request)
        reply = self._reply_to(request, fault, words)
        typed = _repeated(request, words) if reply.text else ""
        return replace(reply, text=f"{reply.text}\n{typed}") if typed else reply

    def _reply_to(self, request: Request, fault: Exception, words: Words) -> ErrorReply:
        if isinstance(fault, Refusal):
            each = fault.refusals if isinstance(fault, Several) else (fault,)
            told = [(field_of(one), self._refused(one, request, words)) for one in each]
            return ErrorReply("\n".join(text for _, text in told), {name: text for name, text in told if name is not None})
        if (reply := self._not_done(request, fault, words)) is not None:
            return reply
        if (said := _not_done_by_slack(fault, words)) is not None:
            self._note(request, fault)
            return ErrorReply(said, outcome="slack")
        log.error("a request failed", kind=kind_of(request), request=name_of(request), exc_info=fault, **_of_slack(fault))
        said = words.say(
            "Something went wrong on my side. Nothing was changed. Try again; if it stays, tell whoever runs this bot."
        )
        return ErrorReply(said, outcome="failed")

    def _not_done(self, request: Request, fault: Exception, words: Words) -> ErrorReply | None:
        """Say what kept the bot itself from a request, or None."""
        match fault:
            case NothingListens():
                speak = _of_another_version if self._is_mixed() else _unknown
                return ErrorReply(speak(request, words), outcome="unknown")
            case StoreUnavailable(undone=True):
                said = words.say("My database does not answer. Nothing was changed. Try again in a minute.")
                return ErrorReply(said, outcome="unavailable")
            case StoreUnavailable():
                said = words.say("My database went away just then. Look whether it was done, and try again in a minute if not.")
                return ErrorReply(said, outcome="unavailable")
            case Overloaded():
                said = words.say("Too much is going on at once. Nothing was changed. Try again in a few seconds.")
                return ErrorReply(said, outcome="overloaded")
            case FormNotOpened(error=error) if error == RATE_LIMITED:
                return ErrorReply(_press_again(request, words), outcome="not opened")
            case FormNotOpened():
                return ErrorReply(words.say("Slack did not open the form in time. Try again."), outcome="not opened")
            case RespondRefused():
                return ErrorReply("", outcome="not told")
        return None

    def _note(self, request: Request, fault: Exception) -> None:
        told = {"error": type(fault).__name__} | in_log(fault)
        log.warning("Slack did not do its part", kind=kind_of(request), request=name_of(request), **told)

    def not_installed(self, request: Request) -> str:
        """Say that this workspace has not installed the app."""
        return _PLAIN.say("{bot} is not installed in this workspace. Ask an admin to install it.", bot=self._bot_name)

    def too_much(self, request: Request) -> str:
        """Say that this person asks faster than anybody can read the answers, and repeat what they typed."""
        said = _PLAIN.say("That was too much at once. This one was not done. Wait a few seconds, then try again.")
        typed = _repeated(request, _PLAIN)
        return f"{said}\n{typed}" if typed else said

    def saving(self, request: Request) -> str:
        """Say that a form is still being saved."""
        return _PLAIN.say("Saving … This takes longer than usual.")

    def saved(self, request: Request) -> str:
        """Say that a form was saved after all and can be closed."""
        return _PLAIN.say("Saved. You can close this form.")

    async def _words(self, request: Request) -> Words:
        try:
            return await self._words_of(request)
        except Exception:  # noqa: BLE001 — whatever keeps the person's language from us must not keep the answer from them
            return _PLAIN

    def _refused(self, refusal: Refusal, request: Request, words: Words) -> str:
        # Ceremonies share refusals, each with its own command in the sentence: the one that was asked speaks first.
        for feature in sorted(self._features, key=lambda feature: not _is_asked(feature, request)):
            try:
                said = feature.explain(refusal, words)
            except Exception:  # a feature that cannot speak leaves the word to the next
                log.exception("an explanation failed", feature=feature.name)
                continue
            if said:
                return said
        said = of_schedule(refusal, words) or of_series(refusal, words) or explain(refusal, words, self._bot_name)
        if said is None:
            log.error("a refusal without words", refusal=type(refusal).__name__)
        return said or words.say("That is not possible now. Nothing was changed.")


def _of_slack(fault: Exception) -> dict[str, str]:
    """Return Slack's part in a fault for the log, which names the fault itself already."""
    return {name: value for name, value in in_log(fault).items() if name != "fault"}


def _not_done_by_slack(fault: Exception, words: Words) -> str | None:
    """Say what kept Slack from doing its part, or None where that was not Slack."""
    match fault:
        case SlackApiError() if error_of(fault) == "token_expired":  # with rotation the next one is asked for already
            return words.say(
                "Slack wants a new token of me. Try again in a minute; if that does not help, ask an admin to install the app again."
            )
        case SlackApiError() if error_of(fault) in DEAD_TOKEN:
            return words.say("Slack does not let me in any more. Ask an admin to install the app again.")
        case SlackApiError() if error_of(fault) == ODD:
            return words.say("Slack answered in a way that I cannot read. Try again in a minute.")
        case _ if is_away(fault):
            return words.say("Slack does not answer me just now. Try again in a minute.")
        case SlackApiError() if not isinstance(fault_of(fault), Flawed):
            return _refused_by_slack(in_log(fault), words)
    return None


def _refused_by_slack(told: Mapping[str, str], words: Words) -> str:
    if "needed" in told:
        return words.say(
            "Slack does not let me do that: I lack the permission {scope}. Ask an admin to install the app again.",
            scope=f"`{plain(told['needed'], 200)}`",
        )
    return words.say(
        "Slack refused that, and gives as its reason: {error}. Try again; if it stays, tell whoever runs this bot.",
        error=f"`{plain(told['error'], 80)}`",
    )


def _repeated(request: Request, words: Words) -> str:
    """Give back a command that says more than a verb, to copy; in a code block, where only backticks would end it."""
    if not isinstance(request, Command) or len(request.text.split()) < 2:
        return ""
    return words.say("You typed: {text}", text=code_block(f"{request.name} {as_typed(request.text)}"))


def _press_again(request: Request, words: Words) -> str:
    """Say how a form is asked for again that Slack did not open because it opens too many at once."""
    if isinstance(request, Click) and request.label:
        return words.say("Slack opens too many forms at once just now. Press “{label}” again.", label=plain(request.label, 75))
    if isinstance(request, Command):
        return words.say("Slack opens too many forms at once just now. Type the command again.")
    return words.say("Slack opens too many forms at once just now. Try again.")


def _is_asked(feature: Feature, request: Request) -> bool:
    """Tell whether a request is one that a feature listens to; a command's form on the Home, whose private part is its line, is that command."""
    match request:
        case Command(name=name):
            return name in feature.commands
        case Click(action=name):
            return name in feature.clicks
        case Form(callback=name, private=private):
            return name in feature.forms or private.partition(" ")[0] in feature.commands
        case _:
            return False


def _of_another_version(request: Request, words: Words) -> str:
    """Say that a replica of another version may know what this one does not."""
    if isinstance(request, Form):
        return words.say("I am being upgraded just now. Leave this form open, and send it again in a minute.")
    return words.say("I am being upgraded just now. Try again in a minute.")


def _unknown(request: Request, words: Words) -> str:
    match request:
        case Command(name=name):
            return words.say("I do not know {command}. It may be from another version of this app.", command=plain(name, 40))
        case Form():
            return words.say("This form is from an older version. Close it and open it again.")
        case Click():
            return words.say("This button is from an older version. Use a newer message, or type the command again.")
    return words.say("This shortcut is from an older version. Reload Slack and try again.")
