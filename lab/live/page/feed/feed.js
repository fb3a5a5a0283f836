// The shared feed: who tagged what, when, how bad; everybody's or mine, one person's, one task's, only the severe. One's
// own tags can be coded and taken back here.

import { make } from "/page/line/dom.js";
import { showRows } from "/page/line/rows.js";
import { _, language, n_ } from "/page/line/words.js";
import { tagsOf } from "/page/feed/fold.js";
import { EVERYTHING, letThrough, linesOf, tagWords } from "/page/feed/lines.js";
import { said } from "/page/pad/buttons.js";
import { clockText } from "/page/pad/moment.js";
import { severityMark } from "/page/pad/severity.js";
import { isMine } from "/page/pad/tags.js";

/** So many lines at first: a long session must not slow the pad down. */
const MOST_LINES = 200;

export class FeedPanel {
  #most = MOST_LINES;
  #filter = { ...EVERYTHING };
  #shown = { record: null, board: null, me: null, waiting: new Set() };
  #open = null;
  #lines = new Map();

  /** `desk`: {retract(tag), choose(tag), raise(tag)}; `independent`: others' tags are hidden until the debrief. */
  constructor(desk) {
    this.desk = desk;
    /** Ids of the tags that stand here now: what this person could have seen. */
    this.visible = new Set();
    this.author = make("select", { "aria-label": _("Whose tags"), onchange: () => this.#choose("author", this.author.value) });
    this.task = make("select", { "aria-label": _("Of which task"), onchange: () => this.#choose("task", this.task.value) });
    this.severe = make("button", {
      type: "button", "aria-pressed": "false",
      onclick: () => {
        this.severe.setAttribute("aria-pressed", String(!this.#filter.severe));
        this.#choose("severe", !this.#filter.severe);
      },
    }, "≥ ◕");
    this.severe.setAttribute("aria-label", _("only severe: 3 and 4"));
    this.severe.title = _("only severe: 3 and 4");
    this.list = make("ol", { class: "lines", "aria-label": _("Tags, the newest first") });
    this.empty = make("p", { class: "quiet" });
    this.hidden = make("p", { class: "note info", hidden: true }, _("This round is independent: you see others’ tags in the debrief."));
    this.more = make("button", { type: "button", hidden: true, onclick: () => this.#showMore() }, _("Show older tags"));
    this.bare = make("p", { class: "careful-words", hidden: true });
    this.element = make("div", { class: "feed" },
      make("div", { class: "filters", role: "group", "aria-label": _("Filter") }, this.author, this.task, this.severe),
      this.hidden, this.empty, this.list, this.more, this.bare);
  }

  /** `waiting`: ids of annotations that are still on their way. */
  show({ record, board, me, waiting }) {
    this.#shown = { record, board, me, waiting };
    this.#draw();
  }

  /** Open the line of a tag, to be coded. */
  open(id) {
    this.#open = id;
    this.#draw();
  }

  #showMore() {
    this.#most += MOST_LINES;
    this.#draw();
  }

  #choose(field, value) {
    this.#filter = { ...this.#filter, [field]: value };
    this.#draw();
  }

  #draw() {
    const { record, board, me } = this.#shown;
    if (record === null) return;
    const tags = tagsOf(record);
    this.#choices(tags, board);
    const every = linesOf(letThrough(tags, this.#filter, me));
    const lines = every.slice(0, this.#most);
    this.more.hidden = every.length <= lines.length;
    this.visible = new Set(lines.flatMap((line) => line.ids));
    this.hidden.hidden = !(board.independent && ["ready", "running", "paused"].includes(record.state));
    this.empty.hidden = lines.length > 0;
    this.empty.textContent = tags.length
      ? _("No tag is like that.")
      : _("Nothing is tagged yet. Press a button when you see something.");
    this.#unmoved(() => this.#place(lines));
    const bare = tags.filter((tag) => tag.criterion === null && isMine(tag, me)).length;
    this.bare.hidden = bare === 0;
    this.bare.textContent = n_("{n} tag of yours without a criterion", "{n} tags of yours without a criterion", bare);
  }

  /** What somebody points at, or has the focus in, stays where it is when newer lines come above it. */
  #unmoved(place) {
    const panel = this.element.closest(".panel");
    const held = this.list.matches(":hover, :focus-within") ? this.list.querySelector(":scope > li:is(:hover, :focus-within)") : null;
    const before = held?.getBoundingClientRect().top;
    place();
    if (panel !== null && held?.isConnected) panel.scrollTop += held.getBoundingClientRect().top - before;
  }

  #place(lines) {
    showRows(this.#lines, this.list, lines, {
      key: (line) => line.ids[0],
      content: (line) => JSON.stringify([line, this.#shown.waiting.has(line.tag.id), this.#open === line.tag.id, language()]),
      build: (line) => this.#line(line),
    });
  }

  #line({ tag, count }) {
    const waiting = this.#shown.waiting.has(tag.id);
    const mine = isMine(tag, this.#shown.me);
    const until = tag.span_us ? `–${clockText(tag.anchor_us + tag.span_us)}` : "";
    const open = this.#open === tag.id;
    const head = make("button", {
      type: "button", class: "line", "data-act": "open", "aria-expanded": String(open),
      onclick: () => this.#toggle(tag),
    },
    make("span", { class: "line-head" },
      make("span", { class: "figures" }, clockText(tag.anchor_us) + until), severityMark(tag),
      tag.criterion ? make("span", { class: "criterion" }, tag.criterion) : make("span", { class: "unseen" }, _("no criterion")),
      make("span", { class: mine ? "author mine" : "author" }, mine ? _("you") : tag.author),
      waiting ? make("span", { class: "waiting" }, make("span", { "aria-hidden": "true" }, "…"), make("span", { class: "unseen" }, _("being saved"))) : null,
      count > 1 ? make("span", { class: "times" }, `×${count}`) : null),
    make("span", { class: "line-words" }, this.#words(tag)));
    return make("li", { class: mine ? "mine" : "", "data-tag": tag.id }, head, open ? this.#details(tag, mine) : null);
  }

  /** What was said of it; a bare criterion stands above already: then its title. */
  #words(tag) {
    const words = tagWords(tag, language(), _("tag"));
    const card = words === tag.criterion ? this.#shown.board.criteria.find((one) => one.id === words) : undefined;
    return card === undefined ? words : said(card.title, language());
  }

  #details(tag, mine) {
    const { board } = this.#shown;
    const task = board.tasks.find((one) => one.id === tag.task);
    const card = board.criteria.find((one) => one.id === tag.criterion);
    const act = (name, words, press) => make("button", { type: "button", "data-act": name, onclick: press }, words);
    return make("div", { class: "details" },
      card ? make("p", {}, make("strong", {}, card.id), ` ${said(card.title, language())}`) : null,
      tag.quote && tag.note ? make("p", { class: "plain" }, `“${tag.quote}”`) : null,
      task ? make("p", { class: "quiet small" }, said(task.title, language())) : null,
      tag.edits ? make("p", { class: "quiet small" }, n_("edited {n} time", "edited {n} times", tag.edits)) : null,
      make("div", { class: "row" },
        mine ? act("code", _("Code it"), () => this.desk.choose(tag)) : null,
        mine ? act("retract", _("Take back"), () => this.desk.retract(tag)) : null,
        this.desk.raise ? act("raise", _("Raise to the moderator"), () => this.desk.raise(tag)) : null));
  }

  #toggle(tag) {
    this.#open = this.#open === tag.id ? null : tag.id;
    this.#draw();
  }

  #choices(tags, board) {
    const names = [...new Set(tags.map((tag) => tag.author))].sort((one, other) => one.localeCompare(other));
    const tasks = board.tasks.filter((task) => tags.some((tag) => tag.task === task.id));
    fill(this.author, [["all", _("everybody")], ["mine", _("mine")], ...names.map((name) => [name, name])], this.#filter.author);
    fill(this.task, [["", _("all tasks")], ...tasks.map((task) => [task.id, said(task.title, language())])], this.#filter.task);
  }
}

function fill(select, choices, chosen) {
  const drawn = JSON.stringify(choices);
  if (select.dataset.drawn !== drawn) {
    select.dataset.drawn = drawn;
    select.replaceChildren(...choices.map(([value, words]) => make("option", { value }, words)));
  }
  select.value = chosen;
}
