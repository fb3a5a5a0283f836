// What was said in the room since this page was opened, and the hands that were raised.

import { on } from "/page/line/socket.js";

const MOST = 500;
let said = [];
const listeners = new Set();

/** Listen to the room from now on. */
export function followTalk() {
  on("chat_said", (message) => add("chat", message));
  on("hand_raised", (message) => add("hand", message));
  // What was said before this page was opened stands in the journal.
  on("events", ({ events }) => {
    for (const { event } of events) {
      if (event.type === "chat.said") add("chat", event);
      if (event.type === "hand.raised") add("hand", event);
    }
  });
}

/** Everything said, oldest first. */
export function talk() {
  return said;
}

/** Called whenever something is said; returns "off". */
export function onTalk(heard) {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

function add(kind, message) {
  if (said.some((one) => one.id === message.id)) return;
  said = [...said, { ...message, kind }].slice(-MOST);
  for (const heard of listeners) heard();
}
