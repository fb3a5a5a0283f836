// Picture, or picture and sound, played by the browser's own player from pieces as they come (Media Source Extensions).

import { KEY } from "/page/watch/headers.js";
import { TrackBuffer } from "/page/watch/source_buffer.js";

/** The player that takes pieces; on an iPhone it is only there in its managed form. */
export function playerOfPieces() {
  return globalThis.ManagedMediaSource ?? globalThis.MediaSource ?? null;
}

export class Screening {
  #video;
  #source;
  #address = null;
  #tracks = new Map();
  #early = [];
  #broken;
  #closed = false;
  #heldBack = false;

  /**
   * `beginnings`: part → {mime, bytes}: which tracks this screening has, from its first moment to its last.
   * `broken(error)` is called at most once.
   */
  constructor(video, beginnings, broken) {
    this.#video = video;
    this.#broken = (error) => {
      if (!this.#closed) broken(error);
    };
    const Player = playerOfPieces();
    this.#source = new Player();
    this.#source.addEventListener("sourceopen", () => this.#open(beginnings), { once: true });
    this.#source.addEventListener("startstreaming", () => this.#go());
    this.#source.addEventListener("endstreaming", () => (this.#heldBack = true));
    this.parts = new Set(Object.keys(beginnings));
    video.disableRemotePlayback = true;
    if (globalThis.ManagedMediaSource !== undefined) {
      video.srcObject = this.#source;
    } else {
      this.#address = URL.createObjectURL(this.#source);
      video.src = this.#address;
    }
    video.addEventListener("error", this.#failed);
  }

  /** Take a piece of a part, with the beginning that stands before it if it has one. */
  feed({ part, begin, message }) {
    if (!this.parts.has(part)) return;
    const track = this.#tracks.get(part);
    if (track === undefined || this.#heldBack) {
      this.#wait({ part, begin, message });
      return;
    }
    if (begin !== null) track.begin(begin.mime, begin.bytes);
    track.append(message.payload);
  }

  /** [start, end] in seconds that can be played: the pieces that every part has. */
  get ranges() {
    const { buffered } = this.#video;
    return Array.from({ length: buffered.length }, (_one, at) => [buffered.start(at), buffered.end(at)]);
  }

  /** Stop, and take everything out of the player. */
  close() {
    this.#closed = true;
    this.#video.removeEventListener("error", this.#failed);
    this.#video.removeAttribute("src");
    if (globalThis.ManagedMediaSource !== undefined) this.#video.srcObject = null;
    this.#video.load();
    if (this.#address !== null) URL.revokeObjectURL(this.#address);
    this.#early = [];
  }

  #failed = () => this.#broken(new Error(this.#video.error?.message || "the browser cannot play it"));

  #open(beginnings) {
    if (this.#closed) return;
    try {
      for (const [part, { mime, bytes }] of Object.entries(beginnings)) {
        const track = new TrackBuffer(this.#source, mime, () => this.#video.currentTime, this.#broken);
        this.#tracks.set(part, track);
        track.begin(mime, bytes);
      }
    } catch (error) {
      this.#broken(error);
      return;
    }
    this.#go();
  }

  // A managed player says when it wants no more: what comes meanwhile waits, from the last keyframe on.
  #wait(piece) {
    if (piece.part === "picture" && piece.message.kind === KEY) this.#early = this.#early.filter((one) => one.begin);
    this.#early.push(piece);
  }

  #go() {
    this.#heldBack = false;
    if (this.#tracks.size === 0) return;
    for (const piece of this.#early.splice(0)) this.feed(piece);
  }
}
