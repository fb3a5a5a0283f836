"""From annotations to findings: what belongs together is proposed, a person accepts it.

Annotations against one criterion in one task, of one polarity, are one proposal; without a criterion, those of one
button. A finding keeps which annotations it rests on; whom it affected and who could have met it is computed from the
sessions each time, so that a retraction or a withdrawal takes effect at once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lab.domain.annotation import Annotation
from lab.domain.finding import Evidence, Finding, SeverityRating
from lab.domain.held import Held
from lab.domain.ids import AnnotationId, FindingId, RoundId


@dataclass(frozen=True, slots=True)
class Seen:
    """An annotation and the session it was made in."""

    held: Held
    annotation: Annotation

    @property
    def task(self) -> str | None:
        """The task it was made in."""
        return self.annotation.task

    @property
    def evidence(self) -> Evidence:
        """Where a finding shows it."""
        one = self.annotation
        return Evidence(
            self.held.session_id, self.held.participant_id, AnnotationId(one.id), one.anchor_us, one.lead_us,
            one.lag_us + one.span_us,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """Annotations that seem to say one thing.

    Attributes:
        words: the commonest words of their buttons, by language; empty when they have none.
        belongs_to: the finding that already says this; None for a new one.
    """

    criterion: str | None
    task: str | None
    positive: bool
    words: Mapping[str, str]
    seen: tuple[Seen, ...]
    belongs_to: FindingId | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Participants it was seen with."""
        return tuple(sorted({one.held.code for one in self.seen}))

    @property
    def ratings(self) -> tuple[SeverityRating, ...]:
        """What each author of a tag rated: the worst severity they gave in this group, on the day they gave it."""
        worst: dict[str, SeverityRating] = {}
        for one in self.seen:
            author, severity = one.annotation.author, one.annotation.severity
            known = worst.get(author)
            if severity is not None and (known is None or severity > known.severity):
                worst[author] = SeverityRating(author, severity, one.held.starts.date())
        return tuple(worst[author] for author in sorted(worst))


Key = tuple[str | None, str | None, str | None, bool]


def gather(sessions: Iterable[Held], findings: Sequence[Finding] = ()) -> tuple[Gathered, ...]:
    """Proposals from the counted sessions, the ones met by most participants first. Annotations that a finding already
    rests on are left out; so are those with neither criterion nor button, which the debrief has to code.
    """
    known = {(item.session, item.annotation) for finding in findings for item in finding.evidence}
    groups: dict[Key, list[Seen]] = {}
    for held in sessions:
        if held.counts:
            for annotation in held.record.annotations:
                key = _key(annotation)
                if key is not None and (held.session_id, annotation.id) not in known:
                    groups.setdefault(key, []).append(Seen(held, annotation))
    made = [_gathered(key, seen, findings) for key, seen in groups.items()]
    return tuple(sorted(made, key=lambda one: (one.positive, -len(one.codes), one.criterion or "", one.task or "")))


def uncoded(sessions: Iterable[Held]) -> tuple[Seen, ...]:
    """Annotations of counted sessions that say neither by criterion nor by button what they are about."""
    return tuple(
        Seen(held, annotation)
        for held in sessions
        if held.counts
        for annotation in held.record.annotations
        if _key(annotation) is None
    )


def finding_from(gathered: Gathered, finding_id: FindingId, round_id: RoundId, number: int, title: str) -> Finding:
    """A new finding that rests on the gathered annotations."""
    return Finding(
        id=finding_id,
        round_id=round_id,
        number=number,
        title=title,
        criteria=(gathered.criterion,) if gathered.criterion else (),
        task=gathered.task,
        ratings=() if gathered.positive else gathered.ratings,
        evidence=tuple(one.evidence for one in gathered.seen),
        positive=gathered.positive,
    )


def added(finding: Finding, gathered: Gathered) -> Finding:
    """The finding with more evidence. Ratings that people gave stay; an author who had not rated yet is added."""
    known = {(item.session, item.annotation) for item in finding.evidence}
    fresh = [one.evidence for one in gathered.seen if (one.held.session_id, one.annotation.id) not in known]
    raters = {rating.rater for rating in finding.ratings}
    new = () if finding.positive else tuple(one for one in gathered.ratings if one.rater not in raters)
    return replace(finding, evidence=(*finding.evidence, *fresh), ratings=(*finding.ratings, *new))


def merged(finding: Finding, other: Finding) -> Finding:
    """The finding with another one's evidence, criteria and ratings; of two ratings of one person the higher stays."""
    known = {(item.session, item.annotation) for item in finding.evidence}
    evidence = [item for item in other.evidence if (item.session, item.annotation) not in known]
    ratings = {rating.rater: rating for rating in finding.ratings}
    for rating in other.ratings:
        if rating.rater not in ratings or rating.severity > ratings[rating.rater].severity:
            ratings[rating.rater] = rating
    return replace(
        finding,
        criteria=tuple(dict.fromkeys((*finding.criteria, *other.criteria))),
        task=finding.task if finding.task == other.task else None,
        evidence=(*finding.evidence, *evidence),
        ratings=tuple(ratings[rater] for rater in sorted(ratings)),
    )


def refreshed(finding: Finding, sessions: Sequence[Held]) -> Finding:
    """The finding as the sessions now show it: its evidence where it now lies, without what was taken back or
    withdrawn; the participants affected and exposed (codes), and their segments.
    """
    by_id = {held.session_id: held for held in sessions if not held.record.erased}
    evidence, affected = [], set()
    for item in finding.evidence:
        held = by_id.get(item.session)
        annotation = held.record.annotations_by_id.get(item.annotation) if held is not None else None
        if held is None or annotation is None or annotation.retracted:
            continue
        evidence.append(Seen(held, annotation).evidence)
        if held.counts:
            affected.add(held.code)
    exposed = affected | {held.code for held in sessions if held.counts and held.tried(finding.task)}
    segments = {held.segment_id for held in sessions if held.code in affected and held.segment_id is not None}
    return replace(
        finding,
        evidence=tuple(evidence),
        affected=frozenset(affected),
        exposed=frozenset(exposed),
        segments=tuple(sorted(segments)),
    )


def _key(annotation: Annotation) -> Key | None:
    positive = annotation.polarity == "positive"
    if annotation.criterion is not None:
        return annotation.criterion, None, annotation.task, positive
    return None if annotation.button is None else (None, annotation.button, annotation.task, positive)


def _gathered(key: Key, seen: Sequence[Seen], findings: Sequence[Finding]) -> Gathered:
    criterion, _button, task, positive = key
    counted = Counter(tuple(sorted(one.annotation.words.items())) for one in seen if one.annotation.words)
    words = dict(counted.most_common(1)[0][0]) if counted else {}
    home = next((one.id for one in findings if criterion is not None and _says(one, criterion, task, positive)), None)
    return Gathered(criterion, task, positive, words, tuple(seen), home)


def _says(finding: Finding, criterion: str, task: str | None, positive: bool) -> bool:
    live = finding.is_problem or finding.positive
    return live and finding.positive == positive and criterion in finding.criteria and finding.task == task
