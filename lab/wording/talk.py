"""Sentences of what persons say in the room, and why it is not taken."""

from lab.i18n import gettext as _
from lab.wording.types import Sentence, said

SENTENCES: dict[str, Sentence] = {
    "not_allowed": said(lambda: _("You may not do that in your role. Ask the moderator.")),
}
