// What an admitted person sees: named places, filled by the parts that hang there for their role.

import { make } from "/page/line/dom.js";
import { PLACES, mounted } from "/page/line/places.js";
import { _ } from "/page/line/words.js";

function nameOf(place) {
  const names = {
    picture: _("Picture and sound"),
    task: _("Task"),
    pad: _("Tags"),
    feed: _("Feed"),
    notes: _("My notes"),
    talk: _("Talk"),
    people: _("People"),
    debrief: _("Debrief"),
  };
  return names[place];
}

/** Build the stage for a role in an element; returns how to take it down. */
export function showStage(main, role) {
  const taken = [];
  const stage = make("div", { id: "stage", class: "stage", "data-role": role });
  for (const place of PLACES) {
    const region = make("section", { class: `place place-${place}`, "data-place": place, "aria-label": nameOf(place) });
    const down = mounted(place, role, region);
    if (down === null) continue;
    taken.push(down);
    stage.append(region);
  }
  main.replaceChildren(stage);
  return () => {
    for (const down of taken) down();
    main.replaceChildren();
  };
}
