// Hangs up picture and sound for the roles that have them.

import { hang } from "/page/line/places.js";
import { mountPicture } from "/page/watch/picture.js";

hang({ place: "picture", roles: ["observer", "lead", "moderator"], mount: (element) => mountPicture(element) });
hang({ place: "picture", roles: ["wall"], mount: (element) => mountPicture(element, { plain: true }) });
