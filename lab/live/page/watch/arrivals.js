// How messages arrive: from when they come, against when they were made, follows how far behind the picture has to be
// played so that it does not stop. No clock in common is needed: only differences count.

const KEPT_MS = 5000;
const SPAN_MS = 250;
const FORGIVEN = 2;
/** ms behind the newest message: [least, most]. Sound stops the picture when it runs dry, so it gets more. */
const LIMITS = { picture: [60, 400], sound: [100, 600] };
const SPARE = 1.1;
const LIVE = -Infinity;
/** After the player ran dry so much more is kept, and taken back evenly over so long. */
const DRY = { moreMs: 60, mostMs: 300, forMs: 60_000 };

export class Arrivals {
  #seen = [];
  #settling = new Map();
  #quickest = Infinity;
  #dry = { moreMs: 0, atMs: 0 };

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
      if (transit <= before - 5) {
        this.#lump(transit);
        return;
      }
    }
    this.#note(transit, nowMs);
  }

  // A span of time counts as late as its latest message; what came in one lump is one event, however many there were.
  #note(transit, nowMs) {
    const span = this.#seen[this.#seen.length - 1];
    if (span === undefined || nowMs - span.atMs >= SPAN_MS) {
      this.#seen.push({ atMs: nowMs, quickest: transit, latest: transit });
    } else {
      span.quickest = Math.min(span.quickest, transit);
      span.latest = Math.max(span.latest, transit);
    }
    while (this.#seen[0].atMs < nowMs - KEPT_MS) this.#seen.shift();
    this.#quickest = Math.min(...this.#seen.map((one) => one.quickest));
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

  /** How much later than the quickest messages come again and again, ms: what happened once or twice is no measure. */
  get jitterMs() {
    const late = this.#seen.map((one) => one.latest - this.#quickest).sort((a, b) => b - a);
    return late[Math.min(late.length - 1, FORGIVEN)] ?? 0;
  }

  /** The player ran dry at `nowMs`: what was measured is not all that delays here. */
  ranDry(nowMs) {
    this.#dry = { moreMs: Math.min(DRY.mostMs, this.#moreMs(nowMs) + DRY.moreMs), atMs: nowMs };
  }

  /** How far behind the edge to play at `nowMs`, ms. */
  targetMs(withSound, nowMs) {
    const [least, most] = LIMITS[withSound ? "sound" : "picture"];
    return Math.min(most, least + SPARE * this.jitterMs + this.#moreMs(nowMs));
  }

  #moreMs(nowMs) {
    return this.#dry.moreMs * Math.max(0, 1 - (nowMs - this.#dry.atMs) / DRY.forMs);
  }
}
