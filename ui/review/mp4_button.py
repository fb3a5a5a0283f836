"""The button that saves a session's recording as MP4, for players and cutting programs that know no Matroska.

The copies lie in the session's folder: a participant who withdraws takes them along.
"""

from functools import partial
from pathlib import Path

from lab.domain.ids import SessionId
from lab.i18n import gettext as _
from lab.services.session_view import SessionPlan
from ui.alerts import Choice
from ui.desk import Desk
from ui.elsewhere import open_elsewhere
from ui.palette_entries import PaletteEntry
from ui.widgets.buttons import IconButton

_KEY = "mp4"


class Mp4Button(IconButton):
    """Shown for a closed session with a recording."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Save as MP4"), "file-arrow-down", self.save)
        self.setObjectName("save_mp4")
        self._desk = desk
        self._plan: SessionPlan | None = None
        self.hide()

    def show_for(self, plan: SessionPlan | None) -> None:
        """Save the recording of this session; None: there is none to save."""
        self._plan = plan
        self.setVisible(plan is not None)

    def save(self) -> None:
        """Save it in the background."""
        plan = self._plan
        if plan is None:
            return
        self.setEnabled(False)
        words = _("The recording of {code} is being saved as MP4 …").format(code=plan.code)
        self._desk.alerts.info(words, key=_KEY)
        session = SessionId(plan.session_id)
        write = self._desk.background.read(lambda: self._desk.lab.derived.save_mp4(session))
        write.owned_by(self).on_done(partial(self._saved, plan.code)).on_error(
            lambda error: self._desk.alerts.error(error, key=_KEY)
        ).finally_do(lambda: self.setEnabled(True)).start()

    def _saved(self, code: str, folder: Path) -> None:
        words = _("The recording of {code} is saved as MP4, in the session’s folder.").format(code=code)
        show = Choice(_("Open the folder"), lambda: open_elsewhere(folder))
        self._desk.alerts.done(words, show, key=_KEY)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """The same for the palette."""
        if self._plan is None:
            return ()
        text = f"{self._plan.code}: {_('Save as MP4')}"
        return (PaletteEntry(text, _("Session"), "file-arrow-down", self.save),)
