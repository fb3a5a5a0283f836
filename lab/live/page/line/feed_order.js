// Events of every session exactly once, from a room that dies and comes back. In the order of their numbers, which may
// have holes: what a person may not hear is not sent. Only when a session comes to its debrief may earlier numbers follow.

export class FeedOrder {
  #sessions = new Map();

  /** Session id → last number known, for the room's "what came after". */
  get known() {
    return Object.fromEntries([...this.#sessions].map(([id, session]) => [id, session.last]));
  }

  /** Everything heard of a session, in the order in which it was handed on. */
  events(id) {
    return this.#sessions.get(id)?.events ?? [];
  }

  /** A new connection: the room has been told what is known, and sends the rest of these sessions unasked. */
  welcomed(hosted) {
    for (const session of this.#sessions.values()) session.flows = session.asked = false;
    for (const one of hosted) this.#of(one.session_id).flows = true;
    for (const one of hosted) this.#of(one.session_id).state = one.state;
  }

  /** What to ask for after a word about the hosted sessions: [{session, seq}]. */
  missing(hosted) {
    const asked = [];
    for (const one of hosted) {
      const session = this.#of(one.session_id);
      const opensUp = one.state === "debrief" && session.state !== "debrief" && session.state !== undefined;
      session.state = one.state;
      if (!session.flows || opensUp) asked.push(this.#ask(one.session_id, opensUp ? 0 : session.last));
    }
    return asked;
  }

  /** What of an event or a page is news, as a list. A page that was asked for ends with `more: false`. */
  take(message) {
    const session = this.#of(message.session);
    if (message.type === "feed") {
      const news = this.#news(session, message.events);
      return message.more ? news : [...news, ...this.answered(message.session)];
    }
    if (session.asked) {
      session.held.push(message.stamped);
      return [];
    }
    return this.#news(session, [message.stamped]);
  }

  /** The room has answered what was asked for, perhaps with nothing; what came meanwhile is news now. */
  answered(id) {
    const session = this.#of(id);
    const held = session.held;
    session.asked = false;
    session.held = [];
    return this.#news(session, held);
  }

  #ask(id, seq) {
    const session = this.#of(id);
    session.flows = session.asked = true;
    return { session: id, seq };
  }

  #news(session, events) {
    const news = events.filter((stamped) => !session.seqs.has(stamped.seq));
    for (const stamped of news) {
      session.seqs.add(stamped.seq);
      session.last = Math.max(session.last, stamped.seq);
      session.events.push(stamped);
    }
    return news;
  }

  #of(id) {
    if (!this.#sessions.has(id)) {
      this.#sessions.set(id, { last: 0, seqs: new Set(), events: [], held: [], asked: false, flows: false, state: undefined });
    }
    return this.#sessions.get(id);
  }
}
