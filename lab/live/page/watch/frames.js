// Which picture was on the screen, and when: told by the browser for each one it shows.

const KEPT = 128;

export class Frames {
  #video;
  #presented = [];
  #running = true;
  #heard;

  /** `heard({mediaUs, atMs, first})` is called for each picture as it comes to the screen. `first`: before it there was none. */
  constructor(video, heard) {
    this.#video = video;
    this.#heard = heard;
    if ("requestVideoFrameCallback" in video) this.#wait();
  }

  /** Nothing has been shown yet, or it is gone. */
  forget() {
    this.#presented = [];
  }

  stop() {
    this.#running = false;
  }

  /** The media time (µs) of the picture that was on the screen at `atMs` of the page's clock; null when there was none. */
  shownUs(atMs) {
    if (!("requestVideoFrameCallback" in this.#video)) {
      return this.#video.readyState < 2 ? null : Math.round(this.#video.currentTime * 1e6);
    }
    for (let at = this.#presented.length - 1; at >= 0; at -= 1) {
      if (this.#presented[at].atMs <= atMs) return this.#presented[at].mediaUs;
    }
    return this.#presented[0]?.mediaUs ?? null;
  }

  #wait() {
    this.#video.requestVideoFrameCallback((_now, frame) => {
      if (!this.#running) return;
      const first = this.#presented.length === 0;
      const presented = { mediaUs: Math.round(frame.mediaTime * 1e6), atMs: frame.expectedDisplayTime };
      this.#presented.push(presented);
      if (this.#presented.length > KEPT) this.#presented.shift();
      this.#heard({ ...presented, first });
      this.#wait();
    });
  }
}
