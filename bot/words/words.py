"""One person's language and zone: translates, counts, writes dates."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from unicodedata import category
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.support import NullTranslations

from bot.core.zones import zone_or_utc
from bot.words.catalogues import translations_for, untranslated


@dataclass(frozen=True)
class Words:
    """Speaks to one reader, or to all of a channel. `zone` is IANA; `locale` is Babel's.

    `shared`: whoever reads it has a zone and a language of their own, so that dates are left to Slack. `today` is what the reader's
    calendar says: a day of another year is written with its year.
    """

    locale: Locale
    zone: ZoneInfo
    translations: NullTranslations = field(compare=False, repr=False)
    shared: bool = False
    today: date | None = field(default=None, compare=False)

    def to_all(self) -> "Words":
        """Return the same words for a place that many read."""
        return replace(self, shared=True)

    def at(self, moment: datetime) -> "Words":
        """Return the same words, said at a moment (UTC)."""
        return replace(self, today=self.local_date(moment))

    def in_zone(self, zone: str) -> "Words":
        """Return the same words for readers in another zone (IANA); an unknown one stays as it is."""
        try:
            return replace(self, zone=ZoneInfo(zone))
        except (KeyError, ValueError, OSError):
            return self

    def say(self, sentence: str, /, **values: object) -> str:
        """Translate a sentence with `{name}` places and fill them."""
        return self.translations.ugettext(sentence).format(**values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate a sentence whose form depends on `number`, which fills `{n}`."""
        return self.translations.ungettext(one, many, number).format(n=number, **values)

    def set_off(self, title: str) -> str:
        """Return a title after which a sentence goes on: in quotation marks where it ends in a mark of its own."""
        return self.say("“{title}”", title=title) if title and category(title[-1]) == "Po" else title

    def names(self, names: list[str] | tuple[str, ...]) -> str:
        """Join names with commas: facts, not prose."""
        return ", ".join(names)

    def all_of(self, parts: list[str] | tuple[str, ...]) -> str:
        """Join parts as a sentence does: `a, b and c`."""
        return format_list(list(parts), locale=self.locale)

    def any_of(self, parts: list[str] | tuple[str, ...]) -> str:
        """Join parts of which one is to be chosen: `a, b or c`."""
        return format_list(list(parts), "or", locale=self.locale)

    def day(self, when: datetime | date) -> str:
        """Write a day in full: `1 December 2026`; an instant is read in the reader's zone."""
        return format_date(self.local_date(when), "d MMMM y", locale=self.locale)

    def short_day(self, when: datetime | date, today: date | None = None) -> str:
        """Write a day shortly: `Tue 1 Dec`; with its year where that is not today's."""
        day = self._as_datetime(when)
        skeleton = "EdMMM" if today is None or day.year == today.year else "yEdMMM"
        return format_skeleton(skeleton, day, locale=self.locale).replace(",", "")

    def clock(self, instant: datetime) -> str:
        """Write the time of day in the reader's zone: `10:15`."""
        return instant.astimezone(self.zone).strftime("%H:%M")

    def clock_seconds(self, instant: datetime) -> str:
        """Write the time of day with seconds in the reader's zone: `10:15:30`."""
        return instant.astimezone(self.zone).strftime("%H:%M:%S")

    def slack_time(self, instant: datetime, seconds: bool = False, *, zone: bool = False) -> str:
        """Write a time of day that Slack shows in each reader's own zone; `zone` is named where it cannot."""
        token = "{time_secs}" if seconds else "{time}"
        fallback = self.clock_seconds(instant) if seconds else self.clock(instant)
        fallback = f"{fallback} {self.zone.key}" if zone else fallback
        return f"<!date^{int(instant.timestamp())}^{token}|{fallback}>"

    def slack_day_time(self, instant: datetime) -> str:
        """Write a day and time in each reader's own zone; to one reader in the language of the message.

        To many it is left to Slack, which writes the words of a date in each reader's language and not in the message's: so it is
        given no token that has words, and the zone is named where Slack cannot show it.
        """
        written = f"{self.short_day(instant, self.today)} {self.clock(instant)}"
        return f"<!date^{int(instant.timestamp())}^{{date_num}} {{time}}|{written} {self.zone.key}>" if self.shared else written

    def minutes(self, span: timedelta) -> str:
        """Write a short duration: `45 min`, `1 h 30 min`, `20 s`."""
        seconds = int(span.total_seconds())
        if seconds < 60:
            return self.say("{seconds} s", seconds=seconds)
        hours, minutes = divmod(seconds // 60, 60)
        rest = seconds % 60
        if hours:
            return (
                self.say("{hours} h {minutes} min", hours=hours, minutes=minutes)
                if minutes
                else self.say("{hours} h", hours=hours)
            )
        return (
            self.say("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
            if rest
            else self.say("{minutes} min", minutes=minutes)
        )

    def local_date(self, when: datetime | date) -> date:
        """Return the day of an instant in the reader's zone; a day is itself."""
        return when.astimezone(self.zone).date() if isinstance(when, datetime) else when

    def _as_datetime(self, when: datetime | date) -> datetime:
        local = self.local_date(when)
        return datetime(local.year, local.month, local.day, 12, tzinfo=UTC)


@lru_cache(maxsize=512)
def words_for(locale: str, zone: str) -> Words:
    """Return the words for a locale as Slack writes it (`en-GB`) and an IANA zone; unknown ones become English and UTC."""
    try:
        spoken = Locale.parse(locale or "en", sep="-")
    except (ValueError, UnknownLocaleError):
        spoken = Locale("en")
    place = zone_or_utc(zone)
    translations = translations_for(spoken)
    if translations is None:
        spoken = Locale("en", spoken.territory if spoken.language == "en" else "GB")
    return Words(spoken, place, translations or untranslated())
