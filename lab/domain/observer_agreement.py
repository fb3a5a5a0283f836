"""How far people agree who watched or judged the same: verdicts, severities, tags. Published figures are low
(Hertzum & Jacobsen 2001: 5–65 %): one observer sees not all, and a reader must know it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from lab.domain.annotation import Annotation
from lab.domain.finding import Finding
from lab.domain.held import Held
from lab.domain.metrics.agreement import Kappa, cohen_kappa, fleiss_kappa, linear_kappa, tallied
from lab.domain.metrics.tag_matching import TagsMatched, match_tags

Value = TypeVar("Value")

OUTCOMES = ("passed", "failed", "cantTell", "inapplicable")
"""What a judge can have said; `untested` is no word."""

SEVERITIES = (0, 1, 2, 3, 4)

GROUP = 3
"""So many judges are more than a pair."""


@dataclass(frozen=True, slots=True)
class VerdictAgreement:
    """Two judges over the units (criterion, participant) that both judged, each by themselves."""

    judges: tuple[str, str]
    n: int
    kappa: Kappa


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """Three or more judges over the units that equally many judged, each by themselves.

    Attributes:
        judges: all of them. each: how many judged each unit.
        same: units of which all said the same.
        kappa: Fleiss'; None where all used one word only.
    """

    judges: tuple[str, ...]
    each: int
    n: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class SeverityAgreement:
    """Two raters over the findings that both rated. `kappa`: linear weights; None where both used one severity only."""

    raters: tuple[str, str]
    n: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class TagAgreement:
    """Two observers over the sessions that both tagged: tags of one criterion within a window that pair off.

    Attributes:
        copied: tags that one of the two put after the other's was shown to them; neither of such two counts, they say
            nothing of what two people see by themselves.
    """

    observers: tuple[str, str]
    sessions: int
    matched: TagsMatched
    copied: int = 0


def verdict_agreement(sessions: Iterable[Held]) -> tuple[VerdictAgreement, ...]:
    """Every two judges who judged a unit in common. The word that settles a conflict is not a judgement apart."""
    found = []
    for pair, table in _tables(_said(sessions), OUTCOMES):
        found.append(VerdictAgreement(pair, _total(table), cohen_kappa(table)))
    return tuple(found)


def group_agreement(sessions: Iterable[Held]) -> GroupAgreement | None:
    """Three or more judges together; None where no unit has so many. Fleiss' kappa asks for equally many judges of
    every unit: of all numbers of judges from three on the one counts that most units have (of equals the larger).
    """
    by_unit: dict[Hashable, dict[str, str]] = {}
    for judge, outcomes in _said(sessions).items():
        for unit, outcome in outcomes.items():
            by_unit.setdefault(unit, {})[judge] = outcome
    sizes = Counter(len(words) for words in by_unit.values() if len(words) >= GROUP)
    if not sizes:
        return None
    each = max(sizes, key=lambda size: (sizes[size], size))
    chosen = [words for words in by_unit.values() if len(words) == each]
    judges = tuple(sorted({judge for words in chosen for judge in words}))
    same = sum(len(set(words.values())) == 1 for words in chosen)
    kappa = fleiss_kappa(tallied([tuple(words.values()) for words in chosen]))
    return GroupAgreement(judges, each, len(chosen), same, kappa)


def _said(sessions: Iterable[Held]) -> dict[str, dict[Hashable, str]]:
    """Judge → unit (session, criterion) → what they said by themselves."""
    said: dict[str, dict[Hashable, str]] = {}
    for held in sessions:
        for one in held.record.judgements:
            if one.outcome in OUTCOMES and not one.adjudicates:
                said.setdefault(one.judge, {})[held.session_id, one.criterion] = one.outcome
    return said


def severity_agreement(findings: Iterable[Finding]) -> tuple[SeverityAgreement, ...]:
    """Every two raters who rated a finding in common."""
    said: dict[str, dict[Hashable, int]] = {}
    for finding in findings:
        for one in finding.ratings:
            said.setdefault(one.rater, {})[finding.id] = one.severity
    found = []
    for pair, table in _tables(said, SEVERITIES):
        same = sum(table[i][i] for i in range(len(table)))
        found.append(SeverityAgreement(pair, _total(table), same, linear_kappa(table)))
    return tuple(found)


def tag_agreement(sessions: Iterable[Held]) -> tuple[TagAgreement, ...]:
    """Every two observers who tagged a session in common; tags without a criterion cannot be matched."""
    found: dict[tuple[str, str], list[TagsMatched]] = {}
    copied: Counter[tuple[str, str]] = Counter()
    for held in sessions:
        by_author: dict[str, list[Annotation]] = {}
        for one in held.record.annotations:
            if one.criterion is not None:
                by_author.setdefault(one.author, []).append(one)
        for first, second in combinations(sorted(by_author), 2):
            seen = _seen(by_author[first], by_author[second])
            copied[first, second] += len(seen) // 2
            alone = (_by_criterion(by_author[author], seen) for author in (first, second))
            found.setdefault((first, second), []).append(_matched(*alone))
    return tuple(TagAgreement(pair, len(each), _sum(each), copied[pair]) for pair, each in sorted(found.items()))


def _seen(first: Sequence[Annotation], second: Sequence[Annotation]) -> frozenset[str]:
    """The tags of two people of which one had seen the other's when it was put, and those others: two and two."""
    found: set[str] = set()
    for own, others in ((first, second), (second, first)):
        criteria = {one.id: one.criterion for one in others}
        for one in own:
            matching = [seen for seen in one.saw if criteria.get(seen) == one.criterion and seen not in found]
            if matching and one.id not in found:
                found |= {one.id, matching[0]}
    return frozenset(found)


def _by_criterion(tags: Iterable[Annotation], without: frozenset[str]) -> dict[str, list[int]]:
    """Criterion → the moments of its tags."""
    moments: dict[str, list[int]] = {}
    for one in tags:
        if one.criterion is not None and one.id not in without:
            moments.setdefault(one.criterion, []).append(one.anchor_us)
    return moments


def _tables(
    said: Mapping[str, Mapping[Hashable, Value]], categories: Sequence[Value]
) -> Iterable[tuple[tuple[str, str], list[list[int]]]]:
    """Of every two people the square table of what both said of the same thing, where there is any."""
    place = {category: number for number, category in enumerate(categories)}
    for first, second in combinations(sorted(said), 2):
        table = [[0] * len(categories) for _category in categories]
        for unit in said[first].keys() & said[second].keys():
            table[place[said[first][unit]]][place[said[second][unit]]] += 1
        if _total(table):
            yield (first, second), table


def _total(table: Sequence[Sequence[int]]) -> int:
    return sum(map(sum, table))


def _matched(first: Mapping[str, list[int]], second: Mapping[str, list[int]]) -> TagsMatched:
    return _sum([match_tags(first.get(one, []), second.get(one, [])) for one in sorted(first.keys() | second.keys())])


def _sum(each: Sequence[TagsMatched]) -> TagsMatched:
    return TagsMatched(
        sum(one.matched for one in each), sum(one.first for one in each), sum(one.second for one in each)
    )
