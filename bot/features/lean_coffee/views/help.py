"""What a bare `/coffee` and `/coffee help` say: by example, one way each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.pieces import NAMING, of_a_topic
from bot.meetings.views.frame import link
from bot.meetings.views.queue import queued
from bot.meetings.views.queue import running as is_running
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import code_block, plain
from bot.words.words import Words

_NO_WORD = "\"'“”„«»"
"""What begins a quoted name rather than a command."""


@dataclass(frozen=True)
class Open:
    """A meeting that is open in the channel, and the link to its board (empty where none is known)."""

    title: str
    link: str
    in_windows: bool = False
    """Whether it is asynchronous."""


def invitation(words: Words, waiting: int, threads: Sequence[Open] = (), *, first: bool = False) -> Message:
    """Draw what a bare `/coffee` answers where the channel is free: one Start button, and what runs in threads.

    `first`: the channel never had one, so that a short one and a monthly one are offered too.
    """
    told = words.say("*Lean Coffee* in this channel: topics, dots, timeboxes that run themselves. 45 minutes.")
    if waiting:
        told += "\n" + words.count("{n} topic waits for it.", "{n} topics wait for it.", waiting)
    told = "\n".join([told, *(_in_a_thread(words, one) for one in threads)])
    row = actions(
        button(words.say("Try a five-minute one now"), ids.TRY_SHORT, "try", primary=True) if first else None,
        button(words.say("Start"), ids.START, "start", primary=not first),
        button(words.say("Plan a monthly one"), ids.PLAN_MONTHLY, "plan") if first else None,
        button(words.say("Propose a topic"), ids.HOME_PROPOSE, "here"),
    )
    more = words.say("`/coffee help` shows what else I can do.")
    if first:
        more = f"{words.say('`/coffee demo` plays a whole one for you alone, in 90 seconds.')} {more}"
    return Message(words.say("Start a Lean Coffee?"), [section(told), row, context(more)])


def running(words: Words, own: Open, *, takes_topics: bool, threads: Sequence[Open] = (), following: str = "") -> Message:
    """Say what is open here and where the boards are, what is queued (`following`), and offer to start another one."""
    told, where = is_running(NAMING, words, own.title, own.link)
    lines = [f"{told} {where}", *(_in_a_thread(words, one) for one in threads)]
    if following:
        lines.append(queued(words, following, own.title).text)
    hint = words.say("One meeting at a time in a channel: another one is queued, or runs in a thread.")
    row = actions(button(words.say("Start another one"), ids.START, "start"))
    return Message(told, [section("\n".join(lines)), row, context(hint, of_a_topic(words, joins=takes_topics))])


def _in_a_thread(words: Words, one: Open) -> str:
    told = words.say("“{title}” runs in a thread.", title=plain(one.title))
    if one.in_windows:
        told = words.say("“{title}” is open, asynchronously.", title=plain(one.title))
    return f"{told} {link(one.link, words.say('Go to the board'))}".rstrip()


def on_the_board(words: Words, told: str, title: str, link: str, typed: str = "") -> str:
    """Say by which button of a running board something is done, and where that board is; `typed` is handed back, to be pasted there."""
    here, where = is_running(NAMING, words, title, link)
    kept = "\n" + words.say("You typed: {text}", text=code_block(typed, 2_000)) if typed else ""
    return f"{here} {told} {where}{kept}"


def nothing_runs(words: Words, word: str) -> str:
    """Say that there is no board to do something on, and what else may have been meant."""
    return words.say(
        "No Lean Coffee is open in this channel, so `/coffee {word}` has nothing to act on. `/coffee` offers to start one; `/coffee series` moves, skips, pauses or ends what is planned.",
        word=plain(word, 40),
    )


def read_as(words: Words, word: str, command: str) -> str:
    """Say as which command an unknown first word was read."""
    return words.say(
        "I do not know `/coffee {word}`, so I read it as `/coffee {command}`.", word=plain(word, 40), command=command
    )


def no_command(words: Words, word: str, nearest: str, text: str) -> str:
    """Say why a start is shown that nobody typed, and what else the same words may be meant for."""
    told = words.say("I do not know `/coffee {word}`.", word=plain(word, 40)) if word[:1] not in _NO_WORD else ""
    if nearest:
        told = f"{told} {words.say('Did you mean `/coffee {nearest}`?', nearest=nearest)}"
    instead = words.say(
        "If this is no meeting's name: `/coffee topic {text}` proposes it as a topic, `/coffee help` shows all commands.",
        text=plain(text, 160),
    )
    return f"{told} {instead}".strip()


def help_by_example(words: Words) -> Message:
    """Draw the commands by example."""
    blocks: list[Block] = [_group(aim, examples) for aim, examples in _groups(words)]
    options = words.say(
        "Start and series also take a link, `boxes 8/4/2 collect 3 vote 2 thumbs 30s dots auto credit full from 80% min 15`."
    )
    small = [
        words.say("A message becomes a topic by its ⋮ menu: *Suggest for Lean Coffee*."),
        words.say("No DMs about dates: `/coffee mute`; again: `/coffee unmute`."),
    ]
    hosting = words.say("`host watches pitch 20s takeaways asked votes named` too; `hosts @ana @ben` in turn, in a series.")
    blocks.append(context(options, hosting, " ".join(small)))
    return Message(words.say("Lean Coffee by example"), blocks)


def _group(aim: str, examples: Mapping[str, str]) -> Block:
    return section("\n".join([f"*{aim}*", *(f"`{command}`  {told}" for command, told in examples.items())]))


def _groups(words: Words) -> list[tuple[str, Mapping[str, str]]]:
    """Give the commands by what a person wants to do, the shortest way first."""
    now = {
        "/coffee": words.say("start one here, with one button"),
        '/coffee start "Platform guild" box 5 for 45m': words.say("your name, your times"),
        "/coffee plan tomorrow at 9 for 45m": words.say("one meeting to come: announces and opens itself"),
        "/coffee async 24h": words.say("in threads: a day to propose, to vote, to talk"),
        "/coffee demo": words.say("plays a whole one in your direct messages, with invented people"),
        "/coffee board": words.say("bring the running board down here"),
        "/coffee handover @ana": words.say("she hosts the running one from now on"),
        "/coffee cohost @ben": words.say("he hosts it beside you"),
    }
    topics = {
        "/coffee topic Flaky tests | third week now": words.say("with a sentence of context"),
        "/coffee topic": words.say("in a form, anonymously if you like"),
        "/coffee mine": words.say("edit or withdraw yours"),
    }
    promised = {
        "/coffee action @ben writes the rule by friday": words.say("he is asked, and reminded; without words in a form"),
        "/coffee actions": words.say("what is open here: done, another date, handed on"),
    }
    series = {
        "/coffee every first thursday 15:00 Europe/Madrid for 45m": words.say(
            "announces and opens itself; `/coffee every` asks in a form"
        ),
        "/coffee series": words.say("what is planned here: move, skip, pause, end"),
    }
    records = {
        "/coffee search deploy": words.say("topics, takeaways, action items, meetings with that word"),
        "/coffee stats": words.say("how the last ten went; `quarter`, `20`, or a title"),
        "/coffee export": words.say("what came out of the last one, as Markdown"),
        '/coffee export csv "Platform guild" 2026-11-03': words.say("another format, another meeting"),
    }
    return [
        (words.say("Meet now"), now),
        (words.say("Propose a topic"), topics),
        (words.say("Keep what was promised"), promised),
        (words.say("Meet again and again"), series),
        (words.say("Look back"), records),
    ]
