"""The reminder of an expiry: how near it is, what is missing, what comes next."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block

from bot.features.seu.rules.standings import Standing
from bot.features.seu.views import credential_ids, ids, progress, progress_lines, renewal_ids
from bot.features.seu.views.credential_pieces import not_issued, rules_read
from bot.features.seu.views.pieces import bare
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words


def reminder(words: Words, standing: Standing, names: Sequence[str], today: date, *, on: bool) -> Message:
    """Draw the reminder of what expires on one day, by its names. `on`: whether the person is still reminded of it."""
    told = _when(words, words.all_of([plain(name) for name in names]), standing, today)
    lines = [f"*{told}*", *_how_far(words, standing)]
    if not on:
        lines.append(words.say("No more reminders of this. “My credentials” turns them on again."))
    silent = button(words.say("Remind me no more"), credential_ids.SILENT, standing.of[0].held.id) if on else None
    blocks: list[Block] = [
        section("\n".join(line for line in lines if line)),
        actions(
            button(words.say("Renew …"), renewal_ids.RENEW, standing.progress.held.id, primary=True),
            button(words.say("My SEUs"), ids.OPEN, "reminder"),
            button(words.say("My credentials"), credential_ids.OPEN, "mine"),
            silent,
        ),
        context(rules_read(words, standing.progress.programme), not_issued(words, [standing.progress.programme])),
    ]
    return Message(bare(told), blocks)


def _when(words: Words, names: str, standing: Standing, today: date) -> str:
    assert standing.expiry is not None  # what never expires is not reminded of
    left = (standing.expiry - today).days
    values = {"names": names, "day": words.day(standing.expiry)}
    if left < 0:
        return words.say("{names}: expired on {day}.", **values)
    if left == 0:
        return words.say("{names}: expiry today, {day}.", **values)
    return words.count("{names}: expiry in {n} day, on {day}.", "{names}: expiry in {n} days, on {day}.", left, **values)


def _how_far(words: Words, standing: Standing) -> list[str]:
    found = standing.progress
    following = progress.what_next(words, standing)
    if found.need is None:
        return [following]
    missing = words.names(progress_lines.whats_missing(words, found)) or words.say("enough is learned")
    if not found.is_done:
        body = plain(found.programme.body)
        following = words.say("Next: learn what is missing, log it at {body}, and renew there.", body=body)
    return [f"{progress_lines.bar(found)}  {progress_lines.reached(words, found)}  ·  {missing}", following]
