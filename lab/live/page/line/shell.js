// Which page is shown: the way in, the lobby, what a role sees, or a word that it is over. Nothing here decides what a
// person may do: the room does.

import { showBar } from "/page/line/bar.js";
import { card, showAlone } from "/page/line/cards.js";
import { make } from "/page/line/dom.js";
import { outboxFile, saveFile } from "/page/line/export.js";
import { Join, roomFound } from "/page/line/join.js";
import { showLobby } from "/page/line/lobby.js";
import { showRefused } from "/page/line/refused_list.js";
import { showStage } from "/page/line/stage.js";
import { store } from "/page/line/store.js";
import { _, n_, remember } from "/page/line/words.js";

const LEADING = new Set(["observer", "lead"]);
const ADMITTED = new Set(["here", "away", "admitted"]);

/** That the moderator is gone, and the room soon too. */
function endsIn(seconds) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return n_(
    "The moderator’s window is closed. The room closes in {n} minute.",
    "The moderator’s window is closed. The room closes in {n} minutes.",
    minutes,
  );
}

export class Shell {
  #visit;
  #line;
  #lock;
  #down = null;
  #shown = "";
  #barDown = null;
  #isReloading = false;

  constructor(visit, line, lock) {
    this.#visit = visit;
    this.#line = line;
    this.#lock = lock;
    this.#listen();
  }

  /** Show whatever is due. */
  async start(invitation) {
    this.#furnish();
    if (this.#visit.who === null) return this.#join(invitation);
    if (!(await this.#lock.take())) return this.#secondTab();
    if (invitation !== null) return this.#join(invitation, { name: this.#visit.who.name, goOn: () => this.#enter() });
    return this.#enter();
  }

  /** Another page of this browser goes on. */
  takenOver() {
    this.#line.stop();
    this.#secondTab();
  }

  #listen() {
    this.#line.on("welcome", ({ you }) => you && this.#known(you));
    this.#line.on("people", ({ people }) => {
      store.put("people", people);
      const mine = people.find((one) => one.id === this.#visit.who?.person);
      if (mine) this.#known(mine);
    });
    this.#line.on("welcome", (message) => this.#boards(message));
    this.#line.on("sessions", (message) => this.#boards(message));
    this.#line.on("boards", ({ boards }) => this.#useBoards(boards));
    this.#line.on("welcome", () => store.put("closing", ""));
    this.#line.on("closing", ({ seconds }) => store.put("closing", seconds === null ? "" : endsIn(seconds)));
    this.#line.on("bye", () => store.put("closing", _("The room is closed for now. Keep this page: it comes back by itself, and nothing is lost.")));
    this.#line.on("alarm", (alarm) => this.#alarm(alarm));
    this.#line.on("over", ({ code }) => this.#over(code));
    addEventListener("online", () => this.#line.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.#line.wake());
    document.addEventListener("language", () => this.#furnish());
    addEventListener("beforeunload", (event) => {
      if (store.get().connection.queued > 0 && !this.#isReloading) event.preventDefault();
    });
  }

  #boards({ sessions, boards }) {
    store.put("sessions", sessions);
    if (boards) this.#useBoards(boards);
  }

  #useBoards(boards) {
    store.put("boards", Object.fromEntries(boards.map((board) => [board.session, board])));
  }

  #alarm(alarm) {
    const key = `${alarm.session ?? ""}/${alarm.code}/${alarm.subject ?? ""}`;
    const { [key]: _before, ...rest } = store.get().alarm;
    store.put("alarm", alarm.over ? rest : { ...rest, [key]: alarm });
  }

  #known(person) {
    const state = person.state === "lobby" ? "lobby" : ADMITTED.has(person.state) ? "admitted" : "removed";
    this.#visit.called(person.name);
    if (this.#isAnotherRole(person)) return;
    store.put("me", { ...person, place: person.state, state });
    this.#show(state, person);
  }

  /** What one hears in another role may be told in other words: the page forgets what it heard, and begins anew. */
  #isAnotherRole({ role, state }) {
    const before = store.get().me;
    const leads = LEADING.has(role) && LEADING.has(before.role);
    if (before.state !== "admitted" || !ADMITTED.has(state) || role === before.role || leads) return false;
    if (store.get().connection.kept !== "disk") return false;
    this.#isReloading = true;
    location.reload();
    return true;
  }

