// Pages that say one thing: what has happened, and the one thing to do now.

import { make } from "/page/line/dom.js";

/** A card with a heading that gets the focus, texts, and buttons [[text, pressed, isPrimary]]. */
export function card(title, texts, buttons = []) {
  const heading = make("h1", { tabindex: "-1" }, title);
  const row = buttons.map(([text, pressed, isPrimary]) =>
    make("button", { type: "button", class: isPrimary ? "primary" : null, onclick: pressed }, text),
  );
  return make(
    "section",
    { class: "card lone" },
    heading,
    texts.map((text) => (text instanceof Node ? text : make("p", {}, text))),
    row.length > 0 && make("div", { class: "row" }, row),
  );
}

/** Show this alone in the main part of the page, and begin reading there. */
export function showAlone(...elements) {
  const main = document.getElementById("main");
  main.replaceChildren(make("div", { class: "alone" }, elements));
  main.querySelector("h1")?.focus();
  scrollTo(0, 0);
}
