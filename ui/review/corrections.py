"""What a person adds and sets right while they see the recording again; each with its undo."""

from typing import Any, cast

from PySide6.QtCore import QObject

from lab.domain.annotation import Annotation
from lab.domain.events import AttemptOutcome
from lab.domain.record import SessionRecord
from ui.alerts import Alerts
from ui.held.followed import Followed, Session
from ui.held.pad_coding import PadCoding
from ui.held.undo import Undo
from ui.held.verbs import TagContent, Verbs
from ui.review.review_desk import ReviewDesk


class Corrections(QObject):
    """Does to the session that is followed what the review's widgets ask for, at the moment that they show."""

    def __init__(self, review: ReviewDesk, followed: Followed, alerts: Alerts) -> None:
        super().__init__(review)
        self._review = review
        self._followed = followed
        self._undo = Undo(alerts, review.plan, lambda: followed.session)
        self.coding = PadCoding(review.pad, self, review.setFocus)
        review.went.connect(lambda: self.coding.choose(None))
        review.editor.edited.connect(self.edit_tag)
        review.editor.retract_requested.connect(self.retract)
        review.lasts.clicked.connect(lambda: self.end_tag_here(review.list.chosen or ""))
        attempts = review.attempts
        attempts.start_here.connect(self.start_here)
        attempts.end_here.connect(self.end_here)
        attempts.void_requested.connect(self.void)
        attempts.count_requested.connect(self._count_again)
        attempts.outcome_said.connect(self.say_outcome)
        attempts.form.added.connect(self.add)

    @property
    def _session(self) -> Session:
        session = self._followed.session
        assert session is not None, "a review is shown only while its session is followed"
        return session

    @property
    def _record(self) -> SessionRecord:
        return self._session.record

    @property
    def _verbs(self) -> Verbs:
        """Of the session as it is now: closed since, it is amended."""
        return Verbs(self._session)

    # -- tags; the first four are `Tagging`

    def moment_us(self) -> int:
        """The moment that is shown."""
        return self._review.position_us

    def put_tag(self, moment_us: int, content: TagContent) -> str:
        """Put a tag at a moment of the recording, and show it as the chosen one."""
        tag = self._verbs.tag_afterwards(moment_us, content)
        self._review.show_chosen(tag)
        return tag

    def edit_tag(self, tag: str, fields: dict[str, Any]) -> None:
        """Change fields of a tag."""
        self._verbs.edit(tag, **fields)

    def annotation(self, tag: str | None) -> Annotation | None:
        """The tag as it is now; None for one that was taken back."""
        return next((one for one in self._record.annotations if one.id == tag), None)

    def retract(self, tag: str) -> None:
        """Take a tag back."""
        found = self.annotation(tag)
        if found is not None:
            self._verbs.retract(self._session.now(), tag)
            if self.annotation(tag) is None:
                self._undo.offer_tag(found)

    def end_tag_here(self, tag: str) -> None:
        """What a tag means lasts until the moment that is shown; one before it makes it a moment again."""
        found = self.annotation(tag)
        if found is None:
            return
        span = max(0, self.moment_us() - found.anchor_us)
        self._verbs.edit(tag, span_us=span)
        now = self.annotation(tag)
        if now is not None and now.span_us == span:
            self._undo.offer_span(found, span)

    # -- attempts

    def start_here(self, attempt: str) -> None:
        """An attempt starts at the moment that is shown."""
        before, here = self._record.attempts_by_id[attempt], self.moment_us()
        self._verbs.correct(attempt, start_us=here)
        if self._record.attempts_by_id[attempt].start_us == here:  # else it was refused, and that is said
            self._undo.offer_start(before, here)

    def end_here(self, attempt: str) -> None:
        """An attempt ends at the moment that is shown."""
        before, here = self._record.attempts_by_id[attempt], self.moment_us()
        self._verbs.correct(attempt, end_us=here)
        if self._record.attempts_by_id[attempt].end_us == here:
            self._undo.offer_end(before, here)

    def void(self, attempt: str) -> None:
        """An attempt does not count."""
        before = self._record.attempts_by_id[attempt]
        self._verbs.void(attempt)
        if self._record.attempts_by_id[attempt].voided:
            self._undo.offer_attempt(before)

    def say_outcome(self, attempt: str, outcome: str) -> None:
        """Say the outcome of an attempt anew."""
        self._verbs.judge(attempt, cast("AttemptOutcome", outcome))

    def add(self, task: str, start_us: int, end_us: int, outcome: str) -> None:
        """Add an attempt that was not noted; `outcome` is empty where it is not known yet."""
        attempt = self._verbs.add(task, start_us, end_us, cast("AttemptOutcome | None", outcome or None))
        if attempt in self._record.attempts_by_id:
            self._undo.offer_added(attempt, task)

    def _count_again(self, attempt: str) -> None:
        self._verbs.count_again(attempt)
