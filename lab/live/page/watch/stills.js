// Single pictures, some each second, for a browser or a network that can do no more. No sound.

import { ended } from "/page/watch/socket_stream.js";

const EVERY_MS = 300;
const AT = "x-lab-at-us";

/** Fetch and draw pictures until `signal` ends it. `drawn(atUs | null)` is called for each one on the canvas. */
export async function stillPictures({ line, canvas, drawn, opened, signal }) {
  let last = null;
  try {
    while (!signal.aborted) {
      const began = performance.now();
      last = await next({ line, canvas, drawn, opened, signal, last });
      await pause(Math.max(0, EVERY_MS - (performance.now() - began)), signal);
    }
  } catch (error) {
    if (signal.aborted) return;
    throw ended(error);
  }
}

async function next({ line, canvas, drawn, opened, signal, last }) {
  const answer = await line.open("/api/still", { signal });
  opened();
  if (answer.status === 204) return last; // nothing to see at the moment
  const at = answer.headers.get(AT);
  const picture = await decoded(await answer.blob());
  if (signal.aborted) return last;
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  canvas.getContext("2d").drawImage(picture, 0, 0);
  drawn(at === null ? null : Number(at));
  return at;
}

async function decoded(blob) {
  const address = URL.createObjectURL(blob);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    return picture;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function pause(ms, signal) {
  return new Promise((done) => {
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      done();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener("abort", over);
  });
}
