// What each event does to the attempts at tasks: as `lab.domain.folding`.

const RUNS = new Set(["running", "paused"]);

const CHANGES = {
  "task.started": (attempts, event) => [...attempts, begun(event)],
  "task.restarted": (attempts, event) =>
    changed(attempts, event, () => ({
      start_us: event.at_us, end_us: null, outcome: null, stretches: [], stretch_start_us: null, assists: 0,
    })),
  "task.ended": (attempts, event) =>
    changed(attempts, event, (one) => ({
      end_us: event.at_us,
      outcome: (event.outcome === "success" && one.assists ? "assisted" : event.outcome) ?? one.outcome,
    })),
  "task.resumed": (attempts, event) => changed(attempts, event, (one) => resumed(one, event)),
  "task.judged": (attempts, event) => changed(attempts, event, () => ({ outcome: event.outcome })),
  "task.assisted": (attempts, event) =>
    changed(attempts, event, (one) => ({
      assists: one.assists + 1,
      outcome: one.outcome === "success" ? "assisted" : one.outcome,
    })),
  "task.voided": (attempts, event) =>
    changed(attempts, event, (one) => ({
      voided: true,
      ended_by_void: one.end_us === null,
      end_us: one.end_us === null ? Math.max(one.start_us, event.at_us) : one.end_us,
    })),
  "task.restored": (attempts, event, state) => changed(attempts, event, (one) => again(attempts, one, state)),
  "task.added": (attempts, event) => numbered([...attempts, added(event)]),
  "task.corrected": (attempts, event) => changed(attempts, event, (one) => corrected(one, event)),
};

/** Whether an event of this type speaks of attempts. */
export function isAboutAttempts(type) {
  return type in CHANGES;
}

/** The attempts after an event, `state` being the session's. */
export function attemptsAfter(attempts, event, state) {
  return CHANGES[event.type](attempts, event, state);
}

/** The attempt that has no end yet; null if none. */
export function running(attempts) {
  return attempts.find((one) => one.end_us === null && !one.voided) ?? null;
}

/** The attempt that ended last, voided ones left out; null if none. */
export function lastEnded(attempts) {
  const ended = attempts.filter((one) => one.end_us !== null && !one.voided);
  return ended.reduce((last, one) => (last === null || one.end_us > last.end_us ? one : last), null);
}

/** The attempts once the session has left running and paused: what ran ends with it. */
export function endedWithSession(attempts, at_us) {
  return attempts.map((one) =>
    one.end_us === null && !one.voided ? { ...one, end_us: Math.max(one.start_us, at_us) } : one,
  );
}

/** Time spent on an attempt up to `now_us`, pauses (spans) and wrong ends left out, µs. */
export function timeOnTask(attempt, pauses, now_us) {
  const from = attempt.stretch_start_us ?? attempt.start_us;
  const end = attempt.end_us ?? now_us;
  const spans = [...attempt.stretches, [from, Math.max(from, end)]]
    .map(([begin, finish]) => [Math.max(begin, attempt.start_us), Math.min(finish, end)])
    .filter(([begin, finish]) => begin <= finish);
  let worked = 0;
  for (const [begin, finish] of spans) {
    worked += finish - begin;
    for (const [off, on] of pauses) worked -= Math.max(0, Math.min(finish, on) - Math.max(begin, off));
  }
  return worked;
}

function attempt(event, start_us, end_us, outcome) {
  return {
    id: event.attempt, task: event.task, order: event.order ?? 0, start_us, end_us, outcome, assists: 0, voided: false,
    ended_by_void: false, stretches: [], stretch_start_us: null,
  };
}

function begun(event) {
  return attempt(event, event.at_us, null, null);
}

function added(event) {
  return attempt(event, event.start_us, event.end_us, event.outcome ?? null);
}

function changed(attempts, event, change) {
  return attempts.map((one) => (one.id === event.attempt ? { ...one, ...change(one) } : one));
}

function resumed(one, event) {
  const from = one.stretch_start_us ?? one.start_us;
  const until = Math.max(from, one.end_us ?? event.at_us);
  return {
    end_us: null, outcome: null, stretches: [...one.stretches, [from, until]],
    stretch_start_us: Math.max(event.at_us, until),
  };
}

function again(attempts, one, state) {
  const goesOn = one.ended_by_void && RUNS.has(state) && running(attempts) === null;
  return { voided: false, ended_by_void: false, end_us: goesOn ? null : one.end_us };
}

function numbered(attempts) {
  const sorted = [...attempts].sort((one, other) => one.start_us - other.start_us);
  return sorted.map((one, place) => ({ ...one, order: place + 1 }));
}

function corrected(one, event) {
  const after = {};
  if (event.start_us !== null && event.start_us !== undefined) {
    after.start_us = event.start_us;
    if (one.stretches.length) {
      const [[, end], ...rest] = one.stretches;
      after.stretches = [[Math.min(event.start_us, end), end], ...rest];
    }
  }
  if (event.end_us !== null && event.end_us !== undefined) after.end_us = event.end_us;
  return after;
}
