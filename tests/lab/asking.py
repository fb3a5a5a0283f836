"""A laboratory whose round asks its owner two things: about a finding of severity 3, and about a bare criterion."""

from pathlib import Path

from lab.domain.finding import Finding
from lab.domain.study import LeftOut
from lab.services.action_plans import PlanReview
from lab.services.exporting import ExportService
from protocols import library
from tests.lab.laboratories import Furnished, furnished
from tests.lab.stories import Story, hold

TASK = "fill-form"
MAJORS = [
    one.id for one in library.standard("client-centricity").counted
    if one.gate == "major" and one.kind == "performance"
]  # fmt: skip
FOUND, BARE = MAJORS[:2]
"""A criterion that a finding speaks of, and one that none does."""


def asking(path: Path) -> Furnished:
    """Two criteria partly met by five people; a finding speaks of one of them. The caller closes it."""
    everything = furnished(path)
    lab, study = everything.lab, everything.round
    others = [one.id for one in lab.rounds.criteria(study) if one.id not in {FOUND, BARE}]
    lab.rounds.set_scope(study.id, [LeftOut(one, "Anna", "not this time") for one in others])
    for number in range(5):
        story = Story().task(TASK, 5)
        if not number:
            story.tag(9, criterion=FOUND, task=TASK, severity=3)
        worst = 3 if not number else None
        for criterion in (FOUND, BARE):
            story.judge(criterion, "passed" if number else "failed", severity=worst)
        hold(everything, story.closed())
    (gathered,) = lab.findings.propose(study.id)
    made = lab.findings.accept(study.id, gathered, "The reason is not given")
    lab.findings.rate(made.id, "Anna", 3)
    return everything


def written(place: Furnished, folder: Path, language: str = "en", name: str = "out") -> Path:
    """The plan out of an export."""
    job = ExportService(place.lab).job(place.round.id, ["actions"], folder / name, language)
    return job.run().paths["actions"]


def finding(place: Furnished) -> Finding:
    (one,) = place.lab.findings.findings(place.round.id)
    return one


def reviewed(place: Furnished, path: Path, by: str = "Anna") -> PlanReview:
    return place.lab.action_plans.review(path, by)


def codes(review: PlanReview) -> set[tuple[int, str | None, str]]:
    return {(one.row, one.column.value if one.column else None, one.code) for one in review.faults}
