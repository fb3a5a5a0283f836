// Single keys, by the physical key (event.code): a Russian layout works as well. They rest while somebody types, and
// can be switched off (WCAG 2.1.4). As `ui/keys/keymap.py`; F5 stays the browser's.

import { make } from "/page/line/dom.js";
import { _ } from "/page/line/words.js";

const KEPT = "usability-lab.keys";

const DIGITS = Array.from({ length: 9 }, (_nothing, place) => place + 1);

const USUAL = {
  boundary: ["Enter", "NumpadEnter"],
  success: ["F6"],
  assisted: ["F7"],
  failed: ["F8"],
  gave_up: ["F9"],
  ...Object.fromEntries(DIGITS.map((digit) => [`tag_${digit}`, [`Digit${digit}`, `Numpad${digit}`]])),
  take_back: ["Backspace"],
  end_tag: ["KeyE"],
  criterion: ["KeyC", "Slash"],
  severity: ["KeyS"],
  good: ["KeyG"],
  note: ["KeyN"],
  quote: ["KeyQ"],
  raise: ["KeyR"],
  info: ["KeyI"],
  blind: ["F10"],
  help: ["F1"],
};

const LABELS = { Slash: "/", Backspace: "⌫", Enter: "Enter" };

const listeners = new Set();
let on = remembered();

/** Whether single keys act. */
export function keysOn() {
  return on;
}

/** Switch single keys on or off; kept on this device. */
export function switchKeys(wanted) {
  on = wanted;
  try {
    localStorage.setItem(KEPT, wanted ? "on" : "off");
  } catch (error) {
    console.info("the choice of keys is not kept", error);
  }
  for (const heard of listeners) heard(on);
}

/** Called now and whenever keys are switched; returns "off". */
export function onKeysSwitched(heard) {
  listeners.add(heard);
  heard(on);
  return () => listeners.delete(heard);
}

/** The key of an act as it stands on a button; empty when keys are off. */
export function keyLabel(act) {
  const code = USUAL[act]?.[0];
  if (!on || code === undefined) return "";
  return LABELS[code] ?? code.replace(/^(?:Digit|Key)/, "");
}

/** A button's words with its key before them. */
export function capped(act, words) {
  const key = keyLabel(act);
  return [...(key ? [make("kbd", { "aria-hidden": "true" }, key), " "] : []), words];
}

/** What a key event means; null for nothing: while typing, with modifiers, on a button that has Enter for itself. */
export function actOf(event) {
  if (event.code === "F1" || isQuestion(event)) return isTyping(event.target) && event.code !== "F1" ? null : "help";
  if (isUndo(event)) return isTyping(event.target) ? null : "take_back";
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return null;
  if (event.code.endsWith("Enter") && event.target.closest?.("button, a, summary, [role=option], select")) return null;
  return Object.keys(USUAL).find((act) => USUAL[act].includes(event.code)) ?? null;
}

/** Whether letters go into this element. */
function isTyping(element) {
  return Boolean(element?.closest?.("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, dialog"));
}

/** Every act of a role with its words, for the sheet of keys. */
export function actWords(acts) {
  const words = {
    tag: _("Tag with button 1 to 9 of the pad; held, it marks from press to release"),
    take_back: _("Take back my last tag"),
    end_tag: _("The tag in hand lasts until now"),
    criterion: _("Find a criterion"),
    severity: _("Severity, then 0 to 4"),
    good: _("Good or bad"),
    note: _("Write a note"),
    quote: _("Write the participant’s own words"),
    raise: _("Raise to the moderator"),
    info: _("How each criterion is observed"),
    boundary: _("Next task boundary: start the next task, or end the running one"),
    success: _("Task ended: success"),
    assisted: _("Task ended: success with help"),
    failed: _("Task ended: failed"),
    gave_up: _("Task ended: gave up"),
    blind: _("Blind the observers, or let them see again"),
    help: _("Show all keys"),
    leave: _("Back: the next tag is a new one"),
  };
  const keys = { tag: "1 … 9", take_back: _("⌫ or Ctrl+Z"), leave: "Esc", help: _("F1 or ?") };
  return acts.map((act) => [keys[act] ?? labelsOf(act), words[act]]);
}

function labelsOf(act) {
  const shown = USUAL[act].filter((code) => !code.startsWith("Numpad"));
  return shown.map((code) => LABELS[code] ?? code.replace(/^(?:Digit|Key)/, "")).join(_(" or "));
}

function isQuestion(event) {
  return event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey;
}

function isUndo(event) {
  return event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
}

function remembered() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch (error) {
    console.info("no choice of keys was kept", error);
    return true;
  }
}
