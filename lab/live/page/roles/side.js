// Beside the picture: feed, my notes, talk and people, one at a time, as tabs.

import { FeedPanel } from "/page/feed/feed.js";
import { mountNotes } from "/page/feed/notes.js";
import { mountPeople } from "/page/feed/people.js";
import { onTalk } from "/page/feed/talk_log.js";
import { mountTalk } from "/page/feed/talk.js";
import { make } from "/page/line/dom.js";
import { _, n_ } from "/page/line/words.js";
import { desk } from "/page/roles/desk.js";
import { stage } from "/page/roles/stage_keys.js";

/** Mount the tabs; returns how to take them down. */
export function mountSide(element) {
  const feed = new FeedPanel({
    retract: (tag) => desk.retract(tag),
    choose: (tag) => {
      stage.coding?.choose(tag.id);
      document.querySelector(".coding input")?.focus();
    },
    raise: (tag) => desk.raise("", tag),
  });
  desk.visible = () => feed.visible;
  const tabs = new Tabs([
    ["feed", _("Feed"), (panel) => {
      panel.append(feed.element);
      return () => {};
    }],
    ["notes", _("Private"), (panel) => mountNotes(panel, desk)],
    ["talk", _("Talk"), (panel) => mountTalk(panel, desk)],
    ["people", _("People"), (panel) => mountPeople(panel, desk)],
  ]);
  element.append(tabs.element);
  const draw = () => {
    const { board, record, me, waiting } = desk;
    if (board !== null) feed.show({ board, record, me, waiting });
    const here = desk.people.filter((one) => ["here", "away"].includes(one.state)).length;
    tabs.mark("people", here ? String(here) : "", n_("{n} person", "{n} people", here));
  };
  let unheard = 0;
  const told = () => {
    unheard = tabs.shown === "talk" ? 0 : unheard + 1;
    tabs.mark("talk", unheard ? String(unheard) : "", n_("{n} not yet read", "{n} not yet read", unheard));
  };
  tabs.opened = (name) => {
    if (name === "talk") unheard = -1;
    if (name === "talk") told();
  };
  const off = [desk.on(draw), onTalk(told)];
  return () => {
    for (const one of off) one();
    tabs.dispose();
    desk.visible = () => new Set();
  };
}

/** Tabs as WAI-ARIA describes them: arrows move, what is chosen is shown at once. */
class Tabs {
  #parts;
  opened = () => {};

  /** `parts`: [name, words, mount(panel) → how to take it down]. */
  constructor(parts) {
    this.#parts = new Map(parts.map(([name, words, mount]) => [name, this.#part(name, words, mount)]));
    const every = [...this.#parts.values()];
    const list = make("div", { class: "tabs", role: "tablist", "aria-label": _("Beside the picture"), onkeydown: (event) => this.#key(event) },
      every.map((one) => one.tab));
    this.element = make("div", { class: "side card" }, list, every.map((one) => one.panel));
    this.shown = null;
    this.open(parts[0][0]);
  }

  open(name) {
    this.shown = name;
    for (const [known, one] of this.#parts) {
      one.tab.setAttribute("aria-selected", String(known === name));
      one.tab.tabIndex = known === name ? 0 : -1;
      one.panel.hidden = known !== name;
    }
    this.opened(name);
  }

  /** A short sign beside a tab's words, and what it means. */
  mark(name, sign, words) {
    const { badge, told } = this.#parts.get(name);
    badge.textContent = sign;
    badge.hidden = sign === "";
    told.textContent = sign === "" ? "" : words;
  }

  dispose() {
    for (const one of this.#parts.values()) one.down();
  }

  #part(name, words, mount) {
    const badge = make("span", { class: "badge", "aria-hidden": "true", hidden: true });
    const told = make("span", { class: "unseen" });
    const tab = make("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, "data-tab": name,
      onclick: () => this.open(name),
    }, words, badge, told);
    const panel = make("div", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, class: "panel", tabindex: "0" });
    return { tab, panel, badge, told, down: mount(panel) };
  }

  #key(event) {
    const names = [...this.#parts.keys()];
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.code];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = names[(names.indexOf(this.shown) + by + names.length) % names.length];
    this.open(next);
    this.#parts.get(next).tab.focus();
  }
}
