"""What an evidence bundle says of itself, and which sealed sessions go into it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.archive import folder_layout
from lab.archive.seal import is_sealed
from lab.domain.errors import InputError
from lab.reports.bag import SESSIONS, write_bag
from lab.reports.facts import CLIP_SCOPE, Audience, RoundFacts, SessionFacts

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Bagging:
    """Whether an export is put into a bag, and with it the sealed folders of its sessions."""

    bag: bool = False
    sessions: bool = False

    def refuse(self, audience: Audience) -> None:
        """Raises InputError `bag_sessions_public`: a sealed session holds faces, voices and words as they were."""
        if self.sessions and audience is Audience.PUBLIC:
            raise InputError("bag_sessions_public")


def close_bag(folder: Path, facts: RoundFacts, bagging: Bagging, stop: Callable[[], None]) -> None:
    """Copy the sessions that may go along, and close the bag. Raises OSError, and what `stop` raises."""
    taken, left = _sorted_out(facts) if bagging.sessions else ((), ())
    for session in taken:
        assert session.folder is not None
        _copy(session.folder, folder / SESSIONS / session.folder.name, stop)
    write_bag(folder, _about(facts, taken, left), stop)


def _sorted_out(facts: RoundFacts) -> tuple[tuple[SessionFacts, ...], tuple[SessionFacts, ...]]:
    """Sessions that go along: sealed, and of participants who agree that their recording is shown; and the others."""
    scope = CLIP_SCOPE[Audience.INTERNAL]
    taken = [one for one in facts.sessions if one.folder is not None and scope in one.scopes and is_sealed(one.folder)]
    return tuple(taken), tuple(one for one in facts.sessions if one not in taken)


def _copy(session: Path, target: Path, stop: Callable[[], None]) -> None:
    """Everything that the seal covers, and the seal; what was derived can be made again."""
    for name in (*folder_layout.record_files(session), folder_layout.SEAL):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        with (session / name).open("rb") as source, (target / name).open("wb") as copy:
            while block := source.read(_BLOCK):
                stop()
                copy.write(block)
        shutil.copystat(session / name, target / name)


def _about(
    facts: RoundFacts, taken: tuple[SessionFacts, ...], left: tuple[SessionFacts, ...]
) -> Iterator[tuple[str, str]]:
    named = f"{facts.service.name}, {facts.release.name}, round {facts.study.number}: {facts.study.name}"
    yield "Source-Organization", facts.laboratory
    yield "External-Identifier", facts.study.id
    yield "External-Description", f"Usability test of {named}"
    yield "Bagging-Date", facts.made_at.date().isoformat()
    yield "Bag-Software-Agent", f"Usability Lab {facts.app_version}"
    yield "Sessions", " ".join(one.held.code for one in taken)
    yield "Sessions-Left-Out", " ".join(one.held.code for one in left)
