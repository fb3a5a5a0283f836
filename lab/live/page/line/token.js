// Who this device is in the room: kept, so that a reload is the same person.

const KEY = "who";

export class Token {
  #database;
  who = null;

  constructor(database) {
    this.#database = database;
  }

  /** Read what was kept: {person, token, name, state} or null. */
  async load() {
    this.who = (await this.#database.get("kept", KEY)) ?? null;
    return this.who;
  }

  async keep(who) {
    this.who = who;
    await this.#database.put("kept", who, KEY);
  }

  async forget() {
    this.who = null;
    await this.#database.remove("kept", KEY);
  }

  /** The header that tells the room who asks. */
  get header() {
    return this.who === null ? {} : { Authorization: `Bearer ${this.who.token}` };
  }
}
