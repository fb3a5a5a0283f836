// Hangs up picture and sound for the roles that have them; of the others the moderator is told how they fare, too.

import { hang } from "/page/line/places.js";
import { say } from "/page/line/socket.js";
import { store } from "/page/line/store.js";
import { mountPicture } from "/page/watch/picture.js";
import { report, withoutPicture } from "/page/watch/report.js";

hang({ place: "picture", roles: ["observer", "lead", "moderator"], mount: (element) => mountPicture(element) });
hang({ place: "picture", roles: ["wall"], mount: (element) => mountPicture(element, { plain: true }) });
hang({ place: "pad", roles: ["note_taker"], mount: tellWithoutPicture });
hang({ place: "task", roles: ["participant"], mount: tellWithoutPicture });

function tellWithoutPicture() {
  const ending = new AbortController();
  report({ state: withoutPicture, queued: () => store.get().connection.queued, say, signal: ending.signal });
  return () => ending.abort();
}
