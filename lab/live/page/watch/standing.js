// What there is to see, from what the room says; and the words for it.

import { _ } from "/page/line/words.js";

const SHOWN_IN = ["running", "paused"];

/**
 * The session to watch and why nothing of it may be seen, if so: {session, cover, expected} as `Watching.follow` takes
 * it. `sessions`: what the room hosts; `online`: the room can say what is covered.
 */
export function roomOf(sessions, online) {
  const running = sessions.filter((one) => SHOWN_IN.includes(one.state));
  const session = running.find((one) => one.recording) ?? running[0] ?? sessions[0] ?? null;
  const cover = coverOf(session);
  return { session: session?.session_id ?? null, cover, expected: online && cover === null };
}

function coverOf(session) {
  if (session === null) return "no_session";
  if (!session.observed) return "no_consent";
  if (session.blind) return "blind";
  if (session.state === "paused") return "paused";
  if (!SHOWN_IN.includes(session.state)) return session.state === "ready" ? "not_begun" : "over";
  return session.recording ? null : "recorder_away";
}

/** What to tell of a `Watching` whose state this is, in a sentence; "" when there is nothing to tell. */
export function sentence(state, clockTime = shortTime) {
  if (state.final) return _("The picture has ended: this device is in the room no longer.");
  if (state.lostSince !== null) {
    return _("Connection lost since {time}. Trying again.", { time: clockTime(state.lostSince) });
  }
  if (state.cover !== null) return covered(state.cover);
  if (!state.seen) return _("Waiting for the picture.");
  if (state.mode === "stills") return _("Single pictures without sound: this browser or the network can do no more.");
  if (state.track === "low") return _("A smaller picture: the network is slow.");
  return "";
}

/** What to tell of the sound. */
export function soundSentence({ sound }) {
  if (sound === "none") return _("No sound");
  return sound === "on" ? _("Sound on") : _("Sound off: press to hear");
}

function covered(cover) {
  const words = {
    no_session: _("No session at the moment."),
    not_begun: _("The session has not begun yet."),
    over: _("The session is over."),
    no_consent: _("The participant has not agreed to be watched."),
    blind: _("The moderator has covered picture and sound for a moment."),
    paused: _("The session is paused."),
    recorder_away: _("The recorder is away. The picture comes back by itself."),
  };
  return words[cover];
}

function shortTime(ms) {
  return new Date(ms).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
