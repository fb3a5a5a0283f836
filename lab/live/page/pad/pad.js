// The tag pad: one press says what was seen; criterion, severity and words can follow, or wait for the debrief. The same
// words, in the same order, with the same keys as in the window (`ui/held/tag_pad.py`).

import { make } from "/page/line/dom.js";
import { _, language } from "/page/line/words.js";
import { MOST_BUTTONS, observedBy, padFor, said } from "/page/pad/buttons.js";
import { Hold } from "/page/pad/hold.js";
import { keyLabel } from "/page/pad/keys.js";
import { clockText } from "/page/pad/moment.js";
import { CodingRow } from "/page/pad/coding_row.js";

export class TagPad {
  #drawn = null;
  #observe = false;
  #ticking = null;

  /**
   * `coding`: what the choices do. `now()`: the session's time, µs. `large`: with a large field for notes. `title`:
   * what stands above.
   */
  constructor(coding, { now, large = false, title = _("Tag: what did you see?") }) {
    this.coding = coding;
    this.now = now;
    this.buttons = [];
    this.hold = new Hold({
      done: (button, event, heldMs) => this.#press(button, event, heldMs),
      long: (button, event) => this.#showLong(button, event),
      left: () => this.#hideLong(),
    });
    this.grid = make("div", { class: "pad-keys", role: "group", "aria-label": _("Tag pad") });
    this.long = make("div", { class: "pad-long note info", hidden: true, role: "status" });
    this.info = make("button", {
      type: "button", class: "pad-info", "aria-pressed": "false", onclick: () => this.toggleInfo(),
    }, _("How it is observed"));
    this.current = make("strong", { class: "pad-current" });
    this.head = make("div", { class: "pad-head" }, make("h2", { class: "over" }, title), this.current, this.info);
    this.row = new CodingRow(coding, { now, large });
    this.element = make("div", { class: "pad card" },
      this.head, this.grid, this.long, this.row.element);
    window.addEventListener("blur", this.#blurred);
  }

  /** Show the buttons of this task (id or null) of a board. */
  show(board, task) {
    const drawn = [board, task, this.#observe, keyLabel("tag_1"), language()];
    if (this.#drawn !== null && drawn.every((one, place) => one === this.#drawn[place])) return;
    this.#drawn = drawn;
    const pad = padFor(board, task);
    this.buttons = pad.buttons;
    const every = [...pad.buttons, ...pad.more];
    this.grid.replaceChildren(...every.map((button, place) => this.#key(board, button, place)));
    this.row.offer(board.criteria);
    this.info.hidden = board.criteria.length === 0;
    const key = keyLabel("info");
    this.info.replaceChildren(...(key ? [make("kbd", {}, key), " "] : []), _("How it is observed"));
  }

  /** Show the tag that is coded now. */
  showCurrent() {
    const tag = this.coding.current;
    const words = tag === null ? "" : said(tag.words, language()) || _("tag");
    const until = tag?.span_us ? `–${clockText(tag.anchor_us + tag.span_us)}` : "";
    this.current.textContent = tag === null ? "" : `${clockText(tag.anchor_us)}${until}  ${words}`;
    this.current.title = this.current.textContent;
    this.row.show(tag);
  }

  /** How each criterion is observed stands under the words, or no longer. */
  toggleInfo() {
    this.#observe = !this.#observe;
    this.info.setAttribute("aria-pressed", String(this.#observe));
    if (this.#drawn !== null) this.show(this.#drawn[0], this.#drawn[1]);
  }

  /** A digit key went down (from 1), or up again. */
  keyDown(digit, event) {
    const button = this.buttons[digit - 1];
    if (button !== undefined && !event.repeat) this.#begin(button, event);
  }

  keyUp(event) {
    if (this.hold.held !== null && this.code === event.code) this.#end(event.timeStamp);
  }

  /** Nothing is meant by what is held. Whether something was. */
  cancelHold() {
    const held = this.hold.held !== null;
    this.hold.cancel();
    return held;
  }

  dispose() {
    window.removeEventListener("blur", this.#blurred);
    this.hold.cancel();
  }

  #blurred = (event) => this.#end(event.timeStamp);

  #key(board, button, place) {
    const key = place < MOST_BUTTONS ? keyLabel(`tag_${place + 1}`) : "";
    const words = said(button.words, language());
    const good = button.polarity === "positive";
    const observed = observedBy(board, button, language());
    const element = make("button", {
      type: "button", class: good ? "pad-key good" : "pad-key", "data-button": button.id,
      "aria-label": good ? _("{words} (positive)", { words }) : words,
      "aria-keyshortcuts": key || null, title: this.#observe ? null : (observed?.title ?? null),
    },
    key ? make("kbd", { "aria-hidden": "true" }, key) : null,
    make("span", { class: "words" }, words,
      this.#observe && observed !== null
        ? make("small", { class: "observed" }, observed.title, observed.observe ? ` – ${observed.observe}` : "")
        : null),
    button.waiting ? make("small", { class: "held-mark" }, _("hold while they wait")) : null,
    good ? make("span", { class: "plus", "aria-hidden": "true" }, "+") : null);
    this.#listen(element, button);
    return element;
  }

  #listen(element, button) {
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      element.setPointerCapture?.(event.pointerId);
      this.#begin(button, event);
    });
    element.addEventListener("pointerup", (event) => {
      const box = element.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (inside) this.#end(event.timeStamp);
      else this.hold.cancel();
      element.blur(); // or the next Enter would press it once more
    });
    element.addEventListener("pointercancel", () => this.hold.cancel());
    // Once it is a long press, a finger that trembles must not begin to scroll.
    const still = (event) => { if (!this.long.hidden && event.cancelable) event.preventDefault(); };
    element.addEventListener("touchmove", still, { passive: false });
    element.addEventListener("contextmenu", (event) => event.preventDefault());
    // What presses the button without a pointer: Enter, Space, a screen reader. A pointer has its own way above.
    element.addEventListener("click", (event) => {
      if (event.detail === 0 && event.pointerType !== "mouse" && event.pointerType !== "touch") this.#press(button, event, 0);
    });
  }

  #begin(button, event) {
    this.code = event.code;
    this.hold.begin(button, event);
    this.#keyOf(button)?.classList.add("down");
  }

  #end(timeStamp) {
    this.hold.end(timeStamp);
  }

  #press(button, event, heldMs) {
    this.coding.put({ button, span_us: Math.round(heldMs * 1000) }, event);
    const key = this.#keyOf(button);
    key?.classList.remove("down");
    key?.classList.add("pressed");
    setTimeout(() => key?.classList.remove("pressed"), 350);
  }

  #keyOf(button) {
    return [...this.grid.children].find((one) => one.dataset.button === button.id);
  }

  #showLong(button, event) {
    const observed = this.#drawn === null ? null : observedBy(this.#drawn[0], button, language());
    const time = make("strong", { class: "figures" }, "");
    const tick = () => { time.textContent = _("held {time}", { time: clockText((performance.now() - event.timeStamp) * 1000) }); };
    tick();
    this.#ticking = setInterval(tick, 200);
    this.long.replaceChildren(
      make("p", {}, time, " · ", _("let go: the tag lasts so long. Slide off, or press Esc: nothing is tagged.")),
      ...(observed === null ? [] : [make("p", { class: "plain" }, make("strong", {}, observed.title), observed.observe ? `\n${observed.observe}` : "")]),
    );
    this.long.hidden = false;
  }

  #hideLong() {
    clearInterval(this.#ticking);
    this.long.hidden = true;
    this.long.replaceChildren();
    for (const one of this.grid.children) one.classList.remove("down");
  }
}
