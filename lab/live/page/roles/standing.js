// What is amiss with keeping what this person did, in words where they press; that all is saved stands in the bar above.

import { make } from "/page/line/dom.js";
import { store } from "/page/line/store.js";
import { _, language, n_ } from "/page/line/words.js";

/** The line, and how to stop it. */
export function standingLine() {
  const element = make("p", { class: "standing", role: "status" });
  let awaySince = null;
  const off = store.on((state) => state.connection, (connection) => {
    const away = connection.state !== "online";
    if (!away) awaySince = null;
    else awaySince ??= new Date();
    const [words, tone] = wordsOf(connection, awaySince);
    element.textContent = words;
    element.className = `standing ${tone}`;
  });
  return { element, off };
}

function wordsOf({ state, queued, kept }, awaySince) {
  const where = kept === "memory" ? _("on this page: do not close it") : _("on this device");
  if (state === "online" || state === "starting") return ["", "quiet"]; // what is being sent stands in the bar: here it would move the buttons
  const time = new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit" }).format(awaySince);
  const away = _("The room is away since {time}; your tags are kept {where}.", { time, where });
  const counted = n_("{n} queued", "{n} queued", queued);
  return [queued ? `⚠ ${away} ${counted}` : `⚠ ${away}`, "careful"];
}
