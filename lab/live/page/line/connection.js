// The one connection to the room, mended for ever: by socket, and where sockets are refused by stream. It says hello, keeps
// order, asks for what it missed, and hands on each message once.

import { ApiError } from "/page/line/api.js";
import { FallbackCarrier } from "/page/line/fallback.js";
import { FeedOrder } from "/page/line/feed_order.js";
import { newId } from "/page/line/ids.js";
import { backOff } from "/page/line/pace.js";
import { SocketCarrier } from "/page/line/web_socket.js";

/** So often in a row a socket must be refused before the stream is taken. */
const REFUSALS = 2;
const SOCKET_AGAIN_MS = 60_000;
const MOST_AGAIN_MS = 600_000;
const TOO_FAST_MS = 1_500;

/** Closing codes after which nobody dials again. */
const FINAL = { 4401: "token_unknown", 4403: "removed", 4409: "open_elsewhere" };
/** The lobby is over: this person comes again at once, as somebody who was let in. */
const LET_IN = 4410;
const TOO_FAST = 4429;

/** What the front desk says for good. */
const OVER = new Set(["removed", "left", "expired", "token_unknown", "open_elsewhere"]);

export class Connection {
  order = new FeedOrder();
  #api;
  #visit;
  #hooks;
  #line = null;
  #welcomed = false;
  #tries = 0;
  #refusals = 0;
  #againMs = SOCKET_AGAIN_MS;
  #timer = null;
  #running = false;
  #asked = new Map();

  /**
   * hooks: `state(state, mode)` on every change; `welcomed(carrier)`, `lost(code)`, `free()`; `heard(message, atMs)` for every
   * message, events already in order as {type: "events", session, events}; `over(code)` when it ended for good.
   */
  constructor(api, visit, hooks) {
    this.#api = api;
    this.#visit = visit;
    this.#hooks = hooks;
  }

  start() {
    this.#running = true;
    this.#dial();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.redial();
  }

  /** Do not wait any longer: the network is said to be back, or somebody pressed the button. */
  hurry() {
    if (this.#running && this.#line === null && this.#timer !== null) {
      this.#tries = 0;
      this.#dial();
    }
  }

  /** Hang up and dial again: the room is silent. */
  redial() {
    this.#line?.carrier.close();
  }

  /** Say something now; lost if nobody is there. */
  say(message) {
    if (this.#welcomed) this.#line.carrier.send([message]);
    return this.#welcomed;
  }

  async #dial() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#hooks.state("connecting", null);
    try {
      const ticket = await this.#visit.ticket("events");
      if (!this.#running) return;
      if (this.#refusals >= REFUSALS) this.#stream();
      else this.#socket(ticket);
    } catch (error) {
      this.#refused(error);
    }
  }

  #socket(ticket) {
    const line = {};
    line.carrier = new SocketCarrier(ticket, this.#ears(line));
    this.#line = line;
  }

  #stream() {
    const line = {};
    line.carrier = new FallbackCarrier(this.#api, this.#hello(), this.#visit.tab, { ...this.#ears(line), free: () => this.#hooks.free() });
    this.#line = line;
    this.#timer = setTimeout(() => this.#probe(line), this.#againMs);
  }

  /** Try a socket beside the stream, and take it only when it stands. */
  async #probe(stream) {
    this.#againMs = Math.min(MOST_AGAIN_MS, 2 * this.#againMs);
    this.#timer = setTimeout(() => this.#probe(stream), this.#againMs);
    const ticket = await this.#visit.ticket("events").catch(noTicket);
    if (ticket === null || this.#line !== stream) return;
    const line = {};
    const ears = this.#ears(line);
    const opened = () => {
      if (this.#line !== stream) return;
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#line = line;
      this.#unwelcome();
      stream.carrier.close();
      ears.opened();
    };
    line.carrier = new SocketCarrier(ticket, { ...ears, opened });
  }

  /** What one line hears counts only while it is the line. */
  #ears(line) {
    return {
      opened: () => line.carrier.send([this.#hello()]),
      heard: (message, atMs) => {
        if (this.#line === line) this.#hear(message, atMs);
      },
      ended: (ended) => {
        if (this.#line === line) this.#lost(ended);
      },
    };
  }

  #hello() {
    return { type: "hello", version: 1, client: "page", name: this.#visit.who.name, since: this.order.known };
  }

  #hear(message, atMs) {
    switch (message.type) {
      case "welcome":
        this.#welcome(message);
        break;
      case "event":
      case "feed":
        this.#handOn(message.session, this.order.take(message));
        return;
      case "sessions":
        this.#hooks.heard(message, atMs);
        for (const missed of this.order.missing(message.sessions)) this.#askFor(missed);
        return;
      case "pong":
        if (this.#asked.has(message.id)) {
          this.#answered(message.id);
          return;
        }
        break;
      default:
    }
    this.#hooks.heard(message, atMs);
  }

  #welcome(message) {
    this.#tries = 0;
    if (this.#line.carrier.mode === "socket") {
      this.#refusals = 0;
      this.#againMs = SOCKET_AGAIN_MS;
    }
    this.#welcomed = true;
    this.#asked.clear();
    this.order.welcomed(message.sessions);
    this.#hooks.state("online", this.#line.carrier.mode);
    this.#hooks.heard(message, performance.now());
    this.#hooks.welcomed(this.#line.carrier);
  }

  #handOn(session, events) {
    if (events.length > 0) this.#hooks.heard({ type: "events", session, events }, performance.now());
  }

  // The room may have nothing to show of what is asked for, and then says nothing: the pong tells that it has answered.
  #askFor(missed) {
    const id = newId();
    this.#asked.set(id, missed.session);
    this.say({ type: "since", ...missed });
    this.say({ type: "ping", id });
  }

  #answered(id) {
    const session = this.#asked.get(id);
    this.#asked.delete(id);
    this.#handOn(session, this.order.answered(session));
  }

  #unwelcome(code) {
    if (this.#welcomed) this.#hooks.lost(code);
    this.#welcomed = false;
  }

  #lost(ended) {
    this.#unwelcome(ended.code);
    this.#line = null;
    clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#running) return;
    if (ended.code in FINAL) {
      this.#over(FINAL[ended.code]);
      return;
    }
    // The room gave a ticket over HTTP a moment ago, so it is the socket that does not get through.
    if (!ended.opened) this.#refusals += 1;
    if (ended.code === LET_IN || (!ended.opened && this.#refusals === REFUSALS)) this.#dial();
    else this.#wait(ended.code === TOO_FAST ? TOO_FAST_MS : 0);
  }

  #refused(error) {
    if (!this.#running) return;
    if (!(error instanceof ApiError)) console.error("dialling failed", error);
    this.#refusals = 0;
    if (OVER.has(error.code)) this.#over(error.code);
    else if (error.status === 401) this.#over("token_unknown");
    else this.#wait(1000 * Math.min(30, Number(error.facts?.seconds ?? 0)));
  }

  #over(code) {
    this.#running = false;
    this.#hooks.state("ended", null);
    this.#hooks.over(code);
  }

  #wait(atLeastMs) {
    this.#hooks.state("offline", null);
    this.#timer = setTimeout(() => this.#dial(), Math.max(atLeastMs, backOff(this.#tries)));
    this.#tries += 1;
  }
}

/** The room gives none just now: the stream goes on. */
function noTicket(error) {
  if (!(error instanceof ApiError)) throw error;
  return null;
}
