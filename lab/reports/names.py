"""Names for the ids of a round, in the language in force."""

from functools import cached_property

from lab.domain.finding import Finding
from lab.i18n import gettext as _
from lab.i18n import language
from lab.reports.facts import Audience, RoundFacts
from protocols.protocol import Task
from protocols.standard import Criterion


class Names:
    """Looks things up for the sections of a report."""

    def __init__(self, facts: RoundFacts, audience: Audience = Audience.INTERNAL) -> None:
        self._facts = facts
        self._public = audience is Audience.PUBLIC

    def person(self, name: str) -> str:
        """A name; to the public only that there is one."""
        return _("name withheld") if self._public and name else name

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion of the pinned standards."""
        return {one.id: one for standard in self._facts.standards for one in standard.criteria}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Every task of every protocol that was used; of a changed one the text now in force."""
        found: dict[str, Task] = {}
        for protocol in (*self._facts.protocols.values(), self._facts.protocol):
            found.update({task.id: task for task in protocol.tasks})
        return found

    def criterion(self, criterion_id: str) -> str:
        """ "CC-24 Refusal explained"."""
        known = self.criteria.get(criterion_id)
        return f"{criterion_id} {known.title.in_language(language())}" if known else criterion_id

    def task(self, task_id: str | None) -> str | None:
        """The title of a task; its id if no protocol knows it."""
        if task_id is None:
            return None
        known = self.tasks.get(task_id)
        return known.title.in_language(language()) if known else task_id

    def stage(self, stage_id: str | None) -> str | None:
        """The title of a stage of the client's path."""
        if stage_id is None:
            return None
        titles = {stage.id: stage.title for stage in self._facts.protocol.stages}
        return titles[stage_id].in_language(language()) if stage_id in titles else stage_id

    def segment(self, segment_id: str | None) -> str:
        """The name of a segment; empty when unknown."""
        return next((one.name for one in self._facts.study.segments if one.id == segment_id), "")

    @property
    def _named(self) -> tuple[Finding, ...]:
        facts = self._facts
        return (*facts.findings, *facts.held_back, *facts.earlier)

    def subject(self, subject_id: str) -> str:
        """What a reason of the gate is about: a finding, a criterion, a task, or a segment by its name."""
        for finding in self._named:
            if finding.id == subject_id:
                return f"{self._number(finding)} {finding.title}"
        if subject_id in self.criteria:
            return self.criterion(subject_id)
        return self.task(subject_id) or subject_id

    def short(self, subject_id: str) -> str:
        """A subject in a word: F-3, CC-24, a task's title, a segment's name."""
        for finding in self._named:
            if finding.id == subject_id:
                return self._number(finding)
        return subject_id if subject_id in self.criteria else self.task(subject_id) or subject_id

    def _number(self, finding: Finding) -> str:
        """F-3; numbers begin anew in every round, so one of an earlier round says so."""
        number = f"F-{finding.number}"
        here = finding.round_id == self._facts.study.id
        return number if here else _("{finding} (earlier round)").format(finding=number)

    def link(self, subject_id: str) -> str | None:
        """Where the report shows a subject."""
        for finding in self._facts.findings:
            if finding.id == subject_id:
                return finding_anchor(finding.number)
        if subject_id in self._facts.verdicts:
            return criterion_anchor(subject_id)
        return task_anchor(subject_id) if subject_id in self.tasks else None


def finding_anchor(number: int) -> str:
    """The element that shows a finding."""
    return f"finding-{number}"


def criterion_anchor(criterion_id: str) -> str:
    """The element that shows a criterion."""
    return f"criterion-{criterion_id}"


def task_anchor(task_id: str) -> str:
    """The element that shows a task."""
    return f"task-{task_id}"
