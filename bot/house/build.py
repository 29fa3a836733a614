"""Puts the parts together: the one module that knows all of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

import structlog
from aiohttp import ClientSession
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.calendars.listeners import feature_of as calendars_of
from bot.core.clock import Clock, MovableClock, RealClock
from bot.core.facts import Fact
from bot.core.ids import Ids, RandomIds
from bot.core.monotonic import HeldClock, Monotonic, monotonic_of
from bot.core.version import VERSION
from bot.delivery.execute import SenderDeps
from bot.delivery.screens import Screens
from bot.delivery.sender import Sender
from bot.feature import Feature
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.retention import Retention
from bot.house.address_limit import AddressLimit
from bot.house.calendars import calendar_routes
from bot.house.clock_set import ClockSet
from bot.house.control import control_routes
from bot.house.error_replies import ErrorReplies
from bot.house.features import (
    ANSWERED_BY,
    RECURRING,
    ROOMS_AND_FEATURES,
    alarms_of,
    answers_of,
    draw_at,
    routes_of,
    screens_of,
)
from bot.house.housekeeping import Keeping, keep_house
from bot.house.installations import Installations
from bot.house.left_hosts import LeftHosts
from bot.house.lifecycle import House, Parts
from bot.house.metrics import Metrics
from bot.house.oauth.install_pages import COSTS
from bot.house.oauth.many_workspaces import ManyWorkspaces, build_many_workspaces
from bot.house.options import Options
from bot.house.own_events import own_listeners
from bot.house.own_posts import POSTED, OwnPosts
from bot.house.request_deps import DepsFactory
from bot.house.time_travel import TimeTravel
from bot.house.undeliverable import undeliverable_of
from bot.house.waited import resuming
from bot.house.web import Gate, build_web
from bot.schedule.clockwork import Clockwork
from bot.schedule.firing import AlarmOutcome
from bot.schedule.heartbeat import Heartbeat, Moved, Told
from bot.schedule.tick import Tick
from bot.series.recurring import HOSTS, Recurring
from bot.slack.bolt import build_app
from bot.slack.client import Observe, SlackClient, web_client
from bot.slack.dispatch import AT_ONCE, IN_LINE, Dispatch
from bot.slack.endpoint import Endpoint
from bot.slack.rendering import render
from bot.slack.repeats import RepeatSuppressor
from bot.slack.responder import Responder
from bot.slack.shares import Share, Shares
from bot.slack.signature import Signature
from bot.slack.socket import SocketReceiver
from bot.slack.view_calls import ViewCalls
from bot.store.builds import Build
from bot.store.opening import open_store
from bot.store.revisions import head
from bot.store.unit import RunningStore
from bot.teams.channel_cache import ChannelCache
from bot.teams.person_lookups import PersonLookups
from bot.teams.store import served

log = structlog.get_logger("house")

_IDLE = timedelta(seconds=20)
_OF_ONE_WORKSPACE = (AT_ONCE + IN_LINE) // 4
"""What one of several workspaces may have at work and in line: the others find room beside it."""


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
    held = HeldClock(real, monotonic or monotonic_of(real))
    clock = MovableClock(held, options.clock_offset)
    wakers = _Wakers()
    store = opened(
        options.database_url,
        clock=clock,
        real=real,
        ids=ids,
        answers=answers_of(answered_by),
        on_commit=wakers.wake,
        given={Programmes: load(options.seu_programmes), Retention: Retention(options.seu_words_months)},
    )
    metrics, installations = Metrics(), Installations()
    channel_cache, lookups, view_calls = ChannelCache(real), PersonLookups(), ViewCalls()
    heartbeat = Heartbeat(
        store,
        ids.fresh(),
        real=real,
        monotonic=monotonic,
        workspaces=served,
        told=_told(features),
        moved=_moved(features),
        build=Build(head(), VERSION),
    )

    def is_mixed() -> bool:
        return heartbeat.is_mixed

    sender = _build_sender(store, real, installations, metrics, features, channel_cache, is_mixed=is_mixed)
    tick = Tick(store, alarms_of(features), clock=clock, real=real, observe=_late(metrics), is_mixed=is_mixed)
    clock_set = ClockSet(real, metrics)
    deps_factory = DepsFactory(
        store,
        installations.client_for,
        clock,
        real,
        channel_cache,
        lookups,
        has_calendars=bool(options.public_url),
        view_calls=view_calls,
    )
    names = {feature.name for feature in features}
    hosts = LeftHosts(store, deps_factory.directory_of, [one for one in recurring if one.name in names], clock, features)

    async def keep() -> None:
        keeping = Keeping(options.meetings_months, options.uninstalled_days)
        await keep_house(store, real, features, keeping, installations.serves)
        hosts.wake()

    clockwork = Clockwork(tick, heartbeat, keep, real=real, held=held, jumped=clock_set.hear)
    wakers.by_hint = {"delivery": sender.wake, "schedule": clockwork.wake, HOSTS: hosts.wake}
    client = partial(_build_client, options, view_calls)
    resumed = resuming(store, real, _told(features), wakers.wake)
    many = None
    if options.oauth is not None:
        many = build_many_workspaces(
            options.oauth,
            installations,
            store,
            public_url=options.public_url,
            api_url=options.api_url,
            real=real,
            ids=ids,
            client=client,
            metrics=metrics,
            resumed=resumed,
        )
    dispatch = _build_dispatch(
        real,
        installations,
        metrics,
        features,
        deps_factory,
        hosts=hosts,
        own_posts=OwnPosts(store, sender.screens.linking_to),
        is_mixed=is_mixed,
        many=many,
        shares=Shares(Share(options.person_pace, workspace_at_once=None if many is None else _OF_ONE_WORKSPACE)),
    )
    app = build_app(dispatch, installations.authorize, web_client(options.api_url), many.look_up if many else None)
    refused = metrics.request_refused
    socket = SocketReceiver(app, options.app_token, options.api_url, refused) if options.app_token else None
    signature = Signature(options.signing_secret, real) if options.signing_secret else None
    endpoint = Endpoint(app, signature, refused) if signature else None
    time_travel = TimeTravel(store, tick, clock, lambda: sender.until_idle(_IDLE), features)
    calendars = calendar_routes(store, recurring) if options.public_url else []
    limit = AddressLimit(options.address_pace, costs=COSTS, refused=refused)
    web = _build_web(options, endpoint, clock, time_travel, calendars, clock_set, many=many, limit=limit)
    parts = Parts(
        real,
        metrics,
        installations,
        lookups,
        dispatch,
        sender,
        tick,
        clockwork,
        socket,
        web,
        client,
        hosts,
        many,
        limit,
        resumed,
        prepare,
    )
    return House(options, store, parts)


class _Wakers:
    """Passes a commit's hints on to the rooms; the rooms are built after the store that wakes them."""

    def __init__(self) -> None:
        self.by_hint: Mapping[str, Callable[[], None]] = {}

    def wake(self, hints: frozenset[str]) -> None:
        for room, wake in self.by_hint.items():  # in their order, never in that of a set
            if room in hints:
                wake()


