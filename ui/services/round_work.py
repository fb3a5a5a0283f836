"""Making and amending a round in the background, with a file's faults as sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lab.domain.errors import WorldError
from lab.domain.ids import ReleaseId, RoundId
from lab.domain.study import PinnedStandard, Round, RuleParameters, Segment
from lab.wording.protocols import fault_sentence
from protocols.faults import ProtocolFaults

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Refused:
    """The file has faults: a sentence for each."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """What a new round is made of. `protocol`: a shipped one's id, or a file. `standards`: None for what it pins."""

    release_id: ReleaseId
    protocol: str | Path
    name: str
    segments: Sequence[Segment]
    retest_of: RoundId | None
    rules: RuleParameters
    standards: tuple[PinnedStandard, ...] | None = None
    independent: bool = False


def make_round(lab: "Laboratory", draft: RoundDraft) -> Round | Refused:
    """Make the round, or say what is wrong with its file."""

    def make() -> Round:
        raw = raw_of(draft.protocol)
        return lab.rounds.make_round(
            draft.release_id,
            raw,
            draft.name,
            draft.segments,
            rules=draft.rules,
            retest_of=draft.retest_of,
            standards=draft.standards,
            independent=draft.independent,
        )

    return or_faults(make)


def amend_round(lab: "Laboratory", round_id: RoundId, file: Path, reason: str, by: str) -> Round | Refused:
    """Put another protocol in force, or say what is wrong with its file."""

    def amend() -> Round:
        lab.rounds.amend_round(round_id, raw_of(file), reason, by)
        return lab.rounds.round(round_id)

    return or_faults(amend)


def or_faults(work: Callable[[], Result]) -> Result | Refused:
    """What the work brings, or every fault of a file that it reads."""
    try:
        return work()
    except ProtocolFaults as faulty:
        return Refused(tuple(fault_sentence(fault) for fault in faulty.faults))


def raw_of(protocol: str | Path) -> str | bytes:
    """A shipped protocol's id, or the bytes of a file. Raises WorldError `protocol_unreadable`."""
    if isinstance(protocol, str):
        return protocol
    try:
        return protocol.read_bytes()
    except OSError as error:
        raise WorldError("protocol_unreadable", path=str(protocol), reason=error.strerror or str(error)) from error
