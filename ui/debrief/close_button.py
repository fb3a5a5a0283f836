"""The button that closes and seals the session that is shown: it says what is still open, and what is under way."""

from PySide6.QtCore import Signal

from lab.domain.session import SessionState
from lab.i18n import gettext as _
from ui.alerts import Choice
from ui.debrief.closing import Closing
from ui.debrief.left_open import LeftOpen
from ui.desk import Desk
from ui.held.amended import AmendedSession
from ui.held.followed import Followed
from ui.held.running import RunningSession
from ui.second_room.leaving import queued_words
from ui.widgets.buttons import Button
from ui.widgets.fresh import FreshGuard


class CloseButton(Button):
    """Shown while the session is open, or the room could not seal it.

    Signals:
        about_to_ask: what is being typed is to be kept now. closed: RunningSession, its folder is sealed.
    """

    about_to_ask = Signal()
    closed = Signal(object)

    def __init__(self, desk: Desk, followed: Followed) -> None:
        super().__init__(_("Close the session"), self._ask, icon_name="lock", kind="primary")
        self.setObjectName("close_session")
        FreshGuard(self)  # where it appears, “Finish” was: nobody closes a session by a double click
        self._desk = desk
        self._followed = followed
        self._closings: dict[str, Closing] = {}
        self.left = LeftOpen()
        self.hide()

    def show_state(self) -> None:
        """Show whether the session can be closed now."""
        session, closing = self._followed.session, self._closing
        under_way = closing is not None and closing.under_way
        refused = closing is not None and closing.is_refused
        is_open = session is not None and session.record.state is SessionState.DEBRIEF
        self.setVisible(is_open or under_way or refused)
        self.setEnabled(not under_way)
        self.set_words(_("Its files are being sealed…") if under_way else _("Close the session"))

    def _ask(self) -> None:
        self.about_to_ask.emit()
        open_ = self.left.words
        queued = queued_words(self._desk.room.company)
        if not (open_ or queued) or isinstance(self._followed.session, AmendedSession):
            self._close()  # an amended one has ended, and only its folder is not sealed
            return
        said = [f"{open_}."] if open_ else []
        if queued:
            said += [queued, _("What comes after the closing is kept as an amendment.")]
        said.append(_("After closing it can only be amended, with a reason."))
        close = Choice(_("Close the session"), self._close)
        self._desk.alerts.ask(" ".join(said), close, key="close_session")

    def _close(self) -> None:
        session = self._followed.session
        if isinstance(session, RunningSession) and session.id not in self._closings:
            closing = Closing(session, self._desk.background)
            closing.changed.connect(self.show_state)
            closing.done.connect(lambda: self._closed(session))
            closing.refused.connect(lambda error: self._desk.alerts.error(error, key="close_session"))
            self._closings[session.id] = closing
        if (known := self._closing) is not None:
            known.ask()

    @property
    def _closing(self) -> Closing | None:
        """The closing of the session that is shown."""
        session = self._followed.session
        return self._closings.get(session.plan.session_id) if session is not None else None

    def _closed(self, session: RunningSession) -> None:
        self._closings.pop(session.id, None)
        self.show_state()
        self.closed.emit(session)
