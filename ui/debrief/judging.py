"""What a judge does in the debrief, each as the event that it makes; and the way back, one word at a time."""

from collections.abc import Callable

from lab.domain.events import JudgementPut, JudgementRetracted
from lab.domain.ids import new_id
from lab.domain.judgement import Judgement
from ui.held.event_desk import EventDesk


class Judging:
    """Puts the words of whoever judges now.

    Args:
        session: the one that is shown; None while there is none.

    Attributes:
        judge: whose words they are; the author of the events.
    """

    def __init__(self, session: Callable[[], EventDesk | None]) -> None:
        self._session = session
        self._before: list[tuple[str, str, Judgement | None]] = []
        self.judge = ""

    def say(self, criterion: str, outcome: str, severity: int | None) -> None:
        """A word on one criterion; it rests on the session's tags of that criterion."""
        session = self._session()
        if session is not None:
            self._note(session, criterion)
            session.put(self._word(session, criterion, outcome=outcome, severity=severity))

    def settle(self, criterion: str, outcome: str, severity: int | None, reason: str) -> None:
        """Settle judges who differ."""
        session = self._session()
        if session is not None:
            session.put(
                self._word(session, criterion, outcome=outcome, severity=severity, adjudicates=True, note=reason)
            )

    def take_back(self, criterion: str) -> None:
        """This judge says nothing of it any more."""
        session = self._session()
        if session is not None:
            self._note(session, criterion)
            session.put(self._retracted(session, criterion, self.judge))

    def reopen(self, criterion: str) -> None:
        """The difference is not settled after all."""
        session = self._session()
        if session is not None:
            session.put(self._retracted(session, criterion, self.judge, settlement=True))

    def undo(self) -> str:
        """The last word is as it was before; its criterion, empty when nothing was said here."""
        session = self._session()
        if session is None or not self._before:
            return ""
        criterion, judge, before = self._before.pop()
        self.judge = judge
        if before is None:
            session.put(self._retracted(session, criterion, judge))
        else:
            again = {"outcome": before.outcome, "severity": before.severity, "note": before.note}
            session.put(self._word(session, criterion, **again))
        return criterion

    def forget(self) -> None:
        """Another session is shown: nothing of this one is undone from here."""
        self._before.clear()

    def _note(self, session: EventDesk, criterion: str) -> None:
        before = session.record.judgements_by_judge.get((criterion, self.judge))
        self._before.append((criterion, self.judge, before))

    def _word(self, session: EventDesk, criterion: str, **said: object) -> JudgementPut:
        tags = tuple(tag.id for tag in session.record.annotations if tag.criterion == criterion)
        heading = {"id": new_id(), "at_us": session.now(), "author": self.judge}
        return JudgementPut.model_validate({**heading, "criterion": criterion, "annotations": tags, **said})

    def _retracted(
        self, session: EventDesk, criterion: str, judge: str, *, settlement: bool = False
    ) -> JudgementRetracted:
        return JudgementRetracted(
            id=new_id(), at_us=session.now(), author=judge, criterion=criterion, adjudicates=settlement
        )
