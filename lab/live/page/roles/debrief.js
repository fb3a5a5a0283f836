// The debrief on this page: my word on every criterion that the finished tasks exposed or somebody tagged; and codes for
// my tags that have none. What others said is shown after my own word. As `ui/debrief`.

import { place, tagsOf } from "/page/feed/fold.js";
import { tagWords } from "/page/feed/lines.js";
import { make } from "/page/line/dom.js";
import { showRows } from "/page/line/rows.js";
import { _, language, n_ } from "/page/line/words.js";
import { said } from "/page/pad/buttons.js";
import { clockText } from "/page/pad/moment.js";
import { CriterionSearch } from "/page/pad/search.js";
import { SeverityPicker, severityMark } from "/page/pad/severity.js";
import { desk } from "/page/roles/desk.js";
import { proposals } from "/page/roles/proposals.js";

const INSPECTED = new Set(["conformance", "document"]);
const SIMPLE = ["passed", "cantTell", "inapplicable", "untested"];

/** Mount it; returns how to take it down. */
export function mountDebrief(element) {
  const rows = new Map();
  const progress = make("p", { class: "progress", role: "status" });
  const criteria = make("div", { class: "criteria" });
  const uncoded = make("div", { class: "uncoded" });
  const codes = make("section", { class: "card" }, make("h2", {}, _("My tags without a code")), uncoded);
  const none = make("p", { class: "quiet" }, _("No task reached its end and nothing was tagged against a criterion: nothing to judge."));
  const box = make("div", { class: "debrief" },
    codes,
    make("section", { class: "card" },
      make("h2", {}, _("Judge each criterion")),
      make("p", { class: "quiet" }, _("Silence never passes: each criterion needs your word. What the session suggests is marked; nothing is accepted by itself. What others said is shown after your own word.")),
      progress, none, criteria));
  element.append(box);
  const place_of = element.closest(".place") ?? element;

  const draw = () => {
    const { board, record, me } = desk;
    const here = board !== null && record.state === "debrief";
    place_of.hidden = !here;
    document.getElementById("stage")?.classList.toggle("debriefing", here);
    if (!here) return;
    const made = proposals(board, record);
    const mine = made.filter((one) => record.judgements.has(place(one.card.id, me.name))).length;
    progress.textContent = _("{n} of {all} judged by you", { n: mine, all: made.length });
    none.hidden = made.length > 0;
    progress.hidden = made.length === 0;
    showRows(rows, criteria, made, {
      key: (one) => one.card.id,
      content: (one) => content(one, record, me),
      build: (one) => criterion(one, record, me, board),
    });
    drawUncoded(uncoded, codes, board);
  };
  return desk.on(draw);
}

function content(one, record, me) {
  const words = [...record.judgements.values()].filter((word) => word.criterion === one.card.id);
  const shown = record.judgements.has(place(one.card.id, me.name)) ? words : [];
  return JSON.stringify([one, shown, language()]);
}

function criterion({ card, outcome, severity, why, tags, attempts }, record, me, board) {
  const mine = record.judgements.get(place(card.id, me.name)) ?? null;
  const others = [...record.judgements.values()].filter((word) => word.criterion === card.id && word.judge !== me.name);
  const title = `${card.id}  ${said(card.title, language())}`;
  const exposedBy = [...new Set(attempts.map((one) => one.task))].map((id) => board.tasks.find((task) => task.id === id)).filter(Boolean);
  const suggested = `${outcomeWords(outcome, severity)} – ${whyWords(why)}`;
  const tasks = exposedBy.map((task) => said(task.title, language())).join(", ");
  return make("article", { class: mine === null ? "criterion-row" : "criterion-row judged", "aria-label": title },
    make("h3", {}, title),
    card.observe ? make("p", { class: "small quiet plain" }, said(card.observe, language())) : null,
    make("p", { class: "small" }, _("Suggested: {words}", { words: suggested }), tasks ? [" · ", _("exposed by {tasks}", { tasks })] : ""),
    tags.length ? make("ul", { class: "tag-links" }, tags.slice(0, 6).map((tag) => make("li", {}, severityMark(tag), ` ${clockText(tag.anchor_us)} ${tagWords(tag, language(), _("tag"))} · ${tag.author}`))) : null,
    answers(card, mine, { outcome, severity }),
    mine !== null && others.length
      ? make("p", { class: "others small" }, others.map((word) => `${word.judge}: ${outcomeWords(word.outcome, word.severity)}`).join(" · "))
      : null,
    mine === null && others.length ? make("p", { class: "quiet small" }, n_("{n} other person has judged it", "{n} others have judged it", others.length)) : null);
}

