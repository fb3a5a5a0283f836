// Which questionnaires a session asks: after each task that reached its end, and after the session. As `ui/held/asked.py`.

import { place } from "/page/feed/fold.js";

/** Everything to be answered, in the order in which it is asked: `{questionnaire, task (or null), answered}`. */
export function asked(board, record) {
  const known = new Map(board.questionnaires.map((one) => [one.id, one]));
  const begun = [...new Set(record.attempts.filter((one) => !one.voided && one.end_us !== null).map((one) => one.task))];
  const tasks = begun.map((id) => board.tasks.find((task) => task.id === id)).filter(Boolean);
  const after = (names, task) => (names ?? []).filter((name) => known.has(name)).map((name) => [known.get(name), task]);
  const every = tasks.flatMap((task) => after(board.after_task, task));
  if (record.state === "debrief") every.push(...after(board.after_session, null));
  return every.map(([questionnaire, task]) => ({
    questionnaire, task, answered: record.answers.has(place(questionnaire.id, task?.id)),
  }));
}
