// The messages of a conversation as articles: who, when, what, its thread and its tools.

import { drawBlocks } from "./blocks.js";
import { dayName, dayOf, format, inEnglish, timeOf } from "./dates.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";

const GROUP_MS = 5 * 60_000;

/** Answer a message's instant in ms. */
export const instantOf = (ts) => Number(ts) * 1000;

/** Draw a person's picture: the app's cup, or initials on their colour. */
export function avatar(person, name, isApp) {
  if (isApp) return h("img", { class: "avatar", src: "/page/cup.svg", alt: "" });
  const initials = person?.initials || name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
  return h("span", { class: "avatar", "aria-hidden": "true", css: { "--tint": person?.avatar_color || "#5b6b7a" } }, initials);
}

function byline(message, name, ctx) {
  const at = instantOf(message.ts);
  const full = format(at, inEnglish(ctx.reader), { dateStyle: "full", timeStyle: "medium" });
  return h("div", { class: "byline" }, h("span", { class: "who" }, name), message.is_bot && h("span", { class: "badge" }, "app"),
    h("time", { datetime: new Date(at).toISOString(), title: full }, timeOf(at, ctx.reader)));
}

function content(message, ctx) {
  const inner = message.blocks?.length ? drawBlocks(message.blocks, ctx) : mrkdwn(message.text, ctx);
  return h("div", { class: message.blocks?.length ? "content" : "content text" }, inner, message.edited && !message.is_bot && h("small", { class: "edited" }, " (edited)"));
}

function note(message, inThread) {
  if (message.ephemeral) {
    return h("div", { class: "note private" }, icon("eye"), "Only visible to you",
      h("button", { type: "button", class: "link", data: { dismiss: message.ts } }, "Dismiss"));
  }
  if (!message.broadcast) return null;
  return h("div", { class: "note" }, icon("reply"), inThread ? "also sent to the channel" : "replied to a thread");
}

function tools(message, inThread) {
  return h("div", { class: "tools" },
    !inThread && h("button", { type: "button", "aria-label": "Reply in thread", title: "Reply in thread", data: { reply: message.ts } }, icon("reply")),
    h("button", { type: "button", "aria-label": "More actions", "aria-haspopup": "menu", "aria-expanded": "false", data: { more: message.ts } }, icon("more")));
}

function replyForm(message, ctx) {
  return h("form", { class: "reply-form", data: { key: "reply", replyTo: message.ts } },
    h("textarea", { class: "field", rows: 1, "aria-label": "Reply to the thread", placeholder: "Reply…", id: `${ctx.scope}-reply-${message.ts}` }),
    h("button", { type: "submit", class: "button" }, "Reply"));
}

function thread(message, ctx, { open, replying }) {
  const replies = message.replies ?? [];
  if (!replies.length && !replying) return null;
  const label = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  return h("div", { class: "thread", data: { key: "thread" } },
    replies.length > 0 && h("button", { type: "button", class: "link toggle", "aria-expanded": String(open), data: { thread: message.ts } },
      icon("down"), label),
    h("div", { class: "replies", hidden: !open },
      replies.map((reply) => drawMessage(reply, ctx, { inThread: true })),
      replying ? replyForm(message, ctx)
        : h("button", { type: "button", class: "link", data: { reply: message.ts, key: "reply-link" } }, "Reply")));
}

/** Draw one message; `how` is {compact, inThread, open, replying}. */
export function drawMessage(message, ctx, how) {
  const name = message.is_bot && message.username ? message.username : ctx.personName(message.user);
  const person = ctx.people().find(({ id }) => id === message.user);
  const time = timeOf(instantOf(message.ts), ctx.reader);
  const classes = ["message", how.compact && "compact", message.ephemeral && "ephemeral", how.inThread && "reply"].filter(Boolean).join(" ");
  return h("article", { class: classes, tabindex: -1, "aria-label": `${name}, ${time}`, data: { ts: message.ts, key: message.ts } },
    h("div", { class: "gutter" }, how.compact ? h("time", { class: "aside", "aria-hidden": "true" }, time) : avatar(person, name, ctx.isApp(message.user))),
    h("div", { class: "body" }, note(message, how.inThread), !how.compact && byline(message, name, ctx),
      content(message, { ...ctx, scope: `${ctx.scope}-${message.ts}` }), !how.inThread && thread(message, ctx, how)),
    !message.ephemeral && tools(message, how.inThread));
}

function continues(message, before, reader) {
  return Boolean(before) && before.user === message.user && !before.is_bot && !message.is_bot && !before.ephemeral && !message.ephemeral
    && !before.replies?.length && !message.broadcast && instantOf(message.ts) - instantOf(before.ts) < GROUP_MS
    && dayOf(instantOf(message.ts), reader) === dayOf(instantOf(before.ts), reader);
}

function divider(at, ctx) {
  const name = dayName(at, ctx.reader, ctx.now());
  return { key: `day:${dayOf(at, ctx.reader)}`, signature: name, render: () => h("div", { class: "day", role: "separator", "aria-label": name }, h("span", {}, name)) };
}

const NEW_LINE = { key: "new", signature: "new", render: () => h("div", { class: "new-line", role: "separator", "aria-label": "New messages" }, h("span", {}, "New")) };

/** List what a log holds, for `reconcile`: days, the line above what is new, messages. `marks` is {newFrom, collapsed, replying, dismissed, wording}. */
export function logItems(messages, ctx, marks) {
  const items = [];
  let before = null;
  for (const message of messages.filter(({ ts }) => !marks.dismissed.has(ts))) {
    const at = instantOf(message.ts);
    if (!before || dayOf(at, ctx.reader) !== dayOf(instantOf(before.ts), ctx.reader)) items.push(divider(at, ctx));
    if (message.ts === marks.newFrom) items.push(NEW_LINE);
    const how = { compact: message.ts !== marks.newFrom && continues(message, before, ctx.reader), open: !marks.collapsed.has(message.ts),
      replying: marks.replying === message.ts };
    const drawn = JSON.stringify(message);
    const minute = drawn.includes("{ago}") ? Math.floor(ctx.now() / 60_000) : 0;
    const day = drawn.includes("_pretty}") || drawn.includes("{date") ? dayOf(ctx.now(), ctx.reader) : "";
    items.push({ key: message.ts, signature: [drawn, JSON.stringify(how), marks.wording, minute, day].join(" "), render: () => drawMessage(message, ctx, how) });
    before = message;
  }
  return items;
}
