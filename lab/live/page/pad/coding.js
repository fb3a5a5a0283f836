// What the pad's choices do: a button puts a tag; criterion, severity, note … code that tag, or put a new one. As
// `ui/held/pad_coding.py`. Knows no document.

export class Coding {
  #current = null;
  #begun = null;

  /**
   * `desk`: {put(says, event) → annotation id, edit(tag, fields), tag(id) → as it stands or null}.
   * `changed()`: another tag is coded now.
   */
  constructor(desk, changed) {
    this.desk = desk;
    this.changed = changed;
  }

  /** The tag that the next choices belong to; null: they make a new one. */
  get current() {
    const tag = this.#current === null ? null : this.desk.tag(this.#current);
    return tag === null || tag.retracted ? null : tag;
  }

  /** Code this tag next; null: the next choice makes a new one. */
  choose(id) {
    this.#current = id;
    this.changed();
  }

  /** Put a tag that means the moment of `event`, and code it next. */
  put(says, event) {
    this.#current = this.desk.put(says, event);
    this.changed();
    return this.#current;
  }

  /** One field of the current tag, or of a new one; null empties it. */
  code(field, value, event) {
    const current = this.current;
    if (current !== null) {
      if (current[field] !== value) this.desk.edit(current, { [field]: value });
    } else if (value !== null) {
      this.put({ [field]: value }, event);
    }
  }

  /** Somebody begins to write: words mean the moment at which their first letter was written. */
  begin(event) {
    if (this.current === null && this.#begun === null) this.#begun = event;
  }

  /** Words were written (`field`: note or quote). */
  write(field, words, event) {
    const begun = this.#begun ?? event;
    this.#begun = null;
    const text = words.trim();
    const current = this.current;
    if (current !== null) {
      if (current[field] !== text) this.desk.edit(current, { [field]: text });
    } else if (text) {
      this.put({ [field]: text }, begun);
    }
  }

  /** The next choice makes a new tag. */
  leave() {
    this.#begun = null;
    this.choose(null);
  }
}
