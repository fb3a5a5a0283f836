// Hangs up what people see and press, in their places, for their roles.

import { followTalk } from "/page/feed/talk_log.js";
import { follow } from "/page/feed/records.js";
import { hang } from "/page/line/places.js";
import { mountDebrief } from "/page/roles/debrief.js";
import { mountPad } from "/page/roles/observer_pad.js";
import { mountParticipant } from "/page/roles/participant.js";
import { mountPractice } from "/page/roles/practice.js";
import { mountSessionControl } from "/page/roles/session_control.js";
import { mountSide } from "/page/roles/side.js";
import { mountTaskControl } from "/page/roles/task_control.js";
import { mountTaskStrip } from "/page/roles/task_strip.js";

const NOTING = ["observer", "lead", "note_taker", "moderator"];

follow();
followTalk();

hang({ place: "task", roles: [...NOTING, "wall"], mount: mountTaskStrip });
hang({ place: "task", roles: ["moderator"], mount: mountSessionControl });
hang({ place: "task", roles: ["lead"], mount: (element) => mountTaskControl(element) });
hang({ place: "task", roles: ["moderator"], mount: (element) => mountTaskControl(element, { corrects: true }) });
hang({ place: "task", roles: ["participant"], mount: mountParticipant });
for (const role of NOTING) {
  hang({ place: "pad", roles: [role], mount: (element) => mountPad(element, { role, large: role === "note_taker" }) });
}
hang({ place: "feed", roles: NOTING, mount: mountSide });
hang({ place: "debrief", roles: NOTING, mount: mountDebrief });
hang({ place: "practice", mount: mountPractice });
