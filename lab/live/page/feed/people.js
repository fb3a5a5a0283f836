// Who is here: role, whether away, how late they see the picture. The moderator's device also lets in and turns out.

import { make } from "/page/line/dom.js";
import { roleName } from "/page/line/roles.js";
import { _, n_ } from "/page/line/words.js";

const GIVEN = ["observer", "note_taker", "wall", "participant"];

/** Mount it; `desk`: {me, people, ask(message), on}. Returns how to take it down. */
export function mountPeople(element, desk) {
  const lead = make("div", { class: "row lead-box" });
  const lobby = make("div", { class: "lobby" });
  const list = make("ul", { class: "people", "aria-label": _("People in the room") });
  element.append(lead, lobby, list);
  let drawn = "";
  const draw = () => {
    const { me, people } = desk;
    const now = JSON.stringify([me.id, me.role, people]);
    if (now === drawn) return;
    drawn = now;
    const keepsDoor = me.role === "moderator";
    lead.replaceChildren(...leading(desk, people));
    const waiting = people.filter((one) => one.state === "lobby");
    lobby.replaceChildren(...(keepsDoor && waiting.length ? [
      make("h3", {}, n_("{n} person waits to be let in", "{n} people wait to be let in", waiting.length)),
      ...waiting.map((one) => waitingPerson(one, desk)),
    ] : []));
    const here = people.filter((one) => ["here", "away"].includes(one.state));
    list.replaceChildren(...here.map((one) => person(one, desk, keepsDoor)));
  };
  return desk.on(draw);
}

function leading({ me, ask }, people) {
  if (!["observer", "lead"].includes(me.role)) return [];
  if (me.role === "lead") return [make("p", {}, make("strong", {}, _("You lead: you start, end and judge tasks.")))];
  const leader = people.find((one) => one.role === "lead" && one.state !== "removed");
  const free = leader === undefined || leader.state === "away";
  return [
    make("p", {}, leader === undefined ? _("Nobody leads.") : leader.state === "away"
      ? _("{name} leads and is away.", { name: leader.name }) : _("{name} leads: starts, ends and judges tasks.", { name: leader.name })),
    free ? make("button", { type: "button", onclick: () => ask({ type: "take_lead" }) }, _("Take the lead")) : null,
  ].filter(Boolean);
}

function waitingPerson(one, { ask }) {
  const role = make("select", { "aria-label": _("Role of {name}", { name: one.name }) },
    GIVEN.map((value) => make("option", { value }, roleName(value))));
  role.value = GIVEN.includes(one.role) ? one.role : "observer";
  const admit = () => ask({ type: "admit", person: one.id, role: role.value });
  const refuse = () => ask({ type: "remove", person: one.id });
  return make("div", { class: "person waiting-person" },
    make("p", {}, make("strong", {}, one.name), one.organisation ? ` · ${one.organisation}` : ""),
    make("div", { class: "row" }, role,
      make("button", { type: "button", class: "primary", onclick: admit }, _("Let in")),
      make("button", { type: "button", onclick: refuse }, _("Turn away"))));
}

function person(one, { me, ask }, keepsDoor) {
  const late = one.delay_ms === null || one.delay_ms === undefined ? "" : _("picture {ms} ms late", { ms: one.delay_ms });
  const words = [
    roleName(one.role), one.organisation, late, one.waiting ? n_("{n} queued", "{n} queued", one.waiting) : "",
    one.muted ? _("muted") : "", ...(keepsDoor ? faring(one) : []),
  ].filter(Boolean);
  const away = one.state === "away";
  const other = one.id !== me.id;
  return make("li", { class: "person" },
    make("p", {},
      make("span", { class: away ? "dot away" : "dot", "aria-hidden": "true" }, away ? "○" : "●"), " ",
      make("strong", {}, one.name), other ? "" : [" (", _("you"), ")"], away ? make("span", { class: "careful-words" }, " ", _("away")) : ""),
    make("p", { class: "quiet small" }, words.join(" · ")),
    keepsDoor && other ? make("div", { class: "row" },
      make("button", { type: "button", "aria-pressed": String(Boolean(one.muted)), onclick: () => ask({ type: "mute_person", person: one.id, on: !one.muted }) }, one.muted ? _("Let speak") : _("Mute")),
      make("button", { type: "button", class: "danger", onclick: () => ask({ type: "remove", person: one.id }) }, _("Turn out"))) : null);
}

// How the room's end of their line fares, for whoever keeps the door.
function faring({ mode, track, overflows, drops, clock_ms: clock }) {
  return [
    mode === "fetch" ? _("picture by the slower way") : mode === "stills" ? _("single pictures") : "",
    track === "low" ? _("smaller picture: slow network") : "",
    overflows ? n_("too slow {n} time", "too slow {n} times", overflows) : "",
    drops ? n_("{n} picture not shown", "{n} pictures not shown", drops) : "",
    typeof clock === "number" ? _("clock ± {ms} ms", { ms: clock }) : "",
  ].filter(Boolean);
}
