// Slack's mrkdwn as DOM nodes: every character of a message becomes text, never markup.

import { slackDate } from "./dates.js";
import { h } from "./dom.js";
import { emojiNamed, withEmoji } from "./emoji.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const WORD = /[\p{L}\p{N}]/u;
const STYLES = { "*": "strong", _: "em", "~": "s" };
const SAFE = /^(https?:\/\/|mailto:)/i;

/** Undo Slack's three escapes. */
export const unescaped = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** Read a plain_text string: escapes undone, shortcodes as emoji. */
export const plain = (text) => withEmoji(unescaped(text ?? ""));

/** Make a link that opens apart, or plain text where the address is not a web or mail address. */
export function link(url, label) {
  return SAFE.test(url) ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label) : label;
}

export const mentionOf = (userId, ctx) => {
  const name = ctx.personName(userId);
  return h("span", { class: userId === ctx.reader.id ? "mention me" : "mention", data: { user: userId } }, `@${name}`);
};

export const channelOf = (channelId, label, ctx) =>
  h("button", { type: "button", class: "mention channel-link", data: { open: channelId } }, `#${ctx.channelName(channelId) ?? label ?? channelId}`);

/** Show an instant (epoch seconds) by Slack's template, in the reader's zone; the fallback where that cannot be. */
export function dateNode(seconds, template, url, fallback, ctx) {
  const shown = slackDate(seconds, template, ctx.reader, ctx.now()) ?? fallback;
  const node = Number.isFinite(seconds) ? h("time", { datetime: new Date(seconds * 1000).toISOString() }, shown) : document.createTextNode(shown);
  return url ? link(url, node) : node;
}

function special(body, label, ctx) {
  const [name, ...rest] = body.slice(1).split("^");
  if (name === "date") return dateNode(Number(rest[0]), rest[1] ?? "", rest[2], unescaped(label ?? ""), ctx);
  if (["channel", "here", "everyone"].includes(name)) return h("span", { class: "mention me" }, `@${name}`);
  return unescaped(label ?? name);
}

function angle(source, at, ctx) {
  const close = source.indexOf(">", at);
  if (close <= at + 1) return null;
  const inside = source.slice(at + 1, close);
  const bar = inside.indexOf("|");
  const [body, label] = bar < 0 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 1)];
  const end = close + 1;
  if (body.startsWith("@")) return { end, node: mentionOf(body.slice(1), ctx) };
  if (body.startsWith("#")) return { end, node: channelOf(body.slice(1), label, ctx) };
  if (body.startsWith("!")) return { end, node: special(body, label, ctx) };
  return SAFE.test(body) ? { end, node: link(unescaped(body), plain(label ?? body.replace(/^mailto:/, ""))) } : null;
}

function code(source, at) {
  const close = source.indexOf("`", at + 1);
  const inside = close < 0 ? "" : source.slice(at + 1, close);
  if (!inside || inside.includes("\n")) return null;
  return { end: close + 1, node: h("code", {}, unescaped(inside)) };
}

function closing(source, from, mark) {
  for (let i = from; i < source.length && source[i] !== "\n"; i += 1) {
    const skip = { "<": ">", "`": "`" }[source[i]];
    const past = skip ? source.indexOf(skip, i + 1) : -1;
    if (past > 0) i = past;
    else if (source[i] === mark && !/\s/.test(source[i - 1]) && !WORD.test(source[i + 1] ?? "")) return i;
  }
  return -1;
}

function styled(source, at, ctx) {
  const mark = source[at];
  const before = source[at - 1] ?? " ";
  const after = source[at + 1] ?? " ";
  if (WORD.test(before) || before === mark || after === mark || /\s/.test(after)) return null;
  const close = closing(source, at + 2, mark);
  if (close < 0) return null;
  return { end: close + 1, node: h(STYLES[mark], {}, inline(source.slice(at + 1, close), ctx)) };
}

function shortcode(source, at) {
  const found = /^:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/.exec(source.slice(at, at + 64));
  const emoji = found && emojiNamed(found[1]);
  return emoji ? { end: at + found[0].length, node: h("span", { class: "emoji", role: "img", "aria-label": found[1].replaceAll("_", " ") }, emoji) } : null;
}

function bareLink(source, at) {
  if (WORD.test(source[at - 1] ?? " ")) return null;
  const found = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"*_~`]/.exec(source.slice(at));
  return found && { end: at + found[0].length, node: link(unescaped(found[0]), unescaped(found[0])) };
}

function entity(source, at) {
  const found = /^&(?:amp|lt|gt);/.exec(source.slice(at, at + 5));
  return found && { end: at + found[0].length, node: ENTITIES[found[0]] };
}

const READERS = { "<": angle, "`": code, "*": styled, _: styled, "~": styled, ":": shortcode, h: bareLink, "&": entity,
  "\n": (source, at) => ({ end: at + 1, node: h("br") }) };

function inline(source, ctx) {
  const nodes = [];
  let from = 0;
  let at = 0;
  while (at < source.length) {
    const taken = READERS[source[at]]?.(source, at, ctx);
    if (taken) {
      nodes.push(source.slice(from, at), taken.node);
      from = at = taken.end;
    } else {
      at += 1;
    }
  }
  return [...nodes, source.slice(from)].filter((node) => node !== "");
}

const QUOTE = /^(?:>|&gt;) ?/;

function lines(source, ctx) {
  const nodes = [];
  for (const run of source.split(/^((?:(?:>|&gt;)[^\n]*(?:\n|$))+)/m)) {
    if (!run) continue;
    if (QUOTE.test(run)) {
      nodes.push(h("blockquote", {}, inline(run.replace(/\n$/, "").split("\n").map((line) => line.replace(QUOTE, "")).join("\n"), ctx)));
    } else {
      nodes.push(...inline(run, ctx));
    }
  }
  return nodes;
}

/** Read mrkdwn for one reader; `ctx` gives {reader, now(), personName(id), channelName(id)}. */
export function mrkdwn(text, ctx) {
  return (text ?? "").split(/```\n?([\s\S]+?)\n?```\n?/).flatMap((part, index) =>
    index % 2 ? [h("pre", {}, unescaped(part))] : part ? lines(part, ctx) : []);
}

/** Read a Slack text object, mrkdwn or plain_text, into nodes. */
export function textNodes(object, ctx) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text, ctx) : [plain(object.text)];
}
