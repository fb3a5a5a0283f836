// One annotation out of everything that was said about it, in whatever order it came: the same merge as
// `lab.domain.annotation`. Per field the highest (version seen + 1, session time, event id) wins; a retraction beats
// edits until its author restores; an edit that comes before its put waits for it.

const EDITED = ["criterion", "severity", "polarity", "pressed_us", "lead_us", "lag_us", "span_us", "task", "note", "quote"];
const EMPTY = { criterion: null, severity: null, task: null, note: "", quote: "" };
const AS_PUT = {
  shown_us: null, uncertainty_us: 0, span_us: 0, task: null, attempt: null, button: null, words: {}, criterion: null,
  severity: null, polarity: "negative", note: "", quote: "", saw: [], person: null,
};

/** Which of two keys (version, session time, event id) is the higher one: > 0 for the first. */
export function compared(one, other) {
  for (let place = 0; place < 3; place += 1) {
    if (one[place] !== other[place]) return one[place] > other[place] ? 1 : -1;
  }
  return 0;
}

/** What is known of an annotation before anything was said about it. */
export function nothingSaid() {
  return { put: null, edits: [], turns: [] };
}

/** What is known after one more event; the same event twice changes nothing. */
export function said(known, event) {
  if (event.type === "tag.put") return { ...known, put: earlier(known.put, event) };
  const list = event.type === "tag.edited" ? "edits" : "turns";
  if (known[list].some((one) => one.id === event.id)) return known;
  const change = { ...event, base_version: event.base_version ?? versionOf(known) };
  const every = [...known[list], change].sort((one, other) => compared(keyOf(one), keyOf(other)));
  return { ...known, [list]: every };
}

/** The annotation as it stands; null while its put has not come. */
export function standing(known) {
  const put = known.put;
  if (put === null) return null;
  const fields = fieldsOf(known.edits);
  const tag = { ...AS_PUT, ...withoutNothing(put), ...fields, id: put.annotation, author: put.author };
  if ("pressed_us" in fields) tag.shown_us = null; // somebody said where it belongs
  tag.anchor_us = tag.shown_us === null ? tag.pressed_us : tag.shown_us;
  tag.version = versionOf(known);
  tag.edits = known.edits.length;
  tag.retracted = isRetracted(known.turns);
  return tag;
}

/** Of two puts with one id the earlier is the one that counts. */
function earlier(known, event) {
  if (known === null) return event;
  return compared([0, known.at_us, known.id], [0, event.at_us, event.id]) <= 0 ? known : event;
}

/** 1 as it was put, one more with every change; changes that wait for their put count from then on. */
function versionOf(known) {
  return known.put === null ? 1 : 1 + known.edits.length + known.turns.length;
}

function keyOf(change) {
  return [change.base_version + 1, change.at_us, change.id];
}

/** Field → its value by the highest edit; `edits` are in rising order. */
function fieldsOf(edits) {
  const fields = {};
  for (const edit of edits) {
    for (const name of EDITED) {
      if (edit[name] !== null && edit[name] !== undefined) fields[name] = edit[name];
    }
    for (const name of edit.cleared ?? []) fields[name] = EMPTY[name];
  }
  return fields;
}

function isRetracted(turns) {
  const last = turns.at(-1);
  return last !== undefined && last.type === "tag.retracted";
}

function withoutNothing(event) {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null && value !== undefined));
}
