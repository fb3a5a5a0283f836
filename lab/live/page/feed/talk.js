// Talk with the moderator and among observers; the participant never sees it.

import { tagWords } from "/page/feed/lines.js";
import { onTalk, talk } from "/page/feed/talk_log.js";
import { Bounded } from "/page/line/bounded.js";
import { make } from "/page/line/dom.js";
import { _, language } from "/page/line/words.js";
import { clockText } from "/page/pad/moment.js";

const MOST_WORDS = 2_000;

/** Mount it; `desk`: {me, chat(to, text), tag(id)}. Returns how to take it down. */
export function mountTalk(element, desk) {
  const list = make("ol", { class: "talk-lines", "aria-label": _("What was said"), "aria-live": "polite", tabindex: "0" });
  const empty = make("p", { class: "quiet" }, _("Nobody has said anything yet. The participant never sees this."));
  const to = make("select", { "aria-label": _("To whom") });
  const text = make("input", {
    type: "text", autocomplete: "off", enterkeyhint: "send", "aria-label": _("What you want to say"),
  });
  const bound = new Bounded(text, MOST_WORDS);
  const muted = make("p", { class: "note careful", hidden: true }, _("The moderator has muted you: you can watch and tag, and say nothing here."));
  const send = () => {
    if (bound.isOver()) return;
    const words = text.value.trim();
    if (words) desk.chat(to.value, words);
    text.value = "";
  };
  text.addEventListener("keydown", (event) => {
    if (event.code.endsWith("Enter") && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  const form = make("div", { class: "row saying" }, to, text, make("button", { type: "button", class: "primary", onclick: send }, _("Say")), bound.element);
  element.append(empty, list, muted, form);
  const draw = () => {
    list.replaceChildren(...talk().map((one) => line(one, desk)));
    empty.hidden = talk().length > 0;
    list.hidden = talk().length === 0;
    list.scrollTop = list.scrollHeight;
  };
  const off = [onTalk(draw), desk.on(() => {
    offer(to, desk);
    muted.hidden = !desk.me.muted;
    form.hidden = Boolean(desk.me.muted);
  })];
  draw();
  return () => off.forEach((one) => one());
}

/** To whom this person may speak: the moderator's device also to one person. */
function offer(to, { me, people }) {
  const choices = me.role === "moderator"
    ? [["observers", _("to the observers")], ["moderator", _("to the workstation")], ...people.filter((one) => isSpokenTo(one, me)).map((one) => [one.id, one.name])]
    : [["moderator", _("to the moderator")], ["observers", _("to everybody here")]];
  const drawn = JSON.stringify(choices);
  if (to.dataset.drawn === drawn) return;
  const chosen = to.value;
  to.dataset.drawn = drawn;
  to.replaceChildren(...choices.map(([value, words]) => make("option", { value }, words)));
  if (choices.some(([value]) => value === chosen)) to.value = chosen;
}

function isSpokenTo(one, me) {
  return one.id !== me.id && ["here", "away"].includes(one.state) && ["observer", "lead", "note_taker"].includes(one.role);
}

function line(one, desk) {
  const mine = Boolean(one.person) && one.person === desk.me.id;
  const who = mine ? _("you") : one.author;
  if (one.kind === "hand") {
    const tag = one.annotation ? desk.tag(one.annotation) : null;
    const about = tag === null ? "" : `${clockText(tag.anchor_us)} ${tagWords(tag, language(), _("tag"))}`;
    return make("li", { class: "hand" },
      make("p", { class: "small quiet" }, make("span", { "aria-hidden": "true" }, "⚑ "), mine ? _("you raise your hand") : _("{who} raises", { who })),
      make("p", { class: "plain" }, [about, one.text].filter(Boolean).join(" – ")));
  }
  const whom = { moderator: _("to the moderator"), observers: _("to everybody here") }[one.to] ?? (one.to === desk.me.id ? _("to you") : "");
  return make("li", { class: mine ? "mine" : "" },
    make("p", { class: "small quiet" }, who, whom ? ` · ${whom}` : ""), make("p", { class: "plain" }, one.text));
}
