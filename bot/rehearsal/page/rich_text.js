// The rich_text block as DOM nodes.

import { h } from "./dom.js";
import { emojiNamed } from "./emoji.js";
import { channelOf, dateNode, link, mentionOf } from "./mrkdwn.js";

const STYLE_TAGS = { code: "code", strike: "s", italic: "em", bold: "strong" };

const LEAVES = {
  text: (leaf) => leaf.text,
  link: (leaf) => link(leaf.url, leaf.text || leaf.url),
  emoji: (leaf) => emojiNamed(leaf.name) ?? `:${leaf.name}:`,
  user: (leaf, ctx) => mentionOf(leaf.user_id, ctx),
  channel: (leaf, ctx) => channelOf(leaf.channel_id, undefined, ctx),
  broadcast: (leaf) => h("span", { class: "mention me" }, `@${leaf.range}`),
  date: (leaf, ctx) => dateNode(leaf.timestamp, leaf.format, leaf.url, leaf.fallback ?? "", ctx),
};

function leafNode(leaf, ctx) {
  const inner = LEAVES[leaf.type]?.(leaf, ctx) ?? "";
  return Object.entries(STYLE_TAGS).reduce((node, [style, tag]) => (leaf.style?.[style] ? h(tag, {}, node) : node), inner);
}

const leaves = (part, ctx) => part.elements.map((leaf) => leafNode(leaf, ctx));

const PARTS = {
  rich_text_section: (part, ctx) => h("p", { class: "rich" }, leaves(part, ctx)),
  rich_text_preformatted: (part, ctx) => h("pre", {}, leaves(part, ctx)),
  rich_text_quote: (part, ctx) => h("blockquote", {}, leaves(part, ctx)),
  rich_text_list: (part, ctx) => h(part.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(part.indent ?? 0, 4)}`, start: (part.offset ?? 0) + 1 },
    part.elements.map((item) => h("li", {}, leaves(item, ctx)))),
};

/** Draw a rich_text block's parts. */
export const richText = (block, ctx) => block.elements.map((part) => PARTS[part.type]?.(part, ctx) ?? "");
