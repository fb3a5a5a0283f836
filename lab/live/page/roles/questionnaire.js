// A questionnaire, one question after another. What is ticked stays on this device until it is handed in.

import { make } from "/page/line/dom.js";
import { _, language } from "/page/line/words.js";
import { said } from "/page/pad/buttons.js";

export class Sheet {
  #place = 0;
  #values;
  #kept;

  /** `one`: {questionnaire, task}; `handIn(values)`: item → number, or null where it was left out. */
  constructor({ questionnaire, task }, session, handIn) {
    this.questionnaire = questionnaire;
    this.handIn = handIn;
    this.#kept = `usability-lab.answers.${session}.${questionnaire.id}.${task?.id ?? ""}`;
    this.#values = this.#remembered();
    const about = task === null ? _("About the whole") : said(task.title, language());
    this.question = make("div", { class: "question" });
    this.element = make("article", { class: "sheet" },
      make("p", { class: "over" }, about),
      questionnaire.instruction ? make("p", { class: "plain" }, said(questionnaire.instruction, language())) : null,
      this.question, make("p", { class: "quiet small credit" }, said(questionnaire.credit, language())));
    this.#draw();
  }

  dispose() {
    this.question.replaceChildren();
  }

  #draw(focus = false) {
    const { items } = this.questionnaire;
    const item = items[this.#place];
    const last = this.#place === items.length - 1;
    const heading = make("h1", { tabindex: "-1" }, said(item.text, language()));
    const back = make("button", { type: "button", hidden: this.#place === 0, onclick: () => this.#step(-1) }, "← ", _("Back"));
    const on = make("button", { type: "button", class: "primary", onclick: () => (last ? this.#finish() : this.#step(1)) },
      last ? _("Hand in") : [_("Next"), " →"]);
    const skip = make("p", { class: "quiet" }, _("You may leave a question out."));
    const count = items.length > 1 ? make("p", { class: "quiet" }, _("Question {n} of {all}", { n: this.#place + 1, all: items.length })) : null;
    this.question.replaceChildren(...[count, heading, this.#scale(item), skip, make("div", { class: "row steps" }, back, on)].filter(Boolean));
    if (focus) heading.focus();
  }

  #scale(item) {
    const steps = Array.from({ length: item.maximum - item.minimum + 1 }, (_nothing, place) => item.minimum + place);
    const radios = steps.map((value) => {
      const radio = make("input", {
        type: "radio", name: item.id, value, checked: this.#values[item.id] === value,
        "aria-label": value === item.minimum ? `${value}, ${said(item.low, language())}` : value === item.maximum ? `${value}, ${said(item.high, language())}` : String(value),
        onchange: () => this.#tick(item.id, value),
      });
      return make("label", { class: "step" }, radio, make("span", { "aria-hidden": "true" }, String(value)));
    });
    return make("fieldset", { class: steps.length > 11 ? "scale many" : "scale" }, make("legend", { class: "unseen" }, said(item.text, language())),
      make("div", { class: "steps-line" }, radios),
      make("div", { class: "ends", "aria-hidden": "true" }, make("span", {}, said(item.low, language())), make("span", {}, said(item.high, language()))));
  }

  #tick(item, value) {
    this.#values = { ...this.#values, [item]: value };
    try {
      sessionStorage.setItem(this.#kept, JSON.stringify(this.#values));
    } catch (error) {
      console.info("answers are not kept over a reload", error);
    }
  }

  #step(by) {
    this.#place += by;
    this.#draw(true);
  }

  #finish() {
    const values = Object.fromEntries(this.questionnaire.items.map((item) => [item.id, this.#values[item.id] ?? null]));
    this.handIn(values);
    try {
      sessionStorage.removeItem(this.#kept);
    } catch (error) {
      console.info("nothing was kept", error);
    }
  }

  #remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#kept) ?? "{}");
    } catch (error) {
      console.info("no answers were kept", error);
      return {};
    }
  }
}
