"""Builds what hears Slack and browsers: dispatch, receivers, pages."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.delivery.sender import Sender
from bot.house.address_limit import AddressLimit
from bot.house.calendars import calendar_routes
from bot.house.clock_set import ClockSet
from bot.house.control import control_routes
from bot.house.error_replies import ErrorReplies
from bot.house.features import routes_of
from bot.house.left_hosts import LeftHosts
from bot.house.lifecycle import House
from bot.house.oauth.many_workspaces import ManyWorkspaces
from bot.house.own_events import own_listeners
from bot.house.own_posts import POSTED, OwnPosts
from bot.house.request_deps import DepsFactory
from bot.house.shared_parts import SharedParts
from bot.house.time_travel import TimeTravel
from bot.house.web import Gate, build_web
from bot.schedule.tick import Tick
from bot.slack.bolt import build_app
from bot.slack.client import web_client
from bot.slack.dispatch import AT_ONCE, IN_LINE, Dispatch
from bot.slack.endpoint import Endpoint
from bot.slack.repeats import RepeatSuppressor
from bot.slack.responder import Responder
from bot.slack.shares import Share, Shares
from bot.slack.signature import Signature
from bot.slack.socket import SocketReceiver

_IDLE = timedelta(seconds=20)
_OF_ONE_WORKSPACE = (AT_ONCE + IN_LINE) // 4
"""What one of several workspaces may have at work and in line: the others find room beside it."""


def build_dispatch(
    shared: SharedParts, deps_factory: DepsFactory, sender: Sender, hosts: LeftHosts, many: ManyWorkspaces | None
) -> Dispatch:
    """Build what finds the listener of a request, and answers for it."""
    commands = [command for feature in shared.features for command in feature.commands]
    installations = shared.installations
    own = own_listeners(
        installations.forget,
        commands,
        hosts.somebody_left,
        many.installing if many else None,
        accepted=lambda: installations.introduced,
    )
    bare = {POSTED: OwnPosts(shared.store, sender.screens.linking_to)}
    repeats = RepeatSuppressor(shared.real)
    return Dispatch(
        routes_of(shared.features, deps_factory.deps_for, own, bare),
        Responder(installations.client_for, lets=repeats.lets, respond=installations.respond),
        ErrorReplies(shared.features, deps_factory.words_of, is_mixed=shared.is_mixed),
        shared.metrics,
        repeats,
        Shares(Share(shared.options.person_pace, workspace_at_once=None if many is None else _OF_ONE_WORKSPACE)),
    )


def build_receivers(
    shared: SharedParts, dispatch: Dispatch, many: ManyWorkspaces | None
) -> tuple[SocketReceiver | None, Endpoint | None]:
    """Build what requests come in by: a line that the bot opens, an address that Slack calls, or both."""
    options, refused = shared.options, shared.metrics.request_refused
    look_up = many.look_up if many else None
    app = build_app(dispatch, shared.installations.authorize, web_client(options.api_url), look_up)
    socket = SocketReceiver(app, options.app_token, options.api_url, refused) if options.app_token else None
    signature = Signature(options.signing_secret, shared.real) if options.signing_secret else None
    return socket, Endpoint(app, signature, refused) if signature else None


def build_pages(
    shared: SharedParts,
    endpoint: Endpoint | None,
    tick: Tick,
    sender: Sender,
    *,
    clock_set: ClockSet,
    many: ManyWorkspaces | None,
    limit: AddressLimit,
) -> Callable[[House], Starlette]:
    """Return what makes the web application of a house, once there is one."""
    options = shared.options
    time_travel = TimeTravel(shared.store, tick, shared.clock, lambda: sender.until_idle(_IDLE), shared.features)
    calendars: Sequence[BaseRoute] = calendar_routes(shared.store, shared.recurring) if options.public_url else []

    def web(house: House) -> Starlette:
        gate = Gate(endpoint, lambda: house.is_open) if endpoint else None
        control = control_routes(options.clock_control, shared.clock, time_travel, house.idle) if options.clock_control else []
        pages = many.routes(lambda: house.is_open) if many else []
        return build_web(
            gate,
            health=house.health,
            readiness=house.readiness,
            metrics=house.metrics if options.metrics_port is None else None,
            more=[*control, *calendars, *pages],
            notes=clock_set.notes,
            limit=limit,
            proxies=options.trusted_proxies,
        )

    return web