function answers(card, mine, suggestion) {
  const say = (outcome, severity) => {
    const same = mine?.outcome === outcome && (mine.severity ?? null) === severity;
    if (same) desk.takeBackJudgement(card.id);
    else desk.judge(card.id, outcome, severity);
  };
  const picker = new SeverityPicker((severity) => say("failed", severity ?? mine?.severity ?? null));
  picker.show(mine?.outcome === "failed" ? mine.severity : null);
  picker.element.setAttribute("aria-label", _("not passed, with severity"));
  picker.buttons.forEach((button, severity) => {
    button.dataset.act = `failed-${severity}`;
    if (suggestion.outcome === "failed" && suggestion.severity === severity) suggest(button);
  });
  const simple = INSPECTED.has(card.kind) ? [] : SIMPLE.map((outcome) => {
    const button = make("button", {
      type: "button", "data-act": outcome, "aria-pressed": String(mine?.outcome === outcome), onclick: () => say(outcome, null),
    }, outcomeWords(outcome, null));
    if (suggestion.outcome === outcome) suggest(button);
    return button;
  });
  return make("div", { class: "answers" },
    simple.length ? make("div", { class: "row" }, simple) : null,
    make("div", { class: "row" }, make("span", {}, _("not passed:")), picker.element),
    INSPECTED.has(card.kind) ? make("p", { class: "quiet small" }, _("A session can only fail it; to pass, it needs an inspection.")) : null);
}

function suggest(button) {
  button.classList.add("suggested");
  button.append(make("span", { class: "unseen" }, " ", _("(suggested by the session)")), make("span", { "aria-hidden": "true" }, " ◂"));
}

function drawUncoded(uncoded, section, board) {
  const { record, me } = desk;
  const bare = tagsOf(record).filter((tag) => desk.isMine(tag) && tag.button !== "out-of-scope" && !isCoded(tag));
  section.hidden = bare.length === 0 && uncoded.children.length === 0;
  if (uncoded.contains(document.activeElement) && bare.length >= uncoded.children.length) return;
  const drawn = JSON.stringify([bare, language(), me.id]);
  if (uncoded.dataset.drawn === drawn) return;
  uncoded.dataset.drawn = drawn;
  uncoded.replaceChildren(...bare.map((tag) => coder(tag, board)));
  section.hidden = bare.length === 0;
}

function coder(tag, board) {
  const search = new CriterionSearch((criterion) => desk.edit(desk.tag(tag.id), { criterion }));
  search.offer(board.criteria);
  search.show(tag.criterion);
  const severity = new SeverityPicker((chosen) => desk.edit(desk.tag(tag.id), { severity: chosen }));
  severity.show(tag.severity);
  return make("div", { class: "coder" },
    make("p", {}, make("span", { class: "figures" }, clockText(tag.anchor_us)), ` ${tagWords(tag, language(), _("tag"))}`),
    make("div", { class: "row" }, search.element, tag.polarity === "positive" ? null : severity.element));
}

function isCoded(tag) {
  return tag.criterion !== null && (tag.polarity === "positive" || tag.severity !== null);
}

function outcomeWords(outcome, severity) {
  const words = {
    passed: _("passed"), failed: _("not passed"), cantTell: _("cannot tell"), inapplicable: _("not applicable"),
    untested: _("did not see it"),
  }[outcome];
  return severity === null || severity === undefined ? words : [words, _("severity {n}", { n: severity })].join(", ");
}

function whyWords(why) {
  return {
    tagged: _("tagged during the session"), tagged_good: _("tagged as good during the session"),
    tagged_both: _("tagged both as good and as bad"),
    task_finished: _("a task that exposes it was finished and nobody tagged it"),
  }[why];
}
