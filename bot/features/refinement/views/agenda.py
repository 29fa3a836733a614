"""The agenda of a refinement: on its card, in the list that is asked for, in its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId, SeriesId
from bot.features.refinement.rules.agenda import LONGEST, AgendaLine, AgendaLineId
from bot.features.refinement.views.agenda_ids import AGENDA_BUTTON, AGENDA_FORM, CHOOSE_FORM, WITHDRAW
from bot.features.refinement.views.card import title_of
from bot.slack.blocks import actions, button, field, grouped, menu, section, typed
from bot.slack.surfaces import Message, Modal
from bot.slack.text import escape, plain
from bot.words.words import Words

ON_CARD = 8
"""Lines that a card shows."""


@dataclass(frozen=True)
class Dated:
    """An agenda with what it is of: its reminder's id and title, when that is next (UTC); names of authors, whose lines the reader withdraws."""

    series: SeriesId
    title: str
    starts: datetime
    lines: Sequence[AgendaLine]
    names: Mapping[PersonId, str]
    own: frozenset[AgendaLineId] = frozenset()


def on_card(words: Words, lines: Sequence[AgendaLine], names: Mapping[PersonId, str]) -> list[str]:
    """Write an agenda as lines of a card: the first of them, and how many more there are."""
    if not lines:
        return []
    more = len(lines) - ON_CARD
    told = [words.say("*Agenda*"), *(_line(words, each, names) for each in lines[:ON_CARD])]
    return [*told, words.count("and {n} more", "and {n} more", more)] if more > 0 else told


def listed(words: Words, dated: Dated) -> Message:
    """Draw an agenda for who asks for it."""
    told = words.say("Agenda of “{title}”, {when}", **_named(words, dated))
    lines = [_line(words, each, dated.names) for each in dated.lines] or [_empty(words)]
    row = actions(button(words.say("Add or withdraw …"), AGENDA_BUTTON, dated.series))
    return Message(told, [section(f"*{told}*"), *grouped(lines), row])


def agenda_form(words: Words, dated: Dated, note: str = "") -> Modal:
    """Draw an agenda as a form that adds a line, below a note that says what was done."""
    blocks: list[Block] = [section(note)] if note else []
    blocks.append(section(words.say("“{title}”, {when}", **_named(words, dated))))
    for each in dated.lines:
        withdraw = button(words.say("Withdraw"), WITHDRAW, each.id) if each.id in dated.own else None
        blocks.append(section(_line(words, each, dated.names), withdraw))
    blocks.append(field("agenda", words.say("Add a line"), typed(LONGEST, example=words.say("Who tells the shops?"))))
    return Modal(AGENDA_FORM, words.say("Agenda"), blocks, words.say("Add"), words.say("Close"), private=dated.series)


def choose_form(words: Words, dates: Sequence[Dated], text: str, link: str) -> Modal:
    """Ask which refinement a message is for, where there are several, and how its line reads."""
    line = field("agenda", words.say("Line"), typed(LONGEST, first=text))
    if len(dates) == 1:
        told = section(words.say("For “{title}”, {when}.", **_named(words, dates[0])))
        return _choose(words, [told, line], f"{dates[0].series} {link}")
    named: dict[str, str] = {each.series: words.say("{title}, {when}", **_in_a_menu(words, each)) for each in dates[:100]}
    which = field("refinement", words.say("Refinement"), menu(named, first=dates[0].series))
    return _choose(words, [which, line], f"- {link}")


def _choose(words: Words, blocks: Sequence[Block], private: str) -> Modal:
    return Modal(CHOOSE_FORM, words.say("Add to agenda"), blocks, words.say("Add"), words.say("Cancel"), private=private)


def added(words: Words, dated: Dated) -> str:
    """Say for which refinement a line was added, and where it is withdrawn."""
    return words.say("Added to the agenda of “{title}”, {when}. `/refine agenda` shows and withdraws it.", **_named(words, dated))


def told_form(words: Words, text: str) -> Modal:
    """Draw a form that only says what was done."""
    return Modal("refinement:agenda_told", words.say("Agenda"), [section(text)], close=words.say("Close"))


def _named(words: Words, dated: Dated) -> dict[str, str]:
    return {"title": plain(title_of(words, dated.title)), "when": words.slack_day_time(dated.starts)}


def _in_a_menu(words: Words, dated: Dated) -> dict[str, str]:
    """Name a date where Slack draws no time of its own."""
    return {"title": title_of(words, dated.title)[:40], "when": f"{words.short_day(dated.starts)} {words.clock(dated.starts)}"}


def _line(words: Words, each: AgendaLine, names: Mapping[PersonId, str]) -> str:
    text = plain(each.text, LONGEST)
    told = f"<{escape(each.link)}|{text}>" if each.link else text
    return words.say("• {line}, by {name}", line=told, name=plain(names[each.author]))


def _empty(words: Words) -> str:
    return words.say("Nothing yet. `/refine agenda Who tells the shops?` adds a line.")
