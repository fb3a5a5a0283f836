// The same messages as the body of one long answer, for where a WebSocket is refused: each behind its length.

import { WayEnded, ended } from "/page/watch/socket_stream.js";

const LONGEST = 8 * 1024 * 1024;

/** As `socketStream`. */
export async function fetchStream({ line, track, heard, opened, signal }) {
  try {
    const answer = await line.open(`/api/media?track=${track}`, { signal });
    opened();
    await eachMessage(answer.body.getReader(), heard);
  } catch (error) {
    if (signal.aborted) return;
    throw ended(error);
  }
  if (!signal.aborted) throw new WayEnded("the answer ended");
}

/** Cut a stream of bytes into messages. */
async function eachMessage(reader, heard) {
  let kept = new Uint8Array(0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    kept = kept.length === 0 ? value : joined(kept, value);
    let at = 0;
    while (kept.length - at >= 4) {
      const length = new DataView(kept.buffer, kept.byteOffset + at).getUint32(0);
      if (length > LONGEST) throw new WayEnded("not a stream of messages");
      if (kept.length - at - 4 < length) break;
      heard(kept.slice(at + 4, at + 4 + length).buffer);
      at += 4 + length;
    }
    kept = kept.subarray(at);
  }
}

function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
