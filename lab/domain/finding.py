"""A finding: a deduplicated, judged problem (or something good) with its evidence, owner and fate.

Severity is rated by at least two people apart; the median is agreed and the spread kept (Nielsen's scale 0–4). A 4
needs two raters: the word "catastrophe" of one person alone counts as 3 until somebody confirms it.

Besides problems there are findings of two other kinds: what works well and must not be lost, and wishes that cannot
lawfully or possibly be met. The latter are kept, with the sentence why, and count as no defect.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from lab.domain.errors import RuleError
from lab.domain.ids import AnnotationId, FindingId, ParticipantId, RoundId, SessionId
from lab.domain.metrics import ranking

CATASTROPHE = 4
RATERS_OF_A_CATASTROPHE = 2
RATERS = 2
"""How many people rate a problem, each without having seen the other's rating."""


class Status(StrEnum):
    """Where a finding is on its way."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    PLANNED = "planned"
    FIXED = "fixed"
    VERIFIED = "verified"
    REOPENED = "reopened"
    REJECTED = "rejected"
    ACCEPTED_RISK = "accepted_risk"
    DUPLICATE = "duplicate"


_GIVEN_UP = frozenset({Status.REJECTED, Status.ACCEPTED_RISK, Status.DUPLICATE})
MOVES: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.CONFIRMED, Status.PLANNED}) | _GIVEN_UP,
    Status.CONFIRMED: frozenset({Status.PLANNED, Status.FIXED}) | _GIVEN_UP,
    Status.PLANNED: frozenset({Status.CONFIRMED, Status.FIXED}) | _GIVEN_UP,
    Status.FIXED: frozenset({Status.VERIFIED, Status.REOPENED}),
    Status.VERIFIED: frozenset({Status.REOPENED}),
    Status.REOPENED: frozenset({Status.CONFIRMED, Status.PLANNED, Status.FIXED}) | _GIVEN_UP,
    Status.REJECTED: frozenset({Status.REOPENED}),
    Status.ACCEPTED_RISK: frozenset({Status.REOPENED}),
    Status.DUPLICATE: frozenset({Status.REOPENED}),
}
"""Legal moves. Only a fixed finding can be verified; whatever was given up can come back as reopened."""

NOT_A_PROBLEM = frozenset({Status.REJECTED, Status.DUPLICATE})
SETTLED = frozenset({Status.VERIFIED, Status.ACCEPTED_RISK}) | NOT_A_PROBLEM
PROMISED = frozenset({Status.PLANNED, Status.FIXED})
"""Where an accepted promise of a remedy holds: planned, or kept."""
CLAIMS = frozenset({Status.CONFIRMED, Status.PLANNED})
"""What a finding can become only with evidence: from here on the laboratory asserts it."""


class Cause(StrEnum):
    """Why it happens; a short list, because long ones are not used reliably."""

    UNKNOWN = "unknown"
    WORDS = "words"
    LAYOUT = "layout"
    FLOW = "flow"
    FEEDBACK = "feedback"
    FUNCTION = "function"
    PERFORMANCE = "performance"
    ACCESS = "access"
    RULES = "rules"
    PEOPLE = "people"


class Effort(StrEnum):
    """How much work the remedy is thought to be."""

    UNKNOWN = "unknown"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class SeverityRating:
    """One person's severity, 0–4, and when they gave it. Their later rating replaces the earlier one."""

    rater: str
    severity: int
    on: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it can be seen: an annotation of a session. `anchor_us` is on that session's clock."""

    session: SessionId
    participant: ParticipantId
    annotation: AnnotationId
    anchor_us: int
    lead_us: int
    lag_us: int


