"""Reads time zones: an IANA name, a city, or an abbreviation."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.schedule.grammar.parts import InZone, NoZoneYet
from bot.schedule.grammar.place_names import zone_called
from bot.schedule.recurrence import UnknownZone

_MOST = 3
_FEASTS = {"christmas", "easter"}
"""Islands, yet whoever types their names alone means the day."""
_CITIES = (
    *("Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Athens"),
    *(
        "Europe/Helsinki",
        "Europe/Istanbul",
        "Europe/Moscow",
        "Africa/Lagos",
        "Africa/Cairo",
        "Africa/Johannesburg",
        "Africa/Nairobi",
    ),
    *("America/New_York", "America/Toronto", "America/Chicago", "America/Mexico_City", "America/Denver", "America/Phoenix"),
    *("America/Los_Angeles", "America/Vancouver", "America/Anchorage", "Pacific/Honolulu", "America/Sao_Paulo", "America/Bogota"),
    *("America/Argentina/Buenos_Aires", "America/Halifax", "America/St_Johns", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata"),
    *(
        "Asia/Kathmandu",
        "Asia/Dhaka",
        "Asia/Jakarta",
        "Asia/Bangkok",
        "Asia/Singapore",
        "Asia/Shanghai",
        "Asia/Manila",
        "Asia/Tokyo",
    ),
    *(
        "Asia/Seoul",
        "Asia/Tehran",
        "Asia/Kabul",
        "Australia/Perth",
        "Australia/Adelaide",
        "Australia/Brisbane",
        "Australia/Sydney",
    ),
    *("Pacific/Auckland", "Pacific/Apia", "Atlantic/Azores", "Atlantic/Cape_Verde"),
)
"""Large places, one or more for each offset that is in use."""
_EASTERN = ("America/New_York", "America/Toronto")
_CENTRAL = ("America/Chicago", "America/Winnipeg")
_MOUNTAIN = ("America/Denver", "America/Edmonton", "America/Phoenix")
_PACIFIC = ("America/Los_Angeles", "America/Vancouver")
_CET = ("Europe/Berlin", "Europe/Paris", "Europe/Madrid")
_EET = ("Europe/Athens", "Europe/Helsinki", "Europe/Bucharest")
_SHARED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("et", "edt", "eastern"), _EASTERN),
    "est": (*_EASTERN, "Australia/Sydney"),
    **dict.fromkeys(("ct", "cdt", "central"), _CENTRAL),
    "cst": ("America/Chicago", "America/Mexico_City", "Asia/Shanghai"),
    **dict.fromkeys(("mt", "mst", "mdt", "mountain"), _MOUNTAIN),
    **dict.fromkeys(("pt", "pst", "pdt", "pacific"), _PACIFIC),
    "akst": ("America/Anchorage",),
    "hst": ("Pacific/Honolulu",),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "nst": ("America/St_Johns",),
    "brt": ("America/Sao_Paulo",),
    "art": ("America/Argentina/Buenos_Aires",),
    **dict.fromkeys(("cet", "cest", "met", "mez", "mesz", "central european"), _CET),
    **dict.fromkeys(("eet", "eest", "eastern european"), _EET),
    **dict.fromkeys(("wet", "west", "western european"), ("Europe/Lisbon", "Atlantic/Canary")),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "msk": ("Europe/Moscow",),
    "trt": ("Europe/Istanbul",),
    "sast": ("Africa/Johannesburg",),
    "eat": ("Africa/Nairobi",),
    "wat": ("Africa/Lagos",),
    "gst": ("Asia/Dubai",),
    "pkt": ("Asia/Karachi",),
    "ict": ("Asia/Bangkok", "Asia/Ho_Chi_Minh"),
    "wib": ("Asia/Jakarta",),
    "sgt": ("Asia/Singapore",),
    "hkt": ("Asia/Hong_Kong",),
    "pht": ("Asia/Manila",),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "awst": ("Australia/Perth",),
    **dict.fromkeys(("acst", "acdt"), ("Australia/Adelaide", "Australia/Darwin")),
    **dict.fromkeys(("aest", "aedt", "aet"), ("Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane")),
    **dict.fromkeys(("nzst", "nzdt", "nzt"), ("Pacific/Auckland",)),
}
_SHORT = "ET|CT|MT|PT|ART|AST|EAT|MET|WAT|WET|WEST"
"""Letters that are words too, or parts of names: only in capitals."""
_SPOKEN = "central european|eastern european|western european|eastern|central|mountain|pacific"
SHARED = (
    rf"(?P<letters>(?-i:{_SHORT})|{'|'.join(sorted(set(_SHARED) - set(_SHORT.lower().split('|')) - set(_SPOKEN.split('|'))))})"
    rf"(?:\s+time)?|(?P<spoken>{_SPOKEN})(?:\s+(?:standard|daylight|summer))?\s+time"
)
OFFSET = r"(?:(?:utc|gmt)\s?(?P<sign>[+-])\s?|(?P<plus>[+-])(?=\d{2}:?\d{2}))(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?"
NAMED = r"(?P<z>[a-z_]{2,}(?:/[a-z0-9_+-]{2,})+|utc|gmt)(?:\s+time)?"
ALONE = tuple(
    rf"(?P<z>{words})(?:\s+time)?"
    for words in (r"[a-z]{2,}[ _-][a-z]{2,}[ _-][a-z]{3,}", r"[a-z]{2,}[ _-][a-z]{3,}", r"[a-z_]{4,}")
)
"""A place of three words, of two, of one."""


def read_zone(name: str) -> str:
    """Return a zone's name as IANA spells it. Raise UnknownZone."""
    found = zone_names().get(name.casefold())
    if found is None:
        raise UnknownZone(name, _like(name))
    return found


