"""Does a session folder still hold what was sealed in it? Every lie is found and named.

Needs no room, no database and no window.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.archive import folder_layout, session_file
from lab.archive.chain import BrokenChainError
from lab.archive.erase import erased_files
from lab.archive.journal_reading import read_good_events, read_rows
from lab.archive.media_check import unreadable_media
from lab.archive.seal import BrokenSealError, Seal, fingerprint, is_sealed, read_seal
from lab.domain.errors import Facts, InputError, LabError
from lab.domain.events import SessionClosed, SessionWithdrawn, Stamped


@dataclass(frozen=True, slots=True)
class Lie:
    """Something that is not as it was sealed: where (a file, or `journal.sqlite#12`), what, and facts."""

    where: str
    code: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Report:
    """The answer.

    Attributes:
        sealed: there is a seal at all; without one the only question is how far the chain is good.
        events: how many events are good.
        files: how many files were compared with the seal.
    """

    ok: bool
    sealed: bool
    lies: tuple[Lie, ...]
    events: int
    files: int


def verify(folder: Path) -> Report:
    """Check a session folder: seal, files, chain, media.

    Raises:
        InputError: `not_a_session_folder`.
    """
    if not folder.is_dir() or not _looks_like_a_session(folder):
        raise InputError("not_a_session_folder", path=str(folder))
    events, lies = _journal(folder)
    if not is_sealed(folder):
        lies = [Lie(folder_layout.SEAL, "not_closed", {"good_events": len(events)}), *lies]
        return Report(ok=False, sealed=False, lies=tuple(lies), events=len(events), files=0)
    try:
        seal = read_seal(folder)
    except BrokenSealError as broken:
        lies = [Lie(folder_layout.SEAL, "seal_broken", {"fault": broken.fault}), *lies]
        return Report(ok=False, sealed=True, lies=tuple(lies), events=len(events), files=0)
    lies = [*_files(folder, seal), *lies, *_agreement(folder, seal, events)]
    if not lies:
        lies.extend(Lie(file, "media_unreadable", facts) for file, facts in unreadable_media(folder, seal.erased))
    return Report(ok=not lies, sealed=True, lies=tuple(lies), events=len(events), files=len(seal.files))


def _looks_like_a_session(folder: Path) -> bool:
    names = (folder_layout.PLAN, folder_layout.JOURNAL, folder_layout.SEAL)
    return any((folder / name).exists() for name in names)


def _journal(folder: Path) -> tuple[tuple[Stamped, ...], list[Lie]]:
    """The good events, and what is wrong with the rest."""
    try:
        events, broken = read_good_events(folder)
    except LabError as error:
        return (), [Lie(folder_layout.JOURNAL, error.code, error.facts)]
    return events, [_broken_event(broken)] if broken else []


def _broken_event(broken: BrokenChainError) -> Lie:
    where = f"{folder_layout.JOURNAL}#{broken.seq}"
    return Lie(where, "chain_broken", {"seq": broken.seq, "fault": broken.fault})


def _files(folder: Path, seal: Seal) -> Iterator[Lie]:
    there = set(folder_layout.record_files(folder))
    for name in sorted(there - seal.files.keys()):
        yield Lie(name, "file_added", {})
    for name, sealed in seal.files.items():
        path = folder / name
        if name not in there:
            yield Lie(name, "file_missing", {"size": sealed.size})
            continue
        if path.is_symlink():
            yield Lie(name, "file_is_a_link", {})
            continue
        try:
            found = fingerprint(path)
        except OSError as error:
            yield Lie(name, "file_unreadable", {"reason": error.strerror or str(error)})
            continue
        if found != sealed:
            yield Lie(name, "file_changed", {"size": found.size, "sealed_size": sealed.size})


def _agreement(folder: Path, seal: Seal, events: tuple[Stamped, ...]) -> Iterator[Lie]:
    """Whether seal, plan and journal speak of the same session and the same files."""
    try:
        plan = session_file.read(folder)
        if plan.session_id != seal.session_id:
            yield Lie(folder_layout.PLAN, "other_session", {"found": plan.session_id, "sealed": seal.session_id})
    except LabError as error:
        yield Lie(folder_layout.PLAN, error.code, error.facts)
    if len(events) != seal.events or _head(folder) != seal.head:
        yield Lie(folder_layout.JOURNAL, "journal_not_as_sealed", {"events": len(events), "sealed": seal.events})
    yield from _closing_event(seal, events)


def _head(folder: Path) -> str | None:
    try:
        rows = read_rows(folder)
    except LabError:
        return None  # said before, where the journal was read
    return rows[-1].hash if rows else None


def _closing_event(seal: Seal, events: tuple[Stamped, ...]) -> Iterator[Lie]:
    closed = next((one.event for one in events if isinstance(one.event, SessionClosed)), None)
    withdrawn = any(isinstance(one.event, SessionWithdrawn) for one in events)
    if closed is None and not withdrawn:
        yield Lie(folder_layout.JOURNAL, "no_closing_event", {})
    gone = erased_files(events)
    if gone != set(seal.erased):
        yield Lie(folder_layout.SEAL, "erased_differs", {"journal": sorted(gone), "sealed": list(seal.erased)})
    for name, digest in (closed.files if closed else {}).items():
        sealed = seal.files.get(name)
        if sealed is None and name not in gone:
            yield Lie(name, "file_not_sealed", {})
        elif sealed is not None and sealed.sha256 != digest:
            yield Lie(name, "file_not_as_closed", {})
