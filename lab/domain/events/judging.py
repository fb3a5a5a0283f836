"""Answers to questionnaires and judgements of criteria."""

from typing import Literal

from lab.domain.events.base import Event, Id, Severity, UnitOutcomeName, Words


class AnswersPut(Event):
    """Answers to a questionnaire: item id → value, None = left out. After a task, or after the session (task None)."""

    BODY = frozenset({"comment"})
    type: Literal["answers.put"] = "answers.put"
    questionnaire: Id
    task: Id | None = None
    values: dict[str, int | None]
    language: str
    comment: Words = ""


class JudgementPut(Event):
    """Somebody judges one criterion for this participant. The judge is the author; their later word replaces it.

    Attributes:
        outcome: `untested`: the judge did not see it.
        severity: of a `failed` one.
        annotations: what it rests on.
        adjudicates: it settles judges who differ, and stands beside the author's own word; `note` says why.
    """

    BODY = frozenset({"note"})
    type: Literal["judgement.put"] = "judgement.put"
    criterion: Id
    outcome: UnitOutcomeName
    severity: Severity | None = None
    annotations: tuple[Id, ...] = ()
    adjudicates: bool = False
    note: Words = ""


class JudgementRetracted(Event):
    """The author takes their word on a criterion back, or (adjudicates) that it was settled: nothing is said of it."""

    type: Literal["judgement.retracted"] = "judgement.retracted"
    criterion: Id
    adjudicates: bool = False
