// One person's window on the workspace: their places, one conversation, forms, and what they do there.

import { drawBlocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { Dialogs } from "./dialog.js";
import { h, keepingFocus, patch } from "./dom.js";
import { Gestures } from "./gestures.js";
import { icon } from "./icons.js";
import { Live } from "./live.js";
import { Log } from "./log.js";
import { openMenu, toast } from "./menu.js";
import { avatar } from "./messages.js";
import { HOME, drawNav } from "./nav.js";
import { act } from "./room.js";

const AWAY = {
  down: (name) => `${name} is down: commands and buttons are not answered until it is up again.`,
  starting: (name) => `${name} is starting and answers in a moment.`,
};

export class Pane {
  constructor(id, room, { as, conversation, ts }, desk) {
    Object.assign(this, { id, room, as, desk, conversationId: conversation, pointedAt: ts, view: null });
    this.toasted = new Set();
    this.build();
    this.follow();
  }

  get isActive() {
    return this.desk.active === this;
  }

  get conversation() {
    return this.view?.conversations.find(({ id }) => id === this.conversationId);
  }

  build() {
    this.composer = new Composer(this);
    this.dialogs = new Dialogs(this);
    this.who = h("select", { "aria-label": "Show this pane as", class: "as", on: { change: () => this.become(this.who.value) } });
    this.face = h("span", { class: "face" });
    this.shut = h("button", { type: "button", class: "quiet", "aria-label": "Close this pane", data: { shut: "" }, on: { click: () => this.desk.close(this) } }, icon("close"));
    this.nav = h("nav", {});
    this.title = h("h2", {});
    this.about = h("span", { class: "about" });
    this.more = h("button", { type: "button", class: "quiet", "aria-label": "About this channel", "aria-haspopup": "menu", "aria-expanded": "false",
      on: { click: () => this.openChannelMenu() } }, icon("more"));
    this.home = h("div", { class: "home", role: "region", "aria-label": "Home", hidden: true });
    this.log = new Log(this);
    this.log.scroller.append(this.home);
    this.foot = h("div", { class: "foot" }, this.log.jump, this.composer.root);
    this.down = h("p", { class: "lost", role: "status", hidden: true });
    this.readOnly = h("p", { class: "outside-bar", hidden: true });
    this.lost = h("p", { class: "lost", role: "status", hidden: true }, "Connecting to the room …");
    this.outside = h("div", { class: "outside-bar", hidden: true }, h("span", {}),
      h("button", { type: "button", class: "button primary", on: { click: () => this.act("join", { channel: this.conversationId }) } }, "Join channel"));
    this.inner = h("div", { class: "inner" },
      h("header", { class: "pane-head" }, this.face, this.who),
      this.nav,
      h("div", { class: "talk" }, h("header", { class: "talk-head" }, this.title, this.about, this.more, this.shut), this.lost, this.down, this.log.scroller, this.foot, this.outside, this.readOnly));
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.layer = h("div", { class: "layer" }, this.dialogs.root);
    this.root = h("section", { class: "pane", id: `${this.id}-pane`, data: { pane: this.id } }, this.inner, this.layer, this.toasts);
    this.gestures = new Gestures(this);
  }

  follow() {
    this.root.dataset.as = this.as;
    this.live?.stop();
    this.view = null;
    this.live = new Live(this.as, {
      onView: (view) => this.take(view),
      onRoom: (workspace) => this.room.take(workspace),
      onState: (up) => { this.lost.hidden = up; },
    });
  }

  become(person) {
    this.as = person;
    this.dialogs.leave();
    this.log.forget();
    this.follow();
    this.draw();
    this.desk.remember();
    this.desk.drawTabs();
  }

  take(view) {
    const first = this.view === null;
    this.view = view;
    for (const { id, text } of view.toasts ?? []) {
      if (!this.toasted.has(id)) this.toast(text);
      this.toasted.add(id);
    }
    if (first || !this.exists()) this.settle();
    this.draw();
    if (first && this.pointedAt) this.goTo(this.conversationId, this.pointedAt);
    this.pointedAt = null;
    this.desk.changed(this);
  }

  /** Answer how many messages wait for this person. */
  get waiting() {
    return this.view?.conversations.reduce((sum, { mentions, kind, unread }) => sum + (kind === "dm" ? unread : mentions), 0) ?? 0;
  }

  exists() {
    return this.conversationId === HOME || Boolean(this.conversation);
  }

  // A remembered place may be gone, or hidden from the person whom the pane now shows.
  settle() {
    if (!this.exists()) {
      const joined = this.view.conversations.filter(({ kind, joined: inside }) => kind === "channel" && inside !== false);
      this.conversationId = (joined[0] ?? this.view.conversations[0])?.id ?? HOME;
    }
    if (this.conversationId === HOME) this.act("open_home");
    this.log.markNew();
  }

  sees(conversation) {
    return this.view.conversations.some(({ id }) => id === conversation);
  }

  open(conversation) {
    if (conversation === this.conversationId) return;
    this.conversationId = conversation;
    this.log.forget();
    this.log.markNew();
    if (conversation === HOME) this.act("open_home");
    this.draw();
    this.desk.remember();
    if (conversation !== HOME) this.composer.focus();
  }

  reading() {
    return this.room.reading(this.as);
  }

  /** Answer what a drawn text depends on beside itself: the reader, and the names it may mention. */
  wording() {
    const { tz, locale } = this.reading().reader;
    return `${this.as} ${tz} ${locale} ${this.room.names}`;
  }

  draw() {
    if (!this.room.person(this.as)) return this.become(this.room.workspace.people[0].id);
    this.drawHead();
    if (!this.view) return;
    const atHome = this.conversationId === HOME;
    this.home.hidden = !atHome;
    keepingFocus(this.root, () => {
      const { conversations } = this.view;
      const places = drawNav(conversations, this.conversationId, this.room.workspace.bot.name, this.room.isInstalled);
      if (this.nav.firstChild) patch(this.nav.firstChild, places);
      else this.nav.append(places);
      if (atHome) this.drawHome();
      this.log.draw();
    });
    this.dialogs.show(this.view.modals ?? []);
  }

  drawHead() {
    const person = this.room.person(this.as);
    const name = this.room.personName(this.as);
    this.root.setAttribute("aria-label", name);
    this.nav.setAttribute("aria-label", `Places of ${name}`);
    this.face.replaceChildren(avatar(person, name, false));
    const options = this.room.workspace.people.map((other) => h("option", { value: other.id, data: { key: other.id } }, this.room.personName(other.id)));
    patch(this.who, h("select", { "aria-label": "Show this pane as", class: "as" }, options));
    this.who.value = this.as;
    const { title, about, label } = this.heading();
    this.title.replaceChildren(...title);
    this.about.textContent = about;
    this.log.root.setAttribute("aria-label", `Messages in ${label}`);
    this.composer.turnTo(`${this.as} ${this.conversationId}`, `Message ${label}`);
    const inside = this.conversation?.joined !== false;
    const channel = this.conversation?.kind === "channel";
    this.more.hidden = !channel || !inside;
    const readOnly = this.conversation?.kind === "dm" && this.room.workspace.bot.reads_messages === false;
    this.foot.hidden = this.conversationId === HOME || !inside || readOnly;
    this.readOnly.hidden = !readOnly;
    this.readOnly.textContent = `${this.room.workspace.bot.name} reads no messages here. Its commands are typed in a channel.`;
    this.drawState();
    this.outside.hidden = this.conversationId === HOME || inside;
    this.outside.firstChild.textContent = `You are looking at ${label}. Join to take part.`;
    this.composer.shortcuts.hidden = !this.room.workspace.shortcuts.some(({ type }) => type === "global");
  }

  // Who presses or types meanwhile is not answered: it is said where they look.
  drawState() {
    const { bot, bot_state: state, team } = this.room.workspace;
    const { isInstalled } = this.room;
    this.down.hidden = isInstalled && !(state in AWAY);
    const text = !isInstalled ? `${bot.name} is not installed in ${team.name}: it hears and answers nothing here.` : this.down.hidden ? "" : AWAY[state](bot.name);
    if (this.down.textContent !== text) this.down.textContent = text;
  }

  heading() {
    const bot = this.room.workspace.bot.name;
    if (this.conversationId === HOME) return { title: [icon("home"), `${bot} Home`], about: "", label: bot };
    const { kind, name, is_private: hidden } = this.conversation ?? { kind: "channel", name: "…" };
    if (kind === "dm") return { title: [icon("cup"), name], about: "Direct messages", label: name };
    const channel = this.room.channel(this.conversationId);
    const people = channel?.members.filter((id) => id !== this.room.workspace.bot.user_id).length;
    return { title: [icon(hidden ? "lock" : "hash"), name], about: people === 1 ? "1 person" : people ? `${people} people` : "", label: `#${name}` };
  }

  drawHome() {
    const { home } = this.view;
    const ctx = { ...this.reading(), scope: `${this.id}-home` };
    const inner = home && this.room.isInstalled ? drawBlocks(home.blocks, ctx) : h("p", { class: "quiet-word" }, `${this.room.workspace.bot.name} ${this.room.isInstalled ? "has not drawn its Home for you yet" : "is not installed here"}.`);
    const fresh = h("div", { class: "home-blocks", data: { viewId: home?.id } }, inner);
    if (this.home.firstChild) patch(this.home.firstChild, fresh);
    else this.home.append(fresh);
  }

  /** Show a message by its address in the workspace; false when this person does not see it. */
  goTo(channel, ts) {
    if (!this.sees(channel)) return false;
    this.open(channel);
    return this.log.pointAt(ts);
  }

  toast(text) {
    toast(this.toasts, text);
  }

  /** Act as this person; the answer is the caller's to tell. */
  send(verb, body = {}) {
    return act(verb, { as: this.as, ...body });
  }

  /** Act as this person, and say so where it failed. */
  async act(verb, body = {}) {
    const answer = await this.send(verb, body);
    if (!answer.ok) this.toast(answer.error);
    return answer;
  }

  /** Say something in the open conversation: a message, or a command. */
  say(text) {
    const channel = this.conversationId;
    const found = /^(\/[^\s/]+)\s*([\s\S]*)$/.exec(text);
    this.log.marks.newFrom = null;
    this.log.stuck = true;
    if (!found) return this.act("message", { channel, text });
    const [, command, rest] = found;
    if (command === "/leave" && !rest) return this.act("leave", { channel });
    return this.act("command", { channel, command, text: rest });
  }

  openChannelMenu() {
    const bot = this.room.workspace.bot.name;
    const channel = this.conversationId;
    const entries = [{ label: `Leave #${this.conversation.name}`, run: () => this.act("leave", { channel }) }];
    if (this.room.isInstalled && !this.room.channel(channel)?.is_member_bot) entries.unshift({ label: `Add ${bot} to this channel`, run: () => this.act("invite_bot", { channel }) });
    openMenu(this.layer, this.more, entries, "About this channel");
  }

  openShortcuts(anchor) {
    const entries = this.room.workspace.shortcuts.filter(({ type }) => type === "global").map(({ name, description, callback_id: callback }) => (
      { label: name, note: description, run: () => this.act("shortcut", { callback_id: callback }) }));
    openMenu(this.layer, anchor, entries, "Shortcuts");
  }

  close() {
    this.live.stop();
    this.root.remove();
  }
}
