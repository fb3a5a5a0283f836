// The running task with its time and its target: everybody who watches sees it.

import { timeOnTask } from "/page/feed/attempts.js";
import { pausesUntil } from "/page/feed/fold.js";
import { make } from "/page/line/dom.js";
import { store } from "/page/line/store.js";
import { _, language } from "/page/line/words.js";
import { said } from "/page/pad/buttons.js";
import { clockText } from "/page/pad/moment.js";
import { chooseSession, openSessions } from "/page/roles/current.js";
import { desk } from "/page/roles/desk.js";
import { runningTask, standings } from "/page/roles/tasks.js";

const TICK_MS = 500;

/** Mount it in an element; returns how to take it down. */
export function mountTaskStrip(element) {
  const session = make("span", { class: "session-name" });
  const state = make("strong", { class: "session-state" });
  const clock = make("span", { class: "figures session-clock", role: "timer", "aria-label": _("Session time") });
  const title = make("h1", { class: "task-title" });
  const time = make("span", { class: "figures task-time", role: "timer", "aria-label": _("Time on this task") });
  const target = make("span", { class: "quiet task-target" });
  const choice = make("select", { "aria-label": _("Session"), onchange: () => chooseSession(choice.value) });
  const strip = make("div", { class: "task-strip" },
    make("div", { class: "session-line" }, session, choice, state, clock),
    make("div", { class: "task-line" }, title, time, target));
  element.append(strip);

  const draw = () => {
    const { board, record } = desk;
    drawChoice(choice, session);
    const [words, tone] = stateWords(desk.session === null ? null : record.state, desk.session);
    state.textContent = desk.session === null ? "" : words;
    state.className = `session-state ${tone}`;
    const running = board === null ? null : runningTask(standings(board, record.attempts));
    title.textContent = running === null ? noTask(record.state, desk.session) : `${running.number}  ${said(running.task.title, language())}`;
    const seconds = running?.task.target_time_s ?? null;
    target.textContent = seconds === null ? "" : _("target {time}", { time: clockText(seconds * 1e6) });
    time.hidden = running === null;
    strip.classList.toggle("idle", running === null);
    tick();
  };
  const tick = () => {
    const now = desk.now();
    const attempt = desk.attempt;
    clock.textContent = now === null || desk.session === null ? "" : clockText(now);
    if (attempt === null || now === null) return;
    const spent = timeOnTask(attempt, pausesUntil(desk.record, now), now);
    time.textContent = clockText(spent);
    const seconds = desk.board?.tasks.find((one) => one.id === attempt.task)?.target_time_s ?? null; // not everybody is told
    const over = seconds !== null && spent > seconds * 1e6;
    time.classList.toggle("over", over);
    target.classList.toggle("over", over);
  };
  const off = desk.on(draw);
  const timer = setInterval(tick, TICK_MS);
  return () => {
    off();
    clearInterval(timer);
  };
}

function drawChoice(choice, session) {
  const open = openSessions(store.get());
  choice.hidden = open.length < 2;
  session.hidden = open.length >= 2;
  const name = (one) => one.code || _("a session that may not be watched");
  session.textContent = desk.session === null ? "" : name(desk.session);
  choice.replaceChildren(...open.map((one) => make("option", { value: one.session_id }, name(one))));
  if (desk.session !== null) choice.value = desk.session.session_id;
}

function stateWords(state, session) {
  if (state === null) return ["", "quiet"];
  if (session.observed === false) return [_("The participant did not agree to observers: nothing of it is shown."), "careful"];
  if (session.blind) return [_("◪ hidden from observers"), "careful"];
  return {
    running: session.recording ? [_("● recording"), "recording"] : [_("● running"), "recording"],
    paused: [_("❚❚ paused: nothing is recorded"), "careful"],
  }[state] ?? ["", "quiet"];
}

function noTask(state, session) {
  if (session === null) return _("No session is under way.");
  return { running: _("Between tasks"), paused: _("Between tasks"), debrief: _("Debrief") }[state] ?? _("The session has not begun yet.");
}
