"""From annotations to findings: what belongs together is proposed, a person accepts it.

In each session the annotations of several observers that mean one moment belong together (`lab.domain.moments`). Across
participants the moments against one criterion in one task, of one polarity, are one proposal; without a criterion,
those of one button. Wishes that cannot lawfully or possibly be met have a button of their own and are kept apart.

A finding keeps which annotations it rests on; whom it affected and who could have met it is computed from the sessions
each time, so that a retraction or a withdrawal takes effect at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lab.domain.annotation import Annotation
from lab.domain.finding import Evidence, Finding, SeverityRating
from lab.domain.held import Held
from lab.domain.ids import AnnotationId, FindingId, RoundId, SessionId
from lab.domain.moments import WINDOW_US, moments


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
        seen: session by session, in each by time.
        belongs_to: the finding that already says this; None for a new one.
        moments: `seen`, put together by moments: of one session each, one of each observer at most.
    """

    criterion: str | None
    task: str | None
    positive: bool
    words: Mapping[str, str]
    seen: tuple[Seen, ...]
    belongs_to: FindingId | None = None
    moments: tuple[tuple[Seen, ...], ...] = ()

    @property
    def out_of_scope(self) -> bool:
        """Whether it is about a wish that cannot lawfully or possibly be met."""
        return any(one.annotation.is_impossible_wish for one in self.seen)

    @property
    def observers(self) -> tuple[str, ...]:
        """Who saw it."""
        return tuple(sorted({one.annotation.author for one in self.seen}))

    def only(self, chosen: Sequence[Seen]) -> "Gathered":
        """The proposal with some of its annotations: what is left out stays to be gathered."""
        kept = {(one.held.session_id, one.annotation.id) for one in chosen}
        groups = [
            tuple(one for one in group if (one.held.session_id, one.annotation.id) in kept) for group in self.moments
        ]
        return replace(
            self,
            seen=tuple(one for one in self.seen if (one.held.session_id, one.annotation.id) in kept),
            moments=tuple(group for group in groups if group),
        )

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


def gather(
    sessions: Iterable[Held], findings: Sequence[Finding] = (), window_us: int = WINDOW_US
) -> tuple[Gathered, ...]:
    """Proposals from the counted sessions, the ones met by most participants first. Annotations that a finding already
    rests on are left out; so are those with neither criterion nor button, which the debrief has to code.

    Args:
        window_us: annotations of two observers so far apart, or nearer, mean one moment.
    """
    known = {(item.session, item.annotation) for finding in findings for item in finding.evidence}
    groups: dict[Key, list[Seen]] = {}
    for held in sessions:
        if held.counts:
            for annotation in held.record.annotations:
                key = _key(annotation)
                if key is not None and (held.session_id, annotation.id) not in known:
                    groups.setdefault(key, []).append(Seen(held, annotation))
    made = [_gathered(key, seen, findings, window_us) for key, seen in groups.items()]
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


def finding_from(
    gathered: Gathered, finding_id: FindingId, round_id: RoundId, number: int, title: str, set_aside: str = ""
) -> Finding:
    """A new finding that rests on the gathered annotations. `set_aside`: why it is no defect."""
    return Finding(
        id=finding_id,
        round_id=round_id,
        number=number,
        title=title,
        criteria=(gathered.criterion,) if gathered.criterion else (),
        task=gathered.task,
        ratings=() if gathered.positive or set_aside else gathered.ratings,
        evidence=tuple(one.evidence for one in gathered.seen),
        positive=gathered.positive and not set_aside,
        set_aside=set_aside,
    )


def added(finding: Finding, gathered: Gathered) -> Finding:
    """The finding with more evidence. Ratings that people gave stay; an author who had not rated yet is added."""
    known = {(item.session, item.annotation) for item in finding.evidence}
    fresh = [one.evidence for one in gathered.seen if (one.held.session_id, one.annotation.id) not in known]
    raters = {rating.rater for rating in finding.ratings}
    new = () if not finding.is_defect else tuple(one for one in gathered.ratings if one.rater not in raters)
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
        proofs=tuple(dict.fromkeys((*finding.proofs, *other.proofs))),
        ratings=tuple(ratings[rater] for rater in sorted(ratings)),
    )


class Places:
    """The sessions of a round as findings look things up in them: made once for all findings of the round."""

    def __init__(self, sessions: Sequence[Held]) -> None:
        self._by_id = {held.session_id: held for held in sessions if not held.record.erased}
        self._counted = [held for held in sessions if held.counts]
        self._segments: dict[str, set[str]] = {}
        for held in sessions:
            if held.segment_id is not None:
                self._segments.setdefault(held.code, set()).add(held.segment_id)
        self._came: dict[str | None, frozenset[str]] = {}

    def came_to(self, task: str | None) -> frozenset[str]:
        """Codes of the counted participants who came to a task; None asks for no task."""
        if task not in self._came:
            self._came[task] = frozenset(held.code for held in self._counted if held.tried(task))
        return self._came[task]

    def segments_of(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Segments of these participants."""
        return tuple(sorted({segment for code in codes for segment in self._segments.get(code, ())}))

    def seen(self, piece: Evidence) -> Seen | None:
        """The annotation that a piece of evidence names; None when it was taken back or withdrawn."""
        held = self._by_id.get(piece.session)
        annotation = held.record.annotations_by_id.get(piece.annotation) if held is not None else None
        return None if held is None or annotation is None or annotation.retracted else Seen(held, annotation)


def refreshed(finding: Finding, sessions: Sequence[Held] | Places) -> Finding:
    """The finding as the sessions now show it: its evidence where it now lies, without what was taken back or
    withdrawn; the participants affected and exposed (codes), and their segments.
    """
    places = sessions if isinstance(sessions, Places) else Places(sessions)
    seen = [one for one in map(places.seen, finding.evidence) if one is not None]
    affected = frozenset(one.held.code for one in seen if one.held.counts)
    return replace(
        finding,
        evidence=tuple(one.evidence for one in seen),
        affected=affected,
        exposed=affected | places.came_to(finding.task),
        segments=places.segments_of(affected),
    )


def _key(annotation: Annotation) -> Key | None:
    positive = annotation.polarity == "positive"
    if annotation.criterion is not None and not annotation.is_impossible_wish:
        return annotation.criterion, None, annotation.task, positive
    return None if annotation.button is None else (None, annotation.button, annotation.task, positive)


def _gathered(key: Key, seen: Sequence[Seen], findings: Sequence[Finding], window_us: int) -> Gathered:
    criterion, _button, task, positive = key
    counted = Counter(tuple(sorted(one.annotation.words.items())) for one in seen if one.annotation.words)
    words = dict(counted.most_common(1)[0][0]) if counted else {}
    home = next((one.id for one in findings if criterion is not None and _says(one, criterion, task, positive)), None)
    return Gathered(criterion, task, positive, words, tuple(seen), home, tuple(_by_moment(seen, window_us)))


def _by_moment(seen: Iterable[Seen], window_us: int) -> Iterator[tuple[Seen, ...]]:
    sessions: dict[SessionId, list[Seen]] = {}
    for one in seen:
        sessions.setdefault(one.held.session_id, []).append(one)
    for mine in sessions.values():
        for moment in moments([one.annotation for one in mine], window_us):
            yield tuple(Seen(mine[0].held, one) for one in moment.annotations)


def _says(finding: Finding, criterion: str, task: str | None, positive: bool) -> bool:
    live = finding.is_problem or finding.positive
    return live and finding.positive == positive and criterion in finding.criteria and finding.task == task
