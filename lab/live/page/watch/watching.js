// Picture and sound for one person, from the room to the screen: which way it comes, how far behind it plays, when it
// is covered, and what was on the screen when.

import { Arrivals } from "/page/watch/arrivals.js";
import { fetchStream } from "/page/watch/fetch_stream.js";
import { Frames } from "/page/watch/frames.js";
import { INIT, LOW, parsed } from "/page/watch/headers.js";
import { Ladder } from "/page/watch/ladder.js";
import { LatestGroup } from "/page/watch/latest_group.js";
import { Pace } from "/page/watch/pace.js";
import { Delays } from "/page/watch/report.js";
import { Screening, playerOfPieces } from "/page/watch/screening.js";
import { socketStream } from "/page/watch/socket_stream.js";
import { stillPictures } from "/page/watch/stills.js";

const BROKEN_AT_MOST = 3;
const WHOLE_AFTER_MS = 30_000;
const DRY_SOUND_US = 1_500_000;
const JUMP_EVERY_MS = 1000;
/** A jump to where nothing came any more is given up for what came later. */
const STRANDED_MS = 300;
const HAS_PICTURE = 2;
/** In its first seconds a picture may jump to its place: nobody has begun to follow it. */
const SETTLING_MS = 3000;

export class Watching {
  #video;
  #canvas;
  #line;
  #changed;
  #ladder;
  #frames;
  #arrivals = new Arrivals();
  #group = new LatestGroup();
  #pace = new Pace();
  #delays = new Delays();
  #screening = null;
  #placed = false;
  #placedAt = 0;
  #jumpedAt = -Infinity;
  #room = { session: null, cover: null, expected: false };
  #notBeforeUs = -Infinity;
  #wantsSound = false;
  #newest = {};
  #broken = [];
  #still = null;
  #dropsBefore = 0;
  #told = { lostSince: null, final: false, stopped: false };

