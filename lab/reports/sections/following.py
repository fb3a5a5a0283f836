"""What became of the findings of the rounds that this one retests: first what is not done with, the worst before."""

from collections.abc import Iterator

from lab.domain.finding import Finding
from lab.domain.lineage import Fate, fate_of, steps_of
from lab.domain.metrics.shares import share
from lab.i18n import gettext as _
from lab.reports import figures
from lab.reports.facts import RoundFacts
from lab.reports.names import Names
from lab.reports.parts import FollowedPart, Labelled
from lab.wording.judging import severity_label
from lab.wording.lineage import fate_label, step_sentence

ORDER = (Fate.REGRESSED, Fate.NOT_FIXED, Fate.OPEN, Fate.FIXED, Fate.VERIFIED, Fate.SETTLED)


def followed_parts(facts: RoundFacts, names: Names) -> tuple[FollowedPart, ...]:
    """Every problem of the earlier rounds; none in a first round."""

    def rank(one: Finding) -> tuple[int, int, int]:
        return ORDER.index(fate_of(one)), -(one.severity or 0), one.number

    return tuple(
        _followed(one, facts, names) for one in sorted((one for one in facts.earlier if one.is_problem), key=rank)
    )


def lineage_texts(finding: Finding, facts: RoundFacts, names: Names) -> tuple[str, ...]:
    """What later rounds said of it, the first one first, and how it stands since."""
    said = tuple(_steps(finding, facts, names))
    return (*said, _("Now: {fate}.").format(fate=fate_label(fate_of(finding)))) if said else ()


def _steps(finding: Finding, facts: RoundFacts, names: Names) -> Iterator[str]:
    for told, step in zip(finding.retests, steps_of(finding, facts.study.rules.n_min), strict=True):
        yield step_sentence(step, facts.round_numbers.get(step.round_id, 0), names.person(told.by), told.on)


def _followed(finding: Finding, facts: RoundFacts, names: Names) -> FollowedPart:
    fate = fate_of(finding)
    return FollowedPart(
        round_number=facts.round_numbers.get(finding.round_id, 0),
        number=finding.number,
        title=finding.title,
        severity=finding.severity,
        severity_label=severity_label(finding.severity),
        affected_share=figures.share_figure(share(len(finding.affected), len(finding.exposed))),
        fate=Labelled(code=fate.value, label=fate_label(fate)),
        owner=names.person(finding.owner),
        due_text=figures.day(finding.due),
        texts=tuple(_steps(finding, facts, names)),
    )
