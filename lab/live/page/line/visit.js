// This person's dealings with the room's front desk: joining, being let in, tickets, leaving.

import { newId } from "/page/line/ids.js";

export class Visit {
  #api;
  #token;
  #asking = null;
  /** Tells this page from others of the same person. */
  tab = newId();

  constructor(api, token) {
    this.#api = api;
    this.#token = token;
  }

  get who() {
    return this.#token.who;
  }

  /** What anybody may know of the room. */
  room() {
    return this.#api.get("/api/room");
  }

  /** Join with {invitation | pin, name, organisation, rules, language, device}; kept on this device. */
  async join(said) {
    const answer = await this.#api.post("/api/join", said);
    await this.#token.keep(known(answer, { token: answer.token }));
    return answer;
  }

  /**
   * Who one is now; a token that was renewed (one was let in) is kept at once. Asked once at a time: with each question
   * the room gives another token, and only the last one given is good.
   */
  me() {
    this.#asking ??= this.#me().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #me() {
    const answer = await this.#api.get("/api/me");
    await this.#token.keep(known(answer, { ...this.who, token: answer.token ?? this.who.token }));
    return answer;
  }

  /**
   * A single-use ticket for "events" or "media". This page goes on: the only one of this browser (see tab.js), so whatever
   * else the room believes to be open is an earlier connection that it has not missed yet. With the token of the lobby
   * it asks who it is first: whoever was let in has another by now, and the old one opens nothing.
   */
  async ticket(kind) {
    if (this.who.state === "lobby") await this.me();
    const asked = { kind, tab: this.tab, take_over: true };
    try {
      return (await this.#api.post("/api/ws-ticket", asked)).ticket;
    } catch (error) {
      if (error.code !== "token_old") throw error;
      await this.me();
      return (await this.#api.post("/api/ws-ticket", asked)).ticket;
    }
  }

  /** The room calls this person so: names that are alike are told apart. */
  async called(name) {
    if (this.who !== null && name !== this.who.name) await this.#token.keep({ ...this.who, name });
  }

  async leave() {
    await this.#api.post("/api/leave", {});
    await this.forget();
  }

  forget() {
    return this.#token.forget();
  }
}

function known({ person, name, state }, before) {
  return { ...before, person, name, state };
}
