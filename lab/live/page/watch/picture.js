// The place of the picture: what the participant's screen shows, or the words for why nothing is shown; sound; whole screen.

import { make } from "/page/line/dom.js";
import { _, number } from "/page/line/words.js";
import { attach, hear, hush, onState, wholeScreen } from "/page/watch/player.js";
import { sentence, soundSentence } from "/page/watch/standing.js";

/** Whether this person wants to hear: kept when the role changes and the picture is hung up anew. */
let wantsSound = true;

/** `plain`: the room's screen, where there is nothing to press. Answers how to take it down. */
export function mountPicture(element, { plain = false } = {}) {
  const video = make("video", { class: "watch-moving", playsinline: true, "aria-label": _("What the participant sees") });
  const canvas = make("canvas", { class: "watch-still", role: "img", "aria-label": _("What the participant sees") });
  const words = make("p", { class: "watch-words", role: "status" });
  const frame = make("div", { class: "watch-frame" }, video, canvas, words);
  const controls = plain ? null : new Controls(frame);
  element.append(make("div", { class: "watch" }, frame, controls?.element));
  const over = new AbortController();
  const detach = attach(video, canvas);
  const off = onState((state) => {
    if (state === null) return;
    const told = sentence(state) || (plain && state.sound === "off" ? soundSentence(state) : "");
    if (words.textContent !== told) words.textContent = told;
    frame.classList.toggle("watch-empty", state.cover !== null || !state.seen);
    controls?.show(state);
  });
  hearWhenAllowed(over.signal, plain);
  return () => {
    off();
    over.abort();
    detach();
  };
}

// Browsers give sound only after a press: joining was one; after a reload the button says that one is due. On the room's
// screen, which has no button, any press is taken for it.
function hearWhenAllowed(signal, plain) {
  if (!wantsSound) return;
  if (navigator.userActivation?.hasBeenActive) hear();
  else if (plain) {
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => hear(), { once: true, signal });
  }
}

class Controls {
  #sound;
  #delay;

  constructor(frame) {
    this.#sound = make("button", { type: "button", class: "watch-sound", onclick: () => this.#turn() });
    this.#delay = make("span", { class: "quiet small watch-delay" });
    const whole = make("button", { type: "button", onclick: () => wholeScreen(frame) }, _("Whole screen"));
    this.element = make("div", { class: "row watch-controls" }, this.#sound, this.#delay);
    if (frame.requestFullscreen !== undefined) this.element.append(whole);
  }

  show(state) {
    this.#sound.textContent = soundSentence(state);
    this.#sound.setAttribute("aria-pressed", String(state.sound === "on"));
    this.#sound.disabled = state.sound === "none";
    this.#sound.classList.toggle("primary", state.sound === "off" && wantsSound);
    const told = state.seen && state.delayMs !== null;
    this.#delay.textContent = told ? _("{seconds} s behind", { seconds: number(state.delayMs / 1000, 1) }) : "";
  }

  #turn() {
    wantsSound = this.#sound.getAttribute("aria-pressed") !== "true";
    if (wantsSound) hear();
    else hush();
  }
}
