// What a person can do in the session that is shown, each as the event or the word that it makes; and the state that all
// parts of the stage draw.

import { lastEnded, running } from "/page/feed/attempts.js";
import { emptyRecord, tagsOf } from "/page/feed/fold.js";
import { keep, underWay } from "/page/feed/records.js";
import { sessionNow } from "/page/line/clock.js";
import { newId } from "/page/line/ids.js";
import { sentence } from "/page/line/refusals.js";
import { Refusal, post, say } from "/page/line/socket.js";
import { store } from "/page/line/store.js";
import { _, language } from "/page/line/words.js";
import { momentOf } from "/page/pad/moment.js";
import { isMine, lastOf, sawOf, tagEdited, tagPut, tagRestored, tagRetracted } from "/page/pad/tags.js";
import { currentSession, onSessionChosen } from "/page/roles/current.js";

const WITHOUT_PICTURE = new Set(["note_taker", "participant"]);
const SLICES = ["me", "sessions", "boards", "feed", "people", "alarm", "clock", "connection"];

class Desk {
  #listeners = new Set();
  #due = false;

  constructor() {
    /** Ids of the tags that stand in the feed now; set by whoever shows it. */
    this.visible = () => new Set();
    /** Called with what was done or went wrong: {words, tone, undo: {words, press}}. */
    this.told = () => {};
    for (const slice of SLICES) store.on((state) => state[slice], () => this.#changed());
    onSessionChosen(() => this.#changed());
  }

  // -- what is

  get me() {
    return store.get().me;
  }

  get session() {
    return currentSession(store.get());
  }

  get board() {
    const { session } = this;
    return session === null ? null : (store.get().boards[session.session_id] ?? null);
  }

  get record() {
    const { session } = this;
    return (session === null ? null : store.get().feed[session.session_id]) ?? emptyRecord();
  }

  get people() {
    return store.get().people;
  }

  /** Ids of annotations of which something is still under way. */
  get waiting() {
    return this.session === null ? new Set() : underWay(this.session.session_id);
  }

  /** The attempt that runs; null for none. */
  get attempt() {
    return running(this.record.attempts);
  }

  /** Session time now, µs; null while the clock is not known. */
  now() {
    return this.session === null ? null : sessionNow(this.session.session_id);
  }

  /** Called at once and after changes, once for many; returns "off". */
  on(heard) {
    this.#listeners.add(heard);
    heard();
    return () => this.#listeners.delete(heard);
  }

  #changed() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      for (const heard of [...this.#listeners]) heard();
    });
  }

  // -- tags

  tag(id) {
    return this.record.annotations.get(id) ?? null;
  }

  isMine(tag) {
    return isMine(tag, this.me);
  }

  /** Put a tag that means the moment of an input event; its id, or null (and it is said why). */
  put(says, event) {
    const stamp = this.#stamp(event);
    if (stamp === null) return null;
    const { board, me, attempt } = this;
    const saw = sawOf(tagsOf(this.record), this.visible(), me, says, stamp.shown_us ?? stamp.pressed_us);
    const made = tagPut({ board, me, attempt, stamp, saw, says });
    this.#keep(made);
    this.#offerBack(made);
    return made.annotation;
  }

  /** Put words as a tag that means an earlier moment, µs. Resolves with whether this device has them. */
  putAt(at_us, says) {
    const stamp = { pressed_us: at_us, shown_us: null, uncertainty_us: 0, clock_offset_us: null };
    const made = tagPut({ board: this.board, me: this.me, attempt: this.#attemptAt(at_us), stamp, saw: [], says });
    return this.#keep({ ...made, at_us: this.now() ?? at_us });
  }

  edit(tag, fields) {
    this.#keep(tagEdited({ tag, me: this.me, at_us: this.now() ?? tag.pressed_us, fields }));
  }

  retract(tag) {
    this.#keep(tagRetracted({ tag, me: this.me, at_us: this.now() ?? tag.pressed_us }));
    const words = tag.words[language()] || tag.note || tag.criterion || _("tag");
    const undo = { words: _("Put it back"), press: () => this.#restore(tag.id) };
    this.told({ words: _("Taken back: {words}", { words }), undo });
  }

  #offerBack({ annotation, words, note, quote, criterion }) {
    const said = words[language()] || note || quote || criterion || _("tag");
    const press = () => {
      const tag = this.tag(annotation);
      if (tag !== null && !tag.retracted) this.retract(tag);
    };
    this.told({ words: _("Tagged: {words}", { words: said }), undo: { words: _("Take back"), press } });
  }

  takeBackLast() {
    const last = lastOf(tagsOf(this.record), this.me);
    if (last !== null) this.retract(last);
  }

  #restore(id) {
    const tag = this.tag(id);
    if (tag !== null) this.#keep(tagRestored({ tag, me: this.me, at_us: this.now() ?? tag.pressed_us }));
  }

  #attemptAt(at_us) {
    const ran = (one) => !one.voided && one.start_us <= at_us && (one.end_us === null || at_us < one.end_us);
    return this.record.attempts.find(ran) ?? null;
  }

  // -- tasks

  /** End the running task, or start the `next` one (id or null). */
  boundary(next, event) {
    if (this.attempt !== null) this.end(null, event);
    else if (next !== null) this.start(next, event);
  }

  start(task, event) {
    if (this.attempt !== null) this.end(null, event);
    this.#task("task.started", event, { attempt: newId(), task, order: this.record.attempts.length + 1 });
  }

  end(outcome, event) {
    this.#about("task.ended", this.attempt, event, { outcome });
  }

  /** End the running task with this outcome; with none running, say it of the one that ended last. */
  outcome(outcome, event) {
    if (this.attempt !== null) this.end(outcome, event);
    else this.#about("task.judged", lastEnded(this.record.attempts), event, { outcome });
  }

  assist(event) {
    this.#about("task.assisted", this.attempt, event);
  }

  restart(event) {
    this.#about("task.restarted", this.attempt, event);
  }

  resume(event) {
    this.#about("task.resumed", lastEnded(this.record.attempts), event);
  }

  void(event) {
    const attempt = this.attempt ?? lastEnded(this.record.attempts);
    this.#about("task.voided", attempt, event);
    const undo = { words: _("Let it count"), press: (again) => this.#about("task.restored", attempt, again) };
    if (attempt !== null) this.told({ words: _("This attempt does not count."), undo });
  }

  #about(type, attempt, event, more = {}) {
    if (attempt !== null) this.#task(type, event, { attempt: attempt.id, ...more });
  }

  #task(type, event, fields) {
    const stamp = this.#stamp(event);
    if (stamp !== null) this.#keep({ type, id: newId(), at_us: stamp.pressed_us, author: this.me.name, ...fields });
  }

  // -- answers and judgements

  answer(questionnaire, task, values) {
    this.#said("answers.put", { questionnaire, task, values, language: language() });
  }

  judge(criterion, outcome, severity = null) {
    const annotations = tagsOf(this.record).filter((tag) => tag.criterion === criterion).map((tag) => tag.id);
    this.#said("judgement.put", { criterion, outcome, severity, annotations });
  }

  takeBackJudgement(criterion) {
    this.#said("judgement.retracted", { criterion });
  }

  #said(type, fields) {
    this.#keep({ type, id: newId(), at_us: this.now() ?? 0, author: this.me.name, ...fields });
  }

  // -- words to the room

  raise(text, tag = null) {
    this.#post({ type: "raise_hand", session: this.session.session_id, annotation: tag?.id ?? null, text });
    this.told({ words: _("Raised to the moderator.") });
  }

  chat(to, text) {
    this.#post({ type: "chat", to, text });
  }

  /** Say something that is now or never: a role, the door, pause, blind. Resolves with whether it was done. */
  ask = async (message) => {
    try {
      await say({ id: newId(), ...message });
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.told({ words: sentence(error.code, error.facts), tone: "bad" });
      return false;
    }
  };

  move(to) {
    return this.ask({ type: "move", session: this.session.session_id, to, at_us: this.now() ?? 0 });
  }

  blind(on) {
    return this.ask({ type: "blind", session: this.session.session_id, on, at_us: this.now() ?? 0 });
  }

  // -- keeping

  #stamp(event) {
    if (this.session === null || this.board === null) {
      this.told({ words: _("No session is under way."), tone: "careful" });
      return null;
    }
    const picture = !WITHOUT_PICTURE.has(this.me.role);
    const stamp = momentOf(event ?? { timeStamp: performance.now() }, this.session.session_id, { picture });
    if (stamp === null) this.told({ words: _("The session’s clock is not known yet. One moment."), tone: "careful" });
    return stamp;
  }

  async #keep(event) {
    const { session_id } = this.session;
    try {
      await keep(session_id, event);
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  #post(message) {
    post(message).catch((error) => this.#failed(error));
  }

  #failed(error) {
    console.warn("not kept", error);
    this.told({ words: _("This could not be kept on this device."), tone: "bad" });
  }
}

/** The one desk of the page. */
export const desk = new Desk();
