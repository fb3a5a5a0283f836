// The keys of a tag pad: its buttons, what codes the tag in hand, and Esc. The same on the stage and in practice.

import { actOf } from "/page/pad/keys.js";
import { refocus } from "/page/roles/focus.js";

/** Let the keyboard press a pad while it is shown. `more`: acts beside the pad's own. Returns how to end it. */
export function listenToPadKeys(pad, coding, more) {
  const acts = {
    end_tag: () => pad.row.lastUntilNow(),
    criterion: () => pad.row.criterion.focus(),
    severity: () => pad.row.severity.focus(),
    good: () => pad.row.turn(),
    note: () => pad.row.note.focus(),
    quote: () => pad.row.quote.focus(),
    info: () => pad.toggleInfo(),
    ...more,
  };
  const down = (event) => {
    if (event.code === "Escape") return leave(event, pad, coding);
    const act = actOf(event);
    if (act === null || pad.element.hidden) return;
    const digit = /^tag_(\d)$/.exec(act);
    if (digit !== null) pad.keyDown(Number(digit[1]), event);
    else if (act in acts && !event.repeat) acts[act]();
    else return;
    event.preventDefault();
  };
  const up = (event) => pad.keyUp(event);
  document.addEventListener("keydown", down);
  document.addEventListener("keyup", up);
  return () => {
    document.removeEventListener("keydown", down);
    document.removeEventListener("keyup", up);
  };
}

/** Esc: what is held means nothing; else the words are kept and the next tag is a new one. */
function leave(event, pad, coding) {
  if (event.target.closest?.("dialog")) return;
  if (pad.cancelHold()) return;
  pad.row.write(event);
  coding.leave();
  refocus();
}
