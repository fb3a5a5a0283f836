// A key or a finger that goes down and up again: a short press means a moment, a long one the span from press to
// release. It knows nothing of the document; times are event.timeStamp, ms.

/** Held so long it marks a span, and shows how the criterion is observed. */
const LONG_MS = 600;

export class Hold {
  #what = null;
  #event = null;
  #timer = null;

  /** `done(what, event, heldMs)`: released, 0 for a moment; `long(what, event)`: it has become long; `left()`: it ended. */
  constructor({ done, long, left }) {
    this.done = done;
    this.long = long;
    this.left = left;
  }

  /** What is held now; null for nothing. */
  get held() {
    return this.#what;
  }

  begin(what, event) {
    if (this.#what !== null) return;
    this.#what = what;
    this.#event = event;
    this.#timer = setTimeout(() => this.long(what, event), LONG_MS);
  }

  /** It was let go at `timeStamp`. */
  end(timeStamp) {
    if (this.#what === null) return;
    const [what, event] = [this.#what, this.#event];
    this.#forget();
    const held = timeStamp - event.timeStamp;
    this.done(what, event, held >= LONG_MS ? held : 0);
  }

  /** Nothing is meant by it: the finger slid off, or Esc. */
  cancel() {
    if (this.#what !== null) this.#forget();
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#what = null;
    this.#event = null;
    this.left();
  }
}
