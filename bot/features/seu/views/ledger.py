"""A person's own ledger: the total, the latest entries, the switch; its rows of the App Home."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, SectionBlock

from bot.core.ids import PersonId
from bot.feature import HomeButton, HomeRow, Slot
from bot.features.seu.rules.activities import renewed_by
from bot.features.seu.rules.values import Category, Entry, Keeping, Source
from bot.features.seu.views import export_ids, ids
from bot.features.seu.views.pieces import hours_minutes, kind_named, private
from bot.slack.blocks import actions, button, context, header, overflow, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import escape, plain
from bot.words.words import Words

NO_NAMES: Mapping[PersonId, str] = {}
MOST = 5
"""So many entries stand in the ledger; all of them in their list."""


def ledger(
    words: Words,
    keeping: Keeping,
    total: int,
    latest: Sequence[Entry],
    question: Sequence[Block] = (),
    names: Mapping[PersonId, str] = NO_NAMES,
) -> Message:
    """Draw a person's own ledger: the question while it is open, the total, the latest entries; `names`: of those who wrote them."""
    ways = _ways(words, keeping, asked=bool(question), has_entries=bool(latest))
    if keeping is not Keeping.YES and not latest:
        text = _nothing_kept(words, keeping, asked=bool(question))
        told = [] if question else [section(text)]
        return Message(text, [*told, *question, ways, context(private(words))])
    head = words.say("To log so far: {time}", time=hours_minutes(words, total))
    blocks: list[Block] = [header(words.say("My learning minutes")), *question, section(f"*{head}*")]
    blocks += [entry_row(words, entry, names) for entry in latest] or [section(words.say("Nothing is in it yet."))]
    blocks.append(ways)
    foot = [words.say("What you attended and logged, to log for a renewal."), *_of_meetings(words, keeping, asked=bool(question))]
    blocks.append(context(*foot, private(words)))
    return Message(head, blocks)


def _of_meetings(words: Words, keeping: Keeping, *, asked: bool) -> list[str]:
    """Say that the minutes of meetings are not kept beside what somebody logs; nothing where they are, or the question says it."""
    if keeping is Keeping.YES or asked:
        return []
    if keeping is Keeping.NO:
        return [words.say("Of meetings I keep nothing for you.")]
    return [words.say("Of meetings I keep nothing for you yet. I ask you once, after your first one.")]


def ledger_form(words: Words, message: Message) -> Modal:
    """Draw a person's ledger as a form that only shows."""
    return Modal("seu:ledger", words.say("My SEUs"), list(message.blocks), close=words.say("Close"), private=ids.LEDGER)


def rows(words: Words, keeping: Keeping, total: int, at: datetime, waiting: int = 0) -> list[HomeRow]:
    """Draw the ledger's rows of a person's App Home; nothing for who has none. `waiting`: minutes that the question is about."""
    time = hours_minutes(words, waiting or total)
    if waiting:
        asked = words.say("*My SEUs*\nWaiting for your answer: {time}. Should I keep learning minutes for you?", time=time)
        return [HomeRow(Slot.WAITING, at, f"{asked}\n{private(words)}", [mine(words)])]
    told = words.say("*My SEUs*\n{time} to log so far", time=time)
    log = HomeButton(words.say("Log something"), ids.LOG, "home")
    return [HomeRow(Slot.MINE, at, f"{told}\n{private(words)}", [log])] if keeping is Keeping.YES or total else []


def mine(words: Words) -> HomeButton:
    """Return the button that opens a person's own ledger."""
    return HomeButton(words.say("My SEUs"), ids.OPEN, "home")


def switch(words: Words, keeping: Keeping) -> Message:
    """Say whether a person's minutes are kept, with the button that changes it; a word that was typed changes nothing by itself."""
    told = {
        Keeping.YES: words.say("I keep your learning minutes."),
        Keeping.NO: words.say("I keep no learning minutes for you."),
        Keeping.UNDECIDED: words.say("I have not asked you yet whether to keep your learning minutes. You can say it now."),
    }[keeping]
    buttons = actions(
        None if keeping is Keeping.YES else button(words.say("Keep them from now on"), ids.KEEP, ids.LEDGER),
        None if keeping is Keeping.NO else button(words.say("Stop keeping them"), ids.DECLINE, ids.LEDGER),
    )
    return Message(told, [section(told), buttons, context(private(words))])


def _nothing_kept(words: Words, keeping: Keeping, *, asked: bool) -> str:
    if keeping is Keeping.NO:
        return words.say("I keep no learning minutes for you.")
    if asked:
        return words.say("Should I keep learning minutes for you?")
    return words.say(
        "Nothing is kept for you yet. After your first meeting I ask you once whether to keep your minutes; you can say it now."
    )


def _ways(words: Words, keeping: Keeping, *, asked: bool, has_entries: bool) -> Block:
    """Draw what can be done about a ledger, and what turns the keeping on or off; while the question is open, that has those buttons."""
    portable = has_entries or keeping is Keeping.YES
    keep = None if asked else button(words.say("Keep them from now on"), ids.KEEP, ids.LEDGER)
    return actions(
        button(words.say("Log something"), ids.LOG, ids.LEDGER),
        button(words.say("All entries"), ids.ENTRIES, ids.LEDGER) if has_entries else None,
        button(words.say("Take it along"), export_ids.EXPORT, ids.LEDGER) if portable else None,
        button(words.say("Bring it along"), export_ids.IMPORT, ids.LEDGER) if portable else None,
        button(words.say("Stop keeping them"), ids.DECLINE, ids.LEDGER) if keeping is Keeping.YES else keep,
    )


def entry_row(words: Words, entry: Entry, names: Mapping[PersonId, str] = NO_NAMES) -> SectionBlock:
    """Draw what stands of an activity, with what can be done about it; `names`: of those who wrote it."""
    title = plain(entry.description) or words.say("without a title")
    named = f"<{escape(entry.link).replace('|', '%7C')}|{title}>" if entry.link else title
    head = f"*{hours_minutes(words, entry.left)}*  {named}"
    facts = [words.day(entry.day)]
    if entry.category is not Category.EVENT:
        facts.append(kind_named(words, entry.category))
    if renewed_by(entry):
        facts.append(words.say("renews everything"))
    if not entry.left:
        mine = entry.source is Source.SELF
        host = plain(names[entry.actor]) if entry.actor in names else words.say("the host")
        facts.append(words.say("_taken back by you_") if mine else words.say("_taken back by {name}_", name=host))
        return section(f"{head}\n{'  ·  '.join(facts)}", button(words.say("Not right?"), ids.CORRECT, entry.id))
    if entry.source is Source.SELF:
        facts.append(words.say("_self-reported_"))
    options = [
        (words.say("How to log it"), f"how_to_log:{entry.id}:0"),
        (words.say("Not right?"), f"correct:{entry.id}:0"),
        (words.say("Take it back"), f"take_back:{entry.id}:0"),
    ]
    return section(f"{head}\n{'  ·  '.join(facts)}", overflow(ids.MORE, options))
