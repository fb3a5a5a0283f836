"""Which findings may leave the laboratory: each leads to a criterion and to evidence, or stays until it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lab.domain.finding import Finding
from lab.domain.judging import Inspection, is_supported


class Lack(StrEnum):
    """What keeps a finding from being exported."""

    CRITERION = "criterion"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A finding that was not exported."""

    number: int
    title: str
    lacks: tuple[Lack, ...]


def lacks(finding: Finding, inspections: Iterable[Inspection]) -> tuple[Lack, ...]:
    """What a finding lacks to be exported; nothing for one that can be. A wish that cannot be met breaks no criterion,
    so that it needs none.
    """
    missing = []
    if not finding.criteria and not finding.set_aside:
        missing.append(Lack.CRITERION)
    if not is_supported(finding, inspections):
        missing.append(Lack.EVIDENCE)
    return tuple(missing)
