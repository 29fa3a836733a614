// Starts the page: the strip, and one to three panes side by side.

import { HOME } from "./nav.js";
import { keepFocus } from "./focus.js";
import { Pane } from "./pane.js";
import { Room, get, inTeam } from "./room.js";
import { Strip } from "./strip.js";
import { Workspaces } from "./workspaces.js";
import { h, reconcile } from "./dom.js";

const MOST = 3;
const WIDE_PX = 1_000;
const STORE = inTeam("rehearsal:panes");
const REDRAW_MS = 30_000;

/** Holds the panes, knows which one is in use, and remembers them. */
class Desk {
  constructor(room) {
    Object.assign(this, { room, panes: [], active: null, count: 0 });
    this.root = h("main", { class: "desk", "aria-label": "Workspace" });
    this.tabs = h("div", { role: "tablist", "aria-label": "People", class: "tab-row", on: { click: (event) => this.chooseTab(event.target), keydown: (event) => this.walkTabs(event) } });
    this.shown = h("div", { class: "tabs", role: "navigation", "aria-label": "People shown", hidden: true }, this.tabs);
    for (const type of ["focusin", "pointerdown"]) this.root.addEventListener(type, (event) => this.turnTo(event.target.closest(".pane")), true);
  }

  begin(places) {
    for (const place of places.slice(0, MOST)) this.place(place);
    this.turnTo(this.panes[0].root);
  }

  place(place) {
    this.count += 1;
    const pane = new Pane(`p${this.count}`, this.room, place, this);
    this.panes.push(pane);
    this.active ??= pane;
    this.root.append(pane.root);
    pane.draw();
    this.arrange();
    return pane;
  }

  add() {
    const shown = new Set(this.panes.map(({ as }) => as));
    const next = this.room.workspace.people.find(({ id }) => !shown.has(id));
    if (!next || this.panes.length >= MOST) return;
    const pane = this.place({ as: next.id, conversation: this.active.conversationId === HOME ? undefined : this.active.conversationId });
    this.turnTo(pane.root);
    pane.who.focus();
  }

  close(pane) {
    if (this.panes.length === 1) return;
    this.panes = this.panes.filter((other) => other !== pane);
    pane.close();
    this.turnTo(this.panes[0].root);
    this.active.composer.focus();
    this.arrange();
  }

  arrange() {
    this.root.dataset.count = this.panes.length;
    for (const pane of this.panes) pane.shut.hidden = this.panes.length === 1;
    if (this.strip) this.strip.more.disabled = this.panes.length >= MOST;
    this.drawTabs();
    this.remember();
  }

  turnTo(root) {
    const pane = this.panes.find((other) => other.root === root);
    if (!pane) return;
    this.active = pane;
    for (const other of this.panes) other.root.toggleAttribute("data-active", other === pane);
    this.strip?.drawClock();
    this.drawTabs();
  }

  // A narrow page shows one pane: the tabs say who else is there, and who has something to read.
  drawTabs() {
    this.shown.hidden = this.panes.length < 2;
    const { room } = this;
    reconcile(this.tabs, this.panes.map((pane) => {
      const name = room.personName(pane.as);
      const unread = pane === this.active ? 0 : pane.waiting;
      const selected = String(pane === this.active);
      return { key: pane.id, signature: [name, unread, selected].join(" "), render: () => h("button", { type: "button", role: "tab", class: "tab", "aria-selected": selected,
        "aria-controls": pane.root.id, "aria-label": unread ? `${name}, ${unread} unread` : name, tabindex: pane === this.active ? 0 : -1 },
      h("span", { class: "tab-name" }, name.split(" ")[0]), unread > 0 && h("span", { class: "count", "aria-hidden": "true" }, unread)) };
    }));
  }

  chooseTab(target) {
    const pane = this.panes.find(({ id }) => id === target.closest("[role=tab]")?.dataset.key);
    if (pane) this.turnTo(pane.root);
  }

  walkTabs(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (this.panes.indexOf(this.active) + step + this.panes.length) % this.panes.length;
    this.turnTo(this.panes[next].root);
    this.tabs.children[next].focus();
  }

  reading() {
    return this.active.reading();
  }

  channel() {
    return this.room.channel(this.active.conversationId) ?? this.panes.map(({ conversationId }) => this.room.channel(conversationId)).find(Boolean);
  }

  changed() {
    this.strip?.lookSoon();
    this.drawTabs();
    const { waiting } = this.active;
    document.title = `${waiting ? `(${waiting}) ` : ""}${this.room.workspace.team.name}`;
  }

  remember() {
    localStorage.setItem(STORE, JSON.stringify(this.panes.map(({ as, conversationId }) => ({ as, conversation: conversationId }))));
  }
}

const named = (things, word) => things.find(({ id, name }) => id === word || name.toLowerCase() === word.toLowerCase());

function remembered({ people }) {
  try {
    const places = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return places.filter(({ as }) => people.some(({ id }) => id === as));
  } catch {
    return [];
  }
}

/** Choose what to show first: the address, else what was there last time, else the first people. */
function firstPlaces(workspace) {
  const asked = new URLSearchParams(location.search);
  const channel = named(workspace.channels, asked.get("channel") ?? "")?.id;
  const people = (asked.get("as") ?? "").split(",").map((word) => named(workspace.people, word)).filter(Boolean);
  const there = channel ? { conversation: channel, ts: asked.get("ts") } : {};
  if (people.length) return people.map(({ id }) => ({ as: id, ...there }));
  const last = remembered(workspace);
  if (last.length) return last.map((place) => ({ ...place, ...there }));
  return workspace.people.slice(0, innerWidth >= WIDE_PX ? 2 : 1).map(({ id }) => ({ as: id, ...there }));
}

async function start() {
  const workspace = await get("/room/workspace");
  const wait = document.getElementById("wait");
  if (!workspace.ok) {
    wait.textContent = workspace.error;
    return;
  }
  const room = new Room(workspace);
  const desk = new Desk(room);
  desk.begin(firstPlaces(workspace));
  desk.strip = new Strip(room, desk);
  const workspaces = new Workspaces(room, (text) => desk.strip.say(text));
  desk.arrange();
  room.listeners.add(() => desk.panes.forEach((pane) => pane.draw()));
  document.addEventListener("visibilitychange", () => desk.panes.forEach((pane) => pane.view && pane.draw()));
  setInterval(() => desk.panes.forEach((pane) => pane.draw()), REDRAW_MS);
  wait.replaceWith(workspaces.root, desk.strip.root, desk.shown, desk.root);
  keepFocus();
  desk.panes.forEach((pane) => pane.draw());
}

start();
