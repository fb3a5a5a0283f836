// My notes: nobody else ever sees them, until I publish one as a tag.

import { lettersOf } from "/page/line/bounded.js";
import { make } from "/page/line/dom.js";
import { newId } from "/page/line/ids.js";
import { _, n_ } from "/page/line/words.js";
import { dropNote, exported, keepNote, notesOf } from "/page/feed/notes_store.js";
import { clockText } from "/page/pad/moment.js";

/** Private notes may be of any length; a tag's note may not. */
const MOST_PUBLISHED = 10_000;

/** Mount it; `desk`: {me, session, now(), putAt(at_us, says), told}. */
export function mountNotes(element, desk) {
  let notes = [];
  let begun = null;
  const text = make("textarea", {
    rows: 3, "aria-label": _("A private note"),
    placeholder: _("Only on this device. Ctrl+Enter keeps it."),
    oninput: () => { begun ??= desk.now(); },
  });
  const list = make("ol", { class: "lines", "aria-label": _("My notes, the newest first") });
  const empty = make("p", { class: "quiet" }, _("Nothing is noted yet. Notes are kept on this device and never sent."));
  const save = make("a", { class: "button", download: "notes.txt", hidden: true }, _("Save as a file"));
  let address = null;

  const failed = (error) => {
    console.warn("notes", error);
    desk.told({ words: _("This browser keeps no notes: copy them elsewhere before you close the page."), tone: "bad" });
  };
  const draw = async () => {
    try {
      notes = await notesOf(desk.me.id ?? "");
    } catch (error) {
      failed(error);
    }
    list.replaceChildren(...notes.map(line));
    empty.hidden = notes.length > 0;
    save.hidden = notes.length === 0;
    if (address !== null) URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([exported(notes, clockText)], { type: "text/plain;charset=utf-8" }));
    save.href = address;
  };
  const keep = async () => {
    const words = text.value.trim();
    if (!words) return;
    const session = desk.session;
    const note = {
      id: newId(), person: desk.me.id ?? "", session: session?.session_id ?? null, code: session?.code ?? null,
      at_us: begun ?? desk.now(), at: new Date().toISOString(), text: words,
    };
    begun = null;
    try {
      await keepNote(note);
      text.value = "";
    } catch (error) {
      failed(error);
    }
    await draw();
  };
  const publish = async (note) => {
    const over = lettersOf(note.text) - MOST_PUBLISHED;
    if (over > 0) {
      const words = n_("{n} letter too many for a tag. Note it again in parts.", "{n} letters too many for a tag. Note it again in parts.", over);
      desk.told({ words, tone: "careful" });
      return;
    }
    if (!(await desk.putAt(note.at_us ?? desk.now() ?? 0, { note: note.text }))) return;
    await dropNote(note.id).catch(failed);
    await draw();
  };
  const drop = async (note) => {
    await dropNote(note.id).catch(failed);
    await draw();
    const undo = { words: _("Put it back"), press: () => keepNote(note).then(draw, failed) };
    desk.told({ words: _("The note is gone."), undo });
  };
  const line = (note) => {
    const here = desk.session?.session_id === note.session && note.session !== null;
    return make("li", {},
      make("p", { class: "quiet small" }, [note.code, note.at_us === null ? "" : clockText(note.at_us)].filter(Boolean).join(" · ")),
      make("p", { class: "plain" }, note.text),
      make("div", { class: "row" },
        here ? make("button", { type: "button", onclick: () => publish(note) }, _("Publish as a tag")) : null,
        make("button", { type: "button", onclick: () => drop(note) }, _("Delete"))));
  };
  text.addEventListener("keydown", (event) => {
    if (event.code.endsWith("Enter") && (event.ctrlKey || event.metaKey)) keep();
  });
  element.append(
    make("p", { class: "note info" }, _("Private: nobody else sees these notes.")), text,
    make("div", { class: "row" }, make("button", { type: "button", class: "primary", onclick: keep }, _("Keep the note")), save),
    empty, list);
  draw();
  return () => URL.revokeObjectURL(address);
}
