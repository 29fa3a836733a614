"""The page at oauth/v2/authorize: a person chooses where the app is added and what it may."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.rehearsal.authorize_page import Choice, drawn, drawn_fault
from bot.rehearsal.installs import Install
from bot.rehearsal.room import Slack
from bot.rehearsal.shapes import ActRefused


@dataclass(frozen=True)
class Wish:
    """What an app asks for: the address that it sent the person with, read and checked."""

    redirect_uri: str | None
    back_to: str
    state: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    team: str | None

    def answered(self, **more: str) -> str:
        """Give the address at which the app hears how it ended."""
        said = {**more, **({"state": self.state} if self.state else {})}
        return f"{self.back_to}{'&' if urlsplit(self.back_to).query else '?'}{urlencode(said)}"


def read_wish(slack: Slack, given: Mapping[str, str]) -> Wish:
    """Read what an app asks for. Raise ActRefused with what Slack's page would complain of."""
    app = slack.app
    if given.get("client_id") != app.client_id:
        raise ActRefused("Invalid client_id: no app has this one.")
    redirect_uri = given.get("redirect_uri") or None
    if not app.redirect_urls or not _is_below(redirect_uri or app.redirect_urls[0], app.redirect_urls):
        raise ActRefused(f"redirect_uri did not match any configured URIs. Passed URI: {redirect_uri or 'none'}")
    asked = [each for each in given.get("scope", "").replace(" ", ",").split(",") if each]
    known = {*app.scopes, *app.optional_scopes}
    if strange := [each for each in asked if each not in known]:
        raise ActRefused(f"Invalid permissions requested: {', '.join(strange)} is not among the scopes of the app’s manifest.")
    required = tuple(each for each in asked if each not in app.optional_scopes)
    if not required:
        raise ActRefused("No scopes requested: scope has to name at least one that the app needs.")
    optional = tuple(each for each in asked if each in app.optional_scopes)
    back_to = redirect_uri or app.redirect_urls[0]
    return Wish(redirect_uri, back_to, given.get("state", ""), required, optional, given.get("team") or slack.signed_in)


def _is_below(uri: str, configured: tuple[str, ...]) -> bool:
    return any(uri == each or uri.startswith(each.rstrip("/") + "/") for each in configured)


def choices(slack: Slack) -> list[Choice]:
    """Give where the app can be added, and by whom: that place's first admin."""
    found = []
    for team, room in slack.rooms.items():
        install = slack.installs.in_team(team)
        taken = (
            f"{slack.orgs[install.holder].name} has added it already" if install is not None and install.holder != team else ""
        )
        found.append(Choice(team, room.app.team_name, _admin(slack, team), room.app.org.name if room.app.org else "", taken))
    if slack.app.is_for_orgs:
        for org in slack.orgs.values():
            within = [room.app.team_name for room in slack.rooms.values() if room.app.org == org]
            about = f"the whole organization, which then adds it to {' or '.join(within)}"
            found.append(Choice(org.id, org.name, _admin(slack, slack.of(org.id).app.team_id), about, ""))
    return found


def _admin(slack: Slack, team: str) -> str:
    people = slack.rooms[team].workspace.people.values()
    return next((each.real_name for each in people if each.is_admin), "nobody")


async def ask(request: Request) -> Response:
    """GET /oauth/v2/authorize: show what the app asks for."""
    slack: Slack = request.app.state.slack
    given = dict(request.query_params)
    try:
        wish = read_wish(slack, given)
    except ActRefused as refused:
        return HTMLResponse(drawn_fault(slack.app.display_name, str(refused)), 400, _headers())
    page = drawn(slack.app.display_name, choices(slack), wish.team, wish.required, wish.optional, given)
    return HTMLResponse(page, headers=_headers(wish.back_to))


async def answer(request: Request) -> Response:
    """POST /oauth/v2/authorize: send the person back to the app, with a code or with access_denied."""
    slack: Slack = request.app.state.slack
    form = parse_qs((await request.body()).decode(errors="replace"), keep_blank_values=True)
    given = {name: values[-1] for name, values in form.items()}
    try:
        wish = read_wish(slack, given)
        if given.get("answer") != "allow":
            return RedirectResponse(wish.answered(error="access_denied"), 303)
        install = _allowed(slack, wish, given.get("place", ""), set(form.get("optional", ())))
    except ActRefused as refused:
        return HTMLResponse(drawn_fault(slack.app.display_name, str(refused)), 400, _headers())
    return RedirectResponse(wish.answered(code=slack.codes.give(install, wish.redirect_uri)), 303)


def _allowed(slack: Slack, wish: Wish, place: str, chosen: set[str]) -> Install:
    choice = next((each for each in choices(slack) if each.id == place), None)
    if choice is None:
        raise ActRefused("Choose where to add the app.")
    if choice.taken:
        raise ActRefused(f"The app cannot be added to {choice.name}: {choice.taken}.")
    people = slack.of(place).workspace.people.values()
    scopes = (*wish.required, *(each for each in wish.optional if each in chosen))
    installer = next((each.id for each in people if each.is_admin), next(iter(people)).id)
    return Install(place, (place,) if place in slack.rooms else (), scopes, installer)


def _headers(back_to: str = "") -> dict[str, str]:
    parts = urlsplit(back_to)
    origin = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""  # browsers hold a form's way back to it too
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{origin}; frame-ancestors 'none'; base-uri 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
