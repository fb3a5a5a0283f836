// The field that completes to a criterion by number or word; a combobox as WAI-ARIA describes it.

import { make } from "/page/line/dom.js";
import { _, language, n_ } from "/page/line/words.js";
import { said } from "/page/pad/buttons.js";
import { found } from "/page/pad/finding.js";

let made = 0;

export class CriterionSearch {
  #cards = [];
  #shown = null;
  #found = [];
  #marked = -1;

  /** `chosen(criterion id or null)`; null when it was emptied. */
  constructor(chosen) {
    this.chosen = chosen;
    made += 1;
    const list = `criteria-${made}`;
    this.input = make("input", {
      type: "search", autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list",
      "aria-controls": list, "aria-label": _("Criterion: number or word"), placeholder: _("Criterion: number or word"),
      enterkeyhint: "done", oninput: () => this.#typed(), onkeydown: (event) => this.#key(event),
      onblur: () => this.#leave(),
    });
    this.list = make("ul", { id: list, role: "listbox", class: "offered", "aria-label": _("Criteria"), hidden: true });
    this.told = make("div", { class: "unseen", role: "status" });
    this.element = make("div", { class: "search" }, this.input, this.list, this.told);
  }

  /** What can be found. */
  offer(cards) {
    this.#cards = cards;
  }

  /** Show this criterion; never while somebody types here. */
  show(criterion) {
    this.#shown = criterion ?? null;
    if (document.activeElement !== this.input) this.input.value = this.words(this.#shown);
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  /** Number and title; the bare number for one that is not in the list. */
  words(criterion) {
    if (criterion === null) return "";
    const card = this.#cards.find((one) => one.id === criterion);
    return card === undefined ? criterion : `${card.id}  ${said(card.title, language())}`;
  }

  #typed() {
    this.#offer(found(this.#cards, this.input.value, language()));
    if (this.input.value.trim() === "" && this.#shown !== null) this.#choose(null);
  }

  #offer(cards) {
    this.#found = cards;
    this.#marked = cards.length ? 0 : -1;
    this.list.replaceChildren(...cards.map((card, place) => this.#option(card, place)));
    this.list.hidden = cards.length === 0;
    this.input.setAttribute("aria-expanded", String(cards.length > 0));
    this.#mark();
    const some = this.input.value.trim() !== "";
    this.told.textContent = some ? n_("{n} criterion found", "{n} criteria found", cards.length) : "";
  }

  #option(card, place) {
    const observe = said(card.observe, language());
    return make(
      "li",
      {
        id: `${this.list.id}-${place}`, role: "option",
        onpointerdown: (event) => {
          event.preventDefault(); // the field keeps the focus, and the list stays until it is chosen
          this.#choose(card.id);
        },
      },
      make("strong", {}, card.id), ` ${said(card.title, language())}`,
      observe ? make("small", { class: "quiet" }, observe) : null,
    );
  }

  #mark() {
    [...this.list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === this.#marked)));
    const marked = this.list.children[this.#marked];
    if (marked === undefined) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", marked.id);
      marked.scrollIntoView({ block: "nearest" });
    }
  }

  #key(event) {
    if (event.code === "ArrowDown" || event.code === "ArrowUp") {
      const by = event.code === "ArrowDown" ? 1 : -1;
      const many = this.#found.length;
      if (many) this.#marked = (this.#marked + by + many) % many;
      this.#mark();
      event.preventDefault();
    } else if (event.code === "Enter" || event.code === "NumpadEnter") {
      event.preventDefault();
      if (this.#marked >= 0) this.#choose(this.#found[this.#marked].id);
      else if (this.input.value.trim() === "") this.#choose(null);
    } else if (event.code === "Escape" && !this.list.hidden) {
      this.#offer([]);
      event.stopPropagation();
    }
  }

  #choose(criterion) {
    this.#shown = criterion;
    this.#offer([]);
    this.input.value = this.words(criterion);
    this.told.textContent = "";
    this.chosen(criterion);
  }

  #leave() {
    this.#offer([]);
    this.input.value = this.words(this.#shown);
    this.told.textContent = "";
  }
}
