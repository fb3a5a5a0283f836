// Keeps the slice `feed` of the store: session → its record, with what this person did laid over it until the room has
// kept it. What was acknowledged stays laid over until the room's own copy has come.

import { emptyRecord, laidOver, withEvents } from "/page/feed/fold.js";
import { events, on, put, waiting } from "/page/line/socket.js";
import { store } from "/page/line/store.js";

const kept = new Map();
const fresh = new Map();
const acknowledged = new Map();

/** Have an event kept; it shows at once. Resolves when this device has it. */
export async function keep(session, event) {
  fresh.set(event.id, { session, event });
  draw(session);
  try {
    await put(session, event);
  } finally {
    fresh.delete(event.id);
    draw(session);
  }
}

/** Ids of annotations of which something is still under way. */
export function underWay(session) {
  return new Set(pending(session).map((event) => event.annotation).filter(Boolean));
}

/** Listen to the room from now on. */
export function follow() {
  on("events", ({ session, events: some }) => take(session, some));
  on("queued", ({ message }) => drawPut(message));
  on("not_kept", ({ message }) => drawPut(message));
  on("saved", ({ message }) => {
    if (message.type !== "put") return;
    acknowledged.set(message.event.id, { session: message.session, event: message.event });
    draw(message.session);
  });
  for (const { session_id: session } of store.get().sessions) take(session, events(session));
}

function take(session, some) {
  kept.set(session, withEvents(kept.get(session) ?? emptyRecord(), some));
  for (const { event } of some) acknowledged.delete(event.id);
  draw(session);
}

function drawPut(message) {
  if (message.type === "put") draw(message.session);
}

function pending(session) {
  const mine = [...acknowledged.values(), ...fresh.values()].filter((one) => one.session === session);
  return [...waiting(session), ...mine.map((one) => one.event)];
}

function draw(session) {
  const record = laidOver(kept.get(session) ?? emptyRecord(), pending(session));
  store.put("feed", { ...store.get().feed, [session]: record });
}
