// The strip above the chat: the business clock, the plug, the crowd, faults, and starting over.

import { format } from "./dates.js";
import { h } from "./dom.js";
import { Faults } from "./faults.js";
import { icon } from "./icons.js";
import { askFirst, openMenu } from "./menu.js";
import { get, inTeam, post, remove } from "./room.js";

const BOT_WORDS = { up: "is up", starting: "is starting", down: "is down", none: "is not connected" };
const CROWD = 5;
const LOOK_MS = 10_000;
const SETTLE_MS = 700;
const BRIEF = 64;

/** Leave the middle out of what is long: it begins with what a person has named, and ends with what happens. */
function brief(what) {
  const signs = [...what];
  if (signs.length <= BRIEF) return what;
  return `${signs.slice(0, 26).join("").replace(/\s\S*$/u, "")} … ${signs.slice(-35).join("").replace(/^\S*\s/u, "")}`;
}

export class Strip {
  constructor(room, desk) {
    Object.assign(this, { room, desk, next: null, travelling: false });
    this.build();
    room.listeners.add(() => this.draw());
    this.tick = setInterval(() => this.drawClock(), 1_000);
    setInterval(() => this.lookAhead(), LOOK_MS);
    this.lookAhead();
    this.draw();
  }

  build() {
    const button = (label, name, run, props = {}) => h("button", { type: "button", class: "strip-button", ...props, on: { click: (event) => run(event.currentTarget) } }, name && icon(name), label);
    this.time = h("time", { class: "clock-time" });
    this.zone = h("span", { class: "clock-zone" });
    this.ahead = h("span", { class: "ahead" });
    this.nextButton = button(h("span", {}, "Go to the next moment"), "forward", () => this.travel({ to: "next" }), { class: "strip-button main" });
    this.hour = button("+1 h", null, () => this.travel({ by_seconds: 3_600 }), { "aria-label": "+1 h, one hour ahead" });
    this.day = button("+1 day", null, () => this.travel({ by_seconds: 86_400 }), { "aria-label": "+1 day, one day ahead" });
    this.state = h("span", { class: "bot-state", role: "status" }, h("i", {}), h("span", {}));
    this.plug = button("Pull the plug", "plug", () => this.pull({}), { title: "Kills the app as kill -9 does, and starts it again" });
    this.plugMore = button("", "down", (anchor) => this.openPlug(anchor), { "aria-label": "Leave it out for longer", "aria-haspopup": "menu", "aria-expanded": "false", class: "strip-button tail" });
    this.crowd = button("Crowd", "people", (anchor) => this.openCrowd(anchor), { "aria-haspopup": "menu", "aria-expanded": "false" });
    this.faults = new Faults(this.room, (text) => this.say(text));
    this.reset = button("Reset", null, () => this.startOver());
    this.more = button("Person", "plus", () => this.desk.add(), { "aria-label": "Person: show one more person", class: "strip-button add-person" });
    this.fold = button(h("span", {}, "Controls"), "down", () => this.turn(), { class: "strip-button fold", "aria-expanded": "false" });
    this.watch = button("Watch a meeting", null, () => this.watchOne(), { class: "strip-button watch" });
    this.hint = h("span", {}, "New here? Type ", h("code", {}, "/coffee"), " in #guild");
    this.word = h("span", { class: "strip-word", role: "status" });
    this.layer = h("div", { class: "layer strip-layer" });
    this.root = h("header", { class: "strip", "aria-label": "Rehearsal", data: { folded: "" } },
      h("div", { class: "strip-name" }, h("h1", {}, "Rehearsal"), this.hint, this.watch),
      h("div", { class: "strip-group", role: "group", "aria-label": "Business clock" }, h("div", { class: "clock" }, this.time, this.zone),
        h("div", { class: "travel" }, this.nextButton, this.ahead), this.hour, this.day, this.fold),
      h("div", { class: "strip-group", role: "group", "aria-label": "The app" }, this.state, h("div", { class: "pair" }, this.plug, this.plugMore)),
      h("div", { class: "strip-group last", role: "group", "aria-label": "Workspace" }, this.crowd, this.faults.root, this.reset, this.more),
      this.word, this.layer);
  }

  draw() {
    const { bot, bot_state: state } = this.room.workspace;
    this.root.dataset.botState = state;
    this.state.dataset.state = state;
    this.state.lastChild.textContent = `${bot.name} ${BOT_WORDS[state] ?? state}`;
    this.hint.hidden = !this.room.isInstalled || !this.room.workspace.channels.some(({ name }) => name === "guild");
    this.watch.disabled = !this.room.isInstalled;
    this.plug.disabled = this.plugMore.disabled = state === "none";
    this.faults.draw();
    this.drawClock();
    this.drawNext();
  }

