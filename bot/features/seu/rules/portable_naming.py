"""What a portable file names, by its names in the ledger that it comes into. Pure."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.ids import WorkspaceId
from bot.features.seu.rules.held import Claim, Held, Renewal
from bot.features.seu.rules.portable_reading import Brought, Portable
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.values import Entry
from bot.features.seu.rules.whole_ledger import Allocated


@dataclass(frozen=True)
class Naming:
    """How what a file names is called in the ledger of `holder`: by where it was written first, so that it is called the same each time.

    `own`: the entries that are in that ledger, by their ids.
    """

    workspace: WorkspaceId
    holder: str
    own: Mapping[str, Entry]

    def entry(self, origin: str) -> str:
        """Return the id of an entry: its own where it was written in this ledger, else one that its origin alone decides."""
        workspace, _, own = origin.partition("/")
        return own if workspace == self.workspace and own in self.own else self.of("entry", origin)

    def of(self, what: str, origin: str) -> str:
        """Return the id of something that came from elsewhere."""
        return hashlib.sha256(f"{self.holder}/{what}/{origin}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Coming:
    """What a file adds to a ledger. `there`: entries that are there already; `changed`: those of activities corrected here since, which stay."""

    new: tuple[Brought, ...]
    there: int
    changed: int


def coming(portable: Portable, naming: Naming) -> Coming:
    """Say which entries a file adds, by their names in the ledger: each after what it takes back."""
    new: list[Brought] = []
    there = changed = 0
    by_activity: dict[str, list[Entry]] = defaultdict(list)
    for entry in naming.own.values():
        by_activity[entry.activity].append(entry)
    for group in _by_activity(portable.entries):
        named = _named(group, naming)
        here = by_activity[named[0].entry.activity]
        ids = {one.entry.id for one in named}
        missing = [one for one in named if one.entry.id not in naming.own]
        there += len(named) - len(missing)
        if any(entry.id not in ids for entry in here):
            changed += len(missing)
        else:
            new += missing
    return Coming(tuple(new), there, changed)


def _by_activity(brought: Iterable[Brought]) -> Iterable[Sequence[Brought]]:
    groups: dict[str, list[Brought]] = {}
    for one in brought:
        groups.setdefault(one.entry.activity, []).append(one)
    return groups.values()


def _named(group: Sequence[Brought], naming: Naming) -> list[Brought]:
    """Name the entries of one activity anew: the activity by its first entry, what is taken back by the entry's new name."""
    first = naming.own.get(naming.entry(group[0].origin))
    activity = first.activity if first else naming.of("activity", group[0].origin)
    ids = {one.entry.id: naming.entry(one.origin) for one in group}
    return [
        replace(
            one, entry=replace(one.entry, id=ids[one.entry.id], activity=activity, reverses=ids.get(one.entry.reverses or ""))
        )
        for one in group
    ]


@dataclass(frozen=True)
class Rest:
    """What a file says of credentials, by its names in the ledger: all of it, whether it is there already or not."""

    credentials: tuple[Held, ...]
    removed: frozenset[str]
    steps: tuple[tuple[str, str, str], ...]
    renewals: tuple[Renewal, ...]
    allocations: tuple[Allocated, ...]
    claims: tuple[Claim, ...]


def rest(portable: Portable, naming: Naming, held: Iterable[Held], renewed: Iterable[Renewal]) -> Rest:
    """Return what a file says of credentials; one that the person has recorded here too is that one, and so is a renewal.

    `held` and `renewed`: what the person has here. What rests on nothing in the file is left out.
    """
    here = {(one.programme, one.name): one.id for one in held}
    ids = {one.id: here.get((one.programme, one.name)) or naming.of("credential", one.id) for one in portable.credentials}
    entries = {one.entry.id: naming.entry(one.origin) for one in portable.entries}
    known = {place: one.id for place, one in _places(renewed, lambda named: named)}
    places = _places((one for one in portable.renewals if one.credential in ids), ids.__getitem__)
    renewals = {one.id: known.get(place) or naming.of("renewal", one.id) for place, one in places}
    return Rest(
        tuple(replace(one, id=ids[one.id]) for one in portable.credentials),
        frozenset(ids[one] for one in portable.removed),
        tuple((ids[named], step, day.isoformat()) for named, step, day in portable.steps if named in ids),
        tuple(
            replace(one, id=renewals[one.id], credential=ids[one.credential], undoes=renewals.get(one.undoes or ""))
            for one in portable.renewals
            if one.id in renewals
        ),
        tuple(
            replace(one, renewal=renewals[one.renewal], entry=entries[one.entry])
            for one in portable.allocations
            if one.renewal in renewals and one.entry in entries
        ),
        tuple(replace(one, entry=entries[one.entry]) for one in portable.claims if one.entry in entries),
    )


def _places(renewals: Iterable[Renewal], credential: Callable[[str], str]) -> Iterator[tuple[tuple[object, ...], Renewal]]:
    """Yield each renewal after what it is known by: what it renewed on which day, and which of several that are alike it is."""
    alike: Counter[tuple[object, ...]] = Counter()
    for one in renewals:
        named = (credential(one.credential), one.kind, one.day, one.before, one.after)
        alike[named] += 1
        yield (*named, alike[named]), one


def known_here(rest: Rest, programmes: Programmes) -> tuple[Rest, int]:
    """Return what this bot's programmes know of it, and how many credentials they do not know.

    A cycle goes on with the rules that this bot has: the file brings none.
    """
    versions: dict[str, str] = {}
    kept: list[Held] = []
    for one in rest.credentials:
        programme = programmes.by_key.get(one.programme)
        certification = programme.certification(one.name) if programme else None
        if programme is not None and certification is not None:
            variants = {fee.variant for fee in programme.level_of(certification).fees}
            kept.append(replace(one, version=programme.version, variant=one.variant if one.variant in variants else ""))
            versions[one.id] = programme.version
    renewals = tuple(replace(one, version=versions[one.credential]) for one in rest.renewals if one.credential in versions)
    renewed = {one.id for one in renewals}
    known = Rest(
        tuple(kept),
        rest.removed & {*versions},
        tuple(step for step in rest.steps if step[0] in versions),
        renewals,
        tuple(one for one in rest.allocations if one.renewal in renewed),
        tuple(_known_claims(rest.claims, programmes)),
    )
    return known, len(rest.credentials) - len(kept)


def _known_claims(claims: Iterable[Claim], programmes: Programmes) -> Iterator[Claim]:
    for claim in claims:
        programme = programmes.by_key.get(claim.programme)
        if programme is not None:
            yield claim if claim.category in (None, *programme.categories) else replace(claim, category=None)
