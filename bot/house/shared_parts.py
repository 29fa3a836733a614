"""What every part of the house is built on: options, features, clocks, the store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.clock import Clock, MovableClock
from bot.core.facts import Fact
from bot.core.ids import Ids
from bot.core.monotonic import HeldClock, Monotonic, monotonic_of
from bot.core.version import VERSION
from bot.feature import Feature
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.retention import Retention
from bot.house.features import answers_of
from bot.house.installations import Installations
from bot.house.metrics import Metrics
from bot.house.options import Options
from bot.schedule.heartbeat import Heartbeat, Moved, Told
from bot.series.recurring import Recurring
from bot.slack.view_calls import ViewCalls
from bot.store.builds import Build
from bot.store.revisions import head
from bot.store.unit import RunningStore
from bot.teams.channel_cache import ChannelCache
from bot.teams.person_lookups import PersonLookups
from bot.teams.store import served


class Wakers:
    """Passes a commit's hints on to the rooms; the rooms are built after the store that wakes them."""

    def __init__(self) -> None:
        """Wake nobody yet."""
        self.by_hint: Mapping[str, Callable[[], None]] = {}

    def wake(self, hints: frozenset[str]) -> None:
        """Wake every room that is hinted at."""
        for room, wake in self.by_hint.items():  # in their order, never in that of a set
            if room in hints:
                wake()


@dataclass(frozen=True)
class SharedParts:
    """What every part of the house is built on; nothing in it runs yet."""

    options: Options
    features: Sequence[Feature]
    recurring: Sequence[Recurring]
    real: Clock
    held: HeldClock
    """Real time, and whether somebody has set it."""
    clock: MovableClock
    """Business time."""
    ids: Ids
    wakers: Wakers
    store: RunningStore
    heartbeat: Heartbeat
    metrics: Metrics
    installations: Installations
    channel_cache: ChannelCache
    lookups: PersonLookups
    view_calls: ViewCalls

    def is_mixed(self) -> bool:
        """Tell whether replicas of two versions run."""
        return self.heartbeat.is_mixed


def build_shared_parts(
    options: Options,
    features: Sequence[Feature],
    answered_by: Mapping[type[Fact], Sequence[Feature]],
    recurring: Sequence[Recurring],
    *,
    real: Clock,
    monotonic: Monotonic | None,
    ids: Ids,
    opened: Callable[..., RunningStore],
) -> SharedParts:
    """Make them; `monotonic` is the machine's where it is None. Raise ValueError for a database of another kind, BadProgrammes."""
    held = HeldClock(real, monotonic or monotonic_of(real))
    clock = MovableClock(held, options.clock_offset)
    wakers = Wakers()
    store = opened(
        options.database_url,
        clock=clock,
        real=real,
        ids=ids,
        answers=answers_of(answered_by),
        on_commit=wakers.wake,
        given={Programmes: load(options.seu_programmes), Retention: Retention(options.seu_words_months)},
    )
    return SharedParts(
        options=options,
        features=features,
        recurring=recurring,
        real=real,
        held=held,
        clock=clock,
        ids=ids,
        wakers=wakers,
        store=store,
        heartbeat=_build_heartbeat(store, features, ids=ids, real=real, monotonic=monotonic),
        metrics=Metrics(),
        installations=Installations(),
        channel_cache=ChannelCache(real),
        lookups=PersonLookups(),
        view_calls=ViewCalls(),
    )


def _build_heartbeat(
    store: RunningStore, features: Sequence[Feature], *, ids: Ids, real: Clock, monotonic: Monotonic | None
) -> Heartbeat:
    return Heartbeat(
        store,
        ids.fresh(),
        real=real,
        monotonic=monotonic,
        workspaces=served,
        told=told_of_outages(features),
        moved=_told_of_jumps(features),
        build=Build(head(), VERSION),
    )


def told_of_outages(features: Sequence[Feature]) -> Mapping[str, Told]:
    """Return who wants to hear that the bot was away, by the feature's name."""
    return {feature.name: feature.after_outage for feature in features if feature.after_outage is not None}


def _told_of_jumps(features: Sequence[Feature]) -> Mapping[str, Moved]:
    return {feature.name: feature.after_jump for feature in features if feature.after_jump is not None}
