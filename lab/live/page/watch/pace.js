// How fast to play so that the picture stays as far behind the newest message as it should be, and when to jump.

const JUMP_BEHIND_MS = 1000;
const JUMP_SETTLING_MS = 120;
const JUMP_AHEAD_MS = 500;
const QUIET_MS = { start: 30, stop: 8 };
const STRONGEST = { picture: 0.1, sound: 0.06 };
/** Far behind it is hurried more: a second of hasty speech is better than ten of a late picture. */
const HURRY = { fromMs: 100, rate: 0.12 };

export class Pace {
  #correcting = false;

  /**
   * `behindMs`: how far the playing moment is behind the newest message; `settles`: it has only just begun. With sound
   * a jump would cost more than it wins: the player gathers sound anew.
   * Answers {rate} to play on with, or {jump: true}: play from the target at once.
   */
  step(behindMs, targetMs, { withSound, settles }) {
    const off = behindMs - targetMs;
    if (off > (settles && !withSound ? JUMP_SETTLING_MS : JUMP_BEHIND_MS) || off < -JUMP_AHEAD_MS) {
      this.#correcting = false;
      return { jump: true, rate: 1 };
    }
    this.#correcting = Math.abs(off) > (this.#correcting ? QUIET_MS.stop : QUIET_MS.start);
    if (!this.#correcting) return { jump: false, rate: 1 };
    const strongest = off > HURRY.fromMs ? HURRY.rate : STRONGEST[withSound ? "sound" : "picture"];
    const wanted = Math.max(-strongest, Math.min(strongest, off / 1000));
    const least = 0.02 * Math.sign(off);
    return { jump: false, rate: 1 + (Math.abs(wanted) < 0.02 ? least : Math.round(wanted * 50) / 50) };
  }
}
