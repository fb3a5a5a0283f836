// How the tasks stand: the order, the next one, how each went. As `ui/held/tasks.py`. Knows no document.

/** The tasks of a board as this participant gets them, each with its attempts that count: `{number, task, attempts}`. */
export function standings(board, attempts) {
  const order = board.task_order?.length ? board.task_order : board.tasks.map((task) => task.id);
  const tasks = order.map((id) => board.tasks.find((task) => task.id === id)).filter(Boolean);
  return tasks.map((task, place) => ({
    number: place + 1, task, attempts: attempts.filter((one) => one.task === task.id && !one.voided),
  }));
}

/** The first task after the last one begun that was never begun; else the first never begun at all; else null. */
export function nextTask(stand) {
  const lastBegun = Math.max(0, ...stand.filter((one) => one.attempts.length).map((one) => one.number));
  const waiting = stand.filter((one) => one.attempts.length === 0);
  return waiting.find((one) => one.number > lastBegun) ?? waiting[0] ?? null;
}

/** The task that runs; null for none. */
export function runningTask(stand) {
  return stand.find((one) => one.attempts.length && one.attempts.at(-1).end_us === null) ?? null;
}
