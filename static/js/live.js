// The socket of a live page. It keeps the page's position in the room's journal: `position` is the
// number up to which this page shows everything. Frames lead forward; heartbeats tell the head.
import { CONNECTION, tell } from "./events.js";
import { applyFrame, holdsBoard } from "./swap.js";
import { showGoodbye } from "./goodbye.js";

const SILENCE = 15_000; // ms without a word (heartbeats come every 10 s): the network is half-open
const SLOWEST_RETRY = 15_000; // ms
const OFFLINE_AFTER = 2; // failed attempts before « hors ligne »
const ACKNOWLEDGE_EVERY = 1_000; // ms
const NOT_YOURS = 4403;
const UNKNOWN = 4404;

export class Live {
  constructor(room) {
    this.address = room.dataset.socket;
    this.audience = room.dataset.audience;
    this.position = Number(room.dataset.seq);
    this.failures = 0;
    this.heardAt = 0;
    this.socket = null;
    this.retry = null;
    this.acknowledgement = null;
  }

  start() {
    this.connect();
    setInterval(() => this.watch(), 1_000);
    window.addEventListener("online", () => this.reconnectNow());
    window.addEventListener("offline", () => this.drop());
    document.addEventListener("visibilitychange", () => this.wake());
    window.addEventListener("pageshow", (event) => event.persisted && this.wake());
  }

  connect() {
    clearTimeout(this.retry);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = `since=${this.position}&audience=${this.audience}`;
    const socket = new WebSocket(`${scheme}://${location.host}${this.address}?${query}`);
    this.socket = socket;
    this.heardAt = Date.now();
    socket.addEventListener("message", (event) => this.hear(socket, JSON.parse(event.data)));
    socket.addEventListener("close", (event) => this.lost(socket, event.code));
  }

  hear(socket, message) {
    if (socket !== this.socket) return;
    this.heardAt = Date.now();
    this.failures = 0;
    tell(CONNECTION, { state: "connected" });
    if ("html" in message) this.show(message);
    else if (message.head > this.position) this.pull();
  }

  // A whole board replaces everything, so it is right even when its number is lower (a restored server).
  show({ seq, html }) {
    if (seq <= this.position && !holdsBoard(html)) return;
    applyFrame(html);
    this.position = seq;
    this.acknowledgement ??= setTimeout(() => this.acknowledge(), ACKNOWLEDGE_EVERY);
  }

  acknowledge() {
    this.acknowledgement = null;
    this.say({ seen: this.position });
  }

  pull() {
    this.say({ pull: this.position });
  }

  say(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  lost(socket, code) {
    if (socket !== this.socket) return;
    this.socket = null;
    if (code === NOT_YOURS || code === UNKNOWN) return showGoodbye();
    this.failures += 1;
    const offline = !navigator.onLine || this.failures > OFFLINE_AFTER;
    tell(CONNECTION, { state: offline ? "offline" : "connecting" });
    // Spread out, so that a whole hall does not come back in the same second.
    const pause = Math.min(500 * 2 ** this.failures, SLOWEST_RETRY) * (0.5 + Math.random());
    this.retry = setTimeout(() => this.connect(), pause);
  }

  // Leaves a dead socket without waiting for its close, which a half-open network never brings.
  drop() {
    const socket = this.socket;
    if (!socket) return tell(CONNECTION, { state: "offline" });
    this.failures = OFFLINE_AFTER;
    this.lost(socket, 0);
    socket.close();
  }

  watch() {
    if (this.socket && Date.now() - this.heardAt > SILENCE) this.drop();
  }

  wake() {
    if (document.hidden) return;
    if (this.socket?.readyState === WebSocket.OPEN) this.pull();
    else this.reconnectNow();
  }

  reconnectNow() {
    if (this.socket) return;
    tell(CONNECTION, { state: "connecting" });
    this.connect();
  }
}
