// The live socket of one person: what they see, kept whole from pushes of what changed, through reconnections.

import { inTeam } from "./room.js";

const PATIENCE = [300, 600, 1_200, 2_500, 5_000];

/** Merge a push into what is known; the first push of a connection is the whole. */
export function merged(known, pushed, whole) {
  if (whole || !known) return pushed;
  const conversations = new Map(known.conversations.map((conversation) => [conversation.id, conversation]));
  for (const conversation of pushed.conversations) conversations.set(conversation.id, conversation);
  const ids = pushed.conversation_ids ?? [...conversations.keys()];
  return { ...pushed, conversations: ids.map((id) => conversations.get(id)).filter(Boolean) };
}

/** Follow a person's view until `stop`. */
export class Live {
  constructor(person, { onView, onRoom, onState }) {
    Object.assign(this, { person, onView, onRoom, onState, tries: 0, view: null });
    this.connect();
  }

  connect() {
    this.whole = true;
    this.socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}${inTeam(`/room/live?as=${encodeURIComponent(this.person)}`)}`);
    this.socket.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => this.retry());
  }

  hear(push) {
    if (this.stopped) return;
    this.tries = 0;
    this.onState(true);
    if (push.type === "room") this.onRoom(push.workspace);
    if (push.type !== "view") return;
    this.view = merged(this.view, push.view, this.whole);
    this.whole = false;
    this.onView(this.view);
  }

  retry() {
    if (this.stopped) return;
    this.onState(false);
    const wait = PATIENCE[Math.min(this.tries, PATIENCE.length - 1)];
    this.tries += 1;
    this.timer = setTimeout(() => this.connect(), wait);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    const { socket } = this;
    // The browser complains in its console of a socket that is closed before it was open.
    if (socket.readyState === WebSocket.CONNECTING) socket.addEventListener("open", () => socket.close());
    else socket.close();
  }
}