class ProofKind(StrEnum):
    """What else shows a finding. Clips, screenshots and quotes of a session come with its annotations, and go with them
    when the participant withdraws; these kinds lie outside sessions.
    """

    SCREENSHOT = "screenshot"
    METRIC = "metric"
    QUESTIONNAIRE = "questionnaire"
    DOCUMENT = "document"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence that is no annotation.

    Attributes:
        text: what it shows, in words.
        source: where it lies: a file's name, a document's number, an address.
        sha256: of that file when it was added; empty where there is none.
    """

    kind: ProofKind
    text: str
    source: str = ""
    sha256: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """Who brought a finding from one status into another, and when. `by` is empty where nobody did: the time for which
    a risk was accepted ran out.
    """

    before: Status
    to: Status
    by: str
    on: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class FindingDecision:
    """Fix, accept or reject: whose word, when, why.

    Attributes:
        expires: the last day on which an accepted risk is accepted.
        owner, due: of a fix: the promise that `by` accepts.
    """

    what: str
    by: str
    on: date
    why: str = ""
    expires: date | None = None
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class RetestResult:
    """What a later round said: `exposed` participants met the place, `recurred` of them had the problem again.

    Attributes:
        by, on: who confirmed what was counted, and when.
        of_fix: which fix it tested: 1 the first, 2 the one after it was reopened, …
    """

    round_id: RoundId
    exposed: int
    recurred: int
    by: str = ""
    on: date | None = None
    of_fix: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a round.

    Attributes:
        number: within its round: F-1, F-2 …
        statement: where · what happened · consequence.
        criteria: ids, of any of the round's standards.
        affected, exposed: participants who had it; participants who came to the place where it can be had.
        due: when the remedy is promised.
        fixes: how often it was called fixed. verified_fixes: which of these, counted from 1, were verified.
        duplicate_of: the finding it says again.
        positive: something that works well and must not be lost.
        set_aside: why the wish behind it cannot lawfully or possibly be met; then it is no defect, and empty else.
        proofs: evidence that is no annotation.
        history: its changes of status, oldest first.
    """

    id: FindingId
    round_id: RoundId
    number: int
    title: str
    statement: str = ""
    expected: str = ""
    criteria: tuple[str, ...] = ()
    task: str | None = None
    stage: str | None = None
    segments: tuple[str, ...] = ()
    affected: frozenset[str] = frozenset()
    exposed: frozenset[str] = frozenset()
    ratings: tuple[SeverityRating, ...] = ()
    cause: Cause = Cause.UNKNOWN
    evidence: tuple[Evidence, ...] = ()
    recommendation: str = ""
    effort: Effort = Effort.UNKNOWN
    owner: str = ""
    due: date | None = None
    status: Status = Status.OPEN
    decision: FindingDecision | None = None
    release_found: str = ""
    release_fixed: str = ""
    fixes: int = 0
    verified_fixes: tuple[int, ...] = ()
    retests: tuple[RetestResult, ...] = ()
    duplicate_of: FindingId | None = None
    positive: bool = False
    set_aside: str = ""
    proofs: tuple[Proof, ...] = ()
    history: tuple[StatusChange, ...] = ()

    @property
    def severity(self) -> int | None:
        """The agreed severity, None while nobody rated."""
        return agreed_severity([rating.severity for rating in self.ratings])

    @property
    def spread(self) -> tuple[int, int] | None:
        """Lowest and highest rating."""
        given = [rating.severity for rating in self.ratings]
        return (min(given), max(given)) if given else None

    @property
    def awaits_second_rater(self) -> bool:
        """Whether one person alone says 4."""
        return needs_second_rater([rating.severity for rating in self.ratings])

    @property
    def lacks_rater(self) -> bool:
        """Whether fewer than two people have rated a problem."""
        return self.is_problem and len(self.ratings) < RATERS

    @property
    def is_defect(self) -> bool:
        """Whether it is of the kind that counts against a release: neither good nor set aside."""
        return not self.positive and not self.set_aside

    @property
    def is_problem(self) -> bool:
        """Whether it counts against the release: a defect, not rejected, not a duplicate."""
        return self.is_defect and self.status not in NOT_A_PROBLEM

    @property
    def is_open(self) -> bool:
        """Whether it still waits for something."""
        return self.is_defect and self.status not in SETTLED

    @property
    def share_affected(self) -> float | None:
        """Affected ÷ exposed (not ÷ all); None when nobody came to the place."""
        return len(self.affected) / len(self.exposed) if self.exposed else None

    @property
    def promised(self) -> FindingDecision | None:
        """The decision by which a named person accepted its owner and day; None when neither was accepted, or another
        owner or day was written since.
        """
        one = self.decision
        if one is None or one.what != "fix" or one.due is None or self.status not in PROMISED:
            return None
        return one if (one.owner, one.due) == (self.owner, self.due) else None

    @property
    def retests_of_this_fix(self) -> tuple[RetestResult, ...]:
        """What later rounds said since it was last called fixed: what recurred before is mended or not, but told."""
        return tuple(one for one in self.retests if one.of_fix == self.fixes)

    def as_of(self, day: date) -> "Finding":
        """As it stands on a day: a risk that was accepted until an earlier one is open again."""
        expires = self.decision.expires if self.decision is not None else None
        if self.status is not Status.ACCEPTED_RISK or expires is None or day <= expires:
            return self
        return self.moved(Status.REOPENED, "", expires + timedelta(days=1))

    @property
    def expired(self) -> date | None:
        """The last day of the acceptance that ran out, while nobody has done anything about it since."""
        last = self.history[-1] if self.history else None
        if self.status is not Status.REOPENED or last is None or last.by or last.before is not Status.ACCEPTED_RISK:
            return None
        return self.decision.expires if self.decision is not None else None

    def rated(self, rating: SeverityRating) -> "Finding":
        """With a rating; the rater's earlier one is replaced. Raises ValueError outside 0–4."""
        if not 0 <= rating.severity <= CATASTROPHE:
            raise ValueError(rating.severity)
        others = tuple(one for one in self.ratings if one.rater != rating.rater)
        return replace(self, ratings=(*others, rating))

    def moved(self, to: Status, by: str, on: date, why: str = "") -> "Finding":
        """In another status, with who brought it there in its history. Raises RuleError `finding_move` for a move that
        is not legal.
        """
        if to not in MOVES[self.status]:
            raise RuleError("finding_move", finding=self.number, before=self.status.value, to=to.value)
        verified = {self.fixes} if Status.VERIFIED in {to, self.status} else set()
        return replace(
            self,
            status=to,
            fixes=self.fixes + (to is Status.FIXED),
            verified_fixes=tuple(sorted({*self.verified_fixes, *verified})),
            history=(*self.history, StatusChange(self.status, to, by, on, why)),
        )


