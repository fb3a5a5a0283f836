// The row that codes the tag in hand: criterion, severity, good or bad, how long it lasts, note, quote.

import { Bounded } from "/page/line/bounded.js";
import { make } from "/page/line/dom.js";
import { _ } from "/page/line/words.js";
import { keyLabel } from "/page/pad/keys.js";
import { CriterionSearch } from "/page/pad/search.js";
import { SeverityPicker } from "/page/pad/severity.js";

const MOST_WORDS = 10_000;

export class CodingRow {
  #tag = null;
  #event = null;
  /** Field → the tag that its words are of, while they are too long to be kept; null: a new one. */
  #over = new Map();
  #bounds = new Map();

  /** `large`: the note is a large field that takes lines; Enter with Ctrl or ⌘ keeps it. */
  constructor(coding, { now, large = false }) {
    this.coding = coding;
    this.now = now;
    this.criterion = new CriterionSearch((criterion) => this.#code("criterion", criterion));
    this.severity = new SeverityPicker((severity) => this.#code("severity", severity));
    this.good = make("button", { type: "button", class: "good-or-bad", "aria-pressed": "false", onclick: () => this.turn() });
    this.until = make("button", { type: "button", class: "until", onclick: () => this.lastUntilNow() });
    this.note = this.#field("note", _("Note"), _("Note"), large);
    this.quote = this.#field("quote", _("Quote"), _("Quote, word for word"), false);
    this.element = make("div", { class: large ? "coding large" : "coding" },
      this.criterion.element, this.severity.element, this.good, this.until, this.note, this.quote,
      [...this.#bounds.values()].map((bound) => bound.element));
    // The moment of a tag that a choice makes is that of the press, not of the handler.
    for (const kind of ["pointerdown", "keydown"]) {
      this.element.addEventListener(kind, (event) => { this.#event = event; }, { capture: true });
    }
    this.show(null);
  }

  /** What criteria can be found. */
  offer(cards) {
    this.criterion.offer(cards);
  }

  /** Show a tag; null: the next choice makes a new one. */
  show(tag) {
    this.#tag = tag;
    this.criterion.show(tag?.criterion ?? null);
    this.severity.show(tag?.severity ?? null);
    const good = tag?.polarity === "positive";
    this.good.setAttribute("aria-pressed", String(good));
    this.#words(this.good, "good", _("good"), "+ ");
    this.#words(this.until, "end_tag", _("lasts until now"));
    this.until.disabled = tag === null;
    this.good.disabled = tag === null;
    for (const [field, element] of [["note", this.note], ["quote", this.quote]]) {
      if (document.activeElement !== element && !this.#over.has(field)) element.value = tag?.[field] ?? "";
    }
  }

  /** Good becomes bad, and bad good. */
  turn() {
    if (this.#tag !== null) this.coding.code("polarity", this.#tag.polarity === "positive" ? "negative" : "positive", null);
  }

  /** What the tag in hand means lasts until now. */
  lastUntilNow() {
    if (this.#tag !== null) this.coding.code("span_us", Math.max(0, this.now() - this.#tag.anchor_us), null);
  }

  /** Keep what stands in the fields. */
  write(event) {
    for (const [field, element] of [["note", this.note], ["quote", this.quote]]) this.#keep(field, element, event);
  }

  /** Keep the words of a field if they are others than before; false: they are too long, and stay there to be shortened. */
  #keep(field, element, event) {
    if (this.#bounds.get(field).isOver()) {
      if (!this.#over.has(field)) this.#over.set(field, this.#tag?.id ?? null);
      return false;
    }
    const words = element.value;
    if (this.#over.has(field)) {
      const of = this.#over.get(field);
      this.#over.delete(field);
      if (of !== (this.#tag?.id ?? null)) this.coding.choose(of);
    }
    if (words.trim() !== (this.#tag?.[field] ?? "")) this.coding.write(field, words, event);
    return true;
  }

  #code(field, value) {
    this.coding.code(field, value, this.#event ?? new Event("choice"));
  }

  #words(button, act, words, before = "") {
    const key = keyLabel(act);
    button.replaceChildren(...(key ? [make("kbd", { "aria-hidden": "true" }, key), " "] : []), before + words);
  }

  #field(field, name, placeholder, large) {
    const element = make(large ? "textarea" : "input", {
      class: `${field}-field`, "aria-label": name, placeholder, autocomplete: "off", enterkeyhint: "done",
      ...(large ? { rows: 5 } : { type: "text" }),
    });
    this.#bounds.set(field, new Bounded(element, MOST_WORDS));
    element.addEventListener("input", (event) => this.coding.begin(event));
    element.addEventListener("keydown", (event) => {
      const keeps = event.code.endsWith("Enter") && !event.isComposing && (!large || event.ctrlKey || event.metaKey);
      if (keeps) {
        event.preventDefault();
        if (!this.#keep(field, element, event)) return;
        element.value = "";
        this.coding.leave();
        element.blur();
      }
    });
    // Whoever goes elsewhere with words in the field wanted them kept.
    element.addEventListener("blur", (event) => this.#keep(field, element, event));
    return element;
  }
}
