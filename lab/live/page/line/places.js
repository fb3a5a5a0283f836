// Where the parts of the page hang. A part says its place and for whom it is; the stage mounts it when somebody with
// that role is admitted, and takes it down when they are another role or gone.
//
//   hang({ place: "pad", roles: ["observer", "lead"], mount(element) { …; return () => unmount } })
//
// Places on the stage: picture, task, pad, feed, notes, talk, people, debrief. In the lobby: practice.
// A place where nothing hangs for a role is not shown.

export const PLACES = ["picture", "task", "pad", "feed", "notes", "talk", "people", "debrief"];
const ROLES = ["observer", "lead", "note_taker", "moderator", "participant", "wall"];

const parts = [];

/** Hang up a part. `roles` left out: for every role. */
export function hang({ place, roles = ROLES, mount }) {
  parts.push({ place, roles, mount });
}

/** Mount what hangs in a place for a role, in the order in which it was hung; returns how to take it down, or null. */
export function mounted(place, role, element) {
  const fitting = parts.filter((part) => part.place === place && (role === null || part.roles.includes(role)));
  if (fitting.length === 0) return null;
  const takenDown = fitting.map((part) => part.mount(element)).filter((one) => typeof one === "function");
  return () => {
    for (const down of takenDown.reverse()) down();
    element.replaceChildren();
  };
}
