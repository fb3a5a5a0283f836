// Starting, ending and judging tasks: for the lead observer and the moderator's second device. As `ui/session/tasks_panel`.

import { timeOnTask } from "/page/feed/attempts.js";
import { pausesUntil } from "/page/feed/fold.js";
import { make } from "/page/line/dom.js";
import { _, language } from "/page/line/words.js";
import { said } from "/page/pad/buttons.js";
import { actOf, capped, onKeysSwitched } from "/page/pad/keys.js";
import { clockText } from "/page/pad/moment.js";
import { desk } from "/page/roles/desk.js";
import { OUTCOMES, outcomeLabel, stateOf } from "/page/roles/outcomes.js";
import { nextTask, runningTask, standings } from "/page/roles/tasks.js";

/** Mount it. `corrects`: also help, begin anew, add to the last task, void. Returns how to take it down. */
export function mountTaskControl(element, { corrects = false } = {}) {
  const list = make("ol", { class: "tasks", "aria-label": _("Tasks") });
  const boundary = make("button", { type: "button", class: "primary boundary", onclick: (event) => act("boundary", event) });
  const outcomes = OUTCOMES.map((one) => make("button", { type: "button", "data-outcome": one, onclick: (event) => desk.outcome(one, event) }));
  const more = corrects ? correcting() : null;
  const aloud = make("details", { class: "aloud" }, make("summary", {}, _("Read aloud")), make("p", { class: "plain" }));
  const paused = make("p", { class: "note careful", hidden: true }, _("Paused: no task begins or ends."));
  const box = make("div", { class: "task-control card" }, list, paused,
    make("div", { class: "outcomes", role: "group", "aria-label": _("How the task ended") }, outcomes), boundary, more, aloud);
  element.append(box);

  const stand = () => (desk.board === null ? [] : standings(desk.board, desk.record.attempts));
  const act = (name, event) => {
    if (name === "boundary") desk.boundary(nextTask(stand())?.task.id ?? null, event);
    else desk.outcome(name, event);
  };
  const draw = () => {
    const every = stand();
    const running = runningTask(every);
    const next = nextTask(every);
    const state = desk.record.state;
    box.hidden = desk.board === null || !["running", "paused", "debrief"].includes(state);
    const ticks = state === "running";
    paused.hidden = state !== "paused";
    list.replaceChildren(...every.map((one) => row(one, { running, ticks })));
    boundary.hidden = state === "debrief";
    boundary.disabled = !ticks || (running === null && next === null);
    const words = running !== null ? _("End the task") : next !== null ? _("Start task {n}", { n: next.number }) : _("All tasks were begun");
    boundary.replaceChildren(...capped("boundary", words));
    outcomes.forEach((button, place) => {
      button.replaceChildren(...capped(OUTCOMES[place], outcomeLabel(OUTCOMES[place])));
      button.disabled = !every.some((one) => one.attempts.length) || (running !== null && !ticks);
    });
    const shown = running ?? next;
    aloud.hidden = shown === null;
    if (shown !== null) aloud.lastElementChild.textContent = said(shown.task.scenario, language());
    if (more !== null) more.hidden = box.hidden || state === "debrief";
  };
  const down = (event) => {
    const name = actOf(event);
    if (box.hidden || event.repeat || !["boundary", ...OUTCOMES].includes(name)) return;
    event.preventDefault();
    act(name, event);
  };
  document.addEventListener("keydown", down);
  const off = [desk.on(draw), onKeysSwitched(draw)];
  return () => {
    document.removeEventListener("keydown", down);
    for (const one of off) one();
  };
}

function row({ number, task, attempts }, { running, ticks }) {
  const { sign, tone, words } = stateOf(attempts);
  const isRunning = running?.task.id === task.id;
  const last = attempts.at(-1);
  const now = desk.now();
  const time = last === undefined || last.end_us === null || now === null ? "" : clockText(timeOnTask(last, pausesUntil(desk.record, now), now));
  const start = make("button", {
    type: "button", class: "start", "aria-label": _("Start task {n}", { n: number }), onclick: (event) => desk.start(task.id, event),
  }, "▶");
  return make("li", { class: isRunning ? "running" : "", "aria-current": isRunning ? "step" : null },
    make("span", { class: `sign ${tone}`, "aria-hidden": "true" }, sign), make("span", { class: "unseen" }, words),
    make("span", { class: "task-name" }, `${number}  ${said(task.title, language())}`),
    make("span", { class: "figures quiet" }, time), isRunning || !ticks ? null : start);
}

function correcting() {
  const act = (words, press) => make("button", { type: "button", onclick: press }, words);
  return make("details", { class: "more" }, make("summary", {}, _("More…")), make("div", { class: "row" },
    act(_("I helped"), (event) => desk.assist(event)),
    act(_("The task begins only now"), (event) => desk.restart(event)),
    act(_("Add to the last task"), (event) => desk.resume(event)),
    act(_("This attempt does not count"), (event) => desk.void(event))));
}
