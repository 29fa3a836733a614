"""What `purge` says that the next housekeeping would delete, and does at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.clock import Clock, RealClock
from bot.core.ids import MACHINE, WorkspaceId
from bot.feature import Feature
from bot.features.seu.rules.retention import Retention
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.housekeeping import Forget, Keeping, keep_house, of_machine, of_workspace
from bot.house.options import Options
from bot.house.workspaces.erasing import kept_for
from bot.store.changing import changing
from bot.store.dry_run import DryRunUnit, OldRows
from bot.store.gone import gone_since, to_erase
from bot.store.reports import reading
from bot.store.schema import whole_schema
from bot.store.transaction import Given
from bot.store.unit import Read
from bot.store.workspace_erasure import rows_by_table
from bot.teams import store as teams

_ALL = 1_000_000_000
_SETTINGS = {"seu_entry_words": "SEU_WORDS_MONTHS"}
"""By which setting a table's rows grow old; of others the age is fixed, but for meetings."""


@dataclass(frozen=True)
class Old:
    """What is old of a workspace, or of all of them together, a line a table."""

    workspace: WorkspaceId
    name: str
    lines: tuple[str, ...]

    def said(self) -> list[str]:
        """Say it in lines."""
        head = f"{self.workspace}{f' ({self.name})' if self.name else ''}" if self.workspace else "All workspaces"
        return [f"{head}:", *(f"  {line}" for line in self.lines)]


async def look(options: Options, features: Sequence[Feature] = ROOMS_AND_FEATURES, clock: Clock | None = None) -> list[Old]:
    """Say what is old by now; the bot may run meanwhile, and nothing is written. Raise StoreError, or ValueError for the URL."""
    whole_schema()
    keeping = Keeping(options.meetings_months, options.uninstalled_days)
    of_all, of_each = of_machine(_ALL), of_workspace(features, keeping, _ALL)
    async with reading(options.database_url, clock, _given(options)) as reads:
        found = [Old(MACHINE, "", await reads.read(lambda read: _lines(read, of_all, keeping), MACHINE))]
        gone = await reads.read(lambda read: _to_erase(read, keeping), MACHINE)
        stay = [workspace for workspace in await reads.read(teams.served, MACHINE) if workspace not in gone]
        found += [await reads.read(lambda read: _named(read, _lines(read, of_each, keeping)), workspace) for workspace in stay]
        found += [await reads.read(lambda read: _named(read, _whole(read)), workspace) for workspace in gone]
    return [one for one in found if one.lines]


async def purge(options: Options, features: Sequence[Feature] = ROOMS_AND_FEATURES, clock: Clock | None = None) -> None:
    """Do now what the next housekeeping would do. Raise StoreError, or ValueError for the URL."""
    whole_schema()
    clock = clock or RealClock()
    async with changing(options.database_url, clock, given=_given(options)) as store:
        await keep_house(store, clock, features, Keeping(options.meetings_months, options.uninstalled_days))


def _given(options: Options) -> Given:
    return {Retention: Retention(options.seu_words_months)}


def _to_erase(read: Read, keeping: Keeping) -> list[WorkspaceId]:
    kept = kept_for(keeping.uninstalled_days)
    return [] if kept is None else to_erase(read, read.now - kept)


def _lines(read: Read, forgets: Sequence[Forget], keeping: Keeping) -> tuple[str, ...]:
    lines: list[str] = []
    for forget in forgets:
        unit = DryRunUnit(read)
        forget(unit)
        lines += _said(read, unit.counted, f"MEETINGS_MONTHS={keeping.meetings_months}" if forget.__name__ == "meetings" else "")
    return tuple(lines)


def _said(read: Read, counted: Sequence[OldRows], setting: str) -> Iterator[str]:
    for one in counted:
        by = setting or _SETTINGS.get(one.table, "")
        why = f" ({by})" if by else ""
        verb = "stay, of no meeting" if one.changed else "rows"
        yield f"{one.table}: {one.rows} {verb}, {_age(read.now.date(), one.before)}{why}"


def _age(today: date, before: date | None) -> str:
    return "over" if before is None else f"from before {before.isoformat()}, {(today - before).days} days ago"


def _whole(read: Read) -> tuple[str, ...]:
    since = gone_since(read)
    rows = sum(rows_by_table(read).values())
    return (f"all of it: {rows} rows, the app was removed on {since:%Y-%m-%d} (UNINSTALLED_DAYS)",)


def _named(read: Read, lines: tuple[str, ...]) -> Old:
    known = teams.workspace(read)
    return Old(read.workspace, " ".join(known.name.split()) if known else "", lines)
