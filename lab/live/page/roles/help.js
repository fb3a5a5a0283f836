// The sheet of keys (F1 or ?), where they can be switched off too.

import { make } from "/page/line/dom.js";
import { _ } from "/page/line/words.js";
import { actOf, actWords, keysOn, switchKeys } from "/page/pad/keys.js";
import { refocus } from "/page/roles/focus.js";

const TAGGING = ["tag", "take_back", "end_tag", "criterion", "severity", "good", "note", "quote", "raise", "info", "leave"];
const TIMING = ["boundary", "success", "assisted", "failed", "gave_up"];
const ACTS = {
  observer: TAGGING, note_taker: TAGGING, lead: [...TAGGING, ...TIMING], moderator: [...TAGGING, ...TIMING, "blind"],
};

/** Mount the button that opens it, for this role; returns how to take it down. */
export function mountHelp(element, role) {
  const on = make("input", { type: "checkbox", checked: keysOn(), onchange: () => switchKeys(on.checked) });
  const dialog = make("dialog", { class: "keys card", "aria-labelledby": "keys-title" });
  const opener = make("button", { type: "button", class: "help", "aria-label": _("Keys"), title: _("Keys"), onclick: () => open() },
    make("kbd", {}, "F1"), make("span", { class: "without-key" }, _("Keys")));
  const open = () => {
    dialog.replaceChildren(
      make("h2", { id: "keys-title" }, _("Keys")),
      make("label", { class: "tick" }, on, _("Single keys act")),
      make("p", { class: "quiet" }, _("They rest while you type. They follow the place of the key, whatever the language of the keyboard.")),
      make("dl", {}, actWords([...(ACTS[role] ?? TAGGING), "help"]).flatMap(([key, words]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)])),
      make("button", { type: "button", class: "primary", onclick: () => dialog.close() }, _("Close")));
    dialog.showModal();
  };
  dialog.addEventListener("close", () => refocus());
  const down = (event) => {
    if (actOf(event) !== "help") return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  };
  document.addEventListener("keydown", down);
  element.append(opener, dialog);
  return () => {
    document.removeEventListener("keydown", down);
    dialog.remove();
    opener.remove();
  };
}
