// The log of one conversation: follows the newest at the bottom, stays put where one reads, tells what was read.

import { h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { logItems } from "./messages.js";
import { plain } from "./mrkdwn.js";

const BOTTOM_PX = 48;
const POINTED_MS = 2_000;

export class Log {
  constructor(pane) {
    this.pane = pane;
    this.root = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions" });
    this.opening = h("div", { class: "opening" });
    this.jump = h("button", { type: "button", class: "jump", hidden: true, on: { click: () => this.toBottom() } }, "New messages", icon("down"));
    this.scroller = h("div", { class: "scroller" }, this.opening, this.root);
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(this.root);
    this.forget();
  }

  /** Forget what belonged to the person or place shown before. */
  forget() {
    this.marks = { newFrom: null, collapsed: new Set(), replying: null, dismissed: this.marks?.dismissed ?? new Set() };
    this.stuck = true;
    this.readTo = null;
    this.lastSeen = null;
    this.root.replaceChildren();
  }

  /** Put the line above what this person has not read. */
  markNew() {
    const { unread = 0, messages = [] } = this.pane.conversation ?? {};
    const foreign = messages.filter((message) => this.isForeign(message) && !message.ephemeral);
    this.marks.newFrom = unread ? foreign.at(-unread)?.ts ?? null : null;
  }

  isForeign({ user }) {
    return user !== this.pane.as;
  }

  /** Draw the open conversation: hidden where there is none. */
  draw() {
    const { conversation } = this.pane;
    this.root.hidden = !conversation;
    this.drawOpening(conversation);
    if (!conversation) return;
    const anchor = this.stuck ? null : this.anchor();
    const arrived = this.arrival(conversation.messages);
    const ctx = { ...this.pane.reading(), scope: this.pane.id };
    reconcile(this.root, logItems(conversation.messages, ctx, { ...this.marks, wording: this.pane.wording() }));
    if (this.stuck) this.toBottom();
    else if (anchor) this.scroller.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
    this.jump.hidden = this.stuck || (!arrived && this.jump.hidden);
    this.letTabIn();
    this.markRead();
  }

  arrival(messages) {
    const arrived = this.lastSeen === null ? undefined : messages.find((message) => message.ts > this.lastSeen && this.isForeign(message));
    if (arrived && (!this.stuck || document.hidden)) this.marks.newFrom ??= arrived.ts;
    this.lastSeen = messages.at(-1)?.ts ?? "";
    return Boolean(arrived);
  }

  // One stop for Tab in the whole log; from there the arrows walk.
  letTabIn() {
    this.root.querySelector(":scope > [tabindex='0']")?.setAttribute("tabindex", "-1");
    this.root.lastElementChild?.setAttribute("tabindex", "0");
  }

  drawOpening(conversation) {
    this.opening.hidden = !conversation;
    if (!conversation) return;
    const { id, kind, name, messages } = conversation;
    const { isInstalled, workspace } = this.pane.room;
    const shown = `${id} ${messages.length > 0} ${isInstalled}`;
    if (this.opening.dataset.of === shown) return;
    this.opening.dataset.of = shown;
    const direct = kind === "dm";
    this.opening.replaceChildren(h("h3", {}, direct ? name : `#${name}`),
      h("p", {}, direct ? `This is where ${name} writes to you in private.` : "This is the beginning of the channel."),
      direct || messages.length || !isInstalled ? "" : h("div", { class: "tries" }, workspace.commands.map((command) => this.suggestion(command))));
  }

  suggestion({ command, description }) {
    const begin = () => this.pane.composer.begin(`${command} `);
    return h("button", { type: "button", class: "try", on: { click: begin } }, h("code", {}, command), h("span", {}, plain(description)));
  }

  anchor() {
    const edge = this.scroller.getBoundingClientRect().top;
    const node = [...this.root.children].find((child) => child.getBoundingClientRect().bottom > edge);
    return node && { node, top: node.getBoundingClientRect().top };
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.stuck = true;
    this.jump.hidden = true;
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.stuck = scrollHeight - scrollTop - clientHeight < BOTTOM_PX;
    if (!this.stuck) return;
    this.jump.hidden = true;
    this.markRead();
  }

  markRead() {
    const last = this.pane.conversation?.messages.at(-1)?.ts;
    if (!last || !this.pane.conversation.unread || !this.stuck || document.hidden || this.readTo === last) return;
    this.readTo = last;
    this.pane.send("read", { channel: this.pane.conversationId, ts: last });
  }

  /** Bring a message into view and point at it; false where it is not here. */
  pointAt(ts) {
    const node = this.root.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!node) return false;
    this.stuck = false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("pointed");
    setTimeout(() => node.classList.remove("pointed"), POINTED_MS);
    node.focus({ preventScroll: true });
    return true;
  }
}
