"""The preview of a start that was not fully understood, for its author alone, and its form."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.core.span import NotASpan
from bot.core.texts import trimmed
from bot.features.lean_coffee.rules.texts import LIMITS, line, paragraph
from bot.features.lean_coffee.rules.values import Settings, Wishes
from bot.features.lean_coffee.views import ids, options
from bot.features.lean_coffee.views.typed import Start
from bot.meetings.views.frame import link
from bot.schedule.drafts import Draft
from bot.schedule.grammar.english import read_link
from bot.schedule.grammar.errors import NotALength, NotALink
from bot.series.recurring import CHANNEL
from bot.slack.blocks import actions, button, context, field, menu, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

LEFT, MEANT, DOUBTS, NOTE = "left", "meant", "doubts", "note"
"""The extras of a start's draft: words that were left out, the option they are a slip of, words in doubt, why it is shown at all."""
_BETWEEN = " … "
_LENGTHS = {"for": "length", "collect": "collect", "vote": "vote", "box": "box", "thumbs": "thumbs"}
"""Options that take a length, and the blocks of the form that they are written in."""


def extras_of(start: Start, channel: str, note: str = "") -> Mapping[str, str]:
    """Return what a start's draft keeps beside its title and link; `note` says why it is shown, where its words do not."""
    told = {LEFT: _BETWEEN.join(start.left), MEANT: start.meant, DOUBTS: _BETWEEN.join(start.doubts), NOTE: note}
    return {**options.written(start.wishes), CHANNEL: channel, **{name: text for name, text in told.items() if text}}


def preview(words: Words, draft: str, plan: Draft, settings: Settings, at: datetime) -> Message:
    """Draw what Start would open: its name, its times, and what was not understood."""
    extras = plan.extras
    head = words.say("*{title}*, now, in <#{channel}>", title=plain(plan.title), channel=extras[CHANNEL])
    told = words.say(
        "It lasts *{span}* (until {time} if it starts now): gathering {collect}, voting {vote}, boxes of {boxes}.",
        span=words.minutes(settings.length),
        time=words.slack_time(at + settings.length),
        collect=words.minutes(settings.collect),
        vote=words.minutes(settings.vote),
        boxes=words.all_of([words.minutes(box) for box in settings.boxes]),
    )
    call = link(plan.link, words.say("the call"))
    blocks: list[Block] = [section("\n".join(part for part in (head, told, call) if part))]
    blocks += [section(left) for left in _left_out(words, extras)]
    doubts = [text for text in (_in_doubt(words, plan), extras.get(NOTE, "")) if text]
    row = actions(
        button(words.say("Start"), ids.START_NOW, draft, primary=True),
        button(words.say("Edit"), ids.EDIT_START, draft),
        button(words.say("Cancel"), ids.DROP_START, draft),
    )
    return Message(head.replace("*", ""), [*blocks, *([context(*doubts)] if doubts else []), row])


def _left_out(words: Words, extras: Mapping[str, str]) -> list[str]:
    left = plain(extras.get(LEFT, ""), 200)
    if not left:
        return []
    if MEANT in extras:
        example = options.example_of(extras[MEANT])
        return [
            words.say(
                "I left *“{words}”* out. Did you mean `{option}`, as in `{example}`?",
                words=left,
                option=extras[MEANT],
                example=example,
            )
        ]
    return [words.say("I left *“{words}”* out: I do not know it.", words=left)]


def _in_doubt(words: Words, plan: Draft) -> str:
    doubts = plan.extras.get(DOUBTS, "")
    if not doubts:
        return ""
    said = words.all_of([f"“{plain(one, 60)}”" for one in doubts.split(_BETWEEN)])
    return words.say("I ask because of {words}. A name in quotes is taken as it is, and `for 45m` is a length.", words=said)


def form(words: Words, plan: Draft, private: str) -> Modal:
    """Draw the form of a start with all that was typed in it."""
    extras, usual = plan.extras, Settings()
    lengths = {
        "length": (words.say("How long it takes"), "for", usual.length),
        "collect": (words.say("Time to gather topics"), "collect", usual.collect),
        "vote": (words.say("Time to vote"), "vote", usual.vote),
        "box": (words.say("First box of a topic"), "box", usual.boxes[0]),
        "thumbs": (words.say("Time for thumbs"), "thumbs", usual.thumbs),
    }
    blocks: list[Block] = [section(left) for left in _left_out(words, extras)]
    blocks.append(field("meeting", words.say("Title"), typed(LIMITS["meeting"], first=plan.title[: LIMITS["meeting"]])))
    blocks += [
        field(block, label, typed(20, first=extras.get(option, ""), example=options.written_span(default)), optional=True)
        for block, (label, option, default) in lengths.items()
    ]
    votes = {"votes": words.say("Votes like everybody"), "watches": words.say("Does not vote")}
    blocks += [
        field("dots", words.say("Dots for each"), typed(4, first=extras.get("dots", ""), example=str(usual.dots)), optional=True),
        field("host", words.say("The host"), menu(votes, first=extras.get("host", "votes"))),
        field("link", words.say("Link to the call"), typed(LIMITS["link"], first=plan.link), optional=True),
    ]
    return Modal(
        ids.START_FORM, words.say("Start a Lean Coffee"), blocks, words.say("Start"), words.say("Cancel"), private=private
    )


def read_form(form: Form) -> tuple[Start, Mapping[str, Refusal]]:
    """Read the form of a start, and what is wrong in it, by the block that it stands in."""
    wrong: dict[str, Refusal] = {}
    lengths = {block: _length(form, block, wrong) for block in _LENGTHS.values()}
    dots = trimmed(form.text("dots"))
    asked = None
    try:
        asked = options.read_value("dots", dots) if dots else None
    except options.BadDots as refused:
        wrong["dots"] = refused
    wishes = Wishes(**lengths, dots=asked, host_votes=form.text("host") != "watches")  # type: ignore[arg-type]  # as `dots` is read
    for name, check in (("meeting", line), ("link", paragraph)):
        try:
            check(name, form.text(name))
        except (EmptyText, TextTooLong) as refused:
            wrong[name] = refused
    link = trimmed(form.text("link"))
    if link and read_link(link) is None:
        wrong.setdefault("link", NotALink(link))
    return Start(form.text("meeting"), read_link(link) or "" if link else "", wishes), wrong


def _length(form: Form, block: str, wrong: dict[str, Refusal]) -> timedelta | None:
    text = trimmed(form.text(block))
    try:
        found = options.read_value("for", text) if text else None
    except NotASpan:
        wrong[block] = NotALength(text)
        return None
    return found if isinstance(found, timedelta) else None


def started(words: Words, title: str) -> str:
    """Say that a preview has been used."""
    return words.say("“{title}” was started from this preview. `/coffee board` brings its board down here.", title=plain(title))