  /** On a narrow page most of the strip is folded away; it opens and shuts. */
  turn() {
    const folded = this.root.toggleAttribute("data-folded");
    this.fold.setAttribute("aria-expanded", String(!folded));
  }

  drawClock() {
    const { reader } = this.desk.reading();
    const now = this.room.now();
    this.time.textContent = format(now, { ...reader, locale: "en-GB" }, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
    this.time.setAttribute("datetime", new Date(now).toISOString());
    this.zone.textContent = reader.tz;
  }

  drawNext() {
    const { reader } = this.desk.reading();
    const at = this.next && Date.parse(this.next.at);
    const near = at && Math.abs(at - this.room.now()) < 3_600_000;
    const clock = { hour: "2-digit", minute: "2-digit", ...(near && { second: "2-digit" }) };
    const when = at && format(at, { ...reader, locale: "en-GB" }, near ? clock : { weekday: "short", day: "numeric", month: "short", ...clock });
    const away = ["down", "starting"].includes(this.room.workspace.bot_state);
    const idle = away ? `The clock waits for ${this.room.workspace.bot.name}` : "Nothing is planned yet";
    if (this.travelling || !this.next) this.ahead.textContent = this.travelling ? "Travelling …" : idle;
    else this.ahead.replaceChildren(`${brief(this.next.what)}, `, h("span", {}, when));
    this.ahead.title = this.next?.what ?? "";
    this.nextButton.disabled = !this.next || this.travelling;
    this.hour.disabled = this.day.disabled = this.travelling;
  }

  /** Look soon for what comes next; many changes at once are one look. */
  lookSoon() {
    this.looking ??= setTimeout(() => { this.looking = null; this.lookAhead(); }, SETTLE_MS);
  }

  async lookAhead() {
    if (document.hidden || this.travelling) return;
    const clock = await get("/room/clock");
    if (clock.ok === false) return;
    this.next = clock.next ?? null;
    this.drawNext();
  }

  async travel(where) {
    this.travelling = true;
    this.say("");
    this.drawNext();
    const answer = await post("/room/clock", where);
    this.travelling = false;
    if (answer.ok) await this.refresh();
    else this.say(answer.error);
    this.drawNext();
    this.lookAhead();
  }

  async refresh() {
    const before = this.room.workspace;
    const workspace = await get("/room/workspace");
    // What was pushed meanwhile is newer than this answer.
    if (workspace.ok && this.room.workspace === before) this.room.take(workspace);
  }

  async pull(how) {
    const answer = await post("/room/plug", how);
    this.say(answer.ok ? "" : answer.error);
    this.refresh();
  }

  openPlug(anchor) {
    const entries = [30, 120].map((seconds) => ({ label: `Pull it and leave it out for ${seconds} s`, run: () => this.pull({ down_seconds: seconds }) }));
    openMenu(this.layer, anchor, entries, "Pull the plug");
  }

  openCrowd(anchor) {
    const channel = this.desk.channel();
    const join = channel && { label: `${CROWD} people join #${channel.name}`, note: "They check in, vote and give thumbs by themselves.",
      run: () => this.tell(post("/room/crowd", { channel: channel.id, size: CROWD })) };
    openMenu(this.layer, anchor, [join, { label: "The crowd goes home", run: () => this.tell(remove("/room/crowd")) }].filter(Boolean), "Crowd");
  }

  /** Three people of the crowd hold a meeting in #guild. */
  /** Begin a meeting to watch, and lead the person in use to where it is. */
  async watchOne() {
    const guild = this.room.workspace.channels.find((each) => each.name === "guild");
    const channel = (guild ?? this.desk.channel())?.id;
    if (!channel) return;
    const answer = await post("/room/watch", { channel });
    this.say(answer.ok ? "" : answer.error);
    if (answer.ok && this.desk.active.sees(channel)) this.desk.active.open(channel);
  }

  async tell(acting) {
    const answer = await acting;
    this.say(answer.ok ? "" : answer.error);
  }

  async startOver() {
    const sure = await askFirst(this.layer, { title: "Start over?", text: "The workspace becomes as new: messages, people that were added and the clock.", confirm: "Start over", deny: "Keep it", danger: true });
    if (!sure) return;
    const answer = await post("/room/reset");
    if (answer.ok) location.assign(inTeam(location.pathname));
    else this.say(answer.error);
  }

  say(text) {
    this.word.textContent = text;
  }
}
