"""The way of a finding over rounds: open → fixed → verified, not fixed, or regressed.

It follows from what is kept: its status, how often it was called fixed, which of these fixes were verified, and what
named persons took in from later rounds.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from lab.domain.finding import NOT_A_PROBLEM, Finding, Status
from lab.domain.ids import RoundId
from lab.domain.metrics.discovery import discovery


class Fate(StrEnum):
    """How far a finding has come.

    `fixed` waits for its proof; `not_fixed` was called fixed and seen again; `regressed` was verified and seen again;
    `settled` was accepted as a risk, rejected, or said twice.
    """

    OPEN = "open"
    FIXED = "fixed"
    VERIFIED = "verified"
    NOT_FIXED = "not_fixed"
    REGRESSED = "regressed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Step:
    """What one later round said of a finding, and how it stood then.

    Attributes:
        exposed, recurred: people who came to the place; those of them who had it again.
        passed_by: people who came by without it since the finding was last called fixed, this round's among them.
        missed: chance that a problem as frequent as it was is overlooked in all of these, (1 − p)ⁿ; None where it
            recurred or its frequency is not known.
    """

    round_id: RoundId
    exposed: int
    recurred: int
    fix: int
    fate: Fate
    passed_by: int
    missed: float | None


def fate_of(finding: Finding) -> Fate:
    """How far it has come by now."""
    if finding.status in NOT_A_PROBLEM or finding.status is Status.ACCEPTED_RISK:
        return Fate.SETTLED
    if finding.status is Status.VERIFIED:
        return Fate.VERIFIED
    if any(one.recurred for one in finding.retests_of_this_fix if one.of_fix):
        return _seen_again(finding.fixes, finding.verified_fixes)
    return Fate.FIXED if finding.status is Status.FIXED else Fate.OPEN


def steps_of(finding: Finding, n_min: int) -> tuple[Step, ...]:
    """What later rounds said of it, in the order in which it was taken in. `n_min`: people who prove a fix."""
    found: list[Step] = []
    passed: Counter[int] = Counter()
    for place, one in enumerate(finding.retests):
        passed[one.of_fix] += one.exposed - one.recurred
        by = passed[one.of_fix]
        missed = None if one.recurred else chance_missed(finding.share_affected, by)
        fate = _fate_then(finding, place, enough=by >= n_min)
        found.append(Step(one.round_id, one.exposed, one.recurred, one.of_fix, fate, by, missed))
    return tuple(found)


def chance_missed(frequency: float | None, n: int) -> float | None:
    """(1 − p)ⁿ: the chance that a problem which `frequency` of the exposed had is seen in none of `n` people.

    None where the frequency is not known, or nobody was there.
    """
    if frequency is None or n < 1:
        return None
    return 1 - discovery(frequency, n)


def still_open(findings: Iterable[Finding], settled: Collection[Fate] = (Fate.VERIFIED, Fate.SETTLED)) -> list[Finding]:
    """The problems that are not done with: what is called fixed and not proven is among them."""
    return [one for one in findings if one.is_problem and fate_of(one) not in settled]


def _fate_then(finding: Finding, place: int, *, enough: bool) -> Fate:
    """How it stood after this result. A fix counts as verified from the result on that proved it: people enough, or
    else (an inspection proved it) the last clean one.
    """
    result = finding.retests[place]
    if not result.of_fix:
        return Fate.OPEN
    told = [one for one in finding.retests[: place + 1] if one.of_fix == result.of_fix]
    if any(one.recurred for one in told):
        return _seen_again(result.of_fix, finding.verified_fixes)
    if result.of_fix not in finding.verified_fixes:
        return Fate.FIXED
    return Fate.VERIFIED if enough or _is_last_clean(finding, place) else Fate.FIXED


def _is_last_clean(finding: Finding, place: int) -> bool:
    """Whether no clean result of the same fix follows before one that recurred."""
    fix = finding.retests[place].of_fix
    after = [one for one in finding.retests[place + 1 :] if one.of_fix == fix]
    return not after or after[0].recurred > 0


def _seen_again(fix: int, verified: Collection[int]) -> Fate:
    return Fate.REGRESSED if fix in verified else Fate.NOT_FIXED
