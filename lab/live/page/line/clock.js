// The session clock on this page.

import { theLine } from "/page/line/socket.js";
import { store } from "/page/line/store.js";

/**
 * When an event of this page happened on a session's clock. Give it `event.timeStamp`, never the time of the handler.
 * @returns {us, uncertainty_us, offset_us} or null while the offset or the session is unknown. `offset_us`: machine clock
 * minus page clock.
 */
export function sessionTime(timeStampMs, sessionId) {
  const offset = theLine().offset.at(timeStampMs);
  const hosted = store.get().sessions.find((one) => one.session_id === sessionId);
  if (offset === null || hosted === undefined) return null;
  return { us: Math.round(timeStampMs * 1000 + offset.offset_us - hosted.origin_us), ...offset };
}

/** Where the session clock stands now, µs; null while it is unknown. For what is shown only, never for a stamp. */
export function sessionNow(sessionId) {
  return sessionTime(performance.now(), sessionId)?.us ?? null;
}
