// Which way the picture comes: the best one that works here. A way that fails twice without bringing anything is left
// for the next one; a while later the best is tried again.

import { WayEnded } from "/page/watch/socket_stream.js";

const TRIES = 2;
const CLIMB_AFTER_MS = 120_000;
const SILENT_MS = 6000;
const WAIT_MS = { least: 250, most: 5000 };

/** How long to wait before try number `failed` (from 1): any time up to a bound that doubles, so that not all come at once. */
export function waitMs(failed, chance = Math.random()) {
  return WAIT_MS.least / 2 + chance * Math.min(WAIT_MS.most, WAIT_MS.least * 2 ** (failed - 1));
}

export class Ladder {
  #ways;
  #on;
  #rung = 0;
  #failed = 0;
  #lost = 0;
  #leftAt = 0;
  #stop = new AbortController();
  #current = null;

  /**
   * `ways`: [{mode, run({signal, opened, brought})}], best first; `opened()` is called once the room has answered,
   * `brought()` for all that comes.
   * `on`: {begin(mode), lost(error), final(error), expected(), reachable()}; `expected()` tells whether pictures should
   * come now, `reachable()` resolves to whether the room answers at all.
   */
  constructor(ways, on) {
    this.#ways = ways;
    this.#on = on;
  }

  get mode() {
    return this.#ways[this.#rung].mode;
  }

  /** Try until `stop()`, or until the room wants this person here no longer. */
  async run() {
    while (!this.#stop.signal.aborted) {
      const error = await this.#tryOnce();
      if (this.#stop.signal.aborted) return;
      if (error?.final) return this.#on.final(error);
      this.#on.lost(error);
      await this.#rest();
    }
  }

  /** Go this one way from now on: what the others bring cannot be shown here. */
  only(mode) {
    this.#ways = this.#ways.filter((way) => way.mode === mode);
    this.#rung = this.#failed = 0;
    this.#current?.abort();
  }

  /** Begin the present way anew. */
  again(reason) {
    this.#current?.abort(reason);
  }

  stop() {
    this.#stop.abort();
    this.#current?.abort();
  }

  async #tryOnce() {
    this.#climb();
    const way = this.#ways[this.#rung];
    const now = new AbortController();
    this.#current = now;
    let last = performance.now();
    let came = false;
    const brought = () => {
      last = performance.now();
      came = true;
      this.#failed = this.#lost = 0;
    };
    const opened = () => {
      if (!this.#on.expected()) brought();
    };
    const watch = setInterval(() => {
      if (this.#on.expected() && performance.now() - last > SILENT_MS) now.abort(new WayEnded("silent"));
    }, 1000);
    let error = null;
    try {
      this.#on.begin(this.mode);
      await way.run({ signal: now.signal, opened, brought });
    } catch (failed) {
      if (!(failed instanceof WayEnded)) throw failed;
      error = failed;
    } finally {
      clearInterval(watch);
      now.abort();
    }
    if (!came && way === this.#ways[this.#rung] && !error?.final && (await this.#on.reachable())) this.#failedOnce();
    return error ?? (now.signal.reason instanceof WayEnded ? now.signal.reason : null);
  }

  #failedOnce() {
    this.#failed += 1;
    if (this.#failed >= TRIES) this.#down();
  }

  #down() {
    this.#failed = 0;
    this.#leftAt = performance.now();
    this.#rung = Math.min(this.#rung + 1, this.#ways.length - 1);
  }

  #climb() {
    if (this.#rung === 0 || performance.now() - this.#leftAt < CLIMB_AFTER_MS) return;
    this.#rung = 0;
    this.#failed = TRIES - 1;
    this.#leftAt = performance.now();
  }

  async #rest() {
    this.#lost += 1;
    await new Promise((done) => {
      const heard = new AbortController();
      const hurry = () => {
        clearTimeout(timer);
        heard.abort();
        done();
      };
      const timer = setTimeout(hurry, waitMs(this.#lost));
      this.#stop.signal.addEventListener("abort", hurry, { signal: heard.signal });
      globalThis.addEventListener("online", hurry, { signal: heard.signal });
    });
  }
}
