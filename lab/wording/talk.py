"""Sentences of what persons say in the room, and why it is not taken."""

from lab.i18n import gettext as _
from lab.wording.types import Sentence, said

SENTENCES: dict[str, Sentence] = {
    "not_allowed": said(lambda: _("You may not do that in your role. Ask the moderator.")),
    "author_is_not_you": said(lambda: _("What you say is noted under your own name, not as {author}.")),
    "tag_of_another": said(lambda: _("This tag is {author}'s. Only they and the moderator change it.")),
    "session_closing": said(lambda: _("The session is being closed at this moment. It is tried again by itself.")),
    "session_withdrawn": said(
        lambda: _("The participant took their consent back. Nothing more is kept of this session.")
    ),
    "late_not_kept": said(lambda: _("{path} cannot be written ({reason}). It is tried again by itself.")),
    "late_unreadable": said(
        lambda: _("What came late in {path} cannot be read ({reason}). The session itself is unharmed.")
    ),
}
