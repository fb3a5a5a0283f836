// The page's line to the room, for every part: say, put, post, on.
//
//   say(message)               now or never; with an id: a promise of the room's answer (rejects with Refusal), else nothing
//   put(sessionId, event)      keeps an event on this device and has the room keep it; promise of the event's id, fulfilled
//                              when it is kept here. `id`, `author` and `person` are filled in where they are missing
//   post(message)              the same for other words that must not get lost (chat, raised hands)
//   on(type, heard)            every message of that type; returns "off". Besides the room's own types:
//                                "events"  {session, events: [stamped…]}   each event once
//                                "queued"  {message}, "saved" {message, seqs}, "not_kept" {message, code, facts}: of the outbox
//                                "over"    {code}: the room has ended this visit
//   events(sessionId)          every event heard of a session until now
//   waiting(sessionId)         events of one's own that the room has not acknowledged yet

import { ClockOffset } from "/page/line/clock_offset.js";
import { Connection } from "/page/line/connection.js";
import { Exchanges } from "/page/line/exchanges.js";
import { newId } from "/page/line/ids.js";
import { Outbox } from "/page/line/outbox.js";
import { store } from "/page/line/store.js";
import { TOO_BIG } from "/page/line/web_socket.js";

const KEPT_CLOCK = "clock";

export class Refusal extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

export class Line {
  #listeners = new Map();
  #asked = new Map();
  #database;
  #api;
  #visit;
  connection = null;
  outbox;
  offset = new ClockOffset();
  #exchanges;

  constructor(database, api, visit) {
    this.#database = database;
    this.#api = api;
    this.#visit = visit;
    this.outbox = new Outbox(database, (change) => this.#outboxChanged(change));
    this.#exchanges = new Exchanges(this.offset, {
      say: (message) => this.connection?.say(message),
      told: () => this.#clockTold(),
      silent: () => this.connection?.redial(),
    });
  }

  /** Begin as the person of this visit. */
  async start() {
    await this.#restoreClock();
    await this.outbox.load(this.#visit.who.person);
    store.change("connection", { kept: this.#database.isLasting ? "disk" : "memory" });
    this.connection = new Connection(this.#api, this.#visit, this.#hooks());
    this.connection.start();
  }

  stop() {
    this.connection?.stop();
    this.#exchanges.stop();
    this.outbox.disconnected();
  }

  on(type, heard) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
    this.#listeners.get(type).add(heard);
    return () => this.#listeners.get(type).delete(heard);
  }

  say(message) {
    const isSaid = this.connection?.say(message) ?? false;
    if (message.id === undefined) return undefined;
    return new Promise((resolve, reject) => {
      if (isSaid) this.#asked.set(message.id, { resolve, reject });
      else reject(new Refusal("not_connected"));
    });
  }

  async put(session, event) {
    const { person, name } = this.#visit.who;
    const whole = { author: name, ...event, id: event.id ?? newId() };
    if (event.type === "tag.put" && whole.person === undefined) whole.person = person;
    await this.post({ type: "put", session, event: whole });
    return whole.id;
  }

  post(message) {
    return this.outbox.add({ ...message, id: message.id ?? newId() });
  }

  events(session) {
    return this.connection?.order.events(session) ?? [];
  }

  waiting(session) {
    const puts = this.outbox.queued.map((entry) => entry.message).filter((message) => message.type === "put");
    return puts.filter((message) => message.session === session).map((message) => message.event);
  }

  /** A single-use ticket for a further line to the room, of kind "media". */
  ticket(kind) {
    return this.#visit.ticket(kind);
  }

  /** An answer of the room, its body still unread; see `Api.open`. */
  open(path, options) {
    return this.#api.open(path, options);
  }

  /** The page is looked at again, or the network is said to be back. */
  wake() {
    this.connection?.hurry();
    this.#exchanges.again();
  }

  #hooks() {
    return {
      state: (state, mode) => store.change("connection", { state, mode }),
      welcomed: (carrier) => {
        this.#exchanges.start();
        this.outbox.connected(carrier);
      },
      lost: (code) => this.#lost(code),
      free: () => this.outbox.resume(),
      heard: (message, atMs) => this.#heard(message, atMs),
      over: (code) => this.#tell({ type: "over", code }),
    };
  }

  #lost(code) {
    if (code === TOO_BIG) this.outbox.broken("message_broken");
    this.#exchanges.stop();
    this.outbox.disconnected();
    for (const { reject } of this.#asked.values()) reject(new Refusal("connection_lost"));
    this.#asked.clear();
  }

  #heard(message, atMs) {
    if (message.type === "pong" && this.#exchanges.heard(message, atMs)) return;
    if (["ack", "refused", "pong"].includes(message.type)) this.#answered(message);
    this.#tell(message);
  }

  #answered(message) {
    if (this.outbox.heard(message)) return;
    const asked = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (message.type !== "refused") asked?.resolve(message);
    else if (asked) asked.reject(new Refusal(message.code, message.facts));
    else this.#refusedNothing(message);
  }

  /** A refusal that answers nothing: of a note that has no id, or of something that could not be read. */
  #refusedNothing({ code, facts }) {
    console.warn("the room refused", code, facts);
    if (code !== "message_broken") return;
    this.outbox.broken(code);
    this.connection.redial();
  }

  #tell(message) {
    for (const heard of [...(this.#listeners.get(message.type) ?? [])]) heard(message);
  }

  #outboxChanged({ kind, entry, seqs }) {
    const refused = this.outbox.refused.map((one) => ({ id: one.id, message: one.message, ...one.refusal }));
    const { queued } = this.outbox;
    store.change("connection", { queued: queued.length, saved: this.outbox.saved, refused, isFull: this.outbox.isFull });
    if (entry !== undefined) this.#tell({ type: kind === "refused" ? "not_kept" : kind, message: entry.message, seqs, ...entry.refusal });
  }

  async #restoreClock() {
    const kept = await this.#database.get("kept", KEPT_CLOCK);
    if (kept) this.offset.restore(kept);
  }

  #clockTold() {
    store.put("clock", this.offset.at(performance.now()));
    const kept = this.offset.keepable();
    if (kept) this.#database.put("kept", kept, KEPT_CLOCK).catch((error) => console.info("the clock is not kept", error));
  }
}

/** The page's one line; made by main.js before any part is loaded. */
let line = null;

export function useLine(one) {
  line = one;
}

export const say = (message) => line.say(message);
export const put = (session, event) => line.put(session, event);
export const post = (message) => line.post(message);
export const on = (type, heard) => line.on(type, heard);
export const events = (session) => line.events(session);
export const waiting = (session) => line.waiting(session);
export const theLine = () => line;
