// What the moderator is told of this page every five seconds: which way, how late, what was lost.

const KEPT_MS = 5000;
const EVERY_MS = 5000;

/** How late the pictures of the last seconds were. */
export class Delays {
  #seen = [];

  saw(ms, nowMs) {
    this.#seen.push({ ms, nowMs });
    this.#forget(nowMs);
  }

  median(nowMs) {
    return this.#quantile(0.5, nowMs);
  }

  p95(nowMs) {
    return this.#quantile(0.95, nowMs);
  }

  #quantile(part, nowMs) {
    this.#forget(nowMs);
    if (this.#seen.length === 0) return null;
    const sorted = this.#seen.map((one) => one.ms).sort((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]);
  }

  #forget(nowMs) {
    while (this.#seen.length > 0 && this.#seen[0].nowMs < nowMs - KEPT_MS) this.#seen.shift();
  }
}

/** Report until `signal` ends it. `state()` is what `Watching` says, `queued()` how much waits on this device to be kept. */
export function report({ state, queued, say, signal, everyMs = EVERY_MS }) {
  const timer = setInterval(() => say({ ...reported(state()), queued: queued() }), everyMs);
  signal.addEventListener("abort", () => clearInterval(timer));
}

/** For those who are shown no picture: that they are there, and how much waits on their device. */
export function withoutPicture() {
  return { mode: "none", delayP95Ms: null, drops: 0, track: "none" };
}

function reported({ mode, delayP95Ms, drops, track }) {
  const delay = delayP95Ms === null ? null : Math.max(0, delayP95Ms);
  return { type: "viewer_report", mode, delay_p95_ms: delay, drops, track: mode === "none" ? "none" : track };
}
