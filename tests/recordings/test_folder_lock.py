"""One recorder per folder."""

import subprocess
import sys
from pathlib import Path

from recordings.folder_lock import LOCK_NAME, FolderLock

HOLD = """
import sys
from pathlib import Path
from recordings.folder_lock import FolderLock
print(FolderLock(Path(sys.argv[1])).take(), flush=True)
sys.stdin.read()
"""


def test_that_two_cannot_have_it_and_giving_back_removes_it(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    assert first.take()
    assert not second.take()
    first.release()
    first.release()
    assert not (tmp_path / LOCK_NAME).exists()
    assert second.take()
    second.release()


def test_that_a_killed_holder_gives_it_back_at_once(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "True"
    lock = FolderLock(tmp_path)
    assert not lock.take()
    holder.kill()
    holder.communicate()
    assert (tmp_path / LOCK_NAME).exists()
    assert lock.take()
    lock.release()
