// How often the page may speak: the room takes 20 messages a second and 60 at once; less than that, so that there is
// always room for a ping, and no cut tag is the one too many.

const RATE = 15;
export const BURST = 40;

export class Pace {
  #rate;
  #burst;
  #left;
  #at;

  constructor(rate = RATE, burst = BURST, nowMs = performance.now()) {
    this.#rate = rate;
    this.#burst = burst;
    this.#left = burst;
    this.#at = nowMs;
  }

  /** How long to wait before `count` messages may go, in ms; 0: they may go now, and are counted. */
  wait(count = 1, nowMs = performance.now()) {
    this.#left = Math.min(this.#burst, this.#left + (Math.max(0, nowMs - this.#at) / 1000) * this.#rate);
    this.#at = nowMs;
    if (this.#left > count - 1e-6) {
      this.#left -= count;
      return 0;
    }
    return ((count - this.#left) / this.#rate) * 1000;
  }
}

/** Full jitter: anything up to a bound that doubles from 0.25 s to 5 s with each try in vain. */
export function backOff(tries, random = Math.random()) {
  return random * Math.min(5_000, 250 * 2 ** Math.min(tries, 10));
}
