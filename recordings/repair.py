"""Finish a recording whose recorder did not: complete its facts, make its manifest. Media is never rewritten."""

from dataclasses import dataclass
from pathlib import Path

from recordings import manifest
from recordings.assembling import assemble, unclosed
from recordings.ballast import Ballast
from recordings.errors import RecordingError
from recordings.fact_log import FactLog, mend, read_facts
from recordings.facts import FACTS_NAME, Closed, Fact, Opened, SegmentClosed, SegmentOpened
from recordings.folder_lock import LOCK_NAME, FolderLock
from recordings.manifest import Gap

__all__ = ["RecordingError", "RepairReport", "finish", "is_being_recorded"]


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What was found, and what was not.

    Attributes:
        found: media files with something in them.
        lost: media files that were begun, of which nothing is readable.
        gaps: stretches in which a source was not recorded.
        completed: media files whose end had to be found by reading them.
        changed: whether anything was to be done at all.
    """

    found: tuple[str, ...]
    lost: tuple[str, ...]
    gaps: tuple[Gap, ...]
    completed: tuple[str, ...]
    changed: bool


def finish(folder: Path) -> RepairReport:
    """Complete facts and manifest of an interrupted recording. A finished one is left as it is.

    Raises:
        RecordingError: `still_recording`; `facts_missing`, `facts_unreadable`, `nothing_recorded`.
        OSError: the folder cannot be written, or a file in it not be opened.
    """
    lock = FolderLock(folder)
    if not lock.take():
        raise RecordingError("still_recording", path=str(folder))
    try:
        Ballast(folder).throw()
        return _finish(folder)
    finally:
        lock.release()


def is_being_recorded(folder: Path) -> bool:
    """Whether a living recorder has this folder in hand, though it may be out of everybody's hearing."""
    if not (folder / LOCK_NAME).exists():
        return False
    lock = FolderLock(folder)
    try:
        taken = lock.take()
    except OSError:
        return False  # a folder that nobody can write to is not being recorded
    lock.release()
    return not taken


def _finish(folder: Path) -> RepairReport:
    path = folder / FACTS_NAME
    if not path.exists():
        raise RecordingError("facts_missing", path=str(path))
    torn = not path.read_bytes().endswith(b"\n")
    mend(path)
    facts = read_facts(folder)
    if not any(isinstance(fact, Opened) for fact in facts):
        raise RecordingError("nothing_recorded", path=str(folder))
    endings = list(unclosed(folder, facts))
    needs_closing = not _is_closed(facts)
    if endings or needs_closing:
        _refuse_what_cannot_be_opened(folder, endings)
        _complete(folder, facts, [ending for _, ending in endings])
    whole = _describes_what_is_there(folder) and not (torn or endings or needs_closing)
    if not whole:
        manifest.write(folder, assemble(folder))
    return _report(folder, [opened.file for opened, _ in endings], changed=not whole)


def _describes_what_is_there(folder: Path) -> bool:
    """Whether there is a manifest and every file that it names."""
    if not (folder / manifest.MANIFEST_NAME).exists():
        return False
    return all((folder / segment.file).exists() for track in manifest.read(folder).tracks for segment in track.segments)


def _is_closed(facts: list[Fact]) -> bool:
    """Whether the last recorder said that it closed."""
    last = next(fact for fact in reversed(facts) if isinstance(fact, Opened | Closed))
    return isinstance(last, Closed)


def _refuse_what_cannot_be_opened(folder: Path, endings: list[tuple[SegmentOpened, SegmentClosed]]) -> None:
    """`OSError` for a file that is there but cannot be opened: it is not lost, and must not be written down as such."""
    for opened, ending in endings:
        path = folder / opened.file
        if ending.frames == ending.duration_us == 0 and path.exists():
            path.open("rb").close()


def _complete(folder: Path, facts: list[Fact], endings: list[SegmentClosed]) -> None:
    """Append what the recorder did not write, at the moments at which it happened."""
    plan = next(fact.plan for fact in facts if isinstance(fact, Opened))
    log = FactLog(folder, plan.origin_us, told=lambda _: None)
    try:
        for ending in endings:
            log.write("segment_closed", ending.model_dump(exclude={"type", "seq", "at_us"}), ending.at_us)
        end_us = max([fact.at_us for fact in facts] + [ending.at_us for ending in endings])
        log.write("closed", {"reason": "repaired"}, end_us)
    finally:
        log.close()


def _report(folder: Path, unclosed_files: list[str], *, changed: bool) -> RepairReport:
    made = manifest.read(folder)
    found = sorted({segment.file for track in made.tracks for segment in track.segments})
    begun = {fact.file for fact in read_facts(folder) if fact.type == "segment"}
    return RepairReport(
        found=tuple(found),
        lost=tuple(sorted(begun - set(found))),
        gaps=made.gaps,
        completed=tuple(sorted(set(unclosed_files) & set(found))),
        changed=changed,
    )
