"""What figures are made of: of every participant the attempt that holds at a task, and the scores of their answers.

The window's figures, the report and the gate all count by these, so that they never disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lab.domain.attempt import Attempt
from lab.domain.held import Held
from lab.domain.ids import ParticipantId
from lab.domain.timeline import SECOND_US
from protocols.questionnaire import Questionnaire
from protocols.scoring import ScoringRefused, score


@dataclass(frozen=True, slots=True)
class LastAttempt:
    """The last attempt of a participant at a task that counts and has an outcome, and the session that it is of."""

    held: Held
    attempt: Attempt

    @property
    def seconds(self) -> float:
        """Time on task in s, pauses left out."""
        return self.attempt.time_on_task_us(self.held.record.pauses) / SECOND_US


@dataclass(frozen=True, slots=True)
class Scores:
    """What participants answered to one questionnaire.

    Attributes:
        values: a score each, by session.
        imputed: how many of them had items filled in by the middle of the scale.
        refused: how many more answered, but too little to be scored.
    """

    values: tuple[float, ...]
    imputed: int
    refused: int


def last_attempts(task: str, sessions: Iterable[Held]) -> tuple[LastAttempt, ...]:
    """Of every participant the last attempt that counts and has an outcome; the later of several sessions holds."""
    last: dict[str, LastAttempt] = {}
    for held in sorted(sessions, key=lambda one: one.starts):
        for attempt in held.record.attempts:
            if attempt.task == task and attempt.counts and attempt.outcome is not None:
                last[held.code] = LastAttempt(held, attempt)
    return tuple(last.values())


def scores(questionnaire: Questionnaire, task: str | None, sessions: Iterable[Held]) -> Scores:
    """The scores of answers that were given after a task, or after the session (task None)."""
    values, imputed, refused = [], 0, 0
    for held in sessions:
        for answers in held.record.answers:
            if answers.questionnaire == questionnaire.id and answers.task == task:
                try:
                    found = score(questionnaire, answers.values)
                except ScoringRefused:
                    refused += 1
                else:
                    values.append(found.value)
                    imputed += bool(found.imputed)
    return Scores(tuple(values), imputed, refused)


def scored(questionnaire: Questionnaire, task: str | None, sessions: Iterable[Held]) -> dict[ParticipantId, float]:
    """Participant → score; of several sessions the later holds. Who could not be scored is left out."""
    found: dict[ParticipantId, float] = {}
    for held in sorted(sessions, key=lambda one: one.starts):
        values = scores(questionnaire, task, [held]).values
        if values:
            found[held.participant_id] = values[-1]
    return found
