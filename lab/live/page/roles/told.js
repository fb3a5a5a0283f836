// What was just done, with the way back for ten seconds. Undo instead of "are you sure".

import { announce, make } from "/page/line/dom.js";

const SHOWN_MS = 10_000;

export class Told {
  #timer = null;

  constructor() {
    this.element = make("div", { class: "done-bar", hidden: true });
  }

  /** Say {words, tone, undo: {words, press(event)}}. */
  say({ words, tone = "info", undo = null }) {
    clearTimeout(this.#timer);
    const back = undo === null ? null : make("button", {
      type: "button", onclick: (event) => {
        this.clear();
        undo.press(event);
      },
    }, undo.words);
    this.element.replaceChildren(make("div", { class: `note ${tone}` }, make("span", {}, words), back));
    this.element.hidden = false;
    announce(words, tone === "bad");
    this.#timer = setTimeout(() => this.clear(), SHOWN_MS);
  }

  clear() {
    clearTimeout(this.#timer);
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
