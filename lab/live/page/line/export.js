// What never reached the room, as a file in the person's hands.

import { make } from "/page/line/dom.js";

const FORMAT = "outbox/1";

/** The content of the file: who, where, and the messages as they would have been sent. */
export function outboxFile(entries, who, place) {
  return {
    format: FORMAT,
    room: place,
    person: who?.person ?? null,
    name: who?.name ?? "",
    exported: new Date().toISOString(),
    messages: entries.map((entry) => ({
      ...entry.message,
      kept_at: new Date(entry.at).toISOString(),
      ...(entry.refusal && { refusal: entry.refusal }),
    })),
  };
}

/** Save it on the device. */
export function saveFile(content, name) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
