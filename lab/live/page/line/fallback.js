// The second way to the room, where a WebSocket is refused: what is said goes by POST, what is told comes in one answer
// that never ends. The same messages, ids and acknowledgements.

import { Ended, OPENING_MS, TOO_BIG } from "/page/line/web_socket.js";

const MOST_BYTES = 48 * 1024;

export class FallbackCarrier {
  mode = "stream";
  #api;
  #heard;
  #ended;
  #free;
  #going = new AbortController();
  #posting = false;
  #words = [];
  #timer;

  /**
   * As of the SocketCarrier; `free()`: more can be taken now; `hello`: its `since` goes with the question for the feed;
   * `tab`: which page of this person asks.
   */
  constructor(api, hello, tab, { heard, opened, ended, free }) {
    this.#api = api;
    this.#heard = heard;
    this.#ended = ended;
    this.#free = free;
    this.#timer = setTimeout(() => this.#end(1006), OPENING_MS);
    this.#listen(hello, tab, opened);
  }

  takes(messages) {
    if (this.#posting) return 0;
    let bytes = 0;
    let count = 0;
    for (const message of messages) {
      bytes += new Blob([JSON.stringify(message)]).size;
      if (bytes > MOST_BYTES && count > 0) break;
      count += 1;
    }
    return count;
  }

  send(messages) {
    // The answer to the question for the feed is the welcome already.
    this.#words.push(...messages.filter((message) => message.type !== "hello"));
    this.#post();
  }

  close() {
    this.#end(1000);
  }

  async #post() {
    if (this.#posting || this.#ended === null) return;
    this.#posting = true;
    try {
      while (this.#words.length > 0 && this.#ended !== null) {
        const going = this.#words.splice(0, this.#counted());
        const options = { method: "POST", body: { messages: going }, signal: this.#going.signal };
        const answer = await this.#api.open("/api/events", options);
        const told = await answer.json();
        for (const message of told.answers) this.#tell(message);
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#posting = false;
    }
    if (this.#ended !== null) this.#free();
  }

  #counted() {
    const posting = this.#posting;
    this.#posting = false;
    const count = this.takes(this.#words);
    this.#posting = posting;
    return count;
  }

  async #listen(hello, tab, opened) {
    try {
      const since = encodeURIComponent(JSON.stringify(hello.since));
      const answer = await this.#api.open(`/api/feed?since=${since}&tab=${tab}`, { signal: this.#going.signal });
      opened();
      await this.#read(answer.body.getReader());
      this.#end(1006);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #read(reader) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop();
      for (const line of lines) if (line !== "") this.#tell(JSON.parse(line));
    }
  }

  #tell(message) {
    clearTimeout(this.#timer);
    if (this.#ended !== null) this.#heard(message, performance.now());
  }

  #fail(error) {
    const closes = { 400: TOO_BIG, 401: 4401, 403: 4403, 413: TOO_BIG, 422: TOO_BIG, 429: 4429 };
    if (this.#ended !== null) console.info("the stream of the room ended", error);
    this.#end(closes[error.status] ?? 1006);
  }

  #end(code) {
    const ended = this.#ended;
    this.#ended = null;
    clearTimeout(this.#timer);
    this.#going.abort();
    if (ended !== null) ended(new Ended(code, true));
  }
}
