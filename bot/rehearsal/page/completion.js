// What the composer offers while one types: commands after a slash, people after @, channels after #.

const OWN_COMMANDS = [
  { command: "/invite", usage_hint: "@Cortado", description: "Add the app to this channel" },
  { command: "/leave", usage_hint: "", description: "Leave this channel" },
  { command: "/status", usage_hint: "[:emoji:] [text] or clear", description: "Say what you are at, such as on vacation" },
];

/** List the commands that can be typed here, the app's first. */
export function commandsOf(workspace) {
  const names = new Set(workspace.commands.map(({ command }) => command));
  return [...workspace.commands, ...OWN_COMMANDS.filter(({ command }) => !names.has(command))];
}

function commandOffers(token, workspace) {
  return commandsOf(workspace).filter(({ command }) => command.startsWith(token.toLowerCase()))
    .map(({ command, usage_hint: usage, description }) => ({ insert: command, label: command, usage: usage ?? "", note: description ?? "" }));
}

const starts = (token, ...names) => names.some((name) => name?.toLowerCase().split(/\s+/).concat(name.toLowerCase()).some((word) => word.startsWith(token.toLowerCase())));

function peopleOffers(token, { people, bot }) {
  const everyone = [...people, { name: bot.name, real_name: bot.name, is_app: true }];
  return everyone.filter((person) => starts(token, person.name, person.real_name)).slice(0, 8)
    .map(({ name, real_name: real, is_app: isApp }) => ({ insert: `@${name}`, label: real || name, usage: `@${name}`, note: isApp ? "app" : "" }));
}

function channelOffers(token, { channels }) {
  return channels.filter(({ name, archived }) => !archived && starts(token, name)).slice(0, 8)
    .map(({ name, is_private: hidden }) => ({ insert: `#${name}`, label: `#${name}`, usage: "", note: hidden ? "private" : "" }));
}

/** Answer what fits at the caret: {from, token, offers}, or null. */
export function offersAt(text, caret, workspace) {
  const typed = text.slice(0, caret);
  if (/^\/\S*$/.test(typed)) return { from: 0, token: typed, offers: commandOffers(typed, workspace) };
  const found = /(?:^|[\s("])([@#])([\p{L}\p{N}._-]*)$/u.exec(typed);
  if (!found) return null;
  const [, mark, name] = found;
  const offers = mark === "@" ? peopleOffers(name, workspace) : channelOffers(name, workspace);
  return { from: caret - name.length - 1, token: mark + name, offers };
}

// A hint gives its ways in brackets, `[topic Flaky tests | why] [help]`, or with bars between them.
const waysOf = (hint) => hint.match(/(?<=\[)[^\]]+/g) ?? hint.split(/\s+\|\s+/);

/** Answer the usage of the command that a text begins with: all of it, then that of the way which is being typed; "" where none is known. */
export function usageOf(text, workspace) {
  const [, name, rest] = /^(\/\S+)\s+(.*)$/s.exec(text) ?? [];
  const hint = commandsOf(workspace).find(({ command }) => command === name)?.usage_hint;
  if (!hint) return "";
  const [, word, after] = /^(\S*)(.*)$/s.exec(rest.toLowerCase());
  if (!word) return `${name} ${hint}`;
  const begins = (way) => (after ? way.toLowerCase().split(/\s/)[0] === word : way.toLowerCase().startsWith(word));
  return waysOf(hint).filter(begins).map((way) => `${name} ${way}`).join("  ·  ");
}
