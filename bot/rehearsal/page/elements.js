// Block Kit's interactive elements: drawn as native controls, and read back in the shape Slack sends.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { plain, textNodes } from "./mrkdwn.js";

function control(tag, element, at, props, ...children) {
  const { scope, blockId, labelId, describedBy, invalid, required, name } = at;
  return h(tag, {
    ...props,
    id: labelId ? `${scope}-${blockId}-control` : null,
    "aria-label": labelId ? null : props["aria-label"] ?? name ?? plain(element.placeholder?.text),
    "aria-describedby": describedBy,
    "aria-invalid": invalid ? "true" : null,
    "aria-required": required ? "true" : null,
    spec: { element, blockId },
    data: { actionId: element.action_id, blockId, type: element.type, key: element.action_id },
  }, ...children);
}

const labelled = (at) => ({ "aria-labelledby": at.labelId ?? null });

function button(element, at) {
  const props = { type: "button", class: `button ${element.style ?? ""}`.trim(), "aria-label": element.accessibility_label };
  return control("button", element, { ...at, name: null }, props, plain(element.text.text));
}

function overflow(element, at) {
  const props = { type: "button", class: "button overflow", "aria-label": "More actions", "aria-haspopup": "menu", "aria-expanded": "false" };
  return control("button", element, { ...at, name: null }, props, icon("more"));
}

const optionValue = (option) => option.value;

function optionNode(option, chosen) {
  return h("option", { value: optionValue(option), selected: optionValue(option) === chosen }, plain(option.text.text));
}

function select(element, at, options, chosen) {
  const nodes = options.map((entry) => (entry.options
    ? h("optgroup", { label: plain(entry.label.text) }, entry.options.map((option) => optionNode(option, chosen)))
    : optionNode(entry, chosen)));
  const empty = h("option", { value: "" }, plain(element.placeholder?.text) || "Choose");
  return control("select", element, at, { class: "select" }, empty, nodes);
}

const offered = (element) => element.options ?? element.option_groups ?? [];
const flat = (entries) => entries.flatMap((entry) => entry.options ?? [entry]);
const asOptions = (things, mark) => things.map(({ id, name }) => ({ value: id, text: { text: `${mark}${name}` } }));
const people = (ctx) => asOptions(ctx.people().map(({ id, real_name, name }) => ({ id, name: real_name || name })), "");
const channels = (ctx) => asOptions(ctx.channels(), "#");

function ticks(element, at, options, chosen, type, ctx) {
  const name = `${at.scope}:${at.blockId}:${element.action_id}`;
  const rows = options.map((option) => h("label", { class: "tick", data: { key: option.value } },
    h("input", { type, name, value: option.value, checked: chosen.includes(option.value) }),
    h("span", {}, h("span", {}, textNodes(option.text, ctx)),
      option.description && h("span", { class: "tick-note" }, textNodes(option.description, ctx)))));
  const role = type === "radio" ? "radiogroup" : "group";
  return control("div", element, at, { class: "ticks", role, ...labelled(at) }, rows);
}

const manyTicks = (element, at, options, chosen, ctx) => {
  const node = ticks(element, at, flat(options), chosen, "checkbox", ctx);
  node.classList.add("many");
  return node;
};

function typed(type, initial, extra = () => ({})) {
  return (element, at) => control("input", element, at, {
    type, class: "field", value: element[initial], placeholder: plain(element.placeholder?.text), autocomplete: "off", ...extra(element) });
}

/** No maxlength: a browser cuts what is pasted without a word, where Slack keeps it and says that it is too long. */
function plainTextInput(element, at) {
  const props = { class: "field", placeholder: plain(element.placeholder?.text), autocomplete: "off" };
  if (element.multiline) return control("textarea", element, at, { ...props, rows: 4 }, element.initial_value ?? "");
  return control("input", element, at, { ...props, type: "text", value: element.initial_value });
}

const values = (options) => (options ?? []).map(optionValue);
const chosen = (element) => element.initial_option && optionValue(element.initial_option);

