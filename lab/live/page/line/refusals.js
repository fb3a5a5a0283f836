// What the room's refusals mean, in words.

import { _, n_ } from "/page/line/words.js";

/** A sentence for a code of the room. */
export function sentence(code, facts = {}) {
  const known = SENTENCES[code];
  return known === undefined ? _("The room refused this ({code}).", { code }) : known(facts);
}

const away = () => _("The room is away: this needs it. Try again when it is back.");

const SENTENCES = {
  pin_wrong: () => _("This code is not the right one, or no longer. Read it once more from the moderator’s screen: a new one comes every ten minutes."),
  invitation_spent: () => _("This invitation was used already, or is older than ten minutes. Ask the moderator for another, or type the code."),
  wait: ({ seconds = 60 }) => n_("Too many wrong codes. Wait {n} second, or ask the moderator for an invitation.", "Too many wrong codes. Wait {n} seconds, or ask the moderator for an invitation.", seconds),
  room_full: () => _("The room is full. Tell the moderator that you wait outside."),
  name_missing: () => _("Write your name, so that the others know who you are."),
  rules_changed: () => _("The rules of the room have just changed. Read them once more."),
  people_not_kept: () => _("The laboratory’s computer cannot write to its disk just now. Tell the moderator, then try again."),
  no_network: () => _("Nothing answers. Is this device in the laboratory’s network, and is the room open?"),
  room_silent: () => _("The room takes too long to answer. Try again in a moment."),
  too_fast: () => _("Too much at once. Wait a second."),
  not_allowed: () => _("In your role this is not possible."),
  author_is_not_you: () => _("This was written under another name than the one you were let in with."),
  session_not_hosted: () => _("The session is not in the room any more."),
  session_not_running: () => _("The session is not running."),
  session_paused: () => _("The session is paused."),
  not_connected: away,
  connection_lost: away,
  lead_taken: ({ name = "" }) => _("{name} leads at the moment.", { name }),
  message_broken: () => _("The room did not understand this page. Load the page again."),
  other_version: () => _("The laboratory’s program was updated. Load the page again."),
};
