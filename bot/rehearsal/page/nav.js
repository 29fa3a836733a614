// The list of places in a pane: the app's Home, channels, direct messages, with what is unread.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** The Home tab's id among conversations. */
export const HOME = "home";

function place({ id, name, mark, unread, mentions, joined, current, brief }) {
  const count = mentions ? h("span", { class: "count", "aria-hidden": "true" }, mentions) : null;
  const spoken = mentions ? `, ${mentions} for you` : unread ? ", unread" : "";
  const classes = ["place", unread && "unread", joined === false && "outside"].filter(Boolean).join(" ");
  return h("li", { class: brief ? "brief" : null, css: { "--length": name.length }, data: { key: id } }, h("button", { type: "button", class: classes, title: name,
    "aria-label": name + spoken, "aria-current": current ? "page" : null, data: { conversation: id } }, icon(mark), h("span", { class: "place-name" }, name), count));
}

const group = (name, items) => items.length > 0 && h("section", { data: { key: name } }, h("p", { class: "places-name" }, name), h("ul", {}, items));

/** Draw the list for one person's conversations. */
export function drawNav(conversations, current, botName, installed) {
  const entry = (conversation, mark, mentions) => place({ ...conversation, mark, mentions, brief: conversation.kind === "dm", current: conversation.id === current });
  const channels = conversations.filter(({ kind }) => kind === "channel");
  const direct = conversations.filter(({ kind }) => kind === "dm");
  return h("div", { class: "places" },
    installed && group(botName, [place({ id: HOME, name: "Home", mark: "home", brief: true, current: current === HOME })]),
    group("Channels", channels.map((channel) => entry(channel, channel.is_private ? "lock" : "hash", channel.mentions))),
    group("Direct messages", direct.map((dm) => entry(dm, "cup", dm.unread))));
}
