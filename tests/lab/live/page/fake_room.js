// A room inside the page, for tests: what is put is kept at once and heard again, unless the room is away.

import { newId } from "/page/line/ids.js";
import { store } from "/page/line/store.js";

const listeners = new Map();
const heard = new Map();
let queue = [];

export const fake = { said: [], puts: [], posts: [], away: false, full: false };
window.fake = fake;

export class Refusal extends Error {
  code = "not_connected";
}

export function on(type, listener) {
  if (!listeners.has(type)) listeners.set(type, new Set());
  listeners.get(type).add(listener);
  return () => listeners.get(type).delete(listener);
}

export function tell(message) {
  for (const listener of [...(listeners.get(message.type) ?? [])]) listener(message);
}

/** Events that others made. */
export function hear(session, events) {
  const known = heard.get(session) ?? [];
  const stamped = events.map((event, place) => ({ seq: known.length + place + 1, event }));
  heard.set(session, [...known, ...stamped]);
  tell({ type: "events", session, events: stamped });
}

export function say(message) {
  fake.said.push(message);
  return message.id === undefined ? undefined : fake.away ? Promise.reject(new Refusal()) : Promise.resolve({});
}

export async function put(session, event) {
  if (fake.full) throw new Error("nothing more fits");
  const message = { type: "put", id: event.id, session, event: JSON.parse(JSON.stringify(event)) };
  fake.puts.push(message.event);
  queue.push(message);
  counted();
  tell({ type: "queued", message });
  if (!fake.away) setTimeout(flush, 0);
  return event.id;
}

export async function post(message) {
  fake.posts.push({ id: newId(), ...message });
}

export const events = (session) => heard.get(session) ?? [];
export const waiting = (session) => queue.filter((one) => one.session === session).map((one) => one.event);
export const theLine = () => ({});

/** The room comes and goes. */
export function away(is) {
  fake.away = is;
  store.change("connection", { state: is ? "offline" : "online" });
  if (!is) flush();
}

function flush() {
  if (fake.away) return;
  const going = queue;
  queue = [];
  counted();
  for (const message of going) {
    tell({ type: "saved", message, seqs: [1] });
    hear(message.session, [message.event]);
  }
}

function counted() {
  store.change("connection", { queued: queue.length });
}

fake.hear = hear;
fake.away_ = away;
fake.tell = tell;
fake.store = store;
