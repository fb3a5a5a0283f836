"""The session itself: the participant acts, the moderator times, the observer tags."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from lab.archive.session_file import SessionPlan
from lab.demonstration.participant import ScriptedParticipant
from lab.demonstration.seat import Seat
from lab.domain import events
from lab.domain.events import AttemptOutcome
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.domain.timeline import SECOND_US
from lab.domain.unit import Proposal, proposals
from lab.i18n import language
from protocols.protocol import PadButton, Task
from protocols.questionnaire import Questionnaire
from protocols.standard import Standard

Progress = Callable[[str], None]
ACTED_S = 22.0
"""The four tasks at pace 1, about."""

AROUND_S = 4.0
"""What a session takes before its first and after its last task."""

PACES = (0.35, 8.0)
EASE = {"success": 0.75, "assisted": 0.45, "failed": 0.2, "gave_up": 0.1, "timed_out": 0.1}
"""How high up its scale this participant answers after such an outcome."""


@dataclass
class DemonstratedSession:
    """Runs one session from the participant's welcome to the end of the debrief.

    Attributes:
        seconds: how long the recording should last, at least.
    """

    seat: Seat
    participant: ScriptedParticipant
    plan: SessionPlan
    standards: tuple[Standard, ...]
    questionnaires: dict[str, Questionnaire]
    seconds: float

    def run(self, progress: Progress) -> None:
        """Record, act, tag."""
        self.seat.move(SessionState.RUNNING)
        pace = min(PACES[1], max(PACES[0], (self.seconds - AROUND_S) / ACTED_S))
        for order, task in enumerate(self.plan.protocol.tasks, 1):
            progress(task.title.in_language(language()))
            outcome = self._act(task, order, pace)
            for name in self.plan.protocol.questionnaires.after_task:
                self._answer(name, task.id, outcome)
        self._wait_out()
        self.seat.move(SessionState.DEBRIEF)

    def debrief(self) -> None:
        """Answer the closing questionnaires, then confirm every proposal, one at a time."""
        for name in self.plan.protocol.questionnaires.after_session:
            self._answer(name, None, "failed")
        for proposal in proposals(self.seat.record, self.plan.protocol, self.standards):
            self._judge(proposal)

    def _act(self, task: Task, order: int, pace: float) -> AttemptOutcome:
        attempt = new_id()
        self._put(events.TaskStarted, attempt=attempt, task=task.id, order=order)
        self.participant.begin(task.id, pace)
        buttons = {button.id: button for button in (*task.tag_pad, *self.plan.protocol.common_pad)}
        while True:
            word = self.participant.next_word()
            if "seen" in word:
                self._tag(buttons[str(word["seen"])], task.id, attempt)
            if word.get("done") == task.id:
                break
        outcome: AttemptOutcome = word["outcome"]  # type: ignore[assignment]  # the script's words are the domain's
        if outcome == "assisted":
            self._put(events.TaskAssisted, attempt=attempt)
        self._put(events.TaskEnded, attempt=attempt, outcome=outcome)
        return outcome

    def _tag(self, button: PadButton, task: str, attempt: str) -> None:
        lead = self.plan.lead_us if button.lead_s is None else round(button.lead_s * SECOND_US)
        self._put(
            events.TagPut,
            annotation=new_id(),
            pressed_us=self.seat.now_us(),
            lead_us=lead,
            lag_us=self.plan.lag_us,
            task=task,
            attempt=attempt,
            button=button.id,
            words={"en": button.words.en, "ru": button.words.ru},
            criterion=button.criterion,
            severity=button.severity,
            polarity=button.polarity,
        )

    def _answer(self, name: str, task: str | None, outcome: AttemptOutcome) -> None:
        """Answer as somebody would who had this outcome: high on items where much is good, low on the others."""
        values: dict[str, int | None] = {}
        for number, item in enumerate(self.questionnaires[name].items):
            ease = EASE[outcome]
            if self.questionnaires[name].scoring == "sus" and number % 2:
                ease = 1 - ease
            values[item.id] = round(item.minimum + ease * (item.maximum - item.minimum))
        self._put(events.AnswersPut, questionnaire=name, task=task, values=values, language=language())

    def _judge(self, proposal: Proposal) -> None:
        self._put(
            events.JudgementPut,
            criterion=proposal.criterion,
            outcome=proposal.outcome.value,
            severity=proposal.severity,
            annotations=proposal.annotations,
        )

    def _put(self, kind: type[events.Event], **fields: object) -> None:
        event = kind(id=new_id(), at_us=self.seat.now_us(), author=self.seat.name, **fields)
        self.seat.put(event)  # type: ignore[arg-type]  # every subclass of Event is in the union

    def _wait_out(self) -> None:
        """Record on until the time that was asked for is over."""
        started = self.seat.record.started_us
        assert started is not None
        left_us = started + int((self.seconds + 0.5) * SECOND_US) - self.seat.now_us()
        threading.Event().wait(max(0.0, left_us / SECOND_US))
