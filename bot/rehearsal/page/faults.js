// The drawer of faults: what Slack does wrong next, and how deliveries to the app go astray.

import { h } from "./dom.js";
import { post, remove } from "./room.js";

const METHODS = ["*", "chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral", "conversations.open", "users.info", "views.open", "views.update", "views.publish"];
const KINDS = { 429: "429, too many", 500: "500, server error", hang: "hang", refuse: "refuse the connection", accept_then_lose: "do it, lose the answer", error: "answer with an error", newer_blocks: "lack newer blocks" };
const DELIVERIES = { twice: "twice", late: "late", drop_ack: "its ack is lost", cut: "the line is cut", disconnect: "disconnect" };

const choice = (label, name, options) => h("label", {}, h("span", {}, label), h("select", { name }, options.map(([value, text]) => h("option", { value }, text))));
const number = (label, name, value, only) => h("label", { class: only }, h("span", {}, label), h("input", { type: "number", name, min: 1, max: 999, value, required: true }));

function sentence(fault) {
  if (fault.kind === "newer_blocks") return "this workspace lacks Slack's newer blocks, until it is mended";
  const what = KINDS[fault.kind] ?? DELIVERIES[fault.kind] ?? fault.kind;
  return `${fault.method ?? "delivery"}: ${what}, ${fault.times} × left`;
}

export class Faults {
  constructor(room, say) {
    Object.assign(this, { room, say });
    this.count = h("span", { class: "count", hidden: true });
    this.list = h("ul", { class: "fault-list" });
    this.calls = this.form("Slack answers badly", [choice("Method", "method", METHODS.map((method) => [method, method === "*" ? "every method" : method])),
      choice("Fault", "kind", Object.entries(KINDS)), number("Times", "times", 1), number("Retry after, s", "retry_after", 5, "for-429")], (fault) => this.addCall(fault));
    this.deliveries = this.form("The app's mail goes astray", [choice("Delivery", "kind", Object.entries(DELIVERIES)), number("Times", "times", 1), number("Seconds", "seconds", 5, "for-late")],
      (fault) => this.tell(post("/room/faults/delivery", fault)));
    this.clear = h("button", { type: "button", class: "button", on: { click: () => this.tell(remove("/room/faults")) } }, "Mend everything");
    this.root = h("details", { class: "drawer" }, h("summary", { class: "strip-button" }, "Faults", this.count),
      h("div", { class: "drawer-body" }, this.calls, this.deliveries, this.list,
        h("div", { class: "drawer-foot" }, this.clear, h("button", { type: "button", class: "button", on: { click: () => this.shut() } }, "Close"))));
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.shut());
    document.addEventListener("pointerdown", (event) => { if (!this.root.contains(event.target)) this.root.open = false; });
  }

  form(title, fields, add) {
    const form = h("form", {}, h("h2", {}, title), h("div", { class: "fault-fields" }, fields), h("button", { type: "submit", class: "button" }, "Add"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = Object.fromEntries(new FormData(form));
      for (const name of ["times", "retry_after", "seconds"]) if (name in given) given[name] = Number(given[name]);
      add(given);
    });
    return form;
  }

  addCall({ retry_after: wait, ...fault }) {
    const whole = { ...fault, ...(fault.kind === "429" && { retry_after: wait }), ...(fault.kind === "error" && { error: "internal_error" }) };
    this.tell(post("/room/faults", [whole]));
  }

  async tell(acting) {
    const answer = await acting;
    this.say(answer.ok === false ? answer.error : "");
  }

  shut() {
    this.root.open = false;
    this.root.firstElementChild.focus();
  }

  draw() {
    const faults = this.room.workspace.faults ?? [];
    this.count.textContent = faults.length;
    this.count.hidden = this.clear.hidden = faults.length === 0;
    this.list.replaceChildren(...faults.map((fault) => h("li", {}, sentence(fault))));
  }
}
