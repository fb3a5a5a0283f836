// How an attempt at a task ended: word, sign, key. A word always stands beside the sign.

import { _ } from "/page/line/words.js";

export const OUTCOMES = ["success", "assisted", "failed", "gave_up"];
const SIGNS = { success: "✓", assisted: "✓+", failed: "✕", gave_up: "⊘", timed_out: "⏱" };
const TONES = { success: "good", assisted: "careful", failed: "bad", gave_up: "bad", timed_out: "bad" };

export function outcomeLabel(outcome) {
  const words = { success: _("success"), assisted: _("with help"), failed: _("failed"), gave_up: _("gave up"), timed_out: _("out of time") };
  return outcome === null ? _("no outcome yet") : words[outcome];
}

/** How a task stands, for its line: `{sign, tone, words}` of its last attempt. */
export function stateOf(attempts) {
  const last = attempts.at(-1);
  if (last === undefined) return { sign: "○", tone: "quiet", words: _("not begun") };
  if (last.end_us === null) return { sign: "▶", tone: "info", words: _("running") };
  if (last.outcome === null) return { sign: "?", tone: "careful", words: outcomeLabel(null) };
  return { sign: SIGNS[last.outcome], tone: TONES[last.outcome], words: outcomeLabel(last.outcome) };
}
