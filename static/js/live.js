// How a live page follows its room. It keeps its position in the room's journal: `position` is the
// number up to which this page shows everything. Frames lead forward; heartbeats tell the head.
import { Asking } from "./asking.js";
import { CONNECTION, NOW, tell, YOURS } from "./events.js";
import { showGoodbye } from "./goodbye.js";
import { applyFrame, holdsBoard } from "./swap.js";

const SILENCE = 15_000; // ms without a message (heartbeats come every 10 s): after that the network counts as half-open
const FIRST_RETRY = 1_000; // ms, and twice as long after each failure,
const SLOWEST_RETRY = 20_000; // up to this
const OFFLINE_AFTER = 2; // failed attempts before « hors ligne »
const ASK_AFTER = 2; // attempts that never opened before asking over HTTP instead
const BLOCKED_AFTER = 5; // attempts that never opened: a proxy must then block sockets, the server is not just away
const SOCKET_SOON = 10_000; // ms between two tries of the socket while the page asks over HTTP, before that
const SOCKET_AGAIN = 60_000; // ms, from then on
const ACKNOWLEDGE_FROM = 32_000; // characters shown since the last acknowledgement; heartbeats acknowledge the rest
const ACKNOWLEDGE_EVERY = 1_000; // ms, at most
const SILENT = 0; // no server sends this code: the page left a connection on which nothing came
const COME_BACK = [4012, 1012]; // the process stops, and all its pages get this code at once (uvicorn says 1012)
const NOT_YOURS = 4403;
const UNKNOWN = 4404;

export class Live {
  /** @param {HTMLElement} room */
  constructor(room) {
    this.address = room.dataset.socket;
    this.audience = room.dataset.audience;
    this.position = Number(room.dataset.seq);
    this.failures = 0;
    this.neverOpened = 0;
    this.heardAt = 0;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.retry = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.acknowledgement = undefined;
    this.shown = Math.random() * ACKNOWLEDGE_FROM; // otherwise all pages of a hall would acknowledge at once
    this.asking = new Asking(room.dataset.news ?? "", this);
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

  /**
   * @param {WebSocket} socket
   * @param {Frame | Heartbeat | Yours} message
   */
  hear(socket, message) {
    if (socket !== this.socket) return;
    this.heardAt = Date.now();
    this.failures = this.neverOpened = 0;
    this.asking.stop();
    tell(CONNECTION, { state: "connected" });
    if ("html" in message) this.show(message);
    else if ("mine" in message) tell(YOURS, { version: message.mine });
    else this.answerHeartbeat(message);
  }

  /**
   * A whole board replaces everything, so it is right even when its number is lower (a restored server).
   * @param {Frame} frame
   */
  show({ seq, html }) {
    if (seq <= this.position && !holdsBoard(html)) return;
    applyFrame(html);
    this.position = seq;
    this.shown += html.length;
    if (this.shown < ACKNOWLEDGE_FROM) return;
    this.shown %= ACKNOWLEDGE_FROM;
    this.acknowledgement ??= setTimeout(() => this.acknowledge(), ACKNOWLEDGE_EVERY);
  }

  /** @param {Heartbeat} heartbeat */
  answerHeartbeat({ head, now }) {
    if (now) tell(NOW, { now });
    if (head > this.position) this.say({ pull: this.position });
    else this.acknowledge();
  }

  acknowledge() {
    clearTimeout(this.acknowledgement);
    this.acknowledgement = undefined;
    this.say({ seen: this.position });
  }

  /** @param {{pull: number} | {seen: number}} message */
  say(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /**
   * @param {WebSocket} socket
   * @param {number} code
   */
  lost(socket, code) {
    if (socket !== this.socket) return;
    this.socket = null;
    if (code === NOT_YOURS) return this.leave("removed");
    if (code === UNKNOWN) return this.leave("gone");
    this.failures += 1;
    this.neverOpened += 1;
    if (this.asking.running || this.neverOpened > ASK_AFTER) this.asking.start();
    else this.tellLost();
    this.retry = setTimeout(() => this.connect(), this.pause(code));
  }

  tellLost() {
    const offline = !navigator.onLine || this.failures > OFFLINE_AFTER;
    tell(CONNECTION, { state: offline ? "offline" : "connecting" });
  }

  /**
   * Delays are random, so that the pages of a hall do not all come back in the same second. The first try after a
   * lost connection is quick, because most often only the network of this phone failed.
   * @param {number} code
   */
  pause(code) {
    if (this.asking.running) return this.neverOpened < BLOCKED_AFTER ? SOCKET_SOON : SOCKET_AGAIN;
    // A try on a silent connection lasts as long as `SILENCE`. Tries that follow it closely are no stampede,
    // and a try is on its way when the server wakes up.
    if (code === SILENT) return FIRST_RETRY * (1 + Math.random());
    if (COME_BACK.includes(code)) return Math.random() * SLOWEST_RETRY;
    if (this.failures === 1) return FIRST_RETRY * (0.5 + Math.random());
    return Math.random() * Math.min(FIRST_RETRY * 2 ** (this.failures + 2), SLOWEST_RETRY);
  }

  /**
   * The seat was taken away, the session is gone, or this page may no longer watch.
   * @param {"removed" | "gone"} reason
   */
  leave(reason) {
    this.asking.stop();
    clearTimeout(this.retry);
    this.left = true;
    showGoodbye(reason);
  }

  // Leaves a dead socket without waiting for its close, which a half-open network never brings.
  drop() {
    const socket = this.socket;
    this.failures = Math.max(this.failures, OFFLINE_AFTER);
    if (!socket) return this.tellLost();
    this.lost(socket, SILENT);
    socket.close();
  }

  watch() {
    if (this.socket && Date.now() - this.heardAt > SILENCE) this.drop();
  }

  wake() {
    if (document.hidden || this.left) return;
    if (this.socket?.readyState === WebSocket.OPEN) this.say({ pull: this.position });
    else this.reconnectNow();
  }

  reconnectNow() {
    if (this.socket || this.left) return;
    if (!this.asking.running) tell(CONNECTION, { state: "connecting" });
    this.connect();
  }
}
