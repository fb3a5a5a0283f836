// How messages arrive: from when they come, against when they were made, follows how far behind the picture has to be
// played so that it does not stop. No clock in common is needed: only differences count.

const KEPT_MS = 5000;
const LEAST_SEEN = 8;
/** ms behind the newest message: [least, most]. Sound stops the picture when it runs dry, so it gets more. */
const LIMITS = { picture: [60, 400], sound: [120, 600] };
const SPARE = 1.2;
const LIVE = -Infinity;

export class Arrivals {
  #seen = [];
  #settling = new Map();
  #quickest = Infinity;

  /** A new connection: what the room sends at once, to begin with, says nothing of the way here. */
  begin() {
    this.#seen = [];
    this.#settling.clear();
    this.#quickest = Infinity;
  }

  /** A message of this track, made at `atUs`, came at `nowMs`. */
  saw(track, atUs, nowMs) {
    const transit = nowMs - atUs / 1000;
    // What was kept for newcomers comes in one lump and grows younger; the first that does not is the first live one.
    const before = this.#settling.get(track) ?? Infinity;
    if (before !== LIVE) {
      this.#settling.set(track, transit > before - 5 ? LIVE : transit);
      if (transit <= before - 5) return this.#lump(transit);
    }
    this.#seen.push({ transit, nowMs });
    while (this.#seen[0].nowMs < nowMs - KEPT_MS) this.#seen.shift();
    this.#quickest = Math.min(...this.#seen.map((one) => one.transit));
  }

  #lump(transit) {
    if (this.#seen.length === 0) this.#quickest = Math.min(this.#quickest, transit);
  }

  /** Whether anything is known yet. */
  get known() {
    return this.#quickest !== Infinity;
  }

  /** The moment (µs) whose messages arrive at `nowMs`, by the quickest of the last seconds. */
  edgeUs(nowMs) {
    return (nowMs - this.#quickest) * 1000;
  }

  /** How much later than the quickest all but one in twenty came, ms. */
  get jitterMs() {
    if (this.#seen.length < LEAST_SEEN) return 0;
    const late = this.#seen.map((one) => one.transit - this.#quickest).sort((a, b) => a - b);
    return late[Math.min(late.length - 1, Math.floor(late.length * 0.95))];
  }

  /** How far behind the edge to play, ms. */
  targetMs(withSound) {
    const [least, most] = LIMITS[withSound ? "sound" : "picture"];
    return Math.min(most, least + SPARE * this.jitterMs);
  }
}
