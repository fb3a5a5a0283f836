// The state of a session out of its events, as `lab.domain.folding` makes it: what the page shows, and what it lays
// over that while its own events are under way. Nothing here touches the document.

import { nothingSaid, said, standing } from "/page/feed/annotations.js";
import { attemptsAfter, endedWithSession, isAboutAttempts } from "/page/feed/attempts.js";

const RUNS = new Set(["running", "paused"]);

/**
 * A session of which nothing is known.
 *
 * `annotations`: id → annotation as it stands. `judgements`: "criterion judge" → the judge's latest word.
 * `answers`: "questionnaire task" → the latest answers. `moves`: every change of state. `pauses`: closed ones, as
 * [from, to] in µs. `known`, `seen`: what annotations are made from, and ids of events; for the fold alone.
 */
export function emptyRecord() {
  return {
    state: "planned", lastSeq: 0, blinded: false, erased: false, attempts: [], annotations: new Map(),
    judgements: new Map(), answers: new Map(), moves: [], pauses: [], known: new Map(), seen: new Set(),
  };
}

/** The record after these events; `stamped`: `{seq, event}`, seq 0 for what has no number yet. */
export function withEvents(record, stamped) {
  const next = {
    ...record, annotations: new Map(record.annotations), judgements: new Map(record.judgements),
    answers: new Map(record.answers), known: new Map(record.known), seen: new Set(record.seen),
  };
  for (const { seq, event } of stamped) {
    if (next.seen.has(event.id)) continue; // numbers do not tell: what was hidden comes later, with the number it had
    next.seen.add(event.id);
    take(next, event);
    if (seq > next.lastSeq) next.lastSeq = seq;
  }
  return next;
}

/** The record of a whole journal. */
export function fold(stamped) {
  return withEvents(emptyRecord(), stamped);
}

/** The record with events laid over it that the room has not yet kept. */
export function laidOver(record, events) {
  return events.length === 0 ? record : withEvents(record, events.map((event) => ({ seq: 0, event })));
}

/** Annotations that were not taken back, by the moment they mean. */
export function tagsOf(record) {
  const every = [...record.annotations.values()].filter((one) => !one.retracted);
  return every.sort((one, other) => one.anchor_us - other.anchor_us || (one.id < other.id ? -1 : 1));
}

/** All pauses up to `now_us`, one that still lasts among them, as [from, to] in µs. */
export function pausesUntil(record, now_us) {
  const last = record.moves.at(-1);
  if (last === undefined || last.to !== "paused" || now_us < last.at_us) return record.pauses;
  return [...record.pauses, [last.at_us, now_us]];
}

/** The key of a word of a judge on a criterion, or of answers to a questionnaire about a task (or null). */
export function place(one, other) {
  return `${one} ${other ?? ""}`;
}

function take(record, event) {
  if (isAboutAttempts(event.type)) {
    record.attempts = attemptsAfter(record.attempts, event, record.state);
  } else if (event.type in CHANGES) {
    CHANGES[event.type](record, event);
  }
}

function tag(record, event) {
  const known = said(record.known.get(event.annotation) ?? nothingSaid(), event);
  record.known.set(event.annotation, known);
  const one = standing(known);
  if (one !== null) record.annotations.set(event.annotation, one);
}

function moved(record, event) {
  const last = record.moves.at(-1);
  if (last?.to === "paused") record.pauses = [...record.pauses, [last.at_us, Math.max(last.at_us, event.at_us)]];
  if (!RUNS.has(event.to_state)) record.attempts = endedWithSession(record.attempts, event.at_us);
  record.moves = [...record.moves, { to: event.to_state, at_us: event.at_us }];
  record.state = event.to_state;
}

function judged(record, event) {
  if (event.adjudicates) return;
  const { criterion, author, outcome, severity = null } = event;
  record.judgements.set(place(criterion, author), { criterion, judge: author, outcome, severity });
}

const CHANGES = {
  "session.moved": moved,
  "session.withdrawn": (record) => { record.erased = true; },
  "tag.put": tag,
  "tag.edited": tag,
  "tag.retracted": tag,
  "tag.restored": tag,
  "answers.put": (record, event) => record.answers.set(place(event.questionnaire, event.task), event.values),
  "judgement.put": judged,
  "judgement.retracted": (record, event) => {
    if (!event.adjudicates) record.judgements.delete(place(event.criterion, event.author));
  },
  "observers.blinded": (record, event) => { record.blinded = event.on; },
};
