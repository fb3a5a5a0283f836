// The room's media messages: "ULM1", kind, track, moment on the session clock (µs), then what it carries.

export const INIT = 3;
export const KEY = 4;
export const DELTA = 5;

export const MAIN = 0;
export const LOW = 1;
export const SOUND = 2;

const MAGIC = 0x554c4d31;
const LENGTH = 14;

/** Somebody sent what is no media message. */
class NotMedia extends Error {}

/** One message: {kind, track, atUs, payload}. `buffer` is an ArrayBuffer; the payload looks into it and copies nothing. */
export function parsed(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < LENGTH || view.getUint32(0) !== MAGIC) throw new NotMedia(`${buffer.byteLength} bytes`);
  const atUs = view.getInt32(6) * 2 ** 32 + view.getUint32(10);
  return { kind: view.getUint8(4), track: view.getUint8(5), atUs, payload: new Uint8Array(buffer, LENGTH) };
}

/** What an INIT carries: the type that the browser is asked about, and the bytes that a track begins with. */
export function beginning(payload) {
  const length = payload[0];
  if (length === undefined || payload.length <= 1 + length) throw new NotMedia("a beginning without its type");
  const mime = String.fromCharCode(...payload.subarray(1, 1 + length));
  return { mime, bytes: payload.subarray(1 + length) };
}

/** Picture or sound: the two things a person can do without, each with a buffer of its own. */
export function partOf(track) {
  return track === SOUND ? "sound" : "picture";
}
