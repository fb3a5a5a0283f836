// The roles in words.

import { _ } from "/page/line/words.js";

export function roleName(role) {
  const names = {
    observer: _("observer"),
    lead: _("lead observer"),
    note_taker: _("note-taker"),
    moderator: _("moderator"),
    participant: _("participant"),
    wall: _("screen in the room"),
  };
  return names[role] ?? role;
}
