// What opens above a pane: menus, a question before a grave act, and the keeping of focus inside them.

import { focusables, h } from "./dom.js";

/** Keep Tab inside `node` and answer Escape with `leave`. */
export function trap(node, leave) {
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
    if (event.key !== "Tab") return;
    const stops = focusables(node);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (!stops.length || (document.activeElement !== edge && document.activeElement !== node)) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  });
}

function place(menu, layer, anchor) {
  const room = layer.getBoundingClientRect();
  const at = anchor.getBoundingClientRect();
  const below = at.bottom + menu.offsetHeight + 8 < room.bottom;
  const top = below ? at.bottom + 4 : at.top - menu.offsetHeight - 4;
  const left = Math.min(Math.max(at.right - menu.offsetWidth, room.left + 4), room.right - menu.offsetWidth - 4);
  menu.style.top = `${Math.max(top, room.top + 4) - room.top}px`;
  menu.style.left = `${Math.max(left, room.left + 4) - room.left}px`;
}

const STEPS = { ArrowDown: (at) => at + 1, ArrowUp: (at) => at - 1, Home: () => 0, End: () => -1 };

/** Open a menu of entries ({label, note?, danger?, run}) beside its anchor; the choice runs after the menu is gone. */
export function openMenu(layer, anchor, entries, name) {
  const close = (refocus) => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (refocus && anchor.isConnected) anchor.focus({ preventScroll: true });
  };
  const outside = (event) => { if (!menu.contains(event.target)) close(false); };
  const items = entries.map(({ label, note, danger, run }) => h("button", {
    type: "button", role: "menuitem", tabindex: -1, class: danger ? "danger" : null,
    on: { click: () => { close(true); run(); } },
  }, h("span", {}, label), note && h("small", {}, note)));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": name }, items);
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key in STEPS) {
      event.preventDefault();
      items.at(STEPS[event.key](items.indexOf(document.activeElement)) % items.length).focus();
    }
  });
  layer.append(menu);
  anchor.setAttribute("aria-expanded", "true");
  place(menu, layer, anchor);
  items[0]?.focus({ preventScroll: true });
  document.addEventListener("pointerdown", outside, true);
}

/** Ask before an act; resolves to the answer. Words: {title, text, confirm, deny, danger}; text may be nodes. */
export function askFirst(layer, words) {
  const back = document.activeElement;
  return new Promise((resolve) => {
    const answer = (yes) => {
      veil.remove();
      if (back?.isConnected) back.focus({ preventScroll: true });
      resolve(yes);
    };
    const choice = (label, style, yes) => h("button", { type: "button", class: `button ${style}`, on: { click: () => answer(yes) } }, label);
    const no = choice(words.deny, "", false);
    const box = h("div", { class: "modal ask", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "ask-title", "aria-describedby": "ask-text" },
      h("h2", { id: "ask-title" }, words.title),
      h("div", { class: "modal-body", id: "ask-text" }, words.text),
      h("footer", {}, no, choice(words.confirm, words.danger ? "danger filled" : "primary", true)));
    const veil = h("div", { class: "veil" }, box);
    trap(box, () => answer(false));
    layer.append(veil);
    no.focus();
  });
}

const TOAST_MS = 9_000;

/** Say something in passing at the foot of a layer; it leaves by itself or when pressed away. */
export function toast(shelf, text) {
  const note = h("div", { class: "toast" }, h("span", {}, text),
    h("button", { type: "button", "aria-label": "Dismiss", on: { click: () => note.remove() } }, "×"));
  shelf.append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}
