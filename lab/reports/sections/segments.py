"""The segments beside everybody else; one that is too thin is named and not compared."""

from collections.abc import Iterator, Sequence

from lab.domain.segment_comparison import SegmentCompared, compare_segments
from lab.i18n import gettext as _
from lab.reports import figures
from lab.reports.document import SegmentComparedPart
from lab.reports.facts import Audience, RoundFacts
from lab.reports.names import Names
from lab.reports.sections.comparison import compared_parts
from lab.reports.sections.method import FEW
from lab.reports.sections.tasks import together
from protocols.questionnaire import Questionnaire


def segment_parts(facts: RoundFacts, names: Names, audience: Audience) -> tuple[SegmentComparedPart, ...]:
    """Every declared segment, where there is somebody else to compare it with."""
    least = facts.study.rules.segment_n_min
    if audience is Audience.PUBLIC:  # a reader could tell who a few people are, whatever the round's own number says
        least = max(least, FEW)
    counted = [one.held for one in facts.counted]
    by_task = {task.id: [one.held for one in together(task.id, facts)] for task in facts.protocol.tasks}
    found = compare_segments(facts.study.segments, counted, by_task, list(_asked(facts)), least)
    mirrored = _mirrored(found)
    return tuple(_part(one, least, facts, names, audience, mirrored=one is mirrored) for one in found)


def _mirrored(found: Sequence[SegmentCompared]) -> SegmentCompared | None:
    """Of two segments that everybody belongs to, the larger one: its figures are the other's, turned round."""
    whole = len(found) == 2 and found[0].others == found[1].participants and found[1].others == found[0].participants
    return max(found, key=lambda one: one.participants) if whole and found[0].compared is not None else None


def _asked(facts: RoundFacts) -> Iterator[tuple[Questionnaire, str | None]]:
    """After the session only: task by task there are more tests than people."""
    for name in facts.protocol.questionnaires.after_session:
        if name in facts.questionnaires:
            yield facts.questionnaires[name], None


def _part(
    one: SegmentCompared, least: int, facts: RoundFacts, names: Names, audience: Audience, *, mirrored: bool
) -> SegmentComparedPart:
    hidden = audience is Audience.PUBLIC and one.participants < least
    heard = _("fewer than {n}").format(n=least) if hidden else figures.participants(one.participants)
    if mirrored:
        other = _("Everybody else is the other segment: see there.")
        return SegmentComparedPart(name=one.segment.name, text=heard, warning=other, figures=())
    return SegmentComparedPart(
        name=one.segment.name,
        text=heard,
        warning=_warning(one, least) if one.compared is None else "",
        figures=tuple(compared_parts(one.compared, facts, names)) if one.compared is not None else (),
    )


def _warning(one: SegmentCompared, least: int) -> str:
    if one.participants < least:
        return _(
            "Too thin to compare: at least {n} participants are needed. What it says of this segment is anecdote."
        ).format(n=least)
    return _("Nobody to compare with: fewer than {n} participants are outside this segment.").format(n=least)