@cache
def zone_names() -> dict[str, str]:
    """Return every zone that is named by its place, and UTC, by its casefolded name.

    The others (`EST`, `CET`) are left out: they are fixed or outdated, and whoever types them means a place.
    """
    return {name.casefold(): name for name in available_timezones() if "/" in name or name in {"UTC", "GMT"}}


@cache
def _of_places() -> dict[str, str]:
    """Return the zones that are offered; those of the sea count the other way than people do (`Etc/GMT+1` is UTC-1)."""
    return {folded: name for folded, name in zone_names().items() if not folded.startswith("etc/")}


@cache
def _places() -> frozenset[str]:
    return frozenset(folded.rsplit("/", 1)[-1] for folded in _of_places()) - _FEASTS


@lru_cache(maxsize=256)
def _like(name: str) -> tuple[str, ...]:
    """Return zones whose place has the same name, else those that are spelled nearly so, else those that share the letters."""
    if called := zone_called(name):
        return (called,)
    letters = re.sub(r"(?:\s+(?:standard|daylight|summer))?\s+time$", "", name.strip().casefold())
    if letters in _SHARED:
        return _SHARED[letters]
    place = re.sub(r"\s*/\s*", "/", letters.split(",")[0]).strip()
    place = re.sub(r"[ -]", "_", place).rsplit("/", 1)[-1]
    same = sorted(found for folded, found in _of_places().items() if folded.rsplit("/", 1)[-1] == place)
    if same:
        return tuple(same[:_MOST])
    close = get_close_matches(letters, _of_places(), n=_MOST, cutoff=0.8)
    return tuple(_of_places()[folded] for folded in close)


def named(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read a zone's name; a word with a stroke in it is one where its parts begin in capitals, or it is known."""
    name = match["z"]
    if name.casefold() not in zone_names() and not all(part[:1].isupper() for part in name.split("/")):
        return None
    return (InZone(read_zone(name)),)


def place_alone(match: re.Match[str]) -> tuple[object, ...] | None:
    """Refuse a zone that is named by its place only, with its whole name; any other word means nothing."""
    if re.sub(r"[ -]", "_", match["z"].casefold()) in _places():
        raise UnknownZone(match["z"], _like(match["z"]))
    return None


def shared(match: re.Match[str]) -> tuple[object, ...]:
    """Read letters that several places share."""
    words = match["letters"] or match["spoken"]
    return (NoZoneYet(match[0], _SHARED[words.lower()]),)


def offset(match: re.Match[str]) -> tuple[object, ...] | None:
    """Read `UTC+2`: no place keeps to it all the year."""
    sign = -1 if "-" in (match["sign"] or match["plus"]) else 1
    hours, minutes = int(match["h"]), int(match["m"] or 0)
    if hours > 14 or minutes >= 60:
        return None
    if not (hours or minutes):
        return (InZone("UTC"),)
    return (NoZoneYet(match[0], offset=sign * timedelta(hours=hours, minutes=minutes)),)


def may_be(said: NoZoneYet, zone: str, at: datetime) -> bool:
    """Tell whether letters or an offset may be those of a zone."""
    return zone in said.places or zone in _with_offset([zone], said, at) or _is_called(zone, said, at)


def ask_for_a_city(said: NoZoneYet, at: datetime, own: str) -> None:
    """Raise UnknownZone with the places that can be meant, the person's own first."""
    offered = (
        said.places or tuple(_with_offset(_CITIES, said, at)) or tuple(_with_offset(sorted(zone_names().values()), said, at))
    )
    own_first = [own] if own in offered or may_be(said, own, at) else []
    raise UnknownZone(said.words, tuple(dict.fromkeys([*own_first, *offered]))[:_MOST])


def _with_offset(names: Iterable[str], said: NoZoneYet, at: datetime) -> list[str]:
    if said.offset is None:
        return []
    return [name for name in names if "/" in name and at.astimezone(ZoneInfo(name)).utcoffset() == said.offset]


def _is_called(zone: str, said: NoZoneYet, at: datetime) -> bool:
    """Tell whether the letters are those of a zone, in summer or in winter: `EST`, `EDT` and `ET` are one."""
    names = {at.astimezone(ZoneInfo(zone)).tzname(), (at + timedelta(days=182)).astimezone(ZoneInfo(zone)).tzname()}
    return re.sub("[SD]", "", said.words.upper().split()[0]) in {re.sub("[SD]", "", name or "") for name in names}
