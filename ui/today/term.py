"""Recordings whose term is over or soon will be: what the consent form promised is done here, one by one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.domain.retention import term_ends
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme, words
from ui.desk import Desk
from ui.naming import NamedBooking
from ui.widgets.boxes import Card, line
from ui.widgets.buttons import Button
from ui.widgets.decision_dialog import DecisionDialog
from ui.widgets.texts import body, quiet, small

_MOST = 5
"""Rows at a time: the next ones come up when these are done."""


class TermCard(Card):
    """One row per session, the oldest first; `erase` and `debrief` are called with it."""

    def __init__(
        self, sessions: tuple[NamedBooking, ...], erase: Callable[[NamedBooking], None],
        debrief: Callable[[NamedBooking], None],
    ) -> None:  # fmt: skip
        super().__init__(_("Recordings to erase"), name="to_erase")
        self.add(
            quiet(
                _(
                    "The consent form promises that recordings are erased when their term ends. Export the round's "
                    "report before: the figures of the session go with it."
                )
            )
        )
        for one in sessions[:_MOST]:
            unfinished = one.booking.state is SessionState.DEBRIEF
            self.add(line())
            self.column.addLayout(_row(one, debrief if unfinished else erase, unfinished=unfinished))
        more = len(sessions) - _MOST
        if more > 0:
            self.add(line(), small(ngettext("and {n} more session", "and {n} more sessions", more).format(n=more)))


def _row(one: NamedBooking, act: Callable[[NamedBooking], None], *, unfinished: bool) -> QHBoxLayout:
    ends = words.short_date(term_ends(one.booking.starts.astimezone().date()))
    text = QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(body(f"{one.code}{words.MIDDLE_DOT}{one.round.text}"))
    text.addWidget(small(_("term ends on {day}").format(day=ends)))
    button = Button(_("To the debrief") if unfinished else _("Erase …"), partial(act, one), kind="link")
    button.setObjectName(f"erase_{one.code}")
    button.setAccessibleName(_("{act}: {code}, {round}").format(act=button.text(), code=one.code, round=one.round.text))
    row = QHBoxLayout()
    row.setSpacing(theme.MARGIN)
    row.addLayout(text, 1)
    row.addWidget(button)
    return row


class TermErasure:
    """Asks for the participant's code, then erases what a withdrawal erases. `window`: over which it is asked.

    Attributes:
        dialog: asked last.
    """

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._window = window
        self.dialog: DecisionDialog | None = None

    def ask(self, one: NamedBooking) -> None:
        """Nothing brings it back, so the code is typed before."""
        explanation = _(
            "Recordings and everything that was said or written in the session are erased at once and for good, here "
            "and in the laboratory's copies. Its figures go with them: export the round's report before. "
            "This cannot be undone."
        )
        dialog = DecisionDialog(
            self._window.window(),
            _("Erase the session of {code}?").format(code=one.code),
            explanation,
            _("To confirm, type the participant’s code: {code}").format(code=one.code),
            _("Erase for good"),
            lambda typed: typed.casefold() == one.code.casefold(),
        )
        dialog.decided.connect(lambda _code: self._erase(one))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _erase(self, one: NamedBooking) -> None:
        by = self._desk.preferences.person.name or one.booking.moderator
        if one.booking.session_id is not None:
            self._desk.bridge.erasing.emit(one.booking.session_id)
        work = partial(self._desk.lab.sessions.erase, one.booking.id, by, _("the term of the recording is over"))
        said = _("{code}: erased. Reports that were exported before may hold clips of it: delete those.")
        done = partial(self._desk.alerts.warn, said.format(code=one.code), key="erased")
        self._desk.background.write(work).on_done(lambda _booking: done()).start()
