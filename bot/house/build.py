"""Puts the parts together: the one module that knows all of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

from aiohttp import ClientSession

from bot.calendars.listeners import feature_of as calendars_of
from bot.core.clock import Clock, RealClock
from bot.core.facts import Fact
from bot.core.ids import Ids, RandomIds
from bot.core.monotonic import Monotonic
from bot.delivery.execute import SenderDeps
from bot.delivery.screens import Screens
from bot.delivery.sender import Sender
from bot.feature import Feature
from bot.house.address_limit import AddressLimit
from bot.house.clock_set import ClockSet
from bot.house.features import ANSWERED_BY, RECURRING, ROOMS_AND_FEATURES, alarms_of, draw_at, screens_of
from bot.house.housekeeping import Keeping, keep_house
from bot.house.left_hosts import LeftHosts
from bot.house.lifecycle import House, Parts
from bot.house.oauth.install_pages import COSTS
from bot.house.oauth.many_workspaces import BuildClient, ManyWorkspaces, build_many_workspaces
from bot.house.options import Options
from bot.house.receiving import build_dispatch, build_pages, build_receivers
from bot.house.request_deps import DepsFactory
from bot.house.shared_parts import SharedParts, build_shared_parts, told_of_outages
from bot.house.undeliverable import undeliverable_of
from bot.house.waited import Resumed, resuming
from bot.schedule.clockwork import Clockwork
from bot.schedule.firing import AlarmOutcome
from bot.schedule.tick import Tick
from bot.series.recurring import HOSTS, Recurring
from bot.slack.client import Observe, SlackClient
from bot.slack.rendering import render
from bot.slack.view_calls import ViewCalls
from bot.store.opening import open_store
from bot.store.unit import RunningStore


def build(
    options: Options,
    *,
    real: Clock | None = None,
    monotonic: Monotonic | None = None,
    ids: Ids | None = None,
    features: Sequence[Feature] = ROOMS_AND_FEATURES,
    answered_by: Mapping[type[Fact], Sequence[Feature]] = ANSWERED_BY,
    recurring: Sequence[Recurring] = RECURRING,
    prepare: Callable[[], None] = lambda: None,
    opened: Callable[..., RunningStore] = open_store,
) -> House:
    """Put a house together; nothing runs until `start`. Raise ValueError for a database of another kind, BadProgrammes.

    `monotonic`: seconds that run on whatever `real` is set to; both are the machine's where nobody says otherwise.
    `prepare` makes the database ready before it is opened; it is called in a thread, and again until it succeeds.
    `opened` returns the store that a URL means.
    """
    if options.public_url:
        features = (*features, calendars_of(recurring, options.public_url))
    real, ids = real or RealClock(), ids or RandomIds()
    shared = build_shared_parts(options, features, answered_by, recurring, real=real, monotonic=monotonic, ids=ids, opened=opened)
    return House(options, shared.store, _build_parts(shared, prepare))


def _build_parts(shared: SharedParts, prepare: Callable[[], None]) -> Parts:
    """Build what sends, what rings, what serves many workspaces, then what hears Slack and needs them all."""
    sender = _build_sender(shared)
    tick = _build_tick(shared)
    deps_factory = _build_deps_factory(shared)
    hosts = _build_left_hosts(shared, deps_factory)
    clock_set = ClockSet(shared.real, shared.metrics)
    clockwork = _build_clockwork(shared, tick, hosts, clock_set)
    shared.wakers.by_hint = {"delivery": sender.wake, "schedule": clockwork.wake, HOSTS: hosts.wake}
    client = partial(_build_client, shared.options, shared.view_calls)
    resumed = resuming(shared.store, shared.real, told_of_outages(shared.features), shared.wakers.wake)
    many = _build_many(shared, client, resumed)
    dispatch = build_dispatch(shared, deps_factory, sender, hosts, many)
    socket, endpoint = build_receivers(shared, dispatch, many)
    limit = AddressLimit(shared.options.address_pace, costs=COSTS, refused=shared.metrics.request_refused)
    return Parts(
        real=shared.real,
        metrics=shared.metrics,
        installations=shared.installations,
        lookups=shared.lookups,
        dispatch=dispatch,
        sender=sender,
        tick=tick,
        clockwork=clockwork,
        socket=socket,
        web=build_pages(shared, endpoint, tick, sender, clock_set=clock_set, many=many, limit=limit),
        client=client,
        hosts=hosts,
        many=many,
        limit=limit,
        resumed=resumed,
        prepare=prepare,
    )


def _build_sender(shared: SharedParts) -> Sender:
    screens = screens_of(shared.features)
    deps = SenderDeps(
        store=shared.store,
        real=shared.real,
        screens=Screens(screens, draw_at(screens)),
        render=render,
        client_for=shared.installations.client_for,
        undeliverable=undeliverable_of(shared.features, shared.channel_cache.forget),
        may_search=shared.installations.may_search,
        may_be_told=shared.installations.may_be_told,
        is_mixed=shared.is_mixed,
    )
    return Sender(deps)


def _build_tick(shared: SharedParts) -> Tick:
    def observe(kind: str, outcome: AlarmOutcome, late: timedelta) -> None:
        shared.metrics.alarm_ended(kind, outcome.value, late.total_seconds())

    return Tick(
        shared.store,
        alarms_of(shared.features),
        clock=shared.clock,
        real=shared.real,
        observe=observe,
        is_mixed=shared.is_mixed,
    )


def _build_deps_factory(shared: SharedParts) -> DepsFactory:
    return DepsFactory(
        shared.store,
        shared.installations.client_for,
        shared.clock,
        shared.real,
        shared.channel_cache,
        shared.lookups,
        has_calendars=bool(shared.options.public_url),
        view_calls=shared.view_calls,
    )


def _build_left_hosts(shared: SharedParts, deps_factory: DepsFactory) -> LeftHosts:
    names = {feature.name for feature in shared.features}
    hosted = [one for one in shared.recurring if one.name in names]
    return LeftHosts(shared.store, deps_factory.directory_of, hosted, shared.clock, shared.features)


def _build_clockwork(shared: SharedParts, tick: Tick, hosts: LeftHosts, clock_set: ClockSet) -> Clockwork:
    keeping = Keeping(shared.options.meetings_months, shared.options.uninstalled_days)

    async def keep() -> None:
        await keep_house(shared.store, shared.real, shared.features, keeping, shared.installations.serves)
        hosts.wake()

    return Clockwork(tick, shared.heartbeat, keep, real=shared.real, held=shared.held, jumped=clock_set.hear)


def _build_many(shared: SharedParts, client: BuildClient, resumed: Resumed) -> ManyWorkspaces | None:
    options = shared.options
    if options.oauth is None:
        return None
    return build_many_workspaces(
        options.oauth,
        shared.installations,
        shared.store,
        public_url=options.public_url,
        api_url=options.api_url,
        real=shared.real,
        ids=shared.ids,
        client=client,
        metrics=shared.metrics,
        resumed=resumed,
    )


def _build_client(
    options: Options,
    view_calls: ViewCalls,
    session: ClientSession,
    observe: Observe,
    token: str | None = None,
    team: str | None = None,
) -> SlackClient:
    def heard(method: str, outcome: str, seconds: float) -> None:
        view_calls.heard(method, outcome)
        observe(method, outcome, seconds)

    given = options.bot_token if token is None else token
    return SlackClient(given, session, base_url=options.api_url, observe=heard, team=team)
