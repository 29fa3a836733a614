"""What a search in the records of Lean Coffee has found, page by page."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.core.ids import MeetingId
from bot.features.lean_coffee.rules.searching import Hit, Kind
from bot.features.lean_coffee.views import ids
from bot.meetings.views.frame import facts, link
from bot.paging import paged, turning
from bot.slack.blocks import context, grouped, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words


def found(
    words: Words,
    text: str,
    hits: Sequence[Hit],
    links: Mapping[MeetingId, str],
    *,
    page: int = 0,
    most: bool = False,
    unasked: int = 0,
) -> Message:
    """Draw a page of what was found; `links`: the summaries. `most`: there may be older ones; `unasked`: channels left out."""
    asked = plain(text, 120)
    small = _small(words, most=most, unasked=unasked)
    if not hits:
        told = words.say("Nothing with “{text}” in the Lean Coffees that you may see.", text=asked)
        hint = words.say("All words have to be in it, in any order; fewer or shorter ones find more.")
        return Message(told, [section(told), context(hint, *small)])
    told = words.count("{n} result for “{text}”", "{n} results for “{text}”", len(hits), text=asked)
    pages = paged(page, len(hits))
    lines = [_line(words, hit, links) for hit in hits[pages.start : pages.stop]]
    blocks: list[Block] = [
        section(f"*{told}*"),
        *grouped(lines),
        *turning(words, pages, ids.SEARCH_BEFORE, ids.SEARCH_AFTER, text),
    ]
    return Message(told, [*blocks, context(*small)] if small else blocks)


def _small(words: Words, *, most: bool, unasked: int) -> list[str]:
    told = []
    if most:
        told.append(words.say("These are the latest; one word more finds older ones."))
    if unasked:
        told.append(
            words.count(
                "{n} channel that you are not in was left out: join it, and what is in it is found.",
                "{n} channels that you are not in were left out: join one, and what is in it is found.",
                unasked,
            )
        )
    return told


def _line(words: Words, hit: Hit, links: Mapping[MeetingId, str]) -> str:
    where = links.get(hit.meeting, "") if hit.meeting else ""
    led = link(where, words.say("Open it")) if where else ""
    waits = words.say("waits for the next one") if hit.kind is Kind.TOPIC and hit.meeting is None else ""
    said = facts(_kind(words, hit.kind), f"<#{hit.channel}>", words.day(hit.at), waits, led)
    about = plain(hit.details, 160)
    return "\n".join(part for part in (f"*{plain(hit.text, 160)}*", about, said) if part) + "\n"


def _kind(words: Words, kind: Kind) -> str:
    return {
        Kind.TOPIC: words.say("Topic"),
        Kind.TAKEAWAY: words.say("Takeaway"),
        Kind.ACTION: words.say("Action item"),
        Kind.MEETING: words.say("Meeting"),
    }[kind]
