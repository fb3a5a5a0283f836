// How far this page's clock (performance.now, event.timeStamp) is from the room's machine clock, and with what doubt.
//
// Every exchange gives an interval in which the true offset lies for certain: half of its round trip, and the step of this
// clock. The best of them all counts; one that grows old may be off by 200 millionths of its age. When a new interval
// and the best one do not meet, a clock has jumped (sleep, a suspended tab): only what came after that counts.

const DRIFT = 200e-6;
const LONG_ROUND_TRIP_MS = 250;
const MOST_SAMPLES = 64;
const SLEPT_MS = 200;
/** The offset kept over a reload relies on the device's time of day, which may be set meanwhile. */
const RELOADED_MS = 100;

export class ClockOffset {
  #samples = [];
  #stepMs;
  #kept = null;
  /** How often a clock was seen to jump. */
  epochs = 1;

  constructor(stepMs = measuredStep()) {
    this.#stepMs = stepMs;
  }

  /** Take an exchange: {t1_ms, t2_us, t3_us, t4_ms}; `wallMs`: time of day at t4. */
  take(exchange, wallMs = Date.now()) {
    const { t1_ms, t2_us, t3_us, t4_ms } = exchange;
    const roundTripMs = Math.max(0, t4_ms - t1_ms - (t3_us - t2_us) / 1000);
    const sample = {
      offsetUs: (t2_us - t1_ms * 1000 + (t3_us - t4_ms * 1000)) / 2,
      boundMs: roundTripMs / 2 + this.#stepMs,
      roundTripMs,
      atMs: t4_ms,
      wallMs,
    };
    const best = this.#best(t4_ms);
    if (best !== null && Math.abs(best.offsetUs - sample.offsetUs) / 1000 > this.#doubt(best, t4_ms) + sample.boundMs) {
      this.#samples = [];
      this.epochs += 1;
    }
    this.#kept = null;
    this.#samples.push(sample);
    if (this.#samples.length > MOST_SAMPLES) this.#samples.shift();
  }

  /** The offset at a moment of this page: {offset_us, uncertainty_us}, or null before the first exchange. */
  at(timeMs, nowMs = performance.now(), wallMs = Date.now()) {
    const best = this.#best(timeMs) ?? this.#kept;
    if (best === null) return null;
    const slept = Math.abs(wallMs - best.wallMs - (nowMs - best.atMs));
    const doubt = this.#doubt(best, timeMs) + (slept > SLEPT_MS ? slept : 0);
    return { offset_us: Math.round(best.offsetUs), uncertainty_us: Math.ceil(doubt * 1000) };
  }

  /** What survives a reload: the offset of the machine clock from this device's time of day. */
  keepable(timeOriginMs = performance.timeOrigin) {
    const best = this.#best(performance.now());
    if (best === null) return null;
    return { wallOffsetUs: best.offsetUs - timeOriginMs * 1000, boundMs: this.#doubt(best, performance.now()), atWallMs: Date.now() };
  }

  /** Begin with what an earlier page kept, until the first exchange. */
  restore(kept, timeOriginMs = performance.timeOrigin) {
    const ageMs = Math.max(0, Date.now() - kept.atWallMs);
    this.#kept = {
      offsetUs: kept.wallOffsetUs + timeOriginMs * 1000,
      boundMs: kept.boundMs + RELOADED_MS + ageMs * DRIFT,
      atMs: performance.now(),
      wallMs: Date.now(),
    };
  }

  #best(timeMs) {
    const quick = this.#samples.filter((sample) => sample.roundTripMs <= LONG_ROUND_TRIP_MS);
    const usable = quick.length > 0 ? quick : this.#samples;
    return usable.reduce((best, one) => (best === null || this.#doubt(one, timeMs) < this.#doubt(best, timeMs) ? one : best), null);
  }

  #doubt(sample, timeMs) {
    return sample.boundMs + Math.abs(timeMs - sample.atMs) * DRIFT;
  }
}

/** The step of this page's clock in ms: 0.1 in most browsers, 1 in Firefox, up to 100 where it resists fingerprinting. */
function measuredStep(now = () => performance.now()) {
  let last = now();
  let smallest = Infinity;
  for (let turns = 0, steps = 0; turns < 50_000 && steps < 8; turns += 1) {
    const at = now();
    if (at > last) {
      smallest = Math.min(smallest, at - last);
      steps += 1;
      last = at;
    }
  }
  return Number.isFinite(smallest) ? Math.max(0.1, smallest) : 100;
}
