// The tag pad on the stage: it joins pad, coding, keys and the desk.

import { Bounded } from "/page/line/bounded.js";
import { make } from "/page/line/dom.js";
import { _ } from "/page/line/words.js";
import { Coding } from "/page/pad/coding.js";
import { capped, onKeysSwitched } from "/page/pad/keys.js";
import { TagPad } from "/page/pad/pad.js";
import { desk } from "/page/roles/desk.js";
import { refocus } from "/page/roles/focus.js";
import { mountHelp } from "/page/roles/help.js";
import { listenToPadKeys } from "/page/roles/pad_keys.js";
import { stage } from "/page/roles/stage_keys.js";
import { standingLine } from "/page/roles/standing.js";
import { Told } from "/page/roles/told.js";

const MOST_WORDS = 2_000;

/** Mount the pad in an element; `large`: with a large field for notes. Returns how to take it down. */
export function mountPad(element, { role, large = false }) {
  const coding = new Coding(desk, () => pad.showCurrent());
  const pad = new TagPad(coding, { now: () => desk.now() ?? 0, large });
  const told = new Told();
  const standing = standingLine();
  const absent = make("p", { class: "note info" }, _("No session is under way. The pad appears when the moderator begins."));
  const raise = raising(coding);
  const tools = make("div", { class: "tools" }, standing.element, raise.opener);
  const help = mountHelp(tools, role);
  element.append(absent, pad.element, raise.form, told.element);
  desk.told = (what) => told.say(what);
  stage.coding = coding;

  const draw = () => {
    const { board, record } = desk;
    const tagging = board !== null && ["running", "paused", "debrief"].includes(record.state);
    absent.hidden = tagging;
    pad.element.hidden = !tagging || (record.state === "debrief" && !large);
    raise.opener.hidden = board === null;
    raise.label();
    const shelf = pad.element.hidden ? element : pad.head;
    if (tools.parentElement !== shelf) shelf.append(tools);
    if (board !== null) pad.show(board, desk.attempt?.task ?? null);
    pad.showCurrent();
  };
  const keys = listenToPadKeys(pad, coding, { take_back: () => desk.takeBackLast(), raise: () => raise.open() });
  const off = [desk.on(draw), onKeysSwitched(draw), standing.off, help, keys];
  return () => {
    for (const one of off) one();
    pad.dispose();
    stage.coding = null;
  };
}

/** The button that brings the tag in hand, or a sentence, before the moderator. */
function raising(coding) {
  const text = make("input", {
    type: "text", autocomplete: "off", enterkeyhint: "send",
    "aria-label": _("What the moderator should know"), placeholder: _("A sentence, or nothing: the tag in hand is raised"),
  });
  const bound = new Bounded(text, MOST_WORDS);
  const send = () => {
    if (bound.isOver()) return;
    const words = text.value.trim();
    if (!words && coding.current === null) return;
    desk.raise(words, coding.current);
    text.value = "";
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    refocus();
  };
  const form = make("div", { class: "row raising", hidden: true }, text,
    make("button", { type: "button", class: "primary", onclick: send }, _("Raise")), bound.element);
  text.addEventListener("keydown", (event) => {
    if (event.code.endsWith("Enter") && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  const open = () => {
    form.hidden = !form.hidden;
    opener.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) text.focus();
  };
  const name = _("Raise to the moderator");
  const opener = make("button", { type: "button", class: "raise", "aria-expanded": "false", "aria-label": name, title: name, onclick: open });
  return { opener, form, open, label: () => opener.replaceChildren(...capped("raise", _("Raise"))) };
}
