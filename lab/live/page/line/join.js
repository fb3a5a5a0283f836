// The way in: who one is, the room's rules, a code or an invitation.

import { card, showAlone } from "/page/line/cards.js";
import { announce, make } from "/page/line/dom.js";
import { sentence } from "/page/line/refusals.js";
import { LANGUAGES, _, language, remember, speak } from "/page/line/words.js";

const MOST_LETTERS = 120;

export class Join {
  #visit;
  #room;
  #invitation;
  #joined;
  #known;
  #form = null;
  #told = null;
  #said = {};

  /**
   * `invitation`: from the address, or null; `known`: who this device was here before, with `goOn()`; or null.
   * `joined()` is called when the room took the person.
   */
  constructor(visit, room, { invitation = null, known = null, joined }) {
    this.#visit = visit;
    this.#room = room;
    this.#invitation = invitation;
    this.#known = known;
    this.#joined = joined;
  }

  show() {
    this.#told = make("div", { class: "told", role: "alert" });
    this.#form = make(
      "form",
      { class: "card lone join", novalidate: true, onsubmit: (event) => this.#submit(event) },
      make("h1", { tabindex: "-1" }, _("Join the observers’ room")),
      make("p", { class: "quiet" }, this.#greeting()),
      this.#known && this.#goOn(),
      this.#languages(),
      this.#invitation === null && this.#pin(),
      field("name", _("Your name"), { autocomplete: "name", required: true, maxlength: MOST_LETTERS, value: this.#said.name }),
      field("organisation", _("Organisation"), { autocomplete: "organization", maxlength: MOST_LETTERS, value: this.#said.organisation }),
      this.#rules(),
      this.#told,
      make("div", { class: "row" }, make("button", { type: "submit", class: "primary wide" }, _("Join"))),
    );
    showAlone(this.#form);
  }

  #greeting() {
    const lab = this.#room.lab || _("The laboratory");
    if (this.#invitation !== null) return _("{lab} has invited you. With this invitation you go straight in.", { lab });
    return _("{lab}. After you have joined, the moderator lets you in.", { lab });
  }

  #goOn() {
    const { name, goOn } = this.#known;
    const button = make("button", { type: "button", onclick: goOn }, _("Go on as {name}", { name }));
    return make("div", { class: "note info" }, make("p", {}, _("This device is in the room already, as {name}.", { name })), button);
  }

  #languages() {
    const offered = (this.#room.languages ?? Object.keys(LANGUAGES)).filter((code) => code in LANGUAGES);
    const buttons = offered.map((code) => {
      const pressed = String(code === language());
      return make("button", { type: "button", lang: code, "aria-pressed": pressed, onclick: () => this.#speak(code) }, LANGUAGES[code]);
    });
    return make("div", { class: "field row", role: "group", "aria-label": _("Language") }, buttons);
  }

  async #speak(code) {
    this.#said = this.#values();
    try {
      await speak(code);
      remember(code);
    } catch (error) {
      console.warn("no such texts", error);
      this.#say(sentence("no_network"));
      return;
    }
    document.dispatchEvent(new Event("language"));
    this.show();
    this.#form.querySelector(`button[lang="${code}"]`).focus();
  }

  #pin() {
    const attributes = { inputmode: "numeric", autocomplete: "one-time-code", maxlength: 12, required: true, class: "pin" };
    const hint = _("Six digits, on the moderator’s screen.");
    return field("pin", _("PIN"), { ...attributes, value: this.#said.pin }, hint);
  }

  #rules() {
    const tick = make("input", { type: "checkbox", name: "accepted", id: "accepted", required: true, checked: this.#said.accepted });
    return make(
      "fieldset",
      { class: "rules" },
      make("legend", {}, _("The rules of the room")),
      make("div", { class: "rules-text" }, rulesText(this.#room)),
      make("label", { class: "tick", for: "accepted" }, tick, make("span", {}, _("I have read the rules and keep to them"))),
    );
  }

  #values() {
    const data = new FormData(this.#form);
    const text = (name) => String(data.get(name) ?? "").trim();
    return { pin: text("pin").replace(/\D/g, ""), name: text("name"), organisation: text("organisation"), accepted: data.has("accepted") };
  }

  async #submit(event) {
    event.preventDefault();
    const said = this.#values();
    if (!this.#isComplete(said)) return;
    const button = this.#form.querySelector("button[type=submit]");
    button.disabled = true;
    this.#say();
    try {
      await this.#visit.join(this.#words(said));
    } catch (error) {
      button.disabled = false;
      await this.#refused(error);
      return;
    }
    this.#joined();
  }

  #words({ pin, name, organisation }) {
    const by = this.#invitation === null ? { pin } : { invitation: this.#invitation };
    const device = navigator.userAgent.slice(0, 200);
    return { ...by, name, organisation, rules: this.#room.rules.version, language: language(), device };
  }

  #isComplete({ pin, name, accepted }) {
    const missing = [
      [this.#invitation === null && pin.length !== 6, "pin", _("Type the six digits of the code.")],
      [name === "", "name", sentence("name_missing")],
      [!accepted, "accepted", _("Read the rules and accept them: without that nobody comes in.")],
    ].filter(([isMissing]) => isMissing);
    for (const input of this.#form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const [, name_] of missing) this.#input(name_).setAttribute("aria-invalid", "true");
    if (missing.length > 0) {
      this.#say(...missing.map(([, , text]) => text));
      this.#input(missing[0][1]).focus();
    }
    return missing.length === 0;
  }

  #input(name) {
    return this.#form.elements.namedItem(name);
  }

  async #refused(error) {
    if (error.code === undefined) throw error;
    if (error.code === "invitation_spent") {
      // Nothing that was typed is lost: the same form now asks for the code.
      this.#said = this.#values();
      this.#invitation = null;
      this.show();
    }
    if (error.code === "rules_changed") {
      this.#said = { ...this.#values(), accepted: false };
      this.#room = await this.#visit.room();
      this.show();
    }
    this.#say(sentence(error.code, error.facts));
    const place = { pin_wrong: "pin", invitation_spent: "pin", wait: "pin", name_missing: "name", rules_changed: "accepted" }[error.code];
    if (place && this.#input(place)) this.#input(place).focus();
  }

  #say(...texts) {
    const said = texts.map((text) => make("p", {}, text));
    this.#told.replaceChildren(...(said.length === 0 ? [] : [make("div", { class: "note bad" }, said)]));
  }
}

/** The rules in the language in force: one on each line. */
function rulesText(room) {
  const rules = (room.rules.text[language()] ?? room.rules.text.en).split("\n").map((rule) => rule.replace(/^[•–-]\s*/, "")).filter(Boolean);
  return make("ol", {}, rules.map((rule) => make("li", {}, rule)));
}

function field(name, label, attributes, hint = "") {
  const hintId = hint === "" ? null : `${name}-hint`;
  return make(
    "div",
    { class: "field" },
    make("label", { for: name }, label),
    make("input", { id: name, name, "aria-describedby": hintId, ...attributes }),
    hint !== "" && make("p", { class: "hint", id: hintId }, hint),
  );
}

/** Nothing answers yet: say so, and try again until it does. */
export async function roomFound(visit) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await visit.room();
    } catch (error) {
      if (error.code === undefined) throw error;
      if (tries === 0) showAlone(noRoom(error));
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }
}

function noRoom(error) {
  announce(sentence(error.code, error.facts), true);
  const secure = location.protocol === "https:";
  return card(_("The room does not answer"), [
    sentence(error.code, error.facts),
    secure && make("p", {}, _("If the browser warned of the certificate before, load the page again and accept it once more, or ask for the laboratory’s certificate.")),
    make("p", {}, _("On a Mac, the browser also needs leave to use the local network: System Settings, Privacy, Local Network.")),
    make("p", { class: "quiet" }, _("This page tries again by itself.")),
  ].filter(Boolean), [[_("Load the page again"), () => location.reload(), true]]);
}
