"""What `import` does: shows what a file becomes in a queue, and writes it as a form would."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bot import csv_import
from bot.core.clock import Clock, RealClock
from bot.core.csv_rows import NothingToImport, decoded
from bot.core.ids import MACHINE, ChannelId, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.features.refinement.actions import importing as actions
from bot.features.refinement.rules.importing import Preview, Table, read_table
from bot.features.refinement.views import importing as views
from bot.house.features import ANSWERED_BY, answers_of
from bot.slack.files import FileTooLarge
from bot.store.changing import changing
from bot.store.errors import StoreHeld
from bot.store.revisions import examine, refuse_missing
from bot.store.unit import Read, RunningStore, Unit
from bot.teams import store as teams
from bot.teams.people import Channel, Person
from bot.words.words import words_for

_WORDS = words_for("en-GB", "UTC")
_NAME = "Cortado"
"""Who stands as having added what nobody in Slack has."""
Asked = Callable[[Sequence[str]], bool]
"""Show lines to whoever has given the command, and say whether they agree."""


class NotImported(Exception):
    """Why nothing was imported, in one sentence."""


def read_file(path: Path, today: date) -> Table:
    """Read a list or a CSV. Raise NotImported."""
    try:
        content = path.read_bytes()
        if len(content) > csv_import.MOST_BYTES:
            raise FileTooLarge(csv_import.MOST_BYTES)
        return read_table(decoded(content), today)
    except OSError as fault:
        raise NotImported(f"{path} cannot be read: {fault.strerror}.") from None
    except NothingToImport:
        raise NotImported(f"{path} has no line that could become an item.") from None
    except Refusal as refused:
        raise NotImported(csv_import.explain(refused, _WORDS) or f"{path} cannot be read.") from None


async def import_file(url: str, named: str, path: Path, asked: Asked, *, clock: Clock | None = None) -> tuple[str, int]:
    """Import a file into a channel of this id or name, where whoever is asked agrees to what it becomes.

    Return what came of it in a sentence, and how many lines were refused. Raise NotImported, StoreError, or ValueError for the URL.
    """
    refuse_missing(url)
    examine(url)
    clock = clock or RealClock()
    table, answers = read_file(path, today_of(clock)), answers_of(ANSWERED_BY)
    try:
        async with changing(url, clock, answers=answers) as store:
            workspace, channel = await _channel(store, named)
            preview = await store.read(actions.compare, workspace, channel.id, table)
            shown = [f"To refine next in #{channel.name or channel.id}:", *views.printed_preview(_WORDS, preview)]
            if not (preview.new or preview.dated):
                raise NotImported("\n".join([*shown, "There is nothing to import."]))
            if not asked(shown):
                raise NotImported("Nothing was imported.")
            done = await store.write(_import, workspace, None, channel.id, preview, today_of(clock))
            return views.printed_result(_WORDS, done.added, done.dated, done.there), len(preview.refused)
    except StoreHeld as held:
        raise NotImported(f"{held} While the bot runs on this file, import in Slack: `/refine import`.") from held


def today_of(clock: Clock) -> date:
    """Return the day where this machine stands."""
    return clock.now().astimezone().date()


async def _channel(store: RunningStore, named: str) -> tuple[WorkspaceId, Channel]:
    """Find a channel by its id or name in the workspaces that are served. Raise NotImported."""
    wanted = named.removeprefix("#")
    served = await store.read(teams.served, MACHINE)
    found = [(workspace, one) for workspace in served for one in await store.read(_known, workspace, wanted)]
    if len(found) > 1:
        ids = ", ".join(one.id for _, one in found)
        raise NotImported(f"Several channels are called #{wanted}: name one by its id ({ids}).")
    if not found:
        raise NotImported(
            f"The bot knows no channel {named}. Name it by its id, or as it is called now;"
            " where the bot has done nothing yet, type `/refine queue` in the channel first."
        )
    return found[0]


def _known(read: Read, wanted: str) -> list[Channel]:
    now = teams.became(read, ChannelId(wanted)) or wanted
    known = teams.channels(read)
    return [one for one in known if one.id == now] or [one for one in known if one.name == wanted.lower()]


def _import(unit: Unit, channel: ChannelId, preview: Preview, day: date) -> actions.Imported:
    workspace = teams.workspace(unit)
    author = workspace.bot_user if workspace else PersonId("")
    teams.introduce(unit, Person(author, _NAME))
    lines = preview.lines
    kept = actions.keep_import(unit, channel=channel, person=author, lines=lines)
    return actions.import_items(unit, named=kept, channel=channel, person=author, lines=lines, day=day)
