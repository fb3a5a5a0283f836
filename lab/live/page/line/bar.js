// The bar at the top: where one is, as whom, and whether everything has arrived.

import { announce, make } from "/page/line/dom.js";
import { roleName } from "/page/line/roles.js";
import { store } from "/page/line/store.js";
import { LANGUAGES, _, language, n_ } from "/page/line/words.js";

/** Build the bar. `hooks`: leave(), exportQueued(), showRefused(), speak(code), retry(). */
export function showBar(bar, hooks) {
  const chip = make("span", { class: "chip", id: "connection" });
  const refused = make("button", { type: "button", class: "danger small", hidden: true, onclick: hooks.showRefused });
  const closing = make("span", { class: "chip", id: "closing", hidden: true, "data-tone": "careful" });
  const retry = make("button", { type: "button", class: "small", hidden: true, onclick: hooks.retry }, _("Try now"));
  const full = make("button", { type: "button", class: "danger small", hidden: true, onclick: hooks.exportQueued }, _("Nothing more fits here: save as a file"));
  const who = make("span", { class: "who" });
  bar.replaceChildren(
    make("strong", { class: "lab" }, store.get().room?.lab || _("Usability Lab")),
    who,
    make("span", { class: "spring" }),
    closing,
    chip,
    retry,
    refused,
    full,
    menu(hooks),
  );
  bar.hidden = false;
  const offs = [
    store.on((s) => s.me, (me) => {
      // A participant and a screen have no name but what they are.
      const hasName = me.state === "admitted" && !["participant", "wall"].includes(me.role);
      who.textContent = hasName ? _("{name}, {role}", { name: me.name, role: roleName(me.role) }) : (me.name ?? "");
    }),
    store.on((s) => s.connection, (connection) => {
      chip.textContent = connectionText(connection);
      chip.dataset.tone = tone(connection);
      retry.hidden = connection.state !== "offline";
      full.hidden = !connection.isFull;
      refused.hidden = connection.refused.length === 0;
      refused.textContent = _("Not kept: {n}", { n: connection.refused.length });
    }),
    store.on((s) => s.closing, (words) => {
      closing.textContent = words;
      closing.hidden = words === "";
      if (words) announce(words, true);
    }),
    store.on((s) => s.connection.state, changeOfState()),
    store.on((s) => s.connection.isFull, (isFull) => isFull && announce(_("Nothing more fits on this device. Save what was not sent as a file and give it to the moderator."), true)),
  ];
  return () => {
    for (const off of offs) off();
    bar.hidden = true;
  };
}

function menu(hooks) {
  const languages = Object.entries(LANGUAGES).map(([code, name]) =>
    make("button", { type: "button", lang: code, "aria-pressed": String(code === language()), onclick: () => hooks.speak(code) }, name),
  );
  const details = make(
    "details",
    { class: "menu" },
    make("summary", { class: "button" }, _("More")),
    make(
      "div",
      { class: "menu-content card" },
      make("div", { class: "row", role: "group", "aria-label": _("Language") }, languages),
      make("button", { type: "button", onclick: hooks.exportQueued }, _("Save what was not sent as a file")),
      make("button", { type: "button", class: "danger", onclick: hooks.leave }, _("Leave the room")),
    ),
  );
  details.addEventListener("keydown", (event) => {
    if (event.code !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget !== null && !details.contains(event.relatedTarget)) details.open = false;
  });
  return details;
}

/** The state of the connection in a few words. */
function connectionText({ state, mode, queued, saved, kept }) {
  const waiting = queued > 0 ? n_("{n} queued", "{n} queued", queued) : "";
  if (state === "online" && queued > 0) return _("Sending {n}…", { n: queued });
  if (state === "online" && mode === "stream") return saved > 0 ? _("Saved ✓ (by the slower way)") : _("Connected by the slower way");
  if (state === "online") return saved > 0 ? _("Saved ✓") : _("Connected");
  if (state === "ended") return _("Not in the room");
  const lost = state === "connecting" || state === "starting" ? _("Connecting…") : _("No connection");
  if (waiting === "") return lost;
  const lasting = kept === "disk" ? "" : _("only while this page is open");
  return [lost, waiting, lasting].filter(Boolean).join(" · ");
}

function tone({ state, queued }) {
  if (state === "ended") return "bad";
  if (state === "online") return queued > 0 ? "careful" : "good";
  return "careful";
}

// Only what changes for the person is said aloud: not every dial, and no tag.
function changeOfState() {
  let wasOnline = false;
  return (state) => {
    if (state === "online" && wasOnline === null) announce(_("The connection is back."));
    if (state === "offline" && wasOnline === true) announce(_("The connection is lost. What you note is kept on this device and sent later."));
    if (state === "online") wasOnline = true;
    else if (state === "offline" && wasOnline === true) wasOnline = null;
  };
}
