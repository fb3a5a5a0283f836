"""Sentences about the people in the room: what is refused them, and why."""

from lab.i18n import gettext as _
from lab.i18n import pgettext
from lab.wording.types import Sentence, said


def participant_name() -> str:
    """What a participant is called among those who came by the page."""
    return pgettext("instead of a name", "Participant")


SENTENCES: dict[str, Sentence] = {
    "pin_wrong": said(lambda: _("This PIN is not the one on the moderator’s screen. It changes every ten minutes.")),
    "wait": said(lambda: _("Too many wrong PINs. Wait {seconds} s, or ask the moderator for an invitation.")),
    "invitation_spent": said(
        lambda: _("This invitation was used already, or is too old. Ask the moderator for another.")
    ),
    "room_full": said(lambda: _("The room is full. Ask the moderator to let somebody go first.")),
    "room_not_open": said(lambda: _("The room is not open on the network yet. Open it first, then invite.")),
    "rules_changed": said(lambda: _("The rules of the room have changed. Load the page again and read them.")),
    "name_missing": said(lambda: _("Say your name: whatever you note stands under it.")),
    "token_unknown": said(lambda: _("The room does not know this device any more. Join again.")),
    "token_old": said(lambda: _("You have been let in. Load the page again.")),
    "ticket_spent": said(lambda: _("The connection took too long to open. It is tried again.")),
    "open_elsewhere": said(
        lambda: _("You are in the room in another tab or window already. Go on here, or close this.")
    ),
    "removed": said(lambda: _("The moderator has ended your visit.")),
    "left": said(lambda: _("You have left the room. Join again if you want to come back.")),
    "expired": said(lambda: _("Your visit is over: you were away for too long, or the day has ended. Join again.")),
    "person_unknown": said(lambda: _("This person is not in the room any more.")),
    "person_in_lobby": said(lambda: _("{name} still waits to be let in.")),
    "lead_taken": said(lambda: _("{name} leads at the moment.")),
    "people_not_kept": said(
        lambda: _("Who is in the room could not be written to {path} ({reason}). It holds until the room is restarted.")
    ),
}