const DRAW = {
  button,
  overflow,
  plain_text_input: plainTextInput,
  email_text_input: typed("email", "initial_value"),
  url_text_input: typed("url", "initial_value"),
  number_input: typed("number", "initial_value", ({ min_value: min, max_value: max, is_decimal_allowed: decimal }) => ({ min, max, step: decimal ? "any" : "1" })),
  datepicker: typed("date", "initial_date"),
  timepicker: typed("time", "initial_time"),
  static_select: (element, at) => select(element, at, offered(element), chosen(element)),
  users_select: (element, at, ctx) => select(element, at, people(ctx), element.initial_user),
  conversations_select: (element, at, ctx) => select(element, at, channels(ctx), element.initial_conversation),
  channels_select: (element, at, ctx) => select(element, at, channels(ctx), element.initial_channel),
  multi_static_select: (element, at, ctx) => manyTicks(element, at, offered(element), values(element.initial_options), ctx),
  multi_users_select: (element, at, ctx) => manyTicks(element, at, people(ctx), element.initial_users ?? [], ctx),
  checkboxes: (element, at, ctx) => ticks(element, at, element.options, values(element.initial_options), "checkbox", ctx),
  radio_buttons: (element, at, ctx) => ticks(element, at, element.options, values([element.initial_option].filter(Boolean)), "radio", ctx),
};

/** Draw one interactive element; what the page does not know is said, not hidden. */
export function drawElement(element, at, ctx) {
  const draw = DRAW[element.type];
  return draw ? draw(element, at, ctx) : h("span", { class: "unknown" }, `[${element.type} is not shown here]`);
}

const ticked = (node) => [...node.querySelectorAll("input:checked")].map((input) => input.value);
/** Who is chosen, in the order in which they were: those from before first. */
const chosenPeople = (node) => {
  const before = node.spec.element.initial_users ?? [];
  const now = ticked(node);
  return [...before.filter((one) => now.includes(one)), ...now.filter((one) => !before.includes(one))];
};
const pick = (node) => flat(offered(node.spec.element)).find((option) => optionValue(option) === node.value) ?? null;
const picks = (node) => flat(offered(node.spec.element)).filter((option) => ticked(node).includes(optionValue(option)));
const text = (node) => ({ value: node.value === "" ? null : node.value });

const READ = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  datepicker: (node) => ({ selected_date: node.value || null }),
  timepicker: (node) => ({ selected_time: node.value || null }),
  static_select: (node) => ({ selected_option: pick(node) }),
  users_select: (node) => ({ selected_user: node.value || null }),
  conversations_select: (node) => ({ selected_conversation: node.value || null }),
  channels_select: (node) => ({ selected_channel: node.value || null }),
  multi_static_select: (node) => ({ selected_options: picks(node) }),
  multi_users_select: (node) => ({ selected_users: chosenPeople(node) }),
  checkboxes: (node) => ({ selected_options: picks(node) }),
  radio_buttons: (node) => ({ selected_option: picks(node)[0] ?? null }),
};

const boxes = (node) => [...node.querySelectorAll("input")];

/** Answer what a person has put into an element, for `restore`. */
export const stateOf = (node) => ("value" in node ? node.value : ticked(node));

/** Put back what `stateOf` answered. */
export function restore(node, state) {
  if ("value" in node) node.value = state;
  else for (const box of boxes(node)) box.checked = state.includes(box.value);
}

/** Read what an element holds now, as Slack's action carries it; {} for one that holds nothing. */
export const readElement = (node) => READ[node.spec.element.type]?.(node) ?? {};

/** Tell whether an element is left empty. */
export const isEmpty = (node) => Object.values(readElement(node)).every((value) => value === null || value.length === 0);

/** Collect a form's values: {block_id: {action_id: {type, …}}}. */
export function readForm(root) {
  const form = {};
  for (const node of root.querySelectorAll("[data-action-id]")) {
    const { element, blockId } = node.spec;
    if (element.type in READ) (form[blockId] ??= {})[element.action_id] = { type: element.type, ...readElement(node) };
  }
  return form;
}
