"""What a bare `/coffee` and `/coffee help` say: by example, one way each."""

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.views import ids
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words import Words


def invitation(words: Words, waiting: int) -> Message:
    """Draw what a bare `/coffee` answers where no meeting is open: one Start button."""
    told = words.say("*Lean Coffee* in this channel: topics, dots, timeboxes that run themselves. 45 minutes.")
    if waiting:
        told += "\n" + words.count("{n} topic waits for it.", "{n} topics wait for it.", waiting)
    row = actions(
        button(words.say("Start"), ids.START, "start", primary=True),
        button(words.say("Propose a topic"), ids.HOME_PROPOSE, "here"),
    )
    return Message(
        words.say("Start a Lean Coffee?"), [section(told), row, context(words.say("`/coffee help` shows what else I can do."))]
    )


def old_copy(words: Words, link: str) -> str:
    """Say that a click was on a copy of the board that no longer counts, and where the live one is."""
    told = words.say("This was an old copy of the board, so nothing was changed.")
    where = (
        f"<{link}|{words.say('Go to the live board')}>" if link else words.say("`/coffee board` brings the live one down here.")
    )
    return f"{told} {where}"


def running(words: Words, title: str, link: str) -> Message:
    """Say that a meeting is open here, and where its board is."""
    told = words.say("“{title}” is running in this channel.", title=plain(title))
    where = f"<{link}|{words.say('Go to the board')}>" if link else words.say("`/coffee board` brings its board down here.")
    return Message(
        told,
        [
            section(f"{told} {where}"),
            context(words.say("One meeting at a time in a channel. Your topic can join it: `/coffee topic …`.")),
        ],
    )


def help_by_example(words: Words, unknown: str = "", nearest: str = "") -> Message:
    """Draw the commands by example; after a typo, the nearest command first."""
    blocks: list[Block] = []
    if unknown:
        told = words.say("I do not know `/coffee {unknown}`.", unknown=plain(unknown, 40))
        if nearest:
            told += " " + words.say("Did you mean `/coffee {nearest}`?", nearest=nearest)
        blocks.append(section(told))
    examples = [
        ("/coffee", words.say("start a Lean Coffee here, with one button")),
        ("/coffee topic Flaky tests | third week in a row", words.say("propose a topic, with a sentence of context")),
        ("/coffee topic", words.say("the same in a form, anonymously if you like")),
        ("/coffee mine", words.say("your topics: edit, withdraw")),
        (
            '/coffee start "Platform guild" box 5 for 45m https://meet.example/abc',
            words.say("start with your own times; also `collect 3 vote 2 thumbs 30s dots 3 host watches`"),
        ),
        ("/coffee board", words.say("bring the running board down here")),
        ("/coffee every first thursday 15:00 Europe/Madrid for 45m", words.say("a series that announces and opens itself")),
        ("/coffee series", words.say("list the series here: skip one, pause, end")),
    ]
    blocks.append(section("\n".join(f"`{command}`\n{told}" for command, told in examples)))
    return Message(words.say("Lean Coffee by example"), blocks)
