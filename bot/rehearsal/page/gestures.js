// What a press, a choice or a key in a pane means: a block's action, a thread, a tool of a message.

import { readElement } from "./elements.js";
import { askFirst, openMenu } from "./menu.js";
import { plain, textNodes } from "./mrkdwn.js";

const PERMALINK = /\/archives\/(\w+)\/p(\d{10})(\d{6})\b/;

export class Gestures {
  constructor(pane) {
    this.pane = pane;
    pane.root.addEventListener("click", (event) => this.click(event));
    pane.root.addEventListener("change", (event) => this.change(event));
    pane.root.addEventListener("submit", (event) => this.submit(event));
    pane.root.addEventListener("keydown", (event) => this.key(event));
  }

  click(event) {
    const target = event.target.closest("a, button");
    if (!target || target.disabled) return;
    if (target.nodeName === "A") return this.follow(event, target);
    const { dataset } = target;
    if (dataset.actionId && target.spec) this.press(target);
    else if (dataset.conversation) this.pane.open(dataset.conversation);
    else if (dataset.open) this.openNamed(dataset.open);
    else if (dataset.thread) this.toggleThread(dataset.thread);
    else if (dataset.reply) this.startReply(target);
    else if (dataset.dismiss) this.dismiss(dataset.dismiss);
    else if (dataset.more) this.openTools(target, dataset.more);
    else if ("close" in dataset) this.pane.dialogs.close();
  }

  follow(event, anchor) {
    const found = PERMALINK.exec(anchor.href);
    if (found && this.pane.goTo(found[1], `${found[2]}.${found[3]}`)) event.preventDefault();
  }

  openNamed(channel) {
    if (this.pane.view.conversations.some(({ id }) => id === channel)) this.pane.open(channel);
    else this.pane.toast("This channel is not open to this person.");
  }

  press(node) {
    const { element } = node.spec;
    if (node.getAttribute("aria-busy") === "true") return;
    if (element.type === "overflow") {
      const seen = this.addressOf(node); // the message may be redrawn while its menu is open
      const entries = element.options.map((option) => ({ label: plain(option.text.text), note: option.description && plain(option.description.text),
        run: () => this.fire(node, { selected_option: option }, seen) }));
      return openMenu(this.pane.layer, node, entries, "More actions");
    }
    if (element.url) window.open(element.url, "_blank", "noopener");
    this.fire(node, { value: element.value });
  }

  change(event) {
    const node = event.target.closest("[data-action-id]");
    if (!node?.spec || node.nodeName === "BUTTON") return;
    const block = node.closest(".block.input")?.spec.block;
    if (!block || block.dispatch_action) this.fire(node, readElement(node));
    else this.keep(node);
  }

  // A field of a form tells the app nothing by itself; Slack keeps it for the next press, and loses no word over a form that has gone.
  keep(node) {
    this.pane.send("click", { ...this.addressOf(node), ...readElement(node) });
  }

  async fire(node, given, seen = this.addressOf(node)) {
    const { confirm } = node.spec.element;
    if (confirm && !(await this.agreed(confirm))) return;
    node.setAttribute("aria-busy", "true");
    await this.pane.act("click", { ...seen, ...given });
    node.removeAttribute("aria-busy");
  }

  /** Answer what an act names of an element, as it is drawn now. */
  addressOf(node) {
    const { element, blockId } = node.spec;
    return { ...this.placeOf(node), action_id: element.action_id, block_id: blockId };
  }

  placeOf(node) {
    const view = node.closest("[data-view-id]");
    if (view) return { view_id: view.dataset.viewId };
    return { channel: this.pane.conversationId, ts: node.closest("[data-ts]").dataset.ts };
  }

  agreed(confirm) {
    return askFirst(this.pane.layer, { title: plain(confirm.title?.text) || "Are you sure?", text: textNodes(confirm.text, this.pane.reading()),
      confirm: plain(confirm.confirm?.text) || "Yes", deny: plain(confirm.deny?.text) || "Cancel", danger: confirm.style === "danger" });
  }

  toggleThread(ts) {
    const { collapsed } = this.pane.log.marks;
    if (!collapsed.delete(ts)) collapsed.add(ts);
    this.pane.draw();
  }

  startReply(target) {
    this.pane.log.marks.replying = target.dataset.reply;
    this.pane.log.marks.collapsed.delete(target.dataset.reply);
    this.pane.draw();
    this.pane.log.root.querySelector(`[data-reply-to="${target.dataset.reply}"] textarea`)?.focus();
  }

  dismiss(ts) {
    this.pane.log.marks.dismissed.add(ts);
    this.pane.draw();
    this.pane.composer.focus();
  }

  openTools(anchor, ts) {
    const channel = this.pane.conversationId;
    const address = { channel, ts };
    const { room } = this.pane;
    const entries = room.workspace.shortcuts.filter(({ type }) => type === "message").map(({ name, description, callback_id: callback }) => (
      { label: name, note: description, run: () => this.pane.act("shortcut", { callback_id: callback, ...address }) }));
    if (room.person(this.pane.as).is_admin) {
      entries.push({ label: "Delete this message", note: "As an admin may", danger: true, run: () => this.pane.act("delete_message", address) });
    }
    openMenu(this.pane.layer, anchor, entries, "Message actions");
  }

  submit(event) {
    const form = event.target.closest("[data-reply-to]");
    if (!form) return;
    event.preventDefault();
    this.reply(form);
  }

  async reply(form) {
    const field = form.querySelector("textarea");
    const text = field.value.trim();
    if (!text) return;
    const answer = await this.pane.act("message", { channel: this.pane.conversationId, text, thread_ts: form.dataset.replyTo });
    if (answer.ok) field.value = "";
  }

  key(event) {
    const replying = event.target.closest("[data-reply-to]");
    if (replying && event.key === "Enter" && !event.shiftKey && event.target.nodeName === "TEXTAREA") {
      event.preventDefault();
      this.reply(replying);
    } else if (replying && event.key === "Escape") {
      this.pane.log.marks.replying = null;
      this.pane.draw();
      this.pane.composer.focus();
    } else if (event.target.nodeName === "ARTICLE" && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      this.walk(event);
    }
  }

  walk(event) {
    const all = [...this.pane.log.root.querySelectorAll("article")];
    const next = all[all.indexOf(event.target) + (event.key === "ArrowUp" ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}
