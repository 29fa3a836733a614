"""Reads all that stands in one person's ledger."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from bot.core.ids import PersonId
from bot.features.seu.rules.values import Entry, Worth
from bot.features.seu.rules.whole_ledger import Allocated, Attended, Chosen, Resource, WholeLedger
from bot.features.seu.store import claims, credentials, entries, renewals, sessions
from bot.features.seu.tables.credentials import AllocationRow, CredentialRow, RenewalRow
from bot.features.seu.tables.entries import EntryRow
from bot.features.seu.tables.library import LoggedResourceRow, ResourceRow
from bot.features.seu.tables.sessions import AttendanceRow, SessionRow
from bot.store.base import in_workspace
from bot.store.unit import Read

IMPORTED = "import"
"""The key of what came from another workspace is `import:holder:origin`."""
_ENTRIES = entries.WITH_WORDS.where(
    *entries.OF_PERSON, EntryRow.day >= bindparam("since"), EntryRow.day <= bindparam("until")
).order_by(EntryRow.day, EntryRow.at, EntryRow.key)
_ATTENDED = (
    select(SessionRow, AttendanceRow.present, AttendanceRow.shared, AttendanceRow.credited, AttendanceRow.by_host)
    .join(AttendanceRow, (AttendanceRow.workspace == SessionRow.workspace) & (AttendanceRow.session == SessionRow.session))
    .where(SessionRow.workspace == in_workspace(), AttendanceRow.person == bindparam("person"))
    .order_by(SessionRow.began, SessionRow.session)
)
_ALLOCATED = (
    select(AllocationRow.renewal, AllocationRow.entry, AllocationRow.minutes)
    .join(RenewalRow, (RenewalRow.workspace == AllocationRow.workspace) & (RenewalRow.renewal == AllocationRow.renewal))
    .join(CredentialRow, (CredentialRow.workspace == RenewalRow.workspace) & (CredentialRow.credential == RenewalRow.credential))
    .where(AllocationRow.workspace == in_workspace(), CredentialRow.person == bindparam("person"))
    .order_by(RenewalRow.at, AllocationRow.entry)
)
_LOGGED = (
    select(LoggedResourceRow.activity, ResourceRow.title, ResourceRow.link)
    .join(
        ResourceRow, (ResourceRow.workspace == LoggedResourceRow.workspace) & (ResourceRow.resource == LoggedResourceRow.resource)
    )
    .where(LoggedResourceRow.workspace == in_workspace(), LoggedResourceRow.person == bindparam("person"))
    .order_by(LoggedResourceRow.activity)
)


def whole_ledger(read: Read, person: PersonId, name: str, chosen: Chosen) -> WholeLedger:
    """Return what stands of a person: of a period that with its claims, and all that they hold."""
    rows = read.rows(_ENTRIES, {"person": person, "since": chosen.first, "until": chosen.last})
    rows = [row for row in rows if chosen.activity in ("", row.activity)]
    found = tuple(map(entries.read_entry, rows))
    ids = {entry.id for entry in found}
    held = credentials.every_of(read, person)
    allocated = (Allocated(row.renewal, row.entry, int(row.minutes)) for row in read.rows(_ALLOCATED, {"person": person}))
    return WholeLedger(
        workspace=read.workspace,
        person=person,
        name=name,
        made=read.now,
        chosen=chosen,
        keeping=entries.keeping(read, person),
        entries=found,
        origins={row.entry: origin for row in rows if (origin := origin_of(row.key))},
        attended=_attended(read, person, chosen, found),
        credentials=tuple(held),
        removed=frozenset(one.id for one, is_removed in held.items() if is_removed),
        steps=credentials.steps_of(read, person),
        renewals=tuple(one for each in renewals.renewals_of(read, person).values() for one in each),
        allocations=tuple(one for one in allocated if one.entry in ids),
        resources=_resources(read, person, found),
        claims=tuple(claim for claim in claims.claims_of(read, person).values() if claim.entry in ids),
    )


def _resources(read: Read, person: PersonId, found: Iterable[Entry]) -> tuple[Resource, ...]:
    about = {entry.activity for entry in found}
    rows = (row for row in read.rows(_LOGGED, {"person": person}) if row.activity in about)
    return tuple(Resource(row.activity, row.title, row.link) for row in rows)


def origin_of(key: str) -> str:
    """Return where an entry was written first, by its key; empty where that is here."""
    kind, _, rest = key.partition(":")
    return rest.partition(":")[2] if kind == IMPORTED else ""


def _attended(read: Read, person: PersonId, chosen: Chosen, found: Iterable[Entry]) -> tuple[Attended, ...]:
    """Return the sessions that were attended: of a period those that began in it, and those that entries of it are about."""
    about = {entry.activity for entry in found}
    told = []
    for row in read.rows(_ATTENDED, {"person": person}):
        session = sessions.read_session(row)
        if session.id in about or (not chosen.activity and chosen.first <= session.day.isoformat() <= chosen.last):
            told.append(Attended(session, Worth(row.present, row.shared, row.credited), bool(row.by_host)))
    return tuple(told)
