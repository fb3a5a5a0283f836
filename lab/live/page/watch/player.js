// The picture and the sound on the page: `attach` them to two elements, ask `shown` what is on the screen.

import { sessionTime } from "/page/line/clock.js";
import { say, theLine } from "/page/line/socket.js";
import { store } from "/page/line/store.js";
import { report } from "/page/watch/report.js";
import { roomOf } from "/page/watch/standing.js";
import { Watching } from "/page/watch/watching.js";

/** The delay changes all the time: nobody is told of each change. */
const TELL_EVERY_MS = 1000;

let current = null;
const listeners = new Set();

/**
 * Show the room's picture in `video`, or in `canvas` where single pictures are all there is; the two lie on one another,
 * and `player.js` hides the one that is not in use, or both while there is nothing to see. Answers how to end it.
 */
export function attach(video, canvas) {
  const ending = new AbortController();
  const watching = new Watching({ video, canvas, line: lineOfThePage(), changed: told });
  const follow = () => watching.follow(roomOf(store.get().sessions, store.get().connection.state === "online"));
  const off = [store.on((state) => state.sessions, follow), store.on((state) => state.connection.state, follow)];
  current = watching;
  const queued = () => store.get().connection.queued;
  report({ state: () => watching.state, queued, say, signal: ending.signal });
  const clock = setInterval(told, TELL_EVERY_MS);
  watching.run().catch((error) => {
    queueMicrotask(() => {
      throw error; // a fault of our own: it reaches whoever gathers the page's errors
    });
  });
  return () => {
    off.forEach((one) => one());
    clearInterval(clock);
    ending.abort();
    watching.stop();
    if (current === watching) current = null;
    told();
  };
}

/** Session time (µs) of the picture that was on the screen at `timeStampMs` (an event's; left out: now), or null. */
export function shown(timeStampMs = performance.now()) {
  return current?.shown(timeStampMs) ?? null;
}

/** The state of the picture (`Watching.state`), now and whenever it is another; answers "off". Null: nothing is attached. */
export function onState(heard) {
  listeners.add(heard);
  heard(current?.state ?? null);
  return () => listeners.delete(heard);
}

/** Sound on; only in the handler of a press or a key, browsers take it from nowhere else. */
export function hear() {
  current?.hear();
}

/** Sound off. */
export function hush() {
  current?.hush();
}

/** An element (that holds picture and controls) over the whole screen, or back. A browser that cannot is told apart by false. */
export async function wholeScreen(element) {
  if (document.fullscreenElement !== null) await document.exitFullscreen();
  else if (element.requestFullscreen === undefined) return false;
  else await element.requestFullscreen();
  return true;
}

function told() {
  for (const heard of [...listeners]) heard(current?.state ?? null);
}

function lineOfThePage() {
  const line = theLine();
  return {
    ticket: (kind) => line.ticket(kind),
    open: (path, options) => line.open(path, options),
    reachable: () => line.open("/api/room", {}).then(() => true, (error) => error.status > 0),
    sessionTime,
  };
}
