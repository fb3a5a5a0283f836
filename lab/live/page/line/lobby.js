// Waiting to be let in, with something to do meanwhile: the practice pad, from which nothing is sent.

import { make } from "/page/line/dom.js";
import { mounted } from "/page/line/places.js";
import { _ } from "/page/line/words.js";

/** Show the lobby in an element; returns how to take it down. */
export function showLobby(main, name, leave) {
  const heading = make("h1", { tabindex: "-1" }, _("You are in the lobby, {name}", { name }));
  const practice = make("section", { class: "card practice", "aria-labelledby": "practice-heading" });
  main.replaceChildren(
    make(
      "div",
      { class: "alone" },
      make(
        "section",
        { class: "card lone" },
        heading,
        make("p", { class: "large" }, _("The moderator sees your name and lets you in. You need not do anything.")),
        make("p", { class: "quiet" }, _("Keep this page open. If the connection is lost meanwhile, it comes back by itself, and you keep your place.")),
        make("div", { class: "row" }, make("button", { type: "button", onclick: leave }, _("Leave the lobby"))),
      ),
      practice,
    ),
  );
  const down = mounted("practice", null, practice);
  if (down === null) practice.remove();
  else practice.prepend(make("h2", { id: "practice-heading" }, _("Practise meanwhile")));
  heading.focus();
  return () => {
    down?.();
    main.replaceChildren();
  };
}
