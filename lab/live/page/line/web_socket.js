// The first way to the room: a WebSocket with a single-use ticket in its subprotocol.

/** So long the room may take until its first word. */
export const OPENING_MS = 8_000;

/** Closing code: the room would not read a message. */
export const TOO_BIG = 1009;

/** Why a connection could not be made or ended: `code` as in the closing frame, `opened` whether it ever stood. */
export class Ended {
  constructor(code, opened) {
    this.code = code;
    this.opened = opened;
  }
}

export class SocketCarrier {
  mode = "socket";
  #socket;
  #opened = false;
  #ended;
  #timer;

  /** `heard(message, timeStampMs)`; `opened()`; `ended(Ended)` is called once, whatever happens. */
  constructor(ticket, { heard, opened, ended }) {
    this.#ended = ended;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.#socket = new WebSocket(`${scheme}://${location.host}/ws/events`, ["lab.1", `ticket.${ticket}`]);
    this.#timer = setTimeout(() => this.#end(1006), OPENING_MS);
    this.#socket.onopen = () => {
      this.#opened = true;
      opened();
    };
    this.#socket.onmessage = (event) => {
      clearTimeout(this.#timer);
      if (this.#ended !== null) heard(JSON.parse(event.data), event.timeStamp);
    };
    this.#socket.onclose = (event) => this.#end(event.code);
  }

  takes(messages) {
    return Math.min(1, messages.length);
  }

  send(messages) {
    for (const message of messages) {
      if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
    }
  }

  close() {
    this.#end(1000);
  }

  /** A cut network may take a minute to close a socket; nobody waits for it. */
  #end(code) {
    clearTimeout(this.#timer);
    const ended = this.#ended;
    this.#ended = null;
    this.#socket.close();
    if (ended !== null) ended(new Ended(code, this.#opened));
  }
}
