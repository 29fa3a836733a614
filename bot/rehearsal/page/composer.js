// Where a person writes: sends, completes, recalls, keeps a draft for each conversation.

import { offersAt, usageOf } from "./completion.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

export class Composer {
  constructor(pane) {
    Object.assign(this, { pane, drafts: new Map(), sent: [], recalled: 0, found: null, chosen: 0, conversation: null });
    const listId = `${pane.id}-offers`;
    this.list = h("div", { class: "offers", role: "listbox", id: listId, "aria-label": "Suggestions", hidden: true });
    this.field = h("textarea", { rows: 1, role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": listId, spellcheck: "true", data: { refuge: "", composer: "" } });
    this.usage = h("span", { class: "usage", "aria-live": "polite" });
    this.shortcuts = h("button", { type: "button", class: "quiet", "aria-label": "Shortcuts", "aria-haspopup": "menu", "aria-expanded": "false", hidden: true }, icon("bolt"));
    this.button = h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
    this.root = h("form", { class: "composer" }, this.list, h("div", { class: "composer-box" }, this.field,
      h("div", { class: "composer-bar" }, this.shortcuts, this.usage, this.button)));
    this.listen();
  }

  listen() {
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("click", () => this.offer());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.closeOffers());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.clicked(event.target.closest("[role=option]")));
    this.shortcuts.addEventListener("click", () => this.pane.openShortcuts(this.shortcuts));
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** Turn to a conversation: its draft, its name in the label. */
  turnTo(conversation, label) {
    this.field.placeholder = label;
    this.field.setAttribute("aria-label", label);
    if (this.conversation === conversation) return;
    if (this.conversation) this.drafts.set(this.conversation, this.field.value);
    this.conversation = conversation;
    this.write(this.drafts.get(conversation) ?? "");
  }

  /** Put a text into the field, caret at its end. */
  write(text) {
    this.field.value = text;
    this.typed();
    this.closeOffers();
  }

  /** Begin a text for the person, who goes on typing. */
  begin(text) {
    this.write(text);
    this.focus();
    this.offer();
  }

  typed() {
    this.field.style.height = "auto";
    const needed = this.field.scrollHeight; // 0 while it is not on the page
    if (needed) this.field.style.height = `${Math.min(needed, 160)}px`;
    this.usage.textContent = this.usage.title = usageOf(this.field.value, this.pane.room.workspace);
    this.offer();
  }

  offer() {
    const found = offersAt(this.field.value, this.field.selectionStart, this.pane.room.workspace);
    this.found = found?.offers.length ? found : null;
    this.chosen = 0;
    this.drawOffers();
  }

  drawOffers() {
    const offers = this.found?.offers ?? [];
    this.list.hidden = offers.length === 0;
    this.list.replaceChildren(...offers.map(({ label, usage, note }, index) => h("div", { role: "option", id: `${this.list.id}-${index}`,
      "aria-selected": String(index === this.chosen), data: { index } },
    h("b", {}, label), usage && h("span", { class: "usage" }, usage), note && h("small", {}, note))));
    this.field.setAttribute("aria-expanded", String(offers.length > 0));
    if (offers.length) this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.chosen}`);
    else this.field.removeAttribute("aria-activedescendant");
    this.list.children[this.chosen]?.scrollIntoView({ block: "nearest" });
  }

  closeOffers() {
    this.found = null;
    this.drawOffers();
  }

  clicked(option) {
    if (!option) return;
    this.chosen = Number(option.dataset.index);
    this.take();
  }

  take() {
    const { from, offers } = this.found;
    const rest = this.field.value.slice(this.field.selectionStart).replace(/^ /, "");
    const before = `${this.field.value.slice(0, from)}${offers[this.chosen].insert} `;
    this.field.value = before + rest;
    this.field.setSelectionRange(before.length, before.length);
    this.typed();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.found && this.keyInOffers(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      this.recall(event);
    }
  }

  keyInOffers(event) {
    const { offers, token } = this.found;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.chosen = (this.chosen + step + offers.length) % offers.length;
      this.drawOffers();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.closeOffers();
    } else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && offers[this.chosen].insert !== token)) {
      this.take();
    } else {
      return false;
    }
    return true;
  }

  recall(event) {
    const step = event.key === "ArrowUp" ? 1 : -1;
    const standing = this.field.value === (this.recalled ? this.sent.at(-this.recalled) : "");
    const next = this.recalled + step;
    if (!standing || next < 0 || next > this.sent.length) return;
    event.preventDefault();
    this.recalled = next;
    this.write(next ? this.sent.at(-next) : "");
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    this.sent.push(text);
    this.recalled = 0;
    this.write("");
    const answer = await this.pane.say(text);
    if (!answer.ok && !this.field.value) this.write(text);
  }
}
