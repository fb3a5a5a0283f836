// What the participant sees: the task card, then the questions about it, one after another; large and plain.

import { make } from "/page/line/dom.js";
import { _, language } from "/page/line/words.js";
import { said } from "/page/pad/buttons.js";
import { asked } from "/page/roles/asked.js";
import { desk } from "/page/roles/desk.js";
import { Sheet } from "/page/roles/questionnaire.js";
import { runningTask, standings } from "/page/roles/tasks.js";

/** Mount it; returns how to take it down. */
export function mountParticipant(element) {
  let sheet = null;
  let drawn = "";
  const box = make("div", { class: "participant" });
  element.append(box);
  const show = (key, build) => {
    if (key === drawn) return;
    drawn = key;
    sheet?.dispose();
    sheet = null;
    build();
  };
  const draw = () => {
    const { board, record } = desk;
    const running = board === null ? null : runningTask(standings(board, record.attempts));
    if (running !== null) {
      show(`task ${running.task.id} ${language()}`, () => box.replaceChildren(card(running.task)));
      return;
    }
    const next = board === null ? undefined : asked(board, record).find((one) => !one.answered);
    if (next === undefined) {
      show(`wait ${record.state} ${language()}`, () => box.replaceChildren(waiting(record.state)));
      return;
    }
    const task = next.task?.id ?? null;
    show(`ask ${next.questionnaire.id} ${task} ${language()}`, () => {
      sheet = new Sheet(next, desk.session.session_id, (values) => desk.answer(next.questionnaire.id, task, values));
      box.replaceChildren(sheet.element);
    });
  };
  return desk.on(draw);
}

function card(task) {
  return make("article", { class: "task-card" },
    make("h1", {}, said(task.title, language())), make("p", { class: "plain scenario" }, said(task.scenario, language())));
}

function waiting(state) {
  const words = state === "debrief"
    ? _("Thank you. That was everything we ask here.")
    : _("One moment. The next task appears here.");
  return make("h1", { class: "wait" }, words);
}
