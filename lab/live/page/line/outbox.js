// What this person said and the room has not acknowledged. Kept on the device before it is sent, sent in order, removed
// only when it is acknowledged, sent again after every reconnect and reload. What the room refuses stays, with the reason.

import { newId } from "/page/line/ids.js";
import { Pace } from "/page/line/pace.js";

/** More than this waits nowhere: then the person is asked to save it as a file. */
export const MOST = 5_000;

/** Refusals that pass: the same is sent again later. */
const PASSING = new Set(["too_fast", "wait", "not_welcomed", "no_hello"]);
const AGAIN_MS = 2_000;

const MOST_AT_ONCE = 16;

export class OutboxFull extends Error {}

export class Outbox {
  #database;
  #pace;
  #changed;
  #person = null;
  #entries = [];
  #foreign = [];
  #sent = new Set();
  #writing = Promise.resolve();
  #carrier = null;
  #timer = null;
  #careful = false;
  saved = 0;

  /** `changed`: called after every change, with what happened: {kind: "queued" | "saved" | "refused", entry, …}. */
  constructor(database, changed, pace = new Pace()) {
    this.#database = database;
    this.#changed = changed;
    this.#pace = pace;
  }

  /** Read what earlier visits left behind for this person; what others left on this device is kept apart. */
  async load(person) {
    await this.#writing;
    const all = await this.#database.all("outbox");
    this.#person = person;
    this.#entries = all.filter((entry) => entry.person === person);
    this.#foreign = all.filter((entry) => entry.person !== person);
    this.#sent.clear();
    for (const entry of this.#entries) {
      this.#changed({ kind: entry.refusal ? "refused" : "queued", entry });
    }
  }

  get queued() {
    return this.#entries.filter((entry) => !entry.refusal);
  }

  get refused() {
    return this.#entries.filter((entry) => entry.refusal);
  }

  /** What other persons on this device never got through. */
  get foreign() {
    return this.#foreign;
  }

  get isFull() {
    return this.#entries.length >= MOST;
  }

  /** Keep a message, then send it. Resolves with its id when it is kept; rejects with OutboxFull. */
  add(message) {
    const entry = { id: message.id ?? newId(), person: this.#person, at: Date.now() };
    entry.message = { ...message, id: entry.id };
    const kept = this.#writing.then(async () => {
      if (this.isFull) throw new OutboxFull();
      entry.n = await this.#database.put("outbox", entry);
      this.#entries.push(entry);
      this.#changed({ kind: "queued", entry });
      this.#pump();
      return entry.id;
    });
    // One after the other: what was said first is written first, and so goes first.
    this.#writing = kept.catch((error) => console.warn("not kept", error));
    return kept;
  }

  /** The room listens. The carrier says how many of these messages it takes at once (`takes`), and sends them (`send`). */
  connected(carrier) {
    this.#carrier = carrier;
    this.#sent.clear();
    this.#pump();
  }

  disconnected() {
    this.#carrier = null;
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** More can be sent now. */
  resume() {
    this.#pump();
  }

  /** Take an answer of the room; false if it answers nothing of this. */
  heard(answer) {
    const entry = this.#entries.find((one) => one.id === answer.id);
    if (entry === undefined) return false;
    if (answer.type === "ack") this.#settle(entry, answer);
    else if (answer.fault === "world" || PASSING.has(answer.code)) this.#again(entry);
    else this.#refuse(entry, answer);
    return true;
  }

  /**
   * The room could not read one of the messages, and cannot say which. Dial again after this: then they go one by one, and
   * the one that breaks it is refused, so that it holds up nobody else.
   */
  broken(code) {
    const [going] = this.#sent;
    const entry = this.#entries.find((one) => one.id === going);
    if (this.#careful && this.#sent.size === 1 && entry !== undefined) this.#refuse(entry, { code });
    this.#careful = true;
  }

  /** Throw away what was refused (the person has seen why). */
  async discard(id) {
    const entry = this.#entries.find((one) => one.id === id && one.refusal);
    if (entry !== undefined) await this.#drop(entry, "discarded");
  }

  /** Forget what others left on this device (they have it as a file). */
  async discardForeign() {
    const gone = this.#foreign;
    this.#foreign = [];
    for (const entry of gone) await this.#database.remove("outbox", entry.n);
    this.#changed({ kind: "discarded" });
  }

  #settle(entry, answer) {
    this.saved += 1;
    this.#drop(entry, "saved", { seqs: answer.seqs ?? [] });
  }

  #drop(entry, kind, more = {}) {
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#sent.delete(entry.id);
    if (this.queued.length === 0) this.#careful = false;
    this.#changed({ kind, entry, ...more });
    if (this.#careful) this.#pump();
    // If the page dies before this is done, the message goes once more, and the room knows its id.
    return this.#database.remove("outbox", entry.n).catch((error) => console.warn("not removed", error));
  }

  #refuse(entry, answer) {
    entry.refusal = { code: answer.code, facts: answer.facts ?? {} };
    this.#sent.delete(entry.id);
    this.#database.put("outbox", entry).catch((error) => console.warn("the refusal is not kept", error));
    this.#changed({ kind: "refused", entry });
  }

  #again(entry) {
    this.#sent.delete(entry.id);
    this.#later(AGAIN_MS);
  }

  #later(waitMs) {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#pump();
    }, waitMs);
  }

  #pump() {
    while (this.#carrier !== null && this.#timer === null) {
      const next = this.queued.filter((entry) => !this.#sent.has(entry.id));
      if (next.length === 0 || (this.#careful && this.#sent.size > 0)) return;
      const batch = this.#carrier.takes(next.slice(0, this.#careful ? 1 : MOST_AT_ONCE).map((entry) => entry.message));
      if (batch === 0) return;
      const waitMs = this.#pace.wait(batch);
      if (waitMs > 0) {
        this.#later(waitMs);
        return;
      }
      const going = next.slice(0, batch);
      for (const entry of going) this.#sent.add(entry.id);
      this.#carrier.send(going.map((entry) => entry.message));
    }
  }
}
