// What the debrief asks: tagged criteria, and those that a finished task exposed. As `lab.domain.unit.proposals`.

import { tagsOf } from "/page/feed/fold.js";

const JUDGED_IN_SESSIONS = new Set(["performance", "conformance", "document"]);
const REACHED_THE_END = new Set(["success", "assisted"]);
const OUT_OF_SCOPE = "out-of-scope";

/** In the order of the criteria: `{card, outcome, severity, why, tags, attempts}`. */
export function proposals(board, record) {
  const tags = tagsOf(record).filter((tag) => tag.criterion !== null && tag.button !== OUT_OF_SCOPE);
  const finished = record.attempts.filter((one) => !one.voided && one.end_us !== null && REACHED_THE_END.has(one.outcome));
  const exposes = new Map(board.tasks.map((task) => [task.id, task.exposes ?? []]));
  return board.criteria
    .map((card) => proposal(
      card, tags.filter((tag) => tag.criterion === card.id),
      finished.filter((one) => (exposes.get(one.task) ?? []).includes(card.id)),
    ))
    .filter((one) => one !== null);
}

function proposal(card, tags, attempts) {
  if (!JUDGED_IN_SESSIONS.has(card.kind)) return null;
  const made = (outcome, why, severity = null) => ({ card, outcome, severity, why, tags, attempts });
  const bad = tags.filter((tag) => tag.polarity === "negative");
  if (bad.length) {
    const severities = bad.map((tag) => tag.severity).filter((one) => one !== null);
    return made("failed", bad.length === tags.length ? "tagged" : "tagged_both", severities.length ? Math.max(...severities) : null);
  }
  if (card.kind !== "performance") return null;
  if (tags.length) return made("passed", "tagged_good");
  return attempts.length ? made("passed", "task_finished") : null;
}
