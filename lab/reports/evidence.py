"""Which moments a report shows, and how much of each the participant's consent lets it show."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lab.domain.annotation import Annotation
from lab.domain.consent import Scope, may_record
from lab.domain.finding import Evidence, Finding
from lab.domain.ids import SessionId
from lab.domain.timeline import Span, clip_span
from lab.reports.facts import CLIP_SCOPE, Audience, RoundFacts, SessionFacts
from recordings.plan import SourcePlan
from recordings.playback import Click

MOST_CLIPS = 6
"""Clips of one finding; one of every participant comes first. Further moments are told with their time."""


class LeftOut:
    """Why something of a moment is not shown."""

    NO_CONSENT = "no_consent_clips"
    NO_FACE = "no_consent_face"
    NO_VOICE = "no_consent_voice"
    PUBLIC = "public_report"
    ENOUGH = "enough_clips"
    NOT_RECORDED = "not_recorded"
    RECORDING_MISSING = "recording_missing"
    UNREADABLE = "recording_unreadable"
    NOT_ASKED = "no_media_asked"


@dataclass(frozen=True, slots=True)
class Shot:
    """One moment of one finding, as the report wants it.

    Attributes:
        id: stem of its files: `F-3-P04-1`.
        picture: the source to show; None where nothing may be shown, and `left_out` says why.
        inset: the participant's face beside it.
        sounds: the sources of sound that may be heard with it.
        clicks: on its picture, to be marked.
        left_out: codes of `LeftOut`.
    """

    id: str
    finding: int
    session: SessionFacts
    evidence: Evidence
    annotation: Annotation
    picture: str | None = None
    inset: str | None = None
    sounds: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    clicks: tuple[Click, ...] = ()

    @property
    def span(self) -> Span:
        """What its clip shows, session clock."""
        return clip_span(self.evidence.anchor_us, self.evidence.lead_us, self.evidence.lag_us)


@dataclass(frozen=True, slots=True)
class Media:
    """What became of a shot: relative paths of its files, or why there are none."""

    still: str | None = None
    clip: str | None = None
    width: int | None = None
    height: int | None = None
    sound: bool = False
    left_out: tuple[str, ...] = ()


def shots(facts: RoundFacts, audience: Audience) -> tuple[Shot, ...]:
    """All moments of all findings, in the order of the findings."""
    by_id = {session.held.session_id: session for session in facts.sessions}
    return tuple(shot for finding in facts.findings for shot in _of_finding(finding, by_id, audience))


def _of_finding(finding: Finding, sessions: dict[SessionId, SessionFacts], audience: Audience) -> Iterator[Shot]:
    clips, numbers = 0, Counter[str]()
    for evidence in _one_of_each_first(finding.evidence, tuple(sessions)):
        session = sessions[evidence.session]
        annotation = session.held.record.annotations_by_id.get(evidence.annotation)
        if annotation is None:
            continue
        code = session.held.code
        numbers[code] += 1
        shot = _shot(
            f"F-{finding.number}-{code}-{numbers[code]}", finding.number, session, evidence, annotation, audience
        )
        if shot.picture is not None and clips >= MOST_CLIPS:
            shot = _without_picture(shot, LeftOut.ENOUGH)
        clips += shot.picture is not None
        yield shot


def _one_of_each_first(evidence: Iterable[Evidence], order: Sequence[SessionId]) -> list[Evidence]:
    """A moment of every session before the second of any; sessions in their order."""
    seen: Counter[str] = Counter()
    ranked = []
    for one in sorted(evidence, key=lambda each: each.anchor_us):
        if one.session in order:
            ranked.append((seen[one.session], order.index(one.session), one.anchor_us, one))
            seen[one.session] += 1
    return [one for *_rank, one in sorted(ranked, key=lambda entry: entry[:3])]


def _shot(
    shot_id: str,
    finding: int,
    session: SessionFacts,
    evidence: Evidence,
    annotation: Annotation,
    audience: Audience,
) -> Shot:
    bare = Shot(shot_id, finding, session, evidence, annotation)
    if CLIP_SCOPE[audience] not in session.scopes:
        return _without_picture(bare, LeftOut.NO_CONSENT)
    picture = _picture(session, audience)
    if picture is None:
        return _without_picture(bare, LeftOut.NOT_RECORDED)
    inset, sounds, left_out = _companions(session, picture, audience)
    clicks = session.clicks or ()
    return replace(bare, picture=picture.id, inset=inset, sounds=sounds, left_out=left_out, clicks=clicks)


def _picture(session: SessionFacts, audience: Audience) -> SourcePlan | None:
    """The source that shows most of the service: a screen, else hands, else the room; never a face to the public."""
    for shows in ("screen", "hands", "room", "face"):
        if audience is Audience.PUBLIC and shows in {"room", "face"}:
            continue
        for source in session.sources:
            if source.shows == shows and not source.is_sound and may_record(shows, session.scopes):
                return source
    return None


def _companions(
    session: SessionFacts, picture: SourcePlan, audience: Audience
) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """Face and sounds beside the picture, and what is left out of them."""
    faces = [one for one in session.sources if one.shows in {"face", "room"} and one.id != picture.id]
    sounds = [one for one in session.sources if one.is_sound]
    left_out: list[str] = []
    if audience is Audience.PUBLIC:
        return None, (), (LeftOut.PUBLIC,) if faces or sounds else ()
    if faces and Scope.FACE not in session.scopes:
        left_out.append(LeftOut.NO_FACE)
    heard = tuple(one.id for one in sounds if may_record(one.shows, session.scopes))
    if len(heard) < len(sounds):
        left_out.append(LeftOut.NO_VOICE)
    inset = faces[0].id if faces and Scope.FACE in session.scopes else None
    return inset, heard, tuple(left_out)


def _without_picture(shot: Shot, why: str) -> Shot:
    return replace(shot, picture=None, inset=None, sounds=(), clicks=(), left_out=(why,))
