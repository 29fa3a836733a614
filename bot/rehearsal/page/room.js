// The rehearsal room's API, and what all panes know of it: people, channels, commands, the business clock.

const TEAM = new URLSearchParams(location.search).get("team");

/** Say in an address of the room's API which workspace is meant; none: the first. */
export const inTeam = (path) => (TEAM ? `${path}${path.includes("?") ? "&" : "?"}team=${encodeURIComponent(TEAM)}` : path);

async function ask(method, path, body) {
  const options = { method, headers: body ? { "Content-Type": "application/json" } : {}, body: body && JSON.stringify(body) };
  let answer;
  try {
    answer = await fetch(inTeam(path), options);
  } catch {
    return { ok: false, error: "The rehearsal room does not answer. Is it still running?" };
  }
  const said = await answer.json().catch(() => ({}));
  if (Array.isArray(said)) return said;
  return answer.ok ? { ok: true, ...said } : { ...said, ok: false, error: said.error || said.detail || `The room answered ${answer.status}.` };
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const remove = (path) => ask("DELETE", path);

/** Do something in the workspace as a person: POST /room/act/<verb>. */
export const act = (verb, body) => post(`/room/act/${verb}`, body);

/** Hold what the room says of the workspace; listeners hear of each change. */
export class Room {
  constructor(workspace) {
    this.listeners = new Set();
    this.take(workspace);
  }

  /** Take a fresh description of the workspace. */
  take(workspace) {
    this.workspace = workspace;
    this.takeNames(workspace);
    this.skew = Date.parse(workspace.now) - Date.now();
    for (const listener of this.listeners) listener(workspace);
  }

  // Drawn texts hang on the names in them; a number tells that these have changed.
  takeNames({ people, channels }) {
    const names = JSON.stringify([people, channels.map(({ id, name }) => [id, name])]);
    if (names !== this.known) this.names = (this.names ?? 0) + 1;
    this.known = names;
  }

  /** Answer whether this workspace has the app. */
  get isInstalled() {
    return this.workspace.installed !== false;
  }

  /** Answer the business time in ms since 1970. */
  now() {
    return Date.now() + this.skew;
  }

  person(id) {
    const { people, bot } = this.workspace;
    if (id === bot.user_id) return { id, name: bot.name.toLowerCase(), real_name: bot.name, is_bot: true, tz: "UTC", locale: "en-US" };
    return people.find((person) => person.id === id);
  }

  personName(id) {
    const person = this.person(id);
    return person ? person.real_name || person.name : id;
  }

  channel(id) {
    return this.workspace.channels.find((channel) => channel.id === id);
  }

  channelName(id) {
    return this.channel(id)?.name;
  }

  /** Answer how to read for one person: their zone and language, and the names that messages point at. */
  reading(personId) {
    const { id, tz, locale } = this.person(personId);
    return {
      reader: { id, tz: tz || "UTC", locale: locale || "en-US" },
      now: () => this.now(),
      isApp: (other) => other === this.workspace.bot.user_id,
      personName: (other) => this.personName(other),
      channelName: (channel) => this.channelName(channel),
      people: () => this.workspace.people,
      channels: () => this.workspace.channels.filter(
        ({ archived, is_private, members }) => !archived && (!is_private || members.includes(id)),
      ),
    };
  }
}
