"""Commands from the App Home: a button on it or in the form of all of them, the answer in a form."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from slack_sdk.models.blocks import Block, ButtonElement, ConversationFilter, ConversationSelectElement, UserSelectElement

from bot.core.ids import ChannelId
from bot.feature import Deps, Feature, HomeCommand, Takes
from bot.slack.answers import Answer
from bot.slack.blocks import MOST_TYPED, VALUE, button, divider, field, section, typed
from bot.slack.requests import Click, Command, Form
from bot.slack.routes import NothingListens
from bot.slack.surfaces import Message, Modal
from bot.slack.text import cut, escape
from bot.teams.team_store import teams_of
from bot.words.words import Words, words_for

FORM_OF_ALL = "house:more"
DO = "house:do"
"""The form of one command, and what its buttons begin with; its private part is the command's line."""
TOLD = "house:told"
"""The form that shows what a command answered; its private part begins with the same word."""
Listener = Callable[[Click, Deps], Awaitable[Answer]]


@dataclass(frozen=True)
class Told:
    """What a form that shows an answer keeps to itself: the command's line, and the channel that it was about."""

    line: str
    channel: ChannelId | None

    def written(self) -> str:
        """Write it into the form."""
        return f"{TOLD} {self.channel or '-'} {self.line}"

    @staticmethod
    def read(private: str) -> "Told | None":
        """Read it back; None where it is another form's."""
        named, _, rest = private.partition(" ")
        channel, _, line = rest.partition(" ")
        return Told(line, None if channel == "-" else ChannelId(channel)) if named == TOLD else None


def id_of(line: str) -> str:
    """Return the id of the button of a command: several of them stand in one block."""
    return f"{DO}:{line.removeprefix('/').replace(' ', '_')}"


def as_button(command: HomeCommand) -> ButtonElement:
    """Draw a command as a button."""
    return button(command.text, id_of(command.line), command.line)


def clicks_of(features: Sequence[Feature]) -> Mapping[str, Listener]:
    """Return the table of the commands' buttons, with the one that opens the form of them all."""
    lines = [command.line for feature in features for command in _commands(feature)]
    table: dict[str, Listener] = {id_of(line): partial(on_command, features) for line in lines}
    return {**table, FORM_OF_ALL: partial(on_all_commands, features)} if lines else {}


def forms_of(features: Sequence[Feature]) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of the form of one command."""
    return {DO: partial(on_filled_in, features)}


async def on_all_commands(features: Sequence[Feature], click: Click, deps: Deps) -> Answer:
    """Open the form of all commands."""
    blocks: list[Block] = []
    for feature in features:
        commands = _commands(feature, deps.words)
        blocks += [divider()] if blocks and commands else []
        blocks += [section(f"`{command.line}`  {command.told}", as_button(command)) for command in commands]
    told = section(deps.words.say("Each of these is a command that you can also type in a channel."))
    return Answer.open(Modal(FORM_OF_ALL, deps.words.say("More"), [told, *blocks], close=deps.words.say("Close")))


async def on_command(features: Sequence[Feature], click: Click, deps: Deps) -> Answer:
    """Ask for what a command needs; one that needs nothing is carried out at once."""
    feature, command = _found(features, click.value, deps.words)
    if command.channel or command.takes is not Takes.NOTHING:
        teams = await deps.store.read(teams_of, click.person) if command.channel else []
        return Answer.open(_form(command, deps.words, teams[0].channel if len(teams) == 1 else None))
    answer = await _carried_out(feature, command, click, None, "", deps)
    return answer if answer.opened else Answer.open(_told(Told(command.line, None), answer.said, deps.words))


async def on_filled_in(features: Sequence[Feature], form: Form, deps: Deps) -> Answer:
    """Carry out a command as it was filled in, in a channel that its author may look into; its answer stands in the form's place."""
    feature, command = _found(features, form.private, deps.words)
    channel = None
    if command.channel:
        channel = (await deps.directory.open_to(form.person, ChannelId(form.text("channel")), "channel")).id
    person = form.text("person")
    text = f"<@{person}>" if person else escape(form.text("words"))
    answer = await _carried_out(feature, command, form, channel, text, deps)
    return Answer.update(answer.opened or _told(Told(command.line, channel), answer.said, deps.words))


async def _carried_out(
    feature: Feature, command: HomeCommand, request: Click | Form, channel: ChannelId | None, text: str, deps: Deps
) -> Answer:
    """Have the feature's own listener do what it does when the command is typed."""
    name, _, words = command.line.partition(" ")
    typed_so = Command(
        workspace=request.workspace,
        person=request.person,
        channel=channel,
        key=request.key,
        trigger=request.trigger,
        received=request.received,
        person_name=request.person_name,
        person_team=request.person_team,
        name=name,
        text=f"{words} {text}".strip(),
    )
    return await feature.commands[name](typed_so, deps)


def where_it_is_told(listener: Listener) -> Listener:
    """Let a button of a private message work in the form that shows this message: about the same channel, answered in its place."""

    async def listen(click: Click, deps: Deps) -> Answer:
        told = Told.read(click.private)
        if told is None:
            return await listener(click, deps)
        answer = await listener(replace(click, channel=told.channel, private="", is_ephemeral=True), deps)
        if not (answer.replaced or answer.removed):
            return answer
        return Answer.update(_told(told, answer.replaced, deps.words))

    return listen


def _told(told: Told, message: Message | None, words: Words) -> Modal:
    """Draw what a command has answered, under its name; where it said nothing, its channel shows what was done."""
    done = words.say("Done: see <#{channel}>.", channel=told.channel) if told.channel else words.say("Done.")
    blocks = (message.blocks or [section(message.text)]) if message else [section(done)]
    return Modal(TOLD, cut(told.line, 24), blocks, close=words.say("Close"), private=told.written())


def _form(command: HomeCommand, words: Words, channel: ChannelId | None) -> Modal:
    """Draw what a command asks for; `channel`: that of their team, for who is in one alone."""
    blocks: list[Block] = [section(f"`{command.line}`  {command.told}")]
    if command.channel:
        only = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
        menu = ConversationSelectElement(action_id=VALUE, filter=only, initial_conversation=channel)
        blocks.append(field("channel", words.say("Channel"), menu))
    if command.takes is Takes.WORDS:
        said = typed(MOST_TYPED, example=command.example)
        blocks.append(field("words", words.say("What you would type after it"), said, optional=True))
    if command.takes is Takes.PERSON:
        blocks.append(field("person", words.say("Person"), UserSelectElement(action_id=VALUE), optional=True))
    submit, close = words.say("Continue"), words.say("Cancel")
    return Modal(DO, cut(command.text, 24), blocks, submit, close, private=command.line)


def _commands(feature: Feature, words: Words | None = None) -> Sequence[HomeCommand]:
    """Return the commands that a feature offers; their lines are the same in all words."""
    return feature.at_home(words or words_for("en", "UTC")).commands


def _found(features: Sequence[Feature], line: str, words: Words) -> tuple[Feature, HomeCommand]:
    """Return the command of this line and whose it is. Raise NothingListens for one of an older version."""
    for feature in features:
        for command in _commands(feature, words):
            if command.line == line:
                return feature, command
    raise NothingListens(line)
