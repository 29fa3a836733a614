"""Payloads as Slack sends them to an app."""

from collections.abc import Callable, Mapping

from bot.rehearsal.inputs import Placed
from bot.rehearsal.installation import Installation
from bot.rehearsal.installs import Install
from bot.rehearsal.records import Conversation, Message, Person, View
from bot.rehearsal.shapes import Json


class Payloads:
    """Writes payloads for the app in one workspace; `install` gives the installation that it has there at the moment."""

    def __init__(self, app: Installation, install: Callable[[], Install | None] = lambda: None) -> None:
        self._app, self._install = app, install

    @property
    def _is_org_wide(self) -> bool:
        install = self._install()
        return install is not None and install.holder != self._app.team_id

    def _common(self, kind: str, person: Person) -> Json:
        user = {"id": person.id, "username": person.name, "name": person.name, "team_id": self._app.team_id}
        org = self._app.org
        named = {} if org is None else {"enterprise_id": org.id, "enterprise_name": org.name}
        return {
            "type": kind,
            "user": user,
            "api_app_id": self._app.app_id,
            "token": "rehearsal-verification-token",
            "team": {"id": self._app.team_id, "domain": self._app.domain, **named},
            "enterprise": None if org is None else {"id": org.id, "name": org.name},
            "is_enterprise_install": self._is_org_wide,
        }

    def _of_view(self, kind: str, person: Person) -> Json:
        """Begin a payload about a view: of an app of a whole organization it names no team beside the view's and the person's."""
        return self._common(kind, person) | ({"team": None} if self._is_org_wide else {})

    def message(self, message: Message) -> Json:
        """Write a message as it stands in payloads and in answers."""
        written: Json = {
            "type": "message",
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "team": self._app.team_id,
        }
        if message.is_bot:
            written |= {"bot_id": self._app.bot_id, "app_id": self._app.app_id}
        if message.blocks:
            written["blocks"] = list(message.blocks)
        if message.thread_ts:
            written["thread_ts"] = message.thread_ts
        if message.broadcast:
            written["subtype"] = "thread_broadcast"
        if message.edited:
            written["edited"] = {"user": message.user, "ts": message.edited}
        return written

    def view(self, view: View) -> Json:
        """Write a view as Slack does: what the app gave, and all that Slack adds."""
        given = view.payload
        modal: Json = {
            "title": given.get("title"), "submit": given.get("submit"), "close": given.get("close"),
            "clear_on_close": given.get("clear_on_close", False), "notify_on_close": given.get("notify_on_close", False),
            "submit_disabled": given.get("submit_disabled", False),
        }  # fmt: skip
        return {
            "id": view.id,
            "team_id": self._app.team_id,
            "type": view.kind,
            "blocks": given["blocks"],
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "external_id": given.get("external_id", ""),
            "state": {"values": view.values},
            "hash": view.hash,
            "root_view_id": view.root,
            "previous_view_id": view.previous,
            "app_id": self._app.app_id,
            "app_installed_team_id": self._app.team_id,
            "bot_id": self._app.bot_id,
            **modal,
        }

    def command(self, person: Person, channel: Conversation, command: str, text: str, grants: Json) -> Json:
        """Write a slash command; a private channel and a direct message go by Slack's stand-in names."""
        shown = "directmessage" if channel.kind == "dm" else "privategroup" if channel.is_private else channel.name
        return {
            "token": "rehearsal-verification-token",
            "team_id": self._app.team_id,
            "team_domain": self._app.domain,
            "channel_id": channel.id,
            "channel_name": shown,
            "user_id": person.id,
            "user_name": person.name,
            "command": command,
            "text": text,
            "api_app_id": self._app.app_id,
            **({} if (org := self._app.org) is None else {"enterprise_id": org.id, "enterprise_name": org.name}),
            "is_enterprise_install": str(self._is_org_wide).lower(),
            **grants,
        }

    def message_click(
        self, person: Person, channel: Conversation, message: Message, action: Json, values: Json, grants: Json
    ) -> Json:
        """Write a click on an element of a message; an ephemeral message is not shown again."""
        ephemeral = message.addressee is not None
        container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": ephemeral}
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        shown = {} if ephemeral else {"message": self.message(message)}
        where = {"id": channel.id, "name": "directmessage" if channel.kind == "dm" else channel.name}
        return {
            **self._common("block_actions", person), "container": container, "channel": where, **shown, "state": {"values": values}, **grants,
            "actions": [action],
        }  # fmt: skip

    def view_click(self, person: Person, view: View, action: Json, trigger: str) -> Json:
        """Write a click on an element of a modal or a Home."""
        container = {"type": "view", "view_id": view.id}
        common = self._of_view("block_actions", person)
        return {**common, "container": container, "trigger_id": trigger, "view": self.view(view), "actions": [action]}

    def submission(self, person: Person, view: View, trigger: str, response_urls: list[Json]) -> Json:
        """Write a form that was sent."""
        common = self._of_view("view_submission", person)
        return {**common, "trigger_id": trigger, "view": self.view(view), "response_urls": response_urls}

    def closed(self, person: Person, view: View, is_cleared: bool) -> Json:
        """Write that a modal was closed; cleared means that the whole stack was."""
        return {**self._of_view("view_closed", person), "view": self.view(view), "is_cleared": is_cleared}

    def shortcut(self, person: Person, callback_id: str, trigger: str, action_ts: str) -> Json:
        """Write a global shortcut."""
        return {**self._common("shortcut", person), "callback_id": callback_id, "trigger_id": trigger, "action_ts": action_ts}

    def message_shortcut(
        self, person: Person, channel: Conversation, message: Message, callback_id: str, action_ts: str, grants: Json
    ) -> Json:
        """Write a shortcut on a message."""
        where = {"id": channel.id, "name": "directmessage" if channel.kind == "dm" else channel.name}
        return {
            **self._common("message_action", person), "callback_id": callback_id, "message_ts": message.ts, "action_ts": action_ts,
            "channel": where, "message": self.message(message), **grants,
        }  # fmt: skip

    def metadata_posted(self, message: Message) -> Json:
        """Write the event that tells of a post with metadata; it names the conversation by another word than most do."""
        return {
            "type": "message_metadata_posted", "app_id": self._app.app_id, "bot_id": self._app.bot_id, "user_id": message.user,
            "team_id": self._app.team_id, "channel_id": message.channel, "metadata": message.metadata, "message_ts": message.ts,
            "event_ts": message.ts,
        }  # fmt: skip

    def event(self, event: Json, event_id: str, at: int, install: Install | None = None) -> Json:
        """Wrap an event as the Events API does; `at` in seconds since 1970. `install`: the installation that it is about, which may be gone."""
        org = self._app.org.id if self._app.org is not None else None
        by = install or self._install()
        is_org_wide = by is not None and by.holder != self._app.team_id
        team = None if install is not None and is_org_wide else self._app.team_id  # none: about an organization as a whole
        authorization = {
            "enterprise_id": org, "team_id": team, "user_id": self._app.bot_user, "is_bot": True, "is_enterprise_install": is_org_wide,
        }  # fmt: skip
        return {
            "token": "rehearsal-verification-token", "team_id": team, **({} if org is None else {"enterprise_id": org}),
            "context_team_id": team, "context_enterprise_id": org, "api_app_id": self._app.app_id, "event": event, "type": "event_callback",
            "event_id": event_id, "event_time": at, "authorizations": [authorization], "is_ext_shared_channel": False,
            "event_context": f"4-{event_id}",
        }  # fmt: skip


def action_of(placed: Placed, chosen: Mapping[str, object], action_ts: str) -> Json:
    """Write one entry of `actions`: the element as Slack echoes it and what was chosen."""
    element = placed.element
    echoed: Json = {name: element[name] for name in ("text", "value", "style", "url", "placeholder") if name in element}
    return {
        "type": placed.kind,
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        **echoed,
        **chosen,
        "action_ts": action_ts,
    }
