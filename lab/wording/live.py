"""Sentences of the room: what it refuses, and the alarms it raises."""

from lab.i18n import gettext as _
from lab.wording.types import Sentence, said

_REFUSALS: dict[str, Sentence] = {
    "event_of_the_room": said(lambda: _("Only the room itself may note “{type}”.")),
    "sessions_hosted": said(lambda: _("The room cannot end: sessions are open in it ({count}).")),
    "session_has_begun": said(lambda: _("The session has begun: its sources can no longer be chosen anew.")),
    "session_closed": said(lambda: _("The session in {path} is closed. Corrections are made in Review.")),
    "not_consented": said(lambda: _("The participant did not agree to “{shows}”: {source} is not recorded.")),
    "folder_elsewhere": said(lambda: _("{path} does not lie in {sessions}. The room opens only its own sessions.")),
    "another_session_records": said(lambda: _("Another session is being recorded. Finish it first.")),
    "session_not_hosted": said(lambda: _("The room does not host this session. Open it from Today.")),
    "room_not_opened": said(
        lambda: _("The room for {path} could not be opened. Nothing was lost. The end of its log: {log}")
    ),
}


_ALARMS: dict[str, Sentence] = {
    "microphone_silent": said(lambda: _("{source}: nothing has been heard for 15 seconds.")),
    "camera_frozen": said(lambda: _("{source}: the picture stands still.")),
    "disk_low": said(lambda: _("The disk is nearly full: room for {minutes_left} more minutes.")),
    "source_lost": said(
        lambda: _("{source} does not deliver any more. Everything else goes on; it is looked for again.")
    ),
    "recorder_not_started": said(
        lambda: _("The recorder cannot be started ({reason}). Tasks and tags are still kept.")
    ),
    "recorder_restarted": said(lambda: _("The recorder was started again. The gap stands in the record.")),
    "session_not_reopened": said(
        lambda: _("The session in {path} could not be opened again ({why}). “lab repair” may help.")
    ),
    "closing_failed": said(lambda: _("The session could not be closed ({why}). Nothing is lost; try again.")),
    "recording_failed": said(lambda: _("Recording stopped ({why}). Tasks and tags are still kept.")),
}

SENTENCES: dict[str, Sentence] = {**_REFUSALS, **_ALARMS}
