// The moderator's second device: pause, blind, finish (asked once), and who waits at the door.

import { make } from "/page/line/dom.js";
import { _, n_ } from "/page/line/words.js";
import { actOf, capped, onKeysSwitched } from "/page/pad/keys.js";
import { desk } from "/page/roles/desk.js";

const RUNS = ["running", "paused"];

/** Mount it; returns how to take it down. */
export function mountSessionControl(element) {
  const pause = make("button", { type: "button", onclick: () => desk.move(desk.record.state === "paused" ? "running" : "paused") });
  const blind = make("button", { type: "button", onclick: () => turnBlind() });
  const finish = make("button", { type: "button", onclick: () => ask() }, "■ ", _("Finish"));
  const waiting = make("button", { type: "button", class: "waiting-people", hidden: true, onclick: () => document.getElementById("tab-people")?.click() });
  const asked = make("div", { class: "note careful asked", role: "alertdialog", "aria-label": _("Finish the session?"), hidden: true },
    make("p", {}, _("Finish the session? The recording ends; answers, tags and judgements can follow.")),
    make("div", { class: "row" },
      make("button", { type: "button", class: "primary", onclick: () => sure() }, _("Finish")),
      make("button", { type: "button", onclick: () => { asked.hidden = true; finish.focus(); } }, _("Go on"))));
  const box = make("div", { class: "session-control" }, make("div", { class: "session-acts" }, pause, blind, finish), asked);
  element.append(box, waiting);

  const ask = () => {
    asked.hidden = false;
    asked.querySelector("button").focus();
  };
  const sure = () => {
    asked.hidden = true;
    desk.move("debrief");
  };
  const turnBlind = () => desk.blind(!desk.session.blind);
  const draw = () => {
    const { session, record, people } = desk;
    box.hidden = session === null;
    const runs = RUNS.includes(record.state);
    for (const one of [pause, blind, finish]) one.hidden = !runs;
    if (!runs) asked.hidden = true;
    pause.replaceChildren(...(record.state === "paused" ? ["▶ ", _("Go on")] : ["❚❚ ", _("Pause")]));
    const isBlind = session?.blind ?? false;
    blind.replaceChildren(...capped("blind", isBlind ? _("Show again") : _("Blind")));
    blind.setAttribute("aria-pressed", String(isBlind));
    const many = people.filter((one) => one.state === "lobby").length;
    waiting.hidden = many === 0;
    waiting.textContent = n_("{n} person waits to be let in", "{n} people wait to be let in", many);
  };
  const down = (event) => {
    if (actOf(event) !== "blind" || desk.session === null || event.repeat || !RUNS.includes(desk.record.state)) return;
    event.preventDefault();
    turnBlind();
  };
  document.addEventListener("keydown", down);
  const off = [desk.on(draw), onKeysSwitched(draw)];
  return () => {
    document.removeEventListener("keydown", down);
    for (const one of off) one();
  };
}
