"""The reminders of a channel, each with what its owner can do; a person's own in the App Home; help by example."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block, SectionBlock

from bot.core.ids import PersonId
from bot.features.refinement.rules import Reminder
from bot.features.refinement.views import ids
from bot.features.refinement.views.card import title_of
from bot.series.views.choices import choice
from bot.series.views.handing_over import HAND_OVER
from bot.series.views.paging import paged, turning
from bot.slack.blocks import overflow, section
from bot.slack.surfaces import Message
from bot.slack.text import code_block, plain
from bot.words import Words

_MOST_AT_HOME = 8


@dataclass(frozen=True)
class ReminderLine:
    """A reminder as the list shows it: its rule in words with the zone, the next dates (UTC), whether it runs."""

    reminder: Reminder
    rule: str
    zone: str
    upcoming: Sequence[datetime]
    paused: bool


def reminders(words: Words, lines: Sequence[ReminderLine], note: str = "", page: int = 0) -> Message:
    """Draw a page of the reminders of a channel, each with what its owner can do about it."""
    blocks: list[Block] = [section(note)] if note else []
    if not lines:
        told = words.say("No reminders in this channel. Plan one: `/refine remind every other tuesday at 10:00`.")
        return Message(told, [*blocks, section(told)])
    pages = paged(page, len(lines))
    blocks += [_reminder(words, line) for line in lines[pages.start : pages.stop]]
    blocks += turning(words, pages, ids.BEFORE, ids.AFTER)
    return Message(words.say("Reminders of this channel"), blocks)


def _reminder(words: Words, line: ReminderLine) -> SectionBlock:
    reminder = line.reminder.id
    title = plain(title_of(words, line.reminder.title))
    told = words.say("*{title}*  {rule}, {zone}", title=title, rule=line.rule, zone=line.zone)
    if line.paused:
        when = words.say("_paused_")
        options = [(words.say("Go on"), choice("resume", reminder))]
    else:
        dates = words.names([words.slack_day_time(at) for at in line.upcoming[:2]])
        when = words.say("Next: {dates}", dates=dates)
        options = [
            (words.say("Skip the next one"), choice("skip", reminder, line.upcoming[0])),
            (words.say("Pause"), choice("pause", reminder)),
        ]
    options.append((words.say("Hand over …"), choice(HAND_OVER, reminder)))
    menu = overflow(ids.MORE, [*options, (words.say("End"), choice("end", reminder))])
    return section(f"{told}\n{when}", menu)


def home(words: Words, moments: Sequence[tuple[datetime, str, str]]) -> list[Block]:
    """Draw the next refinements that a person reminds of: (when, title, channel)."""
    if not moments:
        return []
    lines = [
        f"{words.slack_day_time(at)}  {plain(title_of(words, title))}  <#{channel}>"
        for at, title, channel in moments[:_MOST_AT_HOME]
    ]
    more = len(moments) - _MOST_AT_HOME
    if more > 0:
        lines.append(
            words.count(
                "… and {n} more date: `/refine reminders` in a channel lists them.",
                "… and {n} more dates: `/refine reminders` in a channel lists them.",
                more,
            )
        )
    return [section("\n".join([words.say("*My refinement reminders*"), *lines]))]


def product_owner(words: Words, person: PersonId | None) -> str:
    """Say who is the Product Owner of a channel's team, and what follows from it."""
    if person is None:
        return words.say("Nobody is named as this team's Product Owner. `/refine po @ana` names one.")
    return words.say("<@{person}> is this team's Product Owner, and may change every reminder here.", person=person)


def help_by_example(words: Words, unknown: str = "", meant: str = "") -> Message:
    """Draw the commands by example; after a word that is none, the line that was meant first, to be sent as it stands."""
    blocks: list[Block] = []
    if unknown:
        told = words.say("I do not know `/refine {unknown}`.", unknown=plain(unknown, 40))
        if meant:
            told += " " + words.say("Did you mean this? {line}", line=code_block(meant, 2_000))
        blocks.append(section(told))
    examples = [
        (
            "/refine remind every other tuesday at 10:00",
            words.say("a card in this channel a day ahead, one line 10 minutes before"),
        ),
        (
            "/refine remind first thursday 15:00 Europe/Madrid https://meet.example/abc",
            words.say("with a zone and the call's link"),
        ),
        ("/refine remind", words.say("the same in a form")),
        ("/refine reminders", words.say("list the reminders here: skip one, pause, end")),
        ("/refine po @ana", words.say("say who this team's Product Owner is: one person, who may change every reminder here")),
    ]
    blocks.append(section("\n".join(f"`{command}`\n{told}" for command, told in examples)))
    return Message(words.say("Refinement by example"), blocks)
