"""Serves the pages of an installation: the button, the way to Slack, and the way back."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial
from re import compile as pattern

import structlog
from slack_sdk.errors import SlackApiError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.core.access_log import AccessLog
from bot.core.ids import MACHINE, Ids
from bot.house.addresses import address_of
from bot.house.oauth.installing import Installing
from bot.installations import states, views
from bot.installations.grants import OddGrant
from bot.installations.page import HEADERS, Page, html
from bot.installations.rules import STATE_LASTS, Verdict
from bot.installations.slack_oauth import App
from bot.slack.errors import LOST, ODD, error_of
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store
from bot.words.words import Words, words_for

log = structlog.get_logger("house")

_SECRET = pattern(r"[0-9a-z]{32,128}")
_WORD = pattern(r"[a-z_]{1,64}")
_OF_ITS_PERSON = ("access_denied", "no_code")
"""What is no fault of the app's: somebody has said no. Else Slack has, as to an app that is not distributed."""
COSTS = {views.START: 6.0}
"""How many pages one counts as that writes: ten installations an address may begin at once, and then one in three seconds."""
_Answering = Callable[[Request, Words], Awaitable[Response]]


def install_routes(
    app: App, scopes: Collection[str], store: Store, installing: Installing, ids: Ids, is_open: Callable[[], bool]
) -> list[Route]:
    """Return the routes of an installation under `/slack/`; they answer with a page, whatever happens."""
    answers = _Answers(app.redirect.removesuffix(views.REDIRECT))
    steps = _Steps(app, scopes, store, installing, ids, answers)
    page = partial(_page, answers, is_open)
    return [
        Route(views.INSTALL, page(steps.offer)),
        Route(f"{views.INSTALL}/", page(steps.offer)),
        Route(views.START, page(steps.start)),
        Route(views.REDIRECT, page(steps.back)),
    ]


def _page(answers: "_Answers", is_open: Callable[[], bool], answer: _Answering) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a browser in its language by a step, or says why that cannot be now."""

    async def answered(request: Request) -> Response:
        words = _words_of(request)
        if not is_open():
            return answers.page(views.bot_is_away(words), 503)
        try:
            return await answer(request, words)
        except states.TooManyBegun:
            return answers.page(views.too_many(words), 429)
        except StoreUnavailable:
            return answers.page(views.bot_is_away(words), 503)
        except SlackApiError as refused:
            return answers.refusal(words, error_of(refused))
        except OddGrant:
            return answers.refusal(words, "odd_grant")
        except LOST as lost:
            log.warning("an installation is not known to have been made", error=type(lost).__name__)
            return answers.page(views.slack_is_away(words), 502)

    return answered


def _words_of(request: Request) -> Words:
    first = request.headers.get("accept-language", "en").partition(",")[0].partition(";")[0]
    return words_for(first[:16] or "en", "UTC")


class _Steps:
    """The steps of an installation: the button, the way to Slack, and the way back."""

    def __init__(
        self, app: App, scopes: Collection[str], store: Store, installing: Installing, ids: Ids, answers: "_Answers"
    ) -> None:
        self._app, self._scopes, self._answers = app, scopes, answers
        self._store, self._installing, self._ids = store, installing, ids
        self._access = AccessLog(log)
        self._cookie = _Cookie(app.redirect.startswith("https://"))

    async def offer(self, request: Request, words: Words) -> Response:
        """Show the button."""
        return self._answers.page(views.offer(words))

    async def start(self, request: Request, words: Words) -> Response:
        """Begin an installation, and send the browser to Slack."""
        browser = self._cookie.read(request) or self._ids.fresh() + self._ids.fresh()
        state = await self._store.write(states.begin, MACHINE, None, browser)
        to_slack = RedirectResponse(self._app.authorize_url(state, self._scopes), 302, HEADERS)
        self._cookie.set(to_slack, browser)
        return to_slack

    async def back(self, request: Request, words: Words) -> Response:
        """Install with the code that the browser brings from Slack, if it began this itself."""
        asked = request.query_params
        verdict = await self._store.write(states.use, MACHINE, None, asked.get("state", "")[:128], self._cookie.read(request))
        if verdict is not Verdict.GOOD:
            self._access.refused(f"state is {verdict.value}", address=address_of(request))
            return self._answers.page(views.not_this_state(words, verdict), 400)
        if asked.get("error") or not asked.get("code"):
            return self._answers.denial(words, asked.get("error", "no_code"))
        return self._answers.page(views.done(words, await self._installing.install(asked["code"][:512]), self._app.origin))


class _Answers:
    """Draws pages, whose links lead to where the browser comes back from Slack: its cookie is of that address."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    def page(self, page: Page, status: int = 200) -> Response:
        """Show a page."""
        return HTMLResponse(html(page, self._public_url), status, dict(HEADERS))

    def denial(self, words: Words, error: str) -> Response:
        """Say why the browser has brought no code."""
        if error not in _OF_ITS_PERSON:
            return self.refusal(words, error)
        log.info("an installation was not granted", reason=error)
        return self.page(views.denied(words), 403)

    def refusal(self, words: Words, error: str) -> Response:
        """Say why Slack gives no token, and note it."""
        said = error if _WORD.fullmatch(error) else ODD
        log.warning("Slack refuses an installation", error=said)
        return self.page(views.slack_is_away(words) if said == ODD else views.refused(words, said), 502)


class _Cookie:
    """Ties a state to the browser that began it, so that nobody is made to finish what another began (RFC 6819, 4.4.1.8)."""

    def __init__(self, is_secure: bool) -> None:
        self._is_secure = is_secure
        self._name = "__Host-cortado-install" if is_secure else "cortado-install"

    def read(self, request: Request) -> str:
        """Return what the browser was given, or nothing."""
        found = request.cookies.get(self._name, "")  # whatever stands beside it: the sites around have cookies of their own
        return found if _SECRET.fullmatch(found) else ""

    def set(self, answer: Response, browser: str) -> None:
        """Give the browser its secret for a quarter of an hour; it comes back with Slack's redirect, and to no script."""
        answer.set_cookie(
            self._name,
            browser,
            max_age=int(STATE_LASTS.total_seconds()),
            secure=self._is_secure,
            httponly=True,
            samesite="lax",
        )
