// The watching page without the rest of the room's page: the same parts, a small line of its own to the room.

import { Watching } from "/page/watch/watching.js";

const video = document.getElementById("video");
const canvas = document.getElementById("canvas");
const reader = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const COLUMNS = 24;
const BLOCK = 12;

const asked = (path, options) => fetch(path, { ...options, cache: "no-store" });
let offsetUs = 0;
let originUs = 0;

async function setClock() {
  let best = Infinity;
  for (let turn = 0; turn < 8; turn += 1) {
    const sent = performance.now();
    const told = await (await asked("/now")).json();
    const got = performance.now();
    if (got - sent > best) continue;
    best = got - sent;
    offsetUs = told.now_us - ((sent + got) / 2) * 1000;
    originUs = told.origin_us;
  }
}

const line = {
  ticket: async () => (await (await asked("/api/ws-ticket", { method: "POST" })).json()).ticket,
  open: async (path, options) => {
    const answer = await asked(path, options);
    if (!answer.ok) throw Object.assign(new Error(`answered ${answer.status}`), { status: answer.status });
    return answer;
  },
  reachable: () => asked("/now").then(() => true, () => false),
  sessionTime: (ms) => ({ us: ms * 1000 + offsetUs - originUs, uncertainty_us: 1000 }),
};

/** The machine clock that a picture shows (`recordings.sources.synthetic`), as session time in µs. */
export function clockIn(picture) {
  reader.canvas.width = COLUMNS * BLOCK;
  reader.canvas.height = 2 * BLOCK;
  reader.drawImage(picture, 0, 0);
  const { data } = reader.getImageData(0, 0, COLUMNS * BLOCK, 2 * BLOCK);
  let value = 0;
  for (let bit = 0; bit < 2 * COLUMNS; bit += 1) {
    const x = (bit % COLUMNS) * BLOCK + BLOCK / 2;
    const y = Math.floor(bit / COLUMNS) * BLOCK + BLOCK / 2;
    value = value * 2 + (data[4 * (y * COLUMNS * BLOCK + x)] > 127 ? 1 : 0);
  }
  return value - originUs;
}

await setClock();
const room = { session: "s", cover: null, expected: true };
const states = [];
const watching = new Watching({ video, canvas, line, changed: () => states.push(watching.state) });

document.getElementById("hear").addEventListener("click", () => watching.hear());

globalThis.rig = {
  watching,
  video,
  canvas,
  clockIn,
  states,
  nowUs: () => line.sessionTime(performance.now()).us,
  /** Pictures as they come to the screen: {mediaUs, seenUs, shownUs, delayMs}. */
  seen: [],
  cover: (cover) => watching.follow({ ...room, cover }),
};
function look(_now, frame) {
  const seenUs = clockIn(video);
  rig.seen.push({
    mediaUs: Math.round(frame.mediaTime * 1e6),
    seenUs,
    shownUs: watching.shown(frame.expectedDisplayTime),
    delayMs: (line.sessionTime(frame.expectedDisplayTime).us - seenUs) / 1000,
  });
  video.requestVideoFrameCallback(look);
}
video.requestVideoFrameCallback(look);
watching.follow(room);
watching.run().catch((error) => console.error("watching ended", error));
