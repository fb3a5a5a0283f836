// Why the room said no, in a sentence.

import { _ } from "/page/line/words.js";

/** The sentence for a code; one that is not known stands as it is. */
export function refusalWords(code) {
  const known = {
    not_connected: _("The room is away: this needs it. Try again when it is back."),
    connection_lost: _("The room is away: this needs it. Try again when it is back."),
    not_allowed: _("Your role does not allow this."),
    lead_taken: _("Somebody else leads at the moment."),
    session_not_running: _("The session is not running."),
    session_paused: _("The session is paused."),
  };
  return known[code] ?? _("The room refused this ({code}).", { code });
}
