"""Names inside a session folder. Everything but `derived/` is part of the record."""

from pathlib import Path

PLAN = "session.json"
JOURNAL = "journal.sqlite"
FACTS = "recording.jsonl"
MANIFEST = "recording.json"
CLICKS = "clicks.jsonl"
SEAL = "seal.json"
DERIVED = "derived"

RECORDER_LOCK = "recorder.lock"
"""Held by the recorder while it writes; no part of the record."""

JOURNAL_COMPANIONS = (f"{JOURNAL}-wal", f"{JOURNAL}-shm", f"{JOURNAL}-journal")
"""What SQLite keeps beside an open journal; gone once it is closed."""

MEDIA_SUFFIXES = frozenset({".mkv", ".mka"})


def media_files(folder: Path) -> tuple[str, ...]:
    """Names of the media files, sorted."""
    return tuple(sorted(path.name for path in folder.iterdir() if is_media(path.name) and path.is_file()))


def is_media(name: str) -> bool:
    """Whether this is the bare name of a media file; a path that leads elsewhere is not. The clicks are the hand of the
    participant, as a picture is their face.
    """
    path = Path(name)
    return path.name == name and (path.suffix in MEDIA_SUFFIXES or name == CLICKS)


def record_files(folder: Path) -> tuple[str, ...]:
    """Relative POSIX names of all files that a seal covers: all but the seal itself and `derived/`; sorted."""
    names = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if (path.is_file() or path.is_symlink()) and name != SEAL and name.split("/", 1)[0] != DERIVED:
            names.append(name)
    return tuple(sorted(names))
