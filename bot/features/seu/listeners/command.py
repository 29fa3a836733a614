"""`/seu`, by what is typed after it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.core.texts import first_word
from bot.feature import Deps
from bot.features.seu.listeners import (
    at_body,
    credentials,
    entries,
    exporting,
    ledger_importing,
    library,
    logging,
    privacy,
    progress,
    renewing,
)
from bot.features.seu.rules import log_sentence
from bot.features.seu.store import entries as entries_store
from bot.features.seu.views import commands, ledger, typed
from bot.features.seu.views.typed import Meant
from bot.schedule.grammar.sentences import LONGEST
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.slack.text import as_typed


async def on_switch(command: Command, rest: str, deps: Deps) -> Answer:
    """Say whether a person's minutes are kept, with the button that changes it."""
    return Answer.say(ledger.switch(deps.words, await deps.store.read(entries_store.keeping, command.person)))


async def on_help(command: Command, rest: str, deps: Deps) -> Answer:
    """Show what `/seu` is for."""
    return Answer.say(commands.help_by_example(deps.words))


Listener = Callable[[Command, str, Deps], Awaitable[Answer]]

SUBCOMMANDS: Mapping[str, Listener] = {
    **credentials.SUBCOMMANDS,
    **at_body.SUBCOMMANDS,
    **renewing.SUBCOMMANDS,
    **library.SUBCOMMANDS,
    **exporting.SUBCOMMANDS,
    **ledger_importing.SUBCOMMANDS,
    "off": on_switch,
    typed.HELP: on_help,
    **logging.SUBCOMMANDS,
    **entries.SUBCOMMANDS,
    **privacy.SUBCOMMANDS,
}
"""What a first word of `/seu` does, given what stands behind it. Each has its line in the help and its button on the Home."""

MEANT: Mapping[Meant, Listener] = {
    Meant.LEDGER: progress.on_my_seus,
    Meant.SWITCH: on_switch,
    Meant.CREDENTIAL: credentials.on_credential,
    Meant.EXPORT: exporting.on_export,
    Meant.IMPORT: ledger_importing.on_import,
    Meant.HELP: on_help,
}
"""Who answers what another first word means; the rest is handed on as it was typed."""


async def on_seu(command: Command, deps: Deps) -> Answer:
    """Do what was typed after `/seu`, or say what the command is for, with the line that was meant."""
    word, rest = first_word(command.text)
    if word in SUBCOMMANDS:
        return await SUBCOMMANDS[word](command, rest, deps)
    meant = typed.meant_by(word, SUBCOMMANDS)
    if isinstance(meant, Meant):
        return await MEANT[meant](command, rest, deps)
    line = f"/seu {meant} {as_typed(rest)}".strip() if meant else ""
    if not line and (said := log_sentence.read_sentence(as_typed(command.text)[:LONGEST], deps.today)).minutes:
        line = f"/seu log {as_typed(rest if word in typed.TO_LOG else command.text)}" if said.title else ""
    return Answer.say(commands.help_by_example(deps.words, as_typed(command.text), line))