def _build_sender(
    store: RunningStore,
    real: Clock,
    installations: Installations,
    metrics: Metrics,
    features: Sequence[Feature],
    channel_cache: ChannelCache,
    *,
    is_mixed: Callable[[], bool],
) -> Sender:
    screens = screens_of(features)
    deps = SenderDeps(
        store=store,
        real=real,
        screens=Screens(screens, draw_at(screens)),
        render=render,
        client_for=installations.client_for,
        undeliverable=undeliverable_of(features, channel_cache.forget),
        may_search=installations.may_search,
        may_be_told=installations.may_be_told,
        is_mixed=is_mixed,
    )
    return Sender(deps)


def _build_dispatch(
    real: Clock,
    installations: Installations,
    metrics: Metrics,
    features: Sequence[Feature],
    deps_factory: DepsFactory,
    *,
    hosts: LeftHosts,
    own_posts: OwnPosts,
    many: ManyWorkspaces | None,
    is_mixed: Callable[[], bool],
    shares: Shares,
) -> Dispatch:
    commands = [command for feature in features for command in feature.commands]
    own = own_listeners(
        installations.forget,
        commands,
        hosts.somebody_left,
        many.installing if many else None,
        accepted=lambda: installations.introduced,
    )
    repeats = RepeatSuppressor(real)
    return Dispatch(
        routes_of(features, deps_factory.deps_for, own, {POSTED: own_posts}),
        Responder(installations.client_for, lets=repeats.lets, respond=installations.respond),
        ErrorReplies(features, deps_factory.words_of, is_mixed=is_mixed),
        metrics,
        repeats,
        shares,
    )


def _build_web(
    options: Options,
    endpoint: Endpoint | None,
    clock: MovableClock,
    time_travel: TimeTravel,
    calendars: Sequence[BaseRoute],
    clock_set: ClockSet,
    *,
    many: ManyWorkspaces | None,
    limit: AddressLimit,
) -> Callable[[House], Starlette]:
    def web(house: House) -> Starlette:
        gate = Gate(endpoint, lambda: house.is_open) if endpoint else None
        control = control_routes(options.clock_control, clock, time_travel, house.idle) if options.clock_control else []
        pages = many.routes(lambda: house.is_open) if many else []
        more, counted = [*control, *calendars, *pages], house.metrics if options.metrics_port is None else None
        return build_web(
            gate,
            health=house.health,
            readiness=house.readiness,
            metrics=counted,
            more=more,
            notes=clock_set.notes,
            limit=limit,
            proxies=options.trusted_proxies,
        )

    return web


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


def _late(metrics: Metrics) -> Callable[[str, AlarmOutcome, timedelta], None]:
    def observe(kind: str, outcome: AlarmOutcome, late: timedelta) -> None:
        metrics.alarm_ended(kind, outcome.value, late.total_seconds())

    return observe


def _moved(features: Sequence[Feature]) -> Mapping[str, Moved]:
    return {feature.name: feature.after_jump for feature in features if feature.after_jump is not None}


def _told(features: Sequence[Feature]) -> Mapping[str, Told]:
    return {feature.name: feature.after_outage for feature in features if feature.after_outage is not None}
