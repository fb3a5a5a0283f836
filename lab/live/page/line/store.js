// What the page knows now, in one place. Each slice has one owner who puts it; everybody may read and listen.
//
//   store.get().connection            {state, mode, queued, saved, refused}
//   store.on(s => s.me, (me) => …)    called at once, then whenever the selected value is another one; returns "off"
//   store.put("people", people)       slices are replaced, never changed in place
//
// Slices
//   connection  state: "starting" | "offline" | "connecting" | "online" | "ended"; mode: "socket" | "stream" | null;
//               queued: how much waits to be kept; saved: how much was acknowledged since the page was opened;
//               refused: what the room would not keep, [{id, code, facts, message}]; kept: "disk" | "memory";
//               isFull: nothing more is kept here until something was saved as a file or sent
//   me          PersonState and `state`: "nobody" | "lobby" | "admitted" | "removed" | "ended"
//   room        what GET /api/room said
//   people      [PersonState]
//   sessions    [Hosted]
//   boards      session id → Board
//   feed        session id → folded annotations (page/feed/fold.js)
//   closing     what to say of a room that is about to end, or has ended; empty: it is there
//   alarm       code and subject → Alarm in force
//   clock       {offset_us, uncertainty_us, samples} or null before the first exchange

function started() {
  return {
    connection: { state: "starting", mode: null, queued: 0, saved: 0, refused: [], isFull: false, kept: "disk" },
    me: { state: "nobody" },
    room: null,
    people: [],
    sessions: [],
    boards: {},
    feed: {},
    alarm: {},
    closing: "",
    clock: null,
  };
}

class Store {
  #state = Object.freeze(started());
  #listeners = new Set();

  get() {
    return this.#state;
  }

  put(slice, value) {
    if (!(slice in this.#state)) throw new Error(`no such slice: ${slice}`);
    if (Object.is(this.#state[slice], value)) return;
    this.#state = Object.freeze({ ...this.#state, [slice]: value });
    for (const listener of [...this.#listeners]) listener();
  }

  /** Put some fields of a slice anew. */
  change(slice, fields) {
    this.put(slice, { ...this.#state[slice], ...fields });
  }

  on(selector, heard) {
    let last = selector(this.#state);
    const listener = () => {
      const now = selector(this.#state);
      if (Object.is(now, last)) return;
      const before = last;
      last = now;
      heard(now, before);
    };
    this.#listeners.add(listener);
    heard(last, undefined);
    return () => this.#listeners.delete(listener);
  }
}

export const store = new Store();
