"""What `verify` says of a statement: issued by this bot and unchanged, changed, or unknown."""

from dataclasses import dataclass

from bot.features.seu.rules.verifying import Verdict, as_id, digest_of, named_in
from bot.features.seu.store.statements import Issued, issued
from bot.store.reports import report
from bot.teams import store as people
from bot.words.words import words_for

_WORDS = words_for("en-GB", "UTC")


@dataclass(frozen=True)
class Finding:
    """What was found, in sentences."""

    verdict: Verdict
    lines: tuple[str, ...]


async def verify_file(url: str, content: bytes) -> Finding:
    """Say whether a file is a statement that was issued, as it was issued. Raise StoreError."""
    named = named_in(content)
    found = await _found(url, named) if named else None
    if found is None:
        return Finding(Verdict.UNKNOWN, ("Unknown: this bot has issued no such statement, or the file names none.",))
    if found.digest != digest_of(content):
        told = "Changed: this file is not as it was issued. A mail program or a reader that saves it anew changes it too."
        return Finding(Verdict.CHANGED, (told, "Ask for the file as the bot sent it.", *await _stated(url, found)))
    return Finding(Verdict.UNCHANGED, ("Issued by this bot, and unchanged.", *await _stated(url, found)))


async def verify_id(url: str, typed: str) -> Finding:
    """Say what a statement said, by the id that stands on paper. Raise StoreError."""
    found = await _found(url, as_id(typed))
    if found is None:
        return Finding(Verdict.UNKNOWN, ("Unknown: this bot has issued no statement with this id.",))
    return Finding(Verdict.UNCHANGED, ("Issued by this bot. Compare what the paper says:", *await _stated(url, found)))


async def _found(url: str, named: str) -> Issued | None:
    return await report(url, lambda read: issued(read, named))


async def _stated(url: str, found: Issued) -> tuple[str, ...]:
    whom = "a person who has been erased since"
    if (person := found.person) is not None:
        names = await report(url, lambda read: people.names(read, [person], _WORDS, full=True), found.workspace)
        whom = names[person]
    hours, minutes = divmod(found.minutes, 60)
    activities = _WORDS.count("{n} activity", "{n} activities", found.activities)
    period = f"from {_WORDS.day(found.first)} to {_WORDS.day(found.last)}"
    return (
        f"Statement {found.statement}, issued on {_WORDS.day(found.at)} (UTC), about {whom}.",
        f"It states {activities} {period}: {hours} h {minutes} min ({found.minutes} minutes).",
    )
