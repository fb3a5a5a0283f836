// Which session is shown: the one that runs, else one in its debrief, else one that is ready; or the one that was chosen.

const RANK = ["running", "paused", "debrief", "ready"];

let chosen = null;
const listeners = new Set();

/** Show this session; null: whichever is under way. */
export function chooseSession(id) {
  chosen = id;
  for (const heard of listeners) heard();
}

/** Called whenever another session is chosen; returns "off". */
export function onSessionChosen(heard) {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

/** The sessions that can be shown, the one under way first. */
export function openSessions({ sessions }) {
  const open = sessions.filter((one) => RANK.includes(one.state));
  return open.sort((one, other) => RANK.indexOf(one.state) - RANK.indexOf(other.state));
}

/** The session to be shown, as `Hosted`; null when none is. */
export function currentSession(state) {
  const open = openSessions(state);
  return open.find((one) => one.session_id === chosen) ?? open[0] ?? null;
}
