// What a picture needs to begin at once: the beginning of each track and all since its last keyframe.

import { DELTA, INIT, KEY, LOW, MAIN, SOUND, beginning, partOf } from "/page/watch/headers.js";

const MOST_MESSAGES = 1000;

export class LatestGroup {
  #beginnings = new Map();
  #parts = new Map();

  /**
   * Take a message. Answers null, or what can be shown now: {part, begin, message}; `begin` {mime, bytes} stands before
   * the message when the track, or how it begins, has changed. A change of a picture that never came is of no use.
   */
  take(message) {
    if (message.kind === INIT) {
      this.#beginnings.set(message.track, { ...beginning(message.payload), fresh: true });
      return null;
    }
    const part = partOf(message.track);
    if (message.kind === KEY) return this.#key(part, message);
    if (message.kind !== DELTA) return null; // something that later rooms may say
    const known = this.#parts.get(part);
    if (known === undefined || known.track !== message.track || known.messages.length === 0) return null;
    known.messages.push(message);
    if (known.messages.length > MOST_MESSAGES) known.messages.shift();
    return { part, begin: null, message };
  }

  /** The beginning of what is or will be shown of a part, and what came since its keyframe; undefined before there is one. */
  of(part) {
    const track = this.#parts.get(part)?.track ?? (part === "sound" ? SOUND : this.#beginnings.has(MAIN) ? MAIN : LOW);
    const begin = this.#beginnings.get(track);
    return begin === undefined ? undefined : { track, begin, messages: this.#parts.get(part)?.messages ?? [] };
  }

  /** Forget pictures and sound, keep how they begin. */
  empty() {
    this.#parts.clear();
  }

  /** Forget the sound until it comes again. */
  hush() {
    this.#parts.delete("sound");
  }

  /** A new connection tells everything anew. */
  clear() {
    this.#beginnings.clear();
    this.#parts.clear();
  }

  #key(part, message) {
    const begin = this.#beginnings.get(message.track);
    if (begin === undefined) return null;
    const known = this.#parts.get(part);
    const other = begin.fresh || known?.track !== message.track;
    begin.fresh = false;
    if (part === "sound" && !other) {
      known.messages.push(message);
      this.#sinceThePicture(known);
    } else {
      this.#parts.set(part, { track: message.track, messages: [message] });
    }
    return { part, begin: other ? begin : null, message };
  }

  #sinceThePicture(sound) {
    const since = this.#parts.get("picture")?.messages[0]?.atUs ?? Infinity;
    const first = sound.messages.findIndex((one) => one.atUs >= since);
    sound.messages.splice(0, first === -1 ? sound.messages.length - 1 : first);
  }
}
