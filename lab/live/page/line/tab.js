// One page of this browser at a time is the person's: two would both send, and neither know of the other's tags.
// By Web Locks where the browser has them; a page over plain HTTP asks the other pages by name instead.

const NAME = "usability-lab.page";
const ANSWER_MS = 250;

/** `lost()`: another page of this browser has taken over. */
export function tabLock(lost) {
  return navigator.locks === undefined ? new AskedTabs(lost) : new LockedTab(lost);
}

class LockedTab {
  #lost;

  constructor(lost) {
    this.#lost = lost;
  }

  /** Whether this is the one page. */
  async take() {
    // The page before a reload gives its lock back a moment late.
    for (let tries = 0; tries < 4; tries += 1) {
      if (await this.#ask({ ifAvailable: true })) return true;
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MS / 4));
    }
    return false;
  }

  /** Be the one page, whoever was it before. */
  steal() {
    return this.#ask({ steal: true });
  }

  #ask(options) {
    return new Promise((resolve) => {
      const held = navigator.locks.request(NAME, options, (lock) => {
        resolve(lock !== null);
        return lock === null ? null : new Promise(() => {});
      });
      held.catch(() => this.#lost());
    });
  }
}

class AskedTabs {
  #lost;
  #channel = new BroadcastChannel(NAME);
  #id = crypto.getRandomValues(new Uint32Array(1))[0];
  #state = "other";
  #someone = () => {};

  constructor(lost) {
    this.#lost = lost;
    this.#channel.onmessage = (event) => this.#hear(event.data);
    // A page that the system had frozen answered nobody meanwhile.
    addEventListener("pageshow", (event) => {
      if (event.persisted && this.#state === "mine") this.#again();
    });
  }

  async take() {
    this.#state = "asking";
    const isTaken = await this.#isSomeoneThere();
    this.#state = isTaken ? "other" : "mine";
    return !isTaken;
  }

  async steal() {
    this.#state = "mine";
    this.#channel.postMessage({ word: "mine", id: this.#id });
    return true;
  }

  #isSomeoneThere() {
    return new Promise((resolve) => {
      this.#someone = () => resolve(true);
      this.#channel.postMessage({ word: "who", id: this.#id });
      setTimeout(() => resolve(false), ANSWER_MS);
    });
  }

  #hear({ word, id }) {
    // Of two that ask at the same moment, the one with the smaller number stays.
    const isHere = this.#state === "mine" || (this.#state === "asking" && this.#id < id);
    if (word === "who" && isHere) this.#channel.postMessage({ word: "here", id: this.#id });
    if (word === "here") this.#someone();
    if (word === "mine") {
      const wasMine = this.#state === "mine";
      this.#state = "other";
      if (wasMine) this.#lost();
    }
  }

  async #again() {
    if (await this.take()) return;
    this.#lost();
  }
}
