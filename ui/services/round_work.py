"""Making and amending a round in the background, with a file's faults as sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lab.domain.errors import WorldError
from lab.domain.ids import ReleaseId, RoundId
from lab.domain.study import Round, RuleParameters, Segment
from lab.wording.protocols import fault_sentence
from protocols.faults import ProtocolFaults

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory


@dataclass(frozen=True, slots=True)
class Refused:
    """The file has faults: a sentence for each."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """What a new round is made of. `protocol`: a shipped one's id, or a file."""

    release_id: ReleaseId
    protocol: str | Path
    name: str
    segments: Sequence[Segment]
    retest_of: RoundId | None
    rules: RuleParameters


def make_round(lab: "Laboratory", draft: RoundDraft) -> Round | Refused:
    """Make the round, or say what is wrong with its file."""

    def make() -> Round:
        raw = _raw(draft.protocol)
        return lab.rounds.make_round(
            draft.release_id, raw, draft.name, draft.segments, rules=draft.rules, retest_of=draft.retest_of
        )

    return _or_faults(make)


def amend_round(lab: "Laboratory", round_id: RoundId, file: Path, reason: str, by: str) -> Round | Refused:
    """Put another protocol in force, or say what is wrong with its file."""

    def amend() -> Round:
        lab.rounds.amend_round(round_id, _raw(file), reason, by)
        return lab.rounds.round(round_id)

    return _or_faults(amend)


def _or_faults(work: Callable[[], Round]) -> Round | Refused:
    try:
        return work()
    except ProtocolFaults as faulty:
        return Refused(tuple(fault_sentence(fault) for fault in faulty.faults))


def _raw(protocol: str | Path) -> str | bytes:
    if isinstance(protocol, str):
        return protocol
    try:
        return protocol.read_bytes()
    except OSError as error:
        raise WorldError("protocol_unreadable", path=str(protocol), reason=error.strerror or str(error)) from error
