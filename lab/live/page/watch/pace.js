// How fast to play so that the picture stays as far behind the newest message as it should be, and when to jump.

const JUMP_BEHIND_MS = 1000;
const JUMP_AHEAD_MS = 500;
const QUIET_MS = { start: 30, stop: 8 };
const STRONGEST = { picture: 0.1, sound: 0.06 };

export class Pace {
  #correcting = false;

  /**
   * `behindMs`: how far the playing moment is behind the newest message.
   * Answers {rate} to play on with, or {jump: true}: play from the target at once.
   */
  step(behindMs, targetMs, withSound) {
    const off = behindMs - targetMs;
    if (off > JUMP_BEHIND_MS || off < -JUMP_AHEAD_MS) {
      this.#correcting = false;
      return { jump: true, rate: 1 };
    }
    this.#correcting = Math.abs(off) > (this.#correcting ? QUIET_MS.stop : QUIET_MS.start);
    if (!this.#correcting) return { jump: false, rate: 1 };
    const strongest = STRONGEST[withSound ? "sound" : "picture"];
    const wanted = Math.max(-strongest, Math.min(strongest, off / 1000));
    const least = 0.02 * Math.sign(off);
    return { jump: false, rate: 1 + (Math.abs(wanted) < 0.02 ? least : Math.round(wanted * 50) / 50) };
  }
}
