// Slack's date tokens and the page's own times, in the zone and language of the person who reads.

const DAY = 86_400_000;
const HALF_YEAR = 182 * DAY;
const ORDINAL = { one: "st", two: "nd", few: "rd", other: "th" };
const englishOrder = new Intl.PluralRules("en", { type: "ordinal" });
const formats = new Map();

function formatter(reader, options) {
  const key = `${reader.locale}|${reader.tz}|${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(reader.locale, { timeZone: reader.tz, ...options }));
  return formats.get(key);
}

/** Format an instant (ms) for a reader ({tz, locale}) with Intl options. */
export const format = (ms, reader, options) => formatter(reader, options).format(ms);

/** Answer the reader's calendar day of an instant as YYYY-MM-DD. */
export const dayOf = (ms, reader) => formatter({ locale: "en-CA", tz: reader.tz }, { year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);

function clock(ms, reader, more = {}) {
  const twelve = formatter(reader, { hour: "numeric" }).resolvedOptions().hour12;
  return format(ms, reader, { hour: twelve ? "numeric" : "2-digit", minute: "2-digit", ...more });
}

/** Answer an instant's time of day, as the reader's language writes it. */
export const timeOf = (ms, reader) => clock(ms, reader);

function daysFrom(nowMs, ms, reader) {
  return Math.round((Date.parse(dayOf(ms, reader)) - Date.parse(dayOf(nowMs, reader))) / DAY);
}

function relativeDay(ms, reader, now) {
  const days = daysFrom(now, ms, reader);
  return Math.abs(days) <= 1 ? new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(days, "day") : null;
}

function longDate(ms, reader, now, { weekday = false, month = "long", yearAlways = false }) {
  const year = yearAlways || Math.abs(ms - now) >= HALF_YEAR ? "numeric" : undefined;
  const options = { month, day: "numeric", ...(weekday && { weekday: "long" }), ...(year && { year }) };
  const parts = formatter(reader, options).formatToParts(ms);
  const ordinal = month === "long" && !yearAlways && reader.locale.startsWith("en-US");
  return parts.map((part) => (ordinal && part.type === "day" ? part.value + ORDINAL[englishOrder.select(part.value)] : part.value)).join("");
}

function ago(ms, reader, now) {
  const seconds = Math.round((ms - now) / 1000);
  const words = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" });
  for (const [unit, size] of [["day", 86_400], ["hour", 3_600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(seconds, "second");
}

const TOKENS = {
  date_num: (ms, reader) => dayOf(ms, reader),
  date_slash: (ms, reader) => format(ms, reader, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (ms, reader, now) => longDate(ms, reader, now, {}),
  date_short: (ms, reader, now) => longDate(ms, reader, now, { month: "short" }),
  date_long: (ms, reader, now) => longDate(ms, reader, now, { weekday: true }),
  date_long_full: (ms, reader, now) => longDate(ms, reader, now, { yearAlways: true }),
  date_pretty: (ms, reader, now) => relativeDay(ms, reader, now) ?? TOKENS.date(ms, reader, now),
  date_short_pretty: (ms, reader, now) => relativeDay(ms, reader, now) ?? TOKENS.date_short(ms, reader, now),
  date_long_pretty: (ms, reader, now) => relativeDay(ms, reader, now) ?? TOKENS.date_long(ms, reader, now),
  day_divider_pretty: (ms, reader, now) => relativeDay(ms, reader, now) ?? TOKENS.date_long(ms, reader, now),
  time: (ms, reader) => timeOf(ms, reader),
  time_secs: (ms, reader) => clock(ms, reader, { second: "2-digit" }),
  ago: (ms, reader, now) => ago(ms, reader, now),
};

const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Fill Slack's date template for a reader; null when it holds an unknown token, so that the fallback is shown. */
export function slackDate(seconds, template, reader, now) {
  let known = Number.isFinite(seconds);
  const text = template.replace(/\{(\w+)\}/g, (whole, token, at) => {
    if (!(token in TOKENS)) known = false;
    if (!known) return whole;
    const words = TOKENS[token](seconds * 1000, reader, now);
    return at === 0 ? capital(words) : words;
  });
  return known ? text : null;
}

/** Answer how the page itself speaks to a reader: in English, whatever the app speaks. */
export const inEnglish = (reader) => (reader.locale.startsWith("en") ? reader : { ...reader, locale: "en-GB" });

/** Name a day for a divider between messages: today, yesterday, or the long date. */
export const dayName = (ms, reader, now) => capital(TOKENS.day_divider_pretty(ms, inEnglish(reader), now));
