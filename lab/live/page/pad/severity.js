// Severity 0–4 as a number in a shape, never colour alone: ○ 0  ◔ 1  ◑ 2  ◕ 3  ● 4. As the window's severity picker.

import { make } from "/page/line/dom.js";
import { _ } from "/page/line/words.js";

const SHAPES = ["○", "◔", "◑", "◕", "●"];

/** A severity as it stands in lists: shape and number; a diamond for none. */
function severityText(severity) {
  return severity === null || severity === undefined ? "♦" : `${SHAPES[severity]} ${severity}`;
}

/** Nielsen's scale in words. */
function severityLabel(severity) {
  if (severity === null || severity === undefined) return _("not rated");
  return [_("not a problem"), _("cosmetic problem"), _("minor problem"), _("major problem"), _("catastrophe")][severity];
}

/** The shape of a tag's severity (a plus for a good one), with its words for who cannot see it. */
export function severityMark(tag) {
  const good = tag.polarity === "positive";
  const tone = good ? "good" : (tag.severity ?? "none");
  return make(
    "span",
    { class: `severity severity-${tone}` },
    make("span", { "aria-hidden": "true" }, good ? "+" : severityText(tag.severity)),
    make("span", { class: "unseen" }, good ? _("positive") : severityLabel(tag.severity)),
  );
}

/** Five buttons; `chosen(severity or null)`: the pressed one pressed again empties. */
export class SeverityPicker {
  #shown = null;

  constructor(chosen) {
    this.buttons = SHAPES.map((_shape, severity) => {
      const name = _("Severity {n}: {words}", { n: severity, words: severityLabel(severity) });
      const attributes = { type: "button", class: `severity-${severity}`, "aria-label": name, title: name, "aria-pressed": "false" };
      const press = () => chosen(this.#shown === severity ? null : severity);
      return make("button", { ...attributes, onclick: press }, severityText(severity));
    });
    this.element = make("div", { class: "severities", role: "group", "aria-label": _("Severity") }, this.buttons);
    this.element.addEventListener("keydown", (event) => this.#digit(event));
  }

  show(severity) {
    this.#shown = severity ?? null;
    this.buttons.forEach((button, number) => button.setAttribute("aria-pressed", String(number === this.#shown)));
  }

  focus() {
    this.buttons[this.#shown ?? 0].focus();
  }

  /** The digit of a severity presses its button: here it means no button of the pad. */
  #digit(event) {
    const digit = /^(?:Digit|Numpad)([0-4])$/.exec(event.code);
    if (digit === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.buttons[Number(digit[1])].focus();
    this.buttons[Number(digit[1])].click();
  }
}
