// When the clocks are compared: eight times at once after every (re)connection and when the page is looked at again, then
// twice every ten seconds. The exchanges are also the page's way to notice that the room is silent.

import { newId } from "/page/line/ids.js";

const BURST = 8;
const USUAL = 2;
const EVERY_MS = 10_000;
const SILENT_MS = 6_000;
const REPORTED_AT_ONCE = 12;
/** Time of day and this clock went apart by so much while an exchange was under way: one of them stood still, or was set. */
const APART_MS = 50;

export class Exchanges {
  #offset;
  #say;
  #told;
  #silent;
  #asked = new Map();
  #left = 0;
  #samples = [];
  #hurry = false;
  #timer = null;
  #watch = null;

  /** `say(message)`; `told()` after every exchange; `silent()` when one was not answered. */
  constructor(offset, { say, told, silent }) {
    this.#offset = offset;
    this.#say = say;
    this.#told = told;
    this.#silent = silent;
  }

  start() {
    this.stop();
    this.#burst(BURST, true);
    this.#timer = setInterval(() => this.#burst(USUAL, false), EVERY_MS);
  }

  stop() {
    clearInterval(this.#timer);
    clearTimeout(this.#watch);
    this.#timer = this.#watch = null;
    this.#asked.clear();
    this.#left = 0;
  }

  /** The page is looked at again: its clock may have stood still. */
  again() {
    if (this.#timer !== null) this.#burst(BURST, true);
  }

  /** Take a pong; false if nobody here asked. */
  heard(pong, atMs) {
    const sent = this.#asked.get(pong.id);
    if (sent === undefined) return false;
    const apartMs = Math.abs(Date.now() - sent.wallMs - (performance.now() - sent.ms));
    this.#asked.delete(pong.id);
    if (this.#asked.size === 0) clearTimeout(this.#watch);
    const { t2_us = pong.now_us, t3_us = pong.now_us } = pong;
    const exchange = { t1_ms: sent.ms, t2_us: t2_us ?? pong.now_us, t3_us: t3_us ?? pong.now_us, t4_ms: Math.max(sent.ms, atMs) };
    if (apartMs <= APART_MS) this.#take(exchange);
    this.#left -= 1;
    if (this.#left > 0) this.#ask();
    return true;
  }

  #burst(count, hurry) {
    this.#hurry = this.#hurry || hurry;
    const resting = this.#left <= 0;
    this.#left = Math.max(this.#left, count);
    if (resting) this.#ask();
  }

  // One after the other: each would only wait behind the one before.
  #ask() {
    const id = newId();
    const t1_ms = performance.now();
    this.#asked.set(id, { ms: t1_ms, wallMs: Date.now() });
    this.#say({ type: "ping", id, t1_ms });
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#silent(), SILENT_MS);
  }

  #take(exchange) {
    this.#offset.take(exchange);
    this.#samples.push(exchange);
    const isDone = this.#hurry ? this.#left <= 1 : this.#samples.length >= REPORTED_AT_ONCE;
    if (isDone) {
      this.#say({ type: "clock_samples", samples: this.#samples.splice(0, REPORTED_AT_ONCE) });
      this.#hurry = false;
    }
    this.#told();
  }
}
