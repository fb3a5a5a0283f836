"""Where an export is written until it is whole: beside its goal, under a lock, swept by whoever comes next.

A killed export leaves its folder and its lock file. The system has given the lock back by then, so the next export into
the same folder, or the next start of the laboratory, knows that nobody works there any more: it removes what is not
whole, and puts an earlier export back that was taken aside and not replaced.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from lab.database.lock import FolderLock
from lab.domain.errors import WorldError

_PART, _OLD, _LOCK = ".part", ".old", ".lock"
_KEPT = "earlier"
"""In a folder aside: the earlier export."""
_GOAL = "goal"
"""In a folder aside: the name that the earlier export had."""
_LONGEST = 40


class Workplace:
    """A folder to write into. `folder` is private until it is put in its place."""

    def __init__(self, goal: Path) -> None:
        """Sweep what killed exports left beside `goal`, and make a folder there. Raises OSError."""
        self._goal = goal
        goal.parent.mkdir(parents=True, exist_ok=True)
        sweep(goal.parent)
        self.folder = Path(mkdtemp(prefix=f".{goal.name[:_LONGEST]}.", suffix=_PART, dir=goal.parent))
        self._lock_file = self.folder.with_suffix(_LOCK)
        self._lock = _taken(self._lock_file)

    def put(self) -> None:
        """Put the whole export in its place; an earlier one goes only after that is done. Raises OSError."""
        self.folder.chmod(0o755)  # a temporary folder is private; a report is to be read
        aside = self.folder.with_suffix(_OLD)
        if self._goal.exists():
            aside.mkdir()
            (aside / _GOAL).write_text(self._goal.name, encoding="utf-8")
            self._goal.rename(aside / _KEPT)
        try:
            self.folder.rename(self._goal)
        except OSError:
            _put_back(aside, self._goal.parent)
            raise
        shutil.rmtree(aside, ignore_errors=True)

    def leave(self) -> None:
        """Take away what is not in its place."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock is not None:
            self._lock.release()
        self._lock_file.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Take away what killed exports left in a folder; what somebody still writes stays. What cannot be taken away now
    is taken away another time.
    """
    with suppress(OSError):
        for lock_file in sorted(folder.glob(f".*{_LOCK}")):
            _sweep_one(lock_file)


def _sweep_one(lock_file: Path) -> None:
    part, aside = lock_file.with_suffix(_PART), lock_file.with_suffix(_OLD)
    lock = _taken(lock_file)
    if lock is None:
        return
    try:
        _put_back(aside, lock_file.parent)
        for left in (part, aside):
            shutil.rmtree(left, ignore_errors=True)
    finally:
        lock.release()
    if not part.exists() and not aside.exists():
        lock_file.unlink(missing_ok=True)


def _put_back(aside: Path, folder: Path) -> None:
    """The earlier export where it was, unless another one is there."""
    if (aside / _KEPT).is_dir():
        goal = folder / (aside / _GOAL).read_text(encoding="utf-8")
        if goal.parent == folder and not goal.exists():
            (aside / _KEPT).rename(goal)
    shutil.rmtree(aside, ignore_errors=True)


def _taken(lock_file: Path) -> FolderLock | None:
    """The lock; None where somebody holds it."""
    try:
        return FolderLock(lock_file)
    except WorldError as error:
        if error.code == "lab_in_use":
            return None
        raise OSError(None, str(error.facts.get("reason", "")), str(lock_file)) from error
