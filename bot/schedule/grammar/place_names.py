"""Cities and countries that people name, and the time zones they lie in."""

_ZONES = {
    "Europe/London": ("uk", "gb", "great britain", "england", "britain", "greenwich", "manchester", "edinburgh"),
    "Europe/Madrid": ("spain", "spanish", "barcelona", "valencia", "sevilla", "seville", "bilbao"),
    "Europe/Paris": ("france", "french", "lyon", "toulouse", "marseille"),
    "Europe/Berlin": ("germany", "german", "munich", "hamburg", "frankfurt", "cologne", "stuttgart"),
    "Europe/Rome": ("italy", "italian", "milan"),
    "Europe/Lisbon": ("portugal", "porto"),
    "Europe/Zurich": ("switzerland", "swiss", "geneva", "basel"),
    "Europe/Amsterdam": ("netherlands", "holland", "dutch", "rotterdam"),
    "Europe/Dublin": ("ireland", "irish"),
    "Europe/Warsaw": ("poland", "polish", "krakow"),
    "America/New_York": (
        "nyc",
        "ny",
        "us east",
        "us eastern",
        "east coast",
        "boston",
        "washington",
        "atlanta",
        "miami",
        "philadelphia",
    ),
    "America/Chicago": ("us central", "dallas", "houston", "austin"),
    "America/Denver": ("us mountain",),
    "America/Los_Angeles": (
        *("sf", "la", "san francisco", "us west", "us pacific", "west coast", "seattle", "san diego", "silicon valley"),
        "california",
    ),
    "America/Toronto": ("montreal", "ottawa"),
    "Asia/Kolkata": ("india", "indian", "mumbai", "bangalore", "bengaluru", "delhi", "new delhi", "pune", "hyderabad", "chennai"),
    "Asia/Shanghai": ("china", "beijing", "shenzhen"),
    "Asia/Tokyo": ("japan", "osaka"),
    "Asia/Jerusalem": ("israel",),
    "America/Sao_Paulo": ("brasil", "brazil", "rio"),
    "UTC": ("z", "zulu"),
}
_CALLED = {name: zone for zone, names in _ZONES.items() for name in names}


def zone_called(words: str) -> str:
    """Return the zone (IANA) that a place is in by one of its other names; empty where it is none."""
    called = words.lower().removeprefix("in ").removesuffix(" time")
    return _CALLED.get(called, "")
