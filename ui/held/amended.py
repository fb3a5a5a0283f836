"""A closed session: what is changed now are amendments, with their reason, in the laboratory's database."""

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError, RuleError
from lab.domain.events import AnyEvent, Stamped
from lab.domain.folding import with_event
from lab.domain.ids import SessionId
from lab.domain.legality import check_references
from lab.domain.record import SessionRecord
from lab.services.sessions import SessionService
from ui.background import Background
from ui.held.planned import SessionPlan


class AmendedSession(QObject):
    """An `EventDesk` of a closed session.

    Attributes:
        reason: why what is put next is changed; shown in the report. Without one nothing is taken.

    Signals:
        record_changed: the record. refused: LabError; what was put has been taken back.
    """

    record_changed = Signal()
    refused = Signal(object)

    def __init__(
        self, plan: SessionPlan, record: SessionRecord, author: str, sessions: SessionService, background: Background
    ) -> None:
        super().__init__()
        self.plan = plan
        self.author = author
        self.record = record
        self.reason = ""
        self._kept = record
        self._sessions = sessions
        self._background = background
        self._under_way: dict[str, AnyEvent] = {}

    def now(self) -> int:
        """The end of the session: an amendment is made after it."""
        ends = [move.at_us for move in self.record.moves]
        return max(ends, default=0)

    def is_waiting(self, annotation: str) -> bool:
        """Whether something about this annotation is not yet on the disk."""
        return any(getattr(event, "annotation", None) == annotation for event in self._under_way.values())

    def put(self, event: AnyEvent) -> None:
        """Amend the session; it shows at once. Refused with `reason_missing` while nobody has said why."""
        reason = self.reason.strip()
        if not reason:
            self.refused.emit(RuleError("reason_missing"))
            return
        self._under_way[event.id] = event
        self._lay_over()
        session = SessionId(self.plan.session_id)
        work = self._background.write(lambda: self._sessions.amend(session, event, self.author, reason))
        work.owned_by(self).on_done(lambda record: self._kept_now(event.id, record))
        work.on_error(lambda error: self._refused(event.id, error)).start()

    def seed(self, record: SessionRecord) -> None:
        """The record as the database has it now."""
        self._kept = record
        self._lay_over()

    def _kept_now(self, event: str, record: SessionRecord) -> None:
        self._under_way.pop(event, None)
        self.seed(record)

    def _refused(self, event: str, error: LabError) -> None:
        self._under_way.pop(event, None)
        self._lay_over()
        self.refused.emit(error)

    def _lay_over(self) -> None:
        record = self._kept
        for event in self._under_way.values():
            try:
                check_references(record, event)
            except RuleError:
                continue
            record = with_event(record, Stamped(seq=0, event=event))
        self.record = record
        self.record_changed.emit()