  async #join(invitation, known = null) {
    this.#clear("join");
    const room = await roomFound(this.#visit);
    this.#useRoom(room);
    const joined = async () => {
      if (await this.#lock.take()) await this.#enter();
      else this.#secondTab();
    };
    new Join(this.#visit, room, { invitation, known, joined }).show();
  }

  async #enter() {
    this.#clear("entering");
    showAlone(card(_("Connecting…"), []));
    if (store.get().room === null) {
      this.#useRoom(await roomFound(this.#visit));
      showAlone(card(_("Connecting…"), []));
    }
    this.#barDown?.();
    this.#barDown = showBar(document.getElementById("bar"), this.#hooks());
    await this.#line.start();
    this.#offerForeign();
  }

  #hooks() {
    return {
      leave: () => this.#leave(),
      exportQueued: () => this.#export(this.#line.outbox.queued),
      showRefused: () => showRefused(this.#line.outbox, this.#visit.who),
      retry: () => this.#line.wake(),
      speak: (code) => {
        remember(code);
        this.#isReloading = store.get().connection.kept === "disk";
        location.reload();
      },
    };
  }

  #export(entries) {
    saveFile(outboxFile(entries, this.#visit.who, location.host), "not-sent.json");
  }

  #useRoom(room) {
    store.put("room", room);
    this.#furnish();
  }

  /** What stands around the page whatever it shows: its title, the way past the bar, the warning of a plain connection. */
  #furnish() {
    const { room } = store.get();
    document.title = room?.lab ? _("Observers’ room: {lab}", { lab: room.lab }) : _("Observers’ room");
    const skip = document.getElementById("skip");
    skip.textContent = _("To the content");
    skip.hidden = false;
    const banner = document.getElementById("banner");
    banner.setAttribute("aria-label", _("Warning"));
    banner.hidden = location.protocol === "https:";
    banner.textContent = _("This connection is not encrypted: whoever is in this network can read along. It is meant for a network of the laboratory’s own.");
  }

  #show(state, person) {
    const wanted = state === "admitted" ? `stage ${person.role}` : state;
    if (wanted === this.#shown) return;
    const main = document.getElementById("main");
    if (state === "removed") this.#over("removed");
    else {
      this.#clear(wanted);
      this.#down = state === "lobby" ? showLobby(main, person.name, () => this.#leave()) : showStage(main, person.role);
    }
  }

  #clear(shown) {
    this.#down?.();
    this.#down = null;
    this.#shown = shown;
  }

  async #leave() {
    const { queued } = store.get().connection;
    if (queued > 0 && !confirm(n_("{n} note has not been sent yet. Leave all the same? It stays on this device.", "{n} notes have not been sent yet. Leave all the same? They stay on this device.", queued))) return;
    this.#line.stop();
    try {
      await this.#visit.leave();
    } catch (error) {
      console.info("left without a word", error);
      await this.#visit.forget();
    }
    this.#over("left");
  }

  async #over(code) {
    this.#line.stop();
    this.#clear(`over ${code}`);
    this.#barDown?.();
    this.#barDown = null;
    if (code === "open_elsewhere") return this.#secondTab();
    store.put("me", { state: code === "removed" ? "removed" : "ended" });
    const left = this.#line.outbox.queued;
    const texts = [ending(code)];
    const buttons = [[_("Join again"), () => this.#again(), left.length === 0]];
    if (left.length > 0) {
      texts.push(make("p", { class: "note careful" }, n_("{n} note was not sent. It is kept on this device; save it as a file and give it to the moderator.", "{n} notes were not sent. They are kept on this device; save them as a file and give it to the moderator.", left.length)));
      buttons.unshift([_("Save as a file"), () => this.#export(left), true]);
    }
    showAlone(card(heading(code), texts, buttons));
    return undefined;
  }

  async #again() {
    await this.#visit.forget();
    await this.#join(null);
  }

  #secondTab() {
    this.#clear("second");
    this.#barDown?.();
    this.#barDown = null;
    const use = async () => {
      await this.#lock.steal();
      await this.#enter();
    };
    const texts = [_("The room is open in another tab or window of this browser. One at a time, so that no tag is counted twice.")];
    showAlone(card(_("You are here already"), texts, [[_("Use this tab instead"), use, true]]));
  }

  #offerForeign() {
    const { foreign } = this.#line.outbox;
    if (foreign.length === 0) return;
    const note = make(
      "div",
      { class: "note careful", role: "note" },
      make("p", {}, n_("{n} note of an earlier visit on this device was never sent.", "{n} notes of an earlier visit on this device were never sent.", foreign.length)),
      make("div", { class: "row" },
        make("button", { type: "button", onclick: () => saveFile(outboxFile(foreign, null, location.host), "not-sent.json") }, _("Save as a file")),
        make("button", { type: "button", class: "danger", onclick: () => this.#line.outbox.discardForeign().then(() => note.remove()) }, _("Throw away")),
      ),
    );
    document.getElementById("bar").after(note);
  }
}

function heading(code) {
  if (code === "left") return _("You have left the room");
  if (code === "removed") return _("The moderator has ended your visit");
  return _("Your visit is over");
}

function ending(code) {
  if (code === "left") return _("Thank you for observing. You can close this page.");
  if (code === "removed") return _("You see and hear nothing of the room any more. What you noted until then is kept.");
  if (code === "expired") return _("You were away for too long, or the day is over. What you noted until then is kept.");
  return _("The room does not know this device any more. What you noted until then is kept.");
}
