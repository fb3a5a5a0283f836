"""`recording.jsonl` on a disk that fails."""

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from recordings.fact_log import FactLog, read_facts
from recordings.messages import Fact


class FullDisk:
    """A file on a disk with room for a few more bytes."""

    def __init__(self, file: BinaryIO, room: int) -> None:
        self._file = file
        self.room = room

    closed = False

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self.closed = True
        self._file.close()

    def write(self, data: memoryview) -> int:
        taken = min(self.room, len(data))
        if not taken:
            raise OSError(errno.ENOSPC, "full")
        self.room -= taken
        return self._file.write(data[:taken])


@pytest.fixture
def told() -> list[Fact]:
    """What the log told."""
    return []


@pytest.fixture
def log(tmp_path: Path, told: list[Fact]) -> Iterator[FactLog]:
    """A log with one fact in it."""
    log = FactLog(tmp_path, 0, told.append)
    log.write("paused", {}, 1)
    yield log
    log.close()


def test_that_a_fact_that_found_no_room_leaves_no_trace(log: FactLog, told: list[Fact], tmp_path: Path) -> None:
    disk = FullDisk(log._lines._file, 20)
    log._lines._file = disk  # type: ignore[assignment]
    with pytest.raises(OSError, match="full"):
        log.write("resumed", {}, 2)
    disk.room = 10_000
    log.write("closed", {"reason": "stopped"}, 3)
    assert [(fact.seq, fact.type) for fact in read_facts(tmp_path)] == [(1, "paused"), (2, "closed")]
    assert read_facts(tmp_path) == told


def test_that_a_fact_that_could_not_be_synced_is_there_once(
    log: FactLog, told: list[Fact], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_descriptor: int) -> None:
        raise OSError(errno.EIO, "no answer")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with pytest.raises(OSError, match="no answer"):
            log.write("resumed", {}, 2, sync=True)
    log.write("closed", {"reason": "stopped"}, 3)
    assert [fact.seq for fact in read_facts(tmp_path)] == [1, 2, 3]
    assert read_facts(tmp_path) == told


def test_that_a_log_that_cannot_be_synced_is_closed_all_the_same(log: FactLog, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_descriptor: int) -> None:
        raise OSError(errno.EIO, "no answer")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with pytest.raises(OSError, match="no answer"):
            log.close()
    assert log._lines._file.closed


def test_that_a_slow_disk_holds_up_nobody_who_has_a_fact_to_write(
    log: FactLog, told: list[Fact], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, answers = threading.Event(), threading.Event()

    def slow(_descriptor: int) -> None:
        reached.set()
        assert answers.wait(30)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", slow)
        syncing = threading.Thread(target=log.sync)
        syncing.start()
        assert reached.wait(30)
        log.write("resumed", {}, 2)
        assert [fact.type for fact in told] == ["paused", "resumed"]
        answers.set()
        syncing.join()
