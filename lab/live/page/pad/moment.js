// The moment that an input event means: when the key or the finger went down, and what was on the screen then.

import { sessionTime } from "/page/line/clock.js";
import { shown } from "/page/watch/player.js";

/**
 * `{pressed_us, shown_us, uncertainty_us, clock_offset_us}` of an input event, on the session's clock; null while that
 * clock is not known. `picture`: this person sees one.
 */
export function momentOf(event, session, { picture = true } = {}) {
  const time = sessionTime(event.timeStamp, session);
  if (time === null) return null;
  const frame = picture ? shown(event.timeStamp) : null;
  return {
    pressed_us: time.us, shown_us: frame === null ? null : Math.round(frame),
    uncertainty_us: Math.round(time.uncertainty_us), clock_offset_us: Math.round(time.offset_us),
  };
}

/** m:ss, or h:mm:ss; as the windows write it. */
export function clockText(us) {
  const seconds = Math.max(0, Math.floor(us / 1e6));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
