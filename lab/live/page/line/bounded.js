// A field for words that the room keeps up to a length. Nothing is cut off unasked: what is longer stays in the field, which
// says how much must go, and is not sent before.

import { make } from "/page/line/dom.js";
import { n_ } from "/page/line/words.js";

let made = 0;

export class Bounded {
  #field;
  #most;

  /** `element`: what is said about it, to be shown beside the field. */
  constructor(field, most) {
    this.#field = field;
    this.#most = most;
    made += 1;
    this.element = make("p", { class: "too-long", id: `too-long-${made}`, role: "status", hidden: true });
    field.setAttribute("aria-describedby", this.element.id);
    field.addEventListener("input", () => this.isOver());
  }

  /** Whether there is more in the field than is kept; then it stands beside it. */
  isOver() {
    const over = lettersOf(this.#field.value.trim()) - this.#most;
    this.element.hidden = over <= 0;
    if (over > 0) {
      this.#field.setAttribute("aria-invalid", "true");
      const words = n_("{n} letter too many. Shorten it, and it is kept.", "{n} letters too many. Shorten it, and it is kept.", over);
      if (this.element.textContent !== words) this.element.textContent = words;
    } else if (this.#field.hasAttribute("aria-invalid")) {
      this.#field.removeAttribute("aria-invalid");
      this.element.textContent = "";
    }
    return over > 0;
  }
}

/** As the room counts them: a letter beyond the first 65,536 is one, not two. */
export function lettersOf(text) {
  let letters = 0;
  for (const _letter of text) letters += 1;
  return letters;
}
