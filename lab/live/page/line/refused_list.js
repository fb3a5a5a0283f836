// What the room would not keep: each with its reason, to be saved as a file or thrown away by the person.

import { make } from "/page/line/dom.js";
import { outboxFile, saveFile } from "/page/line/export.js";
import { sentence } from "/page/line/refusals.js";
import { _ } from "/page/line/words.js";

/** Show it as a dialog over the page. */
export function showRefused(outbox, who) {
  const dialog = make("dialog", { class: "card", "aria-labelledby": "refused-heading" });
  const fill = () => {
    const items = outbox.refused.map((entry) => item(entry, async () => {
      await outbox.discard(entry.id);
      if (outbox.refused.length === 0) dialog.close();
      else fill();
    }));
    dialog.replaceChildren(
      make("h2", { id: "refused-heading" }, _("Not kept by the room")),
      make("p", {}, _("The room refused these. They stay on this device until you throw them away.")),
      make("ul", { class: "refused" }, items),
      make(
        "div",
        { class: "row" },
        make("button", { type: "button", onclick: () => saveFile(outboxFile(outbox.refused, who, location.host), "not-kept.json") }, _("Save as a file")),
        make("button", { type: "button", class: "primary", onclick: () => dialog.close() }, _("Close")),
      ),
    );
  };
  fill();
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function item(entry, discard) {
  return make(
    "li",
    {},
    make("p", { class: "plain" }, described(entry.message)),
    make("p", { class: "quiet" }, sentence(entry.refusal.code, entry.refusal.facts)),
    make("button", { type: "button", class: "danger", onclick: discard }, _("Throw away")),
  );
}

function described(message) {
  if (message.type === "put") return message.event.note || message.event.quote || message.event.text || message.event.criterion || message.event.type;
  return message.text || message.type;
}
