// Modal forms inside their pane: a stack of views, errors beside their fields, focus kept inside.

import { drawBlocks } from "./blocks.js";
import { dropDraft, fillDraft, keepDraft } from "./drafts.js";
import { focusables, h, keepingFocus, reconcile } from "./dom.js";
import { isEmpty, readForm } from "./elements.js";
import { icon } from "./icons.js";
import { trap } from "./menu.js";
import { plain } from "./mrkdwn.js";

const NEEDED = "Please fill this in.";

function complaint(node, block) {
  const { element } = node.spec;
  if (isEmpty(node)) return node.validity?.badInput ? "Enter a number." : block.optional ? null : NEEDED;
  const length = node.value?.length ?? 0;
  if (element.min_length && length < element.min_length) return `Write at least ${element.min_length} characters.`;
  if (element.max_length && length > element.max_length) return `At most ${element.max_length} characters fit; you typed ${length}.`;
  if (node.validity && !node.validity.valid) return node.validationMessage;
  return null;
}

/** Check a form as Slack's client does before it sends: {block_id: text}. */
export function complaints(form) {
  const found = {};
  for (const holder of form.querySelectorAll(".block.input")) {
    const node = holder.querySelector("[data-action-id]");
    const text = node && complaint(node, holder.spec.block);
    if (text) found[holder.dataset.blockId] = text;
  }
  return found;
}

export class Dialogs {
  constructor(pane) {
    Object.assign(this, { pane, views: [], errors: new Map(), told: new Map(), busy: new Set(), back: null });
    this.root = h("div", { class: "veil", hidden: true });
    this.root.addEventListener("submit", (event) => this.submit(event));
    this.root.addEventListener("input", (event) => this.typed(event.target));
  }

  get top() {
    return this.views.at(-1);
  }

  /** Put the forms of one person away, before those of another are shown: they are still open. */
  leave() {
    this.views = [];
    this.show([]);
  }

  /** Show the stack that the server tells of. */
  show(views) {
    const before = this.top?.id;
    for (const { id } of this.views) if (!views.some((view) => view.id === id)) dropDraft(id);
    this.views = views;
    const told = views.filter((view) => this.hearErrors(view)).includes(this.top);
    if (!before && this.top) this.back = document.activeElement;
    keepingFocus(this.root, () => this.draw());
    this.root.hidden = !this.top;
    this.pane.inner.inert = Boolean(this.top);
    if (this.top?.id !== before) this.moveFocus();
    if (told && this.pane.isActive) this.reveal();
  }

  // The same errors come with every push: only fresh ones may undo what the person has mended since.
  hearErrors(view) {
    const said = JSON.stringify([view.hash, view.errors ?? null]);
    if (this.told.get(view.id) === said) return false;
    this.told.set(view.id, said);
    if (view.errors) this.errors.set(view.id, view.errors);
    return Boolean(view.errors);
  }

  // The first error is read whole, not half under the footer, and its field has the focus.
  reveal() {
    const error = this.form()?.querySelector(".error");
    error?.closest(".block.input")?.querySelector("input, select, textarea")?.focus();
    error?.scrollIntoView({ block: "nearest" });
  }

  moveFocus() {
    if (!this.pane.isActive) return;
    const form = this.form();
    if (form) (form.querySelector(".modal-body :is(input, select, textarea)") ?? focusables(form).at(-1))?.focus();
    else if (this.back?.isConnected && this.pane.root.contains(this.back)) this.back.focus({ preventScroll: true });
    else this.pane.composer.focus();
  }

  form() {
    return this.top ? this.root.querySelector(`[data-view-id="${CSS.escape(this.top.id)}"]`) : null;
  }

  draw() {
    const top = this.top;
    reconcile(this.root, this.views.map((view) => ({
      key: view.id,
      signature: JSON.stringify([view, this.errors.get(view.id), this.busy.has(view.id), view === top, this.pane.wording()]),
      render: () => this.drawView(view, view !== top),
    })));
    for (const form of this.root.children) {
      if (form.trapped) continue;
      form.trapped = true;
      fillDraft(form.dataset.viewId, form);
      trap(form, () => this.close());
    }
  }

  drawView(view, under) {
    const id = `${this.pane.id}-${view.id}`;
    const busy = view.busy || this.busy.has(view.id);
    const errors = this.errors.get(view.id);
    const deeper = this.views.length > 1;
    const ctx = { ...this.pane.reading(), scope: id, errors };
    const close = plain(view.close?.text) || (view.submit ? "Cancel" : "Close");
    return h("form", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": `${id}-title`, novalidate: true, hidden: under,
      inert: under, tabindex: -1, data: { viewId: view.id, callbackId: view.callback_id } },
    h("header", {},
      h("img", { src: "/page/cup.svg", alt: "", width: 24, height: 24 }),
      h("h2", { id: `${id}-title` }, plain(view.title?.text)),
      h("button", { type: "button", class: "quiet", "aria-label": deeper ? "Back" : "Close", data: { close: "" } }, icon(deeper ? "back" : "close"))),
    h("div", { class: "modal-body" }, drawBlocks(view.blocks, ctx)),
    errors?.[""] && h("p", { class: "error whole", role: "alert", data: { key: "whole" } }, errors[""]),
    h("footer", { data: { key: "footer" } },
      h("button", { type: "button", class: "button", data: { close: "" } }, close),
      view.submit && h("button", { type: "submit", class: "button primary", "aria-disabled": busy ? "true" : null, "aria-busy": busy ? "true" : null },
        plain(view.submit.text))));
  }

  typed(target) {
    keepDraft(this.top.id, this.form());
    this.forgive(target);
  }

  forgive(target) {
    const holder = target.closest(".block.input");
    const errors = this.top && this.errors.get(this.top.id);
    if (!holder || !errors || !(holder.dataset.blockId in errors)) return;
    const { [holder.dataset.blockId]: mended, ...rest } = errors;
    this.errors.set(this.top.id, rest);
    this.draw();
  }

  async submit(event) {
    event.preventDefault();
    const view = this.top;
    const form = this.form();
    if (this.busy.has(view.id) || view.busy) return;
    const wrong = complaints(form);
    if (Object.keys(wrong).length) return this.blame(view, wrong);
    this.busy.add(view.id);
    this.errors.delete(view.id);
    this.draw();
    const answer = await this.pane.send("submit", { view_id: view.id, values: readForm(form) });
    this.busy.delete(view.id);
    if (answer.errors) this.blame(view, answer.errors);
    else if (!answer.ok) this.blame(view, { "": answer.error });
    else this.draw();
  }

  blame(view, errors) {
    this.errors.set(view.id, errors);
    this.draw();
    this.reveal();
  }

  async close() {
    const view = this.top;
    const answer = await this.pane.send("close", { view_id: view.id });
    if (!answer.ok) this.blame(view, { "": answer.error });
  }
}
