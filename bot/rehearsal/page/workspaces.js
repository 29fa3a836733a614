// The bar above the strip where the room has several workspaces: which one is shown, and whether the app is installed there.

import { h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { post } from "./room.js";

const TOLD = {
  uninstall: "Slack sends app_uninstalled, then tokens_revoked.",
  revoke: "Slack sends tokens_revoked, then app_uninstalled.",
  expire: "Slack sends nothing: the next call is refused as token_expired.",
  withdraw: "Slack sends team_access_revoked.",
  add: "Slack sends team_access_granted.",
};

export class Workspaces {
  constructor(room, say) {
    Object.assign(this, { room, say });
    this.list = h("ul", {});
    this.state = h("span", { role: "status" });
    this.add = h("a", { class: "strip-button" }, "Add to Slack");
    this.spread = h("button", { type: "button", class: "strip-button", on: { click: () => this.change("add") } }, h("span", {}));
    this.more = h("button", { type: "button", class: "strip-button", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: () => this.open() } },
      h("span", {}, "Installation"), icon("down"));
    this.layer = h("div", { class: "layer strip-layer" });
    this.root = h("div", { class: "workspaces" }, h("nav", { "aria-label": "Workspaces" }, this.list),
      h("section", { class: "installed", "aria-label": "Installation" }, this.state, this.spread, this.add, this.more, this.layer));
    room.listeners.add(() => this.draw());
    this.draw();
  }

  draw() {
    const { workspaces = [], team, bot, installed, install, install_url: url, org } = this.room.workspace;
    this.root.hidden = workspaces.length < 2;
    if (this.root.hidden) return;
    reconcile(this.list, workspaces.map(({ id, name, installed: has }) => ({ key: id, signature: `${name} ${has} ${id === team.id}`,
      render: () => h("li", {}, h("a", { href: `/?team=${id}`, "aria-label": `${name}, ${has ? "" : "not "}installed`, "aria-current": id === team.id ? "page" : null }, name,
        h("span", { class: has ? "mark has" : "mark", "aria-hidden": "true" }))) })));
    const whole = installed && install.is_org_wide;
    const text = installed ? `${bot.name} is installed${whole ? ` by ${org.name}` : ""}` : `${bot.name} is not installed in ${team.name}`;
    if (this.state.textContent !== text) this.state.textContent = text;
    const offered = !installed && org?.installed;
    this.spread.hidden = !offered;
    this.spread.firstChild.textContent = `Add to ${team.name}`;
    this.add.hidden = installed || !url;
    if (url) this.add.href = url;
    this.add.textContent = "Add to Slack";
    this.more.hidden = !installed && !offered;
  }

  open() {
    const { team, installed, install, install_url: url, org } = this.room.workspace;
    const ofOrg = !installed || install.is_org_wide;
    const where = ofOrg ? `all of ${org.name}` : team.name;
    const entry = (verb, label, danger = false) => ({ label, note: TOLD[verb], danger, run: () => this.change(verb) });
    openMenu(this.layer, this.more, [
      installed && install.expires !== null && entry("expire", "Let the access token expire now"),
      installed && ofOrg && entry("withdraw", `Take it from ${team.name}`),
      entry("revoke", `Revoke the tokens of ${where}`, true),
      entry("uninstall", `Uninstall from ${where}`, true),
      url && { label: "Add to Slack again", note: "Elsewhere, or here with other scopes.", run: () => location.assign(url) },
    ].filter(Boolean), "Installation");
  }

  async change(verb) {
    const answer = await post(`/room/install/${verb}`);
    this.say(answer.ok ? answer.said : answer.error);
  }
}
