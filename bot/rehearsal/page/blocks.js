// Block Kit's layout blocks as DOM nodes, keyed so that a redraw finds the same block again.

import { chart } from "./charts.js";
import { h } from "./dom.js";
import { drawElement } from "./elements.js";
import { plain, textNodes } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

// The page must not fetch from elsewhere: a picture from outside is named by its alternative text.
function picture(image, size) {
  const url = image.image_url ?? "";
  const near = url.startsWith("data:image/") || new URL(url || "none:", location.href).origin === location.origin;
  return near
    ? h("img", { class: `picture ${size}`, src: url, alt: image.alt_text })
    : h("span", { class: `picture away ${size}`, role: "img", "aria-label": image.alt_text }, size === "tiny" ? "▢" : image.alt_text);
}

function accessory(block, at, ctx) {
  if (!block.accessory) return null;
  const node = block.accessory.type === "image" ? picture(block.accessory, "small") : drawElement(block.accessory, at, ctx);
  return h("div", { class: "accessory" }, node);
}

function section(block, at, ctx) {
  const fields = block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, textNodes(field, ctx))));
  const name = plain(block.text?.text ?? "").replace(/[*_~`]|<[^>]*>/g, "").trim();
  return [h("div", { class: "words" }, block.text && h("div", {}, textNodes(block.text, ctx)), fields), accessory(block, { ...at, name }, ctx)];
}

function context(block, at, ctx) {
  return block.elements.map((part) => (part.type === "image" ? picture(part, "tiny") : h("span", {}, textNodes(part, ctx))));
}

const GROUPS = new Set(["checkboxes", "radio_buttons", "multi_static_select", "multi_users_select"]);

function input(block, at, ctx) {
  const id = `${ctx.scope}-${at.blockId}`;
  const error = ctx.errors?.[at.blockId];
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || null;
  const inner = drawElement(block.element, { ...at, labelId: `${id}-label`, describedBy: described, invalid: Boolean(error), required: !block.optional }, ctx);
  const label = [plain(block.label.text), block.optional && h("span", { class: "optional" }, " (optional)")];
  return [
    GROUPS.has(block.element.type) ? h("span", { class: "label", id: `${id}-label` }, label) : h("label", { class: "label", id: `${id}-label`, for: `${id}-control` }, label),
    inner,
    error && h("p", { class: "error", id: `${id}-error`, role: "alert", data: { key: "error" } }, error),
    block.hint && h("p", { class: "hint", id: `${id}-hint`, data: { key: "hint" } }, plain(block.hint.text)),
  ];
}

const DRAW = {
  header: (block) => [h("h3", {}, plain(block.text.text))],
  section,
  context,
  input,
  divider: () => [h("hr")],
  actions: (block, at, ctx) => block.elements.map((element) => drawElement(element, at, ctx)),
  image: (block, at, ctx) => [block.title && h("p", { class: "hint" }, textNodes(block.title, ctx)), picture(block, "large")],
  rich_text: (block, at, ctx) => richText(block, ctx),
  data_visualization: (block) => [chart(block)],
};

// Slack makes up a new block_id at each update where the app gave none, so only a field's identity rests on it.
function keyFor(block, nth) {
  return block.type === "input" ? `input:${block.block_id}:${block.element.action_id}` : `${block.type}#${nth}`;
}

/** Draw a list of blocks; `ctx` is mrkdwn's, with {scope, errors, people(), channels()}. */
export function drawBlocks(blocks, ctx) {
  const seen = {};
  return (blocks ?? []).map((block, index) => {
    const nth = (seen[block.type] = (seen[block.type] ?? 0) + 1);
    const at = { scope: ctx.scope, blockId: block.block_id ?? `block-${index}` };
    const inner = DRAW[block.type]?.(block, at, ctx) ?? [h("span", { class: "unknown" }, `[${block.type} is not shown here]`)];
    return h("div", { class: `block ${block.type}`, spec: { block }, data: { key: keyFor(block, nth), blockId: at.blockId } }, inner);
  });
}