def agreed_severity(ratings: Sequence[int]) -> int | None:
    """The median of independent ratings, a half rounded up; 4 only when two raters said 4; None without ratings."""
    if not ratings:
        return None
    middle = int(median(ratings) + 0.5)
    if middle == CATASTROPHE and needs_second_rater(ratings):
        return CATASTROPHE - 1
    return middle


def needs_second_rater(ratings: Sequence[int]) -> bool:
    """Whether exactly one rating is a 4, so that somebody else must look."""
    return 0 < sum(rating == CATASTROPHE for rating in ratings) < RATERS_OF_A_CATASTROPHE


def priority(finding: Finding) -> float:
    """Of a finding by `lab.domain.metrics.ranking`; 0 where nobody was exposed or nobody rated it."""
    if not finding.exposed:
        return 0.0
    return ranking.priority(finding.severity or 0, len(finding.affected & finding.exposed), len(finding.exposed))


def worst_first(findings: Iterable[Finding], blocking: Collection[str] = ()) -> tuple[Finding, ...]:
    """Problems by severity, then those that a blocker hangs on, then by priority, then by number.

    Args:
        blocking: criteria that hold the gate back as blockers.
    """
    problems = [finding for finding in findings if finding.is_problem]

    def rank(one: Finding) -> tuple[int, bool, float, int]:
        return -(one.severity or 0), not set(one.criteria) & set(blocking), -priority(one), one.number

    return tuple(sorted(problems, key=rank))