  /**
   * `line`: {ticket(kind), open(path, {signal}), reachable(), sessionTime(ms, session)}: see player.js. `changed()` is
   * called when the state is another one.
   */
  constructor({ video, canvas, line, changed }) {
    this.#video = video;
    this.#canvas = canvas;
    this.#line = line;
    this.#changed = changed;
    this.#frames = new Frames(video, (frame) => this.#presented(frame));
    this.#ladder = new Ladder(this.#ways(), {
      begin: (mode) => this.#begin(mode),
      lost: () => this.#tell({ lostSince: this.#told.lostSince ?? Date.now() }),
      final: () => this.#tell({ final: true }),
      expected: () => this.#room.expected,
      reachable: line.reachable,
    });
    video.addEventListener("waiting", this.#ranDry);
    video.muted = true;
    video.playsInline = true;
  }

  /** Watch until `stop()`. Rejects only for a fault of our own. */
  run() {
    this.#look();
    return this.#ladder.run();
  }

  stop() {
    this.#told.stopped = true;
    this.#ladder.stop();
    this.#close();
    this.#frames.stop();
    this.#video.removeEventListener("waiting", this.#ranDry);
  }

  /**
   * What the room says. `cover`: null, or why nothing may be seen and heard; `expected`: pictures should be coming.
   * Covered at once: nothing that waits is shown any more, not even when it is uncovered.
   */
  follow(room) {
    const { cover, session } = this.#room;
    this.#room = room;
    if ((room.cover !== null && cover === null) || room.session !== session) {
      this.#dark();
      // What was taken before the cover may still be on its way here when it is lifted.
      const now = room.session === session ? this.#line.sessionTime(performance.now(), session) : null;
      this.#notBeforeUs = now?.us ?? -Infinity;
    }
    if (room.cover !== cover || room.session !== session) this.#look();
    this.#changed();
  }

  /** Hear it from now on. To be called by a press or a key: browsers allow sound only then. */
  hear() {
    this.#wantsSound = true;
    this.#video.muted = false;
    this.#play();
    this.#rebuild();
  }

  /** Hear nothing from now on; the picture comes sooner then. */
  hush() {
    this.#wantsSound = false;
    this.#video.muted = true;
    this.#rebuild();
  }

  /** The media time (session clock, µs) of the picture that was on the screen at `atMs` of the page's clock, or null. */
  shown(atMs = performance.now()) {
    if (this.#room.cover !== null) return null;
    return this.#ladder.mode === "stills" ? this.#still : this.#frames.shownUs(atMs);
  }

  /** What is to be told of it. `mode`: "mse", "mms", "fetch", "stills" or "none"; `delayMs`: null until it is known. */
  get state() {
    const { lostSince, final } = this.#told;
    const picture = this.#group.of("picture");
    return {
      mode: lostSince !== null || final ? "none" : this.#ladder.mode,
      track: this.#ladder.mode !== "stills" && picture?.track !== LOW ? "main" : "low",
      sound: this.#sound(),
      delayMs: this.#delays.median(performance.now()),
      delayP95Ms: this.#delays.p95(performance.now()),
      drops: this.#drops(),
      pacing: this.#pacing(),
      cover: this.#room.cover,
      seen: this.shown() !== null,
      lostSince,
      final,
    };
  }

  // How far behind the newest message the picture plays, and should play; how unevenly messages come (ms).
  #pacing() {
    const withSound = this.#screening?.parts.has("sound") ?? false;
    const behindMs = this.#arrivals.edgeUs(performance.now()) / 1000 - this.#video.currentTime * 1000;
    return { behindMs, targetMs: this.#arrivals.targetMs(withSound, performance.now()), jitterMs: this.#arrivals.jitterMs };
  }

  #ways() {
    const stream = (run) => (tools) => run({ ...tools, line: this.#line, track: "main", heard: this.#heard(tools) });
    const stills = (tools) =>
      stillPictures({ ...tools, line: this.#line, canvas: this.#canvas, drawn: (at) => this.#drawn(at, tools.brought) });
    const moving = [
      { mode: globalThis.ManagedMediaSource === undefined ? "mse" : "mms", run: stream(socketStream) },
      { mode: "fetch", run: stream(fetchStream) },
    ];
    return [...(playerOfPieces() === null ? [] : moving), { mode: "stills", run: stills }];
  }

  #begin(mode) {
    this.#group.clear();
    this.#arrivals.begin();
    this.#newest = {};
    this.#still = null;
    if (mode === "stills") this.#dark();
    this.#look();
    this.#changed();
  }

  #heard({ brought }) {
    return (buffer) => {
      const message = parsed(buffer);
      brought();
      if (this.#told.lostSince !== null) this.#tell({ lostSince: null });
      if (message.kind !== INIT && (this.#room.cover !== null || message.atUs < this.#notBeforeUs)) return;
      this.#take(message, performance.now());
    };
  }

  #take(message, nowMs) {
    const piece = this.#group.take(message);
    if (message.kind === INIT) this.#changed();
    if (piece === null) return;
    this.#newest[piece.part] = message.atUs;
    if (piece.part === "picture" || this.#wantsSound) this.#arrivals.saw(message.track, message.atUs, nowMs);
    if (this.#screening === null || this.#lacksSound()) this.#rebuild();
    else this.#screening.feed(piece);
    this.#keepPace(nowMs);
  }

  // The parts of a screening are fixed when it begins: with or without sound are two.
  #rebuild() {
    const picture = this.#group.of("picture");
    if (this.#room.cover !== null || picture === undefined || picture.messages.length === 0) return;
    const parts = { picture };
    if (this.#soundIsThere()) parts.sound = this.#group.of("sound");
    const held = this.#hold();
    this.#close();
    if (!held) this.#frames.forget();
    const begins = Object.entries(parts).map(([part, { begin }]) => [part, begin]);
    this.#screening = new Screening(this.#video, Object.fromEntries(begins), (error) => this.#failed(error));
    for (const [part, { messages }] of Object.entries(parts)) {
      for (const message of messages) this.#screening.feed({ part, begin: null, message });
    }
    this.#changed();
  }

  #soundIsThere() {
    const sound = this.#group.of("sound");
    return this.#wantsSound && sound !== undefined && sound.messages.length > 0;
  }

  #lacksSound() {
    return !this.#screening.parts.has("sound") && this.#soundIsThere();
  }

  #keepPace(nowMs) {
    const ranges = this.#screening?.ranges ?? [];
    if (ranges.length === 0 || !this.#arrivals.known) return;
    const [start, end] = ranges[ranges.length - 1];
    const now = this.#video.currentTime;
    const stranded = start > now && nowMs - this.#jumpedAt > STRANDED_MS;
    if (this.#video.seeking && !stranded) return;
    const withSound = this.#screening.parts.has("sound");
    if (withSound && this.#newest.picture - this.#newest.sound > DRY_SOUND_US) {
      this.#soundDried();
      return;
    }
    const edge = this.#arrivals.edgeUs(nowMs) / 1e6;
    const target = this.#arrivals.targetMs(withSound, nowMs);
    const inside = ranges.some(([start, end]) => now >= start && now < end);
    const settles = nowMs - this.#placedAt < SETTLING_MS;
    const { jump, rate } = this.#pace.step((edge - now) * 1000, target, { withSound, settles });
    const place = Math.max(start, Math.min(end - 0.01, edge - target / 1000));
    const may = !this.#placed || stranded || nowMs - this.#jumpedAt > JUMP_EVERY_MS;
    if (!this.#placed || (may && jump && Math.abs(place - now) > 0.1) || (may && start > now && (!inside || this.#video.seeking))) {
      if (!this.#placed) this.#placedAt = nowMs;
      this.#placed = true;
      this.#jumpedAt = nowMs;
      this.#video.currentTime = place;
    }
    if (this.#video.playbackRate !== rate) this.#video.playbackRate = rate;
    if (this.#video.paused) this.#play();
  }

  // Only where something plays and nothing was moved: a jump waits too.
  #ranDry = () => {
    const nowMs = performance.now();
    if (this.#placed && !this.#video.seeking && nowMs - this.#jumpedAt > JUMP_EVERY_MS) this.#arrivals.ranDry(nowMs);
  };

  // A microphone is away: the picture does not wait for it. It comes back with its next packet.
  #soundDried() {
    this.#group.hush();
    this.#newest.sound = undefined;
    this.#rebuild();
  }

  #play() {
    this.#video.play().catch((error) => {
      if (error.name === "AbortError") return; // something newer is being loaded
      if (error.name !== "NotAllowedError") throw error;
      if (!this.#video.muted) this.hush(); // a press is needed first: the state says so
    });
  }

  #failed(error) {
    const nowMs = performance.now();
    this.#broken = [...this.#broken.filter((at) => at > nowMs - WHOLE_AFTER_MS), nowMs];
    console.info("the picture begins anew:", error.message);
    this.#close();
    this.#frames.forget();
    if (this.#broken.length >= BROKEN_AT_MOST) this.#ladder.only("stills");
    else this.#ladder.again();
  }

  #presented(frame) {
    if (this.#ladder.mode !== "stills" && !this.#canvas.hidden) this.#look();
    const now = this.#line.sessionTime(frame.atMs, this.#room.session);
    if (now !== null) this.#delays.saw((now.us - frame.mediaUs) / 1000, performance.now());
    if (frame.first) this.#changed(); // the words that stood in its place go at once
  }

  #drawn(atUs, brought) {
    brought();
    if (this.#room.cover !== null) return;
    if (this.#told.lostSince !== null) this.#tell({ lostSince: null });
    const first = this.#still === null;
    this.#still = atUs;
    const now = this.#line.sessionTime(performance.now(), this.#room.session);
    if (now !== null && atUs !== null) this.#delays.saw((now.us - atUs) / 1000, performance.now());
    if (first) this.#changed();
  }

  #dark() {
    this.#close();
    this.#frames.forget();
    this.#group.empty();
    this.#arrivals.begin();
    this.#newest = {};
    this.#still = null;
    this.#canvas.width = this.#canvas.height = 0;
  }

  // The last picture stays, and counts as shown, while the player begins anew. Answers whether there was one.
  #hold() {
    if (this.shown() === null || this.#video.readyState < HAS_PICTURE) return !this.#canvas.hidden;
    this.#canvas.width = this.#video.videoWidth;
    this.#canvas.height = this.#video.videoHeight;
    this.#canvas.getContext("2d").drawImage(this.#video, 0, 0);
    this.#canvas.hidden = false;
    return true;
  }

  #close() {
    this.#dropsBefore = this.#drops();
    this.#screening?.close();
    this.#screening = null;
    this.#placed = false;
  }

  #look() {
    const stills = this.#ladder.mode === "stills";
    const covered = this.#room.cover !== null;
    this.#video.hidden = stills || covered;
    this.#canvas.hidden = !stills || covered;
  }

  #sound() {
    if (this.#ladder.mode === "stills" || this.#group.of("sound") === undefined) return "none";
    return this.#wantsSound ? "on" : "off";
  }

  #drops() {
    const now = this.#screening === null ? 0 : (this.#video.getVideoPlaybackQuality?.().droppedVideoFrames ?? 0);
    return this.#dropsBefore + now;
  }

  #tell(news) {
    Object.assign(this.#told, news);
    this.#changed();
  }
}
