// One track on its way into the browser: appended in order, one piece of work at a time, the past taken out again.

const KEPT_S = 20;
const TIDY_EVERY_S = 5;
const MOST_WAITING = 24 * 1024 * 1024;

export class TrackBuffer {
  #buffer;
  #source;
  #mime;
  #waiting = [];
  #bytes = 0;
  #tidied = 0;
  #currentTime;
  #broken;

  /**
   * `source` is an open MediaSource; `currentTime()` tells where the picture is; `broken(error)` is called once the
   * browser takes no more.
   */
  constructor(source, mime, currentTime, broken) {
    this.#source = source;
    this.#mime = mime;
    this.#currentTime = currentTime;
    this.#broken = broken;
    this.#buffer = source.addSourceBuffer(mime);
    this.#buffer.mode = "segments";
    this.#buffer.addEventListener("updateend", () => this.#work());
    this.#buffer.addEventListener("error", () => broken(new Error(`the browser cannot read ${mime}`)));
  }

  /** Another beginning: other size, other track, other codec. */
  begin(mime, bytes) {
    this.#put({ mime, bytes });
  }

  append(bytes) {
    this.#put({ bytes });
  }

  /** [start, end] in seconds of what can be played, in order. */
  get ranges() {
    const { buffered } = this.#buffer;
    return Array.from({ length: buffered.length }, (_one, at) => [buffered.start(at), buffered.end(at)]);
  }

  #put(piece) {
    this.#waiting.push(piece);
    this.#bytes += piece.bytes.byteLength;
    if (this.#bytes > MOST_WAITING) this.#broken(new Error("the browser takes the picture too slowly"));
    else this.#work();
  }

  #work() {
    // The end of an update may be told when the player is closed already, and the buffer taken out of it.
    if (this.#source.readyState === "closed" || this.#buffer.updating) return;
    try {
      if (!this.#tidy()) this.#next();
    } catch (error) {
      this.#failed(error);
    }
  }

  #next() {
    const piece = this.#waiting[0];
    if (piece === undefined) return;
    if (piece.mime !== undefined && piece.mime !== this.#mime) {
      this.#buffer.changeType(piece.mime);
      this.#mime = piece.mime;
    }
    this.#buffer.appendBuffer(piece.bytes);
    this.#waiting.shift();
    this.#bytes -= piece.bytes.byteLength;
  }

  #tidy() {
    const now = this.#currentTime();
    if (now < this.#tidied + TIDY_EVERY_S && now >= this.#tidied) return false;
    this.#tidied = now;
    const [first] = this.ranges;
    if (first === undefined || first[0] >= now - KEPT_S) return false;
    this.#buffer.remove(0, now - KEPT_S);
    return true;
  }

  #failed(error) {
    const [first] = this.ranges;
    const now = this.#currentTime();
    if (error.name === "QuotaExceededError" && first !== undefined && first[0] < now - 3) {
      this.#buffer.remove(0, now - 2); // full: the past goes, then the piece is tried again
    } else {
      this.#broken(error);
    }
  }
}
