"""What somebody judged of one criterion for one participant; and answers to questionnaires."""

from collections.abc import Mapping
from dataclasses import dataclass

from lab.domain.events import UnitOutcomeName


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judge's latest word on one criterion in this session.

    Attributes:
        severity: of a failed one, 0–4.
        annotations: ids of what it rests on.
        adjudicates: it settles judges who differ.
    """

    criterion: str
    judge: str
    outcome: UnitOutcomeName
    at_us: int
    severity: int | None = None
    annotations: tuple[str, ...] = ()
    adjudicates: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to one questionnaire, after a task or (task None) after the session. None: left out."""

    questionnaire: str
    task: str | None
    values: Mapping[str, int | None]
    language: str
    at_us: int
    comment: str = ""
