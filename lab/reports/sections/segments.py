"""Segments and client categories beside everybody else; one that is too thin is named and not compared."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from lab.domain.category_comparison import CategoryCompared, compare_categories
from lab.domain.held import Held
from lab.domain.segment_comparison import SegmentCompared, compare_segments
from lab.i18n import gettext as _
from lab.reports import figures
from lab.reports.document import SegmentComparedPart
from lab.reports.facts import Audience, RoundFacts
from lab.reports.names import Names
from lab.reports.sections.comparison import compared_parts
from lab.reports.sections.method import FEW
from lab.reports.sections.tasks import together
from lab.wording.standards import clients_label
from protocols.questionnaire import Questionnaire

Compared = TypeVar("Compared", SegmentCompared, CategoryCompared)


def segment_parts(facts: RoundFacts, names: Names, audience: Audience) -> tuple[SegmentComparedPart, ...]:
    """Every declared segment, where there is somebody else to compare it with."""
    least = _least(facts, audience)
    found = compare_segments(facts.study.segments, _counted(facts), _by_task(facts), list(_asked(facts)), least)
    mirrored = _mirrored(found)
    other = _("Everybody else is the other segment: see there.")
    return tuple(
        _part(one, one.segment.name, other if one is mirrored else _segment_warning(one, least), least, facts, names,
              audience)
        for one in found
    )  # fmt: skip


def category_parts(facts: RoundFacts, names: Names, audience: Audience) -> tuple[SegmentComparedPart, ...]:
    """Every client category, where the round has two or more."""
    least = _least(facts, audience)
    found = compare_categories(
        facts.study.segments, facts.service.category, _counted(facts), _by_task(facts), list(_asked(facts)), least
    )
    mirrored = _mirrored(found)
    other = _("Everybody else is the other category: see there.")
    return tuple(
        _part(one, clients_label(one.category.value), other if one is mirrored else _category_warning(one, least),
              least, facts, names, audience)
        for one in found
    )  # fmt: skip


def _least(facts: RoundFacts, audience: Audience) -> int:
    """In public a reader could tell who a few people are, whatever the round's own number says."""
    own = facts.study.rules.segment_n_min
    return max(own, FEW) if audience is Audience.PUBLIC else own


def _counted(facts: RoundFacts) -> list[Held]:
    return [one.held for one in facts.counted]


def _by_task(facts: RoundFacts) -> Mapping[str, Sequence[Held]]:
    return {task.id: [one.held for one in together(task.id, facts)] for task in facts.protocol.tasks}


def _mirrored(found: Sequence[Compared]) -> Compared | None:
    """Of two groups that everybody belongs to, the larger one: its figures are the other's, turned round."""
    whole = len(found) == 2 and found[0].others == found[1].participants and found[1].others == found[0].participants
    return max(found, key=lambda one: one.participants) if whole and found[0].compared is not None else None


def _asked(facts: RoundFacts) -> Iterator[tuple[Questionnaire, str | None]]:
    """After the session only: task by task there are more tests than people."""
    for name in facts.protocol.questionnaires.after_session:
        if name in facts.questionnaires:
            yield facts.questionnaires[name], None


def _part(
    one: SegmentCompared | CategoryCompared,
    name: str,
    warning: str,
    least: int,
    facts: RoundFacts,
    names: Names,
    audience: Audience,
) -> SegmentComparedPart:
    """Its figures, unless it is warned about."""
    hidden = audience is Audience.PUBLIC and one.participants < least
    heard = _("fewer than {n}").format(n=least) if hidden else figures.participants(one.participants)
    shown = one.compared if not warning else None
    return SegmentComparedPart(
        name=name,
        text=heard,
        warning=warning,
        figures=tuple(compared_parts(shown, facts, names)) if shown is not None else (),
    )


def _segment_warning(one: SegmentCompared, least: int) -> str:
    if one.compared is not None:
        return ""
    if one.participants < least:
        return _(
            "Too thin to compare: at least {n} participants are needed. What it says of this segment is anecdote."
        ).format(n=least)
    return _("Nobody to compare with: fewer than {n} participants are outside this segment.").format(n=least)


def _category_warning(one: CategoryCompared, least: int) -> str:
    if one.compared is not None:
        return ""
    if one.participants < least:
        return _(
            "Too thin to compare: at least {n} participants are needed. What it says of these clients is anecdote."
        ).format(n=least)
    return _("Nobody to compare with: fewer than {n} participants are of another category.").format(n=least)
