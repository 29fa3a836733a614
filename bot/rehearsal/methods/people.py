"""auth.test, users.info and apps.connections.open: who is who."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rehearsal.methods.call import Call
from bot.rehearsal.records import Person
from bot.rehearsal.shapes import Json
from bot.rehearsal.statuses import status_of


def auth_test(call: Call) -> Json:
    """Say whose token this is."""
    app = call.room.app
    if app.org is not None and call.install is not None and call.install.holder == app.org.id:
        return {
            "url": f"https://{app.org.name.lower()}.enterprise.slack.com/", "team": app.org.name, "user": app.bot_name, "team_id": app.org.id,
            "user_id": app.bot_user, "bot_id": app.bot_id, "enterprise_id": app.org.id, "is_enterprise_install": True,
        }  # fmt: skip
    return {
        "url": f"https://{app.domain}.slack.com/", "team": app.team_name, "user": app.bot_name, "team_id": app.team_id,
        "user_id": app.bot_user, "bot_id": app.bot_id, **({} if app.org is None else {"enterprise_id": app.org.id}),
        "is_enterprise_install": False,
    }  # fmt: skip


def _written(call: Call, person: Person, with_locale: bool) -> Json:
    zone = ZoneInfo(person.tz)
    here: datetime = call.room.clock.now().astimezone(zone)
    offset = here.utcoffset()
    first = person.real_name.split()[0]
    profile = {
        "real_name": person.real_name, "real_name_normalized": person.real_name, "display_name": first,
        "display_name_normalized": first, "first_name": first, "team": call.room.app.team_id, "avatar_hash": "",
        **status_of(person, call.room.clock.now()),
    }  # fmt: skip
    written = {
        "id": person.id, "team_id": call.room.app.team_id, "name": person.name, "deleted": False, "color": person.avatar_color.strip("#"),
        "real_name": person.real_name, "tz": person.tz, "tz_label": here.tzname() or person.tz,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0, "profile": profile, "is_admin": person.is_admin,
        "is_owner": False, "is_primary_owner": False, "is_restricted": False, "is_ultra_restricted": False, "is_bot": False,
        "is_app_user": False, "updated": 1_700_000_000,
    }  # fmt: skip
    return written | {"locale": person.locale} if with_locale else written


def _written_bot(call: Call) -> Json:
    app = call.room.app
    profile = {
        "real_name": app.display_name,
        "display_name": "",
        "team": app.team_id,
        "api_app_id": app.app_id,
        "bot_id": app.bot_id,
    }
    return {
        "id": app.bot_user, "team_id": app.team_id, "name": app.bot_name, "deleted": False, "real_name": app.display_name,
        "tz": "America/Los_Angeles", "tz_label": "Pacific Standard Time", "tz_offset": -28_800, "profile": profile, "is_admin": False,
        "is_owner": False, "is_bot": True, "is_app_user": False, "updated": 1_700_000_000,
    }  # fmt: skip


def info(call: Call) -> Json:
    """Describe a person, with the locale where it is asked for."""
    call.need("users:read")
    if call.maybe("user") == call.room.app.bot_user:
        return {"user": _written_bot(call)}
    return {"user": _written(call, call.person(), call.flag("include_locale"))}


def open_connection(call: Call) -> Json:
    """Give the address of a Socket Mode connection, good for one connection and 30 seconds."""
    base = call.room.base_url.replace("http", "ws", 1)
    return {"url": f"{base}/socket/{call.room.sockets.ticket()}"}
