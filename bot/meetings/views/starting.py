"""The preview of a start that was not fully understood, for its author alone, and its form."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block

from bot.core.limits import EmptyText, TextTooLong, line, paragraph
from bot.core.refusal import Refusal
from bot.core.span import NotASpan
from bot.core.texts import trimmed
from bot.meetings.naming import Naming
from bot.meetings.rules.values import LIMITS, W
from bot.meetings.views.frame import link
from bot.meetings.views.option_fields import option_field, said_in
from bot.meetings.views.options import StartOptions
from bot.meetings.views.queue import form_title
from bot.meetings.views.typed import Start
from bot.schedule.drafts import Draft
from bot.schedule.grammar.english import read_link
from bot.schedule.grammar.errors import NotALength, NotALink
from bot.series.recurring import CHANNEL
from bot.slack.blocks import actions, button, context, field, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import names_a_channel, plain
from bot.words.words import Words

LEFT, MEANT, DOUBTS, NOTE = "left", "meant", "doubts", "note"
"""The extras of a start's draft: words that were left out, the option they are a slip of, words in doubt, why it is shown at all."""
_BETWEEN = " … "


def extras_of(options: StartOptions[W], start: Start[W], channel: str, note: str = "") -> Mapping[str, str]:
    """Return what a start's draft keeps beside its title and link; `note` says why it is shown, where its words do not."""
    told = {LEFT: _BETWEEN.join(start.left), MEANT: start.meant, DOUBTS: _BETWEEN.join(start.doubts), NOTE: note}
    return {**options.written(start.wishes), CHANNEL: channel, **{name: text for name, text in told.items() if text}}


def preview(
    options: StartOptions[Any], words: Words, draft: str, plan: Draft, settings: Any, at: datetime, *, running: str = ""
) -> Message:
    """Draw what Start would open: its name, its times, what was not understood, and the title of what is `running` there."""
    extras, naming = plan.extras, options.naming
    title = plain(plan.title)
    head = (
        words.say("*{title}*, now", title=title)
        if names_a_channel(plan.title)
        else words.say("*{title}*, now, in <#{channel}>", title=title, channel=extras[CHANNEL])
    )
    told = options.lasts(words, settings, at)
    call = link(plan.link, words.say("the call"))
    blocks: list[Block] = [section("\n".join(part for part in (head, told, call) if part))]
    blocks += _left_out(options, words, extras)
    waits = words.say(
        "“{title}” is running in this channel: *Start* offers to queue yours as next, or to run it in a thread.",
        title=plain(running),
    )
    doubts = [
        text for text in (waits if running else "", _in_doubt(options.naming.command, words, plan), extras.get(NOTE, "")) if text
    ]
    row = actions(
        button(words.say("Start"), naming.id("start_now"), draft, primary=True),
        button(words.say("Edit"), naming.id("edit_start"), draft),
        button(words.say("Cancel"), naming.id("drop_start"), draft),
    )
    return Message(head.replace("*", ""), [*blocks, *([context(*doubts)] if doubts else []), row])


def _left_out(options: StartOptions[Any], words: Words, extras: Mapping[str, str]) -> list[Block]:
    left = plain(extras.get(LEFT, ""), 200)
    if not left:
        return []
    if MEANT in extras:
        meant = extras[MEANT]
        told = words.say(
            "I left *“{words}”* out. Did you mean `{option}`, as in `{example}`?",
            words=left,
            option=meant,
            example=options.names[meant].example,
        )
        return [section(told)]
    return [section(words.say("I left *“{words}”* out: I do not know it.", words=left))]


def _in_doubt(command: str, words: Words, plan: Draft) -> str:
    doubts = plan.extras.get(DOUBTS, "")
    if not doubts:
        return ""
    said = words.all_of([f"“{plain(one, 60)}”" for one in doubts.split(_BETWEEN)])
    return words.say(
        "I ask because of {words}. A name in quotes is taken as it is, `for 45m` is a length, and `{command} plan tomorrow at 9` begins later.",
        words=said,
        command=command,
    )


def form(options: StartOptions[Any], words: Words, plan: Draft, private: str) -> Modal:
    """Draw the form of a start with all that was typed in it."""
    title = typed(LIMITS["meeting"], first=plan.title[: LIMITS["meeting"]])
    blocks = [
        *_left_out(options, words, plan.extras),
        field("meeting", words.say("Title"), title),
        *(option_field(words, block, option, plan.extras.get(option.name, "")) for block, option in options.fields.items()),
        field("link", words.say("Link to the call"), typed(LIMITS["link"], first=plan.link), optional=True),
    ]
    naming, start, cancel = options.naming, words.say("Start"), words.say("Cancel")
    return Modal(naming.id("start_form"), form_title(naming, words), blocks, start, cancel, private=private)


def read_form(options: StartOptions[W], form: Form) -> tuple[Start[W], Mapping[str, Refusal]]:
    """Read the form of a start, and what is wrong in it, by the block that it stands in."""
    wrong: dict[str, Refusal] = {}
    asked: dict[str, Any] = {}
    for block, option in options.fields.items():
        if text := said_in(form, block, option):
            try:
                asked[option.sets] = option.read(text)
            except NotASpan:
                wrong[block] = NotALength(text)
            except Refusal as refused:
                wrong[block] = refused
    checks: dict[str, Callable[[str, str, int], str]] = {"meeting": line, "link": paragraph}
    for name, check in checks.items():
        try:
            check(name, form.text(name), LIMITS[name])
        except (EmptyText, TextTooLong) as refused:
            wrong[name] = refused
    link = trimmed(form.text("link"))
    if link and read_link(link) is None:
        wrong.setdefault("link", NotALink(link))
    return Start(replace(options.nothing, **asked), form.text("meeting"), read_link(link) or "" if link else ""), wrong


def started(naming: Naming, words: Words, title: str) -> str:
    """Say that a preview has been used."""
    return words.say(
        "“{title}” was started from this preview. `{command} board` brings its board down here.",
        title=plain(title),
        command=naming.command,
    )
