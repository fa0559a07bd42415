// Where WebSockets do not work (the proxies of many town halls block them), the page asks over HTTP every few
// seconds. Positions and frames are the same.
import { CONNECTION, NOW, tell } from "./events.js";

const EVERY = 3_000; // ms, and up to a second more, so that the pages of a hall do not all ask at once
const PATIENCE = 10_000; // ms for one answer

/**
 * The object that follows the room: `Live`, whose module imports this one.
 * @typedef {object} Follower
 * @property {number} position
 * @property {string | undefined} audience
 * @property {(frame: Frame) => void} show
 * @property {(reason: "removed" | "gone") => void} leave
 * @property {() => void} reconnectNow
 */

export class Asking {
  /**
   * @param {string} address
   * @param {Follower} live
   */
  constructor(address, live) {
    this.address = address;
    this.live = live;
    this.running = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.unanswered = false;
  }

  start() {
    if (this.running) return;
    this.running = true;
    this.unanswered = false;
    this.ask();
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
  }

  async ask() {
    try {
      const query = `since=${this.live.position}&audience=${this.live.audience}`;
      const signal = AbortSignal.timeout?.(PATIENCE);
      const answer = await fetch(`${this.address}?${query}`, { signal });
      if (this.running) await this.take(answer);
    } catch {
      if (this.running) this.tellUnanswered();
    }
    if (this.running) this.timer = setTimeout(() => this.ask(), EVERY + Math.random() * 1_000);
  }

  /** @param {Response} answer */
  async take(answer) {
    if (answer.status === 403) return this.live.leave("removed");
    if (answer.status === 404) return this.live.leave("gone");
    if (!answer.ok) return this.tellUnanswered();
    tell(CONNECTION, { state: "asking" });
    const now = Number(answer.headers.get("X-Server-Now"));
    if (now) tell(NOW, { now });
    if (answer.status === 200) this.live.show(await answer.json());
    // The whole server was away, not only its sockets. Now that it answers, sockets may work again.
    if (this.unanswered) this.live.reconnectNow();
    this.unanswered = false;
  }

  tellUnanswered() {
    this.unanswered = true;
    tell(CONNECTION, { state: "offline" });
  }
}
